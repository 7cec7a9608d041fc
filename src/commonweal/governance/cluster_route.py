"""Whether what a cluster of boards resolves has a lawful route for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from commonweal.answers import Source, Unknown, Verdict
from commonweal.governance.authority import Chain, find_chain, holders
from commonweal.governance.checks.finding import missing
from commonweal.governance.decide_inputs import Item
from commonweal.governance.flaw import own
from commonweal.governance.handbook import Body, Decision, Function, Grant, Handbook, Records, Row
from commonweal.governance.joined_handbooks import joined
from commonweal.governance.membership import body_on, name_of
from commonweal.governance.rule_lookup import rule_on
from commonweal.governance.seat_holders import seat_on
from commonweal.governance.successors import bodies_on
from commonweal.organisations.periods import written
from commonweal.problems import BadInput, Problem

_RULES = ("organisations.A09", "governance.F05")
_WHY = "a cluster is no legal person: each board's decision is its own, a joint committee's or a named delegate's"


@dataclass(frozen=True, slots=True)
class Route:
    """By what authority a resolution binds one board, if it does.

    Args:
        icb: The board.
        verdict: PASS only where a live route reaches whoever decided.
        sentence: The route, or what is wrong.
        steps: The chain of grants, link by link.
        sources: The rules, and the provisions and clauses of the chain.
        unknowns: The facts that are missing.
        cures: What would mend it.
    """

    icb: str
    verdict: Verdict
    sentence: str
    steps: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    cures: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The route as plain JSON."""
        return {
            "icb": self.icb,
            "verdict": self.verdict.value,
            "sentence": self.sentence,
            "steps": list(self.steps),
            "sources": [source.to_json() for source in self.sources],
            "unknowns": [unknown.to_json() for unknown in self.unknowns],
            "cures": list(self.cures),
        }


class BoardRecords(Records):
    """A handbook without what other boards of the cluster hold and grant; rules are looked up as for the whole."""

    def __init__(self, records: Records, handbook: Handbook) -> None:
        """Take the rows from one and the rules from the other."""
        super().__init__(records.source)
        self.rows = handbook.rows  # type: ignore[method-assign]


def cluster_route(
    handbooks: Handbook | Sequence[Handbook],
    resolved: Decision | Item | str,
    icbs: Sequence[str],
    *,
    on: date | None = None,
) -> tuple[Route, ...]:
    """For each board of a cluster: whether a live grant carries the resolution.

    Args:
        handbooks: One handbook of them all, or one for each.
        resolved: The decision, its id in the handbook, or an item that is still to be decided.
        icbs: The boards that it is to bind.
        on: The day; by default the decision's.

    Raises:
        BadInput: There is no such decision, no board is named, or an item comes without its day.

    Example:
        >>> day = date(2026, 5, 1)
        >>> book = Handbook.of([
        ...     Body(body="QAA", name="West board", kind="icb"), Body(body="QBB", name="East board", kind="icb"),
        ...     Body(body="BOTH", name="West and East cluster", kind="cluster"),
        ...     Function(function="beds", title="Beds", holder="QAA", provision="NHSA 2006 s.3"),
        ... ])
        >>> beds = Decision(decision="D1", on_date=day, title="Buy beds", taken_by="BOTH", function="beds")
        >>> [(each.icb, each.verdict.value) for each in cluster_route(book, beds, ["QAA", "QBB"])]
        [('QAA', 'FAIL'), ('QBB', 'FAIL')]
    """
    handbook = handbooks if isinstance(handbooks, Handbook) else joined(handbooks)
    return routes_of(Records(handbook), handbook, resolved, icbs, on=on)


def routes_of(
    records: Records,
    handbook: Handbook,
    resolved: Decision | Item | str,
    icbs: Sequence[str],
    *,
    on: date | None = None,
) -> tuple[Route, ...]:
    """The same of records that look up rules for themselves; ``handbook`` holds the same rows."""
    if isinstance(resolved, str):
        found = records.first(Decision, decision=resolved)
        if found is None:
            raise BadInput(Problem("the handbook has no such decision", given=resolved, do="see the sheet decisions"))
        resolved = found
    if not icbs:
        raise BadInput(Problem("no board is named that the resolution is to bind", do="name each board of the cluster"))
    day = on or (resolved.on_date if isinstance(resolved, Decision) else None)
    if day is None:
        raise BadInput(Problem("the day of the decision is not said", do="say on which day it is taken"))
    return tuple(_route(records, handbook, resolved, icb, tuple(icbs), day) for icb in dict.fromkeys(icbs))


def _route(
    records: Records, handbook: Handbook, resolved: Decision | Item, icb: str, icbs: tuple[str, ...], on: date
) -> Route:
    rules = [rule for id in _RULES if (rule := rule_on(records, id, on))]
    sources = tuple(rule.source for rule in rules)
    name, (body, seat) = name_of(records, icb, on), _taker(resolved)
    if body_on(records, icb, on) is None:
        return _not_there(records, icb, name, sources, on)
    if not (body or seat):
        gap = missing("decisions", "taken_by", getattr(resolved, "decision", "") or resolved.title, _WHY)
        told = f"It is not said who decides for {name} in law: {_WHY}."
        return Route(icb, Verdict.INSUFFICIENT_DATA, told, sources=sources, unknowns=(gap,))
    if not resolved.function:
        gap = missing("decisions", "function", getattr(resolved, "decision", "") or resolved.title, _WHY)
        told = f"It is not said which function of {name} it exercises, and authority is granted function by function."
        return Route(icb, Verdict.INSUFFICIENT_DATA, told, sources=sources, unknowns=(gap,))
    board = BoardRecords(records, _own(handbook, bodies_on(records, on).person_in_law, icb, icbs))
    asked = {"function": resolved.function, "amount_pence": resolved.amount_pence, "years": resolved.years or 1}
    chain = find_chain(board, body=body or None, seat=seat or None, place=resolved.place, on=on, **asked)  # type: ignore[arg-type]
    steps = tuple(f"{step.verdict.words}: {step.sentence}" for step in chain.steps)
    named = [grant for step in chain.steps for grant in board.rows(Grant, grant=step.id)]
    if not any(grant.route == "section_65z6" for grant in named):
        sources = tuple(rule.source for rule in rules if rule.id != _RULES[1])
    cited = tuple(dict.fromkeys((*sources, *(step.source for step in chain.steps))))
    who = _who(records, body, seat, on)
    taker = body_on(records, body, on) if body else None
    a09 = next((rule for rule in rules if rule.id == _RULES[0]), None)
    if taker is not None and a09 is not None and taker.kind not in a09.value:
        told = f"{who} is a {taker.kind.replace('_', ' ')} and cannot decide for {name} in law: {_WHY}."
        return Route(icb, Verdict.FAIL, told, steps, cited, (), _cures(board, name, resolved, on) or chain.cures)
    if _others_alone(board, handbook, chain):
        told = f"Nothing carries it for {name}: the grants of the handbook are other boards', and none is its own."
        return Route(icb, Verdict.FAIL, told, steps, cited, (), _cures(board, name, resolved, on))
    verdict, told = _told(board, chain, icb, name, who, body, on)
    cures = _cures(board, name, resolved, on) or chain.cures if verdict is Verdict.FAIL else ()
    return Route(icb, verdict, told, steps, cited, chain.unknowns, cures)


def _told(records: Records, chain: Chain, icb: str, name: str, who: str, body: str, on: date) -> tuple[Verdict, str]:
    if chain.verdict is Verdict.PASS:
        if body == icb or _comes_from(records, chain, icb, on):
            by = next((step.id for step in chain.steps if step.kind == "grant"), "")
            return Verdict.PASS, f"{who} decides for {name}" + (f" by grant {by}." if by else " itself.")
        return Verdict.FAIL, f"What gives {who} the function does not come from {name}, so it does not bind {name}."
    first = next((step.sentence for step in chain.steps if step.verdict is chain.verdict), "")
    if chain.verdict is Verdict.FAIL:
        return Verdict.FAIL, f"Nothing carries it for {name}. {first}".strip()
    return chain.verdict, f"Whether it binds {name} cannot be told yet. {first}".strip()


def _others_alone(board: Records, handbook: Handbook, chain: Chain) -> bool:
    """Whether no more is missing than a grant, and the handbook has grants, though of other boards alone."""
    if chain.verdict is not Verdict.INSUFFICIENT_DATA or board.rows(Grant) or not handbook.rows(Grant):
        return False
    return all(unknown.fact == "grants.grant" for unknown in chain.unknowns)


def _comes_from(records: Records, chain: Chain, icb: str, on: date) -> bool:
    """Whether some link of the chain is the board's own."""
    bodies = bodies_on(records, on)
    forebears = bodies.forebears(icb)
    for step in chain.steps:
        for grant in records.rows(Grant, grant=step.id) if step.kind == "grant" else ():
            if grant.from_body in forebears or bodies.person_in_law(grant.from_body) == {icb}:
                return True
    return False


def _own(handbook: Handbook, person: Any, icb: str, icbs: tuple[str, ...]) -> Handbook:
    """The handbook without the functions of the cluster's other boards and without what they grant."""
    others = {each for each in icbs if each != icb}
    joint = {
        row.body for kind in ("joint_committee", "committees_in_common", "cluster") for row in _kind(handbook, kind)
    }

    def stays(row: Row) -> bool:
        if isinstance(row, Function):
            return row.holder not in others
        if not isinstance(row, Grant) or row.from_body in joint:
            return True
        return row.from_body not in others and not (person(row.from_body) & others)

    tables = {name: tuple(row for row in rows if stays(row)) for name, rows in handbook.tables.items()}
    return replace(handbook, tables=tables)


def _kind(handbook: Handbook, kind: str) -> tuple[Body, ...]:
    return handbook.rows(Body, kind=kind)


def _taker(resolved: Decision | Item) -> tuple[str, str]:
    """The body, or the seat, that decides in law."""
    if isinstance(resolved, Decision):
        return ("", resolved.taken_by_seat) if resolved.taken_by_seat else (resolved.taken_by, "")
    return ("", resolved.seat) if resolved.seat else (resolved.body, "")


def _who(records: Records, body: str, seat: str, on: date) -> str:
    if body:
        return name_of(records, body, on)
    row = seat_on(bodies_on(records, on), seat)
    return f"The holder of {seat} ({row.title})" if row else f"The holder of {seat}"


def _cures(records: Records, name: str, resolved: Decision | Item, on: date) -> tuple[str, ...]:
    """Who may decide it for this board."""
    found = holders(
        records,
        function=resolved.function,
        amount_pence=resolved.amount_pence,
        years=resolved.years or 1,
        place=resolved.place,
        on=on,
    )
    able = [each for each in found if each.chain.verdict is Verdict.PASS]
    told = [name_of(records, each.body, on) if not each.seat else f"the holder of {each.seat}" for each in able[:3]]
    return (f"For {name}, {', or '.join(told)} may decide it.",) if told else ()


def _not_there(records: Records, icb: str, name: str, sources: tuple[Source, ...], on: date) -> Route:
    if records.rows(Body, body=icb):
        told = f"{name} does not stand on {written(on)}, so nothing can bind it then."
        return Route(icb, Verdict.FAIL, told, sources=(*sources, own("the sheet bodies", icb)))
    gap = missing("bodies", "body", icb, _WHY)
    return Route(icb, Verdict.INSUFFICIENT_DATA, f"The handbook has no board {icb}.", sources=sources, unknowns=(gap,))
