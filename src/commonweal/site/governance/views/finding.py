"""Finding the handbook that an address names, and what every page of one shows."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from commonweal.governance.handbook import Meeting
from commonweal.site.governance.handbooks import HandbookShown, find_handbook
from commonweal.site.governance.presenters.names import address

PAGES = (
    ("decide", "May we decide this?"),
    ("meetings", "Meetings and decisions"),
    ("bodies", "Bodies and who sits"),
    ("functions", "Who decides what"),
    ("interests", "Register of interests"),
    ("registers", "Every register"),
    ("check", "Check against the rules"),
    ("reform", "What a reform would change"),
    ("merger", "Merger and cluster"),
    ("ballots", "Nomination ballots"),
    ("sheets", "Sheets and rows"),
)
FIRST = ("decide", "meetings", "functions", "registers")
"""The pages that most come for; the others stand under one word, so that a small screen begins with the content."""
NEED_ALL = ("decide", "check", "reform", "merger")
"""Pages whose answer would be wrong by part of a handbook."""
_CALL = "meeting_new"
ASKS_OF_ONE = ("decide",)
"""Of those, the pages on which somebody who sits on a body may ask about that one."""
KEEPS = ("ballots", "sheets")
"""Pages for those who read all of a handbook, or keep rows of their own in it."""


def found(request: HttpRequest, system: str) -> HandbookShown:
    """The handbook of an address as this visitor may read it.

    The lead of a place has all of it on the pages of the meetings of the place's own committee: its clock, and who
    leaves for an interest, cannot be told by a part.

    Raises:
        Http404: No such handbook is kept here.
    """
    shown = find_handbook(system, request.user)
    if shown is None:
        raise Http404(f"No handbook of {system} is kept here.")
    return shown.whole_behind() if shown.clerks and _clerked(request, shown) else shown


def _clerked(request: HttpRequest, shown: HandbookShown) -> bool:
    """Whether an address is of a meeting that the visitor clerks, or of the page on which one is called."""
    match = request.resolver_match
    if match is None:
        return False
    held = shown.handbook.rows(Meeting, meeting=match.kwargs.get("meeting", ""))
    return match.url_name == _CALL or any(row.body in shown.clerks for row in held)


def frame(shown: HandbookShown, here: str) -> dict[str, Any]:
    """What the frame of a page needs: the handbook, and the other pages about it.

    The page that one is on stands in sight, wherever else it would.
    """
    hidden: set[str] = set()
    if shown.bounded or not shown.whole:
        hidden = set(NEED_ALL) - set(ASKS_OF_ONE if shown.asks_of else ()) | set(() if shown.own else KEEPS)
    told = [(page, (words, address(page, shown.name), page == here)) for page, words in PAGES if page not in hidden]
    first = [each for page, each in told if page in FIRST or page == here]
    return {
        "shown": shown,
        "pages": [each for _, each in told],
        "first_pages": first,
        "more_pages": [each for _, each in told if each not in first],
        "here": here,
    }
