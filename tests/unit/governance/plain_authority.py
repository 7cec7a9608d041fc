"""A second, slow and plain search for authority: it walks every row of grants that could make a chain, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from commonweal.governance.handbook import Direction, Grant

YES, NO, OPEN = "PASS", "FAIL", "INSUFFICIENT_DATA"
HOLDER = "QWM"
OWN = ("FINANCE", "PANEL")
OTHERS = ("RTX", "E10")
POUNDS = {"no limit": None, "£1m": 10**8, "£500,000": 5 * 10**7}


def plain_verdict(
    grants: Sequence[Grant], directions: Sequence[Direction], decider: str, function: str, amount: int | None,
    years: int, place: str, on: date,
) -> tuple[str, int | None]:  # fmt: skip
    """The verdict for a body of this small world, and the widest limit where it is PASS."""
    asked = [function, "community"] if function == "beds" else [function]
    found: list[tuple[str, int | None]] = []
    if decider == HOLDER:
        found.append((worst(barred(directions, HOLDER, asked, "bars_exercise", on)), None))
    for first in grants:
        if first.to_body == decider and first.function in asked:
            every = up(grants, first, asked, ())
            found += [judge(chain, directions, decider, asked, amount, years, place, on) for chain in every]
    if not found:
        return worst([NO if grants else OPEN, *barred(directions, decider, asked, "bars_exercise", on)]), None
    if any(verdict == YES for verdict, _ in found):
        limits = [limit for verdict, limit in found if verdict == YES]
        return YES, None if None in limits else max(limits)
    return (OPEN if any(verdict == OPEN for verdict, _ in found) else NO), None


def up(
    grants: Sequence[Grant], grant: Grant, asked: Sequence[str], used: tuple[Grant, ...]
) -> Iterator[tuple[Grant | None, ...]]:
    """Every row of grants from this one up to the holder; None at its end where it breaks off."""
    row = (*used, grant)
    if grant.under:
        above = [each for each in grants if each.grant == grant.under and each.function in asked]
    elif grant.from_body == HOLDER:
        yield row
        return
    else:
        above = [
            each
            for each in grants
            if each.to_body == grant.from_body
            and each.function in asked
            and asked.index(each.function) >= asked.index(grant.function)
        ]
    if not above:
        yield (*row, None)
    for each in above:
        if each not in row:
            yield from up(grants, each, asked, row)


def judge(
    chain: tuple[Grant | None, ...], directions: Sequence[Direction], decider: str, asked: Sequence[str],
    amount: int | None, years: int, place: str, on: date,
) -> tuple[str, int | None]:  # fmt: skip
    """One chain: the worst of all that can be said of it, and its least limit."""
    grants = [each for each in chain if each is not None]
    found = [NO] if None in chain else barred(directions, HOLDER, asked, "bars_exercise", on)
    found = [*found, *barred(directions, decider, asked, "bars_exercise", on)]
    known: list[int] = []
    blank = False
    for grant in grants:
        found += link(grant, directions, asked, place, on)
        if not grant.limit:
            blank = True
        elif grant.limit == "£100,000 a year":
            known.append(10**7 * years)
        elif POUNDS[grant.limit] is not None:
            known.append(POUNDS[grant.limit])
    for lower, upper in pairwise(grants):
        if upper.to_body != lower.from_body or asked.index(upper.function) < asked.index(lower.function):
            found.append(NO)
        found.append({True: YES, False: NO, None: OPEN}[upper.onward_allowed])
    if amount is None:
        found.append(OPEN if known or blank else YES)
    elif amount and known and amount > min(known):
        found.append(NO)
    elif amount and blank:
        found.append(OPEN)
    return worst(found), min(known) if known else None


def link(grant: Grant, directions: Sequence[Direction], asked: Sequence[str], place: str, on: date) -> list[str]:
    """One grant alone."""
    found = [{True: YES, False: NO, None: OPEN}[grant.decides]]
    if (grant.from_date and grant.from_date > on) or (grant.to_date and grant.to_date < on):
        found.append(NO)
    elif grant.from_date is None:
        found.append(OPEN)
    onward = bool(grant.under) or grant.from_body != HOLDER
    giver, taker = grant.from_body, grant.to_body
    if grant.route == "schedule_1b_paragraph_11":
        lawful = taker in OWN and (giver == HOLDER or (onward and giver in OWN))
    elif grant.route == "section_65z5":
        lawful = taker in (*OTHERS, HOLDER) and (giver in (HOLDER, "RTX") or (onward and giver == "E10"))
    else:
        lawful = taker == "JOINT" and giver in (HOLDER, *OTHERS)
    found.append(YES if lawful else NO)
    if grant.place and grant.place != place:
        found.append(NO if place else OPEN)
    for column in ("bars_exercise", "bars_delegation"):
        found += barred(directions, giver, asked, column, on)
    return found


def barred(directions: Sequence[Direction], body: str, asked: Sequence[str], column: str, on: date) -> list[str]:
    """What the directions to one body say."""
    found = [YES]
    for row in directions:
        if row.to_body != body or getattr(row, column) is False:
            continue
        if (row.from_date and row.from_date > on) or (row.to_date and row.to_date < on):
            continue
        if row.functions and not set(row.functions) & set(asked):
            continue
        known = getattr(row, column) and row.functions and row.from_date
        found.append(NO if known else OPEN)
    return found


def worst(verdicts: Sequence[str]) -> str:
    """FAIL before what is not known, and that before PASS."""
    return next((verdict for verdict in (NO, OPEN) if verdict in verdicts), YES)
