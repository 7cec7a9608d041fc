"""The effect of new practice data on a year whose allocations are published, or are given in a file."""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from commonweal.allocations.diff import PracticeDiff
from commonweal.allocations.diff_effect import DiffEffect, effect_on_allocations
from commonweal.allocations.place_budget import read_stream
from commonweal.allocations.policy_rules import policy_for
from commonweal.allocations.practice_columns import STREAM_WEIGHTS
from commonweal.allocations.published import bundled_table, bundled_weights
from commonweal.allocations.stream_year import StreamYear
from commonweal.allocations.target import separate_dispensing
from commonweal.calendars import FinancialYear
from commonweal.problems import BadInput, Problem
from commonweal.tables import Meaning, read_table

_MEANINGS = (
    Meaning("icb", ("ICB", "ICB code"), kind="code"),
    Meaning("stream", ("Stream", "Funding stream")),
    Meaning("year", ("Year", "Financial year"), required=False, blank_allowed=True),
    Meaning("baseline_k", ("Baseline (£k)",), "number", minimum=0, blank_allowed=True),
    Meaning("closing_target_k", ("Closing target (£k)",), "number", minimum=0, blank_allowed=True),
    Meaning("opening_target_k", ("Opening target (£k)",), "number", required=False, blank_allowed=True, minimum=0),
)


def effect_by_file(diff: PracticeDiff, year: str, path: str | os.PathLike[str]) -> DiffEffect:
    """What the new file would have done to some ICBs whose baselines and targets stand in a file.

    The rest of England is taken to stay as it was. The file has the columns of the bundled allocation tables:
    ``icb_code``, ``stream``, ``baseline_k``, ``closing_target_k`` and, where the policy needs it, ``opening_target_k``.

    Args:
        diff: The difference in ``core`` or ``primary_medical``.
        year: Financial year, whose policy is used.
        path: The file.

    Raises:
        BadInput: The file has no figures for the stream and year, or the practice files lack one of its ICBs.
    """
    stream = _stream_of(diff)
    table = read_table(path, _MEANINGS, total_rows="icb")
    rows = [
        row
        for row in table.rows()
        if read_stream(str(row["stream"])) == stream
        and (not row.get("year") or str(FinancialYear(row["year"])) == year)
    ]
    if not rows:
        raise BadInput(
            Problem(f"the file has no row of {stream} in {year}", file=table.stamp.name, do="add it, or name its year")
        )
    people = diff.by_icb()
    codes = tuple(str(row["icb"]).upper() for row in rows)

    def column(name: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        return np.array([np.nan if row[name] is None else float(row[name]) for row in rows])

    opening = column("opening_target_k") if table.has("opening_target_k") else None
    figures = StreamYear(
        stream=stream,
        year=year,
        codes=codes,
        baseline_k=column("baseline_k"),
        opening_target_k=opening,
        closing_target_k=column("closing_target_k"),
    )
    old = np.array([people.get(code, (0.0, 0.0))[0] for code in codes])
    new = np.array([people.get(code, (0.0, 0.0))[1] for code in codes])
    return effect_on_allocations(figures, policy_for(stream, year), old, new, part_of_england=True)


def _stream_of(diff: PracticeDiff) -> str:
    for stream, service in STREAM_WEIGHTS.items():
        if service == diff.service:
            return stream
    raise BadInput(Problem("no money follows this weighted population alone", given=diff.service))


def effect_in_year(diff: PracticeDiff, year: str) -> DiffEffect:
    """What the new file would have done to the targets and allocations of a published year, all else equal.

    Dispensing adjustments are those inside the published primary medical targets, which rest on the first edition of
    the year's practice file, whichever files are compared.

    Args:
        diff: The difference in ``core`` or ``primary_medical``.
        year: Financial year, such as ``2025/26``.

    Raises:
        BadInput: Nothing is published for the year, or a file is not of all England on that year's ICBs.

    Example:
        The correction of June 2025 would have moved £10.2m of allocations, -£1.34m of it for QXU; the test of published
        figures shows it.
    """
    stream = _stream_of(diff)
    table = bundled_table(stream, year)
    people = diff.by_icb()
    strangers = sorted(set(people) - set(table.codes))
    if strangers:
        raise BadInput(
            Problem(
                f"the files have ICBs that {year} had not",
                given=", ".join(strangers),
                do=f"use files on the ICBs of {year}, or carry one over with `commonweal allocations rebase`",
            )
        )
    old = np.array([people.get(code, (0.0, 0.0))[0] for code in table.codes])
    new = np.array([people.get(code, (0.0, 0.0))[1] for code in table.codes])
    figures = table.stream_year()
    dispensing = None
    if stream == "primary_medical":
        weights = bundled_weights(year, table.codes, "primary_medical")
        dispensing = separate_dispensing(figures.required_closing_target(), weights).dispensing_k
    return effect_on_allocations(figures, policy_for(stream, year), old, new, dispensing_k=dispensing)
