"""What one ICB is given for one stream in a year, as an Answer: each step with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from commonweal.allocations.limits import LIMIT_NAMES
from commonweal.allocations.method import METHOD
from commonweal.allocations.policy import ConvergenceMode
from commonweal.allocations.policy_rules import STREAM_NAMES
from commonweal.allocations.worked_year import WorkedYear, worked_year
from commonweal.answers import Answer, Evidence, FactRecord, Quantity, Reason, Source, Verdict, calculation
from commonweal.money import show, to_pence


@calculation("allocations.icb_allocation", version="1")
def icb_allocation(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """What one ICB is given: share of need, target, baseline, growth, convergence, allocation, and what comes on top.

    Args:
        inputs: ``icb`` (ODS code), ``year`` (such as 2025/26) and ``stream`` (core, primary_medical, specialised, pod).
        evidence: The stream's policy, the published tables, the weighted populations, ledgers and additions.
    """
    icb, year, stream = (str(inputs.get(name, "")) for name in ("icb", "year", "stream"))
    worked = worked_year(evidence, stream, year)
    place = worked.place(icb)
    fact = worked.facts[icb]
    amount_k = float(worked.allocation.allocation_k[place])
    pence = to_pence(amount_k)
    closing = worked.allocation.closing_distance
    stands = ""
    if closing is not None:
        side = "above" if closing[place] > 0 else "below"
        stands = f", {abs(float(closing[place])):.2%} {side} its target"
    reasons = [
        *_target_reasons(worked, place, icb),
        baseline_reason(worked, place, icb, evidence),
        *_movement_reasons(worked, place),
        *additions_reason(worked, icb, evidence),
        equal_reason(worked, place, icb),
    ]
    return Answer(
        sentence=f"{fact.values['icb_name']} receives {show(pence)} of recurrent allocation for {STREAM_NAMES[stream]} "
        f"in {worked.table.year}{stands}.",
        value=Quantity(pence, "gbp_pence"),
        reasons=tuple(reasons),
        details={"figures": figures(worked, place)},
    )


def figures(worked: WorkedYear, place: int) -> dict[str, float | None]:
    """The figures of one ICB as plain numbers: money in £k, rates as fractions; None where there is none."""
    allocation, year = worked.allocation, worked.allocation.year

    def of(values: Any) -> float | None:
        return None if values is None else float(values[place])

    return {
        "baseline_k": of(year.baseline_k),
        "opening_target_k": of(year.opening_target_k),
        "opening_distance": of(allocation.opening_distance),
        "growth": of(allocation.growth),
        "convergence": of(allocation.convergence),
        "allocation_k": of(allocation.allocation_k),
        "closing_target_k": of(year.closing_target_k),
        "closing_distance": of(allocation.closing_distance),
        "published_k": of(worked.table.figure("allocation_k")),
        "total_k": of(worked.table.figures.get("total_k")),
        "population": of(year.population),
    }


def _target_reasons(worked: WorkedYear, place: int, icb: str) -> list[Reason]:
    target = worked.allocation.year.closing_target_k
    if target is None:
        return [Reason("This stream has no target: no distance is worked, and none closes", sources=(METHOD,))]
    amount = Quantity(to_pence(float(target[place])), "gbp_pence")
    if worked.quantum is None or not worked.people:
        text = "Its target, as it follows from the printed allocation and distance (an input here, not a result)"
        return [Reason(text, value=amount, sources=(worked.facts[icb].source,))]
    weighted = worked.weights("core")
    share = Reason(
        "Its share of England's weighted population",
        value=Quantity(float(weighted[place] / weighted.sum()), "fraction"),
        sources=(worked.people[icb].source,),
    )
    quantum = Reason(
        "England's total of targets",
        value=Quantity(to_pence(worked.quantum.value), "gbp_pence"),
        sources=(worked.quantum.source,),
    )
    return [Reason("Its target: its share of need times England's total", None, amount, (METHOD,), (share, quantum))]


def baseline_reason(worked: WorkedYear, place: int, icb: str, evidence: Evidence) -> Reason:
    """The baseline, with the lines that build it where they are published."""
    lines = evidence.rows(f"allocations/{worked.table.stream}_baseline_ledger", year=worked.table.year, icb_code=icb)
    return Reason(
        "Its baseline: last year's recurrent allocation after recurrent changes",
        value=Quantity(to_pence(float(worked.allocation.year.baseline_k[place])), "gbp_pence"),
        sources=_sheet_of(lines) or (worked.facts[icb].source,),
        children=_line_reasons(lines),
    )


def _line_reasons(lines: Sequence[FactRecord]) -> tuple[Reason, ...]:
    """Lines of a ledger in their order; each names its own column, so the source stands once, above them."""
    return tuple(
        Reason(str(line.values["line"]), value=Quantity(to_pence(line.values["amount_k"]), "gbp_pence"))
        for line in sorted(lines, key=lambda line: int(line.values["order"]))
    )


def _sheet_of(lines: Sequence[FactRecord]) -> tuple[Source, ...]:
    """The sheet and row that lines of a ledger stand in."""
    return (replace(lines[0].source, at=lines[0].source.at.split(", column")[0]),) if lines else ()


def _movement_reasons(worked: WorkedYear, place: int) -> list[Reason]:
    allocation, source = worked.allocation, worked.policy.source
    found = []
    opening = allocation.opening_distance
    if opening is not None:
        value = Quantity(float(opening[place]), "fraction")
        found.append(Reason("Its opening distance from target: baseline against last year's target", value=value))
    found.append(Reason("Base growth", value=Quantity(float(allocation.growth[place]), "fraction"), sources=(source,)))
    if allocation.policy.convergence_mode is not ConvergenceMode.NONE:
        moved = Quantity(float(allocation.convergence[place]), "fraction")
        found.append(Reason("Convergence towards target", value=moved, sources=(source,)))
    limit = LIMIT_NAMES[int(allocation.deciding_limit[place])]
    if limit:
        found.append(Reason(f"A limit decided: {limit.replace('_', ' ')}", sources=(source,)))
    return found


def additions_reason(worked: WorkedYear, icb: str, evidence: Evidence) -> list[Reason]:
    """What is added after convergence and the total with it, where it is published."""
    if worked.table.stream == "specialised":
        return []
    lines = evidence.rows(f"allocations/{worked.table.stream}_additions", year=worked.table.year, icb_code=icb)
    total = worked.facts[icb].values.get("total_allocation_k")
    if not lines or total is None:
        return []
    text = "With what is added after convergence and does not move with it, the total is"
    return [Reason(text, None, Quantity(to_pence(total), "gbp_pence"), _sheet_of(lines), _line_reasons(lines))]


def equal_reason(worked: WorkedYear, place: int, icb: str) -> Reason:
    """Whether the worked figure is the published one."""
    published = float(worked.table.figure("allocation_k")[place])
    off = abs(float(worked.allocation.allocation_k[place]) - published)
    rounded = worked.allocation.policy.rounding_k is not None
    equal = off == 0 if rounded else off < 1e-6
    sources = (worked.facts[icb].source,)
    if equal:
        return Reason(f"It equals the published figure{' to £1,000' if rounded else ''}", Verdict.PASS, sources=sources)
    return Reason(f"The published figure is {show(to_pence(published))}", Verdict.FAIL, sources=sources)
