"""The calculations of this room: what a question about allocations is answered by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from commonweal.allocations.allocation import allocate
from commonweal.allocations.policy_mapping import policy_from_mapping
from commonweal.allocations.stream_year import StreamYear
from commonweal.allocations.target import target_from_shares
from commonweal.answers import Answer, Evidence, Quantity, Reason, Source, Verdict, calculation
from commonweal.calendars import FinancialYear
from commonweal.money import show, to_pence
from commonweal.problems import BadInput, Problem

_OWN_METHOD = Source("Commonweal, method of allocations", at="docs/explanation/allocations.md", status="published")


@calculation("allocations.icb_allocation", version="1")
def icb_allocation(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """What one ICB is given for core services in a year: share of need, target, growth, convergence, allocation.

    Args:
        inputs: ``icb`` (ODS code), ``year`` (such as 2025/26) and ``stream`` (``core``).
        evidence: Rules ``allocations.core.policy`` and ``allocations.core.target_quantum``; the published tables.
    """
    icb, year, stream = (str(inputs.get(name, "")) for name in ("icb", "year", "stream"))
    if stream != "core":
        raise BadInput(Problem("this stream cannot be explained yet", given=stream, expected="core"))
    first = FinancialYear(year).start
    policy = evidence.rule("allocations.core.policy", on=first)
    quantum = evidence.rule("allocations.core.target_quantum", on=first)
    published = evidence.fact("allocations/core", icb_code=icb, year=year)
    people = evidence.rows("allocations/weighted_populations", year=year, edition=_edition(year))
    by_icb = {row.values["icb_code"]: row.values for row in people}
    weighted = np.array([values["core"] for values in by_icb.values()])
    target = target_from_shares(weighted, quantum.value)[list(by_icb).index(icb)]
    figures = StreamYear(
        stream="core",
        year=year,
        codes=(icb,),
        baseline_k=np.array([published.values["baseline_k"]]),
        opening_target_k=np.array([published.values["opening_target_k"]]),
        closing_target_k=np.array([target]),
    )
    worked = allocate(figures, policy_from_mapping(policy.value))
    amount_k = float(worked.allocation_k[0])
    equal = amount_k == published.values["recurrent_allocation_k"]
    closing = float(np.asarray(worked.closing_distance)[0])
    side = "above" if closing > 0 else "below"
    pence = to_pence(amount_k)
    reasons = (
        Reason(
            "Its share of England's weighted population",
            value=Quantity(by_icb[icb]["core"] / float(weighted.sum()), "fraction"),
            sources=(people[0].source,),
        ),
        Reason(
            "The national target quantum",
            value=Quantity(to_pence(quantum.value), "gbp_pence"),
            sources=(quantum.source,),
        ),
        Reason(
            "Its target: the share times the quantum",
            value=Quantity(to_pence(float(target)), "gbp_pence"),
            sources=(_OWN_METHOD,),
        ),
        Reason(
            "Its baseline: last year's recurrent allocation after recurrent changes",
            value=Quantity(to_pence(published.values["baseline_k"]), "gbp_pence"),
            sources=(published.source,),
        ),
        Reason("Base growth", value=Quantity(float(worked.growth[0]), "fraction"), sources=(policy.source,)),
        Reason(
            "Convergence towards target",
            value=Quantity(float(worked.convergence[0]), "fraction"),
            sources=(policy.source,),
        ),
        Reason(
            "It equals the published allocation to £1,000"
            if equal
            else f"The published allocation is {show(to_pence(published.values['recurrent_allocation_k']))}",
            Verdict.PASS if equal else Verdict.FAIL,
            sources=(published.source,),
        ),
    )
    return Answer(
        sentence=f"{published.values['icb_name']} receives {show(pence)} of recurrent core allocation in {year}, "
        f"{abs(closing) * 100:.2f}% {side} its target.",
        value=Quantity(pence, "gbp_pence"),
        reasons=reasons,
    )


def _edition(year: str) -> str:
    return "2025/26 February 2025" if year == "2025/26" else year
