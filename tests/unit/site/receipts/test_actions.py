"""Issuing a receipt: permitted, registered, kept, and never changed."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from commonweal.answers import Answer, Dates, Quantity, Question, Receipt, SigningKey, Verdict, verify
from commonweal.site.audit.actions import head, is_registered
from commonweal.site.receipts.actions import issue
from commonweal.site.receipts.models import KeptReceipt

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    question = Question("tests.none", {}, "How many?", Dates.on(date(2026, 4, 1)))
    read = {"rules": [], "facts": [], "rows": [], "datasets": []}
    evidence = SimpleNamespace(to_json=lambda: read, calculations={}, children=())
    answer = Answer("Two.", value=Quantity(2, "count"))
    key = SigningKey.new()
    return SimpleNamespace(
        key=key, receipt=lambda audit_head: Receipt.issue(question, answer, evidence, key, audit_head=audit_head)
    )


def test_issued_receipt_is_registered_and_kept_as_it_was_signed(asked, account):
    anna = account("anna", "analyst")
    receipt = issue(asked, by=anna)
    assert is_registered(receipt.digest)
    kept = KeptReceipt.objects.get(digest=receipt.digest)
    assert kept.receipt == receipt
    proof = verify(kept.receipt, known_keys=frozenset({asked.key.public}), is_registered=is_registered)
    assert (proof.intact.verdict, proof.registered.verdict) == (Verdict.PASS, Verdict.PASS)


def test_receipt_carries_the_head_before_it(asked, account):
    anna = account("anna", "analyst")
    first, second = issue(asked, by=anna), issue(asked, by=anna)
    assert first.body["audit_head"] == {"count": 0, "hash": "0" * 64}
    assert second.body["audit_head"]["count"] == 1
    assert head().count == 2


@pytest.mark.parametrize("role", ["", "administrator"])
def test_receipt_without_the_permission_is_refused(asked, account, role):
    with pytest.raises(PermissionDenied):
        issue(asked, by=account("cato", role))
    with pytest.raises(PermissionDenied):
        issue(asked, by=AnonymousUser())  # type: ignore[arg-type]
    assert not KeptReceipt.objects.exists()
    assert head().count == 0


def test_kept_receipt_never_changes(asked, account):
    issue(asked, by=account("anna", "analyst"))
    kept = KeptReceipt.objects.get()
    with pytest.raises(TypeError, match="never changes"):
        kept.save()
    with pytest.raises(TypeError, match="never deleted"):
        kept.delete()
