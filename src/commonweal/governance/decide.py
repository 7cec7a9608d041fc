"""May we decide this? Authority, interests, quorum and duties, put together into one answer; and who else may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from commonweal.answers import Answer, Dates, Evidence, Question, Reason, Verdict, all_of, calculation, run
from commonweal.governance.decide_authority import authority, item_chain
from commonweal.governance.decide_chair import chair_for_item
from commonweal.governance.decide_conflicts import who_leaves
from commonweal.governance.decide_duties import duties
from commonweal.governance.decide_inputs import Item, read_item
from commonweal.governance.decide_item import complete
from commonweal.governance.decide_notice import notice
from commonweal.governance.decide_quorum import item_quorum
from commonweal.governance.decide_room import alone, room_of
from commonweal.governance.decide_who import WHO
from commonweal.governance.handbook import Handbook, HandbookFacts, Meeting, Records
from commonweal.governance.membership import name_of
from commonweal.law import book
from commonweal.money import show
from commonweal.organisations.periods import written

__all__ = ["CALCULATION", "WHO", "ask", "can_decide", "question_text", "who_may_decide"]

CALCULATION = "governance.can_decide"


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


@dataclass(frozen=True, slots=True)
class _Part:
    """A section of the answer, what it adds to the verdict, and what would mend it."""

    reason: Reason
    counts: Verdict | None
    cures: tuple[str, ...] = ()

    def told(self, verdict: Verdict) -> str:
        """Its sentence, with what would mend it where it fails."""
        cures = [f"{_capital(cure).rstrip('.')}." for cure in self.cures] if verdict is Verdict.FAIL else []
        return " ".join([self.reason.sentence, *cures])


@calculation(CALCULATION, version="1")
def _told_by_id(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """As it was first released: people are called by their ids, so that its receipts replay as they were issued."""
    return _can_decide(inputs, evidence, Records(evidence, names_people=False))


@calculation(CALCULATION, version="2")
def _told_by_name(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """People are called by name where the handbook has it."""
    return _can_decide(inputs, evidence, Records(evidence))


def _can_decide(inputs: Mapping[str, Any], evidence: Evidence, records: Records) -> Answer:
    on = evidence.dates.holds_on
    item, meeting, agenda = complete(read_item(inputs), records)
    who = item.body or item.seat
    name = name_of(records, item.body, on) if item.body else f"the holder of {item.seat}"
    chain = item_chain(records, item, on)
    room = room_of(records, item, meeting, agenda, on)
    leaving = who_leaves(records, evidence, item, room.people, deciding=room.deciding)
    if item.body:
        quorum = item_quorum(records, item.body, on, room.moments, leaving, room.times)
    else:
        quorum = alone(records, item, name, on, leaving)
    presiding = chair_for_item(records, item.body, on, leaving, room.people)
    interests = (*leaving.reason.children, *presiding)
    told = notice(records, evidence, item, meeting)
    record, topics = duties(evidence, item)
    parts = (
        _Part(authority(chain, name), chain.verdict, chain.cures),
        _Part(replace(leaving.reason, children=interests), leaving.reason.verdict, leaving.cures),
        _Part(quorum.reason, quorum.reason.verdict, quorum.cures),
        # Late papers fail and bar nothing: of notice and papers only what binds counts towards the verdict.
        _Part(told.reason, told.counts, told.cures),
        _Part(record, record.verdict),
    )
    verdict = all_of([part.counts for part in parts if part.counts])
    cures = tuple(dict.fromkeys(cure for part in parts for cure in part.cures))
    return Answer(
        sentence=_sentence(verdict, name, item, parts, told.warnings),
        verdict=verdict,
        reasons=tuple(part.reason for part in parts),
        unknowns=tuple(dict.fromkeys((*chain.unknowns, *leaving.unknowns, *quorum.unknowns, *told.unknowns))),
        judgements=leaving.judgements,
        notes=(*_other_day(meeting, on), "Commonweal says what the rules are and what is missing, not legal advice."),
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


def _other_day(meeting: Meeting | None, on: date) -> tuple[str, ...]:
    if meeting is None or meeting.on_date == on:
        return ()
    return (f"This is asked of {written(on)}, and the meeting is on {written(meeting.on_date)}: ask it of that day.",)


def _sentence(verdict: Verdict, name: str, item: Item, parts: Sequence[_Part], warnings: Sequence[str]) -> str:
    what = f"“{item.title}”"
    if verdict is Verdict.PASS:
        though = f", though {' and '.join(warnings)}" if warnings else ""
        return f"Yes: {name} may decide {what}{though}."
    why = [part.told(verdict) for part in parts if part.counts is verdict]
    if verdict is Verdict.FAIL:
        return f"No: {name} may not decide {what} as things stand. {' '.join(why)}"
    if verdict is Verdict.NEEDS_JUDGEMENT:
        return f"Not yet: somebody has to judge first. {' '.join(why)}"
    return f"It cannot be told yet whether {name} may decide {what}. {' '.join(why)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
