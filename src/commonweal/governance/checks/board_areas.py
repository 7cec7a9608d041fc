"""That the areas of boards do not overlap and leave no gap: by the handbook, and by the published maps of England."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from commonweal.answers import FactRecord, Unknown
from commonweal.governance.area_codes import area_codes, same_level
from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, passes
from commonweal.governance.checks.registry import check
from commonweal.governance.handbook import Body, Handbook, Succession
from commonweal.governance.membership import body_on, name_of
from commonweal.governance.open_board import board_check, board_name, not_open
from commonweal.organisations.periods import written
from commonweal.reference import facts

_OVERLAP = "No two areas of boards may overlap on any day."
_GAP = "The areas of all boards together have to cover England on every day, days of merger too."


@board_check("organisations.A01")
def no_overlap(subject: Subject) -> Iterator[Finding]:
    """No area code of the board stands in another; the published map speaks for boards outside the handbook."""
    own = _area(subject, subject.system)
    if own is None:
        gap = missing("bodies", "area", subject.system, _OVERLAP)
        yield lacks(subject.system, f"The area of {board_name(subject)} is not recorded as area codes.", gap)
        return
    others = [
        name
        for name in dict.fromkeys(row.body for row in subject.records.rows(Body, kind="icb"))
        if name != subject.system
    ]
    for other in others:
        if body_on(subject.records, other, subject.on):
            yield _pair(subject, own, other)
    yield _against_england(subject, _OVERLAP, "overlap with boards outside the handbook")


def _area(subject: Subject, body: str) -> frozenset[str] | None:
    found = body_on(subject.records, body, subject.on)
    return area_codes(found.area) if found else None


def _pair(subject: Subject, own: frozenset[str], other: str) -> Finding:
    name, theirs = name_of(subject.records, other, subject.on), _area(subject, other)
    if theirs is None:
        gap = missing("bodies", "area", other, _OVERLAP)
        return lacks(
            other, f"The area of {name} is not recorded as area codes, so nothing can be compared with it.", gap
        )
    both = sorted(own & theirs)
    if both:
        shown = ", ".join(both[:5]) + (f" and {len(both) - 5} more" if len(both) > 5 else "")
        sentence = f"On {written(subject.on)} {shown} stands in the areas of both {board_name(subject)} and {name}."
        return fails(other, sentence, do="ask NHS England which order is right; one area belongs to one board")
    if not same_level(own, theirs):
        gap = missing("bodies", "area", other, _OVERLAP)
        sentence = (
            f"The areas of {board_name(subject)} and {name} are in codes of different kinds, which cannot be compared."
        )
        return lacks(other, sentence, gap)
    return passes(other, f"On {written(subject.on)} no area code stands in both {board_name(subject)} and {name}.")


@check("organisations.A02")
def no_gap(subject: Subject) -> Iterator[Finding]:
    """One board follows the other without a day between, and the published map covers England."""
    passing = [
        row
        for row in subject.records.rows(Succession)
        if subject.system in (row.old_body, row.new_body) and row.on_date <= subject.on
    ]
    for row in passing:
        yield _follows(subject, row)
    closed = not_open(subject)
    if not subject.records.rows(Body, body=subject.system):
        gap = missing("bodies", "from_date", subject.system, _GAP)
        yield lacks(subject.system, f"From what day {board_name(subject)} is open is not recorded.", gap)
    elif closed is None:
        yield _against_england(subject, _GAP, "the cover of England")
    elif not passing and subject.records.rows(Succession):
        yield closed
    elif not passing:
        gap = missing("successions", "new_body", subject.system, _GAP)
        yield lacks(subject.system, f"{closed.sentence} Who has had its area since is not recorded.", gap)


def _follows(subject: Subject, row: Succession) -> Finding:
    records, where = subject.records, [row.where] if row.where else []
    old, new, key = (
        name_of(records, row.old_body, row.on_date),
        name_of(records, row.new_body, row.on_date),
        f"{row.old_body} to {row.new_body}",
    )
    last, lasting = _edge(subject, row.old_body, "to_date")
    first, _ = _edge(subject, row.new_body, "from_date")
    before = row.on_date - timedelta(days=1)
    if (last is None and not lasting) or first is None:
        column, body = ("to_date", row.old_body) if last is None and not lasting else ("from_date", row.new_body)
        sentence = (
            f"{new} follows {old} on {written(row.on_date)}; the "
            f"{'last' if column == 'to_date' else 'first'} day of {body} is not recorded."
        )
        return lacks(key, sentence, missing("bodies", column, body, _GAP), where=where)
    if last is not None and last < before:
        sentence = (
            f"{old} closed at the end of {written(last)}, and {new} follows only on "
            f"{written(row.on_date)}: for the days between, nobody has its area."
        )
        return fails(
            key, sentence, do="have the orders agree: one ends on the day before the other begins", where=where
        )
    if last is not None and last > before:
        sentence = (
            f"{new} takes over from {old} on {written(row.on_date)}, but {old} closes only at "
            f"the end of {written(last)}: for the days between, both have its area."
        )
        return fails(
            key, sentence, do="have the orders agree: one ends on the day before the other begins", where=where
        )
    if first > row.on_date:
        sentence = f"{new} takes over from {old} on {written(row.on_date)}, but opens only on {written(first)}."
        return fails(
            key, sentence, do="have the orders agree: one ends on the day before the other begins", where=where
        )
    return passes(key, f"{new} follows {old} on {written(row.on_date)} without a day between.", where=where)


def _edge(subject: Subject, body: str, column: str) -> tuple[date | None, bool]:
    """The first or last day of a body over all its names, and whether it goes on beside its successor as a part."""
    rows = subject.records.rows(Body, body=body)
    days = [getattr(row, column) for row in rows]
    if column == "from_date":
        return min((day for day in days if day), default=None), False
    if rows and any(day is None for day in days):
        shares = [row.share for row in subject.records.rows(Succession, old_body=body)]
        return None, bool(shares) and _goes_on(shares)
    return max((day for day in days if day), default=None), False


def _goes_on(shares: list[str]) -> bool:
    """Whether the shares that pass leave something with the old body, so that it need not close."""
    try:
        return 0 < sum(float(share) for share in shares) < 1
    except ValueError:
        return False


def _against_england(subject: Subject, why: str, what: str) -> Finding:
    """What the published map of the day says of a board that stands on it."""
    name, value = board_name(subject), subject.value
    of_day = next((each for each in value["maps"] if _covers(each, subject.on)), None)
    rows = _table(subject, of_day["table"]) if of_day else ()
    if of_day is None or not rows:
        again = (
            f"look which map of boards, or which order, stands on {written(subject.on)}; no cell of a handbook says it"
        )
        # It is no column of a handbook, so it does not stand among the cells to fill in first.
        gap = Unknown(f"the published map of boards for {written(subject.on)}", why, again)
        return lacks(
            subject.system,
            f"No published map of boards is held for {written(subject.on)}, so {what} cannot be told.",
            gap,
        )
    boards = {str(row.values["icb_code"]): int(row.values["lsoas"]) for row in rows}
    code = next(
        (row.ods_code for row in subject.records.rows(Body, body=subject.system) if row.ods_code), subject.system
    )
    if code not in boards:
        gap = missing("bodies", "ods_code", subject.system, why)
        sentence = (
            f"{name} does not stand on the published map of boards for {written(subject.on)}, so {what} cannot be told."
        )
        return lacks(subject.system, sentence, gap)
    covered, areas = sum(boards.values()), int(value["small_areas"])
    sentence = (
        f"On the published map for {written(subject.on)} {len(boards)} boards, {name} among "
        f"them, hold {covered:,} of England's {areas:,} small areas, each in one"
    )
    if covered == areas:
        return passes(subject.system, f"{sentence}.")
    return fails(
        subject.system, f"{sentence}; the two numbers should agree.", do="hold the map against the orders of that day"
    )


def _covers(each: Mapping[str, Any], on: date) -> bool:
    day = on.isoformat()
    return bool(each["from"] <= day and (not each["to"] or day <= each["to"]))


def _table(subject: Subject, table: str) -> tuple[FactRecord, ...]:
    source = subject.records.source
    return _published(table) if isinstance(source, Handbook) else source.rows(table)


@cache
def _published(table: str) -> tuple[FactRecord, ...]:
    """A published map out of the package, which does not change while it runs."""
    return facts.rows(table, {})
