"""Money limits (F10): what was decided lies within the limit of who decided it, as it stood on that day."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.answers import Verdict
from commonweal.governance.authority import find_chain
from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, not_applicable, passes
from commonweal.governance.checks.registry import check
from commonweal.governance.checks.scope import bodies_of, decisions, named, shown
from commonweal.governance.handbook import Decision, Grant, Meeting
from commonweal.money import show


@check("governance.F10", every_body=True)
def decisions_are_within_their_limits(subject: Subject) -> Iterator[Finding]:
    """The amount of a decision is within the limit of the body or the seat's holder on its day."""
    found = decisions(subject, bodies_of(subject))
    if not found:
        yield lacks(
            subject.system,
            "The handbook holds no decisions of the system's bodies.",
            missing("decisions", "amount_pence", "", "a limit is held against the amount of a decision"),
        )
    for decision in found:
        yield _limit(subject, decision)


def _limit(subject: Subject, decision: Decision) -> Finding:
    key, amount = decision.decision, decision.amount_pence
    body = decision.taken_by or _met(subject, decision)
    who = named(subject, body, decision.on_date) if body else f"the holder of {decision.taken_by_seat}"
    for column in ("amount_pence", "function"):
        if getattr(decision, column) in (None, ""):
            return lacks(
                key,
                f"Decision {key} by {who}: {column.removesuffix('_pence')} is not known.",
                missing("decisions", column, key, "the limit depends on what is decided, and for how much"),
            )
    assert amount is not None
    if not body and not decision.taken_by_seat:
        return lacks(
            key,
            f"Decision {key}: who took it is not known.",
            missing("decisions", "taken_by", key, "a limit is that of whoever decides"),
        )
    chain = find_chain(
        subject.records,
        body=None if decision.taken_by_seat else body,
        seat=decision.taken_by_seat or None,
        function=decision.function,
        amount_pence=amount,
        years=decision.years or 1,
        place=decision.place,
        on=decision.on_date,
    )
    what = f"Decision {key} of {shown(decision.on_date)} by {who} is for {show(amount)}"
    if chain.route is Verdict.FAIL:
        rows = subject.records.rows(Grant, function=decision.function)
        nobodys = [row for row in rows if row.holds_on(decision.on_date) and not row.to_body and not row.to_seat]
        if nobodys:
            return lacks(
                key,
                f"{what}; who receives {decision.function} by grant {nobodys[0].grant}, and so whose limit counts, is "
                "not known.",
                missing("grants", "to_body", nobodys[0].grant, "the limit is that of whoever received the function"),
            )
        told = next((step.sentence for step in chain.steps if step.verdict is Verdict.FAIL), "")
        return not_applicable(
            key, f"{what}; it had no authority for it at all, so no limit is looked at. {told}".strip()
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
    return passes(key, f"{what}, {within}.")


def _met(subject: Subject, decision: Decision) -> str:
    meeting = next(iter(subject.records.rows(Meeting, meeting=decision.meeting)), None) if decision.meeting else None
    return meeting.body if meeting else ""
