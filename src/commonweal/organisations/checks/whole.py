"""Every check of a register for one day, with the law behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from commonweal.answers import Evidence, Reason, Source, Verdict
from commonweal.organisations.checks.areas import area_map, check_coverage, check_moves, check_no_overlap
from commonweal.organisations.checks.hierarchy import (
    check_closed_parents,
    check_known_bodies,
    check_no_circles,
    check_orphans,
    check_single_parents,
)
from commonweal.organisations.checks.names import check_names
from commonweal.organisations.checks.succession import check_shares, check_succession_days
from commonweal.organisations.periods import written
from commonweal.organisations.register import Register

_UNITS = ("lsoa11", "lsoa21")


def check_register(
    register: Register, day: date, evidence: Evidence, *, names: Mapping[str, str], names_source: Source
) -> tuple[Reason, ...]:
    """All checks of a register for a day.

    The maps are checked on that day and on both sides of every change of map, since that is where areas are lost.

    Args:
        register: The bodies, memberships, successions and maps.
        day: The day.
        evidence: Gives the rules that hold on each day.
        names: The names that the newest official list gives the boards, by code; empty where it is not to hand.
        names_source: What that list is; it is cited where it is to hand.
    """
    newest = max((row.day for row in register.successions if row.kind is None and row.shares), default=day)
    return (
        *(reason for each in _days(register, day) for reason in _area_reasons(register, each, evidence, asked=day)),
        *_of_bodies(register, day),
        check_names(register, names, newest, title=names_source.title, sources=(names_source,) if names else ()),
    )


@lru_cache(maxsize=4)
def _of_bodies(register: Register, day: date) -> tuple[Reason, ...]:
    """The checks that read the register alone: asked again of the same register and day, they are not worked anew."""
    return (
        check_moves(register),
        check_shares(register),
        check_succession_days(register),
        check_no_circles(register, day),
        check_orphans(register, day),
        check_single_parents(register, day),
        check_closed_parents(register, day),
        check_known_bodies(register, day),
    )


def _days(register: Register, day: date) -> list[date]:
    periods = [item.period for item in register.maps if item.unit.startswith("lsoa")]
    edges = [edge for period in periods for edge in (period.first, period.day_before) if edge is not None]
    return sorted({day, *edges})


def _area_reasons(register: Register, day: date, evidence: Evidence, *, asked: date) -> list[Reason]:
    overlap = evidence.find_rule("organisations.areas_do_not_overlap", on=day)
    cover = evidence.find_rule("organisations.areas_cover_england", on=day)
    if overlap is None or cover is None:
        sentence = f"On {written(day)} the law did not yet ask that boards cover England"
        return [Reason(sentence, Verdict.NOT_APPLICABLE)] if day == asked else []
    found = {unit: evidence.find_rule(f"organisations.small_areas.{unit}", on=day) for unit in _UNITS}
    counts = tuple((unit, int(rule.value)) for unit, rule in found.items() if rule)
    item = area_map(register, day)
    counted = found.get(item.unit) if item else None
    sources = (cover.source, counted.source) if counted else (cover.source,)
    return list(_of_areas(register, day, counts, overlap.source, sources))


@lru_cache(maxsize=32)
def _of_areas(
    register: Register, day: date, counts: tuple[tuple[str, int], ...], overlap: Source, cover: tuple[Source, ...]
) -> tuple[Reason, ...]:
    return (
        check_no_overlap(register, day, sources=(overlap,)),
        check_coverage(register, day, dict(counts), sources=cover),
    )
