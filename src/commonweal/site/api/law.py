"""Operations on the rule book: every rule with its dates, and one rule with its values and sources."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router, Schema
from pydantic import Field

from commonweal.answers import RuleRecord
from commonweal.law import book
from commonweal.problems import BadInput
from commonweal.site.api.given import Day, Listing
from commonweal.site.api.problems import NotHere
from commonweal.site.api.replies import CSV, PageOut, reply, reply_list

router = Router(tags=["Law"])

RuleId = Annotated[str, Field(min_length=1, max_length=200, examples=["allocations.core.policy"])]
"""The identity of a rule."""

_COLUMNS = ("id", "title", "unit", "status", "evidence", "severity", "valid_from", "valid_to", "last_checked")


class RulesAsked(Listing):
    """Which rules to list."""

    on: Day | None = Field(None, description="Only rules that apply on this day")


class RuleOut(Schema):
    """A rule in a list.

    Args:
        unit: Of its value; structure where it has several parts.
        status: On the day asked for, by default today; ended or not_begun where no value applies then.
        evidence: V read in the law or on an official page, S secondary, L one body's practice, M from memory; if said.
        severity: How grave it is to break it, where it is a rule that can be broken.
        last_checked: When its source was last held against its publication.
    """

    id: str
    title: str
    unit: str
    status: str
    evidence: str
    severity: str
    valid_from: date
    valid_to: date | None
    last_checked: date | None


class RulesOut(PageOut):
    """Rules in order of their ids."""

    items: list[RuleOut]


class RuleShownOut(Schema):
    """A rule with every value that it had, has, or is to have.

    Args:
        check: What is checked, in words.
        evidence: V, S, L or M, where it is said; as in the list of rules.
        severity: How grave it is to break it.
        data_needed: The facts of a handbook that it rests on.
    """

    id: str
    title: str
    unit: str
    check: str
    evidence: str
    severity: str
    data_needed: list[str]
    values: list[RuleRecord]


@router.get("", response=RulesOut, openapi_extra=CSV, summary="List the rules")
def rules(request: HttpRequest, asked: Query[RulesAsked]) -> HttpResponseBase:
    """Every rule with its status and dates. Reforms that are not in force are left out."""
    held, now = book(), datetime.now(UTC)
    ids = [id for id in held.ids() if asked.on is None or held.look_up(id, rules_on=asked.on, known_at=now)]

    def row(id: str) -> dict[str, Any]:
        entry, history = held.entry(id), held.history(id)
        return {
            "id": id,
            "title": entry.title,
            "unit": str(entry.unit),
            "status": held.standing(id, on=asked.on or now.date(), known_at=now),
            "evidence": entry.evidence or "",
            "severity": entry.severity or "",
            "valid_from": history[0].valid_from,
            "valid_to": history[-1].valid_to,
            "last_checked": history[-1].source.to_json()["last_checked"],
        }

    return reply_list(request, asked, ids, row, name="rules", columns=_COLUMNS)


@router.get("/{id}", response=RuleShownOut, summary="One rule")
def rule(request: HttpRequest, id: RuleId) -> HttpResponse:
    """A rule with each value over time: its period, status, source and where it stands there."""
    held = book()
    try:
        entry, history = held.entry(id), held.history(id)
    except BadInput as unknown:
        raise NotHere(unknown.problems) from unknown
    return reply(
        {
            "id": entry.id,
            "title": entry.title,
            "unit": str(entry.unit),
            "check": entry.check or "",
            "evidence": entry.evidence or "",
            "severity": entry.severity or "",
            "data_needed": list(entry.data_needed),
            "values": [record.to_json() for record in history],
        }
    )
