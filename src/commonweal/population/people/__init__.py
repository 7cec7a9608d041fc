"""People: the contract of persons, events and activity, and the way in: checked, pseudonymised, sealed.

`commonweal.population.people.importing` brings them in; working on sealed tables loads none of it.

Example:
    >>> [column.name for column in PERSONS.columns if column.required]
    ['person_id', 'sex', 'practice']
"""

from commonweal.population.people.contract import ACTIVITY, EVENTS, PERSONS, TABLES, Column, TableContract
from commonweal.population.people.seal import Seal, check_sealed, read_seal, sealed_folder
from commonweal.population.people.sealed_json import write_sealed_json

__all__ = [
    "ACTIVITY",
    "EVENTS",
    "PERSONS",
    "TABLES",
    "Column",
    "Seal",
    "TableContract",
    "check_sealed",
    "read_seal",
    "sealed_folder",
    "write_sealed_json",
]
