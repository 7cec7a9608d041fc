"""One ICB's allocation as a bridge: from a plain share by head to the last pound, each step with its source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonweal.allocations.bridge import Bridge as Worked
from commonweal.allocations.bridge import Standing, baseline_bridge
from commonweal.allocations.bridge import Step as WorkedStep
from commonweal.allocations.worked_year import WorkedYear
from commonweal.answers import Evidence, Source
from commonweal.site.components.bridges import Bridge, Step, bridge
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import percent, pounds, pounds_m

_PLAIN = {
    "need": "Need: age, sickness, deprivation, and costs that cannot be avoided",
    "growth": "Growth",
    "convergence": "Convergence towards target",
    "limit": "Floor or ceiling",
    "rounding": "Rounding to £1,000",
    "health_inequalities": "Health inequalities: deaths that could have been avoided",
    "dispensing": "Doctors who dispense medicines",
}
"""Steps in the words of a reader who is new to them; the exact words stand with the answer."""

_RATES = {"growth": "{} of the baseline", "convergence": "{} of the grown baseline"}


def icb_bridge(worked: WorkedYear, icb: str, explained: Mapping[str, Any], evidence: Evidence) -> Bridge:
    """From head count to target, from baseline to allocation, and what is added on top.

    Args:
        worked: The stream and year.
        icb: The ICB.
        explained: The bridge of the answer that explains the number.
        evidence: Where additions are read.
    """
    place = worked.place(icb)
    steps: list[Step] = []
    if worked.allocation.year.closing_target_k is not None and worked.people:
        steps += _to_target(worked, icb, explained)
    steps += _to_allocation(worked, place, icb)
    steps += _additions(worked, icb, evidence)
    caption = f"{worked.facts[icb].values['icb_name']}: {worked.table.year}, £ million"
    return bridge("bridge", caption, steps)


def _to_target(worked: WorkedYear, icb: str, explained: Mapping[str, Any]) -> list[Step]:
    people = _cite(worked.people[icb].source)
    quantum = _cite(worked.quantum.source) if worked.quantum else _cite(worked.facts[icb].source)
    start = explained["start"]["amount_k"]
    steps = [_total("Share by head count alone", start, f"{people}; England's total of targets: {quantum}")]
    reached = start
    for step in explained["steps"]:
        if step["key"] == "history":
            break
        reached += step["amount_k"]
        whole = "" if step["standing"] == Standing.EXACT.value else f"{step['standing']}: "
        note = f"{whole}{step['because']}. {people}"
        label = _PLAIN.get(step["key"], step["label"])
        estimate = step["standing"] == Standing.ESTIMATE.value
        steps.append(
            Step(label, step["amount_k"], pounds_m(step["amount_k"], signed=True), estimate=estimate, note=note)
        )
    steps.append(_total("Target: its fair share", reached, ""))
    return steps


def _to_allocation(worked: WorkedYear, place: int, icb: str) -> list[Step]:
    drawn: Worked = baseline_bridge(worked.allocation, place)
    published, policy = _cite(worked.facts[icb].source), _cite(worked.policy.source)
    steps = [_total("Baseline: last year's money, with lasting changes", drawn.start_k, published)]
    rates = {
        "growth": float(worked.allocation.growth[place]),
        "convergence": float(worked.allocation.convergence[place]),
    }
    steps += [_change(step, rates, policy) for step in drawn.steps if step.amount_k]
    steps.append(_total("Recurrent allocation", drawn.end_k, f"equal to the figure published in {published}"))
    return steps


def _additions(worked: WorkedYear, icb: str, evidence: Evidence) -> list[Step]:
    total = worked.facts[icb].values.get("total_allocation_k")
    rows = evidence.rows(f"allocations/{worked.table.stream}_additions", year=worked.table.year, icb_code=icb)
    lines = sorted(rows, key=lambda line: int(line.values["order"]))
    if worked.table.stream == "specialised" or not lines or total is None:
        return []
    source = _cite(worked.facts[icb].source)
    steps = [
        Step(str(line.values["line"]), line.values["amount_k"], pounds_m(line.values["amount_k"], signed=True))
        for line in lines
    ]
    return [*steps, _total("Total with additions", total, f"what is added does not move with the target. {source}")]


def _change(step: WorkedStep, rates: Mapping[str, float], policy: str) -> Step:
    label = _PLAIN.get(step.key, step.label)
    if step.key == "rounding":
        return Step(label, step.amount_k, pounds(step.amount_k * 1000, signed=True), note="printed to £1,000")
    rate = rates.get(step.key)
    because = step.because if rate is None else _RATES[step.key].format(percent(rate, signed=True))
    return Step(label, step.amount_k, pounds_m(step.amount_k, signed=True), note=f"{because}. {policy}")


def _total(label: str, amount_k: float, note: str) -> Step:
    return Step(label, amount_k, pounds_m(amount_k), total=True, note=note)


def _cite(source: Source) -> str:
    # The sheet and the column stand with the answer below; here they would bury the figures.
    return source.title


def as_table(drawn: Bridge, icb: str, stream: str, year: str) -> TableView:
    """The bridge as a table, for a file: every step in £ thousand with where it comes from."""
    rows = [
        {
            "step": bar.step.label,
            "kind": "total" if bar.step.total else "change",
            "amount_k": bar.step.amount,
            "from": bar.step.note,
        }
        for bar in drawn.bars
    ]
    columns = (
        Column("step", "Step"),
        Column("kind", "Kind"),
        Column("amount_k", "Amount", "gbp_thousand"),
        Column("from", "Where it comes from"),
    )
    name = f"bridge-{icb}-{stream.replace('_', '-')}-{year.replace('/', '-')}"
    return TableView(name, drawn.caption, columns, rows)
