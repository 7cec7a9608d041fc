"""What was found in a handbook, and where it stands in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from commonweal.governance.handbook.columns import columns_of
from commonweal.governance.handbook.row import Row
from commonweal.problems import Problem

_WHERE = re.compile(r'(?P<file>.*?)(?:, sheet "(?P<sheet>.*)")?(?:, row (?P<row>\d+))?', re.S)


@dataclass
class Findings:
    """What is wrong between the rows of a handbook.

    Args:
        errors: For these a handbook is refused.
        warnings: These are told, and nothing is refused for them.
    """

    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def error(self, row: Row, column: str, what: str, **parts: str) -> None:
        """A fault in a column of a row, by the field's name."""
        self.errors.append(at_row(row, column, what, **parts))

    def warn(self, row: Row, column: str, what: str, **parts: str) -> None:
        """Something to be told of a column of a row."""
        self.warnings.append(at_row(row, column, what, **parts))


def at_row(row: Row, column: str, what: str, *, given: str = "", expected: str = "", do: str = "") -> Problem:
    """A problem in a column of a row, with the place that the row came from; without one, its table and key.

    Example:
        >>> from commonweal.governance.handbook.board import Seat
        >>> seat = Seat(seat="B1", body="X", title="Chair", seat_class="chair", where='a.xlsx, sheet "seats", row 4')
        >>> print(at_row(seat, "body", "this names nothing", given="X"))
        a.xlsx, sheet "seats", row 4, column "Body": this names nothing ("X").
    """
    heading = next((each.heading for each in columns_of(type(row)) if each.name == column), column)
    if match := _WHERE.fullmatch(row.where) if row.where else None:
        number = int(match["row"]) if match["row"] else None
        return Problem(what, do, expected, given, match["file"], match["sheet"] or "", number, heading)
    return Problem(what, do, expected, given, sheet=f"{row.TABLE} {shown_key(row)}", column=heading)


def shown_key(row: Row) -> str:
    """The key of a row in words."""
    return " / ".join(str(value) for value in row.key if value not in (None, ""))


def row_number(row: Row) -> str:
    """Where another row stands, for a message about one: its row number, or its key."""
    match = _WHERE.fullmatch(row.where) if row.where else None
    return f"row {match['row']}" if match and match["row"] else f"the row {shown_key(row)}"


def place_in_file(row: Row) -> int:
    """The number of a row in its file; 0 where it came from none."""
    match = _WHERE.fullmatch(row.where) if row.where else None
    return int(match["row"] or 0) if match else 0


def listed(words: Sequence[str], most: int = 3) -> str:
    """Some words in a sentence, with how many are left."""
    shown = ", ".join(words[:most])
    return shown + (f" and {len(words) - most} more" if len(words) > most else "")
