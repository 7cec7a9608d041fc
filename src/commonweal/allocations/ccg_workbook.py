"""Reading NHS England's workbook of practice weighted populations on the 2018/19 base."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from commonweal.allocations.arrays import FloatArray
from commonweal.allocations.ccg_formula import (
    CcgCoefficients,
    CcgPractices,
    CcgTargets,
    ccg_targets,
    largest_relative_error,
)
from commonweal.answers import Source
from commonweal.tables import FileStamp, Meaning, Table, read_table

SHEET = "GP practice WP by ICS"

_FIGURES = {
    "population": ("GP_pop",),
    "general_and_acute": ("WP_G&A",),
    "community": ("WP_CS",),
    "mental_health": ("WP_MH",),
    "maternity": ("WP_Mat",),
    "hchs": ("WP_HCHS",),
    "market_forces_factor": ("MFF_index",),
    "emergency_ambulance": ("EACA_index",),
    "market_forces_people": ("WP_MFF",),
    "ambulance_people": ("WP_EACA",),
    "prescribing": ("WP_Presc",),
    "avoidable_mortality": ("WP_AM", "WP_SMR"),
    "excluding_remoteness_k": ("Target_exc_remote_£k",),
    "including_remoteness_k": ("Target_inc_remote_£k",),
    "weighted_population": ("WP_Overall",),
    "need_index": ("Need_index",),
}


@dataclass(frozen=True, eq=False)
class CcgWorkbook:
    """The workbook: what the formula reads, and what the publisher made of it.

    Args:
        practices: The inputs of the formula.
        published: The publisher's components, practice by practice.
        names: Names of practices, CCGs and systems by code.
        stamp: The file's name, hash and size.
    """

    practices: CcgPractices
    published: CcgTargets
    names: Mapping[str, str]
    stamp: FileStamp


def read_ccg_workbook(path: str | os.PathLike[str]) -> CcgWorkbook:
    """Read the workbook by the meaning of its columns; the total row at its foot is passed over.

    Raises:
        BadInput: The file cannot be read, or a column or figure is missing; with all problems.
    """
    table = read_table(path, _meanings(), sheet=SHEET, skip_row=lambda row: not row["practice"])
    figure = {name: table.number(name) for name in _FIGURES}
    practices = CcgPractices(
        practices=_codes(table, "practice"),
        ccgs=_codes(table, "ccg"),
        icbs=_codes(table, "icb"),
        population=figure["population"],
        services={name: figure[name] for name in ("general_and_acute", "community", "mental_health", "maternity")},
        prescribing=figure["prescribing"],
        avoidable_mortality=figure["avoidable_mortality"],
        market_forces_factor=figure["market_forces_factor"],
        emergency_ambulance=figure["emergency_ambulance"],
    )
    names = {
        code: name or code
        for kind in ("practice", "ccg", "icb")
        for code, name in zip(_codes(table, kind), table.text(kind + "_name"), strict=True)
    }
    return CcgWorkbook(practices, CcgTargets(**{name: figure[name] for name in _COMPONENTS}), names, table.stamp)


def workbook_source(named: Mapping[str, Any]) -> Source:
    """The source of a copy of the workbook, by its ``name`` and ``sha256``."""
    title = f'Practice weighted populations on the 2018/19 base ({named["name"]}, sheet "{SHEET}")'
    return replace(Source.own_file(title, str(named["sha256"])), publisher="NHS England")


def component_errors(workbook: CcgWorkbook, coefficients: CcgCoefficients) -> dict[str, float]:
    """The largest relative error of each component of the formula against the workbook, by component.

    Args:
        workbook: The published components.
        coefficients: From the rule book.
    """
    worked = ccg_targets(workbook.practices, coefficients)
    return {name: _error(worked, workbook.published, name) for name in _COMPONENTS}


_COMPONENTS = (
    "hchs",
    "market_forces_people",
    "ambulance_people",
    "excluding_remoteness_k",
    "including_remoteness_k",
    "weighted_population",
    "need_index",
)
"""The components that are worked and compared, in the order of the formula."""


def _error(worked: CcgTargets, published: CcgTargets, name: str) -> float:
    ours: FloatArray = getattr(worked, name)
    theirs: FloatArray = getattr(published, name)
    return largest_relative_error(ours, theirs)


def _codes(table: Table, name: str) -> tuple[str, ...]:
    return tuple(str(code) for code in table.text(name))


def _meanings() -> tuple[Meaning, ...]:
    return (
        Meaning("practice", ("Practice",), "code", unique=True),
        Meaning("practice_name", ("GP practice name",), blank_allowed=True),
        Meaning("ccg", ("CCG",), "code"),
        Meaning("ccg_name", ("CCG19", "CCG name"), blank_allowed=True),
        Meaning("icb", ("STP21", "ICS21", "ICB"), "code"),
        Meaning("icb_name", ("STP21_42",), blank_allowed=True),
        *(Meaning(name, headers, "number", minimum=0.0) for name, headers in _FIGURES.items()),
    )
