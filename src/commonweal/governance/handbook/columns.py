"""What a column of a handbook's table holds; the workbook, the CSV files and their notes all derive from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any, Literal

Kind = Literal["text", "date", "time", "yes_no", "number", "money", "list"]
"""A list is texts with semicolons between; money is pounds in the file and pence here; a time is such as 09:30."""

_DEFAULTS: dict[Kind, Any] = {
    "text": "",
    "date": None,
    "time": None,
    "yes_no": None,
    "number": None,
    "money": None,
    "list": (),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Args:
        name: The field's name, which is a header that files may carry too.
        heading: What stands in the header.
        note: What it means, in one line that a committee clerk understands.
        kind: What its cells hold.
        required: Whether a row without it is refused. Blank means not known, never no and never nought.
        choices: The only values allowed.
        refers_to: The table whose key it names, if it does.
        personal: Whether it tells something about a person.
    """

    name: str
    heading: str
    note: str
    kind: Kind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    refers_to: str = ""
    personal: bool = False


def column(
    note: str,
    *,
    kind: Kind = "text",
    required: bool = False,
    choices: Sequence[str] = (),
    refers_to: str = "",
    personal: bool = False,
    heading: str = "",
) -> Any:
    """A field of a row, with what a reader has to know of its column."""
    held = {
        "note": note,
        "kind": kind,
        "required": required,
        "choices": tuple(choices),
        "refers_to": refers_to,
        "personal": personal,
        "heading": heading,
    }
    return field(default=MISSING if required else _DEFAULTS[kind], metadata={"column": held})


def columns_of(row_class: type) -> tuple[Column, ...]:
    """The columns of a table, in the order in which they stand.

    Example:
        >>> from commonweal.governance.handbook.board import Seat
        >>> [each.heading for each in columns_of(Seat)][:3]
        ['Seat', 'Body', 'Title']
    """
    if row_class not in _HELD:
        held = [_column(each) for each in fields(row_class) if "column" in each.metadata]
        _HELD[row_class] = tuple(sorted(held, key=lambda each: _LAST.index(each.name) + 1 if each.name in _LAST else 0))
    return _HELD[row_class]


_HELD: dict[type, tuple[Column, ...]] = {}
_LAST = ("from_date", "to_date", "recorded_on")


def _column(held: Field[Any]) -> Column:
    told = dict(held.metadata["column"])
    told["heading"] = told["heading"] or held.name.removesuffix("_date").replace("_", " ").capitalize()
    return Column(name=held.name, **told)
