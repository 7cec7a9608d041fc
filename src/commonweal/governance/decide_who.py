"""Who may decide this? The reverse question: every body and seat that may decide an item."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from commonweal.answers import Answer, Evidence, Reason, Unknown, Verdict, all_of, calculation
from commonweal.governance.authority import Chain, Holder, every_holder, find_chain, holders
from commonweal.governance.decide_authority import limit_words, require_function, steps
from commonweal.governance.decide_inputs import Item, read_item
from commonweal.governance.decide_item import complete
from commonweal.governance.handbook import Function, Grant, Records
from commonweal.governance.membership import name_of
from commonweal.problems import BadInput, Problem

WHO = "governance.who_may_decide"


@calculation(WHO, version="1")
def _who_may_decide(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    records, on = Records(evidence), evidence.dates.holds_on
    item, _, _ = complete(read_item(inputs, decider_is_asked=True), records)
    if not item.function:
        raise BadInput(Problem("no function is named", do="name the function that the decision exercises"))
    require_function(records, item.function)
    found = holders(
        records, function=item.function, amount_pence=item.amount_pence, years=item.years, place=item.place, on=on
    )
    if not found:
        return _nobody(records, item, on)
    able = [holder for holder in found if holder.chain.verdict is Verdict.PASS]
    told = ", ".join(_name(records, holder, on) for holder in able)
    unknowns = dict.fromkeys(unknown for holder in found for unknown in holder.chain.unknowns)
    return Answer(
        sentence=f"These may decide it: {told}." if able else _open(list(unknowns)),
        verdict=Verdict.PASS if able else all_of([holder.chain.verdict for holder in found]),
        reasons=tuple(_reason(records, holder, holder.chain, on) for holder in found),
        unknowns=tuple(unknowns),
        details={"holders": [_row(holder) for holder in found]},
    )


def _nobody(records: Records, item: Item, on: date) -> Answer:
    """Nobody is shown to have it: because a fact is missing, or because every chain is broken."""
    unknowns = _missing(records, item)
    if unknowns:
        reason = Reason(unknowns[0].why_it_matters, Verdict.INSUFFICIENT_DATA)
        return Answer(
            sentence=_open(unknowns),
            verdict=Verdict.INSUFFICIENT_DATA,
            reasons=(reason,),
            unknowns=tuple(unknowns),
            details={"holders": []},
        )
    broken = [
        _reason(records, holder, _chain(records, holder, item, on), on)
        for holder in every_holder(records, function=item.function, place=item.place, on=on)
    ]
    return Answer(
        sentence="Nobody in the handbook may decide it.",
        verdict=Verdict.FAIL,
        reasons=tuple(broken) or (Reason("No live grant of this function reaches anybody.", Verdict.FAIL),),
        details={"holders": []},
    )


def _missing(records: Records, item: Item) -> list[Unknown]:
    """What the handbook lacks to say who has the function: the function itself, its holder in law, the grants."""
    rows = records.rows(Function, function=item.function)
    if not rows:
        why = "The handbook has no functions, so it is not known on whom the law lays this one."
        return [Unknown(f"functions.function of {item.function}", why, "fill in the sheet functions")]
    if any(row.holder or row.part_of for row in rows):
        return []
    why = "It is not known on which body the law lays the function."
    found = [Unknown(f"functions.holder of {item.function}", why, "name its holder in the sheet functions")]
    if not records.rows(Grant):
        why = "The handbook has no grants, so it is not known who was given the function."
        found.append(Unknown("grants.grant", why, "fill in the sheet grants"))
    return found


def _open(unknowns: list[Unknown]) -> str:
    facts = ", ".join(dict.fromkeys(unknown.fact for unknown in unknowns))
    return (
        f"It cannot be told who may decide it. Missing: {facts}." if facts else "It cannot be told who may decide it."
    )


def _chain(records: Records, holder: Holder, item: Item, on: date) -> Chain:
    return find_chain(
        records,
        body="" if holder.seat else holder.body,
        seat=holder.seat,
        function=item.function,
        amount_pence=item.amount_pence,
        years=item.years,
        place=item.place,
        on=on,
    )


def _name(records: Records, holder: Holder, on: date) -> str:
    return f"the holder of {holder.seat}" if holder.seat else name_of(records, holder.body, on)


def _reason(records: Records, holder: Holder, chain: Chain, on: date) -> Reason:
    name = _name(records, holder, on)
    return Reason(f"{name[:1].upper()}{name[1:]}: {limit_words(chain)}.", chain.verdict, children=steps(chain))


def _row(holder: Holder) -> dict[str, Any]:
    return {
        "body": holder.body,
        "seat": holder.seat,
        "limit_pence": holder.limit_pence,
        "verdict": holder.chain.verdict.value,
    }
