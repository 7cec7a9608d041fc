"""What if, as an Answer: what a changed policy would cost, who would gain and who would lose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from commonweal.allocations.limits import LIMIT_NAMES
from commonweal.allocations.method import METHOD
from commonweal.allocations.policy_rules import STREAM_NAMES
from commonweal.allocations.scenario_request import HEALTH_INEQUALITIES, RATES, ScenarioResult, run_request
from commonweal.allocations.worked_year import WorkedYear, worked_year
from commonweal.answers import Answer, Evidence, Quantity, Reason, calculation
from commonweal.money import show, to_pence

_NAMED = 3
_SAME_SHARE = 1e-9


@calculation("allocations.scenario", version="1")
def scenario(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """A changed policy beside the published one, on the published figures.

    Args:
        inputs: ``stream``, ``year`` and ``change``: the keys of `commonweal.allocations.scenario_request.KEYS`.
        evidence: As for ``allocations.icb_allocation``.
    """
    stream, year = str(inputs.get("stream", "")), str(inputs.get("year", ""))
    worked = worked_year(evidence, stream, year)
    change = dict(inputs.get("change") or {})
    result = run_request(worked, change, evidence)
    comparison = result.comparison
    cost = to_pence(float(comparison.cost_k))
    gain, lose = comparison.winners(), comparison.losers()
    sentence = (
        f"For {STREAM_NAMES[stream]} in {worked.table.year} this would "
        f"{_cost_in_words(cost)}; {len(gain)} ICBs would gain and {len(lose)} lose."
    )
    reasons = [_change_reason(key, value) for key, value in change.items() if value is not None]
    if result.solved is not None:
        words = {
            "growth_rate": "Base growth that meets the sum",
            "target_growth": "Growth of targets that meets the sum",
        }
        value = Quantity(result.solved.value, "fraction")
        reasons.append(Reason(words[result.solved.parameter], value=value, sources=(METHOD,)))
    reasons.append(
        Reason(
            "All other parameters as in the published policy",
            sources=(worked.policy.source,),
            children=(
                Reason(
                    "As published the allocations sum to",
                    value=Quantity(to_pence(float(comparison.before.total_k)), "gbp_pence"),
                ),
            ),
        )
    )
    total = Quantity(to_pence(float(comparison.after.total_k)), "gbp_pence")
    reasons.append(Reason("With the change they sum to", value=total, sources=(METHOD,)))
    for title, codes in (("Would gain most", gain), ("Would lose most", lose)):
        if codes:
            children = tuple(_mover(worked, result, code) for code in codes[:_NAMED])
            reasons.append(Reason(f"{title} of {len(codes)}", sources=(METHOD,), children=children))
    return Answer(
        sentence=sentence,
        value=Quantity(cost, "gbp_pence"),
        reasons=tuple(reasons),
        notes=_notes(result, change),
        details={"rows": rows(worked, result), "total_k": float(comparison.after.total_k)},
    )


def _cost_in_words(pence: int) -> str:
    if pence == 0:
        return "cost nothing more"
    return f"cost {show(pence)} more" if pence > 0 else f"save {show(-pence)}"


def rows(worked: WorkedYear, result: ScenarioResult) -> list[dict[str, Any]]:
    """One row for each ICB: before, after, difference in £k and £ for each person, distance before and after."""
    comparison = result.comparison
    per_head = comparison.difference_per_head_gbp
    before, after = comparison.before.closing_distance, comparison.after.closing_distance

    def at(values: Any, place: int) -> float | None:
        return None if values is None else float(values[place])

    return [
        {
            "icb": code,
            "name": worked.table.names[place],
            "before_k": float(comparison.before.allocation_k[place]),
            "after_k": float(comparison.after.allocation_k[place]),
            "difference_k": float(comparison.difference_k[place]),
            "difference_per_head_gbp": at(per_head, place),
            "distance_before": at(before, place),
            "distance_after": at(after, place),
            "target_error_k": at(result.target_error_k, place),
            "limit": LIMIT_NAMES[int(comparison.after.deciding_limit[place])],
        }
        for place, code in enumerate(worked.table.codes)
    ]


def _change_reason(key: str, value: Any) -> Reason:
    words = key.removesuffix("_k").removesuffix("_gbp").replace("_", " ")
    if isinstance(value, str):
        return Reason(f"Changed: {words}", value=Quantity(value, "text"))
    if key in RATES or key == HEALTH_INEQUALITIES:
        return Reason(f"Changed: {words}", value=Quantity(float(value), "fraction"))
    pence = round(float(value) * 100) if key.endswith("_gbp") else to_pence(float(value))
    return Reason(f"Changed: {words}", value=Quantity(pence, "gbp_pence"))


def _mover(worked: WorkedYear, result: ScenarioResult, code: str) -> Reason:
    place = worked.place(code)
    difference = float(result.comparison.difference_k[place])
    per_head = result.comparison.difference_per_head_gbp
    each = (
        ""
        if per_head is None
        else f" ({'-' if per_head[place] < 0 else ''}£{abs(float(per_head[place])):,.2f} for each person)"
    )
    return Reason(f"{worked.table.names[place]}{each}", value=Quantity(to_pence(difference), "gbp_pence"))


def _notes(result: ScenarioResult, change: Mapping[str, Any]) -> tuple[str, ...]:
    notes = []
    share, published = change.get(HEALTH_INEQUALITIES), result.published_share
    if share is not None and published is not None and abs(float(share) - published) < _SAME_SHARE:
        notes.append(
            f"A health-inequalities share of {published * 100:.10g}% is the "
            f"published one of {result.comparison.before.year.year}, so this part of the scenario changes nothing."
        )
    if result.target_error_k is not None:
        most = float(np.max(result.target_error_k))
        notes.append(
            "Core targets with another health-inequalities share are an estimate: practices' cost factors have not "
            "been published since 2018/19. Where the answer is known, no target was further off than "
            f"{show(to_pence(most))} would be here."
        )
    if change.get(HEALTH_INEQUALITIES) is not None and result.target_error_k is None:
        notes.append("The share of primary medical care is exact: both of its weighted populations are published.")
    notes.append("A scenario applies a changed rule to published figures. It is not a forecast of any policy.")
    return tuple(notes)
