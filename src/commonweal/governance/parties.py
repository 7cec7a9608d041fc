"""An organisation with all that the handbook, and the list of names known in England, tell of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from commonweal.governance.counterparties import Party
from commonweal.governance.handbook.bodies import Body, Succession
from commonweal.governance.handbook.facts import Records
from commonweal.governance.known_names import body_key, known_names, names_before, sites_of


def party_of(
    records: Records, text: str, *, code: str = "", number: str = "", telling: str = "", forebears: bool = False
) -> Party:
    """An organisation with all that the handbook knows of it: its codes, its numbers, its names now and before.

    Args:
        records: The handbook.
        text: A name, an ODS code or an id.
        code: Its code, where that is told apart.
        number: Its company number, where that is.
        telling: Free text in which it may be mentioned.
        forebears: Whether the bodies that it took over from count as well. They do on one side alone: two parts of a
            body that was split have a forebear in common and are not one.
    """
    place = ("party", text, code, number, telling, forebears)
    return records.kept(place, lambda: _party_of(records, text, code, number, telling, forebears))


def _party_of(records: Records, text: str, code: str, number: str, telling: str, forebears: bool) -> Party:
    party = Party.of(text, code=code, number=number, telling=telling)
    ids = {row.body for given in (text, code) if given.strip() for row in _bodies(records, given.strip(), number)}
    if forebears:
        ids |= {row.old_body for id in sorted(ids) for row in records.rows(Succession, new_body=id)}
    rows = [row for id in sorted(ids) for row in records.rows(Body, body=id)]
    known = [part for row in rows for part in (row.body, row.ods_code) if part]
    plain = text.strip()
    if not rows and 3 <= len(plain) <= 6 and plain.isalnum() and plain.isupper():
        known.append(plain)  # a code that the handbook does not have is a code all the same
    given = [] if any(plain in (row.body, row.ods_code) for row in rows) else party.names
    names = tuple(dict.fromkeys([*given, *(row.name for row in rows)]))
    national = _national(names, (*known, code.strip().upper()))
    keys = [body_key(name) for name in national] if forebears else []
    return replace(
        party,
        known=bool(rows),
        names=national,
        before=tuple(dict.fromkeys(name for key in keys for name in names_before(key))),
        sites=tuple(dict.fromkeys(site for key in keys for site in sites_of(key))),
        codes=party.codes | {each.upper() for each in known},
        numbers=party.numbers.union(*(Party.of(number=row.company_number).numbers for row in rows)),
    )


def _national(names: Iterable[str], codes: Iterable[str]) -> tuple[str, ...]:
    """These names, with those that the bodies of these codes have in England."""
    coded = known_names().code
    return tuple(dict.fromkeys([*names, *(coded[code] for code in codes if code in coded)]))


def _bodies(records: Records, given: str, number: str) -> Iterable[Body]:
    yield from records.rows(Body, body=given)
    yield from records.rows(Body, ods_code=given)
    yield from records.rows(Body, name=given)
    if number.strip():
        yield from records.rows(Body, company_number=number.strip())
