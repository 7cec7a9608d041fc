"""Interests that keep their holder out of the vote, whatever the chair ruled."""

from __future__ import annotations

from collections.abc import Collection

from commonweal.answers import Evidence, Reason, Source, Verdict
from commonweal.governance.conflicts import Conflict, is_direct
from commonweal.governance.decide_inputs import Item
from commonweal.governance.handbook import Declaration, Interest, Records
from commonweal.governance.person_names import name_of_person

OUT_WHATEVER_RULED = "governance.D10"
"""The rule that names the kinds of interest that keep their holder out of the vote."""
VOTED = "stayed_and_voted"
STAYED = (VOTED, "noted", "papers_withheld")
"""Rulings that leave a person in the room with a vote."""
STANDS = "Such an interest keeps its holder out of the vote, whatever was ruled."
CURE = "take the vote without whoever has a financial interest of their own in it, and record the breach"


def leaves_the_vote(records: Records, action: str) -> bool:
    """Whether a ruling leaves a person the vote; as first released only one that says outright that the person voted.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> leaves_the_vote(Records(Handbook.of([])), "noted")
        True
    """
    return action == VOTED if records.as_first_released else action in STAYED


def is_barred(conflict: Conflict, evidence: Evidence) -> bool:
    """Whether a matched interest keeps its holder out; a name that is only alike does not, for the chair judges it."""
    return conflict.excluded and conflict.kind in _kinds(evidence)


def barred_by_declaration(
    records: Records, evidence: Evidence, item: Item, told: Collection[tuple[str, str]]
) -> dict[str, Reason]:
    """Those who declared such an interest in the item itself and whom the ruling left the vote, by person.

    What was declared in an item needs no counterparty to touch it.

    Args:
        records: The handbook.
        evidence: For the rule, and its source.
        item: The item with what the chair ruled.
        told: The person and statement of what is told already.
    """
    stayed = {ruling.person: ruling.action for ruling in item.rulings if leaves_the_vote(records, ruling.action)}
    if not item.item or not stayed:
        return {}
    found = {}
    for row in records.rows(Declaration, item=item.item):
        if row.person not in stayed or not row.statement or (row.person, row.statement) in told:
            continue
        entry = next(iter(records.rows(Interest, statement=row.statement)), None)
        if entry and entry.kind in _kinds(evidence) and is_own(records, entry):
            stay = "stayed and voted" if stayed[row.person] == VOTED else "was left the vote"
            sentence = (
                f"{name_of_person(records, row.person)} declared a financial interest of their own in this item "
                f"(statement {row.statement}), and {stay}. {STANDS}"
            )
            found[row.person] = Reason(sentence, Verdict.FAIL, sources=sources_of_bar(evidence), personal=True)
    return found


def is_own(records: Records, entry: Interest) -> bool:
    """Whether an interest is the person's own, and not that of somebody close."""
    return records.as_first_released or is_direct(records, entry)


def sources_of_bar(evidence: Evidence) -> tuple[Source, ...]:
    """What the rule rests on."""
    rule = evidence.find_rule(OUT_WHATEVER_RULED)
    return (rule.source,) if rule else ()


def _kinds(evidence: Evidence) -> tuple[str, ...]:
    rule = evidence.find_rule(OUT_WHATEVER_RULED)
    return tuple(rule.value["kinds_that_leave"]) if rule else ()
