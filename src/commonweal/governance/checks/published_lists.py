"""What the public must be able to read: the register of interests (D02), the lists beside it (D13), papers (E04)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from commonweal.calendars import add_working_days
from commonweal.governance.checks.days import months_after
from commonweal.governance.checks.finding import (
    Finding,
    Subject,
    fails,
    lacks,
    missing,
    not_applicable,
    not_yet_due,
    passes,
)
from commonweal.governance.checks.registry import check
from commonweal.governance.checks.scope import meetings, named, shown
from commonweal.governance.decide_quorum import term_on
from commonweal.governance.handbook import Meeting, Publication
from commonweal.governance.lead_times import parse_lead_time
from commonweal.governance.open_board import board_check
from commonweal.problems import BadInput


def _of_kind(subject: Subject, kind: str) -> list[Publication]:
    rows = subject.records.rows(Publication, body=subject.system)
    return [row for row in rows if row.kind == kind]


def _stands(row: Publication, on: date) -> bool:
    return bool(row.published_on and row.published_on <= on and not (row.withdrawn_on and row.withdrawn_on <= on))


_LISTS = (
    "register_of_interests",
    "register_extract",
    "gifts_register",
    "breach_log",
    "procurement_decisions",
    "spend_over_25k",
)


def _lists_begun(subject: Subject) -> bool:
    """Whether the sheet tells of any register or list; one that tells only of papers or constitutions shows nothing."""
    return any(row.kind in _LISTS for row in subject.records.rows(Publication, body=subject.system))


def _no_publications(subject: Subject) -> Finding:
    if subject.records.rows(Publication, body=subject.system):
        name = named(subject, subject.system)
        return lacks(
            subject.system,
            f"What {name} publishes is recorded in part, and none of its registers and lists is among it.",
            missing(
                "publications",
                "kind",
                "register_of_interests",
                "a register that is not public has a row too, with no in the column On request",
            ),
        )
    return lacks(
        subject.system,
        f"The handbook does not say what {named(subject, subject.system)} publishes.",
        missing("publications", "published_on", "", "whether something is public is seen only there"),
    )


@board_check("governance.D02")
def the_register_is_public(subject: Subject) -> Iterator[Finding]:
    """The register of interests is published, or people may have it on request."""
    if not _lists_begun(subject):
        yield _no_publications(subject)
        return
    rows, name = _of_kind(subject, "register_of_interests"), named(subject, subject.system)
    if any(_stands(row, subject.on) for row in rows):
        yield passes(subject.system, f"The register of interests of {name} is published.")
    elif any(row.on_request for row in rows):
        yield passes(subject.system, f"People may have the register of interests of {name} on request.")
    elif any(row.published_on is None and row.on_request is None for row in rows):
        yield lacks(
            subject.system,
            f"Whether the register of interests of {name} is published, or to be had on request, is not known.",
            missing("publications", "published_on", rows[0].publication, "the register has to be open to the public"),
        )
    else:
        yield fails(
            subject.system,
            f"The register of interests of {name} is not public on {shown(subject.on)}, and not to be had on request.",
            do="publish the register, or say on the web site how to ask for it",
        )


@board_check("governance.D13")
def the_lists_come_out_in_their_cycle(subject: Subject) -> Iterator[Finding]:
    """The register comes out monthly, an extract with each meeting's papers, and the lists beside it are public."""
    if not _lists_begun(subject):
        yield _no_publications(subject)
        return
    within = int(subject.value["register_within_months"])
    yield _recent(subject, _of_kind(subject, "register_of_interests"), within)
    for kind in subject.value["lists"]:
        yield _listed(subject, kind)
    held = meetings(subject, (subject.system,))
    if not held:
        yield lacks(
            subject.system,
            "No meeting of the board is recorded, so whether its papers held an extract of the register is not known.",
            missing("meetings", "on_date", subject.system, "an extract belongs to the papers of each meeting"),
        )
    for meeting in held[-int(subject.value["meetings_looked_at"]) :]:
        yield _extract(subject, meeting)


def _recent(subject: Subject, rows: Sequence[Publication], within: int) -> Finding:
    days = [row.published_on for row in rows if row.published_on and row.published_on <= subject.on]
    if any(day >= months_after(subject.on, -within) for day in days):
        return passes("register_of_interests", "The register of interests came out within the month.")
    if not days and any(row.published_on is None for row in rows):
        return lacks(
            "register_of_interests",
            "When the register of interests last came out is not known.",
            missing("publications", "published_on", rows[0].publication, "the register comes out every month"),
        )
    last = f"last came out on {shown(max(days))}" if days else "has not come out"
    return fails(
        "register_of_interests", f"The register of interests {last}; it is to come out every month.", do="publish it"
    )


def _listed(subject: Subject, kind: str) -> Finding:
    rows, words = _of_kind(subject, kind), kind.replace("_", " ").replace("25k", "£25,000")
    if any(_stands(row, subject.on) for row in rows):
        return passes(kind, f"The list of {words} is published.")
    if any(row.published_on is None for row in rows):
        return lacks(
            kind,
            f"Whether the list of {words} is published is not known.",
            missing("publications", "published_on", kind, "it is one of the lists that come out"),
        )
    return fails(kind, f"No list of {words} is published on {shown(subject.on)}.", do=f"publish the list of {words}")


def _extract(subject: Subject, meeting: Meeting) -> Finding:
    rows = [row for row in _of_kind(subject, "register_extract") if row.about == meeting.meeting]
    what = f"the extract of the register for meeting {meeting.meeting}"
    if any(row.published_on and row.published_on <= meeting.on_date for row in rows):
        return passes(meeting.meeting, f"The papers held {what}.")
    if unlinked := next((row for row in _of_kind(subject, "register_extract") if not row.about), None):
        return lacks(
            meeting.meeting,
            f"Whether the papers held {what} is not known: {unlinked.publication} names no meeting.",
            missing("publications", "about", unlinked.publication, "it says of which meeting an extract is"),
        )
    if any(row.published_on is None for row in rows):
        return lacks(
            meeting.meeting,
            f"When {what} came out is not known.",
            missing("publications", "published_on", rows[0].publication, "it belongs to the papers of the meeting"),
        )
    return fails(
        meeting.meeting,
        f"The papers did not hold {what}.",
        do="put an extract of the register into each meeting's papers",
    )


@check("governance.E04")
def papers_and_minutes_are_public(subject: Subject) -> Iterator[Finding]:
    """Papers and minutes of meetings in public are published."""
    held, ahead = meetings(subject, (subject.system,)), meetings(subject, (subject.system,), ahead=True)
    if not held:
        yield lacks(
            subject.system,
            f"The handbook holds no meetings of {named(subject, subject.system)}.",
            missing("meetings", "open_to_public", "", "papers are published for meetings in public"),
        )
    for meeting in held:
        if meeting.open_to_public is None:
            yield lacks(
                meeting.meeting,
                f"Whether meeting {meeting.meeting} was open to the public is not known.",
                missing("meetings", "open_to_public", meeting.meeting, "papers are published for meetings in public"),
            )
        elif not meeting.open_to_public:
            yield not_applicable(meeting.meeting, f"Meeting {meeting.meeting} was not open to the public.")
        else:
            yield _out(subject, meeting, "papers", meeting.on_date)
            yield _minutes(subject, meeting, ahead)


def _minutes(subject: Subject, meeting: Meeting, ahead: Sequence[Meeting]) -> Finding:
    """Minutes are due when a settled time is over; where none is settled, only that they are out can be told.

    Args:
        subject: What was asked about.
        meeting: The meeting.
        ahead: Every meeting of the body, those called for later too: the next one agrees the minutes.
    """
    what = f"The minutes of meeting {meeting.meeting}"
    if any(_stands(row, subject.on) for row in _about(subject, meeting, "minutes")):
        return passes(meeting.meeting, f"{what} are published.")
    term = term_on(subject.records, meeting.body, "minutes_published_within", meeting.on_date)
    if term is not None:
        return _out(subject, meeting, "minutes", _settled(meeting, term.value))
    name = named(subject, meeting.body)
    unsettled = missing(
        "terms",
        "value",
        f"minutes_published_within of {meeting.body}",
        "only a settled time says by when the minutes are due",
        do=f'settle in how many days {name} publishes its minutes, and enter it as the term "minutes published within"',
    )
    agreed = [other.on_date for other in ahead if other.on_date > meeting.on_date]
    if agreed and subject.on <= min(agreed) + timedelta(days=int(subject.value["days_after_approval"])):
        return not_yet_due(
            meeting.meeting,
            f"{what} are for the meeting of {shown(min(agreed))} to agree; that they are out is not recorded yet.",
        )
    if not agreed:
        next_one = missing(
            "meetings", "on_date", f"the meeting after {meeting.meeting}", "the next meeting agrees the minutes"
        )
        return lacks(
            meeting.meeting,
            f"{what} are not known to be published; the next meeting of {name}, which agrees them, is not entered, and "
            "no term says by when they are due.",
            unsettled,
            next_one,
        )
    return lacks(
        meeting.meeting,
        f"{what} were for the meeting of {shown(min(agreed))} to agree, and are not known to be published; no term of "
        f"{name} says by when they are due.",
        unsettled,
    )


def _settled(meeting: Meeting, value: str) -> date:
    """The last day on which the minutes are in time by what was settled."""
    try:
        lead = parse_lead_time(value)
    except BadInput:
        return meeting.on_date  # what cannot be read is told by the check of the handbook; due at once
    if lead.working:
        return add_working_days(meeting.on_date, lead.days)
    return meeting.on_date + timedelta(days=lead.days)


def _about(subject: Subject, meeting: Meeting, kind: str) -> list[Publication]:
    return [row for row in subject.records.rows(Publication, about=meeting.meeting) if row.kind == kind]


def _out(subject: Subject, meeting: Meeting, kind: str, due: date) -> Finding:
    rows = _about(subject, meeting, kind)
    what = f"The {kind} of meeting {meeting.meeting}"
    if any(_stands(row, subject.on) for row in rows):
        return passes(meeting.meeting, f"{what} are published.")
    if subject.on <= due:
        return not_yet_due(meeting.meeting, f"{what} are due by {shown(due)}.")
    published = subject.records.rows(Publication, body=meeting.body)
    if unlinked := next((row for row in published if row.kind == kind and not row.about), None):
        return lacks(
            meeting.meeting,
            f"Whether the {kind} of meeting {meeting.meeting} are published is not known: {unlinked.publication} names "
            "no meeting.",
            missing("publications", "about", unlinked.publication, "it says of which meeting it is"),
        )
    if not published or any(row.published_on is None for row in rows):
        return lacks(
            meeting.meeting,
            f"Whether the {kind} of meeting {meeting.meeting} are published is not known.",
            missing("publications", "published_on", f"{kind} of {meeting.meeting}", "the public has to have them"),
        )
    return fails(
        meeting.meeting,
        f"{what} are not published; they were due by {shown(due)}.",
        do=f"publish the {kind} of meeting {meeting.meeting}",
    )
