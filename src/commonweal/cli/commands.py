"""Every command, where it lies, and what it is for. A module is imported only when its command is asked for."""

from __future__ import annotations

COMMANDS: dict[str, tuple[str, str]] = {
    "allocations": ("commonweal.cli.allocations", "targets, distance from target, allocations, places, scenarios"),
    "law": ("commonweal.cli.law", "the rules, with their dates, values and sources"),
    "receipt": ("commonweal.cli.receipt", "verify the receipt of an answer"),
}
