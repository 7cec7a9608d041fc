"""The path to target of one ICB, as an Answer: one to five years, and how long the whole way takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from commonweal.allocations.method import METHOD
from commonweal.allocations.path import MOST_YEARS_AHEAD, ON_TARGET, PathYear, YearAhead, follow, years_to_target
from commonweal.allocations.policy import Policy, Status
from commonweal.allocations.policy_rules import STREAM_NAMES
from commonweal.allocations.worked_year import WorkedYear, worked_year
from commonweal.answers import Answer, Evidence, Quantity, Reason, Unknown, Verdict, calculation
from commonweal.money import show, to_pence
from commonweal.problems import BadInput, Problem, Problems

FIRM_YEARS = 3
"""How many years ahead are taken as firm unless said otherwise; later ones are indicative."""

MOST_YEARS = 60
"""How far the whole way is looked for."""


def check_path(years: int, firm: int | None, within: float) -> None:
    """Refuse a path that cannot be followed.

    Raises:
        BadInput: With all that is out of range.
    """
    problems = Problems()
    if not 1 <= years <= MOST_YEARS_AHEAD:
        problems.add("a path runs for one to five years", given=str(years), expected=f"1 to {MOST_YEARS_AHEAD}")
    if firm is not None and not 0 <= firm <= MOST_YEARS_AHEAD:
        problems.add("the firm years are out of range", given=str(firm), expected=f"0 to {MOST_YEARS_AHEAD}")
    if not 0 < within < 1:
        problems.add("the distance that counts as on target is out of range", given=f"{within:g}", expected="above 0%")
    problems.raise_if_any()


@calculation("allocations.path", version="1")
def path(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """One ICB's allocations and distances for years ahead, and after how many it is on target.

    Args:
        inputs: ``icb``, ``stream``, ``year`` (the last that is published), ``years`` (1 to 5, default 5), ``firm`` (how
            many of them are firm, default 3), ``within`` (default 0.005), ``growth`` (of targets and allocations, a
            fraction; default that of the published year).
        evidence: As for ``allocations.icb_allocation``.
    """
    icb, stream, year = (str(inputs.get(name, "")) for name in ("icb", "stream", "year"))
    worked = worked_year(evidence, stream, year)
    place = worked.place(icb)
    within = ON_TARGET if inputs.get("within") is None else float(inputs["within"])
    ahead = MOST_YEARS_AHEAD if inputs.get("years") is None else int(inputs["years"])
    check_path(ahead, inputs.get("firm"), within)
    policy, growth = path_policy(worked, inputs.get("growth"))
    years = follow_policy(worked, policy, growth, ahead, inputs.get("firm"))
    wait = int(years_to_target(worked.allocation, policy, within=within, target_growth=growth, most=MOST_YEARS)[place])
    closing = worked.allocation.closing_distance
    assert closing is not None
    now = float(closing[place])
    reasons = (
        Reason(
            f"In {worked.table.year} it closes at this distance from target",
            value=Quantity(now, "fraction"),
            sources=(worked.facts[icb].source,),
        ),
        Reason("The pace of change is held as it was", sources=(worked.policy.source,)),
        Reason("Targets grow each year by", value=Quantity(growth, "fraction"), sources=(METHOD,)),
        *(_year_reason(one, place) for one in years),
    )
    name = worked.facts[icb].values["icb_name"]
    notes = (
        "An outlook, not a forecast: the rule, growth and every ICB's share of need are held as they are.",
        "Firm, then indicative: as a round would set these years out. No round for them is published here.",
    )
    details = {"years": year_rows(years, place), "years_to_target": wait}
    if wait < 0:
        return Answer(
            sentence=f"{name} would not come within {within:.1%} of its {STREAM_NAMES[stream]} target "
            f"in {MOST_YEARS} years.",
            verdict=Verdict.INSUFFICIENT_DATA,
            value=Quantity(f"more than {MOST_YEARS} years", "text"),
            reasons=reasons,
            unknowns=(
                Unknown("when it would be on target", "The pace does not get there.", "try another pace of change"),
            ),
            notes=notes,
            details=details,
        )
    when = "is already" if wait == 0 else f"would be, {wait} year{'s' if wait > 1 else ''} after {worked.table.year},"
    return Answer(
        sentence=f"{name} {when} within {within:.1%} of its {STREAM_NAMES[stream]} target.",
        value=Quantity(wait, "years"),
        reasons=reasons,
        notes=notes,
        details=details,
    )


def path_policy(worked: WorkedYear, growth: Any = None) -> tuple[Policy, float]:
    """The policy held for the years ahead, and the growth of targets that goes with it.

    Where growth was that of each ICB's own target, the targets are taken to grow as England's total last did.

    Raises:
        BadInput: The stream has no targets.
    """
    policy = worked.allocation.policy
    if worked.allocation.year.closing_target_k is None:
        raise BadInput(
            Problem(
                f"{STREAM_NAMES[worked.table.stream]} has no targets, so there is no path to them", do="choose another"
            )
        )
    if growth is not None:
        given = float(growth)
        return (replace(policy, growth_rate=given) if policy.growth_rate is not None else policy), given
    if policy.growth_rate is not None:
        return policy, float(policy.growth_rate)
    year = worked.allocation.year
    last = float(year.required_closing_target().sum() / year.required_opening_target().sum() - 1.0)
    return policy, last


def follow_policy(
    worked: WorkedYear, policy: Policy, growth: float, years: int, firm: Any = None
) -> tuple[PathYear, ...]:
    """The years ahead under one policy, the first of them firm and the others indicative."""
    firm_years = FIRM_YEARS if firm is None else int(firm)
    ahead = [
        YearAhead(
            policy=replace(policy, status=Status.FIRM if number < firm_years else Status.INDICATIVE),
            target_growth=growth,
        )
        for number in range(years)
    ]
    return follow(worked.allocation, ahead)


def year_rows(years: tuple[PathYear, ...], place: int) -> list[dict[str, Any]]:
    """One row for each year of an ICB's path: status, allocation, target, distance, growth."""
    found = []
    for one in years:
        distance = one.allocation.closing_distance
        assert distance is not None
        found.append(
            {
                "year": one.year,
                "status": one.status.value,
                "allocation_k": float(one.allocation.allocation_k[place]),
                "target_k": float(one.allocation.year.required_closing_target()[place]),
                "distance": float(distance[place]),
                "convergence": float(one.allocation.convergence[place]),
                "cash_growth": float(one.cash_growth[place]),
            }
        )
    return found


def _year_reason(one: PathYear, place: int) -> Reason:
    distance = one.allocation.closing_distance
    assert distance is not None
    pence = to_pence(float(one.allocation.allocation_k[place]))
    return Reason(
        f"{one.year} ({one.status.value}): {show(pence)}, grown by {float(one.cash_growth[place]):.2%}; "
        "distance from target",
        value=Quantity(float(distance[place]), "fraction"),
        sources=(METHOD,),
    )
