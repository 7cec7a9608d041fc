"""May we decide this? Authority, interests, quorum and duties, put together into one answer; and who else may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from commonweal.answers import (
    Answer,
    Dates,
    Evidence,
    Question,
    Reason,
    Unknown,
    Verdict,
    all_of,
    calculation,
    run,
)
from commonweal.governance.authority import Chain, find_chain, holders
from commonweal.governance.decide_conflicts import who_leaves
from commonweal.governance.decide_duties import duties
from commonweal.governance.decide_inputs import Item, Ruling, read_item
from commonweal.governance.decide_notice import notice
from commonweal.governance.decide_quorum import ItemQuorum, item_quorum
from commonweal.governance.handbook import (
    AgendaItem,
    Consideration,
    Decision,
    Declaration,
    Function,
    Handbook,
    HandbookFacts,
    Meeting,
    Records,
)
from commonweal.governance.membership import name_of, seats_on
from commonweal.governance.presence import Moment, Stay, moments, present
from commonweal.law import book
from commonweal.money import show
from commonweal.problems import BadInput, Problem

CALCULATION = "governance.can_decide"
WHO = "governance.who_may_decide"


def can_decide(item: Item, *, handbook: Handbook, dates: Dates, overlays: tuple[str, ...] = ()) -> Answer:
    """May this body, or this seat's holder, decide this item, with these people in the room?

    Args:
        item: What is to be decided.
        handbook: The system's handbook.
        dates: The day of the decision, the day whose rules apply, and what was known when.
        overlays: Reforms not in force, to be applied on top.

    Returns:
        An Answer whose reasons are the chain of authority up to the Act with the limit, the interests and who leaves,
        the quorum after that, notice and papers, and the duties to record. ``details`` holds the cures and tables.

    Raises:
        BadInput: The item names a meeting, an item, a body or a function that the handbook does not have.
    """
    return ask(CALCULATION, item, handbook=handbook, dates=dates, overlays=overlays)[1]


def who_may_decide(item: Item, *, handbook: Handbook, dates: Dates, overlays: tuple[str, ...] = ()) -> Answer:
    """The reverse question: every body and seat that may decide an item of this function, amount and place."""
    return ask(WHO, item, handbook=handbook, dates=dates, overlays=overlays)[1]


def ask(
    name: str, item: Item, *, handbook: Handbook, dates: Dates, overlays: tuple[str, ...] = (), facts: Any = None
) -> tuple[Question, Answer, Evidence]:
    """Ask one of the two questions, and keep what a receipt needs."""
    question = Question(name, item.to_json(), question_text(name, item), dates)
    evidence = Evidence(rules=book(overlays), facts=facts or HandbookFacts(handbook), dates=dates)
    return question, run(question, evidence), evidence


def question_text(name: str, item: Item) -> str:
    """The question in words."""
    what = item.title or f"item {item.item}"
    amount = f" for {show(item.amount_pence)}" if item.amount_pence is not None else ""
    if name == WHO:
        return f"Who may decide “{what}”{amount}?"
    return f"May {item.body or item.seat or 'this meeting'} decide “{what}”{amount}?"


@calculation(CALCULATION, version="1")
def _can_decide(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    records, on = Records(evidence), evidence.dates.holds_on
    item, meeting, agenda = _complete(read_item(inputs), records)
    who = item.body or item.seat
    name = name_of(records, item.body, on) if item.body else f"the holder of {item.seat}"
    chain = _chain(records, item, on)
    authority = _authority(chain, name, item)
    room, people = _room(records, item, meeting, agenda, on)
    leaving = who_leaves(records, evidence, item, people)
    quorum = item_quorum(records, item.body, on, room, leaving) if item.body else _no_quorum(name)
    told = notice(records, evidence, item, meeting)
    record, topics = duties(evidence, item)
    sections = [authority, leaving.reason, quorum.reason, told.reason, record]
    verdict = all_of([section.verdict for section in sections if section.verdict])
    cures = tuple(dict.fromkeys((*chain.cures, *quorum.cures, *told.cures)))
    return Answer(
        sentence=_sentence(verdict, name, item, sections, cures),
        verdict=verdict,
        reasons=tuple(sections),
        unknowns=tuple(dict.fromkeys((*chain.unknowns, *leaving.unknowns, *quorum.unknowns, *told.unknowns))),
        judgements=leaving.judgements,
        notes=("Commonweal says what the rules are and what is missing. It is not legal advice.",),
        details={
            "decider": who,
            "limit_pence": chain.limit_pence,
            "leave": sorted(leaving.out),
            "to_be_ruled_on": sorted(leaving.perhaps),
            "interests": list(leaving.details),
            "quorum_clock": list(quorum.clock),
            "record": list(topics),
            "cures": list(cures),
        },
    )


@calculation(WHO, version="1")
def _who_may_decide(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    records, on = Records(evidence), evidence.dates.holds_on
    item, _, _ = _complete(read_item(inputs), records)
    if not item.function:
        raise BadInput(Problem("no function is named", do="name the function that the decision exercises"))
    found = holders(
        records, function=item.function, amount_pence=item.amount_pence, years=item.years, place=item.place, on=on
    )
    able = [holder for holder in found if holder.chain.verdict is Verdict.PASS]
    children = []
    for holder in found:
        name = name_of(records, holder.body, on) if holder.body else f"The holder of {holder.seat}"
        steps = tuple(Reason(step.sentence, step.verdict, sources=(step.source,)) for step in holder.chain.steps)
        children.append(Reason(f"{name}: {_limit_words(holder.chain)}.", holder.chain.verdict, children=steps))
    told = ", ".join(name_of(records, h.body, on) if h.body else f"the holder of {h.seat}" for h in able)
    verdict = Verdict.PASS if able else all_of([h.chain.verdict for h in found]) if found else Verdict.FAIL
    nobody = "Nobody in the handbook is shown to have authority to decide it."
    sentence = f"These may decide it: {told}." if able else nobody
    return Answer(
        sentence=sentence,
        verdict=verdict,
        reasons=tuple(children) or (Reason("No live grant of this function reaches anybody.", Verdict.FAIL),),
        unknowns=tuple(dict.fromkeys(unknown for holder in found for unknown in holder.chain.unknowns)),
        details={
            "holders": [
                {
                    "body": holder.body,
                    "seat": holder.seat,
                    "limit_pence": holder.limit_pence,
                    "verdict": holder.chain.verdict.value,
                }
                for holder in found
            ]
        },
    )


def _complete(item: Item, records: Records) -> tuple[Item, Meeting | None, AgendaItem | None]:
    """Fill in from the handbook's agenda what the item does not say itself."""
    agenda = records.first(AgendaItem, item=item.item) if item.item else None
    if item.item and agenda is None:
        raise BadInput(
            Problem("the handbook has no such agenda item", given=item.item, do="see the sheet agenda_items")
        )
    if agenda is not None:
        counterparties = item.counterparties if item.counterparties is not None else agenda.counterparties or None
        item = replace(
            item,
            title=item.title or agenda.title,
            meeting=item.meeting or agenda.meeting,
            function=item.function or agenda.function,
            place=item.place or agenda.place,
            amount_pence=item.amount_pence if item.amount_pence is not None else agenda.amount_pence,
            years=item.years if item.years != 1 else agenda.years or 1,
            counterparties=counterparties,
            individual_patient=_first(item.individual_patient, agenda.individual_patient),
            changes_services=_first(item.changes_services, agenda.changes_services),
            rulings=item.rulings or _rulings(records, agenda),
            considered=item.considered if item.considered is not None else _considered(records, agenda),
        )
    meeting = records.first(Meeting, meeting=item.meeting) if item.meeting else None
    if item.meeting and meeting is None:
        raise BadInput(Problem("the handbook has no such meeting", given=item.meeting, do="see the sheet meetings"))
    if meeting is not None:
        item = replace(
            item,
            body=item.body or ("" if item.seat else meeting.body),
            notice_on=item.notice_on or meeting.notice_on,
            papers_on=item.papers_on or meeting.papers_on,
        )
    return item, meeting, agenda


def _rulings(records: Records, agenda: AgendaItem) -> tuple[Ruling, ...]:
    """What the chair ruled at the meeting, as the handbook records it."""
    return tuple(
        Ruling(row.person, row.action, row.decided_by or "chair", row.reason)
        for row in records.rows(Declaration, item=agenda.item)
        if row.action
    )


def _considered(records: Records, agenda: AgendaItem) -> dict[str, str] | None:
    """What the record of the decision says was considered; None where no decision is recorded yet."""
    decision = records.first(Decision, item=agenda.item)
    if decision is None:
        return None
    kept = records.rows(Consideration, decision=decision.decision)
    return {row.topic: row.text or row.not_applicable_because for row in kept}


def _first(given: bool | None, otherwise: bool | None) -> bool | None:
    return otherwise if given is None else given


def _chain(records: Records, item: Item, on: date) -> Chain:
    if not item.function:
        unknown = Unknown(
            "the function that the decision exercises",
            "authority is granted function by function",
            "name the function, by its id in the sheet functions",
        )
        return Chain(Verdict.INSUFFICIENT_DATA, (), None, (unknown,), (), Verdict.INSUFFICIENT_DATA, False)
    if not records.rows(Function, function=item.function):
        raise BadInput(
            Problem("the handbook has no such function", given=item.function, do="see the sheet functions for its ids")
        )
    return find_chain(
        records,
        body=item.body or None,
        seat=item.seat or None,
        function=item.function,
        amount_pence=item.amount_pence,
        years=item.years,
        place=item.place,
        on=on,
    )


def _authority(chain: Chain, name: str, item: Item) -> Reason:
    steps = tuple(Reason(step.sentence, step.verdict, sources=(step.source,)) for step in chain.steps)
    told = {
        Verdict.PASS: f"{_capital(name)} has the authority: {_limit_words(chain)}.",
        Verdict.FAIL: f"{_capital(name)} does not have the authority.",
    }.get(chain.verdict, f"Whether {name} has the authority cannot be told yet.")
    return Reason(told, chain.verdict, children=steps)


def _limit_words(chain: Chain) -> str:
    if chain.limit_pence is not None:
        return f"up to {show(chain.limit_pence)}"
    return "no money limit is set" if chain.limit_known else "its money limit is not known"


def _room(
    records: Records, item: Item, meeting: Meeting | None, agenda: AgendaItem | None, on: date
) -> tuple[tuple[Moment, ...] | None, Sequence[str]]:
    """The moments of the item and everybody who was in the room for any of it."""
    seats = seats_on(records, item.body, on) if item.body else ()
    if item.present is not None:
        stays = [Stay(who.person, who.seat, who.deputy, 0, 1) for who in item.present]
        there = (Moment(None, present(records, seats, on, stays)),)
        return there, [who.person for who in item.present]
    if meeting is not None:
        found = moments(records, meeting, agenda, seats)
        people = dict.fromkeys(who.person for moment in found for who in moment.present)
        if people:
            return found, list(people)
    # Nobody is said to be there: the interests of every member are looked at all the same.
    return None, [person for seat in seats for person in seat.holders]


def _no_quorum(name: str) -> ItemQuorum:
    return ItemQuorum(Reason(f"One person decides, so no quorum is asked of {name}.", Verdict.NOT_APPLICABLE))


def _sentence(verdict: Verdict, name: str, item: Item, sections: Sequence[Reason], cures: tuple[str, ...]) -> str:
    what = f"“{item.title}”"
    if verdict is Verdict.PASS:
        return f"Yes: {name} may decide {what}."
    first = next(section.sentence for section in sections if section.verdict is verdict)
    if verdict is Verdict.FAIL:
        cure = f" {_capital(cures[0]).rstrip('.')}." if cures else ""
        return f"No: {name} may not decide {what} as things stand. {first}{cure}"
    if verdict is Verdict.NEEDS_JUDGEMENT:
        return f"Not yet: somebody has to judge first. {first}"
    return f"It cannot be told yet whether {name} may decide {what}. {first}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
