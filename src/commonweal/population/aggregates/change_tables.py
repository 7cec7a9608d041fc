"""Tables of change: who moved between segments in a year, and people newly found by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from commonweal import engines as e
from commonweal.engines.duckdb_engine import DuckDBEngine
from commonweal.population.aggregates.condition_tables import title
from commonweal.population.aggregates.counts_by_area import CountsByArea, Told, What
from commonweal.population.aggregates.listed_people import Geography, ListedPeople
from commonweal.population.aggregates.people_tables import Row
from commonweal.population.aggregates.protected_tree import summed
from commonweal.population.features.combinations import columns_of
from commonweal.population.people.sealed_json import event_codes
from commonweal.population.runs.definition import Definition
from commonweal.population.runs.inputs import engine_failures_told
from commonweal.population.segmentation import Cohort, Segmentation, cohort_flows
from commonweal.population.statistics.estimates import IntArray
from commonweal.problems import BadInput, Problem

SERIES = ("hypertension", "diabetes", "anxiety_or_depression", "copd")
FIRST = "first_condition"
CAME, GONE, UNSURE = "came", ("died", "left"), "not known"
MONTHS = 36
TWENTY = 20
LEAVERS = "leavers.parquet"
"""Who died or left between two days, beside the list of the later one, where the sender keeps one."""


def put_flows(
    counts: CountsByArea, before: ListedPeople, after: ListedPeople, dead: IntArray
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Put down who went from which segment to which, who died, left and came; for places and the system.

    Whoever is there now stands in a segment now, and whoever was there before was one of the people of the earlier day.

    Args:
        counts: Where they are put down.
        before: The earlier list.
        after: The later one.
        dead: Pseudonyms of who died in between; whoever else is gone has left.

    Returns:
        The segments and other words for before, and those for after. People count where they are now; who is gone,
        where they were.
    """
    geography = counts.geography
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
    _put_matrices(counts, np.stack(matrices), names)
    for name in other.names:
        counts.adds_up_where_there(("segment", name), [("flow", word, name) for word in names[0]], ("system", "place"))
    counts.adds_up_where_there(
        ("people", before.day),
        [("flow", word, later) for word in names[0] if word != CAME for later in names[1]],
        ("system",),
    )
    return names


def flows_table(names: tuple[Sequence[str], Sequence[str]], told: Told, geography: Geography) -> list[Row]:
    """Who went where, as it may be shown; there are no totals over segments here. What cannot be is nought."""
    return [
        {"level": level, "code": code, "before": before, "after": after,
         "people": told.get((("flow", before, after), level, code), 0)}
        for level in ("place", "system")
        for code in sorted(dict.fromkeys(geography.codes(level)))
        for before in names[0]
        for after in names[1]
    ]  # fmt: skip


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


@dataclass(frozen=True, eq=False)
class NewByMonth:
    """People who had something recorded for the first time, by practice and month.

    Args:
        series: Its id: a condition, or first records of any.
        title: Its name.
        counts: Shape (practices, months).
    """

    series: str
    title: str
    counts: IntArray


def new_by_month(people: ListedPeople, events: Path, geography: Geography, definition: Definition) -> list[NewByMonth]:
    """People who had a condition recorded for the first time, by month.

    Only people who are on the list now are counted, so that earlier months miss those who have gone since.
    """
    bits = {name: 1 << place for place, name in enumerate(definition.conditions)}
    months = months_before(people.day)
    found = []
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
            found.append(NewByMonth(series, words, counts))
    return found


def put_months(counts: CountsByArea, found: Sequence[NewByMonth], cases: Mapping[str, IntArray], day: date) -> None:
    """Put down people newly found by month, for places and the system.

    Args:
        counts: Where they are put down.
        found: By series.
        cases: People with a condition on the day by practice, where it is told.
        day: That of the figures. Whoever had a condition recorded in some month mostly has it now.
    """
    for one in found:
        months: list[What] = [("month", one.series, number) for number in range(MONTHS)]
        for number, month in enumerate(months):
            counts.put(month, one.counts[:, number], "place")
        if one.series not in cases:
            continue
        for level in ("system", "place"):
            codes, new = summed(counts.geography, level, one.counts.sum(axis=1))
            _, have = summed(counts.geography, level, cases[one.series])
            for code, some, all_ in zip(codes, new, have, strict=True):
                if some <= all_:
                    counts.adds_up_at(("cases", one.series, day), months, (level, code), others=True)


def monthly_table(found: Sequence[NewByMonth], told: Told, geography: Geography, day: date) -> list[Row]:
    """People newly found by month as they may be shown; for places and the system."""
    rows: list[Row] = [
        {"level": level, "code": code, "series": one.series, "title": one.title, "month": month.isoformat(),
         "people": told[("month", one.series, number), level, code]}
        for one in found
        for level in ("place", "system")
        for code in dict.fromkeys(geography.codes(level))
        for number, month in enumerate(months_before(day))
    ]  # fmt: skip
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


def _put_matrices(counts: CountsByArea, matrices: IntArray, names: tuple[Sequence[str], Sequence[str]]) -> None:
    geography = counts.geography
    places = list(dict.fromkeys(geography.places))
    at = [geography.places.index(place) for place in places]
    for one, before in enumerate(names[0]):
        for other, after in enumerate(names[1]):
            # Practices add up to places: the place's people stand at its first practice.
            by_practice = np.zeros(len(geography.practices), dtype=np.int64)
            by_practice[at] = matrices[:, one, other]
            if _cannot_be(matrices, one, other, names):
                continue
            counts.put(("flow", before, after), by_practice, "place")


def _cannot_be(matrices: IntArray, one: int, other: int, names: tuple[Sequence[str], Sequence[str]]) -> bool:
    """Whether nobody can stand there, as anybody knows: came and gone at once, or a segment not known of nobody."""
    before, after = names[0][one], names[1][other]
    if before == CAME and after in GONE:
        return True
    return (before == UNSURE and not matrices[:, one].any()) or (after == UNSURE and not matrices[:, :, other].any())
