"""Aggregates made from sealed lists of a system on some days, with need and what the allocations room can take."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

import commonweal
from commonweal.population.aggregates import activity_tables
from commonweal.population.aggregates.change_tables import flows_table, monthly_table
from commonweal.population.aggregates.condition_tables import conditions_table, deprivation_tables
from commonweal.population.aggregates.contract import LEVELS, Manifest, write_aggregates
from commonweal.population.aggregates.listed_people import RULES, Geography, ListedPeople, listed_people
from commonweal.population.aggregates.people_tables import Row, areas_table, people_table, segments_table
from commonweal.population.aggregates.protected_tree import summed
from commonweal.population.disclosure_control import disclosure_rule, shown_count
from commonweal.population.people.seal import check_sealed
from commonweal.population.resources import LocalNeed, local_need
from commonweal.population.resources.person_costs import person_costs
from commonweal.population.runs.definition import Definition, standard_definition
from commonweal.population.segmentation import rule_set

SUMMARY = "summary.json"


@dataclass(frozen=True)
class AggregatesRequest:
    """What to make aggregates of.

    Args:
        title: Name of the system.
        fictional: Whether its people are made up.
        geography: Its practices, networks and places.
        folders: Sealed folders by day, oldest first; the last is that of the run and has activity.
        run: Result of the run on the last.
        prices_of: Financial year of the costs.
    """

    title: str
    fictional: bool
    geography: Geography
    folders: Mapping[date, Path]
    run: Path
    prices_of: str


def make_aggregates(
    request: AggregatesRequest, out: Path, *, telling: Callable[[str], None] = lambda what: None
) -> tuple[Manifest, LocalNeed]:
    """Make every table and write the folder.

    Args:
        request: Of what.
        out: A new or empty folder.
        telling: Is told what is being done.

    Returns:
        The manifest, and the need of each practice, which the allocations room takes as indicators.

    Raises:
        BadInput: Files that are not sealed, of other days, or of other practices.
    """
    days = sorted(request.folders)
    definition, geography = standard_definition(days[-1]), request.geography
    telling("conditions of everybody on each day")
    lists = [listed_people(request.folders[day], day, definition, geography.practices) for day in days]
    now = lists[-1]
    folder = request.folders[days[-1]]
    telling("ages and segments")
    areas = areas_table(now, geography)
    totals = {(row["level"], row["code"]): row["people"] for row in areas}
    tables: dict[str, Sequence[Row]] = {
        "areas": areas, "people": people_table(now, geography), "segments": segments_table(now, geography),
    }  # fmt: skip
    telling("rates by area and deprivation")
    tables["conditions"] = conditions_table(lists, geography, definition, totals)
    tables["deprivation"], tables["inequality"] = deprivation_tables(lists, geography, definition)
    telling("what changed")
    tables["flows"] = flows_table(lists[-2], now, geography, folder / "leavers.parquet")
    tables["monthly"] = monthly_table(now, folder / "events.parquet", geography, definition)
    tables["activity_months"] = activity_tables.activity_months_table(now, folder / "activity.parquet", geography)
    telling("need")
    need = need_of(now, folder / "activity.parquet", geography, request.prices_of)
    tables["need"] = need_table(need, geography, totals)
    manifest = _manifest(request, definition, lists, need)
    care = activity_tables.NOTE if tables["activity_months"] else activity_tables.BRING
    manifest = replace(manifest, notes={**manifest.notes, "activity_months": care})
    return write_aggregates(out, manifest, tables), need


def need_of(people: ListedPeople, activity: Path, geography: Geography, prices_of: str) -> LocalNeed:
    """The need of each practice from the cost of what its people used in a year."""
    check_sealed({"activity": activity})
    with duckdb.connect(config={"threads": 2}) as connection:
        used = connection.execute(
            "select person_id, cost_pence from read_parquet(?) where date > ?::date - interval 1 year and date <= ?",
            [str(activity), people.day, people.day],
        ).fetchnumpy()
    listed = np.isin(used["person_id"], people.person_id)  # whoever died or left in the year is not on the list
    used = {name: values[listed] for name, values in used.items()}
    person = np.asarray(used["person_id"], dtype=np.int64)
    costs = person_costs(
        person, np.ma.filled(np.ma.asarray(used["cost_pence"], dtype=np.float64), np.nan), [prices_of] * len(person),
        people.person_id, prices_of=prices_of,
    )  # fmt: skip
    practices = [geography.practices[number] for number in people.practice.tolist()]
    return local_need(practices, people.segments().segment, people.band, costs.pence)


def need_table(need: LocalNeed, geography: Geography, totals: Mapping[Any, int | None]) -> list[Row]:
    """Weighted people at every level."""
    place = {code: number for number, code in enumerate(need.practices)}
    order = [place.get(code) for code in geography.practices]
    weighted = np.array([0.0 if one is None else float(need.weighted[one]) for one in order])
    heads = np.array([0 if one is None else int(need.people[one]) for one in order])
    rows = []
    for level in LEVELS:
        codes, sums = summed(geography, level, weighted)
        _, people = summed(geography, level, heads)
        for number, code in enumerate(codes):
            told = totals.get((level, code))
            # An index of people in full would tell how many they are: it is taken from what is shown of both.
            counted = shown_count(int(people[number]))
            weight = shown_count(round(float(sums[number])))
            rows.append(
                {
                    "level": level, "code": code, "people": told,
                    "weighted_people": float(weight) if told else None,
                    "index": round(weight / counted, 4) if told and counted else None,
                }
            )  # fmt: skip
    return rows


def _manifest(
    request: AggregatesRequest, definition: Definition, lists: Sequence[ListedPeople], need: LocalNeed
) -> Manifest:
    summary = request.run / SUMMARY
    esp = "standardised directly to the European Standard Population 2013, per 1,000, with Dobson's limits of 95%"
    return Manifest(
        system=request.geography.system,
        title=request.title,
        fictional=request.fictional,
        as_of=lists[-1].day.isoformat(),
        before=lists[-2].day.isoformat(),
        dates=tuple(people.day.isoformat() for people in lists),
        rule=disclosure_rule().sentence,
        run={
            "persons_batch": lists[-1].batch,
            "definition_sha256": definition.fingerprint,
            "summary_sha256": hashlib.sha256(summary.read_bytes()).hexdigest(),
            "people": shown_count(len(lists[-1].person_id)),
        },
        versions={**definition.provenance, "segmentation": asdict(rule_set(RULES).provenance)},
        notes={
            "areas": "Core20 is everybody in the two most deprived tenths of England; it is not told by practice.",
            "people": "Practices have broad age groups, since most of their bands of five years are too small to show.",
            "segments": f"{rule_set(RULES).provenance.title}. {rule_set(RULES).provenance.note}",
            "conditions": f"Rates {esp}. A condition that most practices have few people with is not told by practice.",
            "deprivation": f"Rates {esp}, by deprivation tenth of the small area where people live.",
            "inequality": (
                "Slope and relative index over the tenths; a slope above 0, or a ratio above 1, means that the more "
                "deprived have more. Tenths are England's; a place is told of by those in which its people live, five "
                "or more, and not where one has too few. The gap is the most deprived tenth less the least."
            ),
            "flows": "People on both lists, and who died, left or came, by segment before and after; without totals.",
            "monthly": "People on the list now by month of their first record; who has gone since is missing.",
            "need": need.sentence,
        },
        made_by=f"commonweal {commonweal.__version__}",
    )
