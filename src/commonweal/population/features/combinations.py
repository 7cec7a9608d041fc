"""The different combinations of conditions, age and sex among people, worked out once each and given back to everybody.

They pass between the engine and NumPy as Parquet files, which every engine reads and writes, however many they are.
"""

# ruff: noqa: S608 - names in queries are our own

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

import duckdb
import numpy as np

from commonweal import engines as e
from commonweal.engines.names import PlanError, checked_name
from commonweal.engines.shapes import FULL
from commonweal.population.people.attribute_headings import MISCELLANEOUS
from commonweal.population.people.miscellaneous import BELOW, WORDS
from commonweal.problems import Problems

PEOPLE = ("person_id", "age", "sex", "practice")
GROUPS = ("imd_decile", "ethnic_group")
"""Kept where the persons have them, so that whatever is told of people can be told of groups of them."""
TAKEN = (*PEOPLE, *GROUPS, "conditions", "people", "segment", "age_key", "sex_key")
"""Names of columns that no score may have, nor any that begins with ``mask``, ``misc_`` or ``value_``."""
_SETTINGS: dict[str, Any] = {"autoinstall_known_extensions": False, "python_enable_replacements": False}
_UNKNOWN_AGE, _UNKNOWN_SEX, _UNKNOWN_NUMBER = -1, "", -BELOW


def combinations(engine: e.Engine, masks: Sequence[str], work: Path, values: Sequence[str] = ()) -> dict[str, Any]:
    """Each combination of masks, age, sex and further values of the held table ``people``, and how many have it.

    Args:
        engine: Holds ``people``.
        masks: The names of their masks.
        work: Folder for a file that is taken away again.
        values: Further columns that segments rest on.

    Returns:
        Columns by name, the counts as ``people``; unknown values are masked.
    """
    with TemporaryDirectory(dir=work) as folder:
        file = Path(folder) / "combinations.parquet"
        engine.write_parquet(combinations_plan(masks, values), file)
        with duckdb.connect(config=_SETTINGS) as connection:
            return dict(connection.execute("select * from read_parquet(?)", [str(file)]).fetchnumpy())


def combinations_plan(masks: Sequence[str], values: Sequence[str] = ()) -> e.Plan:
    """What gives the combinations; `combinations` tells what of."""
    by = (*masks, "age", "sex", *values)
    return e.GroupBy(e.Scan("people", by), by, {"people": e.Count()})


def write_people(
    engine: e.Engine,
    people: Sequence[str],
    masks: Sequence[str],
    worked_out: Mapping[str, Any],
    work: Path,
    out: Path,
    values: Mapping[str, str] = MappingProxyType({}),
) -> int:
    """Everybody of the held table ``people``, in order, with what was worked out of their combination.

    Args:
        engine: Holds ``people``.
        people: Its columns.
        masks: Those of them that are masks.
        worked_out: Columns by name: masks, age, sex and values, each combination once, and what follows from them.
        work: Folder for a file that is taken away again.
        out: The file to write.
        values: The kind, ``number`` or ``words``, of further columns that are part of a combination.

    Returns:
        How many people there are.
    """
    unknown = _unknown(values)
    added = tuple(name for name in worked_out if name not in {*masks, *unknown})
    with TemporaryDirectory(dir=work) as folder:
        file = Path(folder) / "worked_out.parquet"
        known = [
            f"coalesce({name}, {e.value(unknown[name]).sql(FULL)}) as {key}" for name, key in _keys(unknown).items()
        ]
        kept = ", ".join((*masks, *known, *added))
        with duckdb.connect(config=_SETTINGS) as connection:
            connection.register("worked_out", dict(worked_out))
            connection.execute(f"copy (select {kept} from worked_out) to '{_quoted(file)}' (format parquet)")
        engine.register("worked_out", file)
        return engine.write_parquet(everybody_plan(people, masks, added, values), out)


def everybody_plan(
    people: Sequence[str], masks: Sequence[str], added: Sequence[str], values: Mapping[str, str] = MappingProxyType({})
) -> e.Plan:
    """What gives everybody with what was worked out of their combination, which stands in a table ``worked_out``.

    Args:
        people: Columns of the held table ``people``.
        masks: Those of them that are masks.
        added: Columns of what was worked out.
        values: The kind of further columns that are part of a combination.
    """
    # Unknown is unlike all else where tables are joined, so it is given a value that nobody has.
    unknown = _unknown(values)
    keys_of = _keys(unknown)
    left = e.Derive(
        e.Scan("people", tuple(people)),
        {key: e.Column(name).or_else(unknown[name]) for name, key in keys_of.items()},
        label="with_keys",
    )
    keys = (*masks, *keys_of.values())
    joined = e.Join(left, e.Scan("worked_out", (*keys, *added)), keys, every_left=True, label="joined")
    return e.Sorted(e.keep(joined, *people, *added), ("person_id",))


def _unknown(values: Mapping[str, str]) -> dict[str, int | str]:
    """What stands for an unknown value in each column of a combination but the masks."""
    of_values = {name: _UNKNOWN_SEX if kind == WORDS else _UNKNOWN_NUMBER for name, kind in values.items()}
    return {"age": _UNKNOWN_AGE, "sex": _UNKNOWN_SEX, **of_values}


def _keys(unknown: Mapping[str, int | str]) -> dict[str, str]:
    """The name under which each of those columns is compared."""
    return {
        name: f"{name}_key" if name in ("age", "sex") else f"value_{number}_key" for number, name in enumerate(unknown)
    }


def require_column_names(scores: Sequence[str]) -> None:
    """Check that each score can name a column beside the others.

    Raises:
        BadInput: Which cannot.
    """
    problems = Problems()
    for place, name in enumerate(scores):
        try:
            taken = checked_name(name) in TAKEN or name.startswith(("mask", MISCELLANEOUS, "value_"))
        except PlanError:
            taken = True
        if taken or name in scores[:place]:
            problems.add(
                "a score of this name cannot stand as a column of the table",
                given=name,
                expected="small letters, figures and underscores, once, and no name of another column",
                do="rename it at the head of its file",
            )
    problems.raise_if_any()


def columns_of(file: Path) -> tuple[str, ...]:
    """The names of a Parquet file's columns."""
    return tuple(column_types(file))


def column_types(file: Path) -> dict[str, str]:
    """The type of each of a Parquet file's columns, in their order."""
    with duckdb.connect(config=_SETTINGS) as connection:
        query = "select column_name, column_type from (describe from read_parquet(?))"
        return dict(connection.execute(query, [str(file)]).fetchall())


def missing_as_nan(column: Any) -> np.ndarray:
    """A column of whole numbers as doubles, not-a-number where it is unknown."""
    return np.asarray(np.ma.filled(np.ma.asarray(column).astype(np.float64), np.nan))


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
