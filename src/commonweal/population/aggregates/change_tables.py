"""Tables of change: who moved between segments in a year, and people newly found by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from commonweal import engines as e
from commonweal.engines.duckdb_engine import DuckDBEngine
from commonweal.population.aggregates.condition_tables import title
from commonweal.population.aggregates.listed_people import Geography, ListedPeople
from commonweal.population.aggregates.people_tables import Row
from commonweal.population.aggregates.protected_tree import protected
from commonweal.population.features.combinations import columns_of
from commonweal.population.people.sealed_json import event_codes
from commonweal.population.runs.definition import Definition
from commonweal.population.runs.inputs import engine_failures_told
from commonweal.population.segmentation import Cohort, Segmentation, cohort_flows
from commonweal.population.statistics.estimates import IntArray
from commonweal.problems import BadInput, Problem

SERIES = ("hypertension", "diabetes", "anxiety_or_depression", "copd")
FIRST = "first_condition"
MONTHS = 36
TWENTY = 20
LEAVERS = "leavers.parquet"
"""Who died or left between two days, beside the list of the later one, where the sender keeps one."""


def flows_table(before: ListedPeople, after: ListedPeople, geography: Geography, dead: IntArray) -> list[Row]:
    """Who went from which segment to which in a year, who died, left and came; for places and the system.

    Args:
        before: The earlier list.
        after: The later one.
        geography: Where practices belong. People count where they are now; who is gone, where they were.
        dead: Pseudonyms of who died in between; whoever else is gone has left.
    """
    one, other = before.segments, after.segments
    at = np.minimum(np.searchsorted(after.person_id, before.person_id), len(after.person_id) - 1)
    where = np.where(after.person_id[at] == before.person_id, after.practice[at], before.practice)
    matrices = []
    names: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    for place in dict.fromkeys(geography.places):
        here = np.array([code == place for code in geography.places])
        first, second = (
            Cohort(people.person_id[part], _of(found, part), people.mask[part])
            for people, found, part in ((before, one, here[where]), (after, other, here[after.practice]))
        )
        # Whoever is back on the list, as when a death was recorded in error, has not died.
        gone = dead[np.isin(dead, first.person_id) & ~np.isin(dead, second.person_id)]
        flows = cohort_flows(first, second, after.worked_by.codelist, died=gone)
        names = (flows.before, flows.after)
        matrices.append(flows.people)
    return _flow_rows(np.stack(matrices), names, geography)


def died_between(folder: Path, before: date, after: date) -> IntArray | None:
    """Who died between two days, by what lies in the folder of the later one; None where nothing there tells.

    Args:
        folder: With sealed persons, whose rows of people who died stay in the file; or a list of leavers beside them.
        before: The earlier day, of which deaths do not count.
        after: The later day.

    Raises:
        BadInput: A list of leavers that cannot be read.
    """
    leavers, persons = folder / LEAVERS, folder / "persons.parquet"
    with duckdb.connect(config={"threads": 1}) as connection:
        if leavers.is_file():
            try:
                found = connection.execute("select person_id from read_parquet(?) where died", [str(leavers)])
            except duckdb.Error as error:
                raise BadInput(
                    Problem(
                        "this list of leavers cannot be read", file=str(leavers), do="leave it out, or make it anew"
                    )
                ) from error
        elif "death_date" in columns_of(persons):
            found = connection.execute(
                "select person_id from read_parquet(?) where death_date > ? and death_date <= ?",
                [str(persons), before, after],
            )
        else:
            return None
        return np.asarray(found.fetchnumpy()["person_id"], dtype=np.int64)


def months_before(last: date) -> list[date]:
    """The first days of the months up to the one in which a day is, oldest first.

    Example:
        >>> months_before(date(2025, 3, 31))[0].isoformat(), len(months_before(date(2025, 3, 31)))
        ('2022-04-01', 36)
    """
    number = last.year * 12 + last.month - 1
    return [date(one // 12, one % 12 + 1, 1) for one in range(number - MONTHS + 1, number + 1)]


def monthly_table(people: ListedPeople, events: Path, geography: Geography, definition: Definition) -> list[Row]:
    """People who had a condition recorded for the first time, by month; for places and the system.

    Only people who are on the list now are counted, so that earlier months miss those who have gone since.
    """
    bits = {name: 1 << place for place, name in enumerate(definition.conditions)}
    months = months_before(people.day)
    rows: list[Row] = []
    spelled = {match.code: match.masks[0] for match in people.worked_by.diagnoses(event_codes(events))}
    with DuckDBEngine(2, None, None) as engine, engine_failures_told():
        engine.register("events", events)
        for series in (FIRST, *(name for name in SERIES if name in bits)):
            meant = bits.get(series, (1 << len(bits)) - 1)
            counts = _by_month(
                engine, {code: mask for code, mask in spelled.items() if mask & meant}, people, geography, months
            )
            words = (
                f"Any of the {_many(len(bits))} conditions, for the first time" if series == FIRST else title(series)
            )
            for number, month in enumerate(months):
                for (level, code), count in protected(geography, counts[:, number], "place").items():
                    rows.append(
                        {"level": level, "code": code, "series": series, "title": words, "month": month.isoformat(),
                         "people": count}
                    )  # fmt: skip
    return sorted(rows, key=lambda row: (row["level"], row["code"], row["series"], row["month"]))


def _by_month(
    engine: DuckDBEngine, codes: Mapping[str, int], people: ListedPeople, geography: Geography, months: Sequence[date]
) -> IntArray:
    """People of the list by practice and by the month of their first entry with any of the codes."""
    counts = np.zeros((len(geography.practices), MONTHS), dtype=np.int64)
    if not codes:
        return counts
    matched = e.CodelistMatch(e.Scan("events", ("person_id", "date", "code")), e.codelist(codes), label="matched")
    upto = e.Filter(matched, e.Column("date") <= e.value(people.day), label="upto")
    found = engine.fetch(e.GroupBy(upto, ("person_id",), {"first": e.Least(e.Column("date"))}))
    person = np.asarray(found["person_id"], dtype=np.int64)
    day = np.asarray(found["first"]).astype("datetime64[M]").astype(np.int64)
    at = np.minimum(np.searchsorted(people.person_id, person), len(people.person_id) - 1)
    known = people.person_id[at] == person
    place = day[known] - ((months[0].year - 1970) * 12 + months[0].month - 1)
    inside = (place >= 0) & (place < MONTHS)
    np.add.at(counts, (people.practice[at[known]][inside], place[inside]), 1)
    return counts


def _many(number: int) -> str:
    return "twenty" if number == TWENTY else f"{number}"


def _of(whole: Segmentation, part: npt.NDArray[np.bool_]) -> Segmentation:
    return replace(whole, segment=whole.segment[part])


def _flow_rows(matrices: IntArray, names: tuple[Sequence[str], Sequence[str]], geography: Geography) -> list[Row]:
    """Each pair protected over the places and the system; there are no totals over segments here."""
    places = list(dict.fromkeys(geography.places))
    rows: list[Row] = []
    for one, before in enumerate(names[0]):
        for other, after in enumerate(names[1]):
            # `protected` sums practices: the place's people stand at its first practice.
            counts = np.zeros(len(geography.practices), dtype=np.int64)
            for number, place in enumerate(places):
                counts[geography.places.index(place)] = matrices[number, one, other]
            for (level, code), count in protected(geography, counts, "place").items():
                rows.append({"level": level, "code": code, "before": before, "after": after, "people": count})
    return sorted(rows, key=lambda row: (row["level"], row["code"]))
