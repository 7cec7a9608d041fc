"""A member declares, confirms and ends their own statements, with the clocks told, and touches nobody else's."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from commonweal.governance.handbook import Interest
from commonweal.problems import BadInput
from commonweal.site.accounts.actions import grant_role
from commonweal.site.audit.actors import Operator
from commonweal.site.governance import actions
from commonweal.site.governance.records import stored_handbook

pytestmark = pytest.mark.django_db
SYSTEM = "EXAMPLE-ICB"
MINE = f"/governance/{SYSTEM}/my-interests/"


def text_of(response) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def statements():
    return {row.statement: row for row in stored_handbook(SYSTEM).rows(Interest)}


@pytest.fixture
def member(client, account, stored):
    """Made-up person 4, who is employed by the trust."""
    made = account("member", "member", SYSTEM)
    made.grants.update(person="P04")
    client.force_login(made)
    return made


def declared(**changed):
    today = timezone.localdate()
    return {
        "act": "declare",
        "kind": "financial",
        "description": "Shares in a supplier",
        "counterparty": "A Supplier Ltd",
        "aware_on": (today - timedelta(days=40)).isoformat(),
        "commissioning_related": "yes",
    } | changed


def test_member_declares_and_is_told_the_clocks(client, member):
    assert "the 28 days cannot be counted" in text_of(client.get(MINE))
    assert client.post(MINE, declared()).status_code == 302
    today = timezone.localdate()
    made = statements()[f"P04-{today.year}-1"]
    assert (made.person, made.declared_on, made.public, made.commissioning_related) == ("P04", today, None, True)
    text = text_of(client.get(MINE))
    assert "Late by 12 days: declared 40 days after you became aware of it; the law gives 28." in text
    assert "To be confirmed again by" in text
    assert "Until then it is not" in text
    assert "Shares in a supplier" not in text_of(client.get(f"/governance/{SYSTEM}/interests/"))


def test_later_statement_replaces_and_the_earlier_stays_on_record(client, member):
    client.post(MINE, declared(supersedes="INT-1", description="Employed by the trust, three days a week"))
    text = text_of(client.get(MINE))
    assert "three days a week" in text
    assert "INT-1" not in text.split("Does it take the place")[0]
    assert "INT-1" in statements()


def test_member_confirms_and_ends(client, member):
    today = timezone.localdate()
    assert client.post(MINE, {"act": "confirm", "statement": "INT-1"}).status_code == 302
    assert statements()["INT-1"].confirmed_on == today
    early = client.post(MINE, {"act": "end", "statement": "INT-1", "last_day": "1 January 2001"})
    assert early.status_code == 400
    assert "cannot have ended on this day" in text_of(early)
    assert client.post(MINE, {"act": "end", "statement": "INT-1", "last_day": ""}).status_code == 302
    assert statements()["INT-1"].to_date == today


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"kind": "", "description": ""}, "Choose the kind of interest"),
        ({"description": " "}, "Say what the interest is"),
        ({"aware_on": ""}, "Enter the day on which you became aware of it"),
        ({"aware_on": "1 January 2099"}, "on a day to come"),
        ({"kind": "nil"}, "there is something to declare"),
        ({"supersedes": "INT-9"}, "Choose one of your statements"),
    ],
)
def test_faults_stand_beside_their_fields(client, member, given, told):
    response = client.post(MINE, declared(**given))
    assert response.status_code == 400
    assert told in text_of(response)
    assert set(statements()) == {"INT-1"}


def test_nothing_to_declare_makes_way_for_an_interest(client, member, secretary, stored):
    ended = replace(stored.rows(Interest)[0], to_date=timezone.localdate() - timedelta(days=1))
    actions.put_row(by=secretary, system=SYSTEM, row=ended)
    assert client.post(MINE, declared(kind="nil", description="", aware_on="")).status_code == 302
    assert "Nothing to declare" in text_of(client.get(MINE))
    client.post(MINE, declared())
    year = timezone.localdate().year
    assert statements()[f"P04-{year}-2"].supersedes == f"P04-{year}-1"


def test_nobody_touches_anothers_statement(client, member, secretary):
    other = Interest(statement="INT-3", person="P03", kind="financial", description="Another's")
    actions.put_row(by=secretary, system=SYSTEM, row=other)
    client.post(MINE, {"act": "confirm", "statement": "INT-3"})
    assert client.post(MINE, {"act": "end", "statement": "INT-3"}).status_code == 400
    assert client.post(MINE, declared(supersedes="INT-3")).status_code == 400
    assert statements()["INT-3"] == replace(other, where="")
    assert "Another's" not in text_of(client.get(MINE))


def test_page_is_for_members_whose_role_names_them(client, account, stored):
    assert client.get(MINE).status_code == 403
    assert client.get("/governance/wealdmarch/my-interests/").status_code == 403
    for role in ("member", "company_secretary"):
        client.force_login(account(role, role, SYSTEM))
        assert client.get(MINE).status_code == 403


def test_role_names_a_person_only_where_it_can(account):
    somebody, by = account("somebody"), Operator()
    for role, code in (("analyst", "QWM"), ("member", "")):
        with pytest.raises(BadInput, match="person"):
            grant_role(by=by, account=somebody, role=role, organisation_code=code, person="P04")
    grant = grant_role(by=by, account=somebody, role="member", organisation_code="QWM", person=" P04 ")
    assert grant.person == "P04"
    from commonweal.site.audit.models import AuditEvent

    event = AuditEvent.objects.filter(verb="accounts.role_granted").latest("pk")
    assert event.detail["names_a_person"] is True
    assert "P04" not in event.detail_json
