"""Writing the chain: who may, when, and that nobody can change it afterwards."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from commonweal.answers import Verdict
from commonweal.site.audit import actions, guards, heads
from commonweal.site.audit.actions import head, is_registered, record, register_receipt
from commonweal.site.audit.actors import Operator
from commonweal.site.audit.models import AppendOnly, AuditEvent
from commonweal.site.audit.verification import verify

DIGEST = "ab" * 32


def some_events(count: int, by: Operator) -> None:
    for number in range(count):
        with transaction.atomic():
            record(by=by, verb="tests.did", subject=f"thing:{number}", detail={"number": number})


@pytest.mark.django_db
def test_record_follows_the_event_before_it(operator):
    some_events(3, operator)
    first, second, third = AuditEvent.objects.all()
    assert [event.sequence for event in (first, second, third)] == [1, 2, 3]
    assert first.previous_hash == "0" * 64
    assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)
    assert third.detail == {"number": 2}
    assert third.actor == "operator:1000"
    assert head().count == 3


@pytest.mark.django_db
def test_event_read_back_gives_its_hash(operator):
    some_events(1, operator)
    event = AuditEvent.objects.get()
    assert event.link().digest() == event.hash


@pytest.mark.django_db
def test_record_by_an_unknown_person_is_refused():
    with pytest.raises(PermissionDenied, match="unknown person"), transaction.atomic():
        record(by=AnonymousUser(), verb="tests.did", subject="thing:1")  # type: ignore[arg-type]
    assert head().count == 0


@pytest.mark.django_db(transaction=True)
def test_record_outside_a_transaction_is_refused(operator):
    with pytest.raises(RuntimeError, match=r"transaction\.atomic"):
        record(by=operator, verb="tests.did", subject="thing:1")


@pytest.mark.django_db(transaction=True)
def test_event_falls_with_the_act_that_fails(operator):
    def act_that_fails():
        with transaction.atomic():
            record(by=operator, verb="tests.did", subject="thing:1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act_that_fails()
    assert head().count == 0
    assert heads.kept() is None


@pytest.mark.django_db
@pytest.mark.parametrize("parts", [{"verb": "", "subject": "a"}, {"verb": "a", "subject": ""}])
def test_record_needs_a_verb_and_a_subject(operator, parts):
    with pytest.raises(ValueError, match="verb and a subject"), transaction.atomic():
        record(by=operator, **parts)


@pytest.mark.django_db(transaction=True)
def test_head_is_kept_after_the_transaction(operator):
    some_events(2, operator)
    assert heads.kept() == head()
    assert verify().verdict is Verdict.PASS


@pytest.mark.django_db(transaction=True)
def test_shorter_head_never_replaces_a_longer_one(operator):
    some_events(2, operator)
    longest = head()
    heads.keep(actions.Head(1, "c" * 64))
    assert heads.kept() == longest


@pytest.mark.django_db
def test_models_refuse_to_change_or_delete(operator):
    some_events(1, operator)
    event = AuditEvent.objects.get()
    for act in (event.save, event.delete, AuditEvent.objects.all().delete):
        with pytest.raises(AppendOnly, match="never changed"):
            act()
    with pytest.raises(AppendOnly):
        AuditEvent.objects.update(actor="x")
    with pytest.raises(AppendOnly):
        AuditEvent.objects.all().bulk_update([event], ["actor"])


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE audit_auditevent SET actor = 'x'", "DELETE FROM audit_auditevent"])
def test_database_itself_refuses_to_change_or_delete(operator, statement):
    some_events(1, operator)
    with (
        pytest.raises(DatabaseError, match="never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEvent.objects.get().actor == "operator:1000"


@pytest.mark.django_db
def test_database_refuses_two_events_after_one(operator):
    some_events(2, operator)
    first = AuditEvent.objects.first()
    fork = AuditEvent(**{**vars(first.link()), "sequence": 3, "actor": "operator:9"}, hash="d" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        fork.save()


@pytest.mark.django_db(transaction=True)
def test_flush_is_refused_where_the_database_is_not_for_tests(operator, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "TEST", {"NAME": "something-else"})
    some_events(1, operator)
    with pytest.raises(CommandError, match="would erase the audit chain"):
        call_command("flush", interactive=False, verbosity=0)
    assert head().count == 1


@pytest.mark.django_db(transaction=True)
def test_flush_of_a_test_database_leaves_the_guards_standing(operator):
    some_events(1, operator)
    call_command("flush", interactive=False, verbosity=0)
    assert head().count == 0
    assert guards.missing() == []


@pytest.mark.django_db
def test_receipt_is_registered_once(operator):
    assert not is_registered(DIGEST)
    event = register_receipt(DIGEST, by=operator)
    assert is_registered(DIGEST)
    assert is_registered(f"sha256:{DIGEST.upper()}")
    assert register_receipt(DIGEST, by=operator) == event
    assert head().count == 1


@pytest.mark.django_db
def test_receipt_of_an_unknown_person_is_not_registered():
    with pytest.raises(PermissionDenied):
        register_receipt(DIGEST, by=AnonymousUser())  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "abc", "zz" * 32, DIGEST + "0"])
def test_what_is_no_digest_is_refused(operator, text):
    with pytest.raises(ValueError, match="not the SHA-256"):
        is_registered(text)
    with pytest.raises(ValueError, match="not the SHA-256"):
        register_receipt(text, by=operator)
