"""What the acts of this room are called in words, for whoever reads the audit chain."""

from __future__ import annotations

from commonweal.site.audit.wording import name_kind, tell

tell(
    {
        "governance.handbook_imported": (
            "Handbook imported",
            "imported rows into {subject}: {added} added, {changed} changed, {withdrawn} withdrawn, {same} as before",
        ),
        "governance.rows_changed": (
            "Rows of a handbook changed together",
            "entered {what} in {subject}: {rows}",
        ),
        "governance.row_put": ("Row of a handbook entered", "entered row {row} in the sheet {table} of {subject}"),
        "governance.row_ended": (
            "Row of a handbook ended",
            "ended row {row} in the sheet {table} of {subject}, from {last_day} on",
        ),
        "governance.statements_purged": (
            "Statements of interests erased",
            "erased {statements} statements of {subject} that had to be kept no longer by {on}, in rows {rows}",
        ),
        "governance.row_withdrawn": (
            "Row of a handbook withdrawn",
            "withdrew row {row} from the sheet {table} of {subject}",
        ),
    }
)
name_kind("handbook", "the handbook")
