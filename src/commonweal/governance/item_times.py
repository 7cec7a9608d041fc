"""At which moment an item has to be quorate: at its vote, at the minute that is asked about, or else all through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.answers import Verdict, all_of
from commonweal.governance.handbook import AgendaItem, Records, Vote
from commonweal.governance.presence import Moment, minute


@dataclass(frozen=True, slots=True)
class ItemTimes:
    """The times of an item, or of a meeting, for its quorum.

    Args:
        starts, ends: As on the agenda; empty where they are not written down.
        voted: When votes were taken on it, the earliest first; empty where no vote is recorded, or the time of one is
            not.
        at: The minute that is asked about while the item is in hand and nothing is voted yet; otherwise empty.
    """

    starts: str = ""
    ends: str = ""
    voted: tuple[str, ...] = ()
    at: str = ""


def times_of(records: Records, item: AgendaItem | None, at: int | None = None) -> ItemTimes | None:
    """The times of an item; None without an item, and for a receipt of the first release, which read no votes.

    Args:
        records: The handbook.
        item: The item.
        at: Minutes since midnight, where one minute is asked about; what is voted later is not known then.
    """
    if item is None or records.as_first_released:
        return None
    votes = [row.at for row in records.rows(Vote, item=item.item)]
    voted = sorted({minute(time) for time in votes if time}) if all(votes) else []
    starts, ends = item.starts or "", item.ends or ""
    in_hand = at is not None and bool(starts) and minute(starts) <= at and (not ends or at < minute(ends))
    if at is not None and in_hand and (not voted or voted[-1] > at):
        return ItemTimes(starts, ends, at=_clock(at))
    return ItemTimes(starts, ends, tuple(_clock(time) for time in voted))


@dataclass(frozen=True, slots=True)
class Deciding:
    """Which moments of an item settle whether it is quorate.

    Args:
        verdict: The verdict on them.
        places: Which they are.
        by: ``vote``, ``minute``, or empty where the whole item counts.
        doubt: Whether the quorum was lost or came back in the minute of the vote, so that the order has to be judged.
    """

    verdict: Verdict
    places: tuple[int, ...]
    by: str = ""
    doubt: bool = False


def deciding(moments: Sequence[Moment], verdicts: Sequence[Verdict], times: ItemTimes | None) -> Deciding:
    """Which moments settle it: those of the votes, that of the minute asked about, or else every one.

    A vote outside the times of the item settles nothing, and neither does any time where the item has none.

    Example:
        >>> room = (Moment(575, ()), Moment(595, ()), Moment(598, ()))
        >>> seen = (Verdict.PASS, Verdict.FAIL, Verdict.PASS)
        >>> deciding(room, seen, ItemTimes("09:35", "10:05", voted=("10:00",))).verdict.value
        'PASS'
        >>> deciding(room, seen, ItemTimes("09:35", "10:05")).verdict.value
        'FAIL'
    """
    whole = Deciding(all_of(verdicts), tuple(range(len(moments))))
    asked = times.voted or ((times.at,) if times.at else ()) if times else ()
    if times is None or not asked or moments[0].minute is None:
        return whole
    places: list[int] = []
    doubt = False
    for time in asked:
        at = minute(time)
        place = next((index for index in reversed(range(len(moments))) if (moments[index].minute or 0) <= at), None)
        if place is None or (times.ends and at > minute(times.ends)):
            return whole
        if times.voted and place and moments[place].minute == at and verdicts[place] is not verdicts[place - 1]:
            # Minutes are all that is written down: which came first, the vote or the change, they do not tell.
            doubt = True
            places.append(place - 1)
        places.append(place)
    seen = [verdicts[place] for place in places]
    doubt = doubt and set(seen) == {Verdict.PASS, Verdict.FAIL}
    settled = Verdict.NEEDS_JUDGEMENT if doubt else all_of(seen)
    return Deciding(settled, tuple(dict.fromkeys(places)), "vote" if times.voted else "minute", doubt)


def _clock(time: int) -> str:
    return f"{time // 60:02d}:{time % 60:02d}"
