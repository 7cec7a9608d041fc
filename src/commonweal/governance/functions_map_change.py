"""How two functions and decisions maps differ: of two days, or of today and a reform."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commonweal.governance.functions_map import STATUS_WORDS, MapRow


@dataclass(frozen=True, slots=True)
class MapChange:
    """What differs between two maps for one function and one decider.

    Args:
        change: ``gains``, ``loses`` or ``changes``.
        before: The row of the first map, if it has one.
        after: The row of the second, if it has one.
        sentence: The change in words.
    """

    change: str
    before: MapRow | None
    after: MapRow | None
    sentence: str


def difference(before: Sequence[MapRow], after: Sequence[MapRow]) -> tuple[MapChange, ...]:
    """What differs between two maps: of two days, or of today and a reform.

    Returns:
        A change for each function and decider that is in one map alone, or differs in limit, status, tier or route.
    """
    old, new = ({row.key: row for row in rows} for rows in (before, after))
    found = []
    for key in dict.fromkeys((*old, *new)):
        one, other = old.get(key), new.get(key)
        if one is None and other is not None:
            found.append(MapChange("gains", None, other, _gains(other)))
        elif other is None and one is not None:
            found.append(MapChange("loses", one, None, _loses(one, key[0], new.values())))
        elif one and other and (told := _differs(one, other)):
            found.append(MapChange("changes", one, other, told))
    return tuple(found)


def _gains(row: MapRow) -> str:
    if not row.decider:
        return f"“{row.title}”: {row.note}"
    return f"{row.decider_name} gains “{row.title}”{_where(row)}, {row.limit}."


def _loses(row: MapRow, function: str, after: Iterable[MapRow]) -> str:
    if not row.decider:
        return f"“{row.title}” is no longer without anybody who decides it."
    left = [
        other.decider_name for other in after if other.function == function and other.status in ("decides", "keeps")
    ]
    now = f" It is decided by {', '.join(left)}." if left else " Nobody decides it then."
    return f"{row.decider_name} loses “{row.title}”{_where(row)}.{now}"


def _differs(one: MapRow, other: MapRow) -> str:
    told = []
    if one.limit != other.limit:
        told.append(f"its limit goes from {one.limit} to {other.limit}")
    if one.status != other.status:
        told.append(f"from “{STATUS_WORDS[one.status]}” to “{STATUS_WORDS[other.status]}”")
    if one.tier != other.tier:
        told.append(f"its tier goes from {one.tier or 'none'} to {other.tier or 'none'}")
    if one.route != other.route:
        told.append(f"it rests on {', '.join(other.route) or 'the law alone'}, no longer on {', '.join(one.route)}")
    if one.decider_name != other.decider_name:
        told.append(f"it is now named {other.decider_name}")
    who = one.decider_name or "Nobody"
    return f"{who}, “{one.title}”{_where(one)}: {'; '.join(told)}." if told else ""


def _where(row: MapRow) -> str:
    return f" in {row.place}" if row.place else ""
