"""What operations are given: the parts of requests that several rooms share."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, Strict, WithJsonSchema

from commonweal.calendars import FinancialYear
from commonweal.problems import BadInput, Problem

EARLIEST, LATEST = date(1948, 7, 5), date(2100, 1, 1)
"""The days that may be asked about: from the first day of the NHS."""

NO_NUL = r"^[^\x00]*$"
"""What a text that a database is asked for must match: PostgreSQL holds no NUL, and refuses to look for it."""

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _day(given: Any) -> date:
    if isinstance(given, str) and _ISO.fullmatch(given):
        try:
            day = date.fromisoformat(given)
        except ValueError:
            day = date.min
        if EARLIEST <= day <= LATEST:
            return day
    raise BadInput(
        Problem(
            "this is not a day that can be asked about",
            given=str(given),
            expected=f"one such as 2026-03-31, {EARLIEST} to {LATEST}",
        )
    )


def _year(given: str) -> str:
    return str(FinancialYear(given))


Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-03-31"]}),
]
"""A day in ISO form."""

Year = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}/[0-9]{2}$", description="Financial year", examples=["2025/26"]),
    AfterValidator(_year),
]
"""A financial year as it is printed."""

BodyCode = Annotated[str, Field(min_length=1, max_length=20, description="ODS or ONS code", examples=["QNQ"])]
"""The code of a body."""

Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
"""A finite number, and not text that looks like one."""


class Given(Schema):
    """Part of a body: a field that is not known is an error."""

    model_config = ConfigDict(extra="forbid")


class Listing(Schema):
    """Which part of a list, and in which form.

    A CSV file holds every row, so it goes without ``page`` and ``per_page``.
    """

    page: int | None = Field(None, ge=1, le=1_000_000, description="Which page; the first by default")
    per_page: int | None = Field(None, ge=1, le=50, description="Rows on a page; 25 by default")
    format: Literal["json", "csv"] = Field("json", description="json for one page, csv for every row as a file")
