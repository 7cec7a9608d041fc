"""Which bodies may nominate a partner member on a day: partners that serve the area and may take part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.answers import Unknown
from commonweal.governance.checks.finding import missing
from commonweal.governance.handbook import Body, Partner, Records
from commonweal.governance.membership import name_of
from commonweal.organisations.periods import written

KINDS = {
    "trusts": ("trust", "foundation_trust"),
    "primary_medical_providers": ("practice", "provider", "company", "charity"),
    "local_authorities": ("council",),
    "strategic_authorities": ("strategic_authority", "combined_authority"),
}
"""The kinds of body that belong to each group. A network of practices is no provider: its practices nominate."""

_WHY = "Only a partner that serves the area and may take part nominates, each with one vote."


@dataclass(frozen=True, slots=True)
class Eligible:
    """Whether a body may nominate on a day.

    Args:
        body: Its id.
        holds: Whether it may; None where a fact is missing.
        because: Why, as the end of a sentence about the body.
        unknowns: The facts that are missing.
    """

    body: str
    holds: bool | None
    because: str
    unknowns: tuple[Unknown, ...] = ()


def eligible(records: Records, *, icb: str, group: str, body: str, on: date) -> Eligible:
    """Whether a body may nominate with a group of an ICB's partners on a day.

    Args:
        records: The handbook.
        icb: Id of the ICB.
        group: ``trusts``, ``primary_medical_providers``, ``local_authorities`` or ``strategic_authorities``.
        body: Id of the body.
        on: The day.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> rows = [Body(body="G1", name="Mill Surgery", kind="practice"),
        ...         Partner(icb="QWM", body="G1", serves_area=True, may_nominate=False)]
        >>> found = eligible(Records(Handbook.of(rows)), icb="QWM", group="primary_medical_providers", body="G1",
        ...                  on=date(2026, 5, 1))
        >>> found.holds, found.because
        (False, 'may not take part in nominating')
    """
    rows = records.rows(Body, body=body)
    standing = [row for row in rows if row.holds_on(on)]
    if not rows:
        return _lacks(body, "is not in the sheet bodies, so what it is is not known", "bodies", "kind")
    if not standing:
        return Eligible(body, False, f"did not exist on {written(on)}")
    kinds = {row.kind for row in standing}
    if not kinds & set(KINDS[group]) and "" in kinds:
        return _lacks(body, "is of a kind that is not recorded", "bodies", "kind")
    if not kinds & set(KINDS[group]):
        return Eligible(body, False, _other_kind(group, kinds))
    partner = [row for row in records.rows(Partner, icb=icb, body=body) if row.holds_on(on)]
    if not partner:
        return _lacks(body, f"has no row among the partners on {written(on)}", "partners", "may_nominate")
    # A body may have two rows, as where two councils' areas are told apart: it nominates once, where both agree.
    for column, words in (("serves_area", "does not serve the area"), ("may_nominate", _MAY_NOT)):
        held = {getattr(row, column) for row in partner}
        if held == {False}:
            return Eligible(body, False, words)
        if held != {True}:
            told = "is recorded in two ways" if len(held - {None}) > 1 else "is not recorded"
            return _lacks(body, f"{_ASKS[column]} {told}", "partners", column)
    return Eligible(body, True, "serves the area and may take part in nominating")


_MAY_NOT = "may not take part in nominating"
_ASKS = {"serves_area": "may or may not serve the area, which", "may_nominate": "may or may not nominate, which"}


def _lacks(body: str, because: str, table: str, column: str) -> Eligible:
    return Eligible(body, None, because, (missing(table, column, body, _WHY),))


def _other_kind(group: str, kinds: set[str]) -> str:
    if group == "primary_medical_providers" and "pcn" in kinds:
        return "is a network, and votes for no practice: each practice that may nominate has a vote of its own"
    told = " and ".join(sorted(kind.replace("_", " ") for kind in kinds))
    return f"is of the kind {told}, which does not nominate here"


def electorate(records: Records, *, icb: str, group: str, on: date) -> tuple[Eligible, ...]:
    """The partners of a group on a day that may nominate, or of which it is not known whether they may.

    Returns:
        Each body once, in the order of the sheet ``partners``; none that is known not to be eligible.
    """
    bodies = dict.fromkeys(row.body for row in records.rows(Partner, icb=icb) if row.holds_on(on))
    found = (eligible(records, icb=icb, group=group, body=body, on=on) for body in bodies)
    return tuple(each for each in found if each.holds is not False)


def named(records: Records, bodies: tuple[str, ...] | list[str], on: date, *, most: int = 6) -> str:
    """Bodies by name in one phrase; of more than so many, the first ones and how many others there are."""
    told = [name_of(records, body, on) for body in bodies[:most]]
    if len(bodies) > most:
        others = len(bodies) - most
        return ", ".join(told) + f" and {others} {'other' if others == 1 else 'others'}"
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 2 else told)
