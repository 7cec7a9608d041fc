"""An unknown code, answered with the codes that it may have been meant to be."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher, get_close_matches

from commonweal.organisations.bodies import Body
from commonweal.problems import BadInput, Problem


def nearest(code: str, bodies: Mapping[str, Body], most: int = 4) -> list[Body]:
    """The bodies whose code or name is most like a text that was met.

    A region, board or other large body comes before a practice, since far fewer of them are mistyped into each other.
    """
    wanted = code.strip().upper()
    by_code = {body_id.upper(): body for body_id, body in bodies.items()}
    similar = [by_code[near] for near in get_close_matches(wanted, list(by_code), most, 0.6)]
    if len(wanted) > 3:
        words = wanted.removeprefix("NHS ")
        by_name = [body for body in bodies.values() if words in body.name.upper()]
        similar = by_name + [body for body in similar if body not in by_name]
    ranked = sorted(
        similar, key=lambda body: (len(body.id) > 5, -SequenceMatcher(None, wanted, body.id.upper()).ratio())
    )
    return ranked[:most]


def unknown_code(code: str, bodies: Mapping[str, Body]) -> BadInput:
    """The teaching error for a code that no body has."""
    near = nearest(code, bodies)
    meant = "; ".join(f"{body.id} {body.name}" for body in near)
    return BadInput(
        Problem(
            "no body has this code",
            given=code,
            expected=f"a code such as {meant}" if meant else "a code of the Organisation Data Service or the ONS",
            do="check the code; practices, networks and trusts are known where --data names a folder of their lists",
        )
    )
