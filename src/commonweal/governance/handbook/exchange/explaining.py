"""What a new reader of a handbook's files is told first, in plain words."""

from __future__ import annotations

import textwrap

from commonweal.governance.handbook.columns import columns_of
from commonweal.governance.handbook.tables import TABLES
from commonweal.governance.handbook.validation import TERMS_READ

TITLE = "A governance handbook, as data"

OPENING = (
    "This holds what your constitution, schemes and registers say, so that rules can be checked against it and the "
    "question may we decide this? can be answered.",
    "Begin with bodies, seats, people, appointments and terms. Leave out what you do not have: a table that is empty "
    "and a cell that is blank mean not known, never no and never nought.",
)

HOW = (
    "Give each thing a short id of your own, such as BOARD-01, and use the same id wherever another table names it.",
    "A row that changes is not overwritten: give the old one its last day in To, and add a row for the new.",
    "Days are dates, 2026-04-01 or 1 April 2026. Times are 09:30. Money is in pounds. Yes or no is yes or no.",
    "Several things in one cell are parted by semicolons.",
    "Columns may stand in any order. Rows in the wrong order do no harm. Blank rows are passed over.",
    "Recorded on is the day on which a row was written down: an earlier question does not know what came later.",
)

WORKBOOK = (
    "Each sheet is one table. Its first row holds the headings; do not change them. The second row says what each "
    "column means. It begins with Note: and is passed over when the workbook is read.",
    "Cells with an arrow offer the words that may be chosen. The sheet Choices holds them.",
)

FOLDER = (
    "Each CSV file is one table, named after it. Its first row holds the headings; do not change them.",
    "A text that begins with a sign such as = has an apostrophe in front, so that no spreadsheet runs it.",
)

CHECK = "To see whether everything can be read and fits together: commonweal handbook check, and the name of the file."


def terms_written() -> list[tuple[str, str]]:
    """Each open term, and how it is written, with examples."""
    return [(term, f"{reader.written}: " + " | ".join(reader.examples[:6])) for term, reader in TERMS_READ.items()]


def folder_text() -> str:
    """What is told beside a folder of CSV files, as plain text."""
    parts = [TITLE.upper(), *(textwrap.fill(line, 100) for line in OPENING)]
    parts += ["\n".join(_bullet(line) for line in (*FOLDER, *HOW)), CHECK, "THE TABLES"]
    for table, row_class in TABLES.items():
        lines = [f"{table}.csv: {row_class.MEANING}"]
        for column in columns_of(row_class):
            told = f"{column.heading}: {column.note}{' (needed in every row)' if column.required else ''}"
            if column.choices:
                told += f"; one of {', '.join(column.choices)}"
            lines.append(_bullet(told))
        parts.append("\n".join(lines))
    parts.append("HOW EACH OPEN TERM IS WRITTEN (terms.csv)")
    parts.append("\n".join(_bullet(f"{term}: {written}") for term, written in terms_written()))
    return "\n\n".join(parts) + "\n"


def _bullet(text: str) -> str:
    return textwrap.fill(text, 100, initial_indent="* ", subsequent_indent="  ")
