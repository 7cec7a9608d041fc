"""The quorum of each item, from who was in the room: kept item by item (E05), and no effect without it (E06)."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.answers import Dates, Verdict
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
from commonweal.governance.checks.registry import check
from commonweal.governance.checks.scope import NO_DECISION, bodies_of, meetings, named, shown
from commonweal.governance.decide_conflicts import Leaving
from commonweal.governance.decide_quorum import ItemQuorum, item_quorum
from commonweal.governance.handbook import AgendaItem, Attendance, Decision, Meeting
from commonweal.governance.item_exclusions import NOBODY, as_far_as_known, exclusions
from commonweal.governance.item_times import room_of_item, times_of
from commonweal.governance.membership import seats_on


def leaving_of(subject: Subject, meeting: Meeting, item: AgendaItem) -> Leaving:
    """Who is out for an item and on whom the chair has yet to rule, as the meeting's clock has it; worked out once."""

    def found() -> Leaving:
        there = {row.person for row in subject.records.rows(Attendance, meeting=meeting.meeting) if not row.apologies}
        return exclusions(subject.records, item, sorted(there), Dates.on(meeting.on_date))

    return subject.records.kept(("leaving", item.item), found)


def quorum_of(subject: Subject, meeting: Meeting, item: AgendaItem, *, with_everybody: bool = False) -> ItemQuorum:
    """The quorum of an item as it was taken; ``with_everybody`` as it would be if nobody had to leave for interests."""
    key = ("quorum", item.item, with_everybody)
    return subject.records.kept(key, lambda: _quorum(subject, meeting, item, with_everybody=with_everybody))


def _quorum(subject: Subject, meeting: Meeting, item: AgendaItem, *, with_everybody: bool) -> ItemQuorum:
    records, on = subject.records, meeting.on_date
    there = records.rows(Attendance, meeting=meeting.meeting)
    times = times_of(records, meeting, item)
    room = room_of_item(records, meeting, item, seats_on(records, meeting.body, on), times) if there else None
    leaving = NOBODY if with_everybody else leaving_of(subject, meeting, item)
    return as_far_as_known(item_quorum(records, meeting.body, on, room, leaving, times), leaving)


def decision_on(subject: Subject, item: AgendaItem) -> Decision | None:
    """The decision that an item came to, if one is recorded."""
    return next(iter(subject.records.rows(Decision, item=item.item)), None)


def items_for_decision(subject: Subject) -> Iterator[tuple[Meeting, AgendaItem]]:
    """Items for decision at the meetings of every body of the system, up to the day."""
    for meeting in meetings(subject, bodies_of(subject)):
        for item in subject.records.rows(AgendaItem, meeting=meeting.meeting):
            if item.for_decision is not False:
                yield meeting, item


def no_items(subject: Subject) -> Finding:
    """Why nothing can be said where the handbook holds no item for decision."""
    return lacks(
        subject.system,
        "The handbook holds no items for decision at meetings of the system's bodies.",
        missing("agenda_items", "for_decision", "", "a quorum is held against each item for decision"),
    )


@check("governance.E05", every_body=True)
def each_item_is_quorate(subject: Subject) -> Iterator[Finding]:
    """The quorum is held against the room at each item for decision, not once for the meeting."""
    found = False
    for meeting, item in items_for_decision(subject):
        found = True
        yield _item(subject, meeting, item)
    if not found:
        yield no_items(subject)


def _item(subject: Subject, meeting: Meeting, item: AgendaItem) -> Finding:
    what = f"Item {item.item} of {named(subject, meeting.body, meeting.on_date)} on {shown(meeting.on_date)}"
    if item.for_decision is None:
        return lacks(
            item.item,
            f"{what}: whether it was for decision is not known.",
            missing("agenda_items", "for_decision", item.item, "only what is decided needs a quorum"),
        )
    decision = decision_on(subject, item)
    if decision and decision.outcome in NO_DECISION:
        return passes(item.item, f"{what} was {decision.outcome}, so nothing was decided.")
    quorum = quorum_of(subject, meeting, item)
    verdict, sentence = quorum.reason.verdict, quorum.reason.sentence
    if verdict is Verdict.PASS:
        if decision and decision.quorate is False:
            return needs_judgement(
                item.item,
                f"{what}: the minutes say that it was not quorate, and the attendance says that it was. {sentence}",
                do="compare the minutes with the attendance, and mend the one that is wrong",
            )
        return passes(item.item, f"{what}: {sentence}")
    if verdict is Verdict.FAIL:
        if decision and decision.quorate is False:
            return passes(item.item, f"{what}: {sentence} The minutes say so, item by item.")
        if decision is None:
            return lacks(
                item.item,
                f"{what}: {sentence} Whether anything was decided all the same is not known.",
                missing("decisions", "outcome", item.item, "without a quorum nothing can be decided"),
            )
        if decision.quorate is None and (decision.acted_on is False or decision.ratified_on or decision.fallback):
            # It was treated as a decision without a quorum, so the minutes may well say that it was one.
            return lacks(
                item.item,
                f"{what}: {sentence} What the minutes say of the quorum is not known.",
                missing("decisions", "quorate", decision.decision, "the quorum is minuted item by item"),
            )
        return fails(
            item.item,
            f"{what}: {sentence} A quorum is held against the room at each item, not once for the meeting.",
            do="; or ".join(quorum.cures) or "take the item again at a meeting that is quorate for it",
        )
    if verdict is Verdict.INSUFFICIENT_DATA:
        return lacks(item.item, f"{what}: {sentence}", *quorum.unknowns)
    return needs_judgement(item.item, f"{what}: {sentence}", do="record what the chair ruled on each interest")


@check("governance.E06", every_body=True)
def decisions_without_quorum_have_no_effect(subject: Subject) -> Iterator[Finding]:
    """What was decided without a quorum is not acted on before it is ratified."""
    found = False
    for meeting, item in items_for_decision(subject):
        decision = decision_on(subject, item)
        if decision is None or decision.outcome in NO_DECISION:
            continue
        found = True
        yield _effect(subject, meeting, item, decision)
    if not found:
        yield lacks(
            subject.system,
            "The handbook holds no decisions on items of the system's bodies.",
            missing("decisions", "item", "", "only a decision can take effect"),
        )


def _effect(subject: Subject, meeting: Meeting, item: AgendaItem, decision: Decision) -> Finding:
    quorum = quorum_of(subject, meeting, item)
    verdict = quorum.reason.verdict
    what = f"Decision {decision.decision} on item {item.item}"
    if verdict is Verdict.PASS and decision.quorate is not False:
        return not_applicable(decision.decision, f"{what} was quorate.")
    if verdict is not Verdict.FAIL and decision.quorate is not False:
        if verdict is Verdict.INSUFFICIENT_DATA:
            return lacks(decision.decision, f"{what}: {quorum.reason.sentence}", *quorum.unknowns)
        return needs_judgement(decision.decision, f"{what}: {quorum.reason.sentence}", do="record the chair's ruling")
    what += " was taken without a quorum"
    if decision.acted_on is None:
        return lacks(
            decision.decision,
            f"{what}; whether it was put into effect is not known.",
            missing("decisions", "acted_on", decision.decision, "it has no effect until it is ratified"),
        )
    if decision.ratified_on and decision.ratified_on <= subject.on:
        return _ratified(subject, decision, what)
    if not decision.acted_on:
        return passes(decision.decision, f"{what}, and was not put into effect.")
    late = f"only on {shown(decision.ratified_on)}" if decision.ratified_on else "by no meeting that is recorded"
    return fails(
        decision.decision,
        f"{what} and was put into effect, though it was ratified {late}; until then it has no effect.",
        do="stop acting on it, and put it to a quorate meeting for ratification",
    )


def _ratified(subject: Subject, decision: Decision, what: str) -> Finding:
    assert decision.ratified_on is not None
    told = f"{what}, and was ratified on {shown(decision.ratified_on)}"
    if decision.put_into_effect_on and decision.put_into_effect_on < decision.ratified_on:
        return fails(
            decision.decision,
            f"{told}; it was put into effect on {shown(decision.put_into_effect_on)}, before that.",
            do="do not act on a decision without a quorum until it is ratified; look at what was done in between",
        )
    if not decision.ratified_at:
        return lacks(
            decision.decision,
            f"{told}; by which meeting is not known.",
            missing("decisions", "ratified_at", decision.decision, "only a meeting of the body can ratify"),
        )
    ratifying = next(iter(subject.records.rows(Meeting, meeting=decision.ratified_at)), None)
    if ratifying is None or ratifying.on_date != decision.ratified_on:
        return fails(
            decision.decision,
            f"{told}; no meeting {decision.ratified_at} was held on that day.",
            do="correct the meeting or the day of the ratification",
        )
    return passes(decision.decision, f"{told} by meeting {decision.ratified_at}.")
