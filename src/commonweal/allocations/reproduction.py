"""Reproducing the published allocations: every ICB, stream and year, to the last £1,000."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from commonweal.allocations.allocation import Allocation, allocate
from commonweal.allocations.arrays import FloatArray
from commonweal.allocations.policy import Basis, GrowthMode
from commonweal.allocations.policy_rules import STREAM_NAMES, FindRule, book_rule, policy_for, value_for
from commonweal.allocations.published_table import PublishedTable
from commonweal.allocations.target import target_from_shares

UNROUNDED_WITHIN_K = 1e-6
"""How near an allocation that the publisher does not round must come, £k: a tenth of a penny."""

COUNTED = ("core", "primary_medical", "specialised")
"""The streams that have targets and are rounded to £1,000; their lines make the closing count."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One ICB whose worked allocation is not the published one, both in £k."""

    code: str
    worked_k: float
    published_k: float


@dataclass(frozen=True)
class Line:
    """The result for one stream and year.

    Args:
        stream, year: What was reproduced.
        checks: What the comparison proves, in words.
        inputs: Which published figures went in, in words.
        of: How many ICBs there are.
        differing: Those whose figures are not equal.
        furthest_k: The largest distance of an unrounded figure from the published one, £k.
        within: What counts as equal, in words.
        counted: Whether it is part of the closing count.
    """

    stream: str
    year: str
    checks: str
    inputs: str
    of: int
    differing: tuple[Difference, ...]
    furthest_k: float
    within: str
    counted: bool

    @property
    def equal(self) -> int:
        """How many ICBs are equal."""
        return self.of - len(self.differing)

    def to_json(self) -> dict[str, Any]:
        """The line as plain JSON."""
        return {
            "stream": self.stream,
            "year": self.year,
            "equal": self.equal,
            "of": self.of,
            "checks": self.checks,
            "inputs": self.inputs,
            "within": self.within,
            "furthest_k": self.furthest_k,
            "counted": self.counted,
            "differing": [
                {"icb": each.code, "worked_k": each.worked_k, "published_k": each.published_k}
                for each in self.differing
            ],
        }


def reproduce(
    tables: Iterable[PublishedTable], weighted: Mapping[str, FloatArray], find: FindRule = book_rule
) -> tuple[Line, ...]:
    """Work every published allocation anew and compare.

    Args:
        tables: Published figures of streams with a policy; running costs have none and are left out.
        weighted: Core weighted people by year, in the order of that year's core table; where a year is there, the
            target is worked from them and compared through the allocation, otherwise the printed target goes in.
        find: Where rules are looked up.

    Raises:
        BadInput: A table lacks a figure that its policy reads, or there is no policy.
    """
    return tuple(_line(table, weighted, find) for table in tables if table.stream != "running_costs")


def work(table: PublishedTable, weighted: FloatArray | None, find: FindRule = book_rule) -> Allocation:
    """The allocation of one published table by the rule book's policy.

    Args:
        table: The published figures.
        weighted: (n,) weighted people to work the target from; None takes the target behind the printed distances.
        find: Where rules are looked up.
    """
    target = None
    if weighted is not None:
        quantum = value_for(f"allocations.{table.stream}.target_quantum", table.year, find)
        target = target_from_shares(weighted, quantum)
    return allocate(table.stream_year(closing_target_k=target), policy_for(table.stream, table.year, find))


def _line(table: PublishedTable, weighted: Mapping[str, FloatArray], find: FindRule) -> Line:
    from_people = weighted.get(table.year) if table.stream == "core" else None
    worked = work(table, from_people, find)
    published = table.figure("allocation_k")
    rounded = worked.policy.rounding_k is not None
    nearness = 0.5 if rounded else UNROUNDED_WITHIN_K
    wrong = worked.allocation_k != published if rounded else np.abs(worked.allocation_k - published) > nearness
    checks, inputs = _says(table, worked, from_people is not None)
    return Line(
        stream=table.stream,
        year=table.year,
        checks=checks,
        inputs=inputs,
        of=len(table.codes),
        differing=tuple(
            Difference(table.codes[place], float(worked.allocation_k[place]), float(published[place]))
            for place in np.flatnonzero(wrong)
        ),
        furthest_k=float(np.max(np.abs(worked.unrounded_k - published))),
        within="£1,000" if rounded else "a tenth of a penny",
        counted=table.stream in COUNTED,
    )


def _says(table: PublishedTable, worked: Allocation, from_people: bool) -> tuple[str, str]:
    """What a line proves and what went in: an equal figure proves no more than was left to be worked."""
    if table.stream == "core" and from_people:
        if worked.policy.growth_mode is GrowthMode.UNIFORM:
            return "target and convergence", "weighted populations, baselines, the national total of targets"
        solved = "; the national total of targets is solved back from printed distances"
        return "target and convergence", "weighted populations, baselines, opening targets" + solved
    if table.stream == "pod":
        return "convergence (additive)", "baselines; the rates are taken as printed"
    if table.stream == "specialised":
        return "convergence", "baselines, growth by ICB and closing targets as printed"
    opening = worked.policy.growth_mode is GrowthMode.TARGET or worked.policy.basis is Basis.OPENING
    return "convergence", f"baselines, {'opening targets and ' if opening else ''}closing targets as printed"


def closing_line(lines: Iterable[Line]) -> str:
    """The count over the streams that are rounded to £1,000.

    Example:
        >>> closing_line([Line("core", "2025/26", "", "", 42, (), 0.4, "£1,000", True)])
        '42 of 42 published allocations reproduced to £1,000'
    """
    counted = [line for line in lines if line.counted]
    equal, of = sum(line.equal for line in counted), sum(line.of for line in counted)
    return f"{equal} of {of} published allocations reproduced to £1,000"


def stream_name(stream: str) -> str:
    """How a stream is named at the start of a line."""
    name = STREAM_NAMES.get(stream, stream)
    return name[:1].upper() + name[1:]
