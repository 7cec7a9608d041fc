"""The only writer of receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from commonweal.answers import Receipt
from commonweal.site.accounts.authority import require
from commonweal.site.accounts.roles import Permission
from commonweal.site.audit.actions import head, register_receipt
from commonweal.site.audit.actors import Actor
from commonweal.site.receipts.models import KeptReceipt

if TYPE_CHECKING:
    from commonweal.wiring import Asked


def issue(asked: Asked, *, by: Actor) -> Receipt:
    """Issue the receipt of an answer, enter it in the audit chain, and keep it.

    The receipt carries the head of the chain as it stood before, so that whoever holds the receipt can later show that
    nothing up to there was removed.

    Args:
        asked: The question, its answer, and what was read.
        by: For whom it is issued.

    Raises:
        PermissionDenied: The actor's roles do not allow it.
    """
    require(by, Permission.ISSUE_RECEIPT)
    with transaction.atomic():
        before = head()
        receipt = asked.receipt(audit_head={"count": before.count, "hash": before.hash})
        register_receipt(receipt.digest, by=by)
        KeptReceipt.objects.create(digest=receipt.digest, text=receipt.to_text())
    return receipt
