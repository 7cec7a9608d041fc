"""The bundled tables are whole, say where they come from, and add up to the published totals."""

import csv
import hashlib
import io
import math
from collections import defaultdict
from datetime import date
from importlib.resources import files

import pytest

from commonweal import reference

TABLES = sorted(reference.manifest().tables)
OPEN_LICENCES = ("Open Government Licence", "MIT, copyright", "MIT;", "Creative Commons Attribution 4.0")


def grouped(table, column, by=("year",)):
    sums = defaultdict(list)
    for row in reference.rows(table):
        if row[column]:
            sums[tuple(row[name] for name in by)].append(float(row[column]))
    return {key: math.fsum(values) for key, values in sums.items()}


@pytest.mark.parametrize("file", TABLES)
def test_each_file_is_what_the_manifest_says(file):
    entry = reference.manifest().tables[file]
    data = reference.dataset(file)
    assert hashlib.sha256(data).hexdigest() == entry.sha256
    read = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    assert read[0] == [column.name for column in entry.columns]
    assert len(read) - 1 == entry.rows == len(reference.rows(file))
    assert all(len(row) == len(read[0]) for row in read)
    assert entry.rows <= 1100


@pytest.mark.parametrize("file", TABLES)
def test_each_key_tells_rows_apart(file):
    entry = reference.manifest().tables[file]
    keys = [tuple(row[name] for name in entry.key) for row in reference.rows(file)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("file", TABLES)
def test_each_table_is_described_and_cited(file):
    entry = reference.manifest().tables[file]
    assert entry.title
    for column in entry.columns:
        assert column.meaning
        assert column.kind in {"text", "number", "integer"}
        assert column.unit or column.kind == "text"
    for source in entry.sources:
        assert source.address.startswith("https://")
        assert source.publisher
        assert any(licence in source.licence for licence in OPEN_LICENCES)
        assert "carrier" in source.licence
        assert isinstance(source.retrieved, date)
        assert len(source.sha256) == 64
    for row in reference.rows(file):
        held = any(source.holds_for(row) for source in entry.sources)
        assert held != (row.get("evidence") == "memory")
        assert bool(entry.source_of(row).publisher) == held
        assert "{" not in entry.source_of(row).at


@pytest.mark.parametrize("file", TABLES)
def test_cells_are_of_their_kind(file):
    for column in reference.manifest().tables[file].columns:
        texts = [row[column.name] for row in reference.rows(file) if row[column.name]]
        if column.kind == "number":
            assert all(math.isfinite(float(text)) for text in texts)
        elif column.kind == "integer":
            assert all(str(int(text)) == text for text in texts)


def test_no_file_lies_there_unnamed():
    root = files("commonweal.reference")
    there = {
        f"{folder.name}/{file.name}"
        for folder in root.iterdir()
        if folder.is_dir()
        for file in folder.iterdir()
        if file.name.endswith(".csv")
    }
    assert there == set(TABLES)


@pytest.mark.parametrize(
    ("table", "totals"),
    [
        ("core", {"2023/24": 101_260_119, "2024/25": 103_817_368, "2025/26": 116_741_038}),
        ("primary_medical", {"2023/24": 10_611_684, "2024/25": 11_008_325, "2025/26": 11_927_659}),
        ("specialised", {"2025/26": 20_724_410}),
        ("pod", {"2023/24": 5_484_993, "2024/25": 5_600_652, "2025/26": 6_082_848}),
    ],
)
def test_recurrent_allocations_sum_to_the_published_totals(table, totals):
    sums = grouped(f"allocations/{table}", "recurrent_allocation_k")
    assert {year: round(total) for (year,), total in sums.items()} == totals


@pytest.mark.parametrize(
    ("table", "total"),
    [("core", 124_345_779), ("primary_medical", 13_058_859), ("specialised", 20_724_410), ("pod", 6_090_095)],
)
def test_total_allocations_of_2025_26(table, total):
    assert round(grouped(f"allocations/{table}", "total_allocation_k")[("2025/26",)]) == total


def test_running_costs_by_version():
    sums = grouped("allocations/running_costs", "recurrent_allocation_k", ("year", "publication_version"))
    assert {key: round(total) for key, total in sums.items()} == {
        ("2023/24", "v1.2"): 1_108_760,
        ("2024/25", "v1.2"): 908_760,
        ("2025/26", "v1.2"): 828_299,
        ("2025/26", "v1.4"): 873_992,
    }


@pytest.mark.parametrize("stream", ["core", "primary_medical", "specialised", "pod"])
def test_baseline_ledgers_sum_to_the_baselines(stream):
    ledger = grouped(f"allocations/{stream}_baseline_ledger", "amount_k", ("year", "icb_code"))
    baselines = grouped(f"allocations/{stream}", "baseline_k", ("year", "icb_code"))
    compared = 0
    for key, total in ledger.items():
        assert total == pytest.approx(baselines[key], abs=1e-6), key
        compared += 1
    assert compared == {"core": 126, "primary_medical": 126, "specialised": 42, "pod": 42}[stream]


@pytest.mark.parametrize("stream", ["core", "primary_medical", "pod"])
def test_additions_lead_from_recurrent_to_total(stream):
    additions = grouped(f"allocations/{stream}_additions", "amount_k", ("year", "icb_code"))
    for row in reference.rows(f"allocations/{stream}"):
        gap = float(row["total_allocation_k"]) - float(row["recurrent_allocation_k"])
        assert gap == pytest.approx(additions.get((row["year"], row["icb_code"]), 0.0), abs=1e-6)


def test_specialised_baseline_is_its_three_parts():
    for row in reference.rows("allocations/specialised"):
        parts = ("physical_health_baseline_k", "high_cost_drugs_baseline_k", "high_cost_devices_baseline_k")
        assert math.fsum(float(row[name]) for name in parts) == pytest.approx(float(row["baseline_k"]), abs=1e-6)


def test_distances_from_target_follow_from_the_figures_beside_them():
    for table in ("core", "primary_medical", "specialised"):
        for row in reference.rows(f"allocations/{table}"):
            opening = float(row["baseline_k"]) / float(row["opening_target_k"]) - 1
            assert opening == pytest.approx(float(row["opening_dft"]), abs=1e-12)
            closing = float(row["recurrent_allocation_k"]) / float(row["closing_target_k"]) - 1
            assert closing == pytest.approx(float(row["closing_dft"]), abs=1e-12)


def test_national_population_and_quanta():
    facts = {
        (row["year"], row["stream"], row["quantity"]): float(row["value"])
        for row in reference.rows("allocations/national")
    }
    assert facts["2022/23", "all", "population"] == pytest.approx(61_498_822, abs=0.5)
    assert facts["2023/24", "all", "population"] == pytest.approx(61_903_547.32, abs=0.005)
    assert facts["2024/25", "all", "population"] == pytest.approx(62_154_630.31, abs=0.005)
    assert facts["2025/26", "all", "population"] == pytest.approx(63_849_324.21, abs=0.005)
    assert facts["2023/24", "core", "target_quantum_k"] == pytest.approx(98_512_855.66, abs=0.005)
    assert facts["2024/25", "core", "target_quantum_k"] == pytest.approx(102_126_692.43, abs=0.005)
    assert facts["2025/26", "core", "target_quantum_k"] == pytest.approx(114_848_748, abs=1e-6)
    assert facts["2024/25", "primary_medical", "closing_target_total_k"] == pytest.approx(11_008_361, abs=0.5)


def test_weighted_populations_sum_to_the_population_of_england():
    for edition in {row["edition"] for row in reference.rows("allocations/weighted_populations")}:
        rows = [row for row in reference.rows("allocations/weighted_populations") if row["edition"] == edition]
        assert len(rows) == 42
        total = math.fsum(float(row["population"]) for row in rows)
        for service in ("general_and_acute", "community", "mental_health", "core", "primary_medical"):
            assert math.fsum(float(row[service]) for row in rows) == pytest.approx(total, rel=2e-4), (edition, service)


def test_weighted_population_of_the_worked_example():
    fact = reference.facts.look_up(
        "allocations/weighted_populations", {"edition": "2025/26 June 2025", "icb_code": "QHL"}
    )
    assert fact.values["core"] == pytest.approx(1_706_723.27, abs=0.005)


def test_practice_counts():
    counts = {row["edition"]: int(row["practices"]) for row in reference.rows("allocations/practice_file_editions")}
    assert list(counts.values()) == [6554, 6553, 6553, 6348, 6348]
    sums = grouped("allocations/weighted_populations", "practices_with_blanks", ("edition",))
    assert list(sums.values()) == [17, 0, 0, 0, 0]


def test_the_map_of_36_conserves_what_it_shares_out():
    old = math.fsum(
        float(row["core"])
        for row in reference.rows("allocations/weighted_populations")
        if row["edition"] == "2025/26 June 2025"
    )
    new = [row for row in reference.rows("allocations/weighted_populations_2026") if row["year"] == "2025/26"]
    assert math.fsum(float(row["core"]) for row in new) == pytest.approx(old, rel=1e-14)
    for year in ("2025/26", "2026/27"):
        rows = [row for row in reference.rows("allocations/weighted_populations_2026") if row["year"] == year]
        assert len(rows) == 36
        assert math.fsum(float(row["core_share"]) for row in rows) == pytest.approx(1, abs=1e-12)
    people = [row for row in reference.rows("allocations/weighted_populations_2026") if row["year"] == "2026/27"]
    assert sum(int(row["population"]) for row in people) == 63_673_685
    missing = {row["icb_code"]: int(row["practices_without_weights"]) for row in people}
    assert missing["QF7"] >= 31
    assert missing["QOQ"] >= 49


def test_organisations_of_both_maps():
    old, new = reference.rows("organisations/icb_2022"), reference.rows("organisations/icb_2026")
    assert (len(old), len(new)) == (42, 36)
    ended = {row["icb_code"] for row in old if row["to"]}
    begun = {row["icb_code"] for row in new if row["from"] == "2026-04-01"}
    assert (len(ended), len(begun)) == (12, 6)
    assert {row["icb_code"] for row in old} - ended == {row["icb_code"] for row in new} - begun
    assert len({row["icb26_code"] for row in new}) == 36
    assert {row["region_code"] for row in new} == {
        row["region_code"] for row in reference.rows("organisations/regions")
    }


def test_the_two_icbs_that_others_confuse_have_their_right_names():
    named = {row["icb_code"]: row["icb_name"] for row in reference.rows("organisations/icb_2026")}
    assert named["S0E4D"] == "NHS Thames Valley Integrated Care Board"
    assert named["S9B9J"] == "NHS Surrey and Sussex Integrated Care Board"


def test_succession_is_whole():
    links = reference.rows("organisations/icb_succession_2026")
    assert len(links) == 16
    for column in ("share_of_lsoas", "share_of_weighted_population"):
        for predecessor, total in grouped("organisations/icb_succession_2026", column, ("predecessor",)).items():
            assert total == pytest.approx(1, abs=1e-12), predecessor
    assert sum(int(row["lsoas"]) for row in links) == 9_081
    assert len(reference.rows("organisations/icb_succession_shares_2026")) == 46


def test_every_icb_has_one_region_on_every_day():
    for day, count in (("2022-07-01", 42), ("2026-03-31", 42), ("2026-04-01", 36), ("2027-01-01", 36)):
        there = [
            row["icb_code"]
            for row in reference.rows("organisations/region_membership")
            if row["from"] <= day <= (row["to"] or "9999")
        ]
        assert len(there) == len(set(there)) == count


def test_sub_icb_locations_cover_england():
    rows = reference.rows("organisations/sub_icb")
    assert len(rows) == 106
    assert sum(int(row["lsoas"]) for row in rows) == 33_755


def test_hexagons_do_not_lie_on_each_other():
    for table, count in (("geography/icb24_hex", 42), ("geography/icb26_hex", 36)):
        places = {(row["column"], row["row"]) for row in reference.rows(table)}
        assert len(places) == count
