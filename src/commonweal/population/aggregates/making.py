"""Aggregates made from sealed lists of a system on some days, with need and what the allocations room can take."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

import commonweal
from commonweal.answers.counted import how_many
from commonweal.plain_files import require_plain_file
from commonweal.population.aggregates import activity_tables
from commonweal.population.aggregates.change_tables import died_between, flows_table, monthly_table
from commonweal.population.aggregates.condition_tables import conditions_table, deprivation_tables
from commonweal.population.aggregates.contract import LEVELS, Manifest, write_aggregates
from commonweal.population.aggregates.listed_people import Geography, ListedPeople, listed_people
from commonweal.population.aggregates.method_notes import NO_COSTS, TOO_FEW, notes
from commonweal.population.aggregates.methods import METHODS
from commonweal.population.aggregates.need_by_age_table import NOTE as BY_AGE
from commonweal.population.aggregates.need_by_age_table import need_by_age_table
from commonweal.population.aggregates.people_tables import Row, areas_table, people_table, segments_table
from commonweal.population.aggregates.protected_tree import summed
from commonweal.population.aggregates.share_tables import ShareInputs, shares_note, shares_table
from commonweal.population.aggregates.worked_by import WorkedBy
from commonweal.population.codelists.look_back import months_before
from commonweal.population.disclosure_control import disclosure_rule, shown_count
from commonweal.population.features.combinations import columns_of
from commonweal.population.people.seal import check_sealed, require_new
from commonweal.population.resources import LocalNeed, local_need, need_of_each
from commonweal.population.resources.person_costs import person_costs
from commonweal.population.runs.definition import Definition
from commonweal.population.statistics.estimates import FloatArray, IntArray
from commonweal.problems import BadInput, Problem, Problems

SUMMARY = "summary.json"
MONTHS = 12


@dataclass(frozen=True)
class AggregatesRequest:
    """What to make aggregates of.

    Args:
        title: Name of the system.
        fictional: Whether its people are made up.
        geography: Its practices, networks and places.
        folders: Sealed folders by day; the last day is that of the figures. One is enough.
        run: Result of the run on the last; None where there was none.
        prices_of: Financial year of the costs.
        worked_by: By whose codes and segments.
        about_areas: What is said of where practices, networks and places come from.
        threads: How many may work.
        memory: The most that the engine takes, such as ``4GB``; past it, disk.
        shares: What the shares of a budget are held against beside heads, cost and need.
    """

    title: str
    fictional: bool
    geography: Geography
    folders: Mapping[date, Path]
    run: Path | None
    prices_of: str
    worked_by: WorkedBy = field(default_factory=WorkedBy)
    about_areas: str = ""
    threads: int = 2
    memory: str | None = None
    shares: ShareInputs = field(default_factory=ShareInputs)


def make_aggregates(
    request: AggregatesRequest, out: Path, *, telling: Callable[[str], None] = lambda what: None
) -> tuple[Manifest, LocalNeed | None]:
    """Make every table that the lists allow and write the folder.

    What a table lacks, such as a second day or activity with costs, is told in its note, with what to bring.

    Args:
        request: Of what.
        out: A new or empty folder.
        telling: Is told what is being done.

    Returns:
        The manifest, and the need of each practice, which the allocations room takes as indicators; None without costs.

    Raises:
        BadInput: Files that are not sealed, of other days, of no practice of the system or of another run.
    """
    require_new(out)
    days = sorted(request.folders)
    definition = request.worked_by.definition(days[-1])
    folder = request.folders[days[-1]]
    telling("conditions of everybody on each day")
    geography, lists = _lists(request, days)
    now = lists[-1]
    summary = _of_run(request, definition, now)
    telling("ages and segments")
    areas = areas_table(now, geography)
    totals = {(row["level"], row["code"]): row["people"] for row in areas}
    tables: dict[str, Sequence[Row]] = {
        "areas": areas, "people": people_table(now, geography), "segments": segments_table(now, geography),
    }  # fmt: skip
    telling("rates by area and deprivation")
    tables["conditions"] = conditions_table(lists, geography, definition, totals)
    tenths = bool((now.decile > 0).any())
    if tenths:
        by_tenth = [people for people in lists if (people.decile > 0).any()]
        tables["deprivation"], tables["inequality"] = deprivation_tables(by_tenth, geography, definition)
    telling("what changed")
    dead = died_between(folder, days[-2], days[-1]) if len(days) > 1 else None
    if len(days) > 1:
        none = np.zeros(0, dtype=np.int64)
        tables["flows"] = flows_table(lists[-2], now, geography, none if dead is None else dead)
    tables["monthly"] = monthly_table(now, folder / "events.parquet", geography, definition)
    tables["activity_months"] = activity_tables.activity_months_table(now, folder / "activity.parquet", geography)
    telling("need")
    activity = folder / "activity.parquet"
    need = None
    if has_costs(activity):
        need, pence, each = need_of(now, activity, geography, request.prices_of)
        tables["need"] = need_table(need, geography, totals)
        tables["need_by_age"] = need_by_age_table(now, each, geography, tables["people"])
        tables["shares"] = shares_table(need, pence, geography, totals, request.shares)
    said = notes(request, now, tenths=tenths, days=len(days), deaths=dead is not None, need=need)
    said["activity_months"] = activity_tables.NOTE if tables["activity_months"] else activity_tables.BRING
    said["shares"] = NO_COSTS
    said["need_by_age"] = NO_COSTS if need is None else f"{need.sentence} {BY_AGE}"
    if need is not None:
        said["shares"] = shares_note(need, request.shares) if tables["shares"] else TOO_FEW
    manifest = _manifest(request, definition, lists, summary, said)
    return write_aggregates(out, manifest, tables), need


def _lists(request: AggregatesRequest, days: Sequence[date]) -> tuple[Geography, list[ListedPeople]]:
    """Everybody on each day, and the geography without practices that have had nobody on any of them."""
    lists = [
        listed_people(
            request.folders[day], day, request.worked_by, request.geography.practices,
            threads=request.threads, memory=request.memory,
        )
        for day in days
    ]  # fmt: skip
    if len(days) > 1 and not np.isin(lists[-2].person_id, lists[-1].person_id, assume_unique=True).any():
        raise BadInput(
            Problem(
                "nobody is on the lists of both days, so nobody's change can be told",
                given=f"{days[-2]} and {days[-1]}",
                do="import every day with the same key and the same identifiers, or bring one day only",
            )
        )
    size = len(request.geography.practices)
    kept = np.zeros(size, dtype=np.bool_)
    for people in lists:
        kept |= np.bincount(people.practice, minlength=size) > 0
    if kept.all():
        return request.geography, lists
    at = np.cumsum(kept) - 1
    return request.geography.only(kept), [replace(people, practice=at[people.practice]) for people in lists]


def has_costs(activity: Path) -> bool:
    """Whether there is a file of activity, with costs."""
    return activity.is_file() and "cost_pence" in columns_of(activity)


def need_of(
    people: ListedPeople, activity: Path, geography: Geography, prices_of: str
) -> tuple[LocalNeed, IntArray, FloatArray]:
    """The need of each practice from what its people used in the year up to the day.

    Returns:
        The need of each practice, what the care of its people cost in pence, and the need of each person.

    Raises:
        BadInput: Activity that is not sealed or of another import, without a cost, or none of those months.
    """
    if check_sealed({"activity": activity})["activity"].batch != people.batch:
        raise BadInput(
            Problem("activity and persons are not of one import", file=str(activity), do="use files of one import")
        )
    first = months_before(people.day, MONTHS)
    with duckdb.connect(config={"threads": 2}) as connection:
        used = connection.execute(
            "select person_id, year(date) - case when month(date) < 4 then 1 else 0 end as began,"
            " sum(cost_pence) as pence, count(*) - count(cost_pence) as without_cost from read_parquet(?)"
            " where date > ? and date <= ? group by all",
            [str(activity), first, people.day],
        ).fetchnumpy()
    listed = np.isin(used["person_id"], people.person_id)  # whoever died or left in the year is not on the list
    used = {name: values[listed] for name, values in used.items()}
    if missing := int(used["without_cost"].sum()):
        raise BadInput(
            Problem(
                f"{how_many(missing, 'entry', 'entries')} of activity without a cost", file=str(activity),
                do="give each one a cost in the file that was imported, whose rows `import` tells, and import it anew",
            )
        )  # fmt: skip
    if not len(used["person_id"]):
        raise BadInput(
            Problem(
                "nobody of the list has activity in the twelve months up to the day", file=str(activity),
                given=people.day.isoformat(), do="bring activity of those months, or import without any",
            )
        )  # fmt: skip
    years = [f"{began}/{(began + 1) % 100:02d}" for began in used["began"].tolist()]
    pence = np.asarray(used["pence"], dtype=np.float64)
    costs = person_costs(used["person_id"], pence, years, people.person_id, prices_of=prices_of)
    practices = [geography.practices[number] for number in people.practice.tolist()]
    need = local_need(practices, people.segments.segment, people.band, costs.pence)
    spent = np.bincount(np.searchsorted(need.practices, practices), weights=costs.pence)
    each, _ = need_of_each(people.segments.segment, people.band, costs.pence)
    return need, np.rint(spent).astype(np.int64), each


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
            # Few weighted people are not told, nor an index of them: nought would be read as no need.
            weight = shown_count(round(float(sums[number]))) or None
            rows.append(
                {
                    "level": level, "code": code, "people": told,
                    "weighted_people": float(weight) if told and weight else None,
                    "index": round(weight / counted, 4) if told and weight and counted else None,
                }
            )  # fmt: skip
    return rows


def _of_run(request: AggregatesRequest, definition: Definition, now: ListedPeople) -> dict[str, str]:
    """The hashes of the run that the tables go with, after seeing that it is of these people and by this definition."""
    if request.run is None:
        return {}
    path = request.run / SUMMARY
    require_plain_file(path, what="summary of a run")
    text = path.read_bytes()
    try:
        said = json.loads(text)
        batch, fingerprint = said["inputs"]["persons"]["seal"]["batch"], said["definition"]["sha256"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(
            Problem("this is no summary of a run", file=str(path), do="name the folder that --out of the run named")
        ) from error
    problems = Problems()
    if batch != now.batch:
        problems.add("this run is of another import than the last day", file=str(path), given=str(batch)[:12],
                     expected=now.batch[:12], do="run on the sealed folder of the last day")  # fmt: skip
    if fingerprint != definition.fingerprint:
        problems.add("this run is by another codelist or other segments", file=str(path),
                     do="leave --run out where --codelist or --segments are given")  # fmt: skip
    problems.raise_if_any()
    return {"summary_sha256": hashlib.sha256(text).hexdigest()}


def _manifest(
    request: AggregatesRequest, definition: Definition, lists: Sequence[ListedPeople], summary: Mapping[str, str],
    said: Mapping[str, str],
) -> Manifest:  # fmt: skip
    return Manifest(
        system=request.geography.system,
        title=request.title,
        fictional=request.fictional,
        as_of=lists[-1].day.isoformat(),
        before=lists[-2].day.isoformat() if len(lists) > 1 else "",
        dates=tuple(people.day.isoformat() for people in lists),
        rule=disclosure_rule().sentence,
        run={
            "persons_batch": lists[-1].batch,
            "definition_sha256": definition.fingerprint,
            **summary,
            "people": shown_count(len(lists[-1].person_id)),
        },
        versions={
            **definition.provenance,
            "segmentation": asdict(request.worked_by.rules.provenance),
            "methods": dict(METHODS),
        },
        notes=said,
        made_by=f"commonweal {commonweal.__version__}",
    )
