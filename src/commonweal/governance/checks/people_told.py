"""People as the sentence of a finding names them: by name where the handbook has it, with the id that finds the row."""

from __future__ import annotations

from collections.abc import Iterable

from commonweal.governance.checks.finding import Subject
from commonweal.governance.person_names import name_and_id
from commonweal.governance.quorum_cures import listed


def who(subject: Subject, person: str) -> str:
    """A person by name, with the id in brackets, so that the row can be found."""
    return name_and_id(subject.records, person)


def people(subject: Subject, ids: Iterable[str]) -> str:
    """Several people, each by name with the id in brackets."""
    return listed([who(subject, person) for person in ids])
