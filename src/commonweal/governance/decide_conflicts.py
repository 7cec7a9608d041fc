"""Who has to leave for an item, who the chair has to rule on, and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from commonweal.answers import Evidence, Judgement, Reason, Unknown, Verdict, all_of
from commonweal.governance.checks.scope import says_none
from commonweal.governance.conflicts import Conflict, conflicts_for, ended_interests
from commonweal.governance.decide_barred import (
    CURE,
    STANDS,
    barred_by_declaration,
    is_barred,
    leaves_the_vote,
    sources_of_bar,
)
from commonweal.governance.decide_inputs import Item, Ruling
from commonweal.governance.handbook import Declaration, Interest, Records
from commonweal.governance.person_names import name_and_id

EXCLUDING = ("excluded",)
WITHOUT_VOTE = ("excluded", "stayed_without_vote")


_NOBODY_KNOWN = Unknown(
    "who decides",
    "Nobody is known to be there, so no interest can be matched",
    "list who is present, or who sits there in the sheet appointments",
)


@dataclass(frozen=True, slots=True)
class Leaving:
    """The outcome for the room.

    Args:
        out: People who do not count for the item: the chair ruled so, or a direct financial interest asks it.
        perhaps: People on whom the chair has yet to rule.
        reason: The section of the answer, with a reason for each interest.
        judgements: What the chair ruled.
        details: A row for each interest, for a table.
        cures: What would mend it where somebody voted whom an interest keeps out of the vote.
        barred: Those of them whom a ruling left the vote, which an interest of this kind does not allow.
    """

    out: frozenset[str]
    perhaps: frozenset[str]
    reason: Reason
    unknowns: tuple[Unknown, ...]
    judgements: tuple[Judgement, ...]
    details: tuple[dict[str, str], ...]
    cures: tuple[str, ...] = ()
    barred: frozenset[str] = frozenset()


def who_leaves(
    records: Records, evidence: Evidence, item: Item, people: Sequence[str], *, deciding: Collection[str] = ()
) -> Leaving:
    """Match the interests of those in the room to the item's counterparties.

    Args:
        records: The handbook.
        evidence: For the rule that asks for a recorded action, and its source.
        item: The item; counterparties that nobody named are not known, and nobody is then free of conflict.
        people: Who is in the room, or who would be.
        deciding: Those of them who decide: of whom the register says nothing, not even that there is nothing, it is
            not known whether they are free.
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
        # What the chair ruled holds all the same.
        ruled_out = frozenset(ruling.person for ruling in item.rulings if ruling.action in WITHOUT_VOTE)
        if voted := barred_by_declaration(records, evidence, item, ()):
            reason = Reason(_barred(len(voted)), Verdict.FAIL, sources=sources, children=(*voted.values(), reason))
        cures, kept_out = (CURE,) if voted else (), _not_counted(records, voted)
        return Leaving(
            ruled_out | kept_out, frozenset(), reason, (unknown,), _judgements(item, evidence), (), cures, kept_out
        )
    on = evidence.dates.holds_on
    # A list that says that there is none is a list of nobody: nothing is looked up for it.
    parties = tuple(party for party in item.counterparties if not says_none(party))
    found = conflicts_for(records, counterparties=parties, people=people, on=on) if parties else ()
    rulings = {ruling.person: ruling for ruling in item.rulings}
    reasons, details = [], []
    judged = [(conflict, *_outcome(records, conflict, rulings.get(conflict.person), evidence)) for conflict in found]
    out = {conflict.person for conflict, action, _, _ in judged if action in WITHOUT_VOTE}
    perhaps = {conflict.person for conflict, action, _, _ in judged if not action} - out
    for conflict, settled, opinion, told in judged:
        # Who leaves for one interest need not be ruled on for another.
        moot = not settled and conflict.person in out
        action = "leaves already" if moot else settled or "to be ruled on"
        ruled = " The person leaves already." if moot else told
        verdict = Verdict.PASS if moot else opinion
        cited = sources_of_bar(evidence) if opinion is Verdict.FAIL else sources
        reasons.append(Reason(f"{conflict.sentence}{ruled}", verdict, sources=cited, personal=True))
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
    barred = {conflict.person for conflict, _, opinion, _ in judged if opinion is Verdict.FAIL}
    known = {(conflict.person, conflict.statement) for conflict in found if conflict.person in barred}
    voted = barred_by_declaration(records, evidence, item, known)
    reasons += voted.values()
    barred |= set(voted)
    waiting = _declared(records, item, {conflict.person for conflict in found} | set(rulings))
    perhaps |= set(waiting)
    reasons += [Reason(told, Verdict.NEEDS_JUDGEMENT, sources=sources, personal=True) for told in waiting.values()]
    silent = _silent(records, [person for person in people if person in deciding], on) if parties else []
    unknowns = tuple(map(_unstated, silent))
    if parties and not people:
        unknowns = (_NOBODY_KNOWN,)
        reasons.append(Reason(_NOBODY_KNOWN.why_it_matters, Verdict.INSUFFICIENT_DATA, sources=sources, personal=True))
    reasons += [
        Reason(sentence, Verdict.INSUFFICIENT_DATA, sources=sources, personal=True)
        for sentence in (_silence(name_and_id(records, person)) for person in silent)
    ]
    verdicts = [reason.verdict for reason in reasons if reason.verdict]
    ended = ended_interests(records, counterparties=parties, people=people, on=on) if parties else ()
    reasons += [Reason(f"{each.sentence} It has ended: told for the record.", personal=True) for each in ended]
    out |= {ruling.person for ruling in item.rulings if ruling.action in WITHOUT_VOTE}
    kept_out = _not_counted(records, barred)
    out |= kept_out
    perhaps -= out
    verdict = all_of(verdicts) if verdicts else Verdict.PASS
    return Leaving(
        frozenset(out),
        frozenset(perhaps),
        Reason(
            _headline(out, perhaps, found, unknowns, len(barred), as_first_released=records.as_first_released),
            verdict,
            sources=sources,
            children=tuple(reasons),
        ),
        unknowns,
        _judgements(item, evidence),
        tuple(details),
        (CURE,) if barred else (),
        kept_out,
    )


def _not_counted(records: Records, barred: Collection[str]) -> frozenset[str]:
    """Those whom an interest keeps out whatever was ruled: they leave the count as well as the vote.

    Receipts of the first release counted them.
    """
    return frozenset() if records.as_first_released else frozenset(barred)


def _judgements(item: Item, evidence: Evidence) -> tuple[Judgement, ...]:
    """What the chair ruled, with who ruled it and why."""
    return tuple(
        Judgement(
            f"What {ruling.person} does in this item",
            ruling.action.replace("_", " "),
            ruling.by,
            evidence.dates.holds_on.isoformat(),
            ruling.reason or "no reason was recorded",
        )
        for ruling in item.rulings
    )


def _outcome(
    records: Records, conflict: Conflict, ruling: Ruling | None, evidence: Evidence
) -> tuple[str, Verdict, str]:
    """What is done, its verdict, and what there is to add to the conflict's own sentence."""
    if ruling is not None:
        # No ruling lets somebody vote on money of their own. Of a name that is only alike the chair said it is another.
        if leaves_the_vote(records, ruling.action) and is_barred(conflict, evidence):
            told = f" The {ruling.by} ruled: {ruling.action.replace('_', ' ')}. {STANDS}"
            return ruling.action, Verdict.FAIL, told
        return ruling.action, Verdict.PASS, f" The {ruling.by} ruled: {ruling.action.replace('_', ' ')}."
    # The sentence of a conflict says already what follows where nobody has ruled.
    return ("excluded", Verdict.PASS, "") if conflict.excluded else ("", Verdict.NEEDS_JUDGEMENT, "")


def _declared(records: Records, item: Item, settled: Collection[str]) -> dict[str, str]:
    """Those who declared an interest in the item at the meeting, of whom no ruling is recorded."""
    rows = records.rows(Declaration, item=item.item) if item.item else ()
    return {
        row.person: f"{name_and_id(records, row.person)} declared an interest in this item at the meeting: the chair "
        "has to rule."
        for row in rows
        if not row.action and row.person not in settled
    }


def _silent(records: Records, deciding: Sequence[str], on: date) -> list[str]:
    """Those of whom the register holds no statement at all."""
    return [person for person in dict.fromkeys(deciding) if not _has_stated(records, person, on)]


def _silence(person: str) -> str:
    return f"The register holds no statement of {person}, so it is not known whether an interest touches this item"


def _unstated(person: str) -> Unknown:
    # By id: what is not known stands in public receipts too.
    return Unknown(
        f"interests.person of {person}",
        _silence(person),
        "enter the person's interests, or a statement that there are none, in the sheet interests",
    )


def _has_stated(records: Records, person: str, on: date) -> bool:
    rows = records.rows(Interest, person=person)
    return any((row.declared_on or row.registered_on or row.from_date or on) <= on for row in rows)


def _headline(
    out: set[str],
    perhaps: set[str],
    found: Sequence[Conflict],
    unknowns: Sequence[Unknown],
    barred: int,
    *,
    as_first_released: bool,
) -> str:
    if barred:
        return _barred(barred)
    if _NOBODY_KNOWN in unknowns:
        return "Nobody is known to be there, so interests cannot be matched."
    if unknowns:
        people = "1 person" if len(unknowns) == 1 else f"{len(unknowns)} people"
        return f"The register of interests holds no statement of {people} who would decide."
    if not found and not out and not perhaps:
        return "No interest in the register touches this item."
    told = []
    if out:
        told.append("1 person leaves or does not vote" if len(out) == 1 else f"{len(out)} people leave or do not vote")
    if perhaps:
        more = "1 person" if len(perhaps) == 1 else f"{len(perhaps)} people"
        told.append(f"the chair has to rule on {len(perhaps) if as_first_released else more}")
    headline = ", and ".join(told) or "Interests touch this item, and the chair has ruled that nobody leaves"
    return headline[:1].upper() + headline[1:] + "."


def _barred(count: int) -> str:
    people = "1 person with a financial interest" if count == 1 else f"{count} people with financial interests"
    return f"{people} of their own in this item stayed for the vote, which no ruling allows."
