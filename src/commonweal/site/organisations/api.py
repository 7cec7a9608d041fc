"""Operations on bodies over time: lists, one body, what became of it, what stands below it, and the checks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import Field

from commonweal.organisations.bodies import Body
from commonweal.organisations.kinds import Kind
from commonweal.problems import BadInput
from commonweal.site.api.given import BodyCode, Day, Listing
from commonweal.site.api.problems import NotHere
from commonweal.site.api.replies import CSV, AskedOut, PageOut, reply_asked, reply_list
from commonweal.site.organisations.asking import ask_of_body, ask_of_register
from commonweal.site.organisations.forms import today
from commonweal.site.organisations.presenters import search
from commonweal.site.organisations.register import register

router = Router(tags=["Organisations"])

By = Literal["residents", "registered"]
"""What shares along a chain are counted by."""

_COLUMNS = ("code", "name", "kind", "status", "opened", "closed", "parents")


class BodiesAsked(Listing):
    """Which bodies to list."""

    kind: Kind | None = Field(None, description="Only bodies of this kind")
    on: Day | None = Field(None, description="The day; today by default")
    q: str = Field("", max_length=80, description="Words of the name, or a code")
    closed: bool = Field(False, description="Also bodies that are not open on the day")


class BodyOut(Schema):
    """A body on a day.

    Args:
        code: Its identity, an ODS code where it has one.
        status: open, closed, dormant, proposed, not_listed or not_yet_open.
        opened, closed: First and last day, where known.
        parents: Codes of the open bodies that it stands in, the lowest tier first.
    """

    code: str
    name: str
    kind: Kind
    status: str
    opened: date | None
    closed: date | None
    parents: list[str]


class BodiesOut(PageOut):
    """Bodies on a day, in order of their names."""

    on: date
    items: list[BodyOut]


@router.get("", response=BodiesOut, openapi_extra=CSV, summary="List bodies by kind and day")
def bodies(request: HttpRequest, asked: Query[BodiesAsked]) -> HttpResponseBase:
    """Bodies of a kind on a day, with a search of names and codes.

    Practices, networks and trusts are there when the installation's data folder has the public lists.
    """
    held, day = register(), asked.on or today()
    found = search(held, asked.q, asked.kind, day, closed=asked.closed)

    def row(body: Body) -> dict[str, Any]:
        status = body.status_on(day)
        return {
            "code": body.id,
            "name": body.name_on(day),
            "kind": (body.kind_on(day) or body.kind).value,
            "status": status.value if status else "not_yet_open",
            "opened": body.opened.isoformat() if body.opened else None,
            "closed": body.closed.isoformat() if body.closed else None,
            "parents": [parent.id for parent in held.parents(body, day)],
        }

    def line(body: Body) -> dict[str, Any]:
        told = row(body)
        return {**told, "parents": " ".join(told["parents"])}

    return reply_list(
        request,
        asked,
        found,
        line if asked.format == "csv" else row,
        name="organisations",
        columns=_COLUMNS,
        further={"on": day.isoformat()},
    )


@router.get("/check", response=AskedOut, summary="Check the register")
def check(request: HttpRequest, on: Day | None = None) -> HttpResponse:
    """Whether the register is sound on a day: areas, parents, circles, shares and names."""
    return reply_asked(ask_of_register(on or today()))


@router.get("/{code}", response=AskedOut, summary="One body")
def show(request: HttpRequest, code: BodyCode, on: Day | None = None) -> HttpResponse:
    """What a body is on a day: name, kind, status, codes, what it stands in, and where it went."""
    return _of_body(code, lambda known: ask_of_body("show", known, on or today()))


@router.get("/{code}/successors", response=AskedOut, summary="What became of a body")
def successors(request: HttpRequest, code: BodyCode, on: Day | None = None, by: By | None = None) -> HttpResponse:
    """Where the parts of a body are on a day, along every chain, with multiplied shares."""
    return _of_body(code, lambda known: ask_of_body("successors", known, on or today(), by=by or ""))


@router.get("/{code}/predecessors", response=AskedOut, summary="What a body took over from")
def predecessors(request: HttpRequest, code: BodyCode, on: Day | None = None, by: By | None = None) -> HttpResponse:
    """The bodies whose parts are in a body on a day, each with the part of it that came."""
    return _of_body(code, lambda known: ask_of_body("predecessors", known, on or today(), by=by or ""))


@router.get("/{code}/tree", response=AskedOut, summary="What stands below a body")
def tree(request: HttpRequest, code: BodyCode, on: Day | None = None) -> HttpResponse:
    """A body and all open bodies below it on a day."""
    return _of_body(code, lambda known: ask_of_body("tree", known, on or today()))


def _of_body(code: str, ask: Callable[[str], Any]) -> HttpResponse:
    """Reply to a question about a body; a code that nobody has is told apart from other bad input."""
    try:
        register().body(code)
    except BadInput as unknown:
        raise NotHere(unknown.problems) from unknown
    return reply_asked(ask(code))
