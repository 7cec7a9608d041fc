"""Adding the time before boards: clinical commissioning groups, partnerships, and what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction

from commonweal.organisations.assembly.files import PRACTICE_MAP, SUCCESSORS, list_of
from commonweal.organisations.assembly.nation import Rules
from commonweal.organisations.bodies import ONS, Code
from commonweal.organisations.gathering import UNNAMED, Gathering, Sighting
from commonweal.organisations.kinds import Kind
from commonweal.organisations.loading import Listing, MappedPractice, Practice, Successor
from commonweal.organisations.periods import Period
from commonweal.organisations.successions import Share, Succession

_ONE_DAY = timedelta(days=1)


def gather_practice_map(
    gathering: Gathering, listed: Listing[MappedPractice], rules: Rules, opened: Mapping[str, date]
) -> dict[str, str]:
    """Add groups and partnerships, and the group of each practice; gives back the partnership of each group.

    Args:
        gathering: What they are added to.
        listed: The practice map.
        rules: The day on which boards began.
        opened: The day on which a body took over from others, where succession tells it.
    """
    before, title = rules.began - _ONE_DAY, list_of(PRACTICE_MAP).title
    systems: dict[str, str] = {}
    for row in listed.rows:
        if row.day > before:
            continue
        if row.commissioner not in systems:
            systems[row.commissioner] = row.system
            period = Period(opened.get(row.commissioner), before)
            codes = [Code(row.commissioner_ons, ONS, "ccg21", period)]
            gathering.body(row.commissioner, Kind.CCG, row.commissioner_name, period, listed=row.day, codes=codes)
            gathering.body(row.system, Kind.STP, row.system_name, Period(None, before))
            gathering.sighting(
                Sighting(row.commissioner, row.system, Kind.ICB, row.day, title, opened.get(row.commissioner), before)
            )
            codes = [Code(row.region_ons, ONS, "nhser21", Period(None, before))]
            gathering.body(row.region, Kind.REGION, row.region_name, Period(None, before), codes=codes)
            gathering.member(row.system, row.region, Kind.REGION, Period(None, before), source=title)
        if row.practice in gathering:
            gathering.sighting(Sighting(row.practice, row.commissioner, Kind.SUB_ICB, row.day, title))
    return systems


def gather_succession(gathering: Gathering, rows: Iterable[Successor], rules: Rules) -> None:
    """Add the successions that lead to a body of the register, and a record of each body that ended on the way."""
    into: dict[str, list[Successor]] = {}
    title = list_of(SUCCESSORS).title
    for row in rows:
        into.setdefault(row.successor, []).append(row)
    edge, seen = list(gathering.ids()), set(gathering.ids())
    while edge:
        held = [row for body in edge for row in into.get(body, ())]
        gathering.successions += [row.succession(title) for row in held]
        edge = sorted({row.predecessor for row in held} - seen)
        seen.update(edge)
    ended: dict[str, list[Succession]] = {}
    for known in gathering.successions:
        ended.setdefault(known.predecessor, []).append(known)
    # The latest first: what a body was is told by what took over from it.
    for known in sorted(gathering.successions, key=lambda known: known.day):
        if known.successor in gathering:
            gathering.opens(known.successor, known.day)
    for body, leaving in sorted(ended.items(), key=lambda item: max(row.day for row in item[1]), reverse=True):
        last = max(row.day for row in leaving) - _ONE_DAY
        if body in gathering:
            # The service publishes a succession when a body has closed in law, whatever an older list says.
            gathering.closes(body, last)
        else:
            groups = all(_was_group(gathering, row, rules) for row in leaving)
            gathering.body(body, Kind.CCG if groups else Kind.OTHER, UNNAMED, Period(None, last))


def _was_group(gathering: Gathering, row: Succession, rules: Rules) -> bool:
    """Whether the predecessor was a clinical commissioning group: it ended in one, after the first had begun."""
    return row.day > rules.groups_began and Kind.CCG in gathering.kinds(row.successor)


def gather_group_succession(
    gathering: Gathering,
    rules: Rules,
    systems: Mapping[str, str],
    before: Listing[MappedPractice] | None,
    after: Listing[Practice] | None,
) -> None:
    """Add what became of each clinical commissioning group when the boards began.

    A group's duties went to the board of its partnership. The few groups that the rules name went to another board,
    or to two; the share of each is then the part of the group's practices that the later list has under that board.
    """
    counted: dict[str, Counter[str]] = {}
    title = list_of(PRACTICE_MAP).title
    if before and after:
        boards = {row.code: row.geography for row in after.rows if row.active}
        for row in before.rows:
            if row.practice in boards:
                counted.setdefault(row.commissioner, Counter())[boards[row.practice]] += 1
    for group, system in sorted(systems.items()):
        targets = rules.groups_split.get(group, (system,))
        held = {board: counted.get(group, Counter())[board] for board in targets}
        whole = sum(held.values())
        for board in targets:
            shares = (Share("practices", Fraction(held[board], whole)),) if whole and len(targets) > 1 else ()
            gathering.successions.append(Succession(group, board, rules.began, shares, Kind.CCG, title))
