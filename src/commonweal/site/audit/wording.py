"""What each act is called in words. Every room tells its own in a module ``events``, which the site finds at its start.

A sentence is told of the actor: "{actor} added {subject}". A name in braces is the subject or a part of the
event's detail; ``{organisation}`` that is empty reads "every organisation".
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from commonweal.site.audit.records import Event


@dataclass(frozen=True, slots=True)
class Wording:
    """An act in words: a name for lists, and what is told of the actor."""

    verb: str
    title: str
    told: str

    def parts(self) -> list[tuple[str, str]]:
        """Pairs of words and the name of what follows them (empty at the end)."""
        return [(words, name or "") for words, name, _, _ in string.Formatter().parse(self.told)]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of reference, such as ``receipt:…``: what a sentence calls it, and the page about one."""

    words: str
    page: str = ""


_KNOWN: dict[str, Wording] = {}
_KINDS: dict[str, Kind] = {}


def tell(acts: Mapping[str, tuple[str, str]]) -> None:
    """Register the acts of a room.

    Args:
        acts: By verb: the name of the act, such as "Account added", and what is told of the actor, such as
            "added {subject}".

    Raises:
        ValueError: An act is told twice, in two ways.
    """
    for verb, (title, told) in acts.items():
        wording = Wording(verb, title, told)
        if _KNOWN.setdefault(verb, wording) != wording:
            raise ValueError(f"the act {verb} is told in two ways")


def name_kind(kind: str, words: str, *, page: str = "") -> None:
    """Register how a kind of reference is named.

    Args:
        kind: What stands before the colon of the reference.
        words: What a sentence calls it, such as "the receipt".
        page: The name of the address of the page about one, which takes what stands after the colon.
    """
    _KINDS[kind] = Kind(words, page)


def kind_of(reference: str) -> Kind | None:
    """How a reference is named; None where no room has said."""
    return _KINDS.get(reference.partition(":")[0])


def wording_of(verb: str) -> Wording:
    """An act in words; one that no room tells, such as that of an older version, by its name.

    Example:
        >>> wording_of("rooms.unheard_of").title
        'rooms.unheard_of'
    """
    return _KNOWN.get(verb) or Wording(verb, verb, f"recorded {verb} of {{subject}}")


def is_told(verb: str) -> bool:
    """Whether a room tells the act."""
    return verb in _KNOWN


def sentence(event: Event, name_of: Callable[[str], str]) -> str:
    """An event as one plain sentence.

    Args:
        event: The event.
        name_of: Names an actor or a subject from its reference.

    Example:
        >>> import datetime
        >>> at = datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)
        >>> sentence(Event(1, at, "operator:0", "rooms.unheard_of", "thing:1", {}, ""), str.upper)
        'OPERATOR:0 recorded rooms.unheard_of of THING:1.'
    """
    said = [name_of(event.actor), " "]
    for words, name in wording_of(event.verb).parts():
        said += [words, filled(event, name, name_of)]
    return "".join(said).rstrip(".") + "."


def filled(event: Event, name: str, name_of: Callable[[str], str]) -> str:
    """What stands for a name in braces."""
    if not name:
        return ""
    if name == "subject":
        return name_of(event.subject)
    value = event.detail.get(name)
    if name == "organisation":
        return str(value or "every organisation")
    if value is None:
        return "(not recorded)"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value).replace("_", " ") if name == "role" else str(value)
