"""Target shares of 2026/27 on the map of 36 ICBs, from the practice indicators file, with the gaps in it named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from commonweal import reference
from commonweal.allocations.practice_indicators import IndicatorFile

WEIGHTED = "Weighted population"
"""The column of the indicators file that holds the overall core weighted population of 2026/27."""


@dataclass(frozen=True, slots=True)
class TargetShare:
    """One ICB's share of England's weighted people.

    Args:
        icb: Its code on the map of 36.
        practices: How many practices of the file it has.
        missing: How many practices it has in the list of April 2026 that the file lacks, or has without a figure.
        weighted: Weighted people of its practices in the file.
        share: Their share of England's, a fraction; too low where practices are missing.
    """

    icb: str
    practices: int
    missing: int
    weighted: float
    share: float

    @property
    def complete(self) -> bool:
        """Whether every practice is in."""
        return self.missing == 0


def target_shares(file: IndicatorFile, listed: Mapping[str, str] | None = None) -> tuple[TargetShare, ...]:
    """Sum the weighted people of 2026/27 by ICB and say where practices are missing.

    Args:
        file: The indicators file.
        listed: The ICB of each practice that is open; None knows of no gaps but blank figures.

    Raises:
        BadInput: The file has no column of weighted population.
    """
    values = file.values[file.find(WEIGHTED)]
    listed = listed or {}
    held = {code for code, value in zip(file.practices, values.tolist(), strict=True) if np.isfinite(value)}
    icbs = sorted({icb for icb in (*file.icbs, *listed.values()) if icb})
    by_icb = {icb: [0, 0, 0.0] for icb in icbs}
    for icb, value in zip(file.icbs, values.tolist(), strict=True):
        if not icb:
            continue
        if np.isfinite(value):
            by_icb[icb][0] += 1
            by_icb[icb][2] += value
        elif not listed:
            by_icb[icb][1] += 1
    for practice, icb in listed.items():
        if practice not in held:
            by_icb[icb][1] += 1
    total = sum(figures[2] for figures in by_icb.values())
    return tuple(
        TargetShare(icb, int(count), int(missing), weighted, weighted / total)
        for icb, (count, missing, weighted) in by_icb.items()
    )


def bundled_target_shares() -> tuple[TargetShare, ...]:
    """The shares that are bundled, worked from the same file.

    Example:
        >>> shares = bundled_target_shares()
        >>> len(shares), sum(not share.complete for share in shares) > 0
        (36, True)
    """
    rows = [row for row in reference.rows("allocations/weighted_populations_2026") if row["year"] == "2026/27"]
    return tuple(
        TargetShare(
            row["icb_code"],
            int(row["practices"]),
            int(row["practices_without_weights"]),
            float(row["core"]),
            float(row["core_share"]),
        )
        for row in rows
    )
