"""Who has to leave for an item, who the chair has to rule on, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.answers import Evidence, Judgement, Reason, Unknown, Verdict, all_of
from commonweal.governance.conflicts import Conflict, conflicts_for, ended_interests
from commonweal.governance.decide_inputs import Item, Ruling
from commonweal.governance.handbook import Records

EXCLUDING = ("excluded",)
WITHOUT_VOTE = ("excluded", "stayed_without_vote")


@dataclass(frozen=True, slots=True)
class Leaving:
    """The outcome for the room.

    Args:
        out: People who do not count for the item: the chair ruled so, or a direct financial interest asks it.
        perhaps: People on whom the chair has yet to rule.
        reason: The section of the answer, with a reason for each interest.
        judgements: What the chair ruled.
        details: A row for each interest, for a table.
    """

    out: frozenset[str]
    perhaps: frozenset[str]
    reason: Reason
    unknowns: tuple[Unknown, ...]
    judgements: tuple[Judgement, ...]
    details: tuple[dict[str, str], ...]


def who_leaves(records: Records, evidence: Evidence, item: Item, people: Sequence[str]) -> Leaving:
    """Match the interests of those in the room to the item's counterparties.

    Args:
        records: The handbook.
        evidence: For the rule that asks for a recorded action, and its source.
        item: The item; counterparties that nobody named are not known, and nobody is then free of conflict.
        people: Who is in the room, or who would be.
    """
    rule = evidence.find_rule("governance.D05")
    sources = (rule.source,) if rule else ()
    if item.counterparties is None:
        unknown = Unknown(
            "the organisations that stand to gain or lose by this item",
            "without them no interest can be matched, so it is not known who has to leave",
            "name them under counterparties, or give an empty list where there are none",
        )
        reason = Reason(
            "Nobody has said which organisations stand to gain or lose, so interests cannot be matched.",
            Verdict.INSUFFICIENT_DATA,
            sources=sources,
        )
        return Leaving(frozenset(), frozenset(), reason, (unknown,), (), ())
    found = conflicts_for(records, counterparties=item.counterparties, people=people, on=evidence.dates.holds_on)
    rulings = {ruling.person: ruling for ruling in item.rulings}
    reasons, judgements, details = [], [], []
    judged = [(conflict, *_outcome(conflict, rulings.get(conflict.person))) for conflict in found]
    out = {conflict.person for conflict, action, _, _ in judged if action in WITHOUT_VOTE}
    perhaps = {conflict.person for conflict, action, _, _ in judged if not action} - out
    for conflict, settled, opinion, told in judged:
        # Who leaves for one interest need not be ruled on for another.
        moot = not settled and conflict.person in out
        action = "leaves already" if moot else settled or "to be ruled on"
        ruled = "The person leaves already." if moot else told
        verdict = Verdict.PASS if moot else opinion
        reasons.append(Reason(f"{conflict.sentence} {ruled}", verdict, sources=sources, personal=True))
        details.append(
            {
                "person": conflict.person,
                "statement": conflict.statement,
                "kind": conflict.kind,
                "counterparty": conflict.counterparty,
                "match": conflict.match,
                "action": action,
            }
        )
    verdicts = [reason.verdict for reason in reasons if reason.verdict]
    on, parties = evidence.dates.holds_on, item.counterparties
    ended = ended_interests(records, counterparties=parties, people=people, on=on)
    reasons += [Reason(f"{each.sentence} It has ended: told for the record.", personal=True) for each in ended]
    for ruling in item.rulings:
        if ruling.action in WITHOUT_VOTE:
            out.add(ruling.person)
        judgements.append(
            Judgement(
                f"What {ruling.person} does in this item",
                ruling.action.replace("_", " "),
                ruling.by,
                evidence.dates.holds_on.isoformat(),
                ruling.reason or "no reason was recorded",
            )
        )
    perhaps -= out
    verdict = all_of(verdicts) if verdicts else Verdict.PASS
    return Leaving(
        frozenset(out),
        frozenset(perhaps),
        Reason(_headline(out, perhaps, found), verdict, sources=sources, children=tuple(reasons)),
        (),
        tuple(judgements),
        tuple(details),
    )


def _outcome(conflict: Conflict, ruling: Ruling | None) -> tuple[str, Verdict, str]:
    if ruling is not None:
        did = ruling.action.replace("_", " ")
        return ruling.action, Verdict.PASS, f"The {ruling.by} ruled: {did}."
    if conflict.match != "near" and conflict.kind == "financial":
        return (
            "excluded",
            Verdict.PASS,
            "A direct financial interest: the person leaves for this item.",
        )
    if conflict.match == "near":
        return "", Verdict.NEEDS_JUDGEMENT, "The names are alike and may be one organisation: the chair has to say."
    return (
        "",
        Verdict.NEEDS_JUDGEMENT,
        "The chair has to rule: leave, stay without a vote, or stay.",
    )


def _headline(out: set[str], perhaps: set[str], found: Sequence[Conflict]) -> str:
    if not found and not out:
        return "No interest in the register touches this item."
    told = []
    if out:
        told.append("1 person leaves or does not vote" if len(out) == 1 else f"{len(out)} people leave or do not vote")
    if perhaps:
        told.append(f"the chair has to rule on {len(perhaps)}")
    headline = ", and ".join(told) or "Interests touch this item, and the chair has ruled that nobody leaves"
    return headline[:1].upper() + headline[1:] + "."
