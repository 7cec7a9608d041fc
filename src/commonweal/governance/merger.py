"""A merger or a split, line by line: what has to be re-homed, and the one successor of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from commonweal.answers import Verdict, all_of
from commonweal.governance.checks.finding import missing
from commonweal.governance.flaw import own
from commonweal.governance.handbook import TABLES, Body, Handbook, Records, Succession, Transfer
from commonweal.governance.joined_handbooks import joined
from commonweal.governance.membership import body_on, name_of
from commonweal.governance.merger_closings import closings
from commonweal.governance.merger_committees import Committees
from commonweal.governance.merger_line import Closing, Line, line
from commonweal.governance.merger_successor import Successors
from commonweal.governance.merger_things import KINDS, Thing, family, things
from commonweal.organisations.periods import written

_SHEETS = {
    "function": ("functions",),
    "staff": ("employments",),
    "contract": (),
    "asset": (),
    "liability": (),
    "declaration": ("interests",),
    "decision": ("decisions",),
    "direction": ("directions",),
    "committee": (),
    "seat": ("seats",),
    "pooled fund": ("pool_contributions",),
}
"""Where things of each kind are recorded besides the sheet of transfers."""
_MAY_BE_NONE = ("decision", "direction", "pooled fund")
"""Kinds of which a body may have none: with other bodies' rows in the sheet, none of its own means none."""


@dataclass(frozen=True, slots=True)
class MergerView:
    """What has to be re-homed, line by line.

    Args:
        on: The day of the question.
        closings: The bodies that close.
        lines: Every line, body by body and kind by kind.
        systems: The boards of the handbooks.
    """

    on: date
    closings: tuple[Closing, ...]
    lines: tuple[Line, ...]
    systems: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """PASS where each line has exactly one successor; not applicable where nothing closes."""
        return all_of(each.verdict for each in self.lines)

    @property
    def problems(self) -> tuple[Line, ...]:
        """The lines that are not settled, broken ones first."""
        return tuple(sorted((each for each in self.lines if each.problem), key=lambda each: each.verdict.value))

    def counts(self) -> dict[str, dict[str, int]]:
        """How many lines of each kind have which verdict."""
        counted = Counter((each.kind, each.verdict.value) for each in self.lines)
        return {
            kind: {verdict.value: counted[kind, verdict.value] for verdict in Verdict if counted[kind, verdict.value]}
            for kind in KINDS
            if any(each.kind == kind for each in self.lines)
        }

    def to_json(self) -> dict[str, Any]:
        """The view as plain JSON."""
        return {
            "on": self.on.isoformat(),
            "closings": [
                {"body": each.body, "name": each.name, "day": each.day.isoformat(), "heirs": list(each.heirs)}
                for each in self.closings
            ],
            "counts": self.counts(),
            "lines": [each.to_json() for each in self.lines],
        }


def merger_view(handbooks: Sequence[Handbook], succession: Sequence[Succession], on: date) -> MergerView:
    """What has to be re-homed when bodies close, and the one successor of each thing.

    Args:
        handbooks: The handbooks of the bodies: several, or one that has several systems.
        succession: Successions besides those that the handbooks hold.
        on: The day of the question: the successions after it count, or, where none is ahead, the latest before it.

    Example:
        >>> day = date(2026, 4, 1)
        >>> book = Handbook.of([
        ...     Body(body="QAA", name="Old board", kind="icb", to_date=date(2026, 3, 31)),
        ...     Body(body="QBB", name="New board", kind="icb", from_date=day),
        ...     Transfer(line="T1", old_body="QAA", new_body="QBB", kind="contract", what="all contracts", on_date=day),
        ...     Transfer(line="T2", old_body="QAA", kind="asset", what="the office", on_date=day),
        ... ])
        >>> view = merger_view([book], [Succession(old_body="QAA", new_body="QBB", on_date=day)], date(2026, 1, 1))
        >>> for each in view.lines:
        ...     if each.kind in ("contract", "asset"):
        ...         print(f"{each.what}: {each.new_body or each.problem}")
        all contracts: QBB
        the office: The asset the office stands on line T2, which names nobody who takes it on.
    """
    return view_of(Records(joined(handbooks)), succession, on)


def view_of(records: Records, succession: Sequence[Succession], on: date) -> MergerView:
    """The view of one handbook's records; see `merger_view`."""
    rows = tuple(dict.fromkeys((*records.rows(Succession), *succession)))
    closing = closings(records, rows, on)
    lines = tuple(each for body in closing for each in _lines(records, body, rows))
    systems = tuple(dict.fromkeys(row.body for row in records.rows(Body, kind="icb")))
    return MergerView(on, closing, lines, systems)


def _lines(records: Records, closing: Closing, successions: Sequence[Succession]) -> Iterator[Line]:
    eve = closing.day - timedelta(days=1)
    parts = family(records, closing.body, eve)
    held = [row for part in parts for row in records.rows(Transfer, old_body=part)]
    successors = Successors(records, closing, successions, held)
    committees = Committees(records, closing, successors)
    found = [_body(records, closing)]
    each = list(things(records, closing.body, eve))
    # The committees first: their seats, and the functions granted to them, go where they go.
    found += [committees.committee(thing) for thing in each if thing.how == "committee"]
    places: Counter[tuple[str, str]] = Counter()
    for thing in each:
        if thing.how == "committee":
            continue
        if thing.how == "seat":
            place = (thing.holder, thing.title.casefold().strip())
            found.append(committees.seat(thing, places[place]))
            places[place] += 1
        elif thing.kind == "grant" and thing.holder != closing.body and not successors.naming(thing):
            found.append(_of_committee(records, closing, committees, thing))
        else:
            found += successors.by_area(thing) or (successors.of(thing),)
    found += _by_lines_alone(successors)
    found += _unrecorded(records, closing, found)
    yield from sorted(found, key=lambda line: KINDS.index(line.kind))


def _body(records: Records, closing: Closing) -> Line:
    """Whether the body itself closes on the eve, and who follows."""
    thing = Thing("body", closing.body, closing.name, closing.body, (), (), "law")
    source = own(closing.scheme or "the sheet successions", closing.body)
    eve, told = closing.day - timedelta(days=1), {"candidates": closing.heirs, "sources": (source,)}
    rows = records.rows(Body, body=closing.body)
    ends = [row.to_date for row in rows]
    last = None if not ends or None in ends else max(end for end in ends if end)
    if last is None:
        table = ("bodies", "to_date" if rows else "body", closing.body)
        sentence = f"The last day of {closing.name} is not recorded, so whether it closes is not known."
        why = "what a body has is taken over on the day after its last"
        found = line(thing, closing, Verdict.INSUFFICIENT_DATA, sentence, **told)
        return replace(found, unknown=missing(*table, why))
    if last != eve:
        sentence = (
            f"{closing.name} closes at the end of {written(last)}, and its successor takes over on "
            f"{written(closing.day)}: the one has to follow on the other."
        )
        return line(thing, closing, Verdict.FAIL, sentence, do="bring the two days together", **told)
    if not closing.heirs:
        sentence = f"{closing.name} closes at the end of {written(last)}, and no successor is recorded."
        gap = missing("successions", "new_body", closing.body, "what it has passes to its successor")
        found = line(thing, closing, Verdict.INSUFFICIENT_DATA, sentence, **told)
        return replace(found, unknown=gap)
    names = " and ".join(name_of(records, heir, closing.day) for heir in closing.heirs)
    absent = [heir for heir in closing.heirs if body_on(records, heir, closing.day) is None]
    if absent:
        sentence = f"{', '.join(absent)} is to follow {closing.name}, and does not stand on {written(closing.day)}."
        found = line(thing, closing, Verdict.FAIL, sentence, **told)
        return replace(found, do="record the new body with its first day, in the sheet bodies")
    if len(closing.heirs) > 1:
        sentence = f"{closing.name} is split between {names}: each line below needs a rule of its own."
        return line(thing, closing, Verdict.NOT_APPLICABLE, sentence, **told)
    sentence = f"{names} takes over from {closing.name} on {written(closing.day)}."
    return line(thing, closing, Verdict.PASS, sentence, new_body=closing.heirs[0], **told)


def _of_committee(records: Records, closing: Closing, committees: Committees, thing: Thing) -> Line:
    """A grant to or from a committee that closes goes on with the committee that takes its place."""
    heir, name = committees.heirs.get(thing.holder, ""), name_of(records, thing.holder, closing.day)
    if heir:
        told = f"The grant {thing.id} of {name} goes on with {name_of(records, heir, closing.day)}."
        source = own("the sheet grants", thing.id)
        return line(thing, closing, Verdict.PASS, told, new_body=heir, candidates=(heir,), sources=(source,))
    told = f"The grant {thing.id} stands with {name}, of which no one successor is settled; it has to be made anew."
    found = line(thing, closing, Verdict.INSUFFICIENT_DATA, told, candidates=closing.heirs)
    why = "a grant to a committee ends with it, unless its successor is known"
    return replace(found, unknown=missing("successions", "new_body", thing.holder, why))


def _by_lines_alone(successors: Successors) -> Iterator[Line]:
    """What only the transfer scheme names: contracts, assets, liabilities, and whole registers in words."""
    rest: dict[tuple[str, str], list[Transfer]] = {}
    for row in successors.lines:
        if row.line not in successors.used:
            rest.setdefault((row.kind, row.what), []).append(row)
    for (kind, what), rows in rest.items():
        thing = Thing(kind, what, what, successors.closing.body, (what,), (kind,))
        yield successors.by_lines(thing, rows)


def _unrecorded(records: Records, closing: Closing, found: Sequence[Line]) -> Iterator[Line]:
    """Kinds of which nothing is recorded at all: that is not the same as the body having none."""
    there = {each.kind for each in found}
    for kind, sheets in _SHEETS.items():
        filled = any(records.rows(TABLES[sheet]) for sheet in sheets)
        if kind in there or (kind in _MAY_BE_NONE and filled):
            continue
        sheet, column = (
            (sheets[0], "") if sheets else ("bodies", "parent") if kind == "committee" else ("transfers", "what")
        )
        thing = Thing(kind, "", f"no {kind} recorded", closing.body, (), ())
        told = f"No {kind} of {closing.name} is recorded; that does not mean that it has none."
        gap = missing(sheet, column or kind.replace(" ", "_"), closing.body, "what is not recorded is not re-homed")
        yield replace(line(thing, closing, Verdict.INSUFFICIENT_DATA, told), unknown=gap)
