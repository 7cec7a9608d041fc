"""Fields of a form that read what a cell of the handbook's workbook may hold, by the same rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from commonweal.governance.handbook import Column
from commonweal.governance.handbook.exchange.cells import MOST_CHARACTERS, cell_of, read_cells
from commonweal.site.components.words import calendar_date

EXAMPLES = {
    "date": "For example, 1 May 2026",
    "time": "For example, 09:30",
    "number": "A whole number",
    "money": "Pounds, for example £400,000 or £1.2m",
    "list": "One on each line",
}


class _Lines(forms.Textarea):
    """A list in one box, or in a box for each text: what several boxes hold is put together."""

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, Any], name: str) -> Any:
        given = data.getlist(name) if hasattr(data, "getlist") else data.get(name)
        return ";".join(given) if isinstance(given, list | tuple) else given


class CellField(forms.CharField):
    """A cell of a column: as it is typed in a workbook, so it may be typed here."""

    def __init__(self, column: Column) -> None:
        """Take what the column says of its cells."""
        widget = _Lines() if column.kind == "list" else forms.TextInput()
        super().__init__(required=False, max_length=MOST_CHARACTERS, widget=widget, label=column.heading)
        self.column = column

    def clean(self, value: Any) -> Any:
        """The value that the row holds; what is blank is not known.

        Raises:
            ValidationError: The text cannot be read; the message names the column and says what is expected.
        """
        text = str(super().clean(value) or "")
        values, bad = read_cells([text], self.column)
        if bad:
            raise forms.ValidationError(_sentence(self.column, text, bad[0].what, bad[0].expected, bad[0].do))
        return values[0]


def typed(value: Any, column: Column) -> str:
    """A value as a person would type it.

    Example:
        >>> from datetime import date
        >>> typed(date(2026, 5, 1), Column("on", "On", "the day", "date"))
        '1 May 2026'
    """
    if column.kind == "date":
        return calendar_date(value) if value else ""
    if column.kind == "list":
        return "\n".join(value)
    return cell_of(value, column)


def hint(column: Column) -> str:
    """What stands below the label of a column's field."""
    note = column.note[:1].upper() + column.note[1:]
    example = "" if column.choices or column.refers_to else EXAMPLES.get(column.kind, "")
    return f"{note}. {example}" if example else note


def _sentence(column: Column, text: str, what: str, expected: str, do: str) -> str:
    if not text.strip():
        return f"{column.heading}: enter {column.note}"
    told = f"{column.heading}: {what} (“{text[:60]}”)"
    told += f"; expected {expected}" if expected else ""
    return f"{told}. {do[:1].upper()}{do[1:]}" if do else told


def lines_of(value: str) -> Sequence[str]:
    """The texts of a list that stands in one box."""
    return [line.strip() for line in value.replace(";", "\n").splitlines() if line.strip()]
