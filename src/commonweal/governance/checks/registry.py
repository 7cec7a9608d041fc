"""The checks by the id of their rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps

from commonweal.governance.checks.finding import Finding, Subject
from commonweal.governance.checks.nil_returns import with_nil_returns
from commonweal.governance.checks.unknown_bodies import with_all_bodies, with_unformed_places

Check = Callable[[Subject], Iterable[Finding]]

CHECKS: dict[str, Check] = {}
"""Rule id, such as ``governance.B02``, and the function that checks it."""


TELLS_OF_PEOPLE: set[str] = set()
"""Ids of the rules whose findings name people, which a public receipt withholds."""


def check(
    *ids: str, every_body: bool = False, members: bool = False, names_people: bool = False
) -> Callable[[Check], Check]:
    """Register a function as the check of a rule, or of several that differ only in their entry's value.

    A check is pure: it reads rows through its subject and nothing else, gives at least one finding for a rule that
    reaches the system, and never passes where a fact is missing. What it lacks only because a sheet is empty is
    settled here where the body states that it has none.

    Args:
        ids: The rules.
        every_body: Whether the check looks at bodies of the system besides the board itself: what it finds then says
            nothing of the whole system where the sheet ``bodies`` is empty.
        members: Whether it reaches the members of the ICB's committees, place partnerships of that form among them.
        names_people: Whether its findings name people.
    """

    def register(function: Check) -> Check:
        @wraps(function)
        def checked(subject: Subject) -> Iterable[Finding]:
            found = function(subject)
            found = with_unformed_places(subject, found) if members else found
            return with_nil_returns(subject, with_all_bodies(subject, found) if every_body else found)

        for id in ids:
            if id in CHECKS:
                raise TypeError(f"{id} has two checks")
            CHECKS[id] = checked
            if names_people:
                TELLS_OF_PEOPLE.add(id)
        return function

    return register
