"""Asking about one place: what ``allocations explain --place`` and ``allocations places --place`` share."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.allocations.place_options import day_of, membership_of

if TYPE_CHECKING:
    from commonweal.allocations.practice_file import PracticeFile
    from commonweal.wiring import Asked

IN_THE_WORKBOOK = "sub-icb"
"""The only grouping that the workbook of the CCG formula holds itself: its CCGs."""


def ask_one_place(options: argparse.Namespace, file: PracticeFile) -> Asked:
    """One place's fair share as an Answer, with every file kept in the archive for its receipt.

    Args:
        options: With those of ``add_place_options``, and ``place``, ``stream``, ``remainder``, ``cross_border``,
            ``allocations``, ``spend`` and ``policy``.
        file: The practice file.

    Raises:
        BadInput: The year of the file is not known, no one ICB is named, or a file is faulty.
    """
    from commonweal.calendars import FinancialYear
    from commonweal.problems import BadInput, Problem

    if file.year is None:
        raise BadInput(
            Problem("the year of the practice file is not known", file=file.stamp.name, do="give it with --year")
        )
    membership = membership_of(options, file)
    members = None
    if membership.sha256 != file.stamp.sha256:
        members = kept(options.members or options.by)
    inputs = {
        "practices": kept(options.practices),
        "members": members,
        "by": membership.kind,
        "year": file.year,
        "stream": options.stream,
        **{name: kept(path) for name in ("allocations", "spend", "policy") if (path := getattr(options, name, None))},
    }
    return _ask(options, inputs, f"in {file.year}", FinancialYear(file.year).start)


def ask_on_the_base(options: argparse.Namespace) -> Asked:
    """One place's target on the 2018/19 base, every component exact, from the workbook in the folder of ``--data``.

    Raises:
        BadInput: The workbook is not there, or a file is faulty.
    """
    from commonweal.calendars import FinancialYear
    from commonweal.cli.allocations.ccg_file import ccg_workbook

    by = options.by.replace("_", "-").lower()
    named = options.members or (None if by == IN_THE_WORKBOOK else options.by)
    kind = by if options.members or named is None else "place"
    inputs = {
        "workbook": ccg_workbook(options.data),
        "members": kept(named) if named else None,
        "by": kind,
        "stream": options.stream,
    }
    return _ask(options, inputs, "on the 2018/19 base", FinancialYear("2019/20").start)


def kept(path: str | Path) -> dict[str, str]:
    """A file by name and hash, once it is in the archive.

    Raises:
        BadInput: There is no such file.
    """
    from commonweal.wiring import archive

    return {"name": Path(path).name, "sha256": archive().keep(Path(path))}


def _ask(options: argparse.Namespace, inputs: dict[str, Any], when: str, first: Any) -> Asked:
    from commonweal.answers import Dates
    from commonweal.problems import BadInput, Problem
    from commonweal.wiring import ask

    icb = options.icb.strip().upper()
    if icb == "ALL":
        raise BadInput(Problem("a place is asked about within one ICB", do="name the ICB with --icb"))
    day = day_of(options)
    asked = {
        **inputs,
        "icb": icb,
        "place": options.place,
        "on": day.isoformat() if day else None,
        "remainder": options.remainder,
        "cross_border": options.cross_border,
    }
    text = f"What is the fair share of {options.place} in {icb} {when}?"
    return ask("allocations.place_fair_share", asked, text, Dates.on(day or first))
