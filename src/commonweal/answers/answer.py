"""An Answer: a verdict or a value, the tree of reasons behind it, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from commonweal.answers.dates import Dates
from commonweal.answers.source import Source
from commonweal.answers.verdict import Verdict, exit_status


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount with its unit.

    Args:
        amount: Integer pence where the unit is ``gbp_pence``; otherwise a number, or text.
        unit: Such as gbp_pence, gbp_thousand, fraction, people, years, count, text.
    """

    amount: int | float | str
    unit: str

    def __post_init__(self) -> None:
        if self.unit == "gbp_pence" and not isinstance(self.amount, int):
            raise TypeError("money is whole pence, as an integer")

    def to_json(self) -> dict[str, Any]:
        """Amount and unit."""
        return {"amount": self.amount, "unit": self.unit}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any] | None) -> Quantity | None:
        """Read it back; nothing stays nothing."""
        return cls(stored["amount"], stored["unit"]) if stored else None


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the argument, with its own sources and, where it has them, its own reasons.

    ``personal`` marks a sentence that tells something about a person: a public receipt withholds it.
    """

    sentence: str
    verdict: Verdict | None = None
    value: Quantity | None = None
    sources: tuple[Source, ...] = ()
    children: tuple[Reason, ...] = ()
    personal: bool = False

    def walk(self) -> Iterator[Reason]:
        """This reason and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def to_json(self) -> dict[str, Any]:
        """The reason and its children as plain JSON."""
        return {
            "sentence": self.sentence,
            "verdict": self.verdict.value if self.verdict else None,
            "value": self.value.to_json() if self.value else None,
            "sources": [source.to_json() for source in self.sources],
            "children": [child.to_json() for child in self.children],
            "personal": self.personal,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Reason:
        """Read it back."""
        return cls(
            sentence=stored["sentence"],
            verdict=Verdict(stored["verdict"]) if stored["verdict"] else None,
            value=Quantity.from_json(stored["value"]),
            sources=tuple(Source.from_json(source) for source in stored["sources"]),
            children=tuple(cls.from_json(child) for child in stored["children"]),
            personal=stored.get("personal", False),
        )


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact that is missing, why it matters, and how to supply it."""

    fact: str
    why_it_matters: str
    do: str

    def to_json(self) -> dict[str, str]:
        """The three sentences."""
        return {"fact": self.fact, "why_it_matters": self.why_it_matters, "do": self.do}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided where no rule can compute it: the role of who judged, the day, and why."""

    question: str
    decided: str
    by_role: str
    on: str
    reason: str

    @property
    def day(self) -> str:
        """The day as people write it; what is no day in ISO form stands as it is."""
        try:
            found = date.fromisoformat(self.on)
        except ValueError:
            return self.on
        return f"{found.day} {found:%B %Y}"

    def to_json(self) -> dict[str, str]:
        """The judgement as plain JSON."""
        return {
            "question": self.question,
            "decided": self.decided,
            "by_role": self.by_role,
            "on": self.on,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: a registered calculation, its inputs as plain JSON, the question in words, and three dates.

    ``personal`` names the inputs that tell something about a person.
    """

    calculation: str
    inputs: Mapping[str, Any]
    text: str
    dates: Dates
    personal: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The question as plain JSON."""
        return {
            "calculation": self.calculation,
            "inputs": dict(self.inputs),
            "text": self.text,
            "dates": self.dates.to_json(),
            "personal": list(self.personal),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Question:
        """Read it back."""
        return cls(
            stored["calculation"],
            stored["inputs"],
            stored["text"],
            Dates.from_json(stored["dates"]),
            tuple(stored.get("personal", ())),
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to a question; it has a verdict, a value, or both, unless nothing could be found.

    Example:
        >>> Answer(sentence="The allocation is £2.9bn.", value=Quantity(293414100000, "gbp_pence")).exit_status
        0
    """

    sentence: str
    verdict: Verdict | None = None
    value: Quantity | None = None
    reasons: tuple[Reason, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    notes: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    """Further figures as plain JSON, such as a table for a page; never needed to understand the reply."""

    def __post_init__(self) -> None:
        if self.verdict is None and self.value is None:
            raise TypeError("an Answer has a verdict, a value, or both")

    @property
    def exit_status(self) -> int:
        """What a command that prints this answer exits with."""
        return exit_status(self.verdict)

    def sources(self) -> tuple[Source, ...]:
        """Every source that a reason names, once each, in reading order."""
        seen = dict.fromkeys(source for top in self.reasons for reason in top.walk() for source in reason.sources)
        return tuple(seen)

    def to_json(self) -> dict[str, Any]:
        """The answer as plain JSON."""
        return {
            "sentence": self.sentence,
            "verdict": self.verdict.value if self.verdict else None,
            "value": self.value.to_json() if self.value else None,
            "reasons": [reason.to_json() for reason in self.reasons],
            "unknowns": [unknown.to_json() for unknown in self.unknowns],
            "judgements": [judgement.to_json() for judgement in self.judgements],
            "notes": list(self.notes),
            "details": dict(self.details),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Answer:
        """Read it back."""
        return cls(
            sentence=stored["sentence"],
            verdict=Verdict(stored["verdict"]) if stored["verdict"] else None,
            value=Quantity.from_json(stored["value"]),
            reasons=tuple(Reason.from_json(reason) for reason in stored["reasons"]),
            unknowns=tuple(Unknown(**unknown) for unknown in stored["unknowns"]),
            judgements=tuple(Judgement(**judgement) for judgement in stored["judgements"]),
            notes=tuple(stored["notes"]),
            details=stored["details"],
        )
