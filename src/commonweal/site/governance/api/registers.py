"""Operations on what is public in registers, on a nomination ballot, and on a merger."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from commonweal.governance.handbook import Ballot
from commonweal.governance.merger_answer import MERGER
from commonweal.governance.nominations import CALCULATION as NOMINATION
from commonweal.problems import Problem
from commonweal.site.api.problems import NotHere
from commonweal.site.api.replies import AskedOut, reply, reply_asked
from commonweal.site.components.tables import TableView
from commonweal.site.governance.api.given import REFUSALS, HandbookName, OnDay, named_in_address
from commonweal.site.governance.asking import ask_about
from commonweal.site.governance.handbooks import require_whole
from commonweal.site.governance.presenters.registers import SHOWN, register_shown

router = Router(tags=["Governance"])

RegisterName = Literal["interests", "gifts", "breaches", "decisions", "procurement_decisions", "public_questions"]
BallotId = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00]*$", examples=["BALLOT-TRUSTS-2025"])]


class RegisterKindOut(Schema):
    """A register that anyone may read.

    Args:
        law: What makes it public.
        about: What stands in it.
    """

    name: RegisterName
    title: str
    law: str
    about: str


class RegistersOut(Schema):
    """The registers."""

    items: list[RegisterKindOut]


class RegisterOut(Schema):
    """A register as anyone may read it on a day.

    Args:
        columns: The columns in order, by name with their headings.
        rows: Text by column; days in ISO form.
        notes: What is withheld, and what the handbook does not hold.
    """

    name: RegisterName
    title: str
    on: date
    columns: dict[str, str]
    rows: list[dict[str, str]]
    notes: list[str]


@router.get("/{handbook}/registers", response=RegistersOut, summary="The registers that anyone may read")
def registers(request: HttpRequest, handbook: HandbookName) -> HttpResponse:
    """Each register with what makes it public."""
    named_in_address(request, handbook)
    told = ({"name": each.name, "title": each.title, "law": each.law, "about": each.about} for each in SHOWN.values())
    return reply({"items": list(told)})


@router.get("/{handbook}/registers/{name}", response=RegisterOut, summary="A register on a day")
def register(request: HttpRequest, handbook: HandbookName, name: RegisterName, asked: Query[OnDay]) -> HttpResponse:
    """What is public of a register on a day, whoever asks; what is withheld is left out, and counted in a note."""
    shown = named_in_address(request, handbook)
    on = asked.on or shown.day
    return reply({"name": name, "on": on.isoformat(), **_plain(register_shown(shown, name, on))})


@router.get(
    "/{handbook}/ballots/{ballot}",
    response=AskedOut,
    openapi_extra=REFUSALS,
    summary="Was a member nominated as asked?",
)
def ballot(request: HttpRequest, handbook: HandbookName, ballot: BallotId, asked: Query[OnDay]) -> HttpResponse:
    """A nomination ballot from who might nominate to the appointment, with the votes and the count."""
    shown = named_in_address(request, handbook)
    require_whole(shown)
    if not shown.handbook.rows(Ballot, ballot=ballot):
        raise NotHere(Problem("the handbook has no such ballot", given=ballot))
    return reply_asked(ask_about(shown, NOMINATION, {"ballot": ballot}, asked.on or shown.day))


@router.get("/{handbook}/merger", response=AskedOut, openapi_extra=REFUSALS, summary="What a merger has to re-home")
def merger(request: HttpRequest, handbook: HandbookName, asked: Query[OnDay]) -> HttpResponse:
    """Each line with its one successor, or what is wrong, by the successions that the handbook holds."""
    shown = named_in_address(request, handbook)
    require_whole(shown)
    return reply_asked(ask_about(shown, MERGER, {"successions": []}, asked.on or shown.day))


def _plain(table: TableView) -> dict[str, Any]:
    columns = {column.key: column.title for column in table.columns}
    rows = [{key: _text(row[key]) for key in columns} for row in table.rows]
    return {"title": table.caption, "columns": columns, "rows": rows, "notes": list(table.notes)}


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
