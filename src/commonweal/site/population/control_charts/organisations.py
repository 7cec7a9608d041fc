"""The organisations of published series: their names and pages, found by codes of July 2022."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from django.urls import reverse

from commonweal import reference
from commonweal.organisations.bodies import Body
from commonweal.organisations.register import Register
from commonweal.site.organisations.register import register

BEGAN = date(2022, 7, 1)
"""The day of whose map the published codes are."""


def name_of(code: str) -> str:
    """An organisation's name; its code in words where none is known."""
    return names((code,))[code]


def names(codes: tuple[str, ...]) -> Mapping[str, str]:
    """The name of each organisation; its code in words where none is known."""
    held, told = register(), {}
    for code in codes:
        body = _body(held, code)
        told[code] = body.versions[-1].name.strip() if body else f"Organisation with the code {code}"
    return told


def organisation_address(code: str) -> str:
    """The page about the organisation; empty where the register has none."""
    return addresses((code,))[code]


def addresses(codes: tuple[str, ...]) -> Mapping[str, str]:
    """The page about each organisation; empty where the register has none."""
    held = register()
    return {code: _address(body.id) if (body := _body(held, code)) else "" for code in codes}


@lru_cache(maxsize=4096)
def _body(held: Register, code: str) -> Body | None:
    return held.find(code, BEGAN) or held.find(code) or held.find(_boards_of_2022().get(code, code))


@lru_cache(maxsize=4096)
def _address(id: str) -> str:
    return reverse("organisations:body", args=[id])


@lru_cache(maxsize=1)
def _boards_of_2022() -> Mapping[str, str]:
    """ODS codes of the ICBs by the ONS codes with which they began, two of which were replaced in April 2023."""
    rows = reference.rows("organisations/icb_codes_2022")
    return MappingProxyType({row["icb22_code"]: row["icb_code"] for row in rows})
