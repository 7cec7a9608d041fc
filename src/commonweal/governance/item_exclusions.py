"""Who is out of the room for one item of a meeting: by the chair's ruling, or by a direct financial interest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from commonweal.answers import Dates, Evidence, Reason, Verdict
from commonweal.governance.decide_conflicts import WITHOUT_VOTE, Leaving, who_leaves
from commonweal.governance.decide_inputs import Item, Ruling
from commonweal.governance.decide_quorum import ItemQuorum
from commonweal.governance.handbook import AgendaItem, Declaration, Records
from commonweal.law import book

NOBODY = Leaving(frozenset(), frozenset(), Reason("Nobody leaves for an interest."), (), (), ())
"""For a meeting as a whole, which nobody leaves for one item's sake."""


def exclusions(records: Records, item: AgendaItem, people: Sequence[str], dates: Dates) -> Leaving:
    """Who leaves for an item, on whom the chair has yet to rule, and why.

    What the chair ruled holds even where the organisations of the item are not known; without them no interest can be
    matched, and the unknowns of the result say so. An item that decides nothing has only its rulings.

    Args:
        records: The handbook.
        item: The item, with its counterparties.
        people: Everybody who was at the meeting.
        dates: The day of the meeting, and whose rules apply.
    """
    rulings = tuple(
        Ruling(row.person, row.action, row.decided_by or "chair", row.reason)
        for row in records.rows(Declaration, item=item.item)
        if row.action
    )
    waiting = {row.person for row in records.rows(Declaration, item=item.item) if not row.action}
    ruled_out = frozenset(ruling.person for ruling in rulings if ruling.action in WITHOUT_VOTE)
    if item.for_decision is False:
        return replace(NOBODY, out=ruled_out, perhaps=frozenset(waiting) - ruled_out)
    evidence = records.source if isinstance(records.source, Evidence) else Evidence(rules=book(), dates=dates)
    asked = Item(item.title, item=item.item, counterparties=item.counterparties or None, rulings=rulings)
    found = who_leaves(records, evidence, asked, people)
    out = found.out | ruled_out
    return replace(found, out=out, perhaps=(found.perhaps | waiting) - out)


def as_far_as_known(quorum: ItemQuorum, leaving: Leaving) -> ItemQuorum:
    """The quorum of an item, which does not pass where it is not known who has to leave.

    Who leaves takes a member out of the count, so a quorum that is lost stays lost whoever else has to leave.

    Example:
        >>> from commonweal.answers import Unknown
        >>> met = ItemQuorum(Reason("The item is quorate: 3 voting members of the board count.", Verdict.PASS))
        >>> told = replace(NOBODY, reason=Reason("No organisations are named."), unknowns=(Unknown("x", "y", "z"),))
        >>> as_far_as_known(met, told).reason.sentence
        'If nobody has to leave, the item is quorate: 3 voting members of the board count. No organisations are named.'
    """
    if not leaving.unknowns or quorum.reason.verdict is not Verdict.PASS:
        return quorum
    met = quorum.reason.sentence
    sentence = f"If nobody has to leave, {met[:1].lower()}{met[1:]} {leaving.reason.sentence}"
    reason = replace(quorum.reason, sentence=sentence, verdict=Verdict.INSUFFICIENT_DATA)
    return replace(quorum, reason=reason, unknowns=tuple(dict.fromkeys((*leaving.unknowns, *quorum.unknowns))))
