"""Proving the chain: what a forger with write access to the database leaves behind."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from commonweal.answers import Verdict
from commonweal.site.audit import guards, heads
from commonweal.site.audit.actions import head, record
from commonweal.site.audit.chain import Head
from commonweal.site.audit.verification import MOST_FINDINGS_SHOWN, verify

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def events(operator):
    for number in range(5):
        with transaction.atomic():
            record(by=operator, verb="tests.did", subject=f"thing:{number}")


def forge(*statements: str) -> None:
    """Do what the guards refuse, then set them up again as a careful forger would."""
    guards.take_down()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    guards.set_up()


def sentences(answer) -> str:
    return " ".join(reason.sentence for top in answer.reasons for reason in top.walk())


def test_whole_chain_passes(events):
    answer = verify()
    assert answer.verdict is Verdict.PASS
    assert answer.sentence == "The audit chain is whole: 5 events."
    assert answer.details == {"events": 5, "head": str(head())}


def test_empty_chain_passes_and_says_so():
    assert verify().sentence == "The audit chain is empty, and nothing says that it ever held more."


def test_changed_event_fails(events):
    forge("UPDATE audit_auditevent SET actor = 'operator:9' WHERE sequence = 2")
    answer = verify()
    assert answer.verdict is Verdict.FAIL
    assert answer.exit_status == 1
    assert "Event 2 was changed" in sentences(answer)


def test_missing_event_fails(events):
    forge("DELETE FROM audit_auditevent WHERE sequence = 3")
    assert "Event 3 is missing." in sentences(verify())


def test_events_removed_from_the_end_fail_by_the_kept_head(events):
    forge("DELETE FROM audit_auditevent WHERE sequence > 3")
    answer = verify()
    assert answer.verdict is Verdict.FAIL
    assert "is event 5, and the chain ends at 3: the last events were removed." in sentences(answer)


def test_chain_emptied_altogether_fails_by_the_kept_head(events):
    forge("DELETE FROM audit_auditevent")
    assert verify().verdict is Verdict.FAIL


def test_without_a_noted_head_the_end_is_not_called_whole(events):
    heads.path().unlink()
    answer = verify()
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert answer.exit_status == 3
    assert "--head COUNT:HASH" in answer.unknowns[0].do


def test_head_of_a_receipt_proves_the_chain_up_to_there(events):
    noted = head()
    heads.path().unlink()
    assert verify([("the head in receipt.json", noted)]).verdict is Verdict.PASS


def test_head_of_another_chain_fails(events):
    answer = verify([("the head in receipt.json", Head(3, "e" * 64))])
    assert "The head in receipt.json does not lie on this chain: event 3 was another." in sentences(answer)
    assert answer.verdict is Verdict.FAIL


def test_head_of_an_empty_chain_always_lies_on_it(events):
    assert verify([("an early receipt", Head(0, "0" * 64))]).verdict is Verdict.PASS


def test_damaged_head_file_fails_and_is_no_crash(events):
    heads.path().write_text("{}")
    assert verify().verdict is Verdict.FAIL
    heads.path().write_text("not json")
    assert "cannot be read" in sentences(verify())


def test_guards_taken_down_fail(events):
    guards.take_down()
    try:
        answer = verify()
    finally:
        guards.set_up()
    assert answer.verdict is Verdict.FAIL
    assert "no longer refuses to update and delete" in sentences(answer)


def test_many_faults_are_counted_and_the_first_shown(operator):
    with transaction.atomic():
        for number in range(MOST_FINDINGS_SHOWN + 7):
            record(by=operator, verb="tests.did", subject=f"thing:{number}")
    forge("UPDATE audit_auditevent SET actor = 'operator:9'")
    assert "And 7 more." in sentences(verify())
