"""Who decided what (F10): with authority for it, and within the money limit of who decided, as both stood that day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from commonweal.answers import Unknown, Verdict
from commonweal.governance.authority import find_chain
from commonweal.governance.chains import Chain
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
from commonweal.governance.checks.function_routes import decided_without_a_grant
from commonweal.governance.checks.gone import gone
from commonweal.governance.checks.registry import check
from commonweal.governance.checks.scope import NO_DECISION, bodies_of, decisions, named, shown, since
from commonweal.governance.decide_quorum import term_on
from commonweal.governance.handbook import AgendaItem, Decision, Grant, Meeting
from commonweal.governance.routes import decides_nothing
from commonweal.governance.successors import BodiesOnDay
from commonweal.money import show

_PUT_ELSEWHERE = "put it to the body that holds the function, for a decision of its own"


@check("governance.F10", every_body=True)
def decisions_are_within_their_limits(subject: Subject) -> Iterator[Finding]:
    """Who took a decision had the authority for it on its day, and its amount is within their limit."""
    found = decisions(subject, bodies_of(subject))
    if not found and (noted := _only_noted(subject)):
        yield not_applicable(
            subject.system,
            f"Nothing was decided: what the handbook holds of the system's bodies ({', '.join(noted)}) was only noted "
            "or put off.",
        )
    elif not found:
        yield lacks(
            subject.system,
            "The handbook holds no decisions of the system's bodies.",
            missing("decisions", "amount_pence", "", "a limit is held against the amount of a decision"),
        )
    for decision in found:
        yield _limit(subject, _with_its_item(subject, decision))


def _only_noted(subject: Subject) -> list[str]:
    """What was put down as a decision and settles nothing: an outcome that is blank is not among it."""
    bodies = set(bodies_of(subject))
    return [
        row.decision
        for row in subject.records.rows(Decision)
        if row.outcome in NO_DECISION
        and since(subject) <= row.on_date <= subject.on
        and (row.taken_by or _met(subject, row)) in bodies
    ]


def _with_its_item(subject: Subject, decision: Decision) -> Decision:
    """A decision with what its agenda item says of it where its own row is blank.

    The amount of the item is what was asked for: it is that of the decision only where the one decision on the item
    approved it as it stood.
    """
    rows = subject.records.rows(AgendaItem, item=decision.item) if decision.item else ()
    item = next(iter(rows), None)
    if item is None:
        return decision
    asked = decision.outcome == "approved" and len(subject.records.rows(Decision, item=item.item)) == 1
    filled = replace(decision, function=decision.function or item.function, place=decision.place or item.place)
    if asked and decision.amount_pence is None and filled.function == (item.function or filled.function):
        filled = replace(filled, amount_pence=item.amount_pence, years=decision.years or item.years)
    return filled


def _limit(subject: Subject, decision: Decision) -> Finding:
    key, amount = decision.decision, decision.amount_pence
    body = decision.taken_by or _met(subject, decision)
    who = named(subject, body, decision.on_date) if body else f"the holder of {decision.taken_by_seat}"
    what = f"Decision {key} of {shown(decision.on_date)} by {who}"
    if not body and not decision.taken_by_seat:
        return lacks(
            key,
            f"Decision {key}: who took it is not known.",
            missing("decisions", "taken_by", key, "a limit is that of whoever decides"),
        )
    if body and not decision.taken_by_seat and (ended := gone(subject, body, decision.on_date)):
        return fails(key, f"{what}: {ended}, so it had no authority to decide anything.", do=_PUT_ELSEWHERE)
    if not decision.function:
        return lacks(
            key,
            f"{what}: function is not known.",
            missing("decisions", "function", key, "the limit depends on what is decided, and for how much"),
        )
    chain = find_chain(
        subject.records,
        body=None if decision.taken_by_seat else _passed_on_by(subject, decision) or body,
        seat=decision.taken_by_seat or None,
        function=decision.function,
        amount_pence=amount,
        years=decision.years or 1,
        place=decision.place,
        on=decision.on_date,
    )
    what += f" is for {show(amount)}" if amount is not None else ""
    if chain.route is Verdict.FAIL:
        return _without_authority(subject, decision, body, chain, what)
    if amount is None:
        return lacks(
            key,
            f"{what}: amount is not known.",
            missing("decisions", "amount_pence", key, "the limit depends on what is decided, and for how much"),
        )
    if chain.limit_pence is not None and amount > chain.limit_pence:
        return fails(
            key,
            f"{what}; the limit on that day was {show(chain.limit_pence)}.",
            do="; ".join(chain.cures) or "put it to a body with a higher limit, for ratification",
        )
    if not chain.limit_known or chain.route is not Verdict.PASS:
        unknown = missing(
            "grants", "limit", f"{decision.function} to {body or decision.taken_by_seat}", "see the chain"
        )
        return lacks(key, f"{what}; the limit of {who} is not known.", *(chain.unknowns or (unknown,)))
    within = "and there is no limit" if chain.limit_pence is None else f"within the limit of {show(chain.limit_pence)}"
    if elsewhere := _at_another_bodys_meeting(subject, decision):
        return needs_judgement(
            key,
            f"{what}, {within}; it came to a meeting of {elsewhere}, and nothing recorded says how {who} took it "
            "there.",
            do=f"have somebody say whether {who} or {elsewhere} took it, and put that in the column taken_by",
        )
    return passes(key, f"{what}, {within}.")


def _at_another_bodys_meeting(subject: Subject, decision: Decision) -> str:
    """The body, by name, at whose meeting a decision is put that another is said to have taken; mostly empty.

    A fallback stands in by the terms. A gathering that decides nothing of its own is where each of its bodies decides.
    """
    met = _met(subject, decision)
    if not decision.taken_by or met in ("", decision.taken_by) or _passed_on_by(subject, decision):
        return ""
    gathering = decides_nothing(BodiesOnDay(subject.records, decision.on_date), met)
    return "" if gathering else named(subject, met, decision.on_date)


def _without_authority(subject: Subject, decision: Decision, body: str, chain: Chain, what: str) -> Finding:
    """A decision that nothing allowed: a breach, unless who received the function is only not entered."""
    key = decision.decision
    rows = subject.records.rows(Grant, function=decision.function)
    nobodys = [row for row in rows if row.holds_on(decision.on_date) and not row.to_body and not row.to_seat]
    if nobodys:
        return lacks(
            key,
            f"{what}; who receives {decision.function} by grant {nobodys[0].grant}, and so whose limit counts, is "
            "not known.",
            missing("grants", "to_body", nobodys[0].grant, "the limit is that of whoever received the function"),
        )
    if body and decided_without_a_grant(subject, body, decision):
        return not_applicable(key, f"{what}; rule F09 tells that a body of this kind took it without a live grant.")
    if unknown := _may_stand_in(subject, decision):
        sentence = f"{what}; whether it stood in for a body that lost its quorum to interests is not known."
        return lacks(key, sentence, unknown)
    broken = [step for step in chain.steps if step.verdict is Verdict.FAIL]
    # A grant's first step says what it passes; what is wrong with it stands in the steps of the same grant after that.
    told = " ".join(step.sentence for step in broken if step.id == broken[0].id)
    return fails(
        key,
        f"{what}, for which it had no authority on that day. {told}".strip(),
        do="; or ".join(cure.rstrip(".") for cure in chain.cures) or _PUT_ELSEWHERE,
    )


def _may_stand_in(subject: Subject, decision: Decision) -> Unknown | None:
    """What is missing where a decision on an item may have been taken in the place of the body whose item it was."""
    if not decision.item or not decision.taken_by:
        return None
    met, why = _met(subject, decision), "a body that stands in by the terms needs no grant of its own"
    if not met:
        return missing("meetings", "body", f"the meeting of item {decision.item}", why)
    if decision.taken_by == met:
        return None
    if not decision.fallback:
        return missing("decisions", "fallback", decision.decision, why)
    if decision.fallback == decision.taken_by and not term_on(
        subject.records, met, "quorum_fallback", decision.on_date
    ):
        return missing("terms", "value", f"quorum_fallback of {met}", why)
    return None


def _met(subject: Subject, decision: Decision) -> str:
    """The body whose meeting came to a decision; empty where no meeting of it is recorded."""
    records, held = subject.records, decision.meeting
    if not held and decision.item:
        item = next(iter(records.rows(AgendaItem, item=decision.item)), None)
        held = item.meeting if item else ""
    meeting = next(iter(records.rows(Meeting, meeting=held)), None) if held else None
    return meeting.body if meeting else ""


def _passed_on_by(subject: Subject, decision: Decision) -> str:
    """The body that lost its quorum to interests and whose terms let the one that decided take its place.

    The authority is then that of the body whose item it was: the fallback stands in for it by the terms, and needs no
    grant of its own. Empty where no terms name it.
    """
    body = _met(subject, decision)
    if not body or not decision.fallback or decision.fallback != decision.taken_by:
        return ""
    term = term_on(subject.records, body, "quorum_fallback", decision.on_date)
    names = (decision.fallback, named(subject, decision.fallback, decision.on_date))
    return body if term and term.value in names else ""
