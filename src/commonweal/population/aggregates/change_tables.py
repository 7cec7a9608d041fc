"""Tables of change: who moved between segments in a year, and people newly found by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from commonweal import engines as e
from commonweal.population.aggregates.condition_tables import title
from commonweal.population.aggregates.listed_people import Geography, ListedPeople
from commonweal.population.aggregates.people_tables import Row
from commonweal.population.aggregates.protected_tree import protected
from commonweal.population.codelists import codelist
from commonweal.population.people.sealed_json import event_codes
from commonweal.population.runs.definition import CODELIST, Definition, as_spelled
from commonweal.population.segmentation import Cohort, Segmentation, cohort_flows
from commonweal.population.statistics.estimates import IntArray

SERIES = ("hypertension", "diabetes", "anxiety_or_depression", "copd")
FIRST = "first_condition"
MONTHS = 36


def flows_table(before: ListedPeople, after: ListedPeople, geography: Geography, leavers: Path) -> list[Row]:
    """Who went from which segment to which in a year, who died, left and came; for places and the system.

    Args:
        before: The earlier list.
        after: The later one.
        geography: Where practices belong. People count where they are now; who is gone, where they were.
        leavers: Sealed beside the later list: who is gone, and whether they died.
    """
    with duckdb.connect(config={"threads": 1}) as connection:
        died = connection.execute("select person_id from read_parquet(?) where died", [str(leavers)]).fetchnumpy()
    dead = np.asarray(died["person_id"], dtype=np.int64)
    one, other = before.segments(), after.segments()
    where = dict(zip(before.person_id.tolist(), before.practice.tolist(), strict=True))
    where |= dict(zip(after.person_id.tolist(), after.practice.tolist(), strict=True))
    matrices = []
    names: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    listed = codelist(CODELIST)
    for place in dict.fromkeys(geography.places):
        here = {number for number, code in enumerate(geography.places) if code == place}
        parts = [
            np.array([where[person] in here for person in people.person_id.tolist()]) for people in (before, after)
        ]
        first, second = (
            Cohort(people.person_id[part], _of(found, part), people.mask[part])
            for people, found, part in ((before, one, parts[0]), (after, other, parts[1]))
        )
        flows = cohort_flows(first, second, listed, died=dead[np.isin(dead, first.person_id)])
        names = (flows.before, flows.after)
        matrices.append(flows.people)
    return _flow_rows(np.stack(matrices), names, geography)


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
    spelled = as_spelled(definition, event_codes(events)).codes
    with e.open_engine("duckdb", threads=2) as engine:
        engine.register("events", events)
        for series in (FIRST, *SERIES):
            meant = bits.get(series, (1 << len(bits)) - 1)
            # A condition that no event has keeps the codes of the list, which then match nothing.
            codes = {code: mask for code, mask in spelled.items() if mask & meant} or {
                code: mask for code, mask in definition.codes.items() if mask & meant
            }
            matched = e.CodelistMatch(
                e.Scan("events", ("person_id", "date", "code")), e.codelist(codes), label="matched"
            )
            upto = e.Filter(matched, e.Column("date") <= e.value(people.day), label="upto")
            first = e.GroupBy(upto, ("person_id",), {"first": e.Least(e.Column("date"))})
            found = engine.execute(e.Sorted(first, ("person_id",)))
            person = np.asarray(found.arrays["person_id"], dtype=np.int64)
            day = np.asarray(found.arrays["first"]).astype("datetime64[M]").astype(np.int64)
            at = np.searchsorted(people.person_id, person)
            known = (at < len(people.person_id)) & (
                people.person_id[np.minimum(at, len(people.person_id) - 1)] == person
            )
            practice = people.practice[at[known]]
            start = (months[0].year - 1970) * 12 + months[0].month - 1
            place = day[known] - start
            inside = (place >= 0) & (place < MONTHS)
            counts = np.zeros((len(geography.practices), MONTHS), dtype=np.int64)
            np.add.at(counts, (practice[inside], place[inside]), 1)
            words = "Any of the twenty conditions, for the first time" if series == FIRST else title(series)
            for number, month in enumerate(months):
                for (level, code), count in protected(geography, counts[:, number], "place").items():
                    rows.append(
                        {"level": level, "code": code, "series": series, "title": words, "month": month.isoformat(),
                         "people": count}
                    )  # fmt: skip
    return sorted(rows, key=lambda row: (row["level"], row["code"], row["series"], row["month"]))


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
