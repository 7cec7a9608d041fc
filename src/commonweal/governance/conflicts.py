"""Whose interests touch an item: each person in the room against each organisation that stands to gain or lose."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from commonweal.governance.counterparties import Party, matcher_of
from commonweal.governance.handbook.board import Appointment, Employment
from commonweal.governance.handbook.bodies import Body
from commonweal.governance.handbook.facts import Records
from commonweal.governance.handbook.interests import Interest
from commonweal.governance.parties import party_of
from commonweal.governance.person_names import name_and_id
from commonweal.governance.rule_lookup import rule_on
from commonweal.organisations.periods import written

PUBLIC_AFTER_END = "governance.D06"
"""The rule that says for how many months an interest that has ended stays public, and so is shown as a note."""

_WORDS = {
    "financial": "a financial interest",
    "non_financial_professional": "a non-financial professional interest",
    "non_financial_personal": "a non-financial personal interest",
    "indirect": "an indirect interest",
    "employment": "the person's own employer",
    "on_behalf_of": "the body on whose behalf the person sits",
}
_ONESELF = ("self", "own", "myself", "personal", "the person")
"""What people write where an interest is their own and the cell asks for somebody close."""
_HOW = {
    "code": "by its code",
    "company_number": "by its company number",
    "name": "by its name",
    "near": "by a name that is only alike",
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """An interest of one person that touches an item.

    Args:
        person: Whose.
        statement: Id of the statement in the register; empty where an employment or a nomination makes the interest.
        kind: The national type, or ``employment`` or ``on_behalf_of``.
        counterparty: The organisation as the item names it.
        match: How the two were found to be one: ``code``, ``company_number``, ``name``, or ``near``, which has to be
            judged.
        sentence: What the interest is, why it touches the item, and what the chair may do.
        standing_action: The action agreed in the register; empty where none is.
        direct: Whether it is the person's own, and not that of somebody close.
        excluded: Whether the person leaves unless the chair rules otherwise: a direct financial interest, surely
            matched.
        ended: Whether it had ended by the day, so that it is a note only.
    """

    person: str
    statement: str
    kind: str
    counterparty: str
    match: str
    sentence: str
    standing_action: str
    direct: bool = True
    excluded: bool = False
    ended: bool = False


@dataclass(frozen=True, slots=True)
class _Held:
    """An interest of any origin, before it is matched."""

    person: str
    statement: str
    kind: str
    party: Party
    told: str
    action: str
    direct: bool
    ended: date | None


def conflicts_for(
    records: Records, *, counterparties: Sequence[str], people: Sequence[str], on: date
) -> tuple[Conflict, ...]:
    """The live interests of these people that touch these organisations.

    An interest is live from its first day to its last, unless a later statement supersedes it; the body that employs a
    person, and the body on whose behalf a person sits, count as interests too, in the register or not. Nothing here is
    judged: only a direct financial interest excludes by default, and all else the chair rules on.

    Args:
        records: The handbook.
        counterparties: Organisations that stand to gain or lose: ODS codes, ids or names.
        people: Ids of those in the room.
        on: The day of the item.

    Returns:
        One for each person, interest and organisation, surest matches first; near matches are never left out.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> owned = Interest(statement="S1", person="P1", kind="financial", counterparty="Elmbrook Software Ltd")
        >>> found = conflicts_for(Records(Handbook.of([owned])), counterparties=["Elmbrook Software Limited"],
        ...                       people=["P1"], on=date(2026, 5, 1))
        >>> [(each.person, each.match, each.excluded) for each in found]
        [('P1', 'name', True)]
    """
    found = _touched(records, tuple(counterparties), tuple(people), on)
    return tuple(each for each in found if not each.ended)


def ended_interests(
    records: Records, *, counterparties: Sequence[str], people: Sequence[str], on: date
) -> tuple[Conflict, ...]:
    """Interests that ended less than six months before and would touch these organisations: a note, no conflict."""
    found = _touched(records, tuple(counterparties), tuple(people), on)
    live = {(each.person, each.counterparty) for each in found if not each.ended and each.match != "near"}
    return tuple(each for each in found if each.ended and (each.person, each.counterparty) not in live)


def _touched(
    records: Records, counterparties: tuple[str, ...], people: tuple[str, ...], on: date
) -> tuple[Conflict, ...]:
    """Every interest of these people, live or lately ended, that touches one of these organisations; worked once."""
    place = ("touched", counterparties, people, on)
    return records.kept(place, lambda: tuple(_matched(records, counterparties, _interests(records, people, on), on)))


def _interests(records: Records, people: Sequence[str], on: date) -> list[_Held]:
    return [held for person in dict.fromkeys(people) for held in _interests_of(records, person, on)]


def _interests_of(records: Records, person: str, on: date) -> tuple[_Held, ...]:
    """What one person holds on a day; kept, because a person sits through many items of a day."""

    def gathered() -> tuple[_Held, ...]:
        rule = rule_on(records, PUBLIC_AFTER_END, on)
        since = _months_before(on, rule.value["public_months"]) if rule else on
        return (
            *_stated(records, person, on, since), *_employed(records, person, on, since), *_sent(records, person, on)
        )  # fmt: skip

    return records.kept(("interests", person, on), gathered)


def _stated(records: Records, person: str, on: date, shown_since: date) -> Iterable[_Held]:
    rows = [row for row in records.rows(Interest, person=person) if row.kind != "nil"]
    begun = [row for row in rows if row.from_date is None or row.from_date <= on]
    replaced = {row.supersedes for row in begun if (_since(row) or on) <= on} - {""}
    for row in begun:
        if row.statement in replaced or (row.to_date and row.to_date < shown_since):
            continue
        text = row.counterparty or row.counterparty_code
        party = party_of(records, text, code=row.counterparty_code, number=row.company_number, telling=row.description)
        whose = f" held by {row.held_by}" if row.held_by and not _is_oneself(records, row) else ""
        named = f" in {row.counterparty}" if row.counterparty else ""
        what = f": {row.description.rstrip('.')}" if row.description else ""
        declared = f"{_WORDS[row.kind]}{named}{whose}{what} (statement {row.statement})"
        told = f"{name_and_id(records, person)} has declared {declared}"
        ended = row.to_date if row.to_date and row.to_date < on else None
        direct = is_direct(records, row)
        yield _Held(person, row.statement, row.kind, party, told, row.mitigation, direct, ended)


def is_direct(records: Records, row: Interest) -> bool:
    """Whether an interest is the person's own, and not that of somebody close.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> own = Interest(statement="S1", person="P1", kind="financial", held_by="self")
        >>> is_direct(Records(Handbook.of([own])), own)
        True
    """
    return row.kind != "indirect" and (not row.held_by or _is_oneself(records, row))


def _is_oneself(records: Records, row: Interest) -> bool:
    """Whether the cell for somebody close names the person; receipts of the first release took it for somebody else."""
    return not records.as_first_released and row.held_by.strip().casefold().rstrip(".") in _ONESELF


def _months_before(day: date, months: int) -> date:
    """The day so many months before; the last of its month where that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _since(row: Interest) -> date | None:
    return row.declared_on or row.registered_on or row.from_date


def _employed(records: Records, person: str, on: date, shown_since: date) -> Iterable[_Held]:
    for row in records.rows(Employment, person=person):
        ended = row.to_date if row.to_date and row.to_date < on else None
        if (row.from_date and row.from_date > on) or (ended and ended < shown_since):
            continue
        for employer in filter(None, (row.employer, row.joint_with)):
            party = party_of(records, employer)
            who = name_and_id(records, person)
            told = f"{who} holds a post with {_name(records, employer)}, the person's own employer"
            yield _Held(person, "", "employment", party, told, "", True, ended)


def _sent(records: Records, person: str, on: date) -> Iterable[_Held]:
    seats: dict[str, list[str]] = {}
    for row in records.rows(Appointment, person=person):
        for body in row.on_behalf_of if row.holds_on(on) else ():
            seats.setdefault(body, []).append(row.seat)
    for body, held in seats.items():
        who, where = name_and_id(records, person), ", ".join(dict.fromkeys(held))
        told = f"{who} sits in {where} on behalf of {_name(records, body)}"
        yield _Held(person, "", "on_behalf_of", party_of(records, body), told, "", True, None)


def _name(records: Records, body: str) -> str:
    rows = records.rows(Body, body=body)
    return f"{rows[-1].name} ({body})" if rows and rows[-1].name != body else body


def _matched(records: Records, counterparties: Sequence[str], held: list[_Held], on: date) -> list[Conflict]:
    matcher = matcher_of(tuple(each.party for each in held))
    found = []
    for named in dict.fromkeys(counterparties):
        for place, match in matcher.matches(party_of(records, named, forebears=True)):
            interest = held[place]
            excluded = interest.kind == "financial" and interest.direct and match.how != "near" and not interest.ended
            found.append(
                Conflict(
                    person=interest.person,
                    statement=interest.statement,
                    kind=interest.kind,
                    counterparty=named,
                    match=match.how,
                    sentence=_sentence(interest, named, match.how, match.why, excluded, on),
                    standing_action=interest.action,
                    direct=interest.direct,
                    excluded=excluded,
                    ended=interest.ended is not None,
                )
            )
    order = {how: place for place, how in enumerate(_HOW)}
    people = {each.person: place for place, each in reversed(list(enumerate(held)))}
    return sorted(found, key=lambda each: (people[each.person], order[each.match]))


def _sentence(interest: _Held, named: str, how: str, why: str, excluded: bool, on: date) -> str:
    if interest.ended:
        return (
            f"{interest.told}. It ended on {written(interest.ended)}, before {written(on)}, and touched {named} "
            f"{_HOW[how]}: a note, and no bar."
        )
    first = f"{interest.told}. It touches {named} {_HOW[how]} ({why})."
    standing = f" The register's standing action: {interest.action.rstrip('.')}." if interest.action else ""
    if how == "near":
        ask = " The chair, or the member, says whether it is the same organisation before anything else is ruled."
    elif excluded:
        ask = " A direct financial interest: the person leaves for this item, unless the chair records another action."
    else:
        ask = (
            " The chair rules: the person leaves, stays without a vote, stays and votes with the interest noted, or "
            "has the papers withheld."
        )
    return first + standing + ask
