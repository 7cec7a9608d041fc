"""One place's number seen from England, where the ICB's allocation is a published one."""

from __future__ import annotations

import numpy as np

from commonweal.allocations.bridge import target_bridge
from commonweal.allocations.ccg_formula import CcgCoefficients
from commonweal.allocations.health_inequalities import icb_cost_factor
from commonweal.allocations.method import METHOD
from commonweal.allocations.place_bridge import england_bridges, health_inequalities_within_need, parts_of
from commonweal.allocations.place_budget import IcbAmount
from commonweal.allocations.place_reasons import bridge_reasons
from commonweal.allocations.places import PlaceNeed
from commonweal.allocations.worked_year import WorkedYear, worked_year
from commonweal.answers import Evidence, Quantity, Reason, Source
from commonweal.calendars import FinancialYear
from commonweal.money import round_half_away, show, to_pence

_TO_1000 = 100_000
"""£1,000 in pence: an error is not known to the pound."""

_WEIGHTS = "allocations/weighted_populations"


def england_reasons(
    evidence: Evidence, need: PlaceNeed, amount: IcbAmount, year: str, number: int
) -> tuple[Reason, ...]:
    """From England's money shared by people alone to the ICB's, for one place; nothing where no target is published.

    Args:
        evidence: Gives the published tables and the rules.
        need: The places.
        amount: What the ICB was allocated.
        year: The financial year.
        number: The position of the place among the parts of the ICB.
    """
    worked = _worked(evidence, amount.stream, year, amount.icb)
    if worked is None or worked.allocation.year.closing_target_k is None:
        return ()
    place, target = worked.place(amount.icb), worked.allocation.year.closing_target_k
    parts = parts_of(need, amount.icb)
    bridge = england_bridges(
        [need.partition.places[part] for part in parts],
        need.population[parts].tolist(),
        to_pence(target_bridge(amount.icb, place, worked.weights("population"), target).start_k),
        to_pence(float(target[place])),
        amount.recurrent_pence,
    )[number]
    published, people = worked.facts[amount.icb].source, worked.people[amount.icb].source
    quantum = (worked.quantum.source,) if worked.quantum else (published,)
    sources: dict[str, tuple[Source, ...]] = {"start": (*quantum, people), "icb_need": (people, METHOD)}
    return tuple(bridge_reasons(bridge, lambda key: sources.get(key, (published, METHOD))))


def estimate_reason(
    evidence: Evidence, need: PlaceNeed, amount: IcbAmount, year: str, number: int
) -> tuple[Reason, ...]:
    """About how much of a core need step is health inequalities: an estimate with its error, never a step."""
    if amount.stream != "core" or "health_inequalities" not in need.services:
        return ()
    worked = _worked(evidence, "core", year, amount.icb)
    first, formula = FinancialYear(year).start, FinancialYear("2019/20").start
    share = evidence.find_rule("allocations.core.health_inequalities_share", on=first)
    method = evidence.find_rule("allocations.core.health_inequalities_place_estimate", on=first)
    factors = evidence.find_rule("allocations.core.cost_factor_2018_19", on=first)
    if worked is None or share is None or method is None or factors is None:
        return ()
    coefficients = CcgCoefficients.from_rules(lambda id: evidence.rule(id, on=formula).value)
    costs = icb_cost_factor(np.array([factors.value[code] for code in worked.table.codes]), coefficients)
    whole, unequal = worked.weights("core"), worked.weights("health_inequalities")
    scale = float(costs[worked.place(amount.icb)] * whole.sum() / (unequal * costs).sum())
    parts = parts_of(need, amount.icb)
    weighted = need.weighted[parts, need.column("core")]
    effect = health_inequalities_within_need(
        weighted.tolist(),
        need.weighted[parts, need.column("health_inequalities")].tolist(),
        number,
        amount.recurrent_pence,
        stated=share.value,
        scale=scale,
    )
    fair = amount.recurrent_pence * float(weighted[number] / weighted.sum())
    off = [fair * share.value * method.value[f"{which}_error_per_share"] for which in ("typical", "largest")]
    typical, largest = (show(round_half_away(pence, to=_TO_1000)) for pence in off)
    sentence = (
        f"Estimate, not a step: about so much of this is what the {share.value:.0%} share for health inequalities "
        f"gives or takes. Where the true answer is known, the method is off by less than {typical} for half of all "
        f"places of this size, and by {largest} at most"
    )
    return (Reason(sentence, value=Quantity(round(effect), "gbp_pence"), sources=(share.source, method.source)),)


def _worked(evidence: Evidence, stream: str, year: str, icb: str) -> WorkedYear | None:
    """The stream and year, where weighted people of the ICB are published for it."""
    editions = evidence.rows("allocations/practice_file_editions", year=year)
    rows = evidence.rows(_WEIGHTS, edition=editions[0].values["edition"]) if editions else ()
    return worked_year(evidence, stream, year) if any(row.values["icb_code"] == icb for row in rows) else None
