"""Checks of the maps: England is covered, no area twice, and a change of map agrees with the succession."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from commonweal.answers import Reason, Source
from commonweal.organisations.areas import AreaMap
from commonweal.organisations.checks.findings import found
from commonweal.organisations.kinds import Kind
from commonweal.organisations.periods import written
from commonweal.organisations.register import Register


def area_map(register: Register, day: date) -> AreaMap | None:
    """The map of small areas to boards that is in force on a day."""
    held = [item for item in register.maps if item.unit.startswith("lsoa") and item.tier is Kind.ICB]
    return max(
        (item for item in held if item.period.holds_on(day)),
        key=lambda item: item.period.first or date.min,
        default=None,
    )


def check_no_overlap(register: Register, day: date, *, sources: Sequence[Source] = ()) -> Reason:
    """No small area stands in two boards on a day."""
    item = area_map(register, day)
    holds = f"On {written(day)} no small area stands in two boards"
    if item is None:
        return found(holds, checked=0, what="areas", nothing=_no_map(day), sources=sources)
    failures = [f"{unit} stands in {' and '.join(sorted(bodies))}" for unit, bodies in sorted(item.doubled().items())]
    return found(holds, checked=len(item), what="areas", failures=failures, sources=sources)


def check_coverage(
    register: Register, day: date, counts: Mapping[str, int], *, sources: Sequence[Source] = ()
) -> Reason:
    """Every small area of England stands in an open board on a day, and every open board has an area.

    Args:
        register: The bodies and the maps.
        day: The day.
        counts: How many small areas England has, by unit such as ``lsoa21``. Where the number is not known, the areas
            of the other maps of the same unit are what must be covered.
        sources: Where the rule and the number come from.
    """
    item = area_map(register, day)
    holds = f"On {written(day)} every small area stands in an open board"
    if item is None:
        return found(holds, checked=0, what="areas", nothing=_no_map(day), sources=sources)
    counted = item.counts()
    failures = [f"{unit} stands in no board" for unit, body in item.pairs if not body]
    for board, number in sorted(counted.items()):
        body = register.find(board, day) if board else None
        if board and body is None:
            failures.append(f"{number:,} areas stand in {board}, which no list names")
        elif body is not None and not (body.live_on(day) and body.kind_on(day) is Kind.ICB):
            failures.append(f"{number:,} areas stand in {board} {body.name}, which was not an open board")
    failures += [f"{b.id} {b.name_on(day)} has no area" for b in register.live(Kind.ICB, day) if b.id not in counted]
    others = [other for other in register.maps if other.unit == item.unit and other is not item and len(other)]
    absent = set().union(*(other.owners.keys() - item.owners.keys() for other in others))
    failures += [f"{unit} is not on the map {item.vintage}" for unit in sorted(absent)]
    unknown = []
    expected = counts.get(item.unit)
    if expected is None and not others:
        unknown.append(f"how many areas of {item.unit} England has")
    elif expected is not None and expected != len(item):
        difference = expected - len(item)
        word = "missing from" if difference > 0 else "too many on"
        failures.append(f"{abs(difference):,} areas are {word} the map {item.vintage}: England has {expected:,}")
    return found(holds, checked=len(item), what="areas", failures=failures, unknown=unknown, sources=sources)


def check_moves(register: Register, *, sources: Sequence[Source] = ()) -> Reason:
    """What the succession says of a change of map is what happened to the small areas."""
    holds = "The areas that moved between two maps are those that the succession tells"
    held = (item for item in register.maps if item.unit.startswith("lsoa") and item.tier is Kind.ICB)
    maps = sorted((item for item in held if item.period.first), key=lambda item: item.period.first or date.min)
    failures, checked = [], 0
    for old, new in pairwise(maps):
        told = {
            (row.predecessor, row.successor): row.share(old.unit)
            for row in register.successions
            if row.day == new.period.first and row.kind is None
        }
        if old.unit != new.unit or not told:
            continue
        whole, moved = old.counts(), old.moved(new)
        for pair in sorted(told.keys() | moved.keys()):
            checked += 1
            happened = Fraction(moved[pair], whole[pair[0]]) if whole[pair[0]] else None
            if told.get(pair) != happened:
                failures.append(
                    f"{pair[0]} to {pair[1]}: {moved[pair]:,} of {whole[pair[0]]:,} areas moved, "
                    f"and the succession says {_part(told.get(pair))}"
                )
    nothing = "no two maps of the same areas, with a succession between them, are held"
    return found(holds, checked=checked, what="moves", failures=failures, nothing=nothing, sources=sources)


def _part(share: Fraction | None) -> str:
    return "nothing of it" if share is None else f"{float(share):.4%}"


def _no_map(day: date) -> str:
    return f"no map of small areas to boards is held for {written(day)}"
