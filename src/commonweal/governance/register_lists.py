"""The lists beside the register of interests: gifts and hospitality, declined ones too, and breaches."""

from __future__ import annotations

from datetime import date

from commonweal.governance.handbook import Breach, Gift, Records
from commonweal.governance.membership import name_of
from commonweal.governance.person_names import name_of_person
from commonweal.governance.register_rows import (
    BLANK,
    RegisterRows,
    count_note,
    seats_of,
    told_choice,
    told_day,
    told_words,
)
from commonweal.money import show


def gift_rows(records: Records, on: date) -> RegisterRows:
    """Each gift and each hospitality that was offered up to a day, accepted or declined.

    Args:
        records: The handbook.
        on: The day.
    """
    held = [row for row in records.rows(Gift) if (row.declared_on or row.on_date or on) <= on]
    held.sort(key=lambda row: (row.on_date or date.min, row.gift))
    return RegisterRows(
        tuple(
            {
                "name": name_of_person(records, row.person),
                "role": "; ".join(seats_of(records, row.person, row.on_date or on)[0]) or BLANK,
                "kind": told_words(row.kind),
                "from_whom": row.from_whom or BLANK,
                "supplier": told_choice(row.supplier),
                "value": BLANK if row.value_pence is None else show(row.value_pence),
                "on": told_day(row.on_date),
                "outcome": told_choice(row.accepted, "Accepted", "Declined"),
                "for_organisation": "" if row.accepted is False else told_choice(row.for_organisation),
                "declared": told_day(row.declared_on),
                "approved_by": row.approved_by or ("" if row.accepted is False else BLANK),
            }
            for row in held
        )
    )


def breach_rows(records: Records, on: date) -> RegisterRows:
    """Each breach that was published up to a day; a note counts those that are recorded and not published.

    Args:
        records: The handbook.
        on: The day.
    """
    held = [row for row in records.rows(Breach) if (row.on_date or on) <= on]
    out = [row for row in held if row.published_on and row.published_on <= on]
    out.sort(key=lambda row: (row.on_date or date.min, row.breach))
    notes = count_note(len(held) - len(out), "breach is not published yet.", "breaches are not published yet.")
    rows = (
        {
            "body": name_of(records, row.body, row.on_date or on),
            "on": told_day(row.on_date),
            "nature": row.nature or BLANK,
            "outcome": row.outcome or BLANK,
            "published": told_day(row.published_on),
        }
        for row in out
    )
    return RegisterRows(tuple(rows), notes)
