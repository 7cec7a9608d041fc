"""Fair shares of places in pounds: each ICB's allocation split by weighted population, exact to the penny."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from commonweal.allocations.findings import Finding
from commonweal.allocations.places import PlaceNeed
from commonweal.allocations.practice_columns import STREAM_WEIGHTS
from commonweal.money import round_half_away, split_largest_remainder
from commonweal.problems import BadInput, Problem

STREAM_NAMES: dict[str, str] = {
    "core": "Core services",
    "primary_medical": "Primary medical care",
    "specialised": "Specialised services",
    "pod": "Pharmacy, ophthalmic and dental services",
    "running_costs": "Running costs",
}
"""The money streams, in the order in which they are shown."""

MOST_POUNDS = 1e12
"""More than the whole NHS has in five years: an amount above it is a slip of the keys."""

_STREAM_WORDS = {
    **{stream: stream for stream in STREAM_NAMES},
    **{name.casefold(): stream for stream, name in STREAM_NAMES.items()},
    "primary medical": "primary_medical",
    "primary care": "primary_medical",
    "primary medical care services": "primary_medical",
    "running costs": "running_costs",
}


def read_stream(words: str) -> str | None:
    """The key of a stream from what people call it; None when there is no such stream.

    Example:
        >>> read_stream("Core Services"), read_stream("primary medical"), read_stream("hospital")
        ('core', 'primary_medical', None)
    """
    return _STREAM_WORDS.get(" ".join(words.split()).casefold())


NOT_SHARED: dict[str, str] = {
    "specialised": "no weighted population of specialised services is published for practices",
    "pod": "no weighted population of pharmacy, ophthalmic and dental services is published for practices",
    "running_costs": "running costs are the board's own, and follow people, not need",
}
"""Why a stream stays at the level of the ICB."""


@dataclass(frozen=True, slots=True)
class IcbAmount:
    """What one ICB was allocated in one stream and year.

    Args:
        icb: ICB code.
        stream: Key of ``STREAM_NAMES``.
        recurrent_pence: The recurrent allocation.
        total_pence: With the additions after convergence; None where none is published.
        dispensing_fraction: Part of the target that is the adjustment for dispensing doctors, which follows neither
            need nor people; 0 to 1.
    """

    icb: str
    stream: str
    recurrent_pence: int
    total_pence: int | None = None
    dispensing_fraction: float = 0.0

    def pence(self, measure: str) -> int | None:
        """The recurrent or the total amount."""
        return self.recurrent_pence if measure == "recurrent" else self.total_pence


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One place's fair share of one stream, or what stays with the ICB.

    Args:
        icb, place, name: Where; ``place`` is empty on a line that stays with the ICB.
        stream: Key of ``STREAM_NAMES``.
        share: Share of the ICB's weighted population; None on a line that stays with the ICB.
        recurrent_pence, total_pence: Whole pence.
        population: People in the place.
        reason: Why the line stays with the ICB; empty on a place's line.
    """

    icb: str
    place: str
    name: str
    stream: str
    share: float | None
    recurrent_pence: int
    total_pence: int | None
    population: float | None = None
    reason: str = ""

    @property
    def pounds_per_head(self) -> float | None:
        """Recurrent pounds for each person; None where there is nobody or where the line is not a place's."""
        return self.recurrent_pence / 100 / self.population if self.population else None

    def to_json(self) -> dict[str, Any]:
        """The line as plain JSON."""
        return {
            "icb": self.icb,
            "place": self.place,
            "name": self.name,
            "stream": self.stream,
            "share_of_icb": self.share,
            "recurrent_pence": self.recurrent_pence,
            "total_pence": self.total_pence,
            "pounds_per_head": self.pounds_per_head,
            "population": self.population,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class PlaceBudgets:
    """Fair shares of every place and stream; for each ICB and stream the lines sum to its allocation exactly."""

    lines: tuple[BudgetLine, ...]
    findings: tuple[Finding, ...] = ()

    def of_place(self, icb: str, place: str) -> tuple[BudgetLine, ...]:
        """The lines of one place within one ICB."""
        return tuple(line for line in self.lines if line.icb == icb and line.place == place)

    def totals(self) -> dict[tuple[str, str], int]:
        """Sum of recurrent pence by ICB and stream, which is the ICB's allocation."""
        sums: dict[tuple[str, str], int] = {}
        for line in self.lines:
            sums[line.icb, line.stream] = sums.get((line.icb, line.stream), 0) + line.recurrent_pence
        return sums


def place_budgets(need: PlaceNeed, amounts: Sequence[IcbAmount]) -> PlaceBudgets:
    """Split each ICB's allocation among its places: ``T_p = A_i x WP_p / WP_i``, stream by stream.

    Core follows the overall core weighted population; primary medical care its own, after the part for dispensing
    doctors is set apart. A stream without a practice-level weighted population stays on one line for the ICB, with
    the reason. Practices in no place have a line, so nothing is lost.

    Args:
        need: Places with their weighted populations, the services of the streams among them.
        amounts: What each ICB was allocated; ICBs without places here are passed over.

    Raises:
        BadInput: Two amounts are given for one ICB and stream, or a place has no weighted population at all.

    Example:
        >>> from commonweal.allocations.membership import members_from_pairs
        >>> from commonweal.allocations.partition import partition_practices
        >>> from commonweal.allocations.places import place_need
        >>> from commonweal.allocations.practice_file import practice_file_from_columns
        >>> file = practice_file_from_columns({"practice": ["P1", "P2", "P3"], "icb": ["Q1"] * 3,
        ...     "population": [10, 10, 10], "wp_core": [10, 10, 10]})
        >>> members = members_from_pairs([("P1", "North"), ("P2", "South"), ("P3", "West")])
        >>> budgets = place_budgets(place_need(partition_practices(file, members)), [IcbAmount("Q1", "core", 100)])
        >>> [line.recurrent_pence for line in budgets.lines]
        [34, 33, 33]
    """
    _refuse_repeats(amounts)
    partition = need.partition
    parts_of: dict[str, list[int]] = {}
    for part, icb in enumerate(partition.icbs):
        parts_of.setdefault(icb, []).append(part)
    lines: list[BudgetLine] = []
    findings: list[Finding] = []
    for amount in amounts:
        parts = parts_of.get(amount.icb)
        if not parts:
            continue
        service = STREAM_WEIGHTS.get(amount.stream)
        if service is None or service not in need.services:
            reason = NOT_SHARED.get(amount.stream) or "the practice file has no weighted population for it"
            lines.append(_icb_line(amount, amount.recurrent_pence, amount.total_pence, reason))
            continue
        lines += _shared_lines(need, amount, parts, need.column(service))
        findings += _left_out(need, amount, parts, need.column(service))
    return PlaceBudgets(tuple(lines), tuple(findings))


def _shared_lines(need: PlaceNeed, amount: IcbAmount, parts: list[int], column: int) -> list[BudgetLine]:
    weights = whole_weights(need.weighted[parts, column].tolist())
    shares = need.share_of_icb[parts, column].tolist()
    people = need.population[parts].tolist()
    if not sum(weights) > 0:
        raise BadInput(
            Problem(
                f"no practice of {amount.icb} has a weighted population for {STREAM_NAMES[amount.stream].lower()}",
                file=need.partition.file.stamp.name,
                do="use a practice file that has it, since money cannot be shared without it",
            )
        )
    apart: dict[str, int | None] = {}
    split: dict[str, list[int] | None] = {}
    for measure in ("recurrent", "total"):
        pence = amount.pence(measure)
        if pence is None:
            apart[measure], split[measure] = None, None
            continue
        dispensing = round_half_away(pence * amount.dispensing_fraction) if amount.dispensing_fraction else 0
        apart[measure], split[measure] = dispensing, split_largest_remainder(pence - dispensing, weights)
    recurrent, total = split["recurrent"], split["total"]
    assert recurrent is not None
    lines = [
        BudgetLine(
            amount.icb,
            need.partition.places[part],
            need.partition.names[part],
            amount.stream,
            shares[number],
            recurrent[number],
            total[number] if total is not None else None,
            people[number],
        )
        for number, part in enumerate(parts)
    ]
    if apart["recurrent"] or apart["total"]:
        reason = "the part for dispensing doctors follows dispensing, not need, and is paid where they are"
        lines.append(_icb_line(amount, apart["recurrent"] or 0, apart["total"], reason))
    return lines


def whole_weights(weights: Sequence[float]) -> list[int]:
    """The same proportions in whole numbers, exactly, since every float is a whole number over a power of two.

    Splitting by whole numbers gives what splitting by the floats gives, in a fraction of the time.

    Example:
        >>> whole_weights([0.5, 1.25])
        [2, 5]
    """
    ratios = [weight.as_integer_ratio() for weight in weights]
    common = max((below for _, below in ratios), default=1)
    return [above * (common // below) for above, below in ratios]


def _icb_line(amount: IcbAmount, recurrent: int, total: int | None, reason: str) -> BudgetLine:
    return BudgetLine(amount.icb, "", "Stays with the ICB", amount.stream, None, recurrent, total, reason=reason)


def _left_out(need: PlaceNeed, amount: IcbAmount, parts: list[int], column: int) -> list[Finding]:
    if not need.left_out[parts, column].any():
        return []
    return [
        Finding(
            "share_without_practice",
            f"{need.partition.names[part]}: {int(need.left_out[part, column])} practices without a weighted population "
            f"are not in its share of {STREAM_NAMES[amount.stream].lower()}.",
            severity="warning",
            place=need.partition.places[part],
            do="supply their figures; the other shares are too high as long as these are missing",
        )
        for part in parts
        if need.left_out[part, column]
    ]


def _refuse_repeats(amounts: Sequence[IcbAmount]) -> None:
    seen: set[tuple[str, str]] = set()
    for amount in amounts:
        if (amount.icb, amount.stream) in seen:
            raise BadInput(Problem(f"two amounts are given for {amount.stream} of {amount.icb}", do="keep one"))
        seen.add((amount.icb, amount.stream))


def shares_of(need: PlaceNeed, stream: str) -> Mapping[str, np.ndarray[Any, np.dtype[np.float64]]]:
    """Shares of the parts of each ICB in a stream's weighted population, in the order of the parts, by ICB.

    Raises:
        BadInput: The stream has no weighted population at practice level.
    """
    service = STREAM_WEIGHTS.get(stream)
    if service is None:
        raise BadInput(Problem(f"{stream} cannot be shared among places", do=NOT_SHARED.get(stream, "")))
    column = need.column(service)
    icbs = np.array(need.partition.icbs)
    return {icb: need.share_of_icb[icbs == icb, column] for icb in dict.fromkeys(need.partition.icbs)}
