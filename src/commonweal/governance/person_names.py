"""The name of a person as the register has it."""

from __future__ import annotations

from commonweal.governance.handbook import Person, Records


def name_of_person(records: Records, person: str) -> str:
    """The name of a person as the register has it, or the id where the register does not hold that person.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> held = Records(Handbook.of([Person(person="P1", name="Member for the council")]))
        >>> name_of_person(held, "P1"), name_of_person(held, "P2")
        ('Member for the council', 'P2')
    """
    found = next(iter(records.rows(Person, person=person)), None)
    return found.name if found else person


def name_and_id(records: Records, person: str) -> str:
    """A person by name with the id in brackets, so that two of one name are told apart and the row can be found.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> held = Records(Handbook.of([Person(person="P1", name="Member for the council")]))
        >>> name_and_id(held, "P1"), name_and_id(held, "P2")
        ('Member for the council (P1)', 'P2')
    """
    name = name_of_person(records, person) if records.names_people else person
    return f"{name} ({person})" if name != person else person
