"""Adding places and the practices in them to the register, as a file of one's own tells of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from commonweal.organisations.gathering import UNNAMED, Gathering, Sighting
from commonweal.organisations.kinds import Kind
from commonweal.organisations.loading import Listing, NetworkMember, PlaceMember, Practice
from commonweal.organisations.periods import ALWAYS, Period
from commonweal.problems import Problems


def gather_places(
    gathering: Gathering,
    listed: Listing[PlaceMember],
    title: str,
    practices: Listing[Practice] | None,
    networks: Listing[NetworkMember] | None,
    began: date,
) -> None:
    """Add places, the board of each, their practices, and the networks that lie wholly in one of them.

    A place whose file names no board stands in the board that the practice list gives all its practices.

    Args:
        gathering: What they are added to, with boards and practices there already.
        listed: The file.
        title: What the file is cited by.
        practices: The list of practices, where there is one.
        networks: The practices of networks, where there are any.
        began: The first day of boards.

    Raises:
        BadInput: A place bears the code of another body, or its board is not known.
    """
    members: dict[str, list[PlaceMember]] = {}
    for row in listed.rows:
        members.setdefault(row.place, []).append(row)
    _refuse(gathering, members, title)
    boards = {row.code: row.geography for row in practices.rows} if practices else {}
    for place, rows in members.items():
        gathering.body(place, Kind.PLACE, rows[0].place_name, _span(rows))
        system = rows[0].system or _common(boards, rows)
        if system:
            gathering.sighting(Sighting(place, system, Kind.ICB, began, title))
        else:
            gathering.notes.append(
                f"{title} names no board for the place {place}, and its practices are listed under no one board: "
                "it stands in none. A column ICB would say."
            )
        for row in rows:
            if row.practice not in gathering:
                gathering.body(row.practice, Kind.PRACTICE, row.practice_name or UNNAMED)
                if system:
                    gathering.sighting(Sighting(row.practice, system, Kind.ICB, began, title))
            gathering.member(row.practice, place, Kind.PLACE, row.period, source=title)
    if networks:
        _gather_networks(gathering, listed.rows, networks.rows, title, began)
    gathering.notes += listed.notes


def _span(rows: Iterable[PlaceMember]) -> Period:
    """The days on which a place has any practice, as far as its file tells."""
    firsts, lasts = [row.first for row in rows], [row.last for row in rows]
    first = None if None in firsts else min(day for day in firsts if day)
    last = None if None in lasts else max(day for day in lasts if day)
    return Period(first, last) if first or last else ALWAYS


def _common(boards: Mapping[str, str], rows: Iterable[PlaceMember]) -> str:
    found = Counter(boards.get(row.practice, "") for row in rows)
    found.pop("", None)
    return next(iter(found)) if len(found) == 1 else ""


def _gather_networks(
    gathering: Gathering, rows: Iterable[PlaceMember], members: Iterable[NetworkMember], title: str, began: date
) -> None:
    """Put a network in the place that holds all its practices today."""
    place_of = {row.practice: row.place for row in rows if row.last is None}
    places: dict[str, set[str]] = {}
    for member in members:
        if member.last is None:
            places.setdefault(member.network, set()).add(place_of.get(member.practice, ""))
    inside = {network: next(iter(found)) for network, found in places.items() if len(found) == 1 and "" not in found}
    across = sum(len(found - {""}) > 1 or (len(found) > 1 and "" in found) for found in places.values())
    for network, place in sorted(inside.items()):
        if network in gathering:
            gathering.sighting(Sighting(network, place, Kind.PLACE, began, title))
    if across:
        gathering.notes.append(
            f"{across} {'network has' if across == 1 else 'networks have'} practices in several places, or in a place "
            f"and in none, by {title}: they stand in no place, and their practices are shown below the network."
        )


def _refuse(gathering: Gathering, members: Mapping[str, list[PlaceMember]], title: str) -> None:
    problems = Problems()
    for place, rows in members.items():
        kinds = [kind for kind in gathering.kinds(place) if kind is not Kind.PLACE]
        if kinds:
            problems.add(
                f"the code of a place is that of a {kinds[-1].words} already",
                given=place,
                file=title,
                do="give the place a code of its own",
            )
        if rows[0].system and Kind.ICB not in gathering.kinds(rows[0].system):
            problems.add(
                f"the board of the place {place} is not known",
                given=rows[0].system,
                file=title,
                expected="the code of an integrated care board, such as QOP",
            )
    problems.raise_if_any()
