"""Writing handbooks: who may, what is kept on both clocks, and that it is all or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from commonweal.answers import Verdict
from commonweal.governance.handbook import Body, Handbook, Person, Seat, Term
from commonweal.problems import BadInput
from commonweal.site.accounts.roles import ROLES
from commonweal.site.governance import actions, records
from commonweal.site.governance.models import StoredHandbook, StoredRow
from commonweal.site.governance.records import stored_handbook

pytestmark = pytest.mark.django_db
SYSTEM = "EXAMPLE-ICB"


def events():
    from commonweal.site.audit.models import AuditEvent

    return list(AuditEvent.objects.filter(verb__startswith="governance."))


def put(by, row):
    return actions.put_row(by=by, system=SYSTEM, row=row)


@pytest.mark.parametrize("role", [role.name for role in ROLES.values() if role.can_be_granted])
def test_only_roles_that_carry_the_permission_may_import(account, handbook, role):
    somebody = account("somebody", role, SYSTEM)
    if "governance.edit_handbook" in ROLES[role].permissions:
        assert actions.import_handbook(by=somebody, system=SYSTEM, handbook=handbook).added == len(handbook)
    else:
        with pytest.raises(PermissionDenied):
            actions.import_handbook(by=somebody, system=SYSTEM, handbook=handbook)
        assert not StoredHandbook.objects.exists()
        assert not StoredRow.objects.exists()


def test_secretary_of_another_system_may_not(account, handbook):
    other = account("other", "company_secretary", "QOP")
    with pytest.raises(PermissionDenied, match="for EXAMPLE-ICB"):
        actions.import_handbook(by=other, system=SYSTEM, handbook=handbook)


def test_import_twice_is_the_same_as_once(stored, secretary, handbook):
    assert len(events()) == 1
    assert events()[0].detail["added"] == len(handbook)
    again = actions.import_handbook(by=secretary, system=SYSTEM, handbook=handbook)
    assert again.did_nothing
    assert again.same == len(handbook)
    assert StoredRow.objects.count() == len(handbook)
    assert len(events()) == 1
    assert StoredHandbook.objects.get().revision == 1


def test_import_that_does_not_hold_together_leaves_nothing(secretary, handbook):
    stray = Seat(seat="X-1", body="NOBODY", title="Chair", seat_class="chair")
    faulty = Handbook.of([*(row for rows in handbook.tables.values() for row in rows), stray])
    with pytest.raises(BadInput, match="NOBODY"):
        actions.import_handbook(by=secretary, system=SYSTEM, handbook=faulty)
    assert not StoredRow.objects.exists()
    assert not StoredHandbook.objects.exists()
    assert not events()


def test_fault_at_the_very_end_leaves_nothing(secretary, handbook, monkeypatch):
    def broken(**_):
        raise RuntimeError("the chain cannot be written")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError):
        actions.import_handbook(by=secretary, system=SYSTEM, handbook=handbook)
    assert not StoredRow.objects.exists()
    assert not StoredHandbook.objects.exists()


@pytest.mark.parametrize("rows", [[], [Body(body="QOP", name="Another ICB", kind="icb")]])
def test_handbook_without_rows_or_of_another_system_is_refused(secretary, rows):
    with pytest.raises(BadInput):
        actions.import_handbook(by=secretary, system=SYSTEM, handbook=Handbook.of(rows))


def test_changed_row_supersedes_and_earlier_moments_still_know_the_old_one(stored, secretary):
    person = stored.rows(Person)[0]
    before = timezone.now()
    put(secretary, replace(person, name="A new name"))
    old, new = sorted(records.versions(SYSTEM, "people", person.key), key=lambda row: row.version)
    assert (old.state, new.state) == ("superseded", "current")
    assert old.superseded_at == new.recorded_at
    assert old.superseded_by == secretary.reference
    assert records.row_of(old) == person
    assert stored_handbook(SYSTEM).rows(Person)[0].name == "A new name"
    assert stored_handbook(SYSTEM, before).rows(Person)[0] == person
    assert not len(stored_handbook(SYSTEM, before - timedelta(days=1)))
    assert [event.verb for event in events()] == ["governance.handbook_imported", "governance.row_put"]
    assert str(new.pk) == events()[1].detail["row"]


def test_same_row_again_writes_nothing(stored, secretary):
    put(secretary, stored.rows(Person)[0])
    assert len(events()) == 1
    assert StoredRow.objects.count() == len(stored)


def test_row_that_ends_keeps_its_place_and_its_past(stored, secretary):
    seat = stored.rows(Seat)[0]
    ended = actions.end_row(by=secretary, system=SYSTEM, table="seats", key=seat.key, last_day=date(2026, 9, 30))
    assert ended.to_date == date(2026, 9, 30)
    assert stored_handbook(SYSTEM).rows(Seat)[0] == replace(seat, to_date=date(2026, 9, 30))
    actions.end_row(by=secretary, system=SYSTEM, table="seats", key=seat.key, last_day=date(2026, 9, 30))
    assert [event.verb for event in events()][1:] == ["governance.row_ended"]


@pytest.mark.parametrize(
    ("table", "key", "day", "match"),
    [
        ("seats", ("BOARD-01", date(2026, 4, 1)), date(2026, 3, 31), "before its first day"),
        ("seats", ("BOARD-99", date(2026, 4, 1)), date(2026, 9, 30), "no such row"),
        ("people", ("P01",), date(2026, 9, 30), "no period"),
    ],
)
def test_row_that_cannot_end_is_refused(stored, secretary, table, key, day, match):
    with pytest.raises(BadInput, match=match):
        actions.end_row(by=secretary, system=SYSTEM, table=table, key=key, last_day=day)


def test_withdrawn_row_stays_in_the_store_and_may_come_back_as_a_later_version(stored, secretary):
    term = stored.rows(Term)[0]
    actions.withdraw_row(by=secretary, system=SYSTEM, table="terms", key=term.key)
    assert term not in stored_handbook(SYSTEM).rows(Term)
    put(secretary, term)
    assert [row.state for row in records.versions(SYSTEM, "terms", term.key)] == ["current", "withdrawn"]
    with pytest.raises(BadInput, match="P01"):
        actions.withdraw_row(by=secretary, system=SYSTEM, table="people", key=("P01",))


def test_whole_file_withdraws_what_it_does_not_have(stored, secretary):
    rest = Handbook.of([row for rows in stored.tables.values() for row in rows if row.TABLE != "interests"])
    partly = actions.import_handbook(by=secretary, system=SYSTEM, handbook=rest)
    assert partly.did_nothing
    whole = actions.import_handbook(by=secretary, system=SYSTEM, handbook=rest, whole=True)
    assert (whole.withdrawn, whole.added, whole.changed) == (1, 0, 0)
    assert len(stored_handbook(SYSTEM)) == len(stored) - 1


def test_partner_writes_its_own_row_and_no_other(stored, account):
    partner = account("trust", "partner_organisation", "EXAMPLE-TRUST")
    own = next(row for row in stored.rows(Body) if row.body == "EXAMPLE-TRUST")
    put(partner, replace(own, population=700_000))
    for other in stored.rows(Body)[0], next(row for row in stored.rows(Body) if row.body == "EXAMPLE-COUNCIL"):
        with pytest.raises(PermissionDenied, match="company secretary of EXAMPLE-ICB"):
            put(partner, replace(other, name="Ours now"))
    taken = Body(
        body="EXAMPLE-COUNCIL", name="Ours", kind="council", ods_code="EXAMPLE-TRUST", from_date=date(2027, 4, 1)
    )
    with pytest.raises(PermissionDenied):
        put(partner, taken)


def test_nobody_and_superusers_write_nothing(stored, account):
    from django.contrib.auth.models import AnonymousUser

    chief = account("chief")
    chief.is_superuser = True
    for somebody in (AnonymousUser(), chief):
        with pytest.raises(PermissionDenied):
            put(somebody, replace(stored.rows(Person)[0], name="Changed"))


def test_nothing_is_changed_or_deleted_by_other_ways(stored):
    row = StoredRow.objects.first()
    for attempt in (
        row.save,
        row.delete,
        StoredRow.objects.all().delete,
        lambda: StoredRow.objects.update(fields_json="{}"),
        lambda: StoredRow.objects.bulk_update([row], ["fields_json"]),
    ):
        with pytest.raises(TypeError, match="superseded, ended or withdrawn"):
            attempt()


def test_chain_stays_whole_and_names_no_person(stored, secretary):
    from commonweal.site.audit.verification import verify

    put(secretary, replace(stored.rows(Person)[0], name="Ada Invented"))
    assert verify().verdict is not Verdict.FAIL
    assert "Invented" not in "".join(event.detail_json for event in events())
