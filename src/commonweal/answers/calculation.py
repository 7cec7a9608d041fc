"""Calculations by name and version, so that an old receipt can be run again by the version that made it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from commonweal.answers.answer import Answer, Question, Unknown
from commonweal.answers.evidence import Evidence, MissingEvidence
from commonweal.answers.source import Source
from commonweal.answers.verdict import Verdict
from commonweal.problems import BadInput, Problem

Function = Callable[[Mapping[str, Any], Evidence], Answer]


@dataclass(frozen=True, slots=True)
class Calculation:
    """A pure function from inputs and evidence to an Answer, under a name and a version."""

    name: str
    version: str
    function: Function


class Registry:
    """The calculations that this installation can run; several versions of one may stand side by side."""

    def __init__(self) -> None:
        """Begin with none."""
        self._held: dict[str, dict[str, Calculation]] = {}

    def add(self, calculation: Calculation) -> None:
        """Register it; the newest version (last added) is what a new question uses."""
        versions = self._held.setdefault(calculation.name, {})
        existing = versions.get(calculation.version)
        if existing and existing.function.__qualname__ != calculation.function.__qualname__:
            raise TypeError(f"{calculation.name} version {calculation.version} is registered twice")
        versions[calculation.version] = calculation

    def names(self) -> tuple[str, ...]:
        """Every name, in order."""
        return tuple(sorted(self._held))

    def find(self, name: str, version: str | None = None) -> Calculation | None:
        """A version of a calculation, by default the newest; None where it is not held."""
        versions = self._held.get(name, {})
        return versions.get(version) if version else next(reversed(versions.values()), None)


REGISTRY = Registry()


def calculation(name: str, *, version: str, registry: Registry = REGISTRY) -> Callable[[Function], Function]:
    """Register a function as a calculation.

    The function must be pure: it may read only its inputs and what it asks of the evidence. Change the version
    whenever the same evidence could give another answer, and keep the old function under its own version.

    Example:
        >>> from commonweal.answers.answer import Quantity
        >>> held = Registry()
        >>> @calculation("example.double", version="1", registry=held)
        ... def double(inputs, evidence):
        ...     return Answer(sentence="Doubled.", value=Quantity(2 * inputs["n"], "count"))
        >>> held.find("example.double").version
        '1'
    """

    def register(function: Function) -> Function:
        registry.add(Calculation(name, version, function))
        return function

    return register


def run(question: Question, evidence: Evidence, *, registry: Registry = REGISTRY) -> Answer:
    """Run the calculation that a question names, in its newest version unless the evidence asks for another.

    Missing evidence gives INSUFFICIENT_DATA with what is missing; a source that was not checked for a year,
    counted back from ``known_at``, is named in a note.

    Raises:
        BadInput: There is no such calculation, or it refuses the inputs.
    """
    version = evidence.versions.get(question.calculation)
    found = registry.find(question.calculation, version)
    if found is None:
        raise BadInput(
            Problem(
                f"there is no calculation {question.calculation}" + (f" version {version}" if version else ""),
                expected="one of " + ", ".join(registry.names()),
            )
        )
    evidence.calculations[found.name] = found.version
    try:
        answer = found.function(question.inputs, evidence)
    except MissingEvidence as missing:
        answer = Answer(
            sentence=f"{missing.what}, so this cannot be answered.",
            verdict=Verdict.INSUFFICIENT_DATA,
            unknowns=(Unknown(missing.what, "The calculation needs it.", missing.do),),
        )
    return replace(answer, notes=answer.notes + _stale_notes(evidence))


def ask_within(
    evidence: Evidence, name: str, inputs: Mapping[str, Any], text: str, *, registry: Registry = REGISTRY
) -> Answer:
    """Ask another calculation from within one; its result is embedded in the receipt as a child."""
    question = Question(name, inputs, text, evidence.dates)
    answer = run(question, evidence, registry=registry)
    evidence.children.append({"question": question.to_json(), "answer": answer.to_json()})
    return answer


def _stale_notes(evidence: Evidence) -> tuple[str, ...]:
    today = evidence.dates.known_at.date()
    held = {source.title: source for source in evidence.all_sources()}.values()
    return tuple(_stale_note(source) for source in held if source.is_own_file or source.is_stale(today))


def _stale_note(source: Source) -> str:
    if source.is_own_file:
        return f"{source.cite()}: {source.checked()}."
    if source.last_checked:
        return f"{source.title} was last checked on {source.last_checked.isoformat()}; check it again."
    return f"{source.title} has no day on which it was last checked."
