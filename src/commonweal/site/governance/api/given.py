"""What operations on governance are given, and the handbook that each names."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import ConfigDict, Field, Strict, create_model

from commonweal.governance.handbook.interests import ACTIONS
from commonweal.governance.handbook.meetings import CONSIDERATIONS
from commonweal.problems import BadInput, Problem
from commonweal.site.api.description import error
from commonweal.site.api.given import Day, Given
from commonweal.site.api.problems import NotHere
from commonweal.site.governance.handbooks import HandbookShown, find_handbook

_TEXT = r"^[^\x00]*$"
"""PostgreSQL holds no text with such a character, and refuses to look for it."""

HandbookName = Annotated[
    str,
    Field(
        min_length=1,
        max_length=40,
        pattern=_TEXT,
        description="wealdmarch, or the id of a system",
        examples=["wealdmarch"],
    ),
]
Short = Annotated[str, Field(max_length=100, pattern=_TEXT)]
Long = Annotated[str, Field(max_length=1000, pattern=_TEXT)]
Overlays = Annotated[
    list[Short], Field(max_length=4, description="Reforms that are not in force, to be applied on top")
]
Pence = Annotated[int, Strict(), Field(ge=0, le=10**14)]

REFUSALS = {"responses": {401: error("Nobody is signed in"), 403: error("Not all of this handbook is public")}}
"""Says in the description of an operation that it needs every row of a handbook."""


class CheckIn(Given):
    """Which handbook is checked, on which day, by which rules.

    Args:
        on: By default the day on which the handbook stands.
        rules: Ids or numbers of rules; by default all.
    """

    handbook: HandbookName
    on: Day | None = None
    rules: Annotated[list[Short], Field(max_length=200)] = Field(default_factory=list)
    overlays: Overlays = Field(default_factory=list)


class InRoomIn(Given):
    """Somebody in the room.

    Args:
        person: The person's id in the handbook.
        seat: The seat, where the person sits in one.
        deputy: Whether as a deputy.
    """

    person: Short
    seat: Short = ""
    deputy: bool = False


class RulingIn(Given):
    """What the chair ruled about somebody's interest."""

    person: Short
    action: Literal[ACTIONS]  # type: ignore[valid-type]
    by: Short = "chair"
    reason: Long = ""


ConsideredIn = create_model(
    "ConsideredIn",
    __base__=Given,
    __doc__="What was considered in a decision, by topic.",
    **dict.fromkeys(CONSIDERATIONS, (Long, "")),  # type: ignore[call-overload]
)


class ItemIn(Given):
    """One item for decision; what is left out is not known.

    Args:
        body: The body that is to decide; or ``seat``, whose holder is.
        function: The function that it exercises, by its id in the handbook.
        amount_pence: In all; 0 where nothing is spent.
        counterparties: Organisations that stand to gain or lose; an empty list where there are none.
        present: Who is in the room; left out, it is as the handbook records it, or not known.
        item: An item of an agenda in the handbook, from which whatever is left out is taken.
        considered: What was considered; left out before the decision.
    """

    title: Annotated[str, Field(max_length=200, pattern=_TEXT)] = ""
    body: Short = ""
    seat: Short = ""
    function: Short = ""
    amount_pence: Pence | None = None
    years: Annotated[int, Strict(), Field(ge=1, le=50)] = 1
    place: Short = ""
    counterparties: Annotated[list[Short], Field(max_length=50)] | None = None
    present: Annotated[list[InRoomIn], Field(max_length=100)] | None = None
    meeting: Short = ""
    item: Short = ""
    rulings: Annotated[list[RulingIn], Field(max_length=100)] = Field(default_factory=list)
    considered: ConsideredIn | None = None  # type: ignore[valid-type]
    individual_patient: bool | None = None
    changes_services: bool | None = None
    notice_on: Day | None = None
    papers_on: Day | None = None


class DecideIn(Given):
    """The question whether somebody may decide an item, or who may.

    Args:
        ask: ``may`` asks whether the body or seat named may decide it; ``who`` asks for everybody who may.
        on: By default the day on which the handbook stands.
    """

    handbook: HandbookName
    item: ItemIn
    ask: Literal["may", "who"] = "may"
    on: Day | None = None
    overlays: Overlays = Field(default_factory=list)


class OnDay(Schema):
    """The day that is asked about."""

    model_config = ConfigDict(extra="forbid")

    on: Day | None = Field(None, description="By default the day on which the handbook stands")


def item_as_given(item: ItemIn) -> dict[str, object]:
    """An item as ``read_item`` takes it: a topic without a text was not considered."""
    given: dict[str, object] = item.model_dump(mode="json")
    considered = given["considered"]
    if isinstance(considered, dict):
        given["considered"] = {topic: text for topic, text in considered.items() if text}
    return given


def named_in_body(request: HttpRequest, name: str) -> HandbookShown:
    """The handbook that a body names.

    Raises:
        BadInput: None of this name is kept here.
    """
    shown = find_handbook(name, request.user)
    if shown is None:
        raise BadInput(_unknown(name))
    return shown


def named_in_address(request: HttpRequest, name: str) -> HandbookShown:
    """The handbook that an address names.

    Raises:
        NotHere: None of this name is kept here.
    """
    shown = find_handbook(name, request.user)
    if shown is None:
        raise NotHere(_unknown(name))
    return shown


def _unknown(name: str) -> Problem:
    return Problem("no handbook of this name is kept here", given=name, do="see /api/governance/handbooks")
