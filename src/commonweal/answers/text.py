"""An Answer as plain text for a terminal or a paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from commonweal.answers.answer import Answer, Quantity, Reason
from commonweal.answers.evidence import RuleRecord
from commonweal.answers.source import OWN_FILE, Source
from commonweal.money import show


def show_quantity(quantity: Quantity) -> str:
    """An amount in words that a person reads, with its unit.

    Example:
        >>> show_quantity(Quantity(0.0437, "fraction")), show_quantity(Quantity(293414100000, "gbp_pence"))
        ('4.37%', '£2,934,141,000')
    """
    amount, unit = quantity.amount, quantity.unit
    if isinstance(amount, str):
        return amount
    match unit:
        case "gbp_pence":
            return show(int(amount))
        case "gbp_thousand":
            return f"{'-' if amount < 0 else ''}£{abs(amount):,.3f}k"
        case "fraction":
            return f"{amount * 100:.4f}".rstrip("0").rstrip(".") + "%"
        case "ratio":
            return f"{amount:.6g}"
        case "count":
            return f"{amount:,}"
    shown = f"{amount:,}" if isinstance(amount, int) else f"{amount:,.2f}"
    return f"{shown} {unit.replace('_', ' ')}"


def lines(answer: Answer, rules: Iterable[RuleRecord | None] = ()) -> Iterator[str]:
    """The answer line by line: verdict and sentence, reasons as a tree, what is unknown, notes, sources.

    Args:
        answer: What is told.
        rules: The rules that were read for it; beside a rule's source stand its evidence letter and its status.
    """
    verdict = f"{answer.verdict.words.upper()}  " if answer.verdict else ""
    yield verdict + answer.sentence
    for reason in answer.reasons:
        yield from _reason_lines(reason, 1)
    for unknown in answer.unknowns:
        yield f"  Not known: {unknown.fact}. {unknown.why_it_matters} To settle it: {unknown.do}."
    for judgement in answer.judgements:
        yield f"  Judged by the {judgement.by_role} on {judgement.day}: {judgement.decided} ({judgement.reason})"
    for note in answer.notes:
        yield f"  Note: {note}"
    yield from source_lines(answer, rules)


def source_lines(answer: Answer, rules: Iterable[RuleRecord | None] = ()) -> Iterator[str]:
    """The sources of an answer, a line for each, with the evidence letter and status of a rule; none where it has none.

    Args:
        answer: What is told.
        rules: The rules that were read for it.
    """
    sources = answer.sources()
    if sources:
        yield "  Sources:"
        letters = _evidence_letters(rules)
        for source in sources:
            usual = source.status in ("in_force", "published", OWN_FILE)
            status = "" if usual else f" [{source.status}]"
            if found := letters.get(source):
                letter = " and ".join(sorted(found))
                status = f" [{source.status.replace('_', ' ')}; evidence {letter}]"
            yield f"    {source.cite()}{status}; {source.checked()}"


def _evidence_letters(rules: Iterable[RuleRecord | None]) -> dict[Source, set[str]]:
    """The evidence letters by source: two rules may stand in one place of an instrument."""
    found: dict[Source, set[str]] = defaultdict(set)
    for rule in rules:
        if rule is not None and (letter := rule.attributes.get("evidence")):
            found[rule.source].add(str(letter))
    return found


def _reason_lines(reason: Reason, depth: int) -> Iterator[str]:
    mark = f"[{reason.verdict.words}] " if reason.verdict else ""
    value = f": {show_quantity(reason.value)}" if reason.value else ""
    yield "  " * depth + "- " + mark + reason.sentence.rstrip(".") + (value or ".")
    for child in reason.children:
        yield from _reason_lines(child, depth + 1)
