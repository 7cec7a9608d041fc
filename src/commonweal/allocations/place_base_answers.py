"""One place's target on the 2018/19 base, where every component is published: the exact part of its answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonweal.allocations.bridge import Bridge
from commonweal.allocations.ccg_formula import CcgCoefficients
from commonweal.allocations.ccg_workbook import read_ccg_workbook, workbook_source
from commonweal.allocations.method import METHOD
from commonweal.allocations.place_ccg import YEAR, ccg_place_bridges, workbook_practices
from commonweal.allocations.place_evidence import read_partition
from commonweal.allocations.place_reasons import (
    bridge_reasons,
    fair_share_reason,
    gate_reason,
    head_count_reason,
    need_reasons,
    shown_name,
)
from commonweal.allocations.places import place_need
from commonweal.answers import Answer, Evidence, Quantity, Source
from commonweal.calendars import FinancialYear
from commonweal.money import show, to_pence
from commonweal.problems import BadInput, Problem

_IN_WORDS = 3


def on_the_base(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """A place's target in the round of 2019/20, from its ICB's target by people alone through every component.

    Args:
        inputs: ``workbook`` (``name`` and ``sha256``), ``members`` (likewise, or None for the workbook's CCGs with
            ``by`` sub-icb), ``by``, ``icb`` and ``place``; ``on``, ``remainder`` and ``cross_border`` if wished.
        evidence: The coefficients, and the files in the archive.
    """
    icb, place, named = str(inputs["icb"]), str(inputs["place"]), inputs["workbook"]
    if str(inputs.get("stream") or "core") != "core":
        raise BadInput(
            Problem("the 2018/19 base has core services alone", given=str(inputs["stream"]), expected="core")
        )
    workbook = read_ccg_workbook(evidence.dataset(str(named["name"]), str(named["sha256"])))
    file = workbook_practices(workbook)
    partition, sizes = read_partition({**inputs, "year": YEAR}, evidence, file, ("core",))
    first = FinancialYear(YEAR).start
    coefficients = CcgCoefficients.from_rules(lambda id: evidence.rule(id, on=first).value)
    within, england = ccg_place_bridges(partition, icb, workbook, coefficients)
    if place not in within:
        raise BadInput(
            Problem("there is no such place in this ICB", given=place, expected=", ".join(list(within)[:40]))
        )
    bridge = within[place]
    part = list(zip(partition.places, partition.icbs, strict=True)).index((place, icb))
    need = place_need(partition)
    source = workbook_source(named)
    rule = evidence.rule("allocations.ccg_formula.per_weighted_head", on=first).source

    def sources(key: str) -> tuple[Source, ...]:
        return (source, METHOD) if key == "start" else (source, rule)

    more = {
        "start": [head_count_reason(need, part, icb, source), *bridge_reasons(england[place], sources)],
    }
    target, total = to_pence(bridge.end_k), sum(to_pence(each.end_k) for each in within.values())
    name = shown_name(partition.names[part], place)
    return Answer(
        sentence=f"The fair share of {name} on the 2018/19 base is {show(target)} of the target of "
        f"{shown_name(workbook.names.get(icb, icb), icb)}, {show(total)}: {_largest(bridge)}.",
        verdict=partition.verdict,
        value=Quantity(target, "gbp_pence"),
        reasons=(
            *bridge_reasons(bridge, sources, more),
            fair_share_reason(target, need_reasons(need, part, "core", icb, source, METHOD)),
            gate_reason(partition, sizes.source),
        ),
        notes=(
            "Every step is exact: on this base, and on no later one, the publisher gives every component of every "
            "practice.",
            "Factors multiply, so the last four would differ a little in another order; the sum would not.",
            "It is a target of the round of 2019/20, not what was paid.",
        ),
        details={"bridge": bridge.to_json(), "england": england[place].to_json(), "sum_of_places_pence": total},
    )


def _largest(bridge: Bridge) -> str:
    """The start, and the steps that move it most."""
    most = sorted(bridge.steps, key=lambda step: -abs(step.amount_k))[:_IN_WORDS]
    told = [
        f"{step.label} {'adds' if step.amount_pence >= 0 else 'takes'} {show(abs(step.amount_pence))}" for step in most
    ]
    return f"{show(to_pence(bridge.start_k))} by its number of people alone; most of all, {', '.join(told)}"
