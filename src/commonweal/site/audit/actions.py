"""The only writer of the audit chain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from commonweal.site.audit import heads
from commonweal.site.audit.actors import Actor
from commonweal.site.audit.chain import FORMAT_VERSION, START, Head, Link, canonical, is_digest
from commonweal.site.audit.models import AuditEvent

RECEIPT_ISSUED = "receipts.issued"

# PostgreSQL lets two transactions read the same last event. This number, chosen once, names the lock that parts them.
_LOCK = 0x636F6D6D6F6E  # "common"


def record(*, by: Actor, verb: str, subject: str, detail: Mapping[str, Any] | None = None) -> AuditEvent:
    """Add an event to the chain, in the transaction of the act that it records.

    Args:
        by: Who acts.
        verb: What they did, as ``room.did_it`` (``accounts.added``).
        subject: To what, by a lasting reference (``account:…``, ``place:…``).
        detail: What else must be known: plain JSON. Never a personal detail, only its salted digest.

    Returns:
        The event, with its place in the chain and its hash.

    Raises:
        PermissionDenied: It is not known who acts.
        RuntimeError: There is no transaction: the act and its event would not stand or fall together.
        TypeError: The detail is not plain JSON.
    """
    if not by.is_authenticated:
        raise PermissionDenied("Nothing is recorded in the name of an unknown person. Sign in first.")
    if not connection.in_atomic_block:
        raise RuntimeError("an audit event is written inside the transaction of the act: use transaction.atomic()")
    if not verb or not subject:
        raise ValueError("an audit event needs a verb and a subject")
    _wait_for_our_turn()
    head = AuditEvent.objects.all().head()
    link = Link(
        sequence=head.count + 1,
        format_version=FORMAT_VERSION,
        at=timezone.now(),
        actor=by.reference,
        verb=verb,
        subject=subject,
        detail_json=canonical(detail or {}),
        previous_hash=head.hash if head.count else START,
    )
    event = AuditEvent(**vars(link), hash=link.digest())
    event.save()
    new_head = Head(event.sequence, event.hash)
    transaction.on_commit(lambda: heads.keep(new_head))
    return event


def _wait_for_our_turn() -> None:
    # On SQLite the transaction holds the write lock since it began (transaction_mode IMMEDIATE).
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def head() -> Head:
    """The length of the chain and its last hash, for a receipt or a backup to carry."""
    found: Head = AuditEvent.objects.all().head()
    return found


def register_receipt(receipt_digest: str, *, by: Actor) -> AuditEvent:
    """Enter a receipt in the chain, so that it can later be proved to come from this installation.

    Args:
        receipt_digest: The receipt's SHA-256.
        by: For whom it was issued.

    Returns:
        The event; an earlier one when the same receipt was entered before.
    """
    digest = _digest_of(receipt_digest)
    with transaction.atomic():
        _wait_for_our_turn()
        known = AuditEvent.objects.filter(verb=RECEIPT_ISSUED, subject=f"receipt:{digest}").first()
        return known or record(by=by, verb=RECEIPT_ISSUED, subject=f"receipt:{digest}")


def is_registered(receipt_digest: str) -> bool:
    """Whether a receipt with this digest was entered in the chain."""
    digest = _digest_of(receipt_digest)
    return AuditEvent.objects.filter(verb=RECEIPT_ISSUED, subject=f"receipt:{digest}").exists()


def _digest_of(text: str) -> str:
    digest = text.removeprefix("sha256:").lower()
    if not is_digest(digest):
        raise ValueError(f"{text!r} is not the SHA-256 of a receipt")
    return digest
