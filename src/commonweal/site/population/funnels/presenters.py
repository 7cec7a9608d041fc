"""What the funnel page shows: points with their labels, limits, table and the sentence above them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from commonweal.charts.funnel_limits import FunnelLimits
from commonweal.charts.labelled_funnel import SIDES, LabelledPoint, labelled_funnel
from commonweal.population.disclosure_control import shown_counts
from commonweal.population.practice_indicators import PracticeIndicator, practice_indicators
from commonweal.population.prevalence import PracticeFigures
from commonweal.population.statistics.comparison_rules import comparison_rules
from commonweal.population.statistics.estimates import BoolArray, CodeArray, FloatArray, IntArray
from commonweal.population.statistics.funnels import proportion_funnel, proportion_limits
from commonweal.population.statistics.proportion_dispersion import ProportionDispersion, proportion_dispersion
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import percent
from commonweal.site.population.addresses import address
from commonweal.site.population.figures import Held
from commonweal.site.population.presenters import rows_within

RULES = ("pulled_in_share", "least_for_dispersion", "least_practices")
"""The rules that the page tells, as fields of the comparison rules."""

METHOD_NAME = "Funnel of proportions, method version 1"
CAVEAT = (
    "The figures are as published, without allowance for age or deprivation: a practice with more old people stands "
    "higher for most conditions. The page of people not yet found holds each practice against others with the same "
    "ages, sex and deprivation."
)
NOT_OFFERED = (
    "Percentages of groups whose size is not published by practice, such as people with diabetes who had a foot check, "
    "are not offered: without the size there are no limits."
)


@dataclass(frozen=True, eq=False)
class PracticeFunnel:
    """Practices of an ICB against the limits of their size; arrays have one entry for each.

    Args:
        indicator: The percentage.
        rows: Where each practice stands among the published figures.
        value: Published fractions.
        people: People they are fractions of.
        label: Code of a funnel label.
        baseline: What all together have.
        dispersion: How much more they vary than by chance; None where too few can be compared.
        spread: Whether limits allow for it.
        left_out: Practices of the ICB without a figure or a list.
    """

    indicator: PracticeIndicator
    rows: IntArray
    value: FloatArray
    people: FloatArray
    label: CodeArray
    baseline: float
    dispersion: ProportionDispersion | None
    spread: bool
    left_out: int


def practice_funnel(
    figures: PracticeFigures, indicator: PracticeIndicator, within: BoolArray, *, spread: bool
) -> PracticeFunnel | None:
    """Hold practices against limits; None where too few have a figure and a list.

    Args:
        figures: The published figures.
        indicator: The percentage.
        within: The practices, shape (all practices,).
        spread: Whether limits allow for over-dispersion.
    """
    value, people = indicator.values(figures), indicator.people(figures)
    known = within & ~np.isnan(value) & (people > 0)
    rows = np.flatnonzero(known)
    rules = comparison_rules()
    if len(rows) < rules.least_practices:
        return None
    value, people = value[rows], people[rows]
    events = value * people
    plain = proportion_funnel(events, people)
    found = proportion_dispersion(events, people) if len(rows) >= rules.least_for_dispersion else None
    label = found.label if spread and found else plain.label
    left_out = int(within.sum()) - len(rows)
    return PracticeFunnel(
        indicator, rows, value, people, label, plain.baseline, found, spread and bool(found), left_out
    )


def funnel_asked(held: Held, chosen: Mapping[str, Any]) -> PracticeFunnel | None:
    """The funnel that a form asks for.

    Args:
        held: The published figures.
        chosen: The form's cleaned values.
    """
    within, spread = rows_within(held, "icb", chosen["icb"]), chosen["limits"] == "spread"
    return practice_funnel(held.figures, indicator_of(chosen["indicator"]), within, spread=spread)


def file_name(found: PracticeFunnel, icb: str) -> str:
    """The name of its table and of the files with it."""
    return f"funnel-{found.indicator.id}-{icb.lower()}"


def chart(held: Held, found: PracticeFunnel, marked: BoolArray) -> dict[str, Any]:
    """The funnel as a chart.

    Args:
        held: The published figures.
        found: The funnel.
        marked: Practices to mark, shape (all practices,).
    """
    grid = np.geomspace(found.people.min() * 0.9, found.people.max() * 1.05, 50)
    if found.spread and found.dispersion:
        (low, high), (outer_low, outer_high) = found.dispersion.limits(grid)
    else:
        plain = proportion_limits(found.baseline, grid)
        low, high, outer_low, outer_high = plain.lower_inner, plain.upper_inner, plain.lower_outer, plain.upper_outer
    names, codes = held.figures.names, held.figures.codes
    points = [
        LabelledPoint(names[row], people, value, label, address("practice", codes[row]), bool(marked[row]))
        for row, people, value, label in zip(
            found.rows.tolist(), found.people.tolist(), found.value.tolist(), found.label.tolist(), strict=True
        )
    ]
    return labelled_funnel(
        points,
        FunnelLimits(*(np.round(values, 5).tolist() for values in (grid, low, high, outer_low, outer_high))),
        baseline=round(found.baseline, 5),
        subject="Practice",
        size_axis="Women of these ages" if found.indicator.sex == "female" else "People of these ages",
        axis=_axis(found.indicator),
        description=f"Practices by {found.indicator.words}",
    )


def table(held: Held, found: PracticeFunnel, marked: BoolArray, *, name: str, where: str) -> TableView:
    """Practices furthest above first; of a network alone where one is marked.

    Args:
        held: The published figures.
        found: The funnel.
        marked: Practices of the network in hand, shape (all practices,); none for all.
        name: The name of the file.
        where: The ICB.
    """
    counts = shown_counts(np.round(found.people)).tolist()
    rows = [
        {
            "name": held.figures.names[row],
            "code": held.figures.codes[row],
            "people": people,
            "value": round(value, 5),
            "against": SIDES[label],
            "network": held.figures.name_of("pcn", network) if (network := held.figures.areas["pcn"][row]) else "",
            "_code": label,
            "_chosen": bool(marked[row]),
        }
        for row, people, value, label in zip(
            found.rows.tolist(), counts, found.value.tolist(), found.label.tolist(), strict=True
        )
    ]
    rows.sort(key=lambda row: (-row["_code"], -row["value"]))
    columns = (
        Column("name", "Practice", link=lambda row: address("practice", str(row["code"]))),
        Column("code", "Code"),
        Column("people", found.indicator.people_words[:1].upper() + found.indicator.people_words[1:], "people"),
        Column("value", _axis(found.indicator), "fraction"),
        Column("against", "Against others"),
        Column("network", "Network"),
    )
    caption = f"{found.indicator.words} by practice: {where}"
    return TableView(name, caption, columns, rows, notes(held, found), tall=len(rows) > 15)


def sentence(found: PracticeFunnel, where: str) -> str:
    """What the funnel shows, made of the figures."""
    above, below = int((found.label > 0).sum()), int((found.label < 0).sum())
    by = "even allowing for how much practices differ" if found.spread else "more than chance would explain"
    return (
        f"{found.indicator.words}: {above} of {len(found.rows)} practices in {where} stand above the limits and "
        f"{below} below, {by}"
    )


def network_sentence(held: Held, found: PracticeFunnel, marked: BoolArray, name: str) -> str:
    """How the practices of the network in hand stand."""
    own = marked[found.rows]
    if not own.any():
        return f"No practice of {name} has both a figure and a list."
    above, below = int((found.label[own] > 0).sum()), int((found.label[own] < 0).sum())
    return (
        f"Of {int(own.sum())} practices of {name}, {above} stand above the limits and {below} below; they are ringed."
    )


def spread_sentence(found: PracticeFunnel) -> str:
    """How much more practices differ than by chance, and which limits are drawn."""
    if found.dispersion is None:
        least = comparison_rules().least_for_dispersion
        return f"Fewer than {least} practices can be compared, so over-dispersion cannot be measured."
    phi = found.dispersion.dispersion
    if phi < 1.05:
        return f"These practices vary no more than by chance (φ = {phi:,.2f})."
    drawn = "The limits allow for it." if found.spread else "The limits do not allow for it."
    return f"The variance between these practices is {phi:,.1f} times what chance alone would give (φ). {drawn}"


def notes(held: Held, found: PracticeFunnel) -> list[str]:
    """Method, meaning and sources."""
    low, high = (percent(point, places=0) for point in comparison_rules().pulled_in)
    how = (
        "limits on the arcsine scale with a variance between practices, extreme scores pulled in to the "
        f"{low} and {high} points"
        if found.spread
        else "limits p ∓ z √(p (1 − p)/n)"
    )
    period = (
        f"The percentage is of {found.indicator.people_words}, as published for its own year (registers: 2024/25); the "
        "number of people is that of the lists of April 2026, which sets how wide the limits are."
    )
    return [
        CAVEAT,
        f"{METHOD_NAME}: {how}; p is what all {len(found.rows)} practices have together, "
        f"{percent(found.baseline, places=1)}. Spiegelhalter, Statistics in Medicine 24 (2005). {period} Numbers of "
        "people are rounded to 5.",
        "Rules: " + "; ".join(comparison_rules().words[name] for name in RULES) + ".",
        "Sources: " + "; ".join(held.figures.sources) + ".",
    ]


def indicator_of(id: str) -> PracticeIndicator:
    """The indicator with an id, which the form has checked."""
    return next(one for one in practice_indicators() if one.id == id)


def _axis(indicator: PracticeIndicator) -> str:
    return "Recorded on the register" if indicator.kind == "register" else "Reached or recorded"
