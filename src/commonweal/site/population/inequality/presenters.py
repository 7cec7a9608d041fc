"""What the inequality page shows: one condition's gradient, and every condition's measures with limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from commonweal.charts.deprivation_gradient import deprivation_gradient
from commonweal.population.disclosure_control import shown_counts
from commonweal.population.inequality.gradient import METHOD_VERSION, Gradient
from commonweal.population.statistics.estimates import Estimate
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import percent
from commonweal.site.population.inequality.figures import Conditions

METHOD_NAME = f"Inequality by deprivation, method version {METHOD_VERSION}"
AGES = (
    "These shares are crude: nobody's age is allowed for. The most deprived are younger, and most conditions come with "
    "age, so the gap at the same age is usually larger than shown here, and a slope that seems to favour the deprived "
    "can be age alone (as with cancer, osteoporosis or atrial fibrillation). Age-standardised figures need counts by "
    "age, which are not published by deprivation; a run on an ICB's own people has them."
)
RECORDED = (
    "They tell what practices record. Where deprived people are found less often, recording hides part of the gap."
)
ONE_YEAR = "One year is published, so there is no trend here."


def chart(found: Conditions, id: str) -> dict[str, Any]:
    """One condition as points with limits and the fitted line."""
    one = found.gradients[id]
    return deprivation_gradient(
        [str(number + 1) for number in range(len(one.people))],
        *(values.tolist() for values in (one.share.value, one.share.lower, one.share.upper, one.fitted())),
        axis="On the register",
        description=f"{found.names[id]} by {found.quantile} of deprivation",
    )


def sentence(found: Conditions, id: str, where: str) -> str:
    """What one condition's gradient says, made of the figures."""
    one = found.gradients[id]
    low, high, slope = (float(getattr(one.slope.slope, name)) for name in ("lower", "upper", "value"))
    name = found.names[id]
    if low <= 0 <= high:
        return f"{name} in {where}: no slope by deprivation can be told from chance ({_points(slope)})"
    which = "more" if slope > 0 else "less"
    return (
        f"{name} in {where} is {which} often recorded the more deprived people are: across the whole range the share "
        f"{'rises' if slope > 0 else 'falls'} by {_points(abs(slope))} ({min(abs(low), abs(high)):.2f} to "
        f"{max(abs(low), abs(high)):.2f})"
    )


def table(found: Conditions, id: str, where: str, code: str) -> TableView:
    """One condition by quantile."""
    one = found.gradients[id]
    counts = shown_counts(np.round(one.people)).tolist()
    last = len(counts)
    rows = [
        {
            "quantile": f"{at + 1}"
            + (" (most deprived)" if at == 0 else " (least deprived)" if at == last - 1 else ""),
            "people": counts[at],
            "share": float(one.share.value[at]),
            "lower": float(one.share.lower[at]),
            "upper": float(one.share.upper[at]),
        }
        for at in range(last)
    ]
    columns = (
        Column("quantile", f"{found.quantile[:1].upper()}{found.quantile[1:]} of deprivation"),
        Column("people", f"{found.of[id][:1].upper()}{found.of[id][1:]}", "people"),
        Column("share", "On the register", "fraction_fine"),
        Column("lower", "at least", "fraction_fine"),
        Column("upper", "at most", "fraction_fine"),
    )
    caption = f"{found.names[id]} by {found.quantile} of deprivation: {where}"
    return TableView(f"deprivation-{id.lower()}-{code.lower()}", caption, columns, rows, notes(found))


MEASURES = {
    "gap": ("Gap, in points", 100, 2),
    "slope": ("Slope index, in points", 1, 2),
    "relative": ("Relative index", 1, 2),
    "concentration": ("Concentration index", 1, 3),
}
"""Each measure of the table: its heading, what it is multiplied by, and decimals."""


def table_of_all(
    found: Conditions, where: str, code: str, chosen: str, link: Callable[[str], str], *, for_file: bool = False
) -> TableView:
    """Every condition with its measures, the steepest relative slope against the deprived first.

    Args:
        found: The conditions.
        where: The area's name.
        code: Its code.
        chosen: The condition in hand.
        link: The page of a condition.
        for_file: Whether limits stand in columns of their own, as numbers.
    """
    rows = [
        {
            "id": id,
            "name": name,
            "most": float(one.share.value[0]),
            "least": float(one.share.value[-1]),
            **_measures(one, for_file),
            "of": found.of[id],
            "_relative": _number(one.slope.relative),
            "_chosen": id == chosen,
        }
        for id, name, one in ((id, found.names[id], found.gradients[id]) for id in found.names)
    ]
    rows.sort(key=lambda row: -float(str(row["_relative"])))
    columns = (
        Column("name", "Condition", link=lambda row: link(str(row["id"]))),
        Column("most", f"Most deprived {found.quantile}", "fraction_fine"),
        Column("least", f"Least deprived {found.quantile}", "fraction_fine"),
        *(
            Column(f"{key}{end}", f"{title}{words}")
            for key, (title, _, _) in MEASURES.items()
            for end, words in ((("", ""), ("_low", ": at least"), ("_high", ": at most")) if for_file else (("", ""),))
        ),
        Column("of", "Share of"),
    )
    caption = f"Every condition by deprivation: {where}"
    return TableView(f"inequality-{code.lower()}", caption, columns, rows, notes(found), tall=len(rows) > 15)


def stats(found: Conditions, id: str) -> list[tuple[str, str, str]]:
    """The measures of one condition at the head of its figure."""
    one = found.gradients[id]
    return [
        (
            "Gap, in percentage points",
            _minus(f"{100 * float(one.gaps.absolute.value):+.2f}"),
            _span(one.gaps.absolute, 100, 2),
        ),
        (
            "Slope index, in percentage points",
            _minus(f"{float(one.slope.slope.value):+.2f}"),
            _span(one.slope.slope, 1, 2),
        ),
        ("Relative index", f"{float(one.slope.relative.value):.2f}", _span(one.slope.relative, 1, 2)),
        (
            "Concentration index",
            _minus(f"{float(one.concentration.plain.value):+.3f}"),
            _span(one.concentration.plain, 1, 3),
        ),
    ]


def notes(found: Conditions) -> list[str]:
    """Method, meaning and sources."""
    method = (
        f"{METHOD_NAME}: shares with Wilson's limits; slope and relative index by regression on the mid-point rank, "
        "weighted by people, with limits in closed form (Fieller's for the ratio); concentration index of Kakwani, "
        "Wagstaff and van Doorslaer. Limits hold 19 of 20. Numbers of people are rounded to 5."
    )
    return [AGES, RECORDED, method, *found.notes, ONE_YEAR]


def reading(one: Gradient) -> str:
    """How many people would be spared if everybody had the share of the least deprived, in words; empty if none."""
    value = float(one.gaps.attributable.value)
    if not value > 0:
        return ""
    return (
        f"If everybody had the share of the least deprived, {percent(value, places=0)} fewer people would be on the "
        "register."
    )


def _measures(one: Gradient, for_file: bool) -> dict[str, Any]:
    estimates = {
        "gap": one.gaps.absolute,
        "slope": one.slope.slope,
        "relative": one.slope.relative,
        "concentration": one.concentration.plain,
    }
    if not for_file:
        return {key: _limits(estimates[key], times, places) for key, (_, times, places) in MEASURES.items()}
    found: dict[str, Any] = {}
    for key, (_, times, _) in MEASURES.items():
        for end, part in (("", "value"), ("_low", "lower"), ("_high", "upper")):
            value = float(getattr(estimates[key], part)) * times
            found[key + end] = None if np.isnan(value) else value
    return found


def _number(estimate: Estimate) -> float:
    value = float(estimate.value)
    return -1.0 if np.isnan(value) else value


def _limits(estimate: Estimate, times: float, places: int) -> str:
    value = float(estimate.value) * times
    return "not shown" if np.isnan(value) else f"{_minus(f'{value:.{places}f}')} ({_span(estimate, times, places)})"


def _span(estimate: Estimate, times: float, places: int) -> str:
    low, high = float(estimate.lower) * times, float(estimate.upper) * times
    return "no limits" if np.isnan(low) else _minus(f"{low:.{places}f} to {high:.{places}f}")


def _points(value: float) -> str:
    return f"{_minus(f'{value:.2f}')} percentage points"


def _minus(text: str) -> str:
    """A true minus sign, not a hyphen."""
    return text.replace("-", "−")
