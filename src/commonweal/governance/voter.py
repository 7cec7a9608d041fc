"""Whether one person may vote on an item, and why not."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.answers import Unknown


@dataclass(frozen=True, slots=True)
class Voter:
    """Whether one person may vote on an item.

    Args:
        person: Who, by id.
        name: As the register has it.
        seats: The seats in which the vote may count; one of them does.
        deputy: Whether as a deputy.
        may: None where that is not known.
        why: Why not, or why it is not known, as it follows the name.
        conflicted: Whether the reason is an interest.
        unknown: The fact that would settle it.
    """

    person: str
    name: str
    seats: tuple[str, ...] = ()
    deputy: bool = False
    may: bool | None = True
    why: str = ""
    conflicted: bool = False
    unknown: Unknown | None = None


def fact_missing(table: str, column: str, key: str, why: str) -> Unknown:
    """A fact about a vote that the handbook lacks: the column of which sheet, for what, and why it matters."""
    return Unknown(f"{table}.{column} of {key}", why, f"fill in {column.replace('_', ' ')} in the sheet {table}: {key}")
