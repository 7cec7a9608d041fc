"""Finding the handbook that an address names, and what every page of one shows."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

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
KEEPS = ("ballots", "sheets")
"""Pages for those who read all of a handbook, or keep rows of their own in it."""


def found(request: HttpRequest, system: str) -> HandbookShown:
    """The handbook of an address as this visitor may read it.

    Raises:
        Http404: No such handbook is kept here.
    """
    shown = find_handbook(system, request.user)
    if shown is None:
        raise Http404(f"No handbook of {system} is kept here.")
    return shown


def frame(shown: HandbookShown, here: str) -> dict[str, Any]:
    """What the frame of a page needs: the handbook, and the other pages about it.

    The page that one is on stands in sight, wherever else it would.
    """
    hidden = () if shown.whole else NEED_ALL if shown.own else (*NEED_ALL, *KEEPS)
    told = [(page, (words, address(page, shown.name), page == here)) for page, words in PAGES if page not in hidden]
    first = [each for page, each in told if page in FIRST or page == here]
    return {
        "shown": shown,
        "pages": [each for _, each in told],
        "first_pages": first,
        "more_pages": [each for _, each in told if each not in first],
        "here": here,
    }
