"""At which moment an item has to be quorate: at its vote, at the minute that is asked about, or else all through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from commonweal.answers import Unknown, Verdict, all_of
from commonweal.governance.handbook import AgendaItem, Meeting, Records, Vote
from commonweal.governance.presence import Moment, minute, moments
from commonweal.governance.quorum import SeatAt

_LAST_MINUTE = 23 * 60 + 59


@dataclass(frozen=True, slots=True)
class ItemTimes:
    """The times of an item, or of a meeting, for its quorum.

    Args:
        starts, ends: As on the agenda; empty where they are not written down. Where only the time of the vote is known,
            the start is the meeting's.
        voted: When votes were taken on it, the earliest first; empty where no vote is recorded, or the time of one is
            not.
        at: The minute that is asked about while the item is in hand and nothing is voted yet; otherwise empty.
        begins, until: Over which time the room is looked at; empty where no time of the item is known.
        open_ended: Whether it began and neither its end nor its vote is timed, so that it may have ended at any minute.
        outside: That a vote is timed when the item was not under way, so that one of the times is wrong; else empty.
        item: The item's id.
    """

    starts: str = ""
    ends: str = ""
    voted: tuple[str, ...] = ()
    at: str = ""
    begins: str = ""
    until: str = ""
    open_ended: bool = False
    outside: str = ""
    item: str = ""

    def unknowns(self, settled: Deciding) -> tuple[Unknown, ...]:
        """The times that are missing or wrong where they leave the quorum open."""
        votes, ends = f"votes.at of {self.item}", f"agenda_items.ends of {self.item}"
        if settled.by == "outside":
            do = f"put right the time of the vote in the sheet votes, or the times of {self.item} in agenda_items"
            return (Unknown(votes, self.outside, do),)
        if settled.by == "open":
            why = "the quorum was there for a part of the time since the item began"
            do = f"fill in at in the sheet votes for {self.item}, or its ends in the sheet agenda_items"
            return (Unknown(votes, why, do), Unknown(ends, why, do))
        return ()


def times_of(
    records: Records, held: Meeting | None, item: AgendaItem | None, at: int | None = None
) -> ItemTimes | None:
    """The times of an item; None without an item, and for a receipt of the first release, which read no votes.

    Args:
        records: The handbook.
        held: The meeting.
        item: The item.
        at: Minutes since midnight, where one minute is asked about; what is voted later is not known then.
    """
    if item is None or held is None or records.as_first_released:
        return None
    votes = [row.at for row in records.rows(Vote, item=item.item)]
    timed = sorted({minute(time) for time in votes if time})
    voted = timed if all(votes) else []
    starts, ends = item.starts or "", item.ends or ""
    now = at if at is not None and _in_hand(at, item, held) else None
    if now is not None and (not voted or voted[-1] > now):
        known = [time for time in timed if time <= now]
        found = ItemTimes(starts, ends, at=_clock(now), begins=starts, until=ends or _just_after(now, held))
        return replace(found, outside=vote_outside(known, held, item), item=item.item)
    if voted:
        # Where only the votes are timed, the room is looked at from the beginning of the meeting to the last of them.
        begins = starts or held.starts or _clock(max(voted[0] - 1, 0))
        until = ends or _just_after(max(voted[-1], now or 0), held)
        found = ItemTimes(starts or held.starts or "", ends, tuple(map(_clock, voted)), begins=begins, until=until)
    elif starts:
        until = ends or held.ends or _clock(_LAST_MINUTE)
        found = ItemTimes(starts, ends, begins=starts, until=until, open_ended=not ends)
    else:
        found = ItemTimes(starts, ends)
    return replace(found, outside=vote_outside(timed, held, item), item=item.item)


def _in_hand(at: int, item: AgendaItem, held: Meeting) -> bool:
    if not item.starts or minute(item.starts) > at:
        return False
    return at < minute(item.ends) if item.ends else not held.ends or at <= minute(held.ends)


def _just_after(time: int, held: Meeting) -> str:
    """The next minute, so that who left in this one has left; the minute in which a meeting ends belongs to it."""
    return _clock(min(time + 1, minute(held.ends) if held.ends else _LAST_MINUTE))


def vote_outside(voted: Sequence[int], held: Meeting, item: AgendaItem) -> str:
    """That a vote is timed when the item, or its meeting, was not under way; empty where none is.

    Example:
        >>> from datetime import date
        >>> held = Meeting(meeting="M1", body="F", on_date=date(2026, 5, 1), starts="09:30", ends="12:00")
        >>> asked = AgendaItem(item="M1-2", meeting="M1", title="A contract", starts="09:35", ends="10:05")
        >>> vote_outside([minute("10:06")], held, asked)
        'a vote is timed outside the item, which ran from 09:35 to 10:05: at 10:06'
        >>> vote_outside([minute("10:05")], held, asked)
        ''
    """
    first, last = item.starts or held.starts, item.ends or held.ends
    for time in voted:
        early = bool(first) and time < minute(first or "")
        if not early and (not last or time <= minute(last)):
            continue
        what = "item" if (item.starts if early else item.ends) else "meeting"
        ran = item if what == "item" else held
        if ran.starts and ran.ends:
            which = f"which ran from {ran.starts} to {ran.ends}"
        else:
            which = f"which began at {ran.starts}" if early else f"which ended at {ran.ends}"
        return f"a vote is timed outside the {what}, {which}: at {_clock(time)}"
    return ""


def room_of_item(
    records: Records, held: Meeting, item: AgendaItem | None, seats: tuple[SeatAt, ...], times: ItemTimes | None
) -> tuple[Moment, ...]:
    """The room over the time that matters for the quorum of an item; without an item, over the meeting.

    Args:
        records: The handbook.
        held: The meeting.
        item: The item.
        seats: Every seat of the meeting's body on the day.
        times: The times of the item.
    """
    if item is None or times is None or not times.begins:
        return moments(records, held, item, seats)
    return moments(records, held, replace(item, starts=times.begins, ends=times.until), seats)


@dataclass(frozen=True, slots=True)
class Deciding:
    """Which moments of an item settle whether it is quorate.

    Args:
        verdict: The verdict on them.
        places: Which they are.
        by: ``vote``, ``minute``, or empty where the whole item counts; ``outside`` where a vote is timed outside the
            item, and ``open`` where the item may have ended before or after the room changed: these settle nothing.
        doubt: Whether the quorum was lost or came back in the minute of the vote, so that the order has to be judged.
    """

    verdict: Verdict
    places: tuple[int, ...]
    by: str = ""
    doubt: bool = False


def deciding(moments: Sequence[Moment], verdicts: Sequence[Verdict], times: ItemTimes | None) -> Deciding:
    """Which moments settle it: those of the votes, that of the minute asked about, or else every one.

    A vote outside the times of the item leaves it open, and any time where the item has none settles nothing.

    Example:
        >>> room = (Moment(575, ()), Moment(595, ()), Moment(598, ()))
        >>> seen = (Verdict.PASS, Verdict.FAIL, Verdict.PASS)
        >>> deciding(room, seen, ItemTimes("09:35", "10:05", voted=("10:00",))).verdict.value
        'PASS'
        >>> deciding(room, seen, ItemTimes("09:35", "10:05")).verdict.value
        'FAIL'
        >>> deciding(room, seen, ItemTimes("09:35", open_ended=True)).verdict.value
        'INSUFFICIENT_DATA'
    """
    whole = Deciding(all_of(verdicts), tuple(range(len(moments))))
    if times is None:
        return whole
    if times.outside:
        return Deciding(Verdict.INSUFFICIENT_DATA, whole.places, "outside")
    asked = times.voted or ((times.at,) if times.at else ())
    if times.open_ended and Verdict.FAIL in verdicts and len(set(verdicts)) > 1:
        return Deciding(Verdict.INSUFFICIENT_DATA, whole.places, "open")
    if not asked or moments[0].minute is None:
        return whole
    places: list[int] = []
    doubt = False
    for time in asked:
        at = minute(time)
        place = max((index for index, moment in enumerate(moments) if (moment.minute or 0) <= at), default=0)
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
