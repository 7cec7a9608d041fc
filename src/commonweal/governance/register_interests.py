"""The register of interests as the public may read it on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from commonweal.governance.handbook import Interest, Records
from commonweal.governance.person_names import name_of_person
from commonweal.governance.register_rows import BLANK, RegisterRows, count_note, seats_of, told_day, told_words
from commonweal.governance.retention import due


def interest_rows(records: Records, on: date) -> RegisterRows:
    """Each statement that runs, or has ended and is still to be shown; nil returns too.

    A statement that is withheld, or of which nobody says whether it is public, is not shown: a note counts them. Whose
    an indirect interest is, where it is somebody close, is not shown either.

    Args:
        records: The handbook.
        on: The day.
    """
    retained = {row.statement: row for row in due(records, on)}
    replaced = {row.supersedes for row in records.rows(Interest) if row.supersedes and _entered(row, on)}
    rows, withheld, unsaid = [], 0, 0
    for row in records.rows(Interest):
        kept = retained.get(row.statement)
        # A nil return has nothing that would have to stay in public once it has ended.
        shown = kept.shown if kept else row.to_date is None or on <= row.to_date
        if not _entered(row, on) or not shown or (row.statement in replaced and row.to_date is None):
            continue
        if row.public is None:
            unsaid += 1
        elif not row.public:
            withheld += 1
        else:
            rows.append(_row(records, row, on))
    rows.sort(key=lambda row: (row["name"].casefold(), row["from"]))
    notes = (
        *count_note(withheld, "entry is withheld from publication.", "entries are withheld from publication."),
        *count_note(
            unsaid,
            "entry is not shown: nobody has recorded that it may be published.",
            "entries are not shown: nobody has recorded that they may be published.",
        ),
    )
    return RegisterRows(tuple(rows), notes)


def _entered(row: Interest, on: date) -> bool:
    entered = row.registered_on or row.declared_on
    return (entered is None or entered <= on) and (row.from_date is None or row.from_date <= on)


def _row(records: Records, row: Interest, on: date) -> Mapping[str, str]:
    titles, bodies = seats_of(records, row.person, on)
    nil = row.kind == "nil"
    close = row.kind == "indirect" or bool(row.held_by)
    return {
        "name": name_of_person(records, row.person),
        "role": "; ".join(titles) or BLANK,
        "bodies": "; ".join(bodies) or BLANK,
        "kind": "Nil return" if nil else told_words(row.kind) + (f" ({row.local_label})" if row.local_label else ""),
        "direct": "" if nil else "Indirect" if close else "Direct",
        "description": "No interests to declare" if nil else row.description or BLANK,
        "organisation": "" if nil else row.counterparty or BLANK,
        "from": told_day(row.from_date),
        "to": row.to_date.isoformat() if row.to_date and row.to_date <= on else "",
        "declared": told_day(row.declared_on),
        "action": "" if nil else row.mitigation or BLANK,
    }
