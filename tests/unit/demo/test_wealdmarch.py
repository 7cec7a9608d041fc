"""Wealdmarch is whole, believable, the same every time, and plainly not real."""

import csv
import hashlib
import math
import time
from collections import Counter
from datetime import date
from statistics import correlation, stdev

import pytest

from commonweal import reference
from commonweal.demo import BANNER, build, codes, names
from commonweal.demo.indicators import fifths
from commonweal.demo.organisations import register
from commonweal.demo.people import practices
from commonweal.demo.wealdmarch import PLACE_TOOL_COLUMNS
from commonweal.problems import BadInput

PRACTICES_SHA256 = "08e72a09b5d652c53051002ea8a2c92a1958252833fd61551e078c9b05214549"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return build(tmp_path_factory.mktemp("wealdmarch"))


@pytest.fixture(scope="module")
def people():
    return practices(2026)


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_one_seed_gives_the_same_bytes_and_another_does_not(files, tmp_path):
    again = build(tmp_path / "again")
    other = build(tmp_path / "other", seed=7)
    assert contents(files.folder) == contents(again.folder)
    assert files.practices.read_bytes() != other.practices.read_bytes()


def test_the_bytes_are_those_of_every_other_machine(files):
    assert hashlib.sha256(files.practices.read_bytes()).hexdigest() == PRACTICES_SHA256


def test_it_is_made_in_less_than_a_second(tmp_path):
    begun = time.process_time()
    build(tmp_path)
    assert time.process_time() - begun < 1


def test_the_size_of_everything(people):
    assert len(people) == 150
    assert math.fsum(practice.population for practice in people) == pytest.approx(1_400_000, abs=0.01)
    assert {practice.place for practice in people} == {1, 2, 3, 4}
    assert {practice.network for practice in people} == set(range(1, 22))
    assert (len(names.TRUSTS), len(names.COUNCILS), len(names.NETWORK_STEMS)) == (6, 4, 21)


@pytest.mark.parametrize("seed", [2026, 1, 99])
def test_lists_and_need_are_believable(seed):
    made = practices(seed)
    logs = [math.log(practice.population) for practice in made]
    assert 0.35 < stdev(logs) < 0.75
    assert min(practice.population for practice in made) > 900
    assert max(practice.population for practice in made) < 80_000
    deprivation = [practice.deprivation for practice in made]
    older = [practice.older for practice in made]
    assert correlation(deprivation, [practice.need["health_inequalities"] for practice in made]) > 0.8
    assert correlation(deprivation, [practice.need["mental_health"] for practice in made]) > 0.6
    assert correlation(older, [practice.need["general_and_acute"] for practice in made]) > 0.7
    assert correlation(older, [practice.need["maternity"] for practice in made]) < -0.6
    assert all(0.3 < index < 3 for practice in made for index in practice.need.values())


def test_primary_medical_need_follows_the_published_formula(people):
    for practice in people:
        need = practice.need
        blend = 0.85 * need["primary_medical_need"] + 0.15 * need["health_inequalities"]
        assert need["primary_medical"] == pytest.approx(blend, abs=1e-8)


def test_the_practice_file_has_the_layout_of_the_place_tool(files):
    read = rows(files.practices)
    assert list(read[0]) == list(PLACE_TOOL_COLUMNS)
    blank = [name for name in read[0] if not any(row[name] for row in read)]
    assert blank == ["CCG", "Former CCG", "PCN_Code", "PCN_Name", "LOC", "LOCname", "LA", "UTLA", "Patients"]
    assert files.practices.read_bytes().startswith(b"\xef\xbb\xbf")


def test_it_says_that_it_is_fictional(files):
    assert "fictional" in files.banner == BANNER
    assert BANNER in files.readme.read_text("utf-8")
    assert "fictional" in files.icb_name
    for row in rows(files.practices)[:3]:
        assert "(fictional)" in row["ICBname"]
        assert "(fictional)" in row["Region"]
    assert {row["note"] for row in rows(files.bodies)} == {"fictional"}
    assert all("(fictional)" in row["icb_name"] for row in rows(files.allocations))
    assert all(path.name.startswith(("wealdmarch_", "README")) for path in files.folder.iterdir())


def test_no_code_is_a_bundled_one(files):
    bundled = {
        row[column.name]
        for entry in reference.manifest().tables.values()
        for column in entry.columns
        if column.unit == "code"
        for row in reference.rows(entry.file)
    }
    made = {row["code"] for row in rows(files.bodies)} | {row["area_code"] for row in rows(files.bodies)} - {""}
    assert not made & bundled
    assert all(code.startswith((codes.PREFIX, "X")) for code in made)
    assert not [code for code in bundled if code.startswith(codes.PREFIX)]


def test_names_are_unique_and_some_have_awkward_marks(files):
    named = [row["GP_Practice_Name"] for row in rows(files.practices)]
    assert len(set(named)) == 150
    assert any("(" in name for name in named)
    assert any('"' in name for name in named)
    assert any("," in name for name in named)


def test_each_deprivation_fifth_holds_about_a_fifth_of_the_people(people):
    of = fifths(people)
    held = Counter()
    for practice in people:
        held[of[practice.code]] += practice.population
    assert all(0.17 < held[fifth] / 1_400_000 < 0.23 for fifth in range(1, 6))
    worst = min(practice.deprivation for practice in people if of[practice.code] == 1)
    assert all(practice.deprivation <= worst for practice in people if of[practice.code] > 1)


def test_indicators_have_gaps_but_no_gap_in_deprivation(files):
    read = rows(files.indicators)
    assert len(read) == 150
    assert all(row["Deprivation score"] for row in read)
    gaps = sum(not row["Bowel cancer screening coverage"] for row in read)
    assert 0 < gaps < 15


def test_every_practice_is_in_one_network_and_one_place_on_any_day(files):
    for day in ("2022-07-01", "2023-03-31", "2023-04-01", "2026-04-01"):
        live = [
            row["Practice_Code"]
            for row in rows(files.members)
            if row["Start date"] <= day <= (row["End date"] or "9999")
        ]
        assert Counter(live).most_common(1)[0][1] == 1
        assert len(live) == 150


def test_spending_sums_to_the_baselines_to_the_penny(files):
    baselines = {row["stream"]: row["baseline_k"] for row in rows(files.allocations)}
    for stream in ("core", "primary_medical"):
        pence = sum(int(row["Spend (£)"].replace(".", "")) for row in rows(files.spend) if row["Stream"] == stream)
        assert pence == round(float(baselines[stream]) * 100_000)


def test_the_second_edition_differs_exactly_as_documented(files):
    first = {row["Practice_Code"]: row for row in rows(files.practices)}
    second = {row["Practice_Code"]: row for row in rows(files.practices_reissued)}
    differing = {code: {n for n in row if row[n] != second[code][n]} for code, row in first.items()}
    differing = {code: found for code, found in differing.items() if found}
    documented = {change.practice: change for change in files.changes}
    assert set(differing) == set(documented)
    assert Counter(change.what for change in files.changes) == {"list size": 3, "need": 8}
    for code, found in differing.items():
        if documented[code].what == "need":
            assert found == {"Primary Medical Care WP", "Final PMC WP"}
        else:
            assert {"Population", "Final WP", "Final PMC WP"} <= found
            assert float(second[code]["Population"]) == documented[code].after
    assert [row["Practice_Code"] for row in rows(files.changes_file)] == sorted(documented)


def test_a_folder_that_cannot_be_written_to_is_bad_input(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadInput):
        build(tmp_path / "file")


def test_organisations_make_a_register(files):
    held = register(files)
    day = date(2026, 4, 1)
    counts = {kind: len(held.live(kind, day)) for kind in ("icb", "place", "pcn", "practice", "trust", "council")}
    assert counts == {"icb": 1, "place": 4, "pcn": 21, "practice": 150, "trust": 6, "council": 4}
    assert BANNER in held.notes
    for membership in held.memberships:
        assert membership.child in held.bodies
        assert membership.parent in held.bodies
    assert len(held.live("ccg", date(2022, 6, 30))) == 2
