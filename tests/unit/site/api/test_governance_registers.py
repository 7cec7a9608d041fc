"""Operations on registers, a nomination ballot and a merger: the public reads registers, the rest needs all rows."""

from __future__ import annotations

import pytest

SYSTEM = "EXAMPLE-ICB"
DEMO, OWN = "/api/governance/wealdmarch", f"/api/governance/{SYSTEM}"


@pytest.fixture
def kept(account):
    """The company secretary of a system whose handbook is kept here."""
    from commonweal.governance.handbook.exchange import example_handbook
    from commonweal.site.governance.actions import import_handbook

    secretary = account("secretary", "company_secretary", SYSTEM)
    import_handbook(by=secretary, system=SYSTEM, handbook=example_handbook())
    return secretary


def test_registers_are_open_to_everyone(api, problems, kept):
    names = [each["name"] for each in api.get(f"{OWN}/registers").json()["items"]]
    assert names == ["interests", "gifts", "breaches", "decisions", "procurement_decisions", "public_questions"]
    for name in names:
        shown = api.get(f"{DEMO}/registers/{name}", {"on": "2026-05-01"}).json()
        assert (shown["name"], shown["on"]) == (name, "2026-05-01")
        assert shown["rows"]
        assert set(shown["rows"][0]) == set(shown["columns"])
        assert api.get(f"{OWN}/registers/{name}").status_code == 200
    assert api.get(f"{DEMO}/registers/gifts", {"on": "2020-05-01"}).json()["rows"] == []
    problems(api.get(f"{DEMO}/registers/secrets"), 422)
    problems(api.get("/api/governance/QOP/registers"), 404)


def test_ballot_and_merger_are_for_those_who_read_all(api, problems, kept):
    ballot = api.get(f"{DEMO}/ballots/BALLOT-TRUSTS-2025").json()
    assert ballot["answer"]["details"]["tally"] == {"P012": 4, "P605": 1}
    problems(api.get(f"{DEMO}/ballots/NONE"), 404)
    lines = api.get(f"{DEMO}/merger", {"on": "2026-05-01"}).json()["answer"]["details"]["lines"]
    assert {"kind", "old_body", "new_body", "verdict"} <= set(lines[0])
    problems(api.get(f"{OWN}/merger"), 401)
    problems(api.get(f"{OWN}/ballots/B1"), 401)
    api.force_login(kept)
    assert api.get(f"{OWN}/merger").status_code == 200
