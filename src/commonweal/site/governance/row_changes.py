"""What is asked when a row is written: of the row as it would be, and of the one whose place it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from commonweal.governance.handbook import Handbook, Interest, Nomination, Person, Row, columns_of
from commonweal.governance.handbook.canonical import plain_value
from commonweal.site.governance.ballot_rights import open_to_owner
from commonweal.site.governance.own_bodies import leading
from commonweal.site.governance.ownership import codes_of_bodies, owner_of
from commonweal.site.governance.row_asked import AskedRow


def asked_writes(
    held: Handbook, system: str, row: Row, on: date, *, together: Iterable[Row] = ()
) -> Iterator[AskedRow]:
    """Each question that has to be answered with yes before a row may be written.

    Whoever may write the new row, and not the one that it would take the place of, may not: a key does not always hold
    whose row it is, so a row could else be taken over by naming oneself in it.

    Args:
        held: The handbook as it stands; a row cannot make somebody its own owner.
        system: The ICB whose handbook it is.
        row: The row to be written, ended or withdrawn.
        on: The day.
        together: All the rows of one act.
    """
    codes = codes_of_bodies(held)
    before = _same_key(held, row)
    changed = _changed(before, row)
    for each in (row, before):
        if each is not None:
            asked = AskedRow.of(each, system=system, codes=codes, on=on)
            yield replace(
                asked,
                owner_code=asked.owner_code or _nominee_of(held, row, together, codes, system),
                open_to_owner=open_to_owner(held, each, on),
                person=_own_statement(held, each),
                leading=leading(held, each, on, together),
                changed=changed,
            )


def _same_key(held: Handbook, row: Row) -> Row | None:
    first = row.KEY[0]
    return next((each for each in held.rows(type(row), **{first: row.key[0]}) if each.key == row.key), None)


def _changed(before: Row | None, row: Row) -> frozenset[str] | None:
    """The columns in which a row differs from the one before, or which a new one fills; None where none does."""
    names = [each.name for each in columns_of(type(row))]
    if before is None:
        return frozenset(name for name in names if getattr(row, name) not in (None, "", ()))
    differ = [name for name in names if plain_value(getattr(before, name)) != plain_value(getattr(row, name))]
    return frozenset(differ) or None


def _own_statement(held: Handbook, row: Row) -> str:
    """Whose own statement of interests a row is; nobody's where it would replace another person's."""
    if not isinstance(row, Interest):
        return ""
    replaced = held.rows(Interest, statement=row.supersedes) if row.supersedes else ()
    return row.person if all(each.person == row.person for each in replaced) else ""


def _nominee_of(held: Handbook, row: Row, together: Iterable[Row], codes: Mapping[str, str], system: str) -> str:
    """The code of the organisation that puts a person forward whom the handbook does not have yet.

    It may enter that person's name, and nothing else of the person, in the same act.
    """
    if not isinstance(row, Person) or held.rows(Person, person=row.person):
        return ""
    if row != Person(person=row.person, name=row.name, recorded_on=row.recorded_on):
        return ""
    found = (each for each in together if isinstance(each, Nomination) and each.person == row.person)
    return next((owner_of(each, codes, system) for each in found), "")
