"""Sheets and rows: who sees which, forms made from the columns, and what is told beside which field."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from commonweal.governance.handbook import TABLES, Body, Person, Seat, Term, columns_of
from commonweal.site.governance import actions
from commonweal.site.governance.handbooks import demonstration
from commonweal.site.governance.records import key_of, stored_handbook

pytestmark = pytest.mark.django_db
SYSTEM, TRUST = "EXAMPLE-ICB", "EXAMPLE-TRUST"
SHEETS = f"/governance/{SYSTEM}/sheets/"


def text_of(response) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def page_of(row, act: str = "") -> str:
    return f"{SHEETS}{row.TABLE}/{key_of(row)[1]}/{act}"


def sent(row, **changed):
    """What a form sends that shows a row, with some fields typed over."""
    from commonweal.site.governance.change import stamp
    from commonweal.site.governance.forms.cells import typed

    told = {
        each.name: typed(getattr(row, each.name), each)
        for each in columns_of(type(row))
        if each.name not in row.KEY and getattr(row, each.name) is not None
    }
    return told | {"seen": stamp([row])} | changed


@pytest.fixture
def trust(account, stored):
    return account("trust", "partner_organisation", TRUST)


@pytest.mark.parametrize("table", TABLES)
def test_every_sheet_has_a_page_and_a_form_with_each_column(client, secretary, stored, table):
    client.force_login(secretary)
    assert client.get(f"{SHEETS}{table}/").status_code == 200
    form = client.get(f"{SHEETS}{table}/new/")
    assert form.status_code == 200
    for column in columns_of(TABLES[table]):
        assert f'name="{column.name}"' in form.content.decode(), column.name


def test_demonstration_is_read_and_never_written(client, account):
    client.force_login(account("operator", "company_secretary"))
    assert "nobody can change them" in text_of(client.get("/governance/wealdmarch/sheets/"))
    assert "Enter a row" not in text_of(client.get("/governance/wealdmarch/sheets/people/"))
    row = demonstration().handbook.rows(Person)[0]
    assert client.get(f"/governance/wealdmarch/sheets/people/{key_of(row)[1]}/").status_code == 200
    for method in (client.get, client.post):
        assert method("/governance/wealdmarch/sheets/people/new/").status_code == 403


def test_sheets_are_for_those_who_read_all_or_keep_rows(client, account, stored):
    assert client.get(SHEETS).status_code == 403
    for role, organisation, status in (
        ("company_secretary", SYSTEM, 200),
        ("chair", SYSTEM, 200),
        ("auditor", "", 200),
        ("partner_organisation", TRUST, 200),
        ("partner_organisation", "NOWHERE", 403),
        ("member", SYSTEM, 403),
        ("company_secretary", "QOP", 403),
    ):
        client.force_login(account(f"{role}-{organisation}".lower(), role, organisation))
        assert client.get(SHEETS).status_code == status, (role, organisation)


def test_row_is_entered_changed_ended_and_withdrawn_with_its_versions(client, secretary, stored):
    client.force_login(secretary)
    entered = client.post(f"{SHEETS}people/new/", {"person": "P09", "name": "Made-up person 9", "employee": "no"})
    person = stored_handbook(SYSTEM).rows(Person, person="P09")[0]
    assert person.employee is False
    assert entered.headers["Location"] == page_of(person)
    client.post(page_of(person, "edit/"), sent(person, name="Made-up person nine", employee=""))
    changed = stored_handbook(SYSTEM).rows(Person, person="P09")[0]
    assert (changed.name, changed.employee) == ("Made-up person nine", None)
    text = text_of(client.get(page_of(person)))
    assert "Version 2 : entered on" in text
    assert "by you" in text
    assert "Name: Made-up person 9 became Made-up person nine" in text
    assert "Employee: No became Not known" in text
    assert changed.name in client.get(page_of(person, "withdraw/")).content.decode(), (
        "what is withdrawn stands on the page"
    )
    client.post(page_of(person, "withdraw/"))
    assert not stored_handbook(SYSTEM).rows(Person, person="P09")
    assert "no longer stands" in text_of(client.get(page_of(person)))
    term = stored.rows(Term)[0]
    assert client.post(page_of(term, "end/"), {"last_day": "31 March 2027"}).status_code == 302
    assert str(stored_handbook(SYSTEM).rows(Term)[0].to_date) == "2027-03-31"


def test_every_fault_stands_beside_its_field_at_once(client, secretary, stored):
    client.force_login(secretary)
    response = client.post(
        f"{SHEETS}seats/new/",
        {
            "seat": "",
            "body": "EXAMPLE-ICB",
            "title": "",
            "seat_class": "emperor",
            "voting": "maybe",
            "from_date": "soon",
        },
    )
    assert response.status_code == 400
    page, text = response.content.decode(), text_of(response)
    for name in ("seat", "title", "seat_class", "voting", "from_date"):
        assert f'href="#{name}"' in page, name
    assert "Seat: enter an id" in text
    assert "Class: this is none of the words" in text


def test_what_does_not_hold_together_is_told_beside_the_field(client, secretary, stored):
    client.force_login(secretary)
    response = client.post(
        f"{SHEETS}seats/new/",
        {"seat": "S9", "body": "NOBODY", "title": "A seat", "seat_class": "member", "from_date": "1 May 2026",
         "to_date": "1 April 2026"},
    )  # fmt: skip
    page = response.content.decode()
    assert response.status_code == 400
    assert 'href="#body"' in page
    assert 'href="#to_date"' in page


def test_row_that_is_there_is_not_entered_anew(client, secretary, stored):
    client.force_login(secretary)
    response = client.post(f"{SHEETS}people/new/", {"person": "P01", "name": "Somebody else"})
    assert response.status_code == 400
    assert "there is a row P01 already" in text_of(response)


def test_row_that_somebody_changed_meanwhile_is_not_overwritten(client, secretary, stored):
    client.force_login(secretary)
    person = stored.rows(Person)[0]
    form = sent(person, name="Mine")
    actions.put_row(by=secretary, system=SYSTEM, row=replace(person, name="Theirs"))
    response = client.post(page_of(person, "edit/"), form)
    assert response.status_code == 400
    assert "Somebody else changed this" in text_of(response)
    assert stored_handbook(SYSTEM).rows(Person)[0].name == "Theirs"


def test_partner_sees_and_changes_its_own_and_is_refused_what_is_not(client, trust, stored):
    client.force_login(trust)
    bodies = text_of(client.get(f"{SHEETS}bodies/"))
    assert "Example NHS Foundation Trust" in bodies
    assert "Example Council" not in bodies
    own, other = stored.rows(Body, body=TRUST)[0], stored.rows(Body, body="EXAMPLE-COUNCIL")[0]
    assert client.post(page_of(own, "edit/"), sent(own, population="700000")).status_code == 302
    assert stored_handbook(SYSTEM).rows(Body, body=TRUST)[0].population == 700_000
    assert client.get(page_of(other)).status_code == 404
    assert client.post(page_of(other, "edit/"), sent(other, name="Ours")).status_code == 404
    assert client.get(f"{SHEETS}people/").status_code == 404
    seat = stored.rows(Seat)[0]
    taken = {"seat": seat.seat, "from_date": "1 April 2026", "body": TRUST, "title": "Ours", "seat_class": "chair"}
    assert client.post(f"{SHEETS}seats/new/", taken).status_code in (400, 403)
    assert stored_handbook(SYSTEM).rows(Seat)[0].title == seat.title


def test_search_finds_by_what_a_reference_is_called(client, secretary, stored):
    client.force_login(secretary)
    found = text_of(client.get(f"{SHEETS}appointments/", {"q": "made-up person 4"}))
    assert "1 row" in found
    assert "BOARD-04" in found
    assert "BOARD-01" not in found
    file = client.get(f"{SHEETS}appointments/", {"format": "csv"}).content.decode()
    assert file.count("\n") == 5
