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
        named = _like_name(wanted.removeprefix("NHS "), bodies)
        similar = named + [body for body in similar if body not in named]
    ranked = sorted(
        similar, key=lambda body: (len(body.id) > 5, -SequenceMatcher(None, wanted, body.id.upper()).ratio())
    )
    return ranked[:most]


def _like_name(wanted: str, bodies: Mapping[str, Body]) -> list[Body]:
    """The bodies whose name holds the text, or a word much like it."""
    exact = [body for body in bodies.values() if wanted in body.name.upper()]
    if exact:
        return exact
    words: dict[str, list[Body]] = {}
    for body in bodies.values():
        for word in body.name.upper().split():
            words.setdefault(word, []).append(body)
    return [body for word in get_close_matches(wanted, list(words), 3, 0.75) for body in words[word]]


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
