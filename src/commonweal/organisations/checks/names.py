"""Check of codes and names against a list: a board under another's name sends money to the wrong place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from commonweal.answers import Reason, Source
from commonweal.organisations.checks.findings import found
from commonweal.organisations.kinds import Kind
from commonweal.organisations.periods import written
from commonweal.organisations.register import Register

_SHORT = {"icb": "integrated care board", "&": "and", "st": "saint", "pcn": "primary care network"}


def check_names(
    register: Register,
    named: Mapping[str, str],
    day: date,
    *,
    kind: Kind = Kind.ICB,
    title: str = "given",
    sources: Sequence[Source] = (),
) -> Reason:
    """Every open body of a kind is in a list under its own name, and the list has no other.

    Args:
        register: The bodies, as the register knows them.
        named: The list to hold against them: name by code. It may be a user's own.
        day: The day whose names count.
        kind: Which bodies.
        title: Title of the list.
        sources: Where the list comes from.

    Example:
        >>> from commonweal.organisations.assembly import england
        >>> wrong = {"S0E4D": "NHS Surrey and Sussex Integrated Care Board"}
        >>> check_names(england(), wrong, date(2026, 4, 1)).verdict
        <Verdict.FAIL: 'FAIL'>
    """
    holds = f"On {written(day)} the {kind.plural} have the codes and names of the list “{title}”"
    if not named:
        return found(holds, checked=0, what=kind.plural, nothing="the list is not to hand", sources=sources)
    live = {body.id: body for body in register.live(kind, day)}
    whose = {plain_name(body.name_on(day)): body for body in live.values()}
    failures = []
    for code, name in sorted(named.items()):
        body = live.get(code)
        other = whose.get(plain_name(name))
        if body is None:
            known = register.find(code)
            why = "is no such body" if known is None else f"was not open ({known.name})"
            failures.append(f"{code} {name}: on that day this {why}")
        elif plain_name(body.name_on(day)) != plain_name(name):
            meant = f"; that name belongs to {other.id}" if other else ""
            failures.append(f"{code} is {body.name_on(day)}, and the list calls it {name}{meant}")
    failures += [
        f"{code} {body.name_on(day)} is not in the list" for code, body in sorted(live.items()) if code not in named
    ]
    return found(holds, checked=len(live.keys() | named.keys()), what=kind.plural, failures=failures, sources=sources)


def plain_name(name: str) -> str:
    """A name without case, punctuation, ``NHS`` and abbreviations, so that two ways of writing it compare equal.

    Example:
        >>> plain_name("NHS SURREY & SUSSEX ICB") == plain_name("Surrey and Sussex Integrated Care Board")
        True
    """
    words = re.findall(r"[a-z0-9]+|&", name.casefold().replace("'", ""))
    return " ".join(_SHORT.get(word, word) for word in words if word not in ("nhs", "the"))
