"""Operations on control charts of access to care: every organisation with its icons, and one by month."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from commonweal.problems import Problem
from commonweal.site.api.given import Listing
from commonweal.site.api.problems import NotHere
from commonweal.site.population.api.figures_told import REPLIES, FiguresOut, chosen, reply_table
from commonweal.site.population.control_charts import presenters as shown
from commonweal.site.population.control_charts.data_age import age_words
from commonweal.site.population.control_charts.figures import missing, series
from commonweal.site.population.control_charts.forms import DEFAULTS, ControlChartForm
from commonweal.site.population.control_charts.organisations import name_of

router = Router()

Measure = Literal["within_four_hours", "waits_for_a_bed", "attendances", "discharge_delays"]
OrganisationCode = Annotated[str, Field(min_length=1, max_length=12, examples=["E54000055"])]
"""Area code of an ICB of July 2022, or code of a trust."""


class ChartsAsked(Listing):
    """A measure, and how it is charted."""

    measure: Measure = "within_four_hours"
    level: Literal["icb", "trust"] = "icb"
    points: Literal["6", "7"] = Field("7", description="How many points make a run or a trend")
    target: float | None = Field(None, ge=0, description="In per cent where the measure is a share; else in people")


class ChartAsked(ChartsAsked):
    """The same of one organisation, with a month from which its limits are worked anew."""

    rebase: str = Field("", max_length=7, description="Such as 2021-04")
    reason: str = Field("", max_length=300, description="What changed then; needed with rebase")


class OrganisationOut(Schema):
    """An organisation with its icons.

    Args:
        month: The last month with a figure.
        value, mean: Of that month.
        variation: Common cause, or which special cause.
        assurance: Whether it will pass the target.
    """

    name: str
    code: str
    month: date | None
    value: float | None
    mean: float | None
    variation: str
    assurance: str


class ChartsOut(FiguresOut):
    """Every organisation, those of concern first.

    Args:
        newest: How old the newest month is, and what to do when it is old.
    """

    newest: str
    items: list[OrganisationOut]


class MonthOut(Schema):
    """A month of one organisation.

    Args:
        value: Null where nothing is published.
        lower, upper: The limits.
        cause: Why the month is special, or that it is not.
    """

    month: date
    value: float | None
    mean: float | None
    lower: float | None
    upper: float | None
    cause: str


class ChartOut(FiguresOut):
    """One organisation by month, the newest first.

    Args:
        sentence: What the chart shows.
        told: What should be known about the series, such as gaps and trial limits.
        newest: How old the newest month of the measure is, and what to do when it is old.
    """

    newest: str
    code: str
    name: str
    sentence: str
    variation: str
    assurance: str
    told: list[str]
    items: list[MonthOut]


@router.get("/control-charts", response=ChartsOut, openapi_extra=REPLIES, summary="Access to care: variation of all")
def control_charts(request: HttpRequest, asked: Query[ChartsAsked]) -> HttpResponseBase:
    """Every organisation's last month, and whether it has changed by more than its usual variation."""
    found, _ = _charted(asked, "")
    table = shown.table_of_all(found, lambda code: "", "")
    return reply_table(request, asked, table, method=shown.METHOD_NAME, also=_month, further=_newest(found))


@router.get("/control-charts/{code}", response=ChartOut, openapi_extra=REPLIES, summary="One control chart")
def control_chart(request: HttpRequest, code: OrganisationCode, asked: Query[ChartAsked]) -> HttpResponseBase:
    """One organisation's months with limits, and why a month is special."""
    found, code = _charted(asked, code.upper())
    number = found.series.codes.index(code)
    return reply_table(
        request,
        asked,
        shown.table(found, code),
        method=shown.METHOD_NAME,
        also=_month,
        further={
            **_newest(found),
            "code": code,
            "name": name_of(code),
            "sentence": shown.sentence(found, code),
            "variation": shown.VARIATION[found.variation[number]],
            "assurance": shown.ASSURANCE[found.assurance[number]],
            "told": shown.limits_notes(found, code),
        },
    )


def _newest(found: shown.Charted) -> dict[str, str]:
    return {"newest": age_words(found.series, timezone.localdate())[0] + "."}


def _charted(asked: ChartsAsked, code: str) -> tuple[shown.Charted, str]:
    """The charts, and the code of the organisation in hand; of any where none was named.

    Raises:
        NotHere: Nothing is published for this measure and level, or about this organisation.
        BadInput: The form or the rebase is refused.
    """
    given = {**DEFAULTS, **{name: value for name, value in asked.dict().items() if value is not None}, "code": code}
    wanted = chosen(ControlChartForm(given))
    one = series().get((wanted["measure"], wanted["level"]))
    if one is None:
        files = ", ".join(file.title for file in missing())
        what = "the published series of this measure and level is not held by this installation"
        raise NotHere(Problem(what, do=f"it lacks: {files}" if files else "choose the other level"))
    if code and code not in one.codes:
        raise NotHere(Problem("nothing is published about an organisation with this code", given=code))
    return shown.charted_as_asked(one, wanted, code or one.codes[0]), code


def _month(row: Any) -> dict[str, str | None]:
    return {"month": row["_month"].isoformat() if row["_month"] else None}
