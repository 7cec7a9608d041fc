"""How well each rule is evidenced, in a letter, and the letter of the rule behind a citation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from commonweal.answers import RuleRecord, Source
from commonweal.law.book import book, overlay_names

EVIDENCE = {
    "V": "read in the law or on an official page",
    "S": "from a secondary source, or text seen in part",
    "L": "the published practice of one organisation",
    "M": "from memory, to be confirmed",
}
"""What each letter means."""

_SOURCE = Source("").to_json().keys()

Letters = Mapping[tuple[str, str, str], str]
"""By the title, the place in it and the status of a source: the letter of the rule that it is of."""


def evidence_words(letter: str) -> str:
    """A letter with its meaning; of several letters, each with its own.

    Example:
        >>> evidence_words("S")
        'S: from a secondary source, or text seen in part'
        >>> evidence_words("")
        ''
    """
    return "; ".join(
        f"{each}: {EVIDENCE[each]}" if each in EVIDENCE else each for each in letter.split(" and ") if each
    )


def letters_of(rules: Iterable[RuleRecord | None]) -> Letters:
    """The letters by source: two rules may stand in one place of an instrument, and then both letters are told."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for rule in rules:
        # The rules of a receipt that somebody wrote may hold anything.
        letter = rule.attributes.get("evidence") if rule and isinstance(rule.attributes, Mapping) else None
        if rule and isinstance(letter, str) and letter:
            found.setdefault(_place(rule.source), set()).add(letter)
    return {place: " and ".join(sorted(letters)) for place, letters in found.items()}


@lru_cache(maxsize=1)
def _letters_of_the_law() -> Letters:
    """Of every rule in the packs and in the reforms, as it stands or ever stood: a source names its own status."""
    books = [book(names) for names in ((), *((name,) for name in overlay_names()))]
    return letters_of(record for held in books for id in held.ids() for record in held.history(id))


def evidence_of(source: Source, among: Letters | None = None) -> str:
    """The evidence letter of the rule that a source is of; empty for a clause, a file or a figure, which is no rule.

    Args:
        source: What is cited.
        among: The letters of the rules that were read for the answer, such as those that a receipt carries; what they
            do not say, the rules of the packs do.

    Example:
        >>> rule = book().history("governance.B02")[0]
        >>> evidence_of(rule.source), evidence_of(Source("The constitution", at="clause 3.2"))
        ('V', '')
    """
    place = _place(source)
    return (among or {}).get(place) or _letters_of_the_law().get(place, "")


def rules_told(rules: Iterable[RuleRecord | None]) -> list[dict[str, Any]]:
    """The rules that were read for an answer as plain JSON, once each: evidence letter, status and source of each.

    Example:
        >>> rules_told([book().history("governance.B02")[0]])[0]["evidence"]
        'V'
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for rule in rules:
        if rule is not None:
            found[(rule.id, rule.valid_from)] = {
                "id": rule.id,
                "title": rule.title,
                "evidence": str(rule.attributes.get("evidence", "")),
                "status": rule.status,
                "valid_from": rule.valid_from,
                "valid_to": rule.valid_to,
                "source": rule.source.cite(),
                "address": rule.source.address,
                "last_checked": rule.source.last_checked.isoformat() if rule.source.last_checked else None,
            }
    return [found[place] for place in sorted(found)]


def lettered(plain: Any) -> Any:
    """Plain JSON in which every source that is of a rule says its evidence letter, whatever it is part of.

    Args:
        plain: As ``to_json`` of a reason, or of what holds reasons, makes it.

    Example:
        >>> rule = book().history("governance.B02")[0]
        >>> lettered({"sources": [rule.source.to_json()]})["sources"][0]["evidence"]
        'V'
    """
    if isinstance(plain, Mapping):
        held = {name: lettered(part) for name, part in plain.items()}
        letter = evidence_of(Source.from_json(plain)) if plain.keys() == _SOURCE else ""
        return {**held, "evidence": letter} if letter else held
    return [lettered(part) for part in plain] if isinstance(plain, list | tuple) else plain


def _place(source: Source) -> tuple[str, str, str]:
    return source.title, source.at, source.status
