"""Meetings and the public: admitted unless a resolution excludes them (E01, E03), told in time (E02), papers (E07)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from commonweal.governance.checks.days import clear_days
from commonweal.governance.checks.finding import (
    Finding,
    Subject,
    fails,
    lacks,
    missing,
    none_found,
    not_applicable,
    not_yet_due,
    passes,
)
from commonweal.governance.checks.registry import check
from commonweal.governance.checks.scope import (
    bodies_of,
    meetings,
    named,
    own_bodies,
    says_none,
    shown,
    sitting,
    standing_bodies,
)
from commonweal.governance.decide_quorum import term_on
from commonweal.governance.handbook import AgendaItem, Meeting
from commonweal.governance.lead_times import how_late, parse_lead_time
from commonweal.problems import BadInput


def _no_meetings(subject: Subject, body: str, column: str) -> Finding:
    return lacks(
        body,
        f"The handbook holds no meetings of {named(subject, body)}.",
        missing("meetings", column, f"a meeting of {body}", "only a meeting can be looked at"),
    )


@check("governance.E01")
def the_public_is_admitted(subject: Subject) -> Iterator[Finding]:
    """The board meets in public, save where a resolution with a reason excludes people from all or part of it."""
    held = meetings(subject, (subject.system,))
    if not held:
        yield _no_meetings(subject, subject.system, "open_to_public")
    for meeting in held:
        yield _admission(subject, meeting)
        for item in subject.records.rows(AgendaItem, meeting=meeting.meeting):
            if item.private and meeting.open_to_public:
                what = f"Item {item.item} of the board"
                yield _excluded(item.item, "agenda_items", what, item.exclusion_reason)


def _admission(subject: Subject, meeting: Meeting) -> Finding:
    what = f"The meeting {meeting.meeting} of {named(subject, meeting.body, meeting.on_date)}"
    if meeting.open_to_public is None:
        return lacks(
            meeting.meeting,
            f"{what}: whether the public was admitted is not known.",
            missing("meetings", "open_to_public", meeting.meeting, "the public is admitted unless it is excluded"),
        )
    if meeting.open_to_public:
        return passes(meeting.meeting, f"{what} was open to the public.")
    return _excluded(meeting.meeting, "meetings", what, meeting.exclusion_reason)


def _excluded(key: str, table: str, what: str, reason: str) -> Finding:
    if says_none(reason):
        return fails(
            key,
            f"{what} was held without the public, and no resolution gave a reason.",
            do="admit the public, or pass a resolution that states the special reason",
        )
    if not reason:
        return lacks(
            key,
            f"{what} was held without the public; the reason that the resolution stated is not recorded.",
            missing(table, "exclusion_reason", key, "only a resolution with a reason may exclude the public"),
        )
    return passes(key, f"{what} was held without the public; the resolution's reason: {reason}.")


@check("governance.E02")
def notice_is_given_in_time(subject: Subject) -> Iterator[Finding]:
    """Public notice of the board's meeting is given at least so many clear days before it."""
    held = meetings(subject, (subject.system,), ahead=True)
    if not held:
        yield _no_meetings(subject, subject.system, "notice_on")
    for meeting in held:
        if meeting.open_to_public is False:
            yield not_applicable(meeting.meeting, f"Meeting {meeting.meeting} was not open to the public.")
        else:
            yield _notice(subject, meeting)


def _notice(subject: Subject, meeting: Meeting) -> Finding:
    least = int(subject.value["least_clear_days"])
    last = meeting.on_date - timedelta(days=least + 1)
    what = f"Meeting {meeting.meeting} on {shown(meeting.on_date)}"
    if meeting.notice_on is None:
        if subject.on <= last:
            return not_yet_due(meeting.meeting, f"{what}: public notice is due by {shown(last)}.")
        return lacks(
            meeting.meeting,
            f"{what}: the day of the public notice is not known; it was due by {shown(last)}.",
            missing("meetings", "notice_on", meeting.meeting, f"it has to leave {least} clear days"),
        )
    given = clear_days(meeting.notice_on, meeting.on_date)
    told = f"{what}: notice was given on {shown(meeting.notice_on)}, which leaves {max(given, 0)} clear days"
    if given >= least:
        return passes(meeting.meeting, f"{told}.")
    return fails(
        meeting.meeting,
        f"{told}; {least} are asked for, neither the day of the notice nor that of the meeting counted.",
        do=f"give notice by {shown(last)}; a meeting called at shorter notice is announced when it is called",
    )


@check("governance.E03", every_body=True)
def committees_of_the_whole_board_meet_in_public(subject: Subject) -> Iterator[Finding]:
    """A committee of all board members, or of none but board members, meets in public as the board itself does."""
    board = set(sitting(subject, (subject.system,)))
    if not board:
        yield lacks(
            subject.system,
            "The handbook does not say who sits on the board, so committees cannot be compared with it.",
            missing("appointments", "person", subject.system, "the rule turns on who sits on both"),
        )
        return
    reached = [
        body
        for body in own_bodies(subject)
        if body != subject.system
        and (people := set(sitting(subject, (body,))))
        and (people <= board or board <= people)
    ]
    if not reached:
        yield not_applicable(subject.system, "No committee is made up of board members only, or of all of them.")
        return
    held = meetings(subject, reached)
    if not held:
        # One that ended, of itself or with the board it was a part of, meets no more, and no meeting is asked for.
        standing = {row.body for row in standing_bodies(subject)}
        still = [body for body in reached if body in standing]
        if still:
            yield _no_meetings(subject, still[0], "open_to_public")
        else:
            told = f"No committee made up of board members only, or of all of them, stands on {shown(subject.on)}."
            why = "Only its meetings show whether it admitted the public while it stood."
            yield none_found(subject, told, why, meetings="open_to_public")
    for meeting in held:
        yield _admission(subject, meeting)


@check("governance.E07", every_body=True)
def papers_go_out_in_time(subject: Subject) -> Iterator[Finding]:
    """Papers go out as long before a meeting as the body's terms say, in the unit that they name."""
    held = meetings(subject, bodies_of(subject), ahead=True)
    if not held:
        yield _no_meetings(subject, subject.system, "papers_on")
    for meeting in held:
        yield _papers(subject, meeting)


def _papers(subject: Subject, meeting: Meeting) -> Finding:
    name = named(subject, meeting.body, meeting.on_date)
    # Standing orders hold for committees too unless their own terms say otherwise.
    term = term_on(subject.records, meeting.body, "paper_lead_time", meeting.on_date) or term_on(
        subject.records, subject.system, "paper_lead_time", meeting.on_date
    )
    unfilled = missing("terms", "value", f"paper_lead_time of {meeting.body}", "the lead time is settled locally")
    if term is None:
        return lacks(
            meeting.meeting, f"How long before a meeting the papers of {name} go out is not settled.", unfilled
        )
    try:
        lead = parse_lead_time(term.value)
    except BadInput as bad:
        return lacks(meeting.meeting, f"The lead time of {name} cannot be read: {bad}", unfilled)
    last = lead.latest(meeting.on_date)
    what = f"The papers of meeting {meeting.meeting} of {name} on {shown(meeting.on_date)}"
    if meeting.papers_on is None:
        if subject.on <= last:
            return not_yet_due(meeting.meeting, f"{what} are due by {shown(last)}.")
        return lacks(
            meeting.meeting,
            f"{what}: the day on which they went out is not known; they were due by {shown(last)}.",
            missing("meetings", "papers_on", meeting.meeting, f"they have to be out {lead}"),
        )
    if meeting.papers_on <= last:
        return passes(meeting.meeting, f"{what} went out on {shown(meeting.papers_on)}, in time: {lead}.")
    return fails(
        meeting.meeting,
        f"{what} went out on {shown(meeting.papers_on)}, {how_late(lead, last, meeting.papers_on)} late; {lead} the "
        f"meeting is {shown(last)}.",
        do=f"send papers by {shown(last)}, or minute why late ones were taken",
    )
