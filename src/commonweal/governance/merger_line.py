"""A line of a merger: one thing, the body it leaves, and the one body that takes it on, or what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.answers import Source, Unknown, Verdict
from commonweal.governance.merger_things import Thing


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of one thing.

    Args:
        kind: What it is, such as ``staff`` or ``decision``.
        what: Its id in the handbook, or the words of the scheme.
        title: What it is, in words.
        old_body: The body that closes.
        new_body: The one successor; empty where there is not exactly one, or something of it is not known.
        verdict: PASS only with exactly one successor and every fact there.
        sentence: What becomes of it, or the problem.
        candidates: Who might take it over.
        sources: The scheme, the order, the rule.
        unknown: The fact that is missing, where one is.
        do: What would settle it.
    """

    kind: str
    what: str
    title: str
    old_body: str
    new_body: str
    verdict: Verdict
    sentence: str
    candidates: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    unknown: Unknown | None = None
    do: str = ""

    @property
    def problem(self) -> str:
        """What is wrong or missing; empty where it is settled."""
        return "" if self.verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE) else self.sentence

    def to_json(self) -> dict[str, Any]:
        """The line as plain JSON."""
        return {
            "kind": self.kind,
            "what": self.what,
            "title": self.title,
            "old_body": self.old_body,
            "new_body": self.new_body,
            "verdict": self.verdict.value,
            "sentence": self.sentence,
            "problem": self.problem,
            "candidates": list(self.candidates),
            "sources": [source.to_json() for source in self.sources],
            "unknown": self.unknown.to_json() if self.unknown else None,
            "do": self.do or (self.unknown.do if self.unknown else ""),
        }


@dataclass(frozen=True, slots=True)
class Closing:
    """A body that closes.

    Args:
        body: Its id.
        name: Its last name.
        day: The first day without it.
        heirs: The bodies that take over, by the successions.
        scheme: The order or scheme that the successions name.
    """

    body: str
    name: str
    day: date
    heirs: tuple[str, ...]
    scheme: str


def line(thing: Thing, closing: Closing, verdict: Verdict, sentence: str, **more: Any) -> Line:
    """A line about a thing."""
    return Line(thing.kind, thing.id, thing.title, closing.body, more.pop("new_body", ""), verdict, sentence, **more)
