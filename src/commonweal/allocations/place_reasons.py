"""The sentences of an answer about one place, for a place lead who is no analyst."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from math import isnan, nan

from commonweal.allocations.bridge import Bridge, Standing, Step
from commonweal.allocations.partition import Partition
from commonweal.allocations.places import PlaceNeed
from commonweal.answers import Quantity, Reason, Source, Unknown
from commonweal.money import show, to_pence

MOST_FINDINGS = 20

Sources = Callable[[str], tuple[Source, ...]]
"""Gives the sources of a step by its key; of the start by ``start``."""


def bridge_reasons(
    bridge: Bridge, sources: Sources, children: Mapping[str, Sequence[Reason]] | None = None
) -> list[Reason]:
    """The start and the steps of a bridge in whole pence; what a step rests on stands below it.

    Args:
        bridge: A bridge in whole pence.
        sources: Where each step comes from.
        children: More about a step, by its key.
    """
    below = children or {}

    def told(key: str, sentence: str, pence: int) -> Reason:
        value = Quantity(pence, "gbp_pence")
        return Reason(sentence, value=value, sources=sources(key), children=tuple(below.get(key, ())))

    start = told("start", _capital(bridge.start_label), to_pence(bridge.start_k))
    return [start, *step_reasons(bridge, sources, below)]


def step_reasons(bridge: Bridge, sources: Sources, children: Mapping[str, Sequence[Reason]]) -> list[Reason]:
    """The steps alone, for a bridge that goes on where another ended."""
    return [
        Reason(
            _sentence(step),
            value=Quantity(step.amount_pence, "gbp_pence"),
            sources=sources(step.key),
            children=tuple(children.get(step.key, ())),
        )
        for step in bridge.steps
    ]


def _sentence(step: Step) -> str:
    standing = "" if step.standing is Standing.EXACT else f" [{step.standing.value}]"
    return f"{_capital(step.label)}{standing} ({step.because})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def need_reasons(need: PlaceNeed, part: int, service: str, icb: str, source: Source, method: Source) -> list[Reason]:
    """The weighted population, the share and the indices of a place, against its ICB and against England."""
    column = need.column(service)
    to_icb, to_england = float(need.index_to_icb[part, column]), float(need.index_to_england[part, column])
    whole = to_england / to_icb if to_icb else nan

    def of(sentence: str, value: float, unit: str, where: Source) -> Reason:
        return Reason(sentence, value=Quantity(float(value), unit), sources=(where,))

    told = [
        of(
            f"Weighted population of its {int(need.practices[part])} practices: people counted by need",
            need.weighted[part, column],
            "people",
            source,
        ),
        of(f"Weighted population of {icb}", need.icb_weighted[part, column], "people", source),
        of("Its share: one over the other", need.share_of_icb[part, column], "fraction", method),
        of(
            "Its index: need for each person, where the ICB's average person counts 1 (above 1 is more need)",
            to_icb,
            "ratio",
            method,
        ),
        of(
            "Its index against England: need for each person, where England's average person counts 1",
            to_england,
            "ratio",
            method,
        ),
        of(f"The index of {icb} as a whole against England", whole, "ratio", method),
    ]
    # A place without any weighted person has no index, and a missing figure is not told as a number.
    return [reason for reason in told if reason.value is not None and not isnan(float(reason.value.amount))]


def fair_share_reason(pence: int, needs: Sequence[Reason]) -> Reason:
    """The fair share, with the share and the indices that lead to it another way."""
    sentence = "So its fair share is, as its share of the ICB's weighted population says too"
    return Reason(sentence, value=Quantity(pence, "gbp_pence"), children=tuple(needs))


def head_count_reason(need: PlaceNeed, part: int, icb: str, source: Source) -> Reason:
    """How many of the ICB's people a place has."""
    people, whole = float(need.population[part]), float(need.icb_population[part])
    return Reason(
        f"It has {people:,.0f} of the {whole:,.0f} people registered in {icb}",
        value=Quantity(people / whole if whole else 0.0, "fraction"),
        sources=(source,),
    )


def gate_reason(partition: Partition, source: Source) -> Reason:
    """Whether the places are a partition, with what the gate found."""
    listed = [finding for finding in partition.findings[:MOST_FINDINGS] if finding.severity != "note"]
    return Reason(
        "The gate: every practice in one place, and every figure believable",
        partition.verdict,
        sources=(source,),
        children=tuple(Reason(finding.sentence) for finding in listed),
    )


def left_out_unknowns(need: PlaceNeed, part: int, service: str) -> tuple[Unknown, ...]:
    """The practices of a place whose weighted population is missing."""
    left = int(need.left_out[part, need.column(service)])
    if not left:
        return ()
    return (
        Unknown(
            f"the weighted population of {left} of its practices",
            "They are left out of its share, which would be larger with them.",
            "supply their figures in the practice file",
        ),
    )


def shown_name(name: str, code: str) -> str:
    """A name with its code; the code alone where there is no name.

    Example:
        >>> shown_name("North", "N"), shown_name("N", "N")
        ('North (N)', 'N')
    """
    return code if not name or name == code else f"{name} ({code})"


def signed(pence: int) -> str:
    """An amount with its sign, for a sum that is read aloud.

    Example:
        >>> signed(-150_00), signed(150_00)
        ('less £150', 'plus £150')
    """
    return f"{'less' if pence < 0 else 'plus'} {show(abs(pence))}"


def fictional_notes(name: str) -> tuple[str, ...]:
    """Says of a body whose name says so that it is fictional.

    Example:
        >>> fictional_notes("Wealdmarch ICB (fictional)")
        ('Wealdmarch ICB is fictional: its people, practices, places and pounds do not exist.',)
    """
    if "fictional" not in name.casefold():
        return ()
    bare = " ".join(re.sub(r"\(fictional\)", "", name, flags=re.I).split()) or name
    return (f"{bare} is fictional: its people, practices, places and pounds do not exist.",)
