"""One finding: a sentence, its verdict, and the cases behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from commonweal.answers import Reason, Source, Verdict

MOST_CASES = 12
"""How many cases are written out; the rest are counted."""


def found(
    holds: str,
    *,
    checked: int,
    what: str,
    failures: Iterable[str] = (),
    unknown: Iterable[str] = (),
    nothing: str = "",
    sources: Sequence[Source] = (),
) -> Reason:
    """A reason out of what a check came across.

    A failure outweighs what is unknown, and what is unknown outweighs all that is well. Nothing to check is
    INSUFFICIENT_DATA, never PASS.

    Args:
        holds: The rule, as a sentence that is true where it is kept.
        checked: How many cases were looked at.
        what: What a case is, in the plural.
        failures: A sentence for every case that breaks the rule.
        unknown: A sentence for every case that cannot be told.
        nothing: What is missing, where there was nothing to check.
        sources: Where the rule and the facts come from.

    Example:
        >>> found("Every board lies in a region", checked=2, what="boards").verdict
        <Verdict.PASS: 'PASS'>
        >>> found("Every board lies in a region", checked=0, what="boards", nothing="no boards are held").verdict
        <Verdict.INSUFFICIENT_DATA: 'INSUFFICIENT_DATA'>
    """
    broken, untold = list(failures), list(unknown)
    if broken:
        return _reason(f"{holds}: {len(broken):,} of {checked:,} {what} break it", Verdict.FAIL, broken, sources)
    if untold:
        sentence = f"{holds}: not known for {len(untold):,} of {checked:,} {what}"
        return _reason(sentence, Verdict.INSUFFICIENT_DATA, untold, sources)
    if not checked:
        return _reason(f"{holds}: {nothing or f'no {what} are held'}", Verdict.INSUFFICIENT_DATA, [], sources)
    return _reason(f"{holds}: true of all {checked:,} {what}", Verdict.PASS, [], sources)


def _reason(sentence: str, verdict: Verdict, cases: list[str], sources: Sequence[Source]) -> Reason:
    shown = [Reason(case, verdict) for case in cases[:MOST_CASES]]
    if len(cases) > MOST_CASES:
        shown.append(Reason(f"and {len(cases) - MOST_CASES:,} more", verdict))
    return Reason(sentence, verdict, sources=tuple(dict.fromkeys(sources)), children=tuple(shown))
