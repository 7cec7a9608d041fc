"""Adding practices, networks and trusts to the register, as the public lists tell of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from commonweal.organisations.assembly.files import NETWORK_MEMBERS, NETWORKS, PRACTICES, TRUST_BOARDS, TRUSTS, list_of
from commonweal.organisations.gathering import UNNAMED, Gathering, Sighting
from commonweal.organisations.kinds import Kind, Status
from commonweal.organisations.loading import Listing, Network, NetworkMember, Practice, Trust, TrustBoard
from commonweal.organisations.periods import Period
from commonweal.organisations.periods import written as in_words


def latest_day(days: Iterable[date | None]) -> date | None:
    """The last change that a list tells of: the list is no older than that."""
    return max((day for day in days if day is not None), default=None)


def gather_practices(gathering: Gathering, listed: Listing[Practice], began: date) -> date | None:
    """Add the general practices of England, and where each is commissioned; gives back the day of the list."""
    rows = [row for row in listed.rows if row.english and row.general]
    day = latest_day(d for row in rows for d in (row.opened, row.closed))
    if day is None:
        return None
    title = list_of(PRACTICES).title
    boards: dict[str, Counter[str]] = {}
    for row in rows:
        # A closed practice was open until its last day; only the newest status has no period of its own.
        status = Status.OPEN if row.closed else row.status
        gathering.body(row.code, Kind.PRACTICE, row.name, Period(row.opened, row.closed), status=status, listed=day)
        if row.commissioner:
            known = row.joined or (began if row.closed is None else None)
            seen = Sighting(row.code, row.commissioner, Kind.SUB_ICB, row.closed or day, title, known, row.left)
            gathering.sighting(seen)
        if row.active and row.commissioner and row.geography:
            boards.setdefault(row.commissioner, Counter())[row.geography] += 1
    for sub_icb, counted in sorted(boards.items()):
        if sub_icb not in gathering:
            gathering.body(sub_icb, Kind.SUB_ICB, UNNAMED, Period(began), listed=day)
        if len(counted) == 1:
            gathering.sighting(Sighting(sub_icb, next(iter(counted)), Kind.ICB, day, title, began))
        else:
            gathering.notes.append(
                f"The practices of {sub_icb} are listed under several boards ({', '.join(sorted(counted))}); "
                "it was put under none."
            )
    active = sum(row.active for row in rows)
    gathering.notes.append(
        f"The list {title} tells of nothing after {in_words(day)}: {active:,} practices were active."
    )
    return day


def gather_networks(
    gathering: Gathering, networks: Listing[Network] | None, members: Listing[NetworkMember] | None, began: date
) -> None:
    """Add the primary care networks, the sub-ICB location of each, and the practices in them."""
    title, members_title = list_of(NETWORKS).title, list_of(NETWORK_MEMBERS).title
    if networks:
        day = latest_day(d for row in networks.rows for d in (row.opened, row.closed)) or began
        for row in networks.rows:
            if row.closed is None and row.sub_icb_name:
                gathering.body(row.sub_icb, Kind.SUB_ICB, row.sub_icb_name, Period(began), listed=max(day, began))
        for row in networks.rows:
            gathering.body(row.code, Kind.PCN, row.name, Period(row.opened, row.closed), listed=day)
            gathering.sighting(Sighting(row.code, row.sub_icb, Kind.SUB_ICB, row.closed or day, title))
        gathering.notes.append(
            f"The list {title} tells of nothing after {in_words(day)}: "
            f"{sum(row.closed is None for row in networks.rows):,} networks were open."
        )
    if members:
        for member in members.rows:
            period = Period(member.first, member.last)
            gathering.member(member.practice, member.network, Kind.PCN, period, source=members_title)


def gather_trusts(
    gathering: Gathering, trusts: Listing[Trust] | None, boards: Listing[TrustBoard] | None, boards_day: date | None
) -> None:
    """Add the trusts of England and the principal board of each.

    Args:
        gathering: What they are added to.
        trusts: The list of trusts.
        boards: The board of each trust on a later map.
        boards_day: The first day of that map; a trust that it leaves out is said to be no longer listed.
    """
    title, source = list_of(TRUSTS).title, list_of(TRUST_BOARDS).title
    if trusts:
        rows = [row for row in trusts.rows if row.english]
        day = latest_day(d for row in rows for d in (row.opened, row.closed))
        for row in rows:
            gathering.body(row.code, Kind.TRUST, row.name, Period(row.opened, row.closed), listed=day)
            if row.geography and day:
                gathering.sighting(Sighting(row.code, row.geography, Kind.ICB, row.closed or day, title))
    if boards and boards_day:
        listed = {row.code for row in boards.rows}
        earlier = [row.code for row in trusts.rows if row.english] if trusts else []
        gathering.ends_unlisted([code for code in earlier if code not in listed], boards_day)
        for trust in boards.rows:
            if trust.code not in gathering:
                gathering.since_listed(trust.code, Kind.TRUST, trust.name or UNNAMED, boards_day)
            gathering.listed(trust.code, boards_day)
            if trust.board:
                gathering.sighting(Sighting(trust.code, trust.board, Kind.ICB, boards_day, source, boards_day))
