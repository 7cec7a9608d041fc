"""Conflicts in an item (D05): where it touches a live interest, an action is on record before the vote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commonweal.answers import Verdict
from commonweal.governance.checks.away_from_item import away
from commonweal.governance.checks.finding import (
    Finding,
    Subject,
    fails,
    lacks,
    missing,
    needs_judgement,
    not_applicable,
    passes,
)
from commonweal.governance.checks.item_quorums import items_for_decision, no_items
from commonweal.governance.checks.people_told import who
from commonweal.governance.checks.registry import check
from commonweal.governance.checks.scope import own_bodies, says_none, sitting
from commonweal.governance.conflicts import Conflict, conflicts_for
from commonweal.governance.handbook import (
    AgendaItem,
    Appointment,
    Attendance,
    Body,
    Declaration,
    Interest,
    Meeting,
    Seat,
    Vote,
)
from commonweal.governance.person_names import name_of_person
from commonweal.governance.presence import minute


@check("governance.D05", every_body=True, names_people=True)
def conflicts_have_an_action(subject: Subject) -> Iterator[Finding]:
    """Where an item touches a live interest of somebody there, an action is on record before the vote."""
    own = set(own_bodies(subject))
    found = [(meeting, item) for meeting, item in items_for_decision(subject) if meeting.body in own]
    if not found:
        yield no_items(subject)
    if found and not subject.records.rows(Interest):
        yield lacks(
            subject.system,
            "The register of interests is empty, so nobody can tell whose interests an item touches.",
            missing("interests", "counterparty_code", "", "interests are matched to the organisations of an item"),
        )
        return
    for meeting, item in found:
        yield from _touched(subject, meeting, item)


def _touched(subject: Subject, meeting: Meeting, item: AgendaItem) -> Iterator[Finding]:
    if not item.counterparties:
        yield lacks(
            item.item,
            f"Item {item.item}: the organisations that stand to gain or lose are not named, so no interest can be "
            "matched to it.",
            missing("agenda_items", "counterparties", item.item, "interests are matched to these organisations"),
        )
        return
    there = [row for row in subject.records.rows(Attendance, meeting=meeting.meeting) if not row.apologies]
    if all(says_none(each) for each in item.counterparties):
        yield not_applicable(item.item, f"Item {item.item}: nobody stands to gain or lose by it.")
        return
    people = {row.person for row in there} or set(sitting(subject, (meeting.body,), meeting.on_date))
    if not people:
        yield lacks(
            item.item,
            f"Item {item.item}: who was at the meeting is not recorded, so whose interests it touches is not known.",
            missing("attendance", "person", meeting.meeting, "interests are matched of those who were there"),
        )
        return
    conflicts = conflicts_for(
        subject.records, counterparties=item.counterparties, people=sorted(people), on=meeting.on_date
    )
    touched = _one_each([conflict for conflict in conflicts if not conflict.ended and _may_be_one(subject, conflict)])
    if not touched:
        yield not_applicable(item.item, f"Item {item.item} touches no interest of those at the meeting.")
    for conflict in touched:
        found = _managed(subject, meeting, item, conflict)
        if found.verdict is not Verdict.PASS and away(subject.records, item, conflict.person):
            name = who(subject, conflict.person)
            found = not_applicable(item.item, f"Item {item.item} touches an interest of {name}, who was away for it.")
        yield found


def _may_be_one(subject: Subject, conflict: Conflict) -> bool:
    """Whether an interest may be in the organisation of the item: two bodies that the handbook tells apart are not one.

    An interest that only an employment or a seat makes counts where the code shows it.
    """
    if conflict.match in ("code", "company_number"):
        return True
    entry = next(iter(subject.records.rows(Interest, statement=conflict.statement)), None)
    if entry is None:
        return False
    if not subject.records.rows(Body, body=conflict.counterparty):
        return True
    known = subject.records.rows(Body, name=entry.counterparty)
    held_in = entry.counterparty_code or (known[0].body if known else "")
    return held_in in ("", conflict.counterparty)


def _one_each(conflicts: list[Conflict]) -> list[Conflict]:
    """The plainest conflict of each person: one statement may touch an item in several ways."""
    rank = {"code": 0, "company_number": 1, "name": 2}
    plainest: dict[str, Conflict] = {}
    for conflict in sorted(conflicts, key=lambda each: (not each.statement, rank.get(each.match, 3))):
        plainest.setdefault(conflict.person, conflict)
    return list(plainest.values())


def _managed(subject: Subject, meeting: Meeting, item: AgendaItem, conflict: Conflict) -> Finding:
    ruled = subject.records.rows(Declaration, item=item.item, person=conflict.person)
    what = f"Item {item.item}: {conflict.sentence.rstrip('.')}"
    if not ruled:
        if conflict.match == "near":
            return needs_judgement(
                item.item, f"{what}; whether that is the same organisation is for the chair.", do="record the ruling"
            )
        if not conflict.statement:
            return needs_judgement(
                item.item,
                f"{what}; it stands in no statement of the register, and no ruling is recorded.",
                do=f"have the chair say whether {who(subject, conflict.person)} may stay, and record it",
            )
        if not subject.records.rows(Declaration):
            return lacks(
                item.item,
                f"{what}; the handbook holds no declarations, so what was done about it is not known.",
                missing("declarations", "action", f"{item.item}, {conflict.person}", "an action has to be on record"),
            )
        return fails(
            item.item,
            f"{what}; no action is recorded.",
            do=f"have the chair rule on {who(subject, conflict.person)} before the vote, and record the ruling with "
            "its time",
        )
    row = ruled[0]
    if not row.action:
        return lacks(
            item.item,
            f"{what}; {who(subject, conflict.person)} declared it, and what was done is not recorded.",
            missing("declarations", "action", f"{item.item}, {conflict.person}", "an action has to be on record"),
        )
    return _ruled_by_oneself(subject, meeting, item, row, what) or _in_time(subject, meeting, item, row, what)


def _ruled_by_oneself(
    subject: Subject, meeting: Meeting, item: AgendaItem, row: Declaration, what: str
) -> Finding | None:
    """A ruling by the very person whom it is about settles nothing: another has to rule."""
    by, person = _plain(row.decided_by), row.person
    if not by:
        return None
    name = who(subject, person)
    do = f"have somebody without an interest, such as the deputy chair, rule on {name}, and record who did"
    there = [stay.seat for stay in subject.records.rows(Attendance, meeting=meeting.meeting) if stay.person == person]
    theirs = (person, name_of_person(subject.records, person), name, *there)
    if by in {_plain(text) for text in theirs if text}:
        return fails(item.item, f"{what}; {name} ruled on it themselves: {row.action.replace('_', ' ')}.", do=do)
    seats = subject.records.rows(Seat, body=meeting.body, seat_class="chair")
    if by != "chair" or person not in _holders(subject, seats, meeting):
        return None
    told = f"{what}; the ruling is recorded as the chair's, and {name} is the chair: who ruled is not clear."
    return needs_judgement(item.item, told, do=do)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).removeprefix("the ")


def _holders(subject: Subject, seats: Iterable[Seat], meeting: Meeting) -> set[str]:
    """Who sits in some seats on the day of a meeting."""
    return {
        held.person
        for seat in seats
        if seat.holds_on(meeting.on_date)
        for held in subject.records.rows(Appointment, seat=seat.seat)
        if held.holds_on(meeting.on_date)
    }


def _in_time(subject: Subject, meeting: Meeting, item: AgendaItem, row: Declaration, what: str) -> Finding:
    told = f"{what}; {who(subject, row.person)}: {row.action.replace('_', ' ')}"
    if row.on_date and row.on_date < meeting.on_date:
        return passes(item.item, f"{told}, ruled before the meeting.")
    late = f"{told}, recorded only after the vote."
    do = "rule on interests as the item opens, before anybody votes"
    if row.on_date and row.on_date > meeting.on_date:
        return fails(item.item, late, do=do)
    if row.at is None:
        return lacks(
            item.item,
            f"{told}; when that was ruled is not known.",
            missing("declarations", "at", f"{item.item}, {row.person}", "the ruling has to come before the vote"),
        )
    votes = [minute(vote.at) for vote in subject.records.rows(Vote, item=item.item) if vote.at]
    ruled = minute(row.at)
    if votes:
        last, of = min(votes), "the vote"
    elif item.starts and ruled <= minute(item.starts):
        last, of = minute(item.starts) + 1, "the vote"
    elif item.ends:
        last, of = minute(item.ends), "the end of the item"
    else:
        return lacks(
            item.item,
            f"{told} at {row.at}; when the vote was taken or the item ended is not known.",
            missing("agenda_items", "ends", item.item, "the ruling has to come before the vote"),
        )
    if ruled == last:
        # Minutes are all that is written down: which came first, the ruling or the vote, they do not tell.
        same = f"{told}, at {row.at}, in the very minute of {of}; which of the two came first is not written down."
        return needs_judgement(item.item, same, do="have the chair say, and record, which came first")
    return (
        passes(item.item, f"{told}, at {row.at}, before the vote.") if ruled < last else fails(item.item, late, do=do)
    )
