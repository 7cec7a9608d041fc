"""Adding maps to the register: the small areas and the practices of each board."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from commonweal.organisations.areas import AreaMap
from commonweal.organisations.bodies import ONS, Code
from commonweal.organisations.gathering import UNNAMED, Gathering, Sighting
from commonweal.organisations.kinds import Kind
from commonweal.organisations.loading import Listing, Lookup, PracticeBoard
from commonweal.organisations.periods import Period


def gather_lookups(
    gathering: Gathering, lookups: Iterable[tuple[Lookup, str]], periods: Mapping[str, Period], began: date
) -> None:
    """Add the maps of the look-ups, one of each vintage over one kind of small area, and what they tell of bodies.

    Args:
        gathering: What they are added to.
        lookups: Each look-up with the title of its list.
        periods: The days on which the map of a vintage is in force.
        began: The day on which boards began.
    """
    held = {(item.vintage, item.unit) for item in gathering.maps}
    for lookup, title in lookups:
        for item in lookup.maps:
            period = periods.get(item.vintage, Period(_vintage_day(item.vintage)))
            if (item.vintage, lookup.unit) not in held:
                held.add((item.vintage, lookup.unit))
                gathering.maps.append(AreaMap(item.vintage, lookup.unit, item.tier, item.pairs, period, title))
            for body, ons in item.ons.items():
                if item.tier is Kind.SUB_ICB:
                    name = item.names.get(body, UNNAMED)
                    gathering.body(body, Kind.SUB_ICB, name, Period(began), listed=_vintage_day(item.vintage))
                if body in gathering:
                    gathering.code(body, Code(ons, ONS, item.vintage, period))
        _gather_sub_icbs(gathering, lookup, periods, title)


def _gather_sub_icbs(gathering: Gathering, lookup: Lookup, periods: Mapping[str, Period], title: str) -> None:
    """A sub-ICB location stands in a board where all its small areas do."""
    for sub_icbs in (item for item in lookup.maps if item.tier is Kind.SUB_ICB):
        of_area = dict(sub_icbs.pairs)
        for boards in (item for item in lookup.maps if item.tier is Kind.ICB):
            period = periods.get(boards.vintage, Period(_vintage_day(boards.vintage)))
            found: dict[str, set[str]] = {}
            for area, board in boards.pairs:
                if area in of_area and board:
                    found.setdefault(of_area[area], set()).add(board)
            for sub_icb, held in found.items():
                if len(held) == 1 and sub_icb in gathering and period.first:
                    seen = Sighting(sub_icb, next(iter(held)), Kind.ICB, period.first, title, period.first)
                    gathering.sighting(seen)


def gather_practice_boards(
    gathering: Gathering, listed: Listing[PracticeBoard], vintage: str, period: Period, title: str, *, latest: bool
) -> None:
    """Add the map of practices to boards of a vintage.

    Args:
        gathering: What it is added to.
        listed: Practice and board.
        vintage: Of the boards, such as ``icb26``.
        period: The days on which the map is in force.
        title: Title of the list.
        latest: Whether it is the newest list of practices: one that it leaves out is said to be no longer listed, and
            it says directly in which board each practice stands.
    """
    pairs = tuple((row.practice, row.board) for row in listed.rows)
    gathering.maps.append(AreaMap(vintage, "practice", Kind.ICB, pairs, period, title))
    day = period.first
    if not latest or day is None:
        return
    practices = {practice for practice, _ in pairs}
    known = [id for id in gathering.ids() if Kind.PRACTICE in gathering.kinds(id)]
    gone = gathering.ends_unlisted([id for id in known if id not in practices], day)
    if gone:
        gathering.notes.append(
            f"{gone} practices of the earlier list are not in the list {title}; "
            "the day on which each closed is not known."
        )
    for practice, board in pairs:
        if practice not in gathering:
            gathering.since_listed(practice, Kind.PRACTICE, UNNAMED, day)
        gathering.reopens(practice, day)
        gathering.listed(practice, day)
        if board:
            gathering.sighting(Sighting(practice, board, Kind.ICB, day, title, day))


def _vintage_day(vintage: str) -> date:
    return date(2000 + int(vintage[-2:]), 4, 1)
