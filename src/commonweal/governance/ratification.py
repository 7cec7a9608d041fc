"""A decision taken without a quorum: whether it was ratified, by whom it may be, in time, and not acted on before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.answers import Dates, Reason, Unknown, Verdict
from commonweal.governance.checks.scope import NO_DECISION
from commonweal.governance.handbook import AgendaItem, Decision, Meeting, Records
from commonweal.governance.meeting_clock import clock
from commonweal.governance.membership import name_of
from commonweal.governance.quorum_at_decision import QuorumThen, quorum_then
from commonweal.governance.ratification_routes import Route, first_quorate, routes_of, shown_deadline
from commonweal.organisations.periods import written
from commonweal.problems import BadInput, Problem

_OPEN = Verdict.INSUFFICIENT_DATA


@dataclass(frozen=True, slots=True)
class Ratification:
    """What became of a decision that may have been taken without a quorum.

    Args:
        decision: Its id.
        verdict: PASS where it was ratified as it had to be and not acted on before; FAIL where not; NOT_YET_DUE while
            it waits; NOT_APPLICABLE where none is needed; otherwise what is missing or to be judged.
        sentence: The same in words.
        needed: Whether it needs ratification; None where that cannot be told.
        lost_at: When the quorum was lost, for one that was lost half-way through the item.
        routes: Who may ratify it, and by when.
        ratified_on: The day, where it was ratified.
        in_time: Whether that was in time; None where it was not ratified, or the terms do not say.
        acted_before: Whether it was put into effect before; None where that is not known.
        reasons: What was found, in order.
        unknowns: What is missing.
    """

    decision: str
    verdict: Verdict
    sentence: str
    needed: bool | None
    lost_at: str = ""
    routes: tuple[Route, ...] = ()
    ratified_on: date | None = None
    in_time: bool | None = None
    acted_before: bool | None = None
    reasons: tuple[Reason, ...] = ()
    unknowns: tuple[Unknown, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The answer as plain JSON."""
        plain = ("decision", "sentence", "needed", "lost_at", "in_time", "acted_before")
        return {name: getattr(self, name) for name in plain} | {
            "verdict": self.verdict.value,
            "routes": [route.to_json() for route in self.routes],
            "ratified_on": self.ratified_on.isoformat() if self.ratified_on else None,
            "reasons": [reason.to_json() for reason in self.reasons],
            "unknowns": [unknown.to_json() for unknown in self.unknowns],
        }


def ratification(records: Records, decision: str, *, on: date) -> Ratification:
    """Whether a decision needs ratification, who may give it and by when, and whether it was given as it had to be.

    A decision without a quorum has no effect until a meeting that may ratify it, and is quorate, has done so.

    Args:
        records: The handbook.
        decision: The decision's id.
        on: The day on which this is asked.

    Raises:
        BadInput: There is no such decision.
    """
    row = next(iter(records.rows(Decision, decision=decision)), None)
    if row is None:
        raise BadInput(Problem("the handbook has no such decision", given=decision, do="see the sheet decisions"))
    item = next(iter(records.rows(AgendaItem, item=row.item)), None) if row.item else None
    held = next(iter(records.rows(Meeting, meeting=item.meeting if item else row.meeting)), None)
    what = f"Decision {decision}"
    if row.outcome in NO_DECISION:
        return _none_needed(decision, f"{what} was {row.outcome}: nothing was decided.")
    if row.taken_by_seat and not row.taken_by:
        return _none_needed(decision, f"{what} was taken by one person, of whom no quorum is asked.")
    if item is None or held is None:
        gap = _gap("item", decision, "the quorum is that of the item on which it was taken")
        return Ratification(decision, _OPEN, f"{what}: the item and meeting are not recorded.", None, unknowns=(gap,))
    if row.fallback and row.taken_by == row.fallback and row.taken_by != held.body:
        other = name_of(records, row.fallback, row.on_date)
        return _none_needed(decision, f"{what} was passed to {other}, which took it.")
    then = quorum_then(records, held, item, Dates.on(held.on_date))
    if then.verdict is Verdict.PASS and row.quorate is not False:
        return _none_needed(decision, f"{what}: {then.sentence}")
    if then.verdict is not Verdict.FAIL and row.quorate is not False:
        sentence = f"{what}: {then.sentence}"
        return Ratification(decision, then.verdict, sentence, None, then.lost_at, unknowns=then.unknowns)
    return _judge(records, row, held, then, on)


def waiting(records: Records, on: date) -> tuple[Ratification, ...]:
    """Every decision up to a day that needs ratification or of which that cannot be told, the earliest first."""
    rows = sorted((row for row in records.rows(Decision) if row.on_date <= on), key=lambda row: row.on_date)
    found = (ratification(records, row.decision, on=on) for row in rows)
    return tuple(each for each in found if each.needed is not False)


def _none_needed(decision: str, sentence: str) -> Ratification:
    return Ratification(decision, Verdict.NOT_APPLICABLE, sentence, False)


def _judge(records: Records, row: Decision, held: Meeting, then: QuorumThen, on: date) -> Ratification:
    what = f"Decision {row.decision} was taken without a quorum"
    if then.verdict is not Verdict.FAIL:
        what += ", as the minutes say"
    routes = routes_of(records, held, lost_to_interests=then.lost_to_interests)
    moved = tuple(Reason(each, personal=True) for each in then.turns)
    reasons = [
        Reason(then.sentence, then.verdict, children=moved),
        *(Reason(each.sentence, sources=each.sources) for each in routes),
    ]
    unknowns: list[Unknown] = []
    if not routes:
        key = f"ratification of {held.body}"
        why = "who may ratify a decision is settled locally"
        unknowns.append(Unknown(f"terms.value of {key}", why, f"fill in {key} in the sheet terms"))
        reasons.append(Reason("The terms name no way of ratifying a decision.", _OPEN))
    done = row.ratified_on is not None and row.ratified_on <= on
    in_time: bool | None = None
    if done:
        in_time = _ratified(records, row, routes, reasons, unknowns)
    else:
        _not_ratified(records, held, routes, reasons, on)
    acted = _acted(row, reasons, unknowns, done=done)
    verdict = _worst([reason.verdict for reason in reasons[1:] if reason.verdict], done=done)
    told = next((each.sentence for each in reasons[1:] if each.verdict is verdict), "")
    if not told:
        told = "It has no effect until it is ratified."
    return Ratification(
        row.decision,
        verdict,
        f"{what}. {told}",
        True,
        then.lost_at,
        routes,
        row.ratified_on if done else None,
        in_time,
        acted,
        tuple(reasons),
        (*then.unknowns, *unknowns) if verdict is _OPEN else tuple(unknowns),
    )


def _ratified(
    records: Records, row: Decision, routes: Sequence[Route], reasons: list[Reason], unknowns: list[Unknown]
) -> bool | None:
    """Hold a ratification against the meeting that gave it and the routes; whether it was in time."""
    assert row.ratified_on is not None
    day = written(row.ratified_on)
    if row.ratified_on < row.on_date:
        reasons.append(Reason(f"Its ratification on {day} lies before the decision itself.", Verdict.FAIL))
        return None
    if not row.ratified_at:
        unknowns.append(_gap("ratified_at", row.decision, "only a quorate meeting ratifies"))
        reasons.append(Reason(f"It was ratified on {day}; by which meeting is not known.", _OPEN))
        return None
    meeting = next(iter(records.rows(Meeting, meeting=row.ratified_at)), None)
    if meeting is None or meeting.on_date != row.ratified_on:
        told = f"It was ratified on {day}; no meeting {row.ratified_at} was held on that day."
        reasons.append(Reason(told, Verdict.FAIL))
        return None
    route = next((each for each in routes if each.body == meeting.body), None)
    name = name_of(records, meeting.body, meeting.on_date)
    if routes and route is None:
        reasons.append(Reason(f"{name} ratified it on {day}, and the terms do not let it.", Verdict.FAIL))
        return None
    spans = {span.verdict for span in clock(records, meeting.meeting).spans}
    if spans == {Verdict.FAIL}:
        reasons.append(Reason(f"The meeting of {name} that ratified it on {day} was not quorate itself.", Verdict.FAIL))
        return None
    if spans != {Verdict.PASS}:
        told = f"Whether {name} was quorate when it ratified it on {day} cannot be told."
        unknowns.append(_gap("ratified_at", row.decision, "the ratifying meeting has to be quorate for it"))
        reasons.append(Reason(told, _OPEN))
        return None
    return _in_time(records, row, route, name, reasons) if route else None


def _in_time(records: Records, row: Decision, route: Route, name: str, reasons: list[Reason]) -> bool | None:
    assert row.ratified_on is not None
    told = f"{name} ratified it on {written(row.ratified_on)}"
    if not route.readable:
        gap = f"{told}; by when it had to be is not settled in words that can be read."
        reasons.append(Reason(gap, Verdict.NEEDS_JUDGEMENT, sources=route.sources))
        return None
    late = bool(route.by and row.ratified_on > route.by)
    if not late and route.next_meeting:
        first, certain = first_quorate(records, route.body, row.on_date, row.ratified_on)
        late = first is not None and first.on_date < row.ratified_on
        if not late and not certain:
            told += "; whether an earlier meeting was quorate and might have done so cannot be told."
            reasons.append(Reason(told, _OPEN, sources=route.sources))
            return None
        if late and first is not None:
            told += f"; it was due at the next quorate meeting, which was that of {written(first.on_date)}"
    elif late and route.by:
        told += f"; it was due by {written(route.by)}"
    verdict = Verdict.FAIL if late else Verdict.PASS
    reasons.append(Reason(f"{told}, {'too late' if late else 'in time'}.", verdict, sources=route.sources))
    return not late


def _not_ratified(records: Records, held: Meeting, routes: Sequence[Route], reasons: list[Reason], on: date) -> None:
    for route in routes:
        over = bool(route.by and on > route.by)
        if route.next_meeting and not over:
            over = first_quorate(records, route.body, held.on_date, on)[0] is not None
        if not over:
            when = shown_deadline(route) or "no day is set"
            reasons.append(Reason(f"It waits to be ratified: {when}.", Verdict.NOT_YET_DUE, sources=route.sources))
            return
    if routes:
        reasons.append(Reason("It was not ratified in time, and has no effect.", Verdict.FAIL))


def _acted(row: Decision, reasons: list[Reason], unknowns: list[Unknown], *, done: bool) -> bool | None:
    """Whether it was put into effect before it was ratified."""
    if row.acted_on is False:
        return False
    if row.acted_on is None:
        unknowns.append(_gap("acted_on", row.decision, "it has no effect until it is ratified"))
        reasons.append(Reason("Whether it was put into effect is not known.", _OPEN))
        return None
    if not done:
        reasons.append(Reason("It was put into effect, and it has no effect until it is ratified.", Verdict.FAIL))
        return True
    if row.put_into_effect_on is None:
        unknowns.append(_gap("put_into_effect_on", row.decision, "it must not be acted on before it is ratified"))
        reasons.append(Reason("It was put into effect; whether only after it was ratified is not known.", _OPEN))
        return None
    assert row.ratified_on is not None
    before = row.put_into_effect_on < row.ratified_on
    order = "before" if before else "not before"
    told = f"It was put into effect on {written(row.put_into_effect_on)}, {order} it was ratified."
    reasons.append(Reason(told, Verdict.FAIL if before else Verdict.PASS))
    return before


def _worst(verdicts: Sequence[Verdict], *, done: bool) -> Verdict:
    order = (Verdict.FAIL, _OPEN, Verdict.NEEDS_JUDGEMENT, Verdict.NOT_YET_DUE)
    found = next((verdict for verdict in order if verdict in verdicts), None)
    return found or (Verdict.PASS if done else Verdict.NOT_YET_DUE)


def _gap(column: str, decision: str, why: str) -> Unknown:
    do = f"fill in {column.replace('_', ' ')} in the sheet decisions of {decision}"
    return Unknown(f"decisions.{column} of {decision}", why, do)
