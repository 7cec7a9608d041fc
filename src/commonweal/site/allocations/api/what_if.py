"""Operations that work: a scenario beside the published policy, and the reproduction of what was published."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field, create_model

from commonweal.allocations.published import bundled_tables, bundled_weights
from commonweal.allocations.reproduction import Line, closing_line, reproduce
from commonweal.allocations.running_costs import running_cost_lines
from commonweal.allocations.scenario_request import HEALTH_INEQUALITIES, KEYS, RATES
from commonweal.site.allocations.api.icbs import Worked
from commonweal.site.allocations.worked import ask_scenario
from commonweal.site.api.given import Given, Number, Year
from commonweal.site.api.replies import AskedOut, reply, reply_asked
from commonweal.wiring import Asked

router = Router(tags=["Allocations"])

_Rate = Annotated[Number, Field(ge=-1, le=1)]
_Part = Annotated[Number, Field(ge=0, le=1)]
_Sum = Annotated[Number, Field(gt=0, le=1e10)]
_PerHead = Annotated[Number, Field(ge=0, le=1e6)]
_BASIS = "Which distance convergence goes by: before growth (opening), or after it (pre)"


def _field(key: str) -> tuple[Any, Any]:
    """The type of one key of a scenario, with its bounds and unit."""
    if key == "basis":
        return Literal["opening", "pre"] | None, Field(None, description=_BASIS)
    if key == HEALTH_INEQUALITIES:
        return _Part | None, Field(None, description="Share of the target that follows avoidable deaths")
    if key.endswith("_gbp"):
        return _PerHead | None, Field(None, description="Pounds for each person")
    if key.endswith("_k"):
        return _Sum | None, Field(None, description="Thousands of pounds, for England")
    kind = _Rate if key in RATES and key.endswith("growth") else _Part
    return kind | None, Field(None, description="A fraction, such as 0.005")


_FIELDS: dict[str, Any] = {key: _field(key) for key in KEYS}

ChangeIn: Any = create_model(
    "ChangeIn",
    __base__=Given,
    __doc__="What a scenario changes: at least one thing, and not both growth and total_k. The rest is as published.",
    **_FIELDS,
)
"""The keys of `commonweal.allocations.scenario_request.KEYS`, each with its bounds."""


class ScenarioIn(Given):
    """A change of policy in a stream and year."""

    stream: Worked
    year: Year
    change: ChangeIn


class LineOut(Schema):
    """The result for one stream and year.

    Args:
        equal: How many ICBs are equal, of how many (of).
        checks: What the comparison proves.
        inputs: Which published figures went in.
        counted: Whether it is part of the closing count.
    """

    stream: str
    year: str
    equal: int
    of: int
    checks: str
    inputs: str
    within: str
    furthest_k: float
    counted: bool
    differing: list[dict[str, Any]]


class ReproductionOut(Schema):
    """Every published allocation worked anew from the bundled tables, and compared."""

    closing: str
    all_equal: bool
    lines: list[LineOut]
    running_costs: list[str]


@router.post("/scenarios", response=AskedOut, summary="What if")
def scenario(request: HttpRequest, asked: ScenarioIn) -> HttpResponse:
    """A changed policy beside the published one: what it costs, who gains and who loses. Nothing is stored."""
    return reply_asked(ask_change(asked))


@router.get("/reproduction", response=ReproductionOut, summary="Reproduce what was published")
def reproduction(request: HttpRequest) -> HttpResponse:
    """How many published allocations follow to £1,000 from the published figures and the rule book."""
    lines, costs = _reproduced()
    return reply(
        {
            "closing": closing_line(lines),
            "all_equal": not any(line.differing for line in lines),
            "lines": [line.to_json() for line in lines],
            "running_costs": list(costs),
        }
    )


def ask_change(asked: ScenarioIn) -> Asked:
    """Ask what a changed policy would do.

    Raises:
        BadInput: It changes nothing, or cannot be applied to the stream.
    """
    change = {key: value for key, value in asked.change.model_dump().items() if value is not None}
    return ask_scenario(asked.stream, asked.year, change)


@lru_cache(maxsize=1)
def _reproduced() -> tuple[tuple[Line, ...], tuple[str, ...]]:
    tables = bundled_tables()
    weighted = {table.year: bundled_weights(table.year, table.codes) for table in tables if table.stream == "core"}
    return reproduce(tables, weighted), tuple(running_cost_lines(None))
