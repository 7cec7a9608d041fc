"""A draft of the minutes: who was there, what was declared, whether each item was quorate, what was decided and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.answers import Dates, Verdict
from commonweal.governance.decide import can_decide
from commonweal.governance.decide_inputs import Item
from commonweal.governance.handbook import (
    AgendaItem,
    Attendance,
    Consideration,
    Decision,
    Declaration,
    Handbook,
    Meeting,
    Records,
    Seat,
    Vote,
)
from commonweal.governance.membership import capacities, name_of, seats_on
from commonweal.governance.person_names import name_of_person
from commonweal.governance.votes import count_votes
from commonweal.money import show
from commonweal.problems import BadInput, Problem


@dataclass(frozen=True, slots=True)
class ItemMinutes:
    """What the minutes say of one item: a heading, sentences, and gaps that the clerk has to fill."""

    heading: str
    sentences: tuple[str, ...]
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """A draft of the minutes of one meeting.

    Args:
        title: Body and kind of meeting.
        when: Day and times.
        members: Voting members in the room, each with the seat in which the member sat.
        in_attendance: Others in the room, who do not vote and do not count.
        apologies: Who sent apologies.
        items: The agenda in its order.
        notes: What stands over the whole: admission of the public, papers.
    """

    title: str
    when: str
    members: tuple[str, ...]
    in_attendance: tuple[str, ...]
    apologies: tuple[str, ...]
    items: tuple[ItemMinutes, ...]
    notes: tuple[str, ...] = ()

    @property
    def gaps(self) -> int:
        """How many places the clerk has to fill."""
        return sum(len(item.gaps) for item in self.items)


def draft_minutes(handbook: Handbook, meeting: str, *, dates: Dates | None = None) -> Minutes:
    """A draft of a meeting's minutes out of what the handbook records; what it does not record is marked as a gap.

    Args:
        handbook: With the meeting, its agenda, attendance, declarations, votes and decisions.
        meeting: The meeting's id.
        dates: By default the meeting's own day, and what is known now.

    Raises:
        BadInput: There is no such meeting.
    """
    records = Records(handbook)
    held = records.first(Meeting, meeting=meeting)
    if held is None:
        raise BadInput(Problem("the handbook has no such meeting", given=meeting, do="see the sheet meetings"))
    dates = dates or Dates.on(held.on_date)
    members, others, absent = _people(records, held)
    items = [_item(handbook, records, row, dates) for row in records.rows(AgendaItem, meeting=meeting)]
    return Minutes(
        title=f"Minutes of {name_of(records, held.body, held.on_date)}",
        when=_when(held),
        members=members,
        in_attendance=others,
        apologies=absent,
        items=tuple(items),
        notes=_notes(held),
    )


def _when(held: Meeting) -> str:
    times = (
        f", {held.starts} to {held.ends}" if held.starts and held.ends else f", {held.starts}" if held.starts else ""
    )
    return f"{_day(held.on_date)}{times}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _people(records: Records, held: Meeting) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    seats = seats_on(records, held.body, held.on_date)
    voting = {seat.seat: seat for seat in seats if seat.voting}
    members: dict[str, str] = {}
    others: dict[str, str] = {}
    absent: dict[str, str] = {}
    for row in records.rows(Attendance, meeting=held.meeting):
        name = name_of_person(records, row.person)
        own, as_deputy = capacities(records, seats, row.person, held.on_date)
        seat = row.seat or (own[0] if own else "")
        title = _title(records, seat)
        told = f"{name}, {title}" if title else name
        if row.deputy or (seat in as_deputy):
            told = f"{name}, deputising for {title}" if title else f"{name}, as a deputy"
        told += _times(row)
        if row.apologies:
            absent[row.person] = told
        elif seat in voting:
            members[row.person] = told
        else:
            others[row.person] = told
    return tuple(members.values()), tuple(others.values()), tuple(absent.values())


def _times(row: Attendance) -> str:
    came, went = f"from {row.arrived}" if row.arrived else "", f"until {row.left}" if row.left else ""
    return f" ({' '.join(part for part in (came, went) if part)})" if came or went else ""


def _title(records: Records, seat: str) -> str:
    rows = records.rows(Seat, seat=seat) if seat else ()
    return rows[-1].title if rows else ""


def _notes(held: Meeting) -> tuple[str, ...]:
    notes = []
    if held.open_to_public:
        notes.append("The meeting was held in public.")
    elif held.open_to_public is False:
        reason = held.exclusion_reason or "[reason to be filled in]"
        notes.append(f"Resolved: that the public be excluded from the meeting. Reason: {reason}.")
    if held.notice_on:
        notes.append(f"Public notice was given on {_day(held.notice_on)}.")
    if held.papers_on:
        notes.append(f"Papers went out on {_day(held.papers_on)}.")
    return tuple(notes)


def _item(handbook: Handbook, records: Records, row: AgendaItem, dates: Dates) -> ItemMinutes:
    sentences: list[str] = []
    gaps: list[str] = []
    if row.private:
        if row.exclusion_reason:
            sentences.append(f"Taken in private by resolution. Reason: {row.exclusion_reason}.")
        else:
            gaps.append("the reason in the resolution that excluded the public")
    for declared in records.rows(Declaration, item=row.item):
        who = name_of_person(records, declared.person)
        action = declared.action.replace("_", " ") or "[action to be filled in]"
        by = f" on the ruling of the {declared.decided_by}" if declared.decided_by else ""
        sentences.append(f"{who} declared an interest: {action}{by}.")
    if row.for_decision is not False:
        sentences += _decided(handbook, records, row, dates, gaps)
    heading = f"{row.number}. {row.title}" if row.number else row.title
    return ItemMinutes(heading, tuple(sentences), tuple(gaps))


def _decided(handbook: Handbook, records: Records, row: AgendaItem, dates: Dates, gaps: list[str]) -> list[str]:
    answer = can_decide(Item(title=row.title, item=row.item), handbook=handbook, dates=dates)
    quorum = next((reason for reason in answer.reasons if "quorate" in reason.sentence), None)
    told = [quorum.sentence] if quorum else []
    if answer.verdict is Verdict.FAIL:
        told.append(f"As the record stands: {answer.sentence}")
        gaps.append("how this was dealt with")
    if records.rows(Vote, item=row.item):
        result = count_votes(records, row.item, dates)
        told.append(f"Vote. {result.sentence}")
        if faults := [reason.sentence for reason in result.reasons if reason.verdict is Verdict.FAIL]:
            told += faults
            gaps.append("whether the vote was taken again")
        gaps += [f"{unknown.fact}, since {unknown.why_it_matters}" for unknown in result.unknowns]
    decision = records.first(Decision, item=row.item)
    if decision is None:
        gaps.append("what was decided")
        return told
    amount = f", {show(decision.amount_pence)}" if decision.amount_pence is not None else ""
    outcome = decision.outcome.capitalize() if decision.outcome else "[outcome to be filled in]"
    told.append(f"Decision: {outcome}: {decision.title}{amount}.")
    for kept in records.rows(Consideration, decision=decision.decision):
        topic = kept.topic.replace("_", " ")
        if kept.text:
            told.append(f"Considered ({topic}): {kept.text}")
        elif kept.not_applicable_because:
            told.append(f"Not applicable ({topic}): {kept.not_applicable_because}")
        else:
            gaps.append(f"what was considered on {topic}")
    if decision.ratified_on:
        told.append(f"Ratified on {_day(decision.ratified_on)}.")
    return told
