"""The authority for an item: the chain of grants up to the Act, told as a section of an answer."""

from __future__ import annotations

from datetime import date

from commonweal.answers import Reason, Unknown, Verdict
from commonweal.governance.authority import Chain, find_chain
from commonweal.governance.decide_inputs import Item
from commonweal.governance.handbook import Function, Records
from commonweal.money import show
from commonweal.problems import BadInput, Problem


def item_chain(records: Records, item: Item, on: date) -> Chain:
    """The chain of authority for an item; not known where the item names no function.

    Raises:
        BadInput: The handbook has functions, and this is none of them.
    """
    if not item.function:
        unknown = Unknown(
            "the function that the decision exercises",
            "authority is granted function by function",
            "name the function, by its id in the sheet functions",
        )
        return Chain(Verdict.INSUFFICIENT_DATA, (), None, (unknown,), (), Verdict.INSUFFICIENT_DATA, False)
    require_function(records, item.function)
    return find_chain(
        records,
        body=item.body or None,
        seat=item.seat or None,
        function=item.function,
        amount_pence=item.amount_pence,
        years=item.years,
        place=item.place,
        on=on,
    )


def require_function(records: Records, function: str) -> None:
    """Refuse a function that the handbook does not have; where it has none at all, the chain says what is missing."""
    if not records.rows(Function, function=function) and records.rows(Function):
        raise BadInput(
            Problem("the handbook has no such function", given=function, do="see the sheet functions for its ids")
        )


def authority(chain: Chain, name: str) -> Reason:
    """The section of the answer, with a reason for each step up to the Act."""
    capital = f"{name[:1].upper()}{name[1:]}"
    told = {
        Verdict.PASS: f"{capital} has the authority: {limit_words(chain)}.",
        Verdict.FAIL: f"{capital} does not have the authority.",
    }.get(chain.verdict, f"Whether {name} has the authority cannot be told yet.")
    return Reason(told, chain.verdict, children=steps(chain))


def steps(chain: Chain) -> tuple[Reason, ...]:
    """The chain step by step, from the decider up."""
    return tuple(Reason(step.sentence, step.verdict, sources=(step.source,)) for step in chain.steps)


def limit_words(chain: Chain) -> str:
    """Up to how much."""
    if chain.limit_pence is not None:
        return f"up to {show(chain.limit_pence)}"
    return "no money limit is set" if chain.limit_known else "its money limit is not known"
