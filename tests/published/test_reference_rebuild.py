"""The bundled tables are what the published files say: built again, they are the same to the byte."""

import runpy
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from commonweal import reference

pytestmark = pytest.mark.data

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.fixture(scope="module")
def rebuilt(data_folder, tmp_path_factory):
    before = list(sys.path)
    try:
        build = runpy.run_path(str(SCRIPTS / "build_reference.py"))["build"]
        return build(data_folder, tmp_path_factory.mktemp("reference"))
    finally:
        sys.path[:] = before


def test_building_again_gives_the_same_bytes(rebuilt):
    root = files("commonweal.reference")
    differing = [file for file, content in rebuilt.items() if root.joinpath(file).read_bytes() != content]
    assert not differing
    assert set(rebuilt) == {*reference.manifest().tables, "manifest.yaml"}


def test_the_tidy_file_of_the_published_figures_agrees(data_folder):
    import csv

    with (data_folder / "icb_allocations_tidy_2023-24_to_2025-26.csv").open(encoding="utf-8-sig", newline="") as stream:
        tidy = {(row["year"], row["stream"], row["icb_code"]): row for row in csv.DictReader(stream)}
    compared = 0
    for stream in ("core", "primary_medical", "specialised", "pod"):
        for row in reference.rows(f"allocations/{stream}"):
            other = tidy[row["year"], stream, row["icb_code"]]
            for name in ("baseline_k", "opening_target_k", "base_growth", "convergence", "recurrent_allocation_k"):
                if other.get(name) and row.get(name):
                    assert float(row[name]) == pytest.approx(float(other[name]), rel=1e-14), (stream, name)
                    compared += 1
            for name in ("closing_target_k", "total_allocation_k"):
                if other.get(name) and row.get(name):
                    assert float(row[name]) == pytest.approx(float(other[name]), rel=1e-12), (stream, name)
                    compared += 1
    assert compared > 2_000
