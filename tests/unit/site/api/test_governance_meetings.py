"""Operations on one meeting: the clock, the votes and what became of the decisions, as the pages show them."""

from __future__ import annotations

import pytest

SYSTEM = "EXAMPLE-ICB"
OWN = f"/api/governance/{SYSTEM}/meetings/BOARD-2026-05"
DEMO = "/api/governance/wealdmarch/meetings/FINANCE-2026-04"
PARTS = ["clock", "items/BOARD-2026-05-1/votes", "outcomes"]


@pytest.fixture
def kept(account):
    """The company secretary of a system whose handbook is kept here."""
    from commonweal.governance.handbook.exchange import example_handbook
    from commonweal.site.governance.actions import import_handbook

    secretary = account("secretary", "company_secretary", SYSTEM)
    import_handbook(by=secretary, system=SYSTEM, handbook=example_handbook())
    return secretary


def test_clock_at_a_minute_and_by_default(api, problems):
    shown = api.get(f"{DEMO}/clock", {"at": "09:45"}).json()
    assert (shown["at"], shown["verdict"]) == ("09:45", "PASS")
    assert shown["room"][0]["counts"] is True
    assert shown["items"][0]["spans"][0]["from"]
    assert api.get(f"{DEMO}/clock").json()["at"] == ""
    problems(api.get(f"{DEMO}/clock", {"at": "noon"}), 422)
    problems(api.get(f"{DEMO}/clock", {"when": "09:45"}), 422)


def test_votes_and_outcomes(api, problems):
    votes = api.get(f"{DEMO}/items/FINANCE-2026-04-1/votes").json()
    assert {"for", "against", "abstained", "carried", "verdict"} <= set(votes)
    outcomes = api.get(f"{DEMO}/outcomes").json()
    assert outcomes["decisions"]
    assert outcomes["private"]["meeting"] == "FINANCE-2026-04"
    problems(api.get(f"{DEMO}/items/NONE/votes"), 404)


@pytest.mark.parametrize("part", PARTS)
def test_meeting_is_for_those_who_read_all_of_the_handbook(api, problems, kept, account, part):
    problems(api.get(f"{OWN}/{part}"), 401)
    api.force_login(account("member", "member", SYSTEM))
    problems(api.get(f"{OWN}/{part}"), 403)
    for somebody in (kept, account("chair", "chair", SYSTEM)):
        api.force_login(somebody)
        assert api.get(f"{OWN}/{part}").status_code == 200
    problems(api.get(f"/api/governance/{SYSTEM}/meetings/NONE/{part}"), 404)
    problems(api.post(f"{OWN}/{part}"), 405)
