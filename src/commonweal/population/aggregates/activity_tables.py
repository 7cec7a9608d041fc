"""Contacts with services by month and kind, at every level down to the practice, as they may be shown."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from pathlib import Path

import duckdb
import numpy as np

from commonweal.population.aggregates.contract import LEVELS
from commonweal.population.aggregates.listed_people import Geography, ListedPeople
from commonweal.population.aggregates.people_tables import Row
from commonweal.population.aggregates.protected_tree import protected
from commonweal.population.people.seal import check_sealed
from commonweal.problems import BadInput, Problem

MONTHS = 24
KINDS = 12
"""Kinds with most contacts that are told; the others of a file with more are left out, as the note says."""
EDGE_DAYS = 3
"""A month is whole where the first contact of its kind comes by this day, and the last no earlier from its end."""
NOTE = (
    "Contacts of the people on the list now, by the month in which they began and the practice where they are now, "
    f"over up to {MONTHS} whole months; whoever died or left since is missing, so earlier months are a little low. "
    f"Of a file with more than {KINDS} kinds those with most contacts are told. Counts are of contacts, several of "
    "which may be of one person."
)
BRING = (
    "Bring sealed activity beside the list, one row for each contact with its day and kind, over whole months, to see "
    "care by month."
)


def activity_months_table(people: ListedPeople, activity: Path, geography: Geography) -> list[Row]:
    """Contacts by kind and month at every level, each month protected with all its totals.

    Args:
        people: On the list now.
        activity: Sealed activity; no table is made where there is no such file.
        geography: Where practices belong.

    Returns:
        Rows by level, code, kind and month; empty where there is no activity, or none within the months.

    Raises:
        BadInput: Activity that is not sealed, or of another import than the people.
    """
    if not activity.is_file():
        return []
    if check_sealed({"activity": activity})["activity"].batch != people.batch:
        raise BadInput(
            Problem("activity and people are not of one import", file=activity.name, do="use files of one import")
        )
    end = _month(people.day) + _is_last(people.day)
    listed = {"person_id": people.person_id, "practice": people.practice}
    with duckdb.connect(config={"threads": 2, "python_enable_replacements": False}) as connection:
        connection.register("listed", listed)
        first = date((end - MONTHS) // 12, (end - MONTHS) % 12 + 1, 1)
        kinds = connection.execute(
            "select kind, min(date), max(date) from read_parquet(?) where date between ? and ?"
            " group by kind order by count(*) desc, kind limit ?",
            [str(activity), first, people.day, KINDS],
        ).fetchall()
        counted = connection.execute(
            "select kind, practice, year(date) * 12 + month(date) - 1 as month, count(*)"
            " from read_parquet(?) join listed using (person_id) where date between ? and ? group by all",
            [str(activity), first, people.day],
        ).fetchall()
    rows: list[Row] = []
    for kind, earliest, latest in kinds:
        start, stop = whole_months(earliest, latest, people.day)
        counts = np.zeros((len(geography.practices), max(stop - start, 0)), dtype=np.int64)
        for one, practice, month, count in counted:
            if one == kind and start <= month < stop:
                counts[practice, month - start] = count
        for number in range(counts.shape[1]):
            month = f"{(start + number) // 12:04}-{(start + number) % 12 + 1:02}-01"
            for (level, code), count in protected(geography, counts[:, number], "practice").items():
                rows.append(
                    {"level": level, "code": code, "kind": kind, "title": kind_title(kind), "month": month,
                     "contacts": count}
                )  # fmt: skip
    return sorted(rows, key=lambda row: (LEVELS.index(row["level"]), row["code"], row["kind"], row["month"]))


def whole_months(earliest: date, latest: date, day: date) -> tuple[int, int]:
    """The first whole month of some activity, and the first month after it that is not: months since the year nought.

    Args:
        earliest: Its first day within the months asked for.
        latest: Its last.
        day: That of the list.

    Example:
        >>> start, stop = whole_months(date(2024, 4, 2), date(2025, 3, 30), date(2025, 3, 31))
        >>> stop - start
        12
        >>> start, stop = whole_months(date(2024, 4, 9), date(2025, 3, 12), date(2025, 3, 31))
        >>> stop - start
        10
    """
    start = _month(earliest) + (earliest.day > EDGE_DAYS)
    near_end = monthrange(latest.year, latest.month)[1] - latest.day < EDGE_DAYS
    return start, min(_month(latest) + near_end, _month(day) + _is_last(day))


def kind_title(kind: str) -> str:
    """A kind of contact in words: what the sender calls it, or its id with spaces.

    Example:
        >>> kind_title("emergency_attendance"), kind_title("GP contact"), kind_title("gp_appointment")
        ('Emergency attendance', 'GP contact', 'GP appointment')
    """
    words = kind.replace("_", " ").strip()
    return f"GP{words[2:]}" if words.lower().startswith("gp ") else words[:1].upper() + words[1:]


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _is_last(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]
