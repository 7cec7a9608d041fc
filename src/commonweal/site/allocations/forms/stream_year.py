"""Stream, year and map: what most pages about allocations are asked for."""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.allocations.england import years_of
from commonweal.allocations.path import MOST_YEARS_AHEAD
from commonweal.allocations.place_budget import STREAM_NAMES

EXPLAINED = ("core", "primary_medical", "specialised", "pod")
"""The streams that have a rule, and so can be worked and explained."""

LATEST_YEAR = "2025/26"
MAP_WORDS = {"icb24": "The 42 ICBs to March 2026", "icb26": "The 36 ICBs from April 2026"}
DISTANCES = {"closing": "After this year's allocation (closing)", "opening": "Before this year's allocation (opening)"}
SORTS = (
    "name",
    "region",
    "baseline_k",
    "closing_target_k",
    "opening_distance",
    "cash_growth",
    "allocation_k",
    "closing_distance",
    "gap_k",
    "per_head_gbp",
    "total_k",
)


def choice(choices: dict[str, str], wrong: str) -> forms.ChoiceField:
    """A choice whose message says what to do."""
    return forms.ChoiceField(choices=list(choices.items()), error_messages={"invalid_choice": wrong, "required": wrong})


def every_year() -> list[tuple[str, str]]:
    """The years for which anything is published, the latest first."""
    years = sorted({year for stream in STREAM_NAMES for year in years_of(stream)}, reverse=True)
    return [(year, year) for year in years]


class StreamYearForm(forms.Form):
    """A stream of money in a financial year."""

    stream = choice(STREAM_NAMES, "Choose a stream of money from the list")
    year = forms.ChoiceField(
        choices=every_year,
        error_messages={"invalid_choice": "Choose a year from the list", "required": "Choose a year from the list"},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a year for which nothing of the stream is published."""
        cleaned: dict[str, Any] = super().clean() or {}
        stream, year = cleaned.get("stream"), cleaned.get("year")
        if stream and year and year not in years_of(stream):
            known = years_of(stream)
            self.add_error(
                "year",
                f"{STREAM_NAMES[stream]} have no published allocations for {year}: choose {' or '.join(known)}",
            )
        return cleaned


class EnglandForm(StreamYearForm):
    """What the England page shows, and in which order."""

    map = choice(MAP_WORDS, "Choose one of the two maps")
    distance = choice(DISTANCES, "Choose the opening or the closing distance")
    sort = choice(dict.fromkeys(SORTS, ""), "Choose a heading of the table to sort by")
    order = choice({"ascending": "", "descending": ""}, "Choose ascending or descending")


class WorkedStreamForm(StreamYearForm):
    """A stream that has a rule, in a financial year."""

    stream = choice({key: STREAM_NAMES[key] for key in EXPLAINED}, "Choose a stream of money from the list")


class IcbForm(StreamYearForm):
    """What the page of one ICB shows."""

    years = forms.TypedChoiceField(
        coerce=int,
        choices=[
            (number, f"{number} year{'s' if number > 1 else ''} ahead") for number in range(1, MOST_YEARS_AHEAD + 1)
        ],
        error_messages={
            "invalid_choice": "Choose one to five years ahead",
            "required": "Choose one to five years ahead",
        },
    )


ENGLAND_DEFAULTS = {
    "stream": "core",
    "year": LATEST_YEAR,
    "map": "icb24",
    "distance": "closing",
    "sort": "closing_distance",
    "order": "ascending",
}
ICB_DEFAULTS = {"stream": "core", "year": LATEST_YEAR, "years": "3"}
