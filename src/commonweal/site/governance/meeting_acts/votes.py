"""How members voted on an item, entered together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from commonweal.governance.handbook import Handbook, Vote
from commonweal.problems import BadInput, Problem
from commonweal.site.governance.change import Change
from commonweal.site.governance.meeting_acts.finding import clock_time, item_of, meeting_today, name_of_person

WAYS = ("for", "against", "abstained")
CASTING = ("casting_for", "casting_against")


def record_votes(
    handbook: Handbook, *, item: str, votes: Mapping[str, str], casting_by: str = "", casting: str = "", at: str
) -> Change:
    """The vote on an item; somebody whose vote is blank did not vote.

    Args:
        handbook: As it stands.
        item: The item.
        votes: By person: ``for``, ``against``, ``abstained``, or empty.
        casting_by: Who gave a casting vote; empty where nobody did.
        casting: ``casting_for`` or ``casting_against``.
        at: When the vote was taken.

    Raises:
        BadInput: The day of the meeting is still to come, a vote is none that there is, or a casting vote is only half
            told.
    """
    meeting_today(handbook, item_of(handbook, item).meeting)
    time, rows = clock_time(at), handbook.rows(Vote, item=item)
    held = {(row.person, row.vote in CASTING): row for row in rows}
    if bool(casting_by) != bool(casting):
        raise BadInput(Problem("a casting vote is half told", do="say who gave it, and whether for or against"))
    wanted = {(person, False): way for person, way in votes.items() if way}
    if casting_by:
        wanted[casting_by, True] = casting
    put = []
    for (person, casts), way in wanted.items():
        if way not in (CASTING if casts else WAYS):
            raise BadInput(Problem("this is no way to vote", given=way, expected="for, against or abstained"))
        name_of_person(handbook, person)
        before = held.get((person, casts))
        # The same vote keeps its time, so that entering it twice changes nothing.
        now = replace(before, vote=way, at=time) if before else Vote(item=item, person=person, vote=way, at=time)
        put.append(before if before and before.vote == way else now)
    kept = {row.key for row in put}
    gone = tuple(row for row in rows if row.key not in kept)
    return Change("a vote", put=tuple(put), withdraw=gone, rests_on=rows)
