"""The row of notes beneath a header: what each column means, marked so that no reader takes it for data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commonweal.governance.handbook.columns import Column

MARK = "Note: "


def note_of(column: Column) -> str:
    """What stands in a column's cell of the row of notes.

    Example:
        >>> note_of(Column("seat", "Seat", "an id, such as BOARD-01", required=True))
        'Note: an id, such as BOARD-01. Needed in every row.'
    """
    told = MARK + column.note + "."
    if column.refers_to:
        told += f" Names a row of {column.refers_to}."
    if column.kind == "list":
        told += " Several are parted by semicolons."
    elif column.kind in _WRITTEN:
        told += f" {_WRITTEN[column.kind]}"
    return told + (" Needed in every row." if column.required else "")


_WRITTEN = {"date": "A date.", "yes_no": "yes or no.", "time": "Such as 09:30.", "money": "In pounds."}


def is_notes_row(cells: Mapping[str, str], columns: Sequence[Column]) -> bool:
    """Whether a row of cells, by field name, is the row of notes.

    Every cell with something in it begins with the mark, and one of those that hold dates or figures does: no row of
    data can. Only where the file has no such column, the mark alone tells.
    """
    filled = {name for name, text in cells.items() if text.strip()}
    if not filled or not all(cells[name].strip().startswith(MARK.strip()) for name in filled):
        return False
    typed = [each.name for each in columns if each.name in cells and each.kind not in ("text", "list")]
    return not typed or any(name in filled for name in typed)
