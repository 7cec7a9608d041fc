"""What every page on which a clerk writes shares: who may, sending an act, and the time at which it happened."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone

from commonweal.governance.handbook import AgendaItem, Handbook, Meeting
from commonweal.problems import BadInput, Problem
from commonweal.site.accounts.authority import Reach, may
from commonweal.site.accounts.models import User
from commonweal.site.accounts.roles import Permission
from commonweal.site.governance import actions
from commonweal.site.governance.change import Change, Stale
from commonweal.site.governance.handbooks import HandbookShown


@dataclass(frozen=True)
class Sent:
    """What became of an act.

    Args:
        changed: Whether anything was written; nothing is where the handbook said it already. None before an act.
        problems: What stands in its way; then nothing was written.
        stale: Whether somebody else wrote in between.
    """

    changed: bool | None = None
    problems: tuple[Problem, ...] = ()
    stale: bool = False

    @property
    def status(self) -> int:
        """The status of the reply."""
        return 409 if self.stale else 400 if self.problems else 200

    @property
    def said(self) -> str:
        """What to tell the clerk."""
        if self.problems or self.changed is None:
            return ""
        return "Saved." if self.changed else "Nothing was changed: it stood so already."


def may_clerk(request: HttpRequest, shown: HandbookShown, body: str = "") -> bool:
    """Whether this visitor may clerk the meetings of a body, or of any; nobody may write the demonstration's.

    The company secretary clerks all of them, the lead of a place those of the place's own committee.
    """
    if shown.fictional:
        return False
    clerks = body in shown.clerks if body else bool(shown.clerks)
    return clerks or may(request.user, Permission.EDIT_HANDBOOK, Reach(shown.system))


def require_clerk(request: HttpRequest, shown: HandbookShown) -> None:
    """Let somebody write on, who may.

    Raises:
        PermissionDenied: They may not; the message says who may.
    """
    if shown.fictional:
        raise PermissionDenied("The demonstration is fictional, and stays as it is for the next visitor.")
    if not may_clerk(request, shown):
        raise PermissionDenied(
            f"Only the company secretary of {shown.system} runs its meetings here, and the lead of a place those of "
            "the place's own committee."
        )


def write(
    request: HttpRequest, shown: HandbookShown, work: Callable[[Handbook], Change], seen: str | None = None
) -> Sent:
    """Write what an act says, or say why not.

    Raises:
        PermissionDenied: The visitor may not.
    """
    require_clerk(request, shown)
    try:
        by = cast(User, request.user)
        return Sent(changed=actions.change_rows(by=by, system=shown.system, work=work, seen=seen))
    except BadInput as wrong:
        return Sent(problems=wrong.problems)
    except Stale as stale:
        return Sent(problems=(Problem(str(stale)),), stale=True)


def time_given(request: HttpRequest, meeting: Meeting) -> str:
    """The time at which something happened: the one that was typed, or else the clock's.

    Raises:
        BadInput: None was typed, and the meeting is not today.
    """
    typed = request.POST.get("time", "").strip()
    if typed:
        return typed
    now = timezone.localtime()
    if now.date() != meeting.on_date:
        do = "type the time at which it happened, such as 09:30"
        raise BadInput(Problem("the meeting is not today, so the clock cannot say when this was", column="time", do=do))
    return f"{now:%H:%M}"


def act_of(request: HttpRequest) -> dict[str, str]:
    """Which act was asked for, with what it is about: what the button that was pressed carries.

    Raises:
        BadInput: No button of this page carries such a thing.
    """
    try:
        said: Any = json.loads(request.POST.get("act", ""))
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or not all(isinstance(value, str) for value in said.values()):
        raise BadInput(Problem("this page has no such button", do="open the page again"))
    return said


def wants_part(request: HttpRequest) -> bool:
    """Whether a script asks, which puts a part of the reply into the page that is open."""
    return request.headers.get("HX-Request") == "true"


def meeting_found(handbook: Handbook, meeting: str) -> Meeting:
    """The meeting of an address.

    Raises:
        Http404: There is none.
    """
    rows = handbook.rows(Meeting, meeting=meeting)
    if not rows:
        raise Http404("The handbook has no such meeting.")
    return rows[0]


def item_found(handbook: Handbook, meeting: str, item: str) -> AgendaItem:
    """The item of an address.

    Raises:
        Http404: The agenda of the meeting has none.
    """
    rows = handbook.rows(AgendaItem, item=item, meeting=meeting)
    if not rows:
        raise Http404("The agenda has no such item.")
    return rows[0]
