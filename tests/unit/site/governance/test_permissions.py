"""The truth table of who may read and write which row in which state, made from the code."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from commonweal.governance.handbook import TABLES, Body, Breach, Gift, Interest, Person
from commonweal.governance.handbook.columns import columns_of
from commonweal.site.accounts.roles import OF_A_PERSON, ROLES, Permission
from commonweal.site.audit.actors import Operator
from commonweal.site.governance.ownership import OWNED_BY, codes_of_bodies
from commonweal.site.governance.permission_table import ROWS, STATES, permission_table
from commonweal.site.governance.permissions import APPROVAL, DECLARED, may_read_row, may_write_row
from commonweal.site.governance.public_rows import EVERY_COLUMN, PUBLIC, public_row
from commonweal.site.governance.row_asked import AskedRow

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 1)
GRANTED = [role.name for role in ROLES.values() if role.can_be_granted]


@pytest.mark.parametrize("whose", ["QWM", "QOP", "RX1", "RX2", ""])
@pytest.mark.parametrize("role", GRANTED)
def test_truth_table(account, role, whose):
    holder, may = account("holder", role, whose), ROLES[role].permissions
    if OF_A_PERSON & may and whose:
        holder.grants.update(person="P1")
    reaches = whose in ("QWM", "")
    for (name, row), state in itertools.product(ROWS.items(), STATES):
        current, asked = STATES[state], replace(row, is_current=STATES[state])
        owns = Permission.KEEP_OWN_ROWS in may and whose != "" and whose == asked.owner_code
        reads_all = Permission.READ_HANDBOOK in may and reaches
        public = public_row(asked.row, DAY) is not None
        takes_part = Permission.KEEP_OWN_ROWS in may and whose in asked.taking_part
        about = Permission.DECLARE_OWN_INTERESTS in may and whose == "QWM" and asked.person == "P1"
        sits = Permission.READ_OWN_BODIES in may and whose == "QWM" and "P1" in asked.sitting
        leads = {"P1"} if whose == "QWM" else {whose} if whose else set()
        clerks = Permission.CLERK_PLACE in may and bool(leads & asked.leading)
        reads = public or owns or takes_part or about or sits or clerks
        assert may_read_row(holder, asked) is (reads_all or (current and reads)), (name, state)
        writes = Permission.EDIT_HANDBOOK in may and reaches
        approves = Permission.APPROVE_NOMINEE in may and reaches and asked.changed == APPROVAL
        declares = about and asked.changed == {"description"}
        narrow = (owns and asked.open_to_owner) or approves or declares or clerks
        assert may_write_row(holder, asked) is (current and (writes or narrow)), (name, state)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", ROWS)
def test_public_reads_what_is_public_and_writes_nothing(name, state):
    asked = replace(ROWS[name], is_current=STATES[state])
    public = STATES[state] and public_row(asked.row, DAY) is not None
    for nobody in (None, AnonymousUser()):
        assert may_read_row(nobody, asked) is public
        assert may_write_row(nobody, asked) is False
    assert may_read_row(Operator(), asked) is True
    assert may_write_row(Operator(), asked) is STATES[state]


def test_table_in_the_documentation_is_what_the_code_says():
    from pathlib import Path

    page = Path(__file__).resolve().parents[4] / "docs" / "reference" / "handbook-permissions.md"
    assert page.read_text("utf-8") == permission_table()


def test_what_is_public_names_sheets_and_columns_there_are():
    for table, public in PUBLIC.items():
        columns = {each.name: each for each in columns_of(TABLES[table])}
        assert public.law
        if public.columns != EVERY_COLUMN:
            assert set(public.columns) <= set(columns), table
            required = {name for name, each in columns.items() if each.required}
            # To whom a gift was offered the register tells, of those who hold a seat.
            assert required - set(public.columns) == ({"person"} if table == "gifts" else set()), table


def test_columns_about_somebody_are_public_only_where_they_are_named():
    shown = {
        (table, each.name)
        for table, public in PUBLIC.items()
        for each in columns_of(TABLES[table])
        if each.personal and (public.columns == EVERY_COLUMN or each.name in public.columns)
    }
    assert shown == {("people", "name"), ("interests", "description"), ("interests", "counterparty")}


@pytest.mark.parametrize(
    ("interest", "shown"),
    [
        ({"public": True}, True),
        ({"public": None}, False),
        ({"public": False}, False),
        ({"public": True, "published_until": date(2026, 4, 30)}, False),
        ({"public": True, "published_until": DAY}, True),
    ],
)
def test_interest_is_public_while_it_is_to_be_published(interest, shown):
    row = Interest(statement="S1", person="P1", kind="financial", held_by="spouse", **interest)
    found = public_row(row, DAY)
    assert (found is not None) is shown
    if found:
        assert found.held_by == ""


def test_owner_columns_name_bodies():
    for table, column in OWNED_BY.items():
        held = {each.name: each for each in columns_of(TABLES[table])}[column]
        assert held.refers_to == "bodies" or (table, column) == ("bodies", "body")


def test_sheets_that_nobody_named_are_not_public():
    assert public_row(Person(person="P1", name="A"), DAY) is not None
    assert {"fit_and_proper_tests", "declarations", "votes", "attendance"} & set(PUBLIC) == set()


@pytest.mark.parametrize(
    ("days", "shown"),
    [({}, False), ({"on_date": DAY}, True), ({"declared_on": date(2026, 5, 2), "on_date": DAY}, False)],
)
def test_gift_is_public_once_it_was_declared_or_offered_and_never_says_to_whom(days, shown):
    found = public_row(Gift(gift="G1", person="P1", kind="gift", from_whom="A firm", **days), DAY)
    assert (found is not None) is shown
    if found:
        assert (found.person, found.from_whom) == ("", "A firm")


def test_register_pages_and_sheets_are_public_by_one_rule():
    from commonweal.site.governance.presenters.registers import SHOWN

    for name in ("interests", "gifts", "breaches"):
        assert SHOWN[name].law == PUBLIC[name].law
    published = Breach(breach="B1", body="QWM", published_on=DAY)
    assert public_row(published, DAY) == published
    assert public_row(replace(published, published_on=None), DAY) is None
    assert public_row(published, date(2026, 4, 30)) is None


def test_own_code_is_that_of_the_handbook_before_the_row_came():
    codes = codes_of_bodies_of("COUNCIL", "")
    row = Body(body="COUNCIL", name="Ours", kind="council", ods_code="RX1")
    assert AskedRow.of(row, system="QWM", codes=codes, on=DAY).owner_code == "COUNCIL"


def codes_of_bodies_of(body: str, code: str) -> dict[str, str]:
    from commonweal.governance.handbook import Handbook

    return codes_of_bodies(Handbook.of([Body(body=body, name="A body", kind="council", ods_code=code)]))


def test_columns_that_a_person_declares_are_columns_of_the_register():
    columns = {each.name for each in columns_of(Interest)}
    assert columns - DECLARED == {"registered_on", "public", "published_until", "kept_until", "mitigation"}
    assert columns >= DECLARED
