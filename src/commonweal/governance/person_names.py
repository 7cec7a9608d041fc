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
