"""The effect of new practice data on a year whose allocations are published."""

from __future__ import annotations

import numpy as np

from commonweal.allocations.diff import PracticeDiff
from commonweal.allocations.diff_effect import DiffEffect, effect_on_allocations
from commonweal.allocations.policy_rules import policy_for
from commonweal.allocations.practice_columns import STREAM_WEIGHTS
from commonweal.allocations.published import bundled_table, bundled_weights
from commonweal.allocations.target import separate_dispensing
from commonweal.problems import BadInput, Problem


def effect_in_year(diff: PracticeDiff, year: str) -> DiffEffect:
    """What the new file would have done to the targets and allocations of a published year, all else equal.

    Dispensing adjustments are those inside the published primary medical targets, which rest on the first edition of
    the year's practice file, whichever files are compared.

    Args:
        diff: The difference in ``core`` or ``primary_medical``.
        year: Financial year, such as ``2025/26``.

    Raises:
        BadInput: Nothing is published for the year, or a file is not of all England on that year's ICBs.

    Example:
        The correction of June 2025 would have moved £10.2m of allocations, -£1.34m of it for QXU; the test of published
        figures shows it.
    """
    stream = next((name for name, service in STREAM_WEIGHTS.items() if service == diff.service), None)
    if stream is None:
        raise BadInput(Problem("no money follows this weighted population alone", given=diff.service))
    table = bundled_table(stream, year)
    people = diff.by_icb()
    strangers = sorted(set(people) - set(table.codes))
    if strangers:
        raise BadInput(
            Problem(
                f"the files have ICBs that {year} had not",
                given=", ".join(strangers),
                do=f"use files on the ICBs of {year}, or carry one over with `commonweal allocations rebase`",
            )
        )
    old = np.array([people.get(code, (0.0, 0.0))[0] for code in table.codes])
    new = np.array([people.get(code, (0.0, 0.0))[1] for code in table.codes])
    figures = table.stream_year()
    dispensing = None
    if stream == "primary_medical":
        weights = bundled_weights(year, table.codes, "primary_medical")
        dispensing = separate_dispensing(figures.required_closing_target(), weights).dispensing_k
    return effect_on_allocations(figures, policy_for(stream, year), old, new, dispensing_k=dispensing)
