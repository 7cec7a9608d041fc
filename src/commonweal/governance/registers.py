"""The published registers as tables: interests, gifts and hospitality, breaches, decisions, procurement decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.governance.handbook import Records
from commonweal.governance.register_decisions import decision_rows, procurement_rows
from commonweal.governance.register_interests import interest_rows
from commonweal.governance.register_lists import breach_rows, gift_rows
from commonweal.governance.register_rows import RegisterRows
from commonweal.organisations.periods import written
from commonweal.problems import BadInput, Problem


@dataclass(frozen=True, slots=True)
class Register:
    """A published register on a day.

    Args:
        name: One of ``REGISTERS``.
        title: As it stands over the table.
        on: The day.
        columns: The columns in order, each by its name with its heading.
        rows: Text by column; days are in ISO form, amounts in pounds, and what nobody recorded says so.
        notes: What is withheld and why, and what the handbook does not hold.
    """

    name: str
    title: str
    on: date
    columns: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The register as plain JSON."""
        return {
            "register": self.name,
            "title": self.title,
            "on": self.on.isoformat(),
            "columns": dict(self.columns),
            "rows": [dict(row) for row in self.rows],
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class RegisterKind:
    """A kind of register: its title, its columns by name with their headings, and where its rows come from."""

    title: str
    columns: Mapping[str, str]
    rows: Callable[[Records, date], RegisterRows]


REGISTERS: Mapping[str, RegisterKind] = {
    "interests": RegisterKind(
        "Register of interests",
        {
            "name": "Name", "role": "Role", "bodies": "Board and committees", "kind": "Type of interest",
            "direct": "Direct or indirect", "description": "Interest", "organisation": "Organisation",
            "from": "From", "to": "To", "declared": "Declared on", "action": "Action agreed",
        },
        interest_rows,
    ),
    "gifts": RegisterKind(
        "Register of gifts and hospitality",
        {
            "name": "Name", "role": "Role", "kind": "Gift or hospitality", "from_whom": "Offered by",
            "supplier": "A supplier", "value": "Value", "on": "Offered on", "outcome": "Accepted or declined",
            "for_organisation": "For the organisation", "declared": "Declared on", "approved_by": "Approved by",
        },
        gift_rows,
    ),
    "breaches": RegisterKind(
        "Breaches of the rules on interests",
        {"body": "Where", "on": "Day", "nature": "What happened", "outcome": "What was done", "published": "Published"},
        breach_rows,
    ),
    "decisions": RegisterKind(
        "Decisions",
        {
            "decision": "Decision", "on": "Day", "taken_by": "Taken by", "title": "What was decided",
            "outcome": "Outcome", "effect": "Quorum and effect",
            "amount": "Amount", "years": "Years", "function": "Function", "place": "Place",
            "published": "Published",
        },
        decision_rows,
    ),
    "procurement_decisions": RegisterKind(
        "Procurement decisions",
        {
            "procurement": "Procurement", "provider": "Provider", "route": "How it was chosen", "on": "Day",
            "taken_by": "Taken by", "outcome": "Outcome", "amount": "Value",
            "deciders": "Conflicts of those who decided", "managed": "How conflicts were managed",
            "evaluators": "Evaluators", "conflicts": "Evaluators with a conflict", "notice": "Notice",
            "published": "Published",
        },
        procurement_rows,
    ),
}  # fmt: skip
"""The registers by name, with their columns."""


def register(records: Records, name: str, on: date) -> Register:
    """A register as the public may read it on a day: what is withheld is left out, and counted in a note.

    Args:
        records: The handbook.
        name: One of ``REGISTERS``.
        on: The day; what came later is not in it.

    Raises:
        BadInput: There is no such register.

    Example:
        >>> from commonweal.governance.handbook import Gift, Handbook, Person
        >>> rows = [Person(person="P1", name="Chief nurse"),
        ...         Gift(gift="G1", person="P1", kind="gift", from_whom="a supplier", accepted=False)]
        >>> shown = register(Records(Handbook.of(rows)), "gifts", date(2026, 5, 1))
        >>> shown.rows[0]["name"], shown.rows[0]["outcome"], shown.rows[0]["value"]
        ('Chief nurse', 'Declined', 'Not recorded')
    """
    kind = REGISTERS.get(name)
    if kind is None:
        expected = "one of " + ", ".join(REGISTERS)
        raise BadInput(Problem("there is no such register", given=name, expected=expected))
    found = kind.rows(records, on)
    return Register(name, f"{kind.title} on {written(on)}", on, kind.columns, found.rows, found.notes)
