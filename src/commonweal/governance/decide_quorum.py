"""Whether an item is quorate once those who must leave have left, and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commonweal.answers import Reason, Unknown, Verdict, all_of
from commonweal.governance.decide_conflicts import Leaving
from commonweal.governance.decide_quorum_cures import item_cures
from commonweal.governance.deputy_right import deputy_doubt
from commonweal.governance.handbook import Appointment, Records
from commonweal.governance.membership import name_of, seats_on
from commonweal.governance.person_names import name_and_id
from commonweal.governance.presence import Moment
from commonweal.governance.quorum import QuorumResult, SeatAt, evaluate
from commonweal.governance.quorum_people import in_the_count
from commonweal.governance.quorum_terms import (
    QuorumTerms,
    clause_source,
    quorum_terms,
    term_on,
    waits_for_approval,
)

__all__ = ["ItemQuorum", "QuorumTerms", "clause_source", "item_quorum", "quorum_terms", "term_on"]


@dataclass(frozen=True, slots=True)
class ItemQuorum:
    """The quorum of one item.

    Args:
        reason: The section of the answer.
        cures: What would make it quorate.
        clock: For each moment, the time, the count and the verdict.
    """

    reason: Reason
    unknowns: tuple[Unknown, ...] = ()
    cures: tuple[str, ...] = ()
    clock: tuple[Mapping[str, int | str], ...] = ()


def item_quorum(
    records: Records, body: str, on: date, moments: Sequence[Moment] | None, leaving: Leaving
) -> ItemQuorum:
    """Whether the item is quorate from its beginning to its end.

    Where the chair has yet to rule, it is tried with and without those people: the verdict is settled only where
    both agree.
    """
    name, terms = name_of(records, body, on), quorum_terms(records, body, on)
    if terms.quorum is None:
        waits = waits_for_approval(records, body, "quorum", on)
        why = terms.problem or f"No quorum of {name} {f'is in force: {waits}' if waits else 'stands in the handbook'}"
        unknown = Unknown(
            f"terms.value of quorum for {body}",
            "whether enough members are there cannot be told without the quorum",
            f"fill in the quorum of {body} in the sheet terms, with the clause that sets it",
        )
        reason = Reason(
            f"{why.rstrip('.')}: whether enough members are there cannot be told.", Verdict.INSUFFICIENT_DATA
        )
        return ItemQuorum(reason, (unknown,))
    seats = seats_on(records, body, on)
    if not seats:
        unknown = Unknown(f"seats of {body}", "a quorum counts seats", f"list the seats of {body} in the sheet seats")
        return ItemQuorum(Reason(f"No seats of {name} stand in the handbook.", Verdict.INSUFFICIENT_DATA), (unknown,))
    if moments is None:
        unknown = Unknown(
            "who is present", "a quorum counts who is in the room", "list who is present, or who is expected to be"
        )
        return ItemQuorum(
            Reason(
                f"The quorum of {name} asks for {terms.quorum.words()}; nobody has said who is present.",
                Verdict.INSUFFICIENT_DATA,
                sources=terms.sources,
            ),
            (unknown,),
        )
    if unseated := _nobody_seated(records, seats, moments):
        told = f"It is not known who sits on {name}: no appointments to its seats stand in the handbook."
        return ItemQuorum(Reason(told, Verdict.INSUFFICIENT_DATA, sources=terms.sources), (unseated,))
    judged = [_at(moment, terms, seats, leaving) for moment in moments]
    verdict = all_of([result.verdict for result, _ in judged])
    place = next(index for index, pair in enumerate(judged) if pair[0].verdict is verdict)
    worst, room = judged[place][0], moments[place].present
    clock = tuple(
        {"time": moment.clock, "count": result.count, "verdict": result.verdict.value}
        for moment, (result, _) in zip(moments, judged, strict=True)
    )
    counted = in_the_count(
        room,
        seats=seats,
        result=worst,
        excluded=leaving.out | (leaving.perhaps if verdict is Verdict.NEEDS_JUDGEMENT else frozenset()),
        deputies_count=terms.deputies_count,
        most_deputies=terms.most_deputies,
    )
    away = leaving.out | leaving.perhaps
    cures = item_cures(records, body, on, terms, seats, away, worst) if verdict is not Verdict.PASS else ()
    # A name is read only of whom there is something to say: a receipt embeds what was read.
    odd = [each for each in counted if each.sentence()]
    people = [Reason(each.sentence(name_and_id(records, each.person)), None, personal=True) for each in odd]
    return ItemQuorum(
        Reason(
            _sentence(name, verdict, moments, judged),
            verdict,
            sources=terms.sources,
            children=(*worst.reasons, *people),
        ),
        _unknowns(records, on, seats, body, verdict, terms, moments),
        (*cures, *_while_quorate(moments, judged)) if verdict is not Verdict.PASS else (),
        clock,
    )


def _while_quorate(moments: Sequence[Moment], judged: Sequence[tuple[QuorumResult, QuorumResult]]) -> tuple[str, ...]:
    """For an item that was quorate for a part of its time: that a vote in that part is good."""
    times = [*(moment.clock for moment in moments), ""]
    for index, (result, _) in enumerate(judged):
        if result.verdict is Verdict.PASS and times[index]:
            until = f" to {times[index + 1]}" if times[index + 1] else ""
            return (f"take the vote, or minute that it was taken, from {times[index]}{until}, while it is quorate",)
    return ()


def _nobody_seated(records: Records, seats: Sequence[SeatAt], moments: Sequence[Moment]) -> Unknown | None:
    """What is missing where people are there of whom no seat is known, and no appointment is recorded at all."""
    if not any(not who.seats for moment in moments for who in moment.present):
        return None
    if any(seat.holders or records.rows(Appointment, seat=seat.seat) for seat in seats):
        return None
    why = "without appointments it is not known in which seats those present sit"
    return Unknown("appointments.person", why, "fill in the sheet appointments, or name the seat of each who is there")


def _at(
    moment: Moment, terms: QuorumTerms, seats: tuple[SeatAt, ...], leaving: Leaving
) -> tuple[QuorumResult, QuorumResult]:
    assert terms.quorum is not None
    settled = {"deputies_count": terms.deputies_count, "most_deputies": terms.most_deputies}
    staying = evaluate(terms.quorum, seats=seats, present=moment.present, excluded=leaving.out, **settled)  # type: ignore[arg-type]
    if not leaving.perhaps:
        return staying, staying
    gone = evaluate(
        terms.quorum,
        seats=seats,
        present=moment.present,
        excluded=leaving.out | leaving.perhaps,
        **settled,  # type: ignore[arg-type]
    )
    if gone.verdict is staying.verdict:
        return gone, staying
    open_until_ruled = QuorumResult(Verdict.NEEDS_JUDGEMENT, gone.reasons, gone.counted, gone.cures)
    return open_until_ruled, staying


def _sentence(
    name: str, verdict: Verdict, moments: Sequence[Moment], judged: Sequence[tuple[QuorumResult, QuorumResult]]
) -> str:
    counts = [result.count for result, _ in judged]
    if verdict is Verdict.PASS:
        return f"The item is quorate: {_members(min(counts), name)}."
    if verdict is Verdict.FAIL:
        lost, count = next(
            (moment, result.count)
            for moment, (result, _) in zip(moments, judged, strict=True)
            if result.verdict is verdict
        )
        since = f" from {lost.clock}" if lost.clock and len(moments) > 1 else ""
        return f"The item is not quorate{since}: {_members(count, name)}{' then' * bool(since)}."
    if verdict is Verdict.NEEDS_JUDGEMENT:
        return f"Whether it is quorate hangs on the chair's ruling: {_members(min(counts), name)} if all leave."
    return f"Whether the item is quorate cannot be told: {_members(min(counts), name, certainly=True)}."


def _members(count: int, name: str, *, certainly: bool = False) -> str:
    verb = f"{'certainly ' * certainly}count{'s' * (count == 1)}"
    return f"{count or 'no'} voting member{'s' * (count != 1)} of {name} {verb}"


def _unknowns(
    records: Records, on: date, seats: Sequence[SeatAt], body: str, verdict: Verdict, terms: QuorumTerms,
    moments: Sequence[Moment],
) -> tuple[Unknown, ...]:  # fmt: skip
    if verdict is not Verdict.INSUFFICIENT_DATA:
        return ()
    told = []
    there = [who for moment in moments for who in moment.present]
    if terms.deputies_count is None and any(who.deputy_for for who in there):
        told.append(
            Unknown(f"terms.value of deputies for {body}", "a deputy is in the room", "say whether deputies count")
        )
    held = {seat.seat: seat for seat in seats}
    for who in there:
        for seat in who.unsure:
            doubt = deputy_doubt(records, held[seat], who.person, on) if seat in who.deputy_for else None
            told += [doubt.unknown] if doubt else []
    members = ((seat, who.why) for who in there for seat in who.unsure if seat not in who.deputy_for)
    for seat, why in dict.fromkeys(members):
        told.append(Unknown(f"appointments.approvals of {seat}", why, "fill in the day of each approval"))
    if any(not who.certain for who in there):
        told.append(
            Unknown(
                "agenda_items.starts and ends",
                "somebody was there for part of the meeting only",
                "fill in when the item began and ended",
            )
        )
    return tuple(dict.fromkeys(told)) or (
        Unknown(f"seats.voting of {body}", "a seat counts only if it votes", "say for each seat whether it votes"),
    )
