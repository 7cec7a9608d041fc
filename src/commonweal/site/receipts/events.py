"""What the acts of this room are called in words, for whoever reads the audit chain."""

from __future__ import annotations

from commonweal.site.audit.actions import RECEIPT_ISSUED
from commonweal.site.audit.wording import name_kind, tell

tell({RECEIPT_ISSUED: ("Receipt issued", "had {subject} issued")})
name_kind("receipt", "the receipt", page="receipts:kept")
