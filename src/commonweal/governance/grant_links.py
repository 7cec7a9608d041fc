"""A grant as a link on one day: who passes what to whom, up to how much, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.answers import Source, Verdict
from commonweal.governance.flaw import Flaw, broken, own, unknown
from commonweal.governance.handbook.authority import Direction, Function, Grant
from commonweal.governance.handbook.bodies import Body
from commonweal.governance.handbook.instruments import Document
from commonweal.governance.holder_limits import Limit, limit_of_grant
from commonweal.governance.routes import decides_nothing, may_pass, route_of
from commonweal.governance.seat_holders import interim_flaw, seat_flaw, seat_words
from commonweal.governance.successors import BodiesOnDay
from commonweal.organisations.periods import written

ANY_PLACE = "*"
"""A question about every place at once, as a map asks it: a grant that is confined to one counts."""


@dataclass(frozen=True, slots=True)
class Link:
    """A grant on a day.

    Args:
        grant: The row.
        givers: Who grants on the day: the body named, or those that took over from it.
        takers: The bodies that receive; empty where a seat's holder does.
        limit: The money limit of this link alone.
        flaws: What is wrong with it, or not known, whatever comes before and after it in a chain.
        sentence: What it grants.
        source: The clause of the scheme, or the provision.
    """

    grant: Grant
    givers: frozenset[str]
    takers: frozenset[str]
    limit: Limit
    flaws: tuple[Flaw, ...]
    sentence: str
    source: Source


def link_of(
    bodies: BodiesOnDay, grant: Grant, family: tuple[Function, ...], *, years: int, place: str, onward: bool
) -> Link:
    """Look at one grant alone.

    Args:
        bodies: The bodies of the day.
        grant: The grant.
        family: The function asked about and the wider ones of which it is a part, narrowest first.
        years: Years over which the amount is spent.
        place: The place that the decision concerns; blank where it is not said.
        onward: Whether it passes on what was itself granted.
    """
    giving = bodies.heirs(grant.from_body, grant.grant, grant.function)
    taking = bodies.heirs(grant.to_body, grant.grant, grant.function) if grant.to_body else None
    takers = taking.bodies if taking else frozenset()
    route = route_of(bodies, grant, giving.bodies, takers, onward)
    cited = _cited(bodies, grant)
    flaws = [*live(grant, bodies.on), *giving.flaws, *(taking.flaws if taking else ())]
    if not giving.bodies:
        flaws.append(_gone(bodies, grant.from_body))
    if grant.to_body and not takers:
        flaws.append(_gone(bodies, grant.to_body))
    if not (grant.to_body or grant.to_seat):
        flaws.append(
            unknown(
                f"Grant {grant.grant} does not say to whom it passes the function.",
                own("the sheet grants", grant.grant), "grants", "to_body", grant.grant, "somebody has to receive it",
            )
        )  # fmt: skip
    flaws += [flaw for taker in sorted(takers) if (flaw := decides_nothing(bodies, taker))]
    if grant.to_seat:
        flaws += [flaw for flaw in (seat_flaw(bodies, grant.to_seat), interim_flaw(bodies, grant)) if flaw]
    flaws += route.flaws
    flaws += may_pass(bodies, grant, family)
    flaws += [*_decides(grant), *_suspended(bodies, grant), *_within_place(bodies, grant, place)]
    names = frozenset(row.function for row in family)
    for body in sorted(giving.bodies):
        flaws += [*barred(bodies, body, names, "bars_exercise"), *barred(bodies, body, names, "bars_delegation")]
    takes = seat_words(bodies, grant.to_seat) if grant.to_seat else bodies.name(grant.to_body)
    sentence = _sentence(bodies, grant, takes, route.provision, (*giving.told, *(taking.told if taking else ())))
    limit = limit_of_grant(bodies, grant, takers, years)
    return Link(grant, giving.bodies, takers, limit, tuple(dict.fromkeys(flaws)), sentence, cited or route.source)


def live(grant: Grant, on: date) -> list[Flaw]:
    """Why a grant is not live on a day, or not known to be."""
    source, day, name = own("the sheet grants", grant.grant), written(on), f"Grant {grant.grant}"
    if grant.to_date and grant.to_date < on:
        return [broken(f"{name} ended on {written(grant.to_date)}, before {day}.", source, cure=f"renew {grant.grant}")]
    if grant.from_date and grant.from_date > on:
        begins = written(grant.from_date)
        return [broken(f"{name} begins only on {begins}, after {day}.", source, cure=f"decide on or after {begins}")]
    found = []
    if grant.approved_in_writing_on and grant.approved_in_writing_on > on:
        signed = written(grant.approved_in_writing_on)
        found.append(broken(f"{name} was approved in writing only on {signed}, after {day}.", source))
    if grant.from_date is None:
        found.append(
            unknown(
                f"It is not known since when grant {grant.grant} has run.",
                source, "grants", "from_date", grant.grant, "a grant gives nothing before its first day",
            )
        )  # fmt: skip
    return found


def barred(bodies: BodiesOnDay, body: str, functions: frozenset[str], column: str) -> list[Flaw]:
    """Directions live on the day that keep a body from exercising a function, or from delegating it.

    Args:
        bodies: The bodies of the day.
        body: Who would exercise or delegate.
        functions: The function and the wider ones of which it is a part.
        column: ``bars_exercise`` or ``bars_delegation``.
    """
    found = []
    exercising = column == "bars_exercise"
    words = "from exercising" if exercising else "from delegating"
    if bodies.records.as_first_released:
        words = "to exercise" if exercising else "to delegate"
    for addressee in sorted(bodies.forebears(body)):
        for row in bodies.records.rows(Direction, to_body=addressee):
            bars = getattr(row, column)
            if not row.holds_on(bodies.on) or bars is False or (row.functions and not functions & set(row.functions)):
                continue
            source = own(f"direction {row.direction}", row.power)
            by = f"Direction {row.direction} of {bodies.name(row.from_body)}" + (f" ({row.power})" if row.power else "")
            lacking = (
                column
                if bars is None
                else "functions"
                if not row.functions
                else "from_date"
                if not row.from_date
                else ""
            )
            if lacking:
                told = f"{by} may bar {bodies.name(body)} {words} it: {lacking.replace('_', ' ')} is blank."
                why = "a function under such a direction is not for the body to exercise or pass on"
                found.append(unknown(told, source, "directions", lacking, row.direction, why, kind="direction"))
            else:
                until = f" until {written(row.to_date)}" if row.to_date else ""
                told = f"{by} bars {bodies.name(body)}{until} {words} it."
                cure = f"wait until direction {row.direction} is lifted, or ask {bodies.name(row.from_body)}"
                found.append(broken(told, source, cure=cure, kind="direction"))
    return found


def _gone(bodies: BodiesOnDay, body: str) -> Flaw:
    flaw = bodies.flaw(body)
    return flaw or broken(f"{bodies.name(body)} no longer holds it.", own("the sheet transfers", body))


def _decides(grant: Grant) -> list[Flaw]:
    source = own("the sheet grants", grant.grant)
    if grant.decides is None:
        told = f"Grant {grant.grant} does not say whether its receiver decides or only advises."
        return [unknown(told, source, "grants", "decides", grant.grant, "only who decides may take the decision")]
    if grant.decides:
        return []
    told = f"Under grant {grant.grant} the receiver only advises or carries out, and does not decide."
    return [broken(told, source, cure="take it to the body that granted it, with the receiver's advice")]


def _suspended(bodies: BodiesOnDay, grant: Grant) -> list[Flaw]:
    if not grant.suspended_by:
        return []
    rows = bodies.records.rows(Direction, direction=grant.suspended_by)
    source, name = own("the sheet grants", grant.grant), grant.suspended_by
    if not rows:
        told = f"Grant {grant.grant} is suspended by {name}, and the handbook has no such direction."
        why = "a suspended grant gives nothing while the direction runs"
        return [unknown(told, source, "directions", "direction", name, why, kind="direction")]
    row = rows[0]
    if not row.holds_on(bodies.on):
        return []
    until = f" until {written(row.to_date)}" if row.to_date else ", with no end named"
    told = f"Direction {name} suspends grant {grant.grant}{until}."
    cure = f"wait until direction {name} is lifted, or take it to {bodies.name(grant.from_body)}"
    return [broken(told, own(f"direction {name}", row.power), cure=cure, kind="direction")]


def plainly_fails(bodies: BodiesOnDay, grant: Grant, place: str) -> bool:
    """Whether one look shows that a grant gives nothing: it is over or to come, only advises, or is elsewhere."""
    if (grant.to_date and grant.to_date < bodies.on) or (grant.from_date and grant.from_date > bodies.on):
        return True
    return grant.decides is False or any(flaw.verdict is Verdict.FAIL for flaw in _within_place(bodies, grant, place))


def _within_place(bodies: BodiesOnDay, grant: Grant, place: str) -> list[Flaw]:
    if not grant.place or place == ANY_PLACE or (place and _inside(bodies, place, grant.place)):
        return []
    source, only = own("the sheet grants", grant.grant), bodies.name(grant.place)
    if not place:
        told = f"Grant {grant.grant} is confined to {only}, and it is not said which place the decision concerns."
        return [unknown(told, source, "agenda_items", "place", "", "a grant for one place gives nothing elsewhere")]
    told = f"Grant {grant.grant} is confined to {only}, and the decision concerns {bodies.name(place)}."
    return [broken(told, source, cure=f"take it to a body whose grant reaches {bodies.name(place)}")]


def _inside(bodies: BodiesOnDay, place: str, wider: str) -> bool:
    seen: set[str] = set()
    while place and place not in seen:
        if place == wider:
            return True
        seen.add(place)
        row: Body | None = bodies.row(place)
        place = row.parent if row else ""
    return False


def _cited(bodies: BodiesOnDay, grant: Grant) -> Source | None:
    """The scheme or agreement with the clause, or None where none is named."""
    if not grant.document:
        return None
    row = next(iter(bodies.records.rows(Document, document=grant.document)), None)
    title = f"{row.kind.replace('_', ' ').capitalize()} {row.document}" if row else grant.document
    version = f"version {row.version}" if row and row.version else ""
    clause = f"clause {grant.clause}" if grant.clause else ""
    return own(title, ", ".join(part for part in (version, clause) if part))


def _sentence(bodies: BodiesOnDay, grant: Grant, takes: str, provision: str, told: tuple[str, ...]) -> str:
    titles = {row.function: row.title for row in bodies.records.rows(Function, function=grant.function)}
    what = titles.get(grant.function, grant.function)
    since = f" since {written(grant.from_date)}" if grant.from_date else ""
    place = f", for {bodies.name(grant.place)} alone" if grant.place else ""
    limit = f", with the limit {grant.limit}" if grant.limit and grant.limit.lower() != "no limit" else ""
    clause = f" (clause {grant.clause})" if grant.clause else ""
    first = (
        f"Grant {grant.grant}{clause} passes “{what}” from {bodies.name(grant.from_body)} to {takes}{since} under "
        f"{provision}{place}{limit}."
    )
    conditions = (f"Its conditions: {grant.conditions.rstrip('.')}.",) if grant.conditions else ()
    return " ".join((first, *conditions, *told))
