"""Reading the receipts that are kept here."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import Any

from commonweal.answers import Receipt
from commonweal.problems import BadInput
from commonweal.site.audit.actions import RECEIPT_ISSUED
from commonweal.site.audit.records import Events, registration
from commonweal.site.receipts.models import KeptReceipt


class Damaged(Exception):  # noqa: N818  (it is a state of things)
    """What is kept under a digest is no longer the receipt that was issued."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A receipt that was issued here.

    Args:
        receipt: The receipt, not yet believed.
        kept_at: When it was issued.
        issued_to: The reference of the actor for whom it was issued; empty where the chain does not know it.
    """

    receipt: Receipt
    kept_at: datetime.datetime
    issued_to: str


@dataclass(frozen=True, slots=True)
class Line:
    """A receipt in a list."""

    digest: str
    kept_at: datetime.datetime
    question: str
    answer: str


def kept(digest: str) -> Kept | None:
    """The receipt with this digest; None when none is kept here.

    Raises:
        Damaged: Something else is kept in its place.
    """
    row = KeptReceipt.objects.filter(digest=digest).first()
    if row is None:
        return None
    try:
        receipt = row.receipt
    except BadInput as error:
        raise Damaged from error
    if receipt.digest != digest:
        raise Damaged
    entered = registration(digest)
    return Kept(receipt, row.kept_at, entered.actor if entered else "")


def is_kept(digest: str) -> bool:
    """Whether a receipt with this digest is kept here."""
    return KeptReceipt.objects.filter(digest=digest).exists()


class IssuedTo:
    """The receipts that were issued to somebody, newest first; counted and fetched no sooner than they are needed.

    Args:
        reference: The actor's reference.
    """

    def __init__(self, reference: str) -> None:
        self._events = Events(verb=RECEIPT_ISSUED, actor=reference)

    def __len__(self) -> int:
        return len(self._events)

    def __getitem__(self, part: slice) -> list[Line]:
        digests = [event.subject.removeprefix("receipt:") for event in self._events[part]]
        rows = KeptReceipt.objects.in_bulk(digests)
        return [_line(rows[digest]) for digest in digests if digest in rows]


def _line(row: KeptReceipt) -> Line:
    body: dict[str, Any] = json.loads(row.text)["body"]
    return Line(row.digest, row.kept_at, body["question"]["text"], body["answer"]["sentence"])
