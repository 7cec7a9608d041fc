"""Whether a receipt tells something about a person, and who may read it whole."""

from __future__ import annotations

from typing import Any

from commonweal.answers import Receipt
from commonweal.site.accounts.authority import may
from commonweal.site.accounts.roles import Permission
from commonweal.site.receipts.records import Kept


def holds_personal(receipt: Receipt) -> bool:
    """Whether a fact, an input or a sentence of the receipt is marked as personal."""
    return any(_marked(receipt.body[part]) for part in ("question", "answer", "evidence", "children"))


def may_read_whole(reader: Any, kept: Kept) -> bool:
    """Whether somebody may read all of a receipt: it tells of no person, was issued to them, or their role allows."""
    if not holds_personal(kept.receipt):
        return True
    own = getattr(reader, "is_authenticated", False) and getattr(reader, "reference", "") == kept.issued_to
    return bool(own) or may(reader, Permission.READ_PERSONAL_RECEIPT)


def _marked(part: Any) -> bool:
    if isinstance(part, list):
        return any(map(_marked, part))
    if isinstance(part, dict):
        return bool(part.get("personal")) or any(map(_marked, part.values()))
    return False
