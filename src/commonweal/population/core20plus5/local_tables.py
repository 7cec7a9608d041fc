"""Figures of one's own for what is not published, such as continuity of care or health checks."""

from __future__ import annotations

import os
from dataclasses import dataclass

import numpy as np

from commonweal.population.core20plus5.definitions import clinical_areas
from commonweal.population.disclosure_control import shown_ratio
from commonweal.problems import Problems
from commonweal.tables import Meaning, read_table

COLUMNS = (
    Meaning("area", ("area", "clinical_area"), "text"),
    Meaning("level", ("level",), "text"),
    Meaning("code", ("code",), "code"),
    Meaning("words", ("figure", "indicator", "words"), "text"),
    Meaning("numerator", ("numerator",), "number", minimum=0),
    Meaning("denominator", ("denominator",), "number", minimum=0),
    Meaning("period", ("period",), "text"),
    Meaning("source", ("source",), "text"),
)
LEVELS = ("icb", "place", "pcn", "practice")


@dataclass(frozen=True, slots=True)
class LocalFigure:
    """A figure from a table of one's own.

    Args:
        area: The id of the clinical area, such as ``adults.maternity``.
        level, code: Whom it is of.
        words: What it is.
        value: A fraction of the rounded parts; None where the denominator is so small that nothing is shown.
        period, source: When and where from.
    """

    area: str
    level: str
    code: str
    words: str
    value: float | None
    period: str
    source: str


def read_local_figures(path: str | os.PathLike[str]) -> list[LocalFigure]:
    """Read figures: columns area, level, code, figure, numerator, denominator, period, source.

    Numerator and denominator are rounded, and small ones left out, before the ratio is taken.

    Raises:
        BadInput: With every bad row: a clinical area that there is not, more counted than there are, no denominator.
    """
    table = read_table(path, COLUMNS)
    known = [area.id for area in clinical_areas()]
    texts = {
        name: [text or "" for text in table.text(name)]
        for name in ("area", "level", "code", "words", "period", "source")
    }
    above, below = table.number("numerator"), table.number("denominator")
    problems = Problems()
    for number, (area, level) in enumerate(zip(texts["area"], texts["level"], strict=True)):
        place = {"file": table.stamp.name, "row": int(table.row_numbers[number])}
        if area not in known:
            problems.add("no clinical area has this name", given=area, expected="one of " + ", ".join(known), **place)
        if level not in LEVELS:
            problems.add("this level is not known", given=level, expected=", ".join(LEVELS), **place)
        if not below[number] > 0:
            problems.add("there is nobody to count among", column="denominator", given=f"{below[number]:g}", **place)
        elif above[number] > below[number]:
            problems.add("more are counted than there are", column="numerator", given=f"{above[number]:g}", **place)
        for name, value in (("numerator", above[number]), ("denominator", below[number])):
            if value != np.floor(value):
                problems.add("people are counted whole", column=name, given=f"{value:g}", **place)
    problems.raise_if_any()
    values = shown_ratio(above, below)
    return [
        LocalFigure(
            texts["area"][number],
            texts["level"][number],
            texts["code"][number].upper(),
            texts["words"][number],
            None if np.isnan(values[number]) else float(values[number]),
            texts["period"][number],
            texts["source"][number],
        )
        for number in range(len(values))
    ]
