"""Made-up people of a fictional system as sealed tables, one folder for each day on which they are listed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

import commonweal
from commonweal.engines.expressions import Literal
from commonweal.engines.shapes import FULL
from commonweal.population.people.seal import Seal, require_new, sealed_folder
from commonweal.population.people.sealed_json import write_sealed_json
from commonweal.population.synthetic.recipe import FIRST_ID, SEED, code_texts
from commonweal.population.synthetic.system_events import MadeUpActivity, MadeUpEvents, draw_activity, draw_events
from commonweal.population.synthetic.system_people import DAYS, MadeUpLives, draw_lives, numbered
from commonweal.population.synthetic.system_shape import MadeUpAreas, MadeUpPractice, draw_areas
from commonweal.problems import BadInput, Problem

FEWEST, MOST = 1_000, 5_000_000
ROWS = 245_760
LEAVERS = "leavers.parquet"
STAGES = 2 + len(DAYS)
"""How many parts of the work are told of."""


@dataclass(frozen=True)
class SystemPeople:
    """What was made.

    Args:
        folder: With a folder for each day, such as ``2025-03-31``.
        days: Those days, the last that of a run.
        people: On the list of each day.
        events: Recorded up to each day.
        seed: Of the draws.
    """

    folder: Path
    days: tuple[date, ...]
    people: tuple[int, ...]
    events: tuple[int, ...]
    seed: int

    def on(self, day: date) -> Path:
        """The folder of a day."""
        return self.folder / day.isoformat()


def synthesise_system(
    practices: Sequence[MadeUpPractice],
    people: int,
    out: Path,
    *,
    seed: int = SEED,
    driving_place: str = "",
    telling: Callable[[str], None] = lambda stage: None,
) -> SystemPeople:
    """Make the people of a fictional system and write them, sealed, on three days a year apart.

    Each day's folder has ``persons``, ``events`` up to the day, and ``leavers``: who was on the list a year before and
    died or left since. That of the last day has ``activity`` of two years. A person keeps the same identifier.

    Args:
        practices: Of the system.
        people: How many there are on the first day.
        out: A new or empty folder.
        seed: The same seed makes the same people.
        driving_place: Code of a place that looks for high blood pressure in the last year; empty for none.
        telling: Is told what is being done, in as many parts as `STAGES`.

    Raises:
        BadInput: Too few or too many people, a seed that is none, or something in the folder.
    """
    if not FEWEST <= people <= MOST:
        given, expected = f"{people:,}", f"{FEWEST:,} to {MOST:,}"
        raise BadInput(Problem("a fictional system cannot have so many people", given=given, expected=expected))
    if seed < 0:
        raise BadInput(Problem("a seed is a whole number, nought or more", given=str(seed)))
    require_new(out)
    g = np.random.default_rng(seed)
    telling("drawing lives")
    areas = draw_areas(g, practices, people)
    lives = draw_lives(g, practices, areas, people)
    driven = np.array([one.place == driving_place for one in practices])[lives.practice]
    telling("drawing events and care")
    events, many = draw_events(g, lives, driven)
    activity = draw_activity(g, lives, many)
    identifiers = np.sort(g.permutation(2 * len(lives.born))[: len(lives.born)]) + FIRST_ID
    g.shuffle(identifiers)
    counted: list[tuple[int, int]] = []
    with duckdb.connect(config={"python_enable_replacements": False}) as connection:
        _name(connection, "practices", [one.code for one in practices])
        _name(connection, "areas", list(areas.codes))
        _name(connection, "codes", code_texts())
        _name(connection, "kinds", list(activity.kinds))
        made = _Made(practices, areas, lives, events, activity, identifiers, seed)
        for number, day in enumerate(DAYS):
            telling(f"writing {day}")
            with sealed_folder(out / day.isoformat()) as folder:
                counted.append(_write_day(connection, folder, made, day, DAYS[max(number - 1, 0)]))
    return SystemPeople(out, DAYS, tuple(one for one, _ in counted), tuple(one for _, one in counted), seed)


@dataclass(frozen=True, eq=False)
class _Made:
    practices: Sequence[MadeUpPractice]
    areas: MadeUpAreas
    lives: MadeUpLives
    events: MadeUpEvents
    activity: MadeUpActivity
    identifiers: Any
    seed: int


def _write_day(
    connection: duckdb.DuckDBPyConnection, folder: Path, made: _Made, day: date, before: date
) -> tuple[int, int]:
    lives, last = made.lives, day == DAYS[-1]
    here = lives.on(day)
    kept = here[made.events.who] & (made.events.day <= numbered(day))
    rows = {"persons": int(here.sum()), "events": int(kept.sum())}
    if last:
        rows["activity"] = len(made.activity.who)
    batch = hashlib.sha256(f"{made.seed} {len(lives.born)} {day}".encode()).hexdigest()[:32]
    seals = {
        table: Seal(
            table=table, batch=batch, rows=number, as_of=day, synthetic=True,
            made_by=f"commonweal {commonweal.__version__}", made_on=datetime.now(UTC).date(),
        )
        for table, number in rows.items()
    }  # fmt: skip
    persons = {
        "identifier": made.identifiers[here], "age": lives.age(day)[here], "sex": lives.sex[here],
        "practice": lives.practice[here], "area": lives.area[here], "decile": lives.decile[here],
    }  # fmt: skip
    _copy(
        connection, folder / "persons.parquet", persons, seals["persons"],
        "select identifier::bigint as person_id, age::smallint as age, case sex when 0 then 'F' else 'M' end as sex,"
        " p.text as practice, a.text as lsoa, decile::tinyint as imd_decile from made"
        " join practices p on p.number = made.practice join areas a on a.number = made.area order by 1",
    )  # fmt: skip
    of = made.events
    _copy(
        connection, folder / "events.parquet",
        {"identifier": made.identifiers[of.who[kept]], "day": of.day[kept], "code": of.code[kept]}, seals["events"],
        "select identifier::bigint as person_id, date '1970-01-01' + day::integer as date, c.text as code"
        " from made join codes c on c.number = made.code order by 1, 2, 3",
    )  # fmt: skip
    if last:
        used = made.activity
        _copy(
            connection, folder / "activity.parquet",
            {"identifier": made.identifiers[used.who], "day": used.day, "kind": used.kind, "pence": used.pence},
            seals["activity"],
            "select identifier::bigint as person_id, date '1970-01-01' + day::integer as date,"
            " date '1970-01-01' + day::integer as end_date, k.text as kind, pence::bigint as cost_pence"
            " from made join kinds k on k.number = made.kind order by 1, 2",
        )  # fmt: skip
    write_sealed_json(folder, seals, {"synthetic": {"seed": made.seed}})
    went = lives.on(before) & ~here
    _copy(
        connection, folder / LEAVERS, {"identifier": made.identifiers[went], "died": lives.died[went].astype(np.int8)},
        None, "select identifier::bigint as person_id, died = 1 as died from made order by 1",
    )  # fmt: skip
    return rows["persons"], rows["events"]


def _name(connection: duckdb.DuckDBPyConnection, table: str, texts: list[str]) -> None:
    connection.execute(f"create or replace table {table} as select unnest(?) as text, unnest(?)::integer as number",
                       [texts, list(range(len(texts)))])  # fmt: skip


def _copy(
    connection: duckdb.DuckDBPyConnection, path: Path, rows: dict[str, Any], seal: Seal | None, query: str
) -> None:
    connection.register("made", rows)
    sealed = f", {seal.sql}" if seal else ""
    try:
        connection.execute(
            f"copy ({query}) to {Literal(str(path)).sql(FULL)}"
            f" (format parquet, compression zstd, row_group_size {ROWS}{sealed})"
        )
    finally:
        connection.unregister("made")
