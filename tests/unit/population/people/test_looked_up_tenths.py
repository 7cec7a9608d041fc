"""Deprivation tenths looked up from small areas at the import, where the table brings none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.unit.population.people.conftest import Bring, rows

from commonweal.population.deprivation.index import DeprivationIndex
from commonweal.population.runs.inputs import read_inputs
from commonweal.problems import BadInput

PLACED = (
    "person_id,age,sex,practice,lsoa\n"
    "a1,40,F,A81001,E01000001\na2,41,F,A81001,e01000002\na3,42,F,A81001,S01006506\na4,43,M,A81001,\n"
)


def _index(edition: str, codes: tuple[str, ...], ranks: list[int]) -> DeprivationIndex:
    area_map = {"2025": "lsoa21", "2019": "lsoa11"}[edition]
    return DeprivationIndex(edition, area_map, codes, np.array(ranks), np.full(len(codes), np.nan))


def test_tenths_are_looked_up_from_small_areas(bring_in: Bring, tmp_path: Path) -> None:
    codes = ("E01000001", "E01000002", *(f"E0190000{n}" for n in range(8)))
    indices = {"2025": _index("2025", codes, [1, 10, *range(2, 10)]), "2019": _index("2019", codes, [*range(2, 11), 1])}
    asked: list[str] = []

    def index_of(edition: str) -> DeprivationIndex | None:
        asked.append(edition)
        return indices.get(edition)

    report = bring_in(PLACED, index_of=index_of)
    assert rows(tmp_path / "out" / "persons.parquet", "age, imd_decile") == [(40, 1), (41, 10), (42, None), (43, None)]
    assert report.facts["deprivation"] == {"from": "lsoa", "index": ["2025"], "looked_up": 2, "not_found": 2}
    head, *people = PLACED.splitlines()
    vintages = ["2011", "", "2021", ""]
    by_row = "\n".join([f"{head},lsoa_vintage", *(f"{row},{one}" for row, one in zip(people, vintages, strict=True))])
    bring_in(by_row, index_of=index_of, out=tmp_path / "rows")
    assert rows(tmp_path / "rows" / "persons.parquet", "age, imd_decile")[:2] == [(40, 2), (41, 10)]
    assert asked == ["2025", "2019", "2025"]


def test_areas_of_the_map_of_2011_have_the_tenths_of_2019(bring_in: Bring, tmp_path: Path) -> None:
    with_old = PLACED.replace("E01000001", "E01000010")  # on the map of 2011 alone
    old = _index("2019", ("E01000010", *(f"E0190000{n}" for n in range(9))), list(range(1, 11)))
    report = bring_in(with_old, index_of={"2019": old}.get)
    assert report.facts["deprivation"]["index"] == ["2019"]
    assert rows(tmp_path / "out" / "persons.parquet", "age, imd_decile")[0] == (40, 1)


def test_empty_tenths_are_looked_up_and_those_that_are_brought_stay(bring_in: Bring, tmp_path: Path) -> None:
    partly = (
        "person_id,age,sex,practice,lsoa,imd_decile\n"
        "a1,40,F,A81001,E01000001,7\na2,41,F,A81001,E01000001, \na3,42,F,A81001,E01099999,\na4,43,M,A81001,,3\n"
    )
    index = _index("2025", ("E01000001", *(f"E0190000{n}" for n in range(9))), list(range(1, 11)))
    report = bring_in(partly, index_of={"2025": index}.get)
    held = rows(tmp_path / "out" / "persons.parquet", "age, imd_decile")
    assert held == [(40, 7), (41, 1), (42, None), (43, 3)]
    told = {"from": "imd_decile", "brought": 2}
    assert report.facts["deprivation"] == {**told, "index": ["2025"], "looked_up": 1, "not_found": 1}
    without = bring_in(partly, out=tmp_path / "without").facts["deprivation"]
    assert without == {**told, "missing": ["2025"], "looked_up": 0, "not_found": 2}
    no_areas = bring_in(partly.replace(",lsoa,", ",area,"), out=tmp_path / "no_areas").facts["deprivation"]
    assert no_areas == {**told, "looked_up": 0, "not_found": 2}
    nobody = partly.replace(",7\n", ",\n").replace(",3\n", ",\n")
    assert bring_in(nobody, index_of={"2025": index}.get, out=tmp_path / "all").facts["deprivation"] == {
        "from": "lsoa", "index": ["2025"], "looked_up": 2, "not_found": 2,
    }  # fmt: skip


def test_without_the_index_the_tables_come_in_and_what_is_missing_is_said(bring_in: Bring, tmp_path: Path) -> None:
    report = bring_in(PLACED)
    assert report.facts["deprivation"] == {"from": "", "missing": ["2025"]}
    assert bring_in(out=tmp_path / "own").facts["deprivation"] == {"from": "imd_decile", "brought": 3}
    with pytest.raises(BadInput, match=r'"imd_decile".*a column lsoa, and with --data naming a folder that holds'):
        read_inputs(tmp_path / "out" / "persons.parquet", tmp_path / "out" / "events.parquet")
