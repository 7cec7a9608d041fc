"""Short names of ICBs and streams, and the pages that they lead to."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from commonweal import reference
from commonweal.allocations.place_budget import STREAM_NAMES


def short_name(name: str) -> str:
    """An ICB's name without the words that all of them share.

    Example:
        >>> short_name("NHS Birmingham and Solihull Integrated Care Board"), short_name("NHS Frimley ICB")
        ('Birmingham and Solihull', 'Frimley')
    """
    return name.removeprefix("NHS ").removesuffix(" Integrated Care Board").removesuffix(" ICB").strip()


def stream_words(stream: str) -> str:
    """A stream's name within a sentence.

    Example:
        >>> stream_words("primary_medical")
        'primary medical care'
    """
    return STREAM_NAMES[stream][:1].lower() + STREAM_NAMES[stream][1:]


@lru_cache(maxsize=1)
def region_names() -> dict[str, str]:
    """Names of NHS England's regions by code."""
    return {row["region_code"]: row["region_name"] for row in reference.rows("organisations/regions")}


@lru_cache(maxsize=1)
def icb_names() -> dict[str, str]:
    """Names of all ICBs of both maps by code; the later name where they differ."""
    names: dict[str, str] = {}
    for table in ("organisations/icb_2022", "organisations/icb_2026"):
        names |= {row["icb_code"]: row["icb_name"] for row in reference.rows(table)}
    return names


def codes_of(map: str) -> tuple[str, ...]:
    """The codes of the ICBs of a map, in order of their names."""
    table = {"icb24": "organisations/icb_2022", "icb26": "organisations/icb_2026"}[map]
    rows = sorted(reference.rows(table), key=lambda row: row["icb_name"])
    return tuple(row["icb_code"] for row in rows)


def icb_address(code: str, **asked: str) -> str:
    """The page of one ICB's allocations."""
    query = urlencode(asked)
    return reverse("allocations:icb", args=[code]) + (f"?{query}" if query else "")
