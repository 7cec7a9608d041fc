"""The six verdicts and how several become one. Unknown is never green."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """What a check found.

    ``INSUFFICIENT_DATA`` means that a fact is missing; ``NEEDS_JUDGEMENT`` that only a person can say.
    Neither is ever turned into ``PASS``.
    """

    PASS = "PASS"  # noqa: S105 - a verdict, no secret
    FAIL = "FAIL"
    NOT_YET_DUE = "NOT_YET_DUE"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    INSUFFICIENT_DATA = "INSUFFICIENT_DATA"
    NEEDS_JUDGEMENT = "NEEDS_JUDGEMENT"

    @property
    def words(self) -> str:
        """The verdict as a person reads it, such as ``Not yet due``."""
        return self.value.replace("_", " ").capitalize()


_ALL_OF = (Verdict.FAIL, Verdict.INSUFFICIENT_DATA, Verdict.NEEDS_JUDGEMENT, Verdict.NOT_YET_DUE, Verdict.PASS)
_ANY_OF = (Verdict.PASS, Verdict.INSUFFICIENT_DATA, Verdict.NEEDS_JUDGEMENT, Verdict.NOT_YET_DUE, Verdict.FAIL)


def _first(order: tuple[Verdict, ...], verdicts: Iterable[Verdict]) -> Verdict:
    found = set(verdicts)
    return next((verdict for verdict in order if verdict in found), Verdict.NOT_APPLICABLE)


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict where every part must hold; what does not apply is neutral.

    Example:
        >>> all_of([Verdict.PASS, Verdict.INSUFFICIENT_DATA])
        <Verdict.INSUFFICIENT_DATA: 'INSUFFICIENT_DATA'>
        >>> all_of([])
        <Verdict.NOT_APPLICABLE: 'NOT_APPLICABLE'>
    """
    return _first(_ALL_OF, verdicts)


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict where one part is enough; what is unknown comes before a fail.

    Example:
        >>> any_of([Verdict.FAIL, Verdict.INSUFFICIENT_DATA])
        <Verdict.INSUFFICIENT_DATA: 'INSUFFICIENT_DATA'>
    """
    return _first(_ANY_OF, verdicts)


def exit_status(verdict: Verdict | None) -> int:
    """A command's exit status: 0 answered, 1 fail, 3 undecided (2, bad input, is never an answer).

    Example:
        >>> exit_status(None), exit_status(Verdict.FAIL), exit_status(Verdict.NEEDS_JUDGEMENT)
        (0, 1, 3)
    """
    if verdict is Verdict.FAIL:
        return 1
    return 3 if verdict in (Verdict.INSUFFICIENT_DATA, Verdict.NEEDS_JUDGEMENT) else 0
