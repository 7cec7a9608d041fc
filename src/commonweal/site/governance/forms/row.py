"""A form for one row of any sheet, made from the columns that the sheet has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from commonweal.governance.handbook import Column, Handbook, Row, columns_of
from commonweal.governance.handbook.validation.findings import shown_key
from commonweal.problems import BadInput, Problem
from commonweal.site.components.form_problems import said_in_form
from commonweal.site.governance.forms.cells import CellField, hint, lines_of, typed
from commonweal.site.governance.presenters.names import capital, words
from commonweal.site.governance.presenters.references import choices_of

LONG = frozenset({"area", "conditions", "description", "mitigation", "nature", "outcome", "reason", "text", "value"})
"""Columns that mostly hold more than a line."""
MORE = 3
"""Empty boxes after those that a list of references fills."""


class RowForm(forms.Form):
    """A row as fields, each with the words of its column; blank is not known.

    Args:
        row_class: What rows the sheet has.
        handbook: The rows that the visitor may read, to choose from.
        row: The row that is changed; None for a new one.
        given: What was sent; None before anything was.
        owned: The column that says whose row it is, with the only ids that this visitor may say there.
        start: Values that a new row begins with.
    """

    def __init__(
        self,
        row_class: type[Row],
        handbook: Handbook,
        *,
        row: Row | None = None,
        given: Any = None,
        owned: tuple[str, Sequence[str]] = ("", ()),
        start: Mapping[str, Any] | None = None,
    ) -> None:
        """Make a field for each column."""
        super().__init__(given, prefix=None)
        self.row_class, self.row, self.handbook = row_class, row, handbook
        self.columns = {each.name: each for each in columns_of(row_class)}
        self._owned, self._start = owned, start or {}
        for name, column in self.columns.items():
            if not self._fixed(name):
                self.fields[name] = CellField(column)

    def _fixed(self, name: str) -> bool:
        return self.row is not None and name in self.row_class.KEY

    def made(self) -> Row:
        """The row that the fields say, once they are valid."""
        kept = {name: getattr(self.row, name) for name in self.columns if self._fixed(name)}
        return self.row_class(**kept, **{name: self.cleaned_data[name] for name in self.fields})

    def clean(self) -> dict[str, Any]:
        """Refuse to enter a row anew that is there already."""
        cleaned = super().clean() or self.cleaned_data
        if self.row is None and not self.errors:
            made = self.made()
            first = self.row_class.KEY[0]
            there = self.handbook.rows(self.row_class, **{first: made.key[0]})
            if any(each.key == made.key for each in there):
                heading = self.columns[first].heading
                self.add_error(
                    first, f"{heading}: there is a row {shown_key(made)} already. Edit that row, or give another id"
                )
        return cleaned

    def refuse(self, wrong: BadInput) -> None:
        """Put what the handbook found wrong beside the fields, and what belongs to none at the top."""
        by_heading = {column.heading: name for name, column in self.columns.items() if name in self.fields}
        for problem in wrong.problems:
            name = by_heading.get(problem.column) if self._mine(problem) else None
            self.add_error(name, _told(problem) if name else said_in_form(problem))

    def _mine(self, problem: Problem) -> bool:
        return problem.sheet.split(" ", 1)[0] == self.row_class.TABLE

    def shown(self) -> Iterable[dict[str, Any]]:
        """The fields as the template draws them."""
        for name, column in self.columns.items():
            told = {"name": name, "label": column.heading, "hint": hint(column), "required": column.required}
            if self._fixed(name):
                value = typed(getattr(self.row, name), column)
                yield {**told, "kind": "fixed", "value": value or "Not known"}
                continue
            yield {**told, **self._drawn(name, column), "error": "; ".join(map(str, self.errors.get(name, [])))}

    def _drawn(self, name: str, column: Column) -> dict[str, Any]:
        value = self._value(name, column)
        if column.kind == "yes_no":
            return {"kind": "yes_no", "value": value.strip().lower()}
        if column.choices or column.refers_to:
            named = [(choice, capital(words(choice))) for choice in column.choices] or self._references(name, column)
            if column.kind == "list":
                held = [*lines_of(value), *[""] * MORE]
                return {
                    "kind": "references",
                    "values": held,
                    "choices": [("", "None"), *_with(named, *held)],
                }
            return {"kind": "choice", "value": value, "choices": [_blank(column), *_with(named, value)]}
        long = column.kind == "list" or (column.kind == "text" and (name in LONG or len(value) > 60))
        return {"kind": "long" if long else "text", "value": value, "narrow": column.kind != "text"}

    def _references(self, name: str, column: Column) -> list[tuple[str, str]]:
        named = choices_of(self.handbook, column.refers_to)
        return [each for each in named if each[0] in self._owned[1]] if name == self._owned[0] else named

    def _value(self, name: str, column: Column) -> str:
        if self.is_bound:
            return str(self.fields[name].widget.value_from_datadict(self.data, {}, name) or "")
        value = getattr(self.row, name) if self.row is not None else self._start.get(name)
        return (
            "" if value in (None, "", ()) else typed(value if column.kind != "list" or self.row else (value,), column)
        )


def _blank(column: Column) -> tuple[str, str]:
    return ("", "Choose one" if column.required else "Not known")


def _with(named: list[tuple[str, str]], *values: str) -> list[tuple[str, str]]:
    """The choices with what is said already, even where that is none of them: nothing is lost by opening a form."""
    known = {key for key, _ in named}
    return [*named, *((value, value) for value in dict.fromkeys(values) if value and value not in known)]


def _told(problem: Problem) -> str:
    told = f"{problem.column}: {problem.what}" + (f" (“{problem.given}”)" if problem.given else "")
    told += f"; expected {problem.expected}" if problem.expected else ""
    return f"{told}. {capital(problem.do)}" if problem.do else told
