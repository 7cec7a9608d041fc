"""Operations on governance: the same handbook, the same answers as the pages."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db
SYSTEM = "EXAMPLE-ICB"


@pytest.fixture
def kept(account):
    """A handbook that a company secretary imported."""
    from commonweal.governance.handbook.exchange import example_handbook
    from commonweal.site.governance.actions import import_handbook

    secretary = account("secretary", "company_secretary", SYSTEM)
    import_handbook(by=secretary, system=SYSTEM, handbook=example_handbook())
    return secretary


def test_handbooks_are_listed_with_the_demonstration_first(api, kept):
    items = api.get("/api/governance/handbooks").json()["items"]
    assert [(item["name"], item["fictional"]) for item in items] == [("wealdmarch", True), (SYSTEM, False)]


def test_check_of_the_demonstration_names_rule_source_and_what_to_do(send):
    reply = send("/api/governance/check", {"handbook": "wealdmarch", "rules": ["B02"]})
    assert reply.status_code == 200
    answer = reply.json()["answer"]
    assert {finding["rule"] for finding in answer["details"]["findings"]} == {"B02"}
    assert reply.json()["question"]["dates"]["holds_on"] == "2026-05-01"


def test_decide_may_and_who(send):
    item = {"title": "A contract", "body": "FINANCE", "function": "commission_community_services"}
    item |= {"amount_pence": 40_000_000, "counterparties": []}
    may = send("/api/governance/decide", {"handbook": "wealdmarch", "item": item})
    assert may.status_code == 200
    assert may.json()["question"]["calculation"] == "governance.can_decide"
    who = send("/api/governance/decide", {"handbook": "wealdmarch", "item": item, "ask": "who"})
    assert who.json()["question"]["calculation"] == "governance.who_may_decide"
    assert who.json()["answer"]["details"]["holders"]
    nobody = send("/api/governance/decide", {"handbook": "wealdmarch", "item": item | {"body": ""}, "ask": "who"})
    assert nobody.json()["answer"]["details"]["holders"] == who.json()["answer"]["details"]["holders"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"handbook": "QOP"}, "no handbook of this name"),
        ({"handbook": "wealdmarch", "rules": ["Z99"]}, "no rule that a handbook is checked by"),
        ({"handbook": "wealdmarch", "overlays": ["none-such"]}, "no such overlay"),
        ({"handbook": "wealdmarch", "colour": "red"}, "there is no field colour"),
        ({"handbook": "x" * 41}, "at most 40 characters"),
        ({"handbook": "wealdmarch", "rules": ["B02"] * 201}, "at most 200 entries"),
    ],
)
def test_what_cannot_be_asked_is_told(send, problems, body, said):
    assert said in " ".join(problems(send("/api/governance/check", body), 422)).lower()


def test_item_without_a_decider_is_told(send, problems):
    told = problems(send("/api/governance/decide", {"handbook": "wealdmarch", "item": {"title": "X"}}), 422)
    assert "nobody is named to decide" in " ".join(told).lower()


def test_stored_handbook_is_checked_for_those_who_read_all_of_it(api, send, problems, kept, account):
    asked = {"handbook": SYSTEM, "on": "2026-05-01"}
    problems(send("/api/governance/check", asked), 401)
    api.force_login(account("trust", "partner_organisation", "EXAMPLE-TRUST"))
    problems(send("/api/governance/check", asked), 403)
    api.force_login(kept)
    assert send("/api/governance/check", asked).status_code == 200
    agenda = api.get(f"/api/governance/{SYSTEM}/meetings/BOARD-2026-05/agenda")
    assert len(agenda.json()["answer"]["details"]["items"]) == 1


def test_receipt_of_a_stored_handbook_is_for_those_who_read_all_of_it(send, problems, kept):
    asked = {"calculation": "governance.check", "inputs": {"handbook": SYSTEM}, "on": "2026-05-01"}
    problems(send("/api/receipts", asked), 401)


def test_lists_come_as_pages_and_as_csv(api, problems):
    for room, column in (("meetings", "meeting"), ("functions", "provision"), ("interests", "name")):
        page = api.get(f"/api/governance/wealdmarch/{room}").json()
        assert len(page["items"]) == 25
        assert page["count"] > 50
        reply = api.get(f"/api/governance/wealdmarch/{room}", {"format": "csv"})
        text = b"".join(reply).decode("utf-8-sig") if reply.streaming else reply.content.decode("utf-8-sig")
        assert column in text.splitlines()[0]
        problems(api.get(f"/api/governance/QOP/{room}"), 404)
    problems(api.get("/api/governance/wealdmarch/meetings/NONE/agenda"), 404)


def test_public_sees_no_item_that_is_not_public(api, kept):
    meetings = api.get(f"/api/governance/{SYSTEM}/meetings").json()["items"]
    assert meetings[0]["items"] == ["BOARD-2026-05-1"]


def test_rules_say_how_well_they_are_evidenced(api):
    rule = api.get("/api/law/governance.B02").json()
    assert (rule["evidence"], rule["severity"]) == ("V", "BREACH")
    assert rule["data_needed"]
