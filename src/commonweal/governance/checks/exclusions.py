"""Exclusions for interests: out of the count and the vote (D10), and to the fallback if the quorum breaks (D11)."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.answers import Unknown, Verdict
from commonweal.governance.checks.finding import (
    Finding,
    Subject,
    fails,
    lacks,
    missing,
    none_found,
    not_applicable,
    passes,
)
from commonweal.governance.checks.item_quorums import (
    decision_on,
    items_for_decision,
    leaving_of,
    no_items,
    quorum_of,
)
from commonweal.governance.checks.people_told import people, who
from commonweal.governance.checks.registry import check
from commonweal.governance.checks.scope import named
from commonweal.governance.decide_barred import STAYED, VOTED
from commonweal.governance.decide_quorum import term_on
from commonweal.governance.handbook import AgendaItem, Decision, Declaration, Interest, Meeting, Vote


@check("governance.D10", every_body=True, names_people=True)
def the_excluded_neither_count_nor_vote(subject: Subject) -> Iterator[Finding]:
    """Who is excluded for an interest neither votes on the item nor counts towards its quorum."""
    items, found = False, False
    untold: dict[Unknown, None] = {}
    for meeting, item in items_for_decision(subject):
        items = True
        ruled = subject.records.rows(Declaration, item=item.item)
        leaving = leaving_of(subject, meeting, item)
        untold.update(dict.fromkeys(leaving.unknowns))
        if unsaid := [row for row in ruled if not row.action]:
            found = True
            yield lacks(
                item.item,
                f"Item {item.item}: what was done about the interest of {who(subject, unsaid[0].person)} is not "
                "recorded.",
                missing("declarations", "action", f"{item.item}, {unsaid[0].person}", "it says whether to count them"),
            )
        elif stayed := [row for row in ruled if row.person in leaving.barred and _voted(subject, row) is not False]:
            found = True
            yield _stayed(subject, item, stayed[0])
        elif unlinked := [row for row in ruled if row.action in STAYED and _is_unread(subject, row)]:
            found = True
            yield lacks(
                item.item,
                f"Item {item.item}: {who(subject, unlinked[0].person)} declared {unlinked[0].statement} "
                f"({unlinked[0].action.replace('_', ' ')}); that statement is not in the register, so whether it is of "
                "a kind that nobody may vote on is not known.",
                missing("interests", "kind", unlinked[0].statement, "its kind says whether its holder may vote"),
            )
        elif leaving.out:
            found = True
            yield _left_out(subject, meeting, item, set(leaving.out))
    if not items:
        yield no_items(subject)
    elif not found:
        yield _nobody_left(subject, "Nobody was excluded from an item for an interest.", tuple(untold))


def _nobody_left(subject: Subject, nobody: str, unknowns: tuple[Unknown, ...]) -> Finding:
    """That the rule reaches nobody; not known where items name no organisations or nobody's declarations are entered.

    Args:
        subject: What was asked about.
        nobody: That it reaches nobody.
        unknowns: What is not known of who has to leave.
    """
    if unknowns:
        return lacks(subject.system, f"{nobody} Who has to leave is not known of every item.", *unknowns)
    return none_found(subject, nobody, "what was declared and ruled is seen only there", declarations="action")


def _is_unread(subject: Subject, row: Declaration) -> bool:
    """Whether a declaration points to a statement that the register does not hold."""
    return bool(row.statement) and not subject.records.rows(Interest, statement=row.statement)


def _voted(subject: Subject, row: Declaration) -> bool | None:
    """Whether somebody whom a ruling let stay voted; None where it says only that they stayed, and no vote is known."""
    if row.action == VOTED:
        return True
    if row.action not in STAYED:
        return False
    votes = subject.records.rows(Vote, item=row.item)
    return any(vote.person == row.person for vote in votes) if votes else None


def _stayed(subject: Subject, item: AgendaItem, row: Declaration) -> Finding:
    """Somebody whom the ruling left the vote, and whom an interest of their own keeps out of it whatever was ruled."""
    name = who(subject, row.person)
    linked = f" ({row.statement})" if row.statement else ""
    what = f"Item {item.item}: {name} has a financial interest of their own in it{linked}"
    if _voted(subject, row) is None:
        return lacks(
            item.item,
            f"{what}; what was ruled is recorded as {row.action.replace('_', ' ')}, which does not let them vote, and "
            "who voted is not recorded.",
            missing("votes", "vote", f"{item.item}, {row.person}", "nobody with such an interest may vote"),
        )
    words = row.action.replace("_", " ")
    ruled = words if row.action == VOTED else f"voted; the ruling ({words}) could not allow that"
    return fails(item.item, f"{what}, and {ruled}.", do=f"take the vote again without {name}, and record the breach")


def _left_out(subject: Subject, meeting: Meeting, item: AgendaItem, out: set[str]) -> Finding:
    names = people(subject, sorted(out))
    voted = sorted(out & {row.person for row in subject.records.rows(Vote, item=item.item)})
    if voted:
        return fails(
            item.item,
            f"Item {item.item}: {people(subject, voted)} had to leave the vote for an interest, and voted.",
            do="take the vote again without them, and record the breach",
        )
    decision = decision_on(subject, item)
    if decision is None or decision.quorate is None:
        return lacks(
            item.item,
            f"Item {item.item}: whether the minutes counted {names} towards the quorum is not known.",
            missing("decisions", "quorate", item.item, "it shows how the quorum was counted"),
        )
    quorum = quorum_of(subject, meeting, item)
    if quorum.reason.verdict is Verdict.INSUFFICIENT_DATA:
        return lacks(item.item, f"Item {item.item}: {quorum.reason.sentence}", *quorum.unknowns)
    if quorum.reason.verdict is Verdict.FAIL and decision.quorate:
        return fails(
            item.item,
            f"Item {item.item}: the minutes call it quorate, and without {names}, who left for an interest, it is not. "
            f"{quorum.reason.sentence}",
            do="; or ".join(quorum.cures) or "put the item to a meeting that is quorate without them",
        )
    return passes(item.item, f"Item {item.item}: {names} did not count, and no vote of theirs is recorded.")


@check("governance.D11", every_body=True)
def broken_quorum_goes_to_the_fallback(subject: Subject) -> Iterator[Finding]:
    """Where exclusions break the quorum, the item goes to the panel or body that the terms name, on record."""
    items, found = False, False
    untold: dict[Unknown, None] = {}
    for meeting, item in items_for_decision(subject):
        items = True
        leaving = leaving_of(subject, meeting, item)
        untold.update(dict.fromkeys(leaving.unknowns))
        if not (leaving.out or leaving.perhaps):
            continue
        staying = quorum_of(subject, meeting, item)
        if staying.reason.verdict is Verdict.PASS:
            continue
        found = True
        whole = quorum_of(subject, meeting, item, with_everybody=True)
        if staying.reason.verdict is not Verdict.FAIL or whole.reason.verdict is Verdict.INSUFFICIENT_DATA:
            unknowns = staying.unknowns or whole.unknowns
            action = missing("declarations", "action", item.item, "it says who left the quorum")
            yield lacks(item.item, f"Item {item.item}: {staying.reason.sentence}", *(unknowns or (action,)))
        elif whole.reason.verdict is Verdict.PASS:
            yield _fallback(subject, meeting, item, decision_on(subject, item))
        else:
            yield not_applicable(item.item, f"Item {item.item} would not have been quorate with everybody either.")
    if not items:
        yield no_items(subject)
    elif not found:
        nobody = "No item lost its quorum because people left for their interests."
        yield _nobody_left(subject, nobody, tuple(untold))


def _fallback(subject: Subject, meeting: Meeting, item: AgendaItem, decision: Decision | None) -> Finding:
    name = named(subject, meeting.body, meeting.on_date)
    what = f"Item {item.item} lost the quorum of {name} when people left for their interests"
    term = term_on(subject.records, meeting.body, "quorum_fallback", meeting.on_date)
    if term is None:
        return lacks(
            item.item,
            f"{what}; the terms of {name} name no body to which such an item goes.",
            missing("terms", "value", f"quorum_fallback of {meeting.body}", "a fallback has to be settled beforehand"),
        )
    if decision is None or not decision.taken_by:
        return lacks(
            item.item,
            f"{what}; who decided it in the end is not known.",
            missing("decisions", "taken_by", item.item, "the item had to go to the fallback"),
        )
    if decision.taken_by == meeting.body:
        return fails(
            item.item,
            f"{what}, and {name} decided it all the same; it had to go to {named(subject, term.value)}.",
            do=f"put it to {named(subject, term.value)}, and record that",
        )
    if not decision.fallback:
        return lacks(
            item.item,
            f"{what}; that it was passed on is not recorded with the decision.",
            missing("decisions", "fallback", decision.decision, "passing an item on has to be on record"),
        )
    if term.value not in (decision.fallback, named(subject, decision.fallback)):
        return fails(
            item.item,
            f"{what} and went to {named(subject, decision.fallback)}; the terms name {named(subject, term.value)}.",
            do=f"put it to {named(subject, term.value)}",
        )
    return passes(item.item, f"{what}, and {named(subject, decision.fallback)} decided it, as the terms say.")
