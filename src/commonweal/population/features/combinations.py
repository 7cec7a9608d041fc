"""The different combinations of conditions, age and sex among people, worked out once each and given back to everybody.

They pass between the engine and NumPy as Parquet files, which every engine reads and writes, however many they are.
"""

# ruff: noqa: S608 - names in queries are our own

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np

from commonweal import engines as e
from commonweal.engines.names import PlanError, checked_name
from commonweal.problems import Problems

PEOPLE = ("person_id", "age", "sex", "practice")
GROUPS = ("imd_decile", "ethnic_group")
"""Kept where the persons have them, so that whatever is told of people can be told of groups of them."""
TAKEN = (*PEOPLE, *GROUPS, "conditions", "people", "segment", "age_key", "sex_key")
"""Names of columns that no score may have, nor any that begins with ``mask``."""
_SETTINGS: dict[str, Any] = {"autoinstall_known_extensions": False, "python_enable_replacements": False}
_UNKNOWN_AGE, _UNKNOWN_SEX = -1, ""


def combinations(engine: e.Engine, masks: Sequence[str], work: Path) -> dict[str, Any]:
    """Each combination of masks, age and sex of the held table ``people``, and how many have it.

    Args:
        engine: Holds ``people``.
        masks: The names of their masks.
        work: Folder for a file that is taken away again.

    Returns:
        Columns by name, the counts as ``people``; unknown values are masked.
    """
    by = (*masks, "age", "sex")
    with TemporaryDirectory(dir=work) as folder:
        file = Path(folder) / "combinations.parquet"
        engine.write_parquet(e.GroupBy(e.Scan("people", by), by, {"people": e.Count()}), file)
        with duckdb.connect(config=_SETTINGS) as connection:
            return dict(connection.execute("select * from read_parquet(?)", [str(file)]).fetchnumpy())


def write_people(
    engine: e.Engine, people: Sequence[str], masks: Sequence[str], worked_out: Mapping[str, Any], work: Path, out: Path
) -> int:
    """Everybody of the held table ``people``, in order, with what was worked out of their combination.

    Args:
        engine: Holds ``people``.
        people: Its columns.
        masks: Those of them that are masks.
        worked_out: Columns by name: masks, age and sex, each combination once, and what follows from them.
        work: Folder for a file that is taken away again.
        out: The file to write.

    Returns:
        How many people there are.
    """
    keys, key = (*masks, "age_key", "sex_key"), e.Column
    added = tuple(name for name in worked_out if name not in {*masks, "age", "sex"})
    # Unknown is unlike all else where tables are joined, so it is given a value that nobody has.
    left = e.Derive(
        e.Scan("people", tuple(people)),
        {"age_key": key("age").or_else(_UNKNOWN_AGE), "sex_key": key("sex").or_else(_UNKNOWN_SEX)},
        label="with_keys",
    )
    with TemporaryDirectory(dir=work) as folder:
        file = Path(folder) / "worked_out.parquet"
        kept = ", ".join((*masks, f"coalesce(age, {_UNKNOWN_AGE}) as age_key", "coalesce(sex, '') as sex_key", *added))
        with duckdb.connect(config=_SETTINGS) as connection:
            connection.register("worked_out", dict(worked_out))
            connection.execute(f"copy (select {kept} from worked_out) to '{_quoted(file)}' (format parquet)")
        engine.register("worked_out", file)
        joined = e.Join(left, e.Scan("worked_out", (*keys, *added)), keys, every_left=True, label="joined")
        return engine.write_parquet(e.Sorted(e.keep(joined, *people, *added), ("person_id",)), out)


def require_column_names(scores: Sequence[str]) -> None:
    """Check that each score can name a column beside the others.

    Raises:
        BadInput: Which cannot.
    """
    problems = Problems()
    for place, name in enumerate(scores):
        try:
            taken = checked_name(name) in TAKEN or name.startswith("mask")
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
    with duckdb.connect(config=_SETTINGS) as connection:
        found = connection.execute("select * from read_parquet(?) limit 0", [str(file)])
        return tuple(column[0] for column in found.description or ())


def missing_as_nan(column: Any) -> np.ndarray:
    """A column of whole numbers as doubles, not-a-number where it is unknown."""
    return np.asarray(np.ma.filled(np.ma.asarray(column).astype(np.float64), np.nan))


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
