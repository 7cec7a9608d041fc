"""What each place spends now: a file of places and pounds, from which distance from target is worked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from commonweal.allocations.place_budget import MOST_POUNDS, STREAM_NAMES, read_stream
from commonweal.money import round_half_away, to_pence
from commonweal.problems import Problems
from commonweal.tables import Meaning, read_table


@dataclass(frozen=True)
class PlaceSpend:
    """Actual recurrent spend by place and stream.

    Args:
        pence: Whole pence by ICB code (empty where the file does not say), place code and stream.
        origin: The file's name.
        sha256: Its hash.
        notes: What the reader should know of how the file was read.
    """

    pence: Mapping[tuple[str, str, str], int]
    origin: str = ""
    sha256: str = ""
    notes: tuple[str, ...] = ()

    def of(self, icb: str, place: str, stream: str) -> int | None:
        """What a place spends on a stream; None where the file does not say.

        Example:
            >>> PlaceSpend({("", "North", "core"): 100}).of("Q1", "North", "core")
            100
        """
        found = self.pence.get((icb, place, stream))
        return self.pence.get(("", place, stream)) if found is None else found

    @property
    def streams(self) -> tuple[str, ...]:
        """The streams that the file speaks of."""
        named = {stream for _, _, stream in self.pence}
        return tuple(stream for stream in STREAM_NAMES if stream in named)


_AREAS = ("Place", "Place code", "PCN", "PCN Code", "Sub ICB code", "LAD", "LAD code", "Neighbourhood")
_PRACTICES = ("Practice", "Practice code")
_MEANINGS = (
    Meaning("icb", ("ICB", "ICB code"), required=False, blank_allowed=True),
    Meaning("stream", ("Stream", "Funding stream", "Service"), required=False, blank_allowed=True),
    Meaning(
        "pounds",
        ("Spend", "Spend £", "Spend (£)", "Actual spend", "Actual spend £", "Amount"),
        "number",
        required=False,
        blank_allowed=True,
        minimum=0,
        maximum=MOST_POUNDS,
    ),
    Meaning(
        "thousands",
        ("Spend £k", "Spend (£k)", "Actual spend £k", "Spend £000"),
        "number",
        required=False,
        blank_allowed=True,
        minimum=0,
        maximum=MOST_POUNDS / 1000,
    ),
)


def read_spend(path: str | os.PathLike[str], *, of_practices: bool = False) -> PlaceSpend:
    """Read what places spend: a place and an amount per row, in pounds or thousands, with the stream if several.

    A blank amount is not known, and is not nought. Rows without a stream are core.

    Args:
        path: The file.
        of_practices: Whether rows may be of practices instead of places.

    Raises:
        BadInput: There is no amount column, a stream is not known, an amount is below nought or stands twice; with
            every problem, row and column.
    """
    areas = Meaning("place", (*_AREAS, *(_PRACTICES if of_practices else ())))
    table = read_table(path, (areas, *_MEANINGS), total_rows="place")
    problems = Problems()
    if not table.has("pounds") and not table.has("thousands"):
        problems.add(
            "the file has no column of spend",
            file=table.stamp.name,
            row=1,
            expected='a column headed "Spend (£)" or "Spend (£k)"',
        )
        problems.raise_if_any()
    found: dict[tuple[str, str, str], int] = {}
    first_row: dict[tuple[str, str, str], int] = {}
    for place, icb, words, pounds, thousands, row in zip(
        table.text("place"),
        table.text("icb"),
        table.text("stream"),
        table.number("pounds").tolist(),
        table.number("thousands").tolist(),
        table.row_numbers.tolist(),
        strict=True,
    ):
        stream = read_stream(words or "core")
        if stream is None:
            problems.add(
                "there is no such stream",
                given=words,
                file=table.stamp.name,
                row=row,
                expected="one of " + ", ".join(STREAM_NAMES),
            )
            continue
        amounts = [
            pence
            for pence in (_pence(pounds), None if np.isnan(thousands) else to_pence(thousands))
            if pence is not None
        ]
        if not amounts:
            continue
        key = ((icb or "").upper(), place or "", stream)
        if len(amounts) > 1 and amounts[0] != amounts[1]:
            problems.add("the amounts in pounds and in thousands differ", file=table.stamp.name, row=row, do="keep one")
        elif key in found:
            problems.add(
                f"{place} has an amount for {STREAM_NAMES[stream].lower()} in row {first_row[key]} already",
                file=table.stamp.name,
                row=row,
                do="keep one row, or add the two up yourself",
            )
        else:
            found[key], first_row[key] = amounts[0], row
    problems.raise_if_any()
    return PlaceSpend(MappingProxyType(found), table.stamp.name, table.stamp.sha256, table.notes)


def _pence(pounds: float) -> int | None:
    return None if np.isnan(pounds) else round_half_away(pounds * 100)
