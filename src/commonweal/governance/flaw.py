"""What keeps a link of authority from holding: it is broken, or a fact is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.answers import Source, Unknown, Verdict, all_of
from commonweal.answers.source import OWN_FILE
from commonweal.governance.checks.finding import missing


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong, or not known, with a link.

    Args:
        verdict: FAIL or INSUFFICIENT_DATA.
        sentence: What is so, by name, day and number.
        source: The provision, or the clause of the handbook.
        unknown: The fact that is missing, where one is.
        cure: What would mend it.
        kind: ``grant``, ``decider``, ``function``, ``direction`` or ``limit``.
    """

    verdict: Verdict
    sentence: str
    source: Source
    unknown: Unknown | None = None
    cure: str = ""
    kind: str = "grant"


def broken(sentence: str, source: Source, *, cure: str = "", kind: str = "grant") -> Flaw:
    """A link that does not hold."""
    return Flaw(Verdict.FAIL, sentence, source, None, cure, kind)


def unknown(
    sentence: str, source: Source, table: str, columns: str, key: str, why: str, *, kind: str = "grant"
) -> Flaw:
    """A link of which nobody can say whether it holds, for want of a fact."""
    return Flaw(Verdict.INSUFFICIENT_DATA, sentence, source, missing(table, columns, key, why), kind=kind)


def verdict_of(flaws: Iterable[Flaw]) -> Verdict:
    """PASS where nothing is wrong."""
    return all_of([Verdict.PASS, *(flaw.verdict for flaw in flaws)])


def own(title: str, at: str = "") -> Source:
    """A citation of the handbook's own documents, which only its owner can check."""
    return Source(title, at=at, status=OWN_FILE)
