"""The operation that compares two issues of practice data: who moved, why, and what it does to pounds."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import Field

from commonweal.allocations.diff import PracticeDiff, diff_practice_files
from commonweal.allocations.diff_effect import DiffEffect
from commonweal.allocations.diff_published import effect_by_file, effect_in_year
from commonweal.problems import BadInput, Problem
from commonweal.site.allocations.api.practice_data import FileOut, Key
from commonweal.site.allocations.data_sets import DataSet, data_set, practices, wealdmarch
from commonweal.site.api.replies import CSV, reply
from commonweal.site.components.files import csv_stream

router = Router(tags=["Places"])

MARKS = (0.01, 0.05)
"""It is told how many practices moved by more than these parts."""


class DiffAsked(Schema):
    """Which two issues to compare, and by which weighted population."""

    old: Key
    new: Key
    service: Literal["core", "primary_medical"] = "core"
    top: int = Field(25, ge=0, le=50, description="How many of the practices that changed most to name")
    format: Literal["json", "csv"] = Field("json", description="csv names every practice that changed")


class MovedOut(Schema):
    """One practice, before and after.

    Args:
        change: New over old weighted population, minus 1.
        list_effect: Change in weighted people that the change in list size makes.
        need_effect: Change in weighted people that the change in need for each person makes.
    """

    practice: str
    name: str
    old_icb: str
    new_icb: str
    old_population: float | None
    new_population: float | None
    old_weighted: float | None
    new_weighted: float | None
    change: float | None
    list_effect: float | None
    need_effect: float | None
    why: str


class EffectOut(Schema):
    """What the new issue would have done to targets and allocations of the year, all else equal, in £k."""

    year: str
    gross_change_k: float
    icbs: list[dict[str, Any]]


class DiffOut(Schema):
    """What changed between two issues of practice data.

    Args:
        in_both: Practices in both.
        opened, closed, changed_icb: Practices only in the new, only in the old, and in another ICB.
        moved_by_more_than: How many of both moved by more than a part.
        effect_not_worked: Why there is no effect in pounds; null where there is one.
    """

    service: str
    old: FileOut
    new: FileOut
    in_both: int
    opened: list[str]
    closed: list[str]
    changed_icb: list[str]
    moved_by_more_than: dict[str, int]
    largest: list[MovedOut]
    effect: EffectOut | None
    effect_not_worked: str | None


@router.get("/practice-data/diff", response=DiffOut, openapi_extra=CSV, summary="Compare two issues of practice data")
def diff(request: HttpRequest, asked: Query[DiffAsked]) -> HttpResponseBase:
    """What moved between two issues, whether by list size or need, and what that does to targets and allocations."""
    old, new = data_set(asked.old), data_set(asked.new)
    if old == new:
        raise BadInput(Problem("both are the same practice data", given=old.key, do="name two issues"))
    found = diff_practice_files(practices(old), practices(new), service=asked.service)
    if asked.format == "csv":
        rows = found.largest(len(found.practices))
        columns = {name: name for name in MovedOut.model_fields}
        return csv_stream(f"practices-{old.key}-{new.key}-{asked.service}.csv", rows, columns)
    effect, why_not = _effect(found, old)
    return reply(
        {
            "service": found.service,
            "old": _file(found.old),
            "new": _file(found.new),
            "in_both": int(found.in_both.sum()),
            "opened": list(found.opened),
            "closed": list(found.closed),
            "changed_icb": list(found.changed_icb),
            "moved_by_more_than": {f"{mark:g}": found.moved_by_more_than(mark) for mark in MARKS},
            "largest": found.largest(asked.top),
            "effect": {"year": effect.year, "gross_change_k": effect.gross_change_k, "icbs": effect.rows()}
            if effect
            else None,
            "effect_not_worked": why_not,
        }
    )


def _effect(found: PracticeDiff, old: DataSet) -> tuple[DiffEffect | None, str | None]:
    """The effect in pounds in the year of the old issue, or why it cannot be worked."""
    year = found.old.year
    if year is None:
        return None, "The year of the old practice data is not known."
    try:
        if old.fictional:
            return effect_by_file(found, year, wealdmarch().allocations), None
        return effect_in_year(found, year), None
    except BadInput as wrong:
        return None, " ".join(str(problem) for problem in wrong.problems)


def _file(held: Any) -> dict[str, str]:
    return {"name": held.stamp.name, "sha256": held.stamp.sha256}
