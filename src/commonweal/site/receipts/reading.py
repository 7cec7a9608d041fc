"""Receipts that people send in: bounded, and read without being believed."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from commonweal.answers import Answer, Reason, Receipt
from commonweal.answers.canonical import canonical_bytes
from commonweal.problems import BadInput, Problem

MOST_BYTES = 5 * 1024 * 1024
"""A receipt of any answer about England takes about 150 kB."""

DEEPEST_REASONS = 40
"""An argument is a few steps deep; a file that nests further was made to exhaust whoever draws it."""

_LARGEST_AMOUNT = 10**18
_YEARS = range(1900, 2201)


def read_sent(sent: Any) -> Receipt:
    """Read a receipt that was sent.

    Args:
        sent: The file as Django holds it; nothing of it is kept.

    Raises:
        BadInput: It is empty, too large, or no receipt that can be shown.
    """
    name = PurePath(str(sent.name)).name[:120] or "file"
    if sent.size > MOST_BYTES:
        raise BadInput(
            Problem(
                "this is too large to be a receipt",
                file=name,
                given=f"{sent.size / 1_048_576:,.1f} MB",
                expected=f"at most {MOST_BYTES // 1_048_576} MB",
            )
        )
    if not sent.size:
        raise BadInput(Problem("the file is empty", file=name, do="choose another file"))
    receipt = Receipt.from_text(sent.read(), file=name)
    check_can_be_shown(receipt, file=name)
    return receipt


def check_can_be_shown(receipt: Receipt, *, file: str = "") -> None:
    """Make sure that every part that a page shows is of the kind that it should be.

    Raises:
        BadInput: A sentence is no text, an amount no number, or the argument is too deep.
    """
    try:
        _text(receipt.digest, *(str(receipt.body[part]) for part in ("commonweal", "issued_at", "audience")))
        question = receipt.question
        _text(question.calculation, question.text, *question.inputs, *question.personal)
        if question.dates.known_at.year not in _YEARS:
            raise ValueError("the moment is beyond any calendar in use")
        _check_answer(receipt.answer)
        for child in receipt.body["children"]:
            _check_answer(Answer.from_json(child["answer"]))
        # What a page cannot send, such as half of a character that takes two, cannot be signed either.
        str(receipt.body).encode()
        canonical_bytes(receipt.body["question"])
    except (TypeError, ValueError, RecursionError) as error:
        raise BadInput(
            Problem("this is not a receipt", file=file, expected="a file that Commonweal wrote", do="download it again")
        ) from error


def _check_answer(answer: Answer) -> None:
    _text(answer.sentence, *answer.notes)
    _check_amount(answer)
    for unknown in answer.unknowns:
        _text(unknown.fact, unknown.why_it_matters, unknown.do)
    for judgement in answer.judgements:
        _text(judgement.question, judgement.decided, judgement.by_role, judgement.on, judgement.reason)
    for reason in answer.reasons:
        _check_reason(reason, 1)


def _check_reason(reason: Reason, depth: int) -> None:
    if depth > DEEPEST_REASONS:
        raise ValueError("the argument is too deep")
    _text(reason.sentence)
    _check_amount(reason)
    for source in reason.sources:
        _text(source.title, source.at, source.address, source.publisher, source.licence, source.status)
    for child in reason.children:
        _check_reason(child, depth + 1)


def _check_amount(holder: Answer | Reason) -> None:
    if holder.value is None:
        return
    _text(holder.value.unit)
    amount = holder.value.amount
    if isinstance(amount, bool) or not isinstance(amount, int | float | str):
        raise TypeError("an amount is a number or text")
    if not isinstance(amount, str) and not abs(amount) < _LARGEST_AMOUNT:
        raise ValueError("an amount is beyond anything that is counted, or is no number")


def _text(*values: Any) -> None:
    for value in values:
        if not isinstance(value, str):
            raise TypeError("a part that should be text is not")
