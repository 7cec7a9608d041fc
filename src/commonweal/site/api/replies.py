"""What operations reply: Answers with their questions, pages of a list, and bulk as CSV."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Schema

from commonweal.answers import Answer, Question
from commonweal.law import rules_told
from commonweal.problems import BadInput, Problem
from commonweal.site.api.given import Listing
from commonweal.site.components.files import csv_stream
from commonweal.wiring import Asked

PER_PAGE = 25

_Row = TypeVar("_Row")
_Found = TypeVar("_Found", covariant=True)


class Found(Protocol[_Found]):
    """All that a list holds: it can be counted, cut, and gone through."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> Sequence[_Found]: ...

    def __iter__(self) -> Iterator[_Found]: ...


class RuleReadOut(Schema):
    """A rule that was read for an answer.

    Args:
        evidence: V read in the law or on an official page, S secondary, L one body's practice, M from memory;
            empty where it is not said.
        status: Whether it is in force, or why not.
        last_checked: The day when its source was last held against its publication.
    """

    id: str
    title: str
    evidence: str
    status: str
    valid_from: str
    valid_to: str | None
    source: str
    address: str
    last_checked: str | None


class AskedOut(Schema):
    """A question with its three dates, its answer with every reason and source, and the rules that were read for it."""

    question: Question
    answer: Answer
    rules: list[RuleReadOut]


class PageOut(Schema):
    """One page of a list."""

    count: int
    page: int
    pages: int
    per_page: int
    next: str | None
    previous: str | None


CSV = {"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}}
"""Says in the description of an operation that it also replies in CSV."""


def reply(found: Any, status: int = 200) -> HttpResponse:
    """A response in JSON, sent as it is: what the library wrote is not written again."""
    text = json.dumps(found, ensure_ascii=False, allow_nan=False)
    return HttpResponse(text, status=status, content_type="application/json; charset=utf-8")


def reply_asked(asked: Asked) -> HttpResponse:
    """An Answer, with the question that it answers and the rules that were read for it."""
    read = rules_told(asked.evidence.rules_read.values())
    return reply({"question": asked.question.to_json(), "answer": asked.answer.to_json(), "rules": read})


def reply_list(
    request: HttpRequest,
    listing: Listing,
    found: Found[_Row],
    row: Callable[[_Row], Mapping[str, Any]],
    *,
    name: str,
    columns: Iterable[str],
    further: Mapping[str, Any] | None = None,
) -> HttpResponseBase:
    """One page of a list as JSON, or all of it as CSV.

    Args:
        request: Names the address that the links to other pages repeat.
        listing: Which part, in which form.
        found: Everything.
        row: Makes one row of plain JSON.
        name: The name of the CSV file, without its ending.
        columns: The columns of the CSV file.
        further: What a page tells besides its rows.

    Raises:
        BadInput: A page of a CSV file is asked for.
    """
    if listing.format == "csv":
        if listing.page or listing.per_page:
            raise BadInput(Problem("a CSV file has no pages: it holds every row", do="leave out page and per_page"))
        return csv_stream(f"{name}.csv", map(row, found), {column: column for column in columns})
    number, size, count = listing.page or 1, listing.per_page or PER_PAGE, len(found)
    pages = max(1, math.ceil(count / size))
    start = (number - 1) * size
    page = {
        "count": count,
        "page": number,
        "pages": pages,
        "per_page": size,
        "next": _address(request, number + 1) if number < pages else None,
        "previous": _address(request, min(number - 1, pages)) if number > 1 else None,
    }
    return reply({**page, **(further or {}), "items": [row(each) for each in found[start : start + size]]})


def _address(request: HttpRequest, page: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(page)
    return f"{request.path}?{asked.urlencode()}"
