"""Whether an item is quorate once those who must leave have left, and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commonweal.answers import Reason, Unknown, Verdict
from commonweal.governance.decide_conflicts import Leaving
from commonweal.governance.decide_quorum_cures import item_cures
from commonweal.governance.deputy_right import deputy_doubt
from commonweal.governance.handbook import Appointment, Records
from commonweal.governance.item_times import ItemTimes, deciding
from commonweal.governance.membership import name_of, seats_on
from commonweal.governance.person_names import name_and_id
from commonweal.governance.presence import Moment
from commonweal.governance.quorate_spans import QuorateSpan, quorate_spans
from commonweal.governance.quorum import QuorumResult, SeatAt, evaluate
from commonweal.governance.quorum_first_told import first_sentence, first_window
from commonweal.governance.quorum_people import in_the_count
from commonweal.governance.quorum_terms import (
    QuorumTerms,
    clause_source,
    quorum_terms,
    term_on,
    waits_for_approval,
)
from commonweal.governance.quorum_told import quorum_sentence, turns, while_quorate

__all__ = ["ItemQuorum", "QuorumTerms", "clause_source", "item_quorum", "quorum_terms", "term_on"]


@dataclass(frozen=True, slots=True)
class ItemQuorum:
    """The quorum of one item.

    Args:
        reason: The section of the answer.
        cures: What would make it quorate.
        clock: For each moment, the time, the count and the verdict.
        spans: The same as stretches of time, with who left and who came between them.
        turns: Who left when the quorum was lost, and who came when it was back, in words that name them.
    """

    reason: Reason
    unknowns: tuple[Unknown, ...] = ()
    cures: tuple[str, ...] = ()
    clock: tuple[Mapping[str, int | str], ...] = ()
    spans: tuple[QuorateSpan, ...] = ()
    turns: tuple[str, ...] = ()


def item_quorum(
    records: Records,
    body: str,
    on: date,
    moments: Sequence[Moment] | None,
    leaving: Leaving,
    times: ItemTimes | None = None,
) -> ItemQuorum:
    """Whether the item is quorate when it is decided; where no vote is timed, from its beginning to its end.

    Where the chair has yet to rule, it is tried with and without those people: the verdict is settled only where
    both agree.

    Args:
        records: The handbook.
        body: Whose quorum.
        on: The day.
        moments: How the room stood from change to change; None where nobody has said who is there.
        leaving: Who leaves for the item, and on whom the chair has yet to rule.
        times: When it began, ended and was voted on; None asks of the whole of it.
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
    results = [result for result, _ in judged]
    settled = deciding(moments, [result.verdict for result in results], times)
    verdict, sought = settled.verdict, Verdict.FAIL if settled.doubt else settled.verdict
    place = next((index for index in settled.places if results[index].verdict is sought), settled.places[0])
    worst, room = results[place], moments[place].present
    clock = tuple(
        {"time": moment.clock, "count": result.count, "verdict": result.verdict.value}
        for moment, result in zip(moments, results, strict=True)
    )
    counted = in_the_count(
        room,
        seats=seats,
        result=worst,
        excluded=leaving.out | (leaving.perhaps if worst.verdict is Verdict.NEEDS_JUDGEMENT else frozenset()),
        deputies_count=terms.deputies_count,
        most_deputies=terms.most_deputies,
    )
    away = leaving.out | leaving.perhaps
    # Where it is only the times that leave it open, nobody more need come.
    by_time = settled.by in ("outside", "open")
    curable = verdict is not Verdict.PASS and not by_time
    cures = item_cures(records, body, on, terms, seats, away, worst) if curable else ()
    # A name is read only of whom there is something to say: a receipt embeds what was read.
    odd = [each for each in counted if each.sentence()]
    people = [Reason(each.sentence(name_and_id(records, each.person)), None, personal=True) for each in odd]
    timed = times or ItemTimes()
    spans = quorate_spans(moments, results, timed.starts, timed.ends, away)
    if records.as_first_released:
        sentence, in_time = first_sentence(name, verdict, moments, results), first_window(moments, results)
        moved: tuple[str, ...] = ()
    else:
        sentence = quorum_sentence(name, settled, [result.count for result in results], spans, timed)
        in_time, moved = while_quorate(settled, spans), turns(records, spans)
    who_moved = [Reason(each, None, personal=True) for each in moved]
    return ItemQuorum(
        Reason(sentence, verdict, sources=terms.sources, children=(*worst.reasons, *who_moved, *people)),
        timed.unknowns(settled) if by_time else _unknowns(records, on, seats, body, verdict, terms, moments),
        (*cures, *in_time) if verdict is not Verdict.PASS else (),
        clock,
        spans,
        moved,
    )


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
