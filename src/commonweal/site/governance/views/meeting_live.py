"""Running a meeting: who comes and goes, which item is in hand, and whether the quorum stands."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from commonweal.governance.handbook import Handbook, Meeting
from commonweal.problems import BadInput, Problem
from commonweal.site.governance.change import Change, stamp
from commonweal.site.governance.handbooks import HandbookShown, require_whole
from commonweal.site.governance.meeting_acts import items, seats
from commonweal.site.governance.presenters import meeting_live as shown_live
from commonweal.site.governance.presenters.names import address, people_of
from commonweal.site.governance.views.finding import found
from commonweal.site.governance.views.meeting_frame import meeting_frame
from commonweal.site.governance.views.writing import (
    Sent,
    act_of,
    meeting_found,
    require_clerk,
    time_given,
    wants_part,
    write,
)

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
def live(request: HttpRequest, system: str, meeting: str) -> HttpResponse:
    """The room, the agenda and the clock; one press enters what happened.

    A script is sent the parts that change and nothing else, whatever became of its act: by the time of the reply the
    button that asked may be gone from the page, and with it what it said of how the reply is to be put in.
    """
    shown = found(request, system)
    require_whole(shown)
    held, sent = meeting_found(shown.handbook, meeting), Sent()
    if request.method == "POST":
        require_clerk(request, shown)
        sent = _act(request, shown, held)
        if not sent.problems and not wants_part(request):
            if sent.said:
                messages.success(request, sent.said)
            return redirect(_again(request, shown, held))
        shown = found(request, system)
        held = meeting_found(shown.handbook, meeting)
    version = hashlib.sha256(shown.stamp.encode()).hexdigest()[:12]
    if wants_part(request) and request.GET.get("version") == version:
        return HttpResponse(status=204)  # what is on the screen still stands
    told = shown_live.clock_of(shown.handbook, held)
    listed = shown_live.seats_shown(shown.handbook, held)
    items_listed = shown_live.items_shown(shown.handbook, shown.name, held, told)
    context = {
        **meeting_frame(request, shown, held),
        "sent": sent,
        "clock": told,
        "seats": listed,
        "guests": shown_live.guests_shown(shown.handbook, held, listed),
        "others": shown_live.people_choices(shown.handbook, held),
        "stays": shown_live.stays_shown(shown.handbook, shown.name, held),
        "items": items_listed,
        "headline": shown_live.headline(told, items_listed),
        "state": version,
        "items_seen": shown_live.items_seen(shown.handbook, held),
        "meeting_seen": stamp([held]),
        "is_today": timezone.localdate() == held.on_date,
        "time": request.POST.get("time", "") if sent.problems else request.GET.get("time", ""),
    }
    part = wants_part(request)
    reply = render(request, f"governance/{'live_reply' if part else 'live'}.jinja", context, status=sent.status)
    if part:
        reply["HX-Retarget"], reply["HX-Reswap"], reply["HX-Reselect"] = "#live", "innerHTML", "#live-parts"
    return reply


@require_http_methods(_METHODS)
def correct_time(request: HttpRequest, system: str, meeting: str) -> HttpResponse:
    """A time that was entered wrongly is put right, or a stay that never was is taken out."""
    shown = found(request, system)
    require_whole(shown)
    held, sent = meeting_found(shown.handbook, meeting), Sent()
    asked = {name: request.GET.get(name, "") for name in ("person", "seat", "arrived")}
    stay = None
    try:
        stay = seats.stay_at(shown.handbook, meeting, asked["person"], asked["seat"], asked["arrived"])
    except BadInput as wrong:
        if request.method != "POST" and asked["person"]:
            sent = Sent(problems=wrong.problems)
    if request.method == "POST":
        act: Callable[..., Change] = seats.withdraw_stay
        if act_of(request).get("do") != "remove":
            right = {name: request.POST.get(name, "") for name in ("arrived", "left")}
            act = partial(seats.correct_stay, arrived=right["arrived"], left=right["left"])
        work = partial(act, meeting=meeting, person=asked["person"], seat=asked["seat"], was=asked["arrived"])
        sent = write(request, shown, work, request.POST.get("seen", ""))
        if not sent.problems:
            messages.success(request, sent.said)
            return redirect("governance:live", system=shown.name, meeting=meeting)
    rows = seats.rows_of(shown.handbook, meeting, asked["person"])
    context = {
        **meeting_frame(request, shown, held),
        "sent": sent,
        "stay": stay,
        "name": people_of(shown.handbook).get(asked["person"], asked["person"]),
        "arrived": request.POST.get("arrived", (stay.arrived if stay else "") or ""),
        "left": request.POST.get("left", (stay.left if stay else "") or ""),
        "seen": stamp(rows),
    }
    return render(request, "governance/live_time.jinja", context, status=sent.status)


def _act(request: HttpRequest, shown: HandbookShown, held: Meeting) -> Sent:
    try:
        said = act_of(request)
        if said.get("do") == "look":
            return Sent()
        return write(request, shown, _work(request, held, said), said.get("seen"))
    except BadInput as wrong:
        return Sent(problems=wrong.problems)


def _work(request: HttpRequest, held: Meeting, said: dict[str, str]) -> Callable[[Handbook], Change]:
    """The act that a button stands for."""
    do, person, seat = said.get("do", ""), said.get("person", ""), said.get("seat", "")
    id, item = held.meeting, said.get("item", "")
    if do == "guest":
        do, person = "arrive", request.POST.get("guest", "")
        if not person:
            raise BadInput(Problem("nobody is chosen", do="choose who has come", column="guest"))
    if do == "apologies":
        return partial(seats.send_apologies, meeting=id, person=person, seat=seat)
    if do == "no_apologies":
        return partial(seats.withdraw_apologies, meeting=id, person=person)
    if do == "reopen":
        return partial(items.reopen_meeting, meeting=id)
    timed: dict[str, Callable[..., Change]] = {
        "arrive": partial(seats.arrive, meeting=id, person=person, seat=seat, deputy=said.get("deputy") == "yes"),
        "leave": partial(seats.leave, meeting=id, person=person),
        "begin": partial(items.begin_meeting, meeting=id),
        "end": partial(items.end_meeting, meeting=id),
        "start_item": partial(items.start_item, item=item),
        "end_item": partial(items.end_item, item=item),
    }
    if do not in timed:
        raise BadInput(Problem("this page has no such button", given=do, do="open the page again"))
    return partial(timed[do], at=time_given(request, held))


def _again(request: HttpRequest, shown: HandbookShown, held: Meeting) -> str:
    """The same page; a time that was typed for a meeting of another day stays typed, since more happened then."""
    typed = request.POST.get("time", "").strip()
    where = address("live", shown.name, held.meeting)
    return f"{where}?{urlencode({'time': typed})}" if typed and timezone.localdate() != held.on_date else where
