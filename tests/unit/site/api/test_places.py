from __future__ import annotations

import csv
import io

import pytest

PLACES = "/api/allocations/places"
DIFF = "/api/allocations/practice-data/diff?old=wealdmarch&new=wealdmarch-reissued"
WEALD = {"data": "wealdmarch", "icb": "WEALDM"}


def test_practice_data_held_here(api):
    first = api.get("/api/allocations/practice-data").json()["items"][0]
    assert (first["key"], first["fictional"], first["year"], first["practices"]) == ("wealdmarch", True, "2025/26", 150)
    assert first["icbs"] == ["WEALDM"]
    assert {"place", "pcn"} <= first["groupings"].keys()


def test_ready_made_places_share_the_allocation_to_the_penny(send):
    found = send(PLACES, {**WEALD, "by": "place"}).json()
    assert "fictional" in found["notice"]
    assert found["gate"]["verdict"] == "PASS"
    assert len(found["places"]) == 4
    core = [line for line in found["budgets"] if line["stream"] == "core" and line["share_of_icb"]]
    assert sum(line["share_of_icb"] for line in core) == pytest.approx(1)
    again = send(PLACES, {**WEALD, "by": "pcn"}).json()
    networks = [line for line in again["budgets"] if line["stream"] == "core" and line["share_of_icb"]]
    assert len(networks) == 21
    assert sum(line["recurrent_pence"] for line in networks) == sum(line["recurrent_pence"] for line in core)


def _practices(api, send) -> list[str]:
    found = send(PLACES, {**WEALD, "members": [{"practice": "NONE", "place": "North"}]}).json()
    return [finding["practice"] for finding in found["gate"]["findings"] if finding["kind"] == "practice_in_none"]


def test_members_of_ones_own_and_a_remainder(api, send):
    codes = _practices(api, send)
    assert len(codes) == 150
    members = [{"practice": code.lower(), "place": "North"} for code in codes[:40]]
    found = send(PLACES, {**WEALD, "members": members, "remainder": "South"}).json()
    assert found["gate"]["verdict"] == "PASS"
    assert {row["place"]: row["practices"] for row in found["places"]} == {"North": 40, "South": 110}


def test_gate_reports_a_practice_in_two_places(api, send):
    codes = _practices(api, send)
    members = [{"practice": code, "place": "North"} for code in codes] + [{"practice": codes[0], "place": "South"}]
    gate = send(PLACES, {**WEALD, "members": members}).json()["gate"]
    assert gate["verdict"] == "FAIL"
    assert gate["counts"]["practice_in_two_places"] == 1


def test_membership_holds_on_the_day(api, send):
    code = _practices(api, send)[0]
    members = [
        {"practice": code, "place": "North", "end": "2025-03-31"},
        {"practice": code, "place": "South", "start": "2025-04-01"},
    ]
    for day, place in (("2025-03-31", "North"), ("2025-04-01", "South")):
        found = send(PLACES, {**WEALD, "members": members, "on": day, "remainder": "Rest"}).json()
        assert {row["place"] for row in found["places"]} == {place, "Rest"}


MEMBER = {"practice": "X", "place": "North"}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "either by or members"),
        ({"by": "place", "members": [MEMBER]}, "either by or members"),
        ({"members": []}, "at least 1 entries"),
        ({"members": [{"practice": "X"}]}, "members.0.place is missing"),
        ({"members": [{**MEMBER, "colour": "red"}]}, "no field members.0.colour"),
        ({"members": [{**MEMBER, "start": "2026-01-01", "end": "2025-01-01"}]}, "ends before it starts"),
        ({"members": [MEMBER], "on": "tomorrow"}, "not a day"),
        ({"by": "moon"}, "by"),
        ({"by": "sub_icb"}, "sub-ICB"),
        ({"by": "place", "icb": "QHL"}, "is of this ICB"),
        ({"by": "place", "icb": "all"}, "one ICB at a time"),
        ({"by": "place", "data": "nowhere"}, "not held here"),
        ({"by": "place", "cross_border": ["Atlantis"]}, "no such place"),
    ],
)
def test_places_that_cannot_be_teach(send, problems, body, said):
    assert said in problems(send(PLACES, {**WEALD, **body}), 422)[0]


def test_too_many_members_are_refused_before_any_is_read(send, problems):
    members = [{"practice": f"P{number}", "place": "North"} for number in range(20_001)]
    assert "20000 entries" in problems(send(PLACES, {**WEALD, "members": members}), 422)[0]


def test_what_changed_between_two_issues(api):
    found = api.get(DIFF).json()
    assert found["in_both"] + len(found["opened"]) >= 145
    assert found["largest"]
    assert found["effect"]["year"] == "2025/26"
    assert found["effect_not_worked"] is None
    assert len(api.get(DIFF + "&top=3").json()["largest"]) == 3


def test_every_practice_that_changed_as_csv(api):
    response = api.get(DIFF + "&service=primary_medical&format=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert {"practice", "change", "why"} <= rows[0].keys()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("?old=wealdmarch", "new is missing"),
        ("?old=wealdmarch&new=nowhere", "not held here"),
        ("?old=wealdmarch&new=wealdmarch", "same practice data"),
        ("?old=wealdmarch&new=wealdmarch-reissued&service=maternity", "service"),
        ("?old=wealdmarch&new=wealdmarch-reissued&top=51", "50 or less"),
    ],
)
def test_comparison_that_cannot_be_teaches(api, problems, address, said):
    assert said in problems(api.get("/api/allocations/practice-data/diff" + address), 422)[0]


def test_published_correction_of_june_2025(api, data_folder, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_DATA", str(data_folder))
    held = api.get("/api/allocations/practice-data").json()["items"]
    by_edition = {row["edition"]: row["key"] for row in held if row["edition"]}
    old = next(key for edition, key in by_edition.items() if "February 2025" in edition)
    new = next(key for edition, key in by_edition.items() if "June 2025" in edition)
    found = api.get(f"/api/allocations/practice-data/diff?old={old}&new={new}&service=primary_medical").json()
    assert found["effect"]["gross_change_k"] == pytest.approx(10_200, rel=0.01)
