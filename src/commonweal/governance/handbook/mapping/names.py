"""People and bodies by name: registers print names, and a handbook holds ids."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches

from commonweal.governance.handbook.board import Person
from commonweal.governance.handbook.bodies import Body
from commonweal.governance.handbook.handbook import Handbook
from commonweal.tables.cells import UnreadableError

TITLES = frozenset(
    (
        *("mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "prof", "professor", "sir", "dame", "lord", "lady"),
        *("rev", "reverend", "cllr", "councillor", "the", "rt", "hon"),
    )
)
"""Words before a name that are no part of it."""
_WORDS = re.compile(r"[^\W_]+")
_MOST_MEANT = 50


def plain_name(name: str) -> str:
    """A name without titles, capitals and signs; a surname put first with a comma is put back.

    Example:
        >>> plain_name("Cllr. EXAMPLE, Any"), plain_name("Dr Any O'Example")
        ('any example', 'any o example')
    """
    before, comma, after = name.partition(",")
    turned = f"{after} {before}" if comma and "," not in after else name
    words = [word.casefold() for word in _WORDS.findall(turned)]
    return " ".join(word for word in words if word not in TITLES) or " ".join(words)


@dataclass
class Names:
    """Ids by name, of the people and bodies of a handbook; and the people who were made.

    Args:
        made: New rows of people, by their plain name.
    """

    _ids: dict[str, dict[str, set[str]]]
    _known: dict[str, frozenset[str]]
    made: dict[str, Person] = field(default_factory=dict)
    _looked_for: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, handbook: Handbook) -> Names:
        """The names that a handbook holds."""
        ids: dict[str, dict[str, set[str]]] = {"people": defaultdict(set), "bodies": defaultdict(set)}
        for person in handbook.rows(Person):
            for name in (person.name, *person.other_names):
                ids["people"][plain_name(name)].add(person.person)
        for body in handbook.rows(Body):
            ids["bodies"][plain_name(body.name)].add(body.body)
        known = {
            "people": frozenset(each.person for each in handbook.rows(Person)),
            "bodies": frozenset(each.body for each in handbook.rows(Body)),
        }
        return cls(ids, known)

    def id_of(self, name: str, table: str, make: str = "") -> str:
        """The id of the person or body with this name, or whose id it is.

        Args:
            name: As the register prints it.
            table: ``people`` or ``bodies``.
            make: For a person who is not there: the form of a new id.

        Raises:
            UnreadableError: Nobody has the name, or several have.
        """
        if name in self._known[table]:
            return name
        plain = plain_name(name)
        found = sorted(self._ids[table].get(plain, ()))
        if len(found) == 1:
            return found[0]
        if found:
            do = "write the id instead, or tell them apart in the mapping's words"
            raise UnreadableError(f"{len(found)} rows of {table} have this name", ", ".join(found[:5]), do)
        if plain in self.made:
            return self.made[plain].person
        if make and plain:
            return self._make(name, plain, make)
        self._looked_for.add(plain)  # the name that may be meant is looked for so many times only: it takes long
        several = len(self._looked_for) > _MOST_MEANT
        near = [] if several else get_close_matches(plain, list(self._ids[table]), 1, 0.75)
        meant = f"write {sorted(self._ids[table][near[0]])[0]} if that is meant, or add it to {table}" if near else ""
        raise UnreadableError(f"no row of {table} has this name", do=meant or f"add it to {table} first")

    def _make(self, name: str, plain: str, make: str) -> str:
        chosen = wanted = make.replace("{name}", plain.replace(" ", "-"))
        taken = self._known["people"] | {each.person for each in self.made.values()}
        number = 2
        while chosen in taken:
            chosen, number = f"{wanted}-{number}", number + 1
        self.made[plain] = Person(person=chosen, name=" ".join(name.split()))
        return chosen
