"""The money limit that binds a body or seat's holder: the grant's own, and the general one of the holder."""

from __future__ import annotations

from dataclasses import dataclass, replace

from commonweal.answers import MissingEvidence
from commonweal.governance.flaw import Flaw, own, unknown
from commonweal.governance.handbook.authority import Grant
from commonweal.governance.handbook.bodies import Body
from commonweal.governance.handbook.instruments import Document, Term
from commonweal.governance.money_limits import MoneyLimit, parse_limit
from commonweal.governance.seat_holders import seat_on
from commonweal.governance.successors import BodiesOnDay
from commonweal.problems import BadInput

_PARTS_OF_A_BOARD = ("committee", "sub_committee")


@dataclass(frozen=True, slots=True)
class Limit:
    """How much may be decided, in pence over all the years.

    Args:
        pence: The least of the sums that are known; None where none of them bounds it.
        flaws: What is not known of it; any makes the limit unknown, though never wider than ``pence``.
        text: The limit as the handbook writes it.
        worked_out: The arithmetic of each limit that grows with a population, and whose population it is.
    """

    pence: int | None
    flaws: tuple[Flaw, ...] = ()
    text: str = ""
    worked_out: tuple[tuple[str, str], ...] = ()


def limit_of_grant(bodies: BodiesOnDay, grant: Grant, takers: frozenset[str], years: int) -> Limit:
    """The grant's limit and the receiver's general one, whichever is less.

    A blank limit is not known, unless a general limit of the receiver fills it: a scheme that sets none says so in
    the words no limit.
    """
    general = [limit_of_holder(bodies, who, years) for who in sorted(takers | ({grant.to_seat} - {""}))]
    found = [each for each in general if each.text]
    if grant.limit:
        people = _population_of(bodies, grant, takers)
        found.append(_worked_out(grant.limit, people, years, f"grant {grant.grant}", "grants", "limit", grant.grant))
    elif not found:
        flaw = unknown(
            f"Grant {grant.grant} states no money limit, nor that there is none.",
            own("the sheet grants", grant.grant), "grants", "limit", grant.grant,
            "an amount may be decided only within the limit; write no limit where the scheme sets none", kind="limit",
        )  # fmt: skip
        return Limit(None, (flaw,))
    return least(found)


def limit_of_holder(bodies: BodiesOnDay, holder: str, years: int) -> Limit:
    """The general limit that a scheme sets for a body or a seat, whatever the function; none where it sets none."""
    found = []
    for term in bodies.records.rows(Term, term="money_limit", applies_to=holder):
        approved = term.approved_on or next(
            (each.approved_on for each in bodies.records.rows(Document, document=term.document) if term.document), None
        )
        if not term.holds_on(bodies.on) or (approved and approved > bodies.on):
            continue
        row = bodies.row(holder) or _body_of_seat(bodies, holder)
        people = _served_by(bodies, row) if row else (None, holder)
        limit = _worked_out(term.value, people, years, f"the general limit of {holder}", "terms", "value", holder)
        if approved is None:
            flaw = unknown(
                f"It is not known since when the limit of {term.value} for {holder} is approved.",
                own("the sheet terms", holder), "terms", "approved_on", f"money_limit of {holder}",
                "a limit holds from the day on which it was approved", kind="limit",
            )  # fmt: skip
            limit = replace(limit, flaws=(*limit.flaws, flaw))
        found.append(limit)
    return least(found)


def least(limits: list[Limit]) -> Limit:
    """All of several limits together."""
    pence = min((each.pence for each in limits if each.pence is not None), default=None)
    text = " and ".join(each.text for each in limits if each.text)
    worked = tuple(dict.fromkeys(told for each in limits for told in each.worked_out))
    return Limit(pence, tuple(flaw for each in limits for flaw in each.flaws), text, worked)


def _population_of(bodies: BodiesOnDay, grant: Grant, takers: frozenset[str]) -> tuple[int | None, str]:
    """People of the place to which the grant is confined, else of its receiver."""
    names = [grant.place] if grant.place else sorted(takers)
    rows = [row for name in names if (row := bodies.row(name))]
    if grant.to_seat and not grant.place and (row := _body_of_seat(bodies, grant.to_seat)):
        rows = [row]
    if len(rows) != 1:
        return None, names[0] if names else grant.to_seat
    return _served_by(bodies, rows[0])


def _served_by(bodies: BodiesOnDay, row: Body) -> tuple[int | None, str]:
    """People whom a body serves, and whose figure that is.

    A committee for the whole system serves those of the board above it, so its own figure may be left blank. A
    committee of a place serves fewer, and only its own figure says how many.
    """
    seen = {row.body}
    while row.population is None and row.kind in _PARTS_OF_A_BOARD and row.tier in ("", "system"):
        above = bodies.row(row.parent) if row.parent and row.parent not in seen else None
        if above is None:
            break
        row = above
        seen.add(row.body)
    return row.population, row.body


def _body_of_seat(bodies: BodiesOnDay, seat: str) -> Body | None:
    row = seat_on(bodies, seat)
    return bodies.row(row.body) if row else None


def _worked_out(
    text: str, people: tuple[int | None, str], years: int, whose: str, table: str, column: str, key: str
) -> Limit:
    try:
        limit: MoneyLimit = parse_limit(text)
    except BadInput as bad:
        source = own(f"the sheet {table}", key)
        why = "an amount may be decided only within the limit"
        return Limit(
            None,
            (unknown(f"The limit of {whose} cannot be read: {bad}", source, table, column, key, why, kind="limit"),),
        )
    try:
        told = limit.worked_out(people[0], years) if people[0] is not None else ""
        worked = ((f"The limit of {whose}: {told}.", people[1]),) if told else ()
        return Limit(limit.pence(people[0], years), (), text, worked)
    except MissingEvidence:
        known = [part.pence(None, years) for part in limit.parts if part.per_people is None]
        flaw = unknown(
            f"The limit of {whose} is {text}, and the population of {people[1] or 'its receiver'} is not known.",
            own("the sheet bodies", people[1]), "bodies", "population", people[1],
            "the limit grows with the population", kind="limit",
        )  # fmt: skip
        return Limit(min(known, default=None), (flaw,), text)
