"""Ask a registered calculation with the installed rules, reference facts and archive."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from commonweal.answers import (
    REGISTRY,
    Answer,
    Archive,
    Dates,
    Evidence,
    FactSource,
    Question,
    Receipt,
    Registry,
    SigningKey,
    Verification,
    run,
    verify,
)
from commonweal.governance.checking import known_by
from commonweal.governance.handbook import Handbook, HandbookFacts
from commonweal.governance.law_facts import LawFacts
from commonweal.home import home
from commonweal.law import RuleBook, book
from commonweal.problems import BadInput
from commonweal.reference import facts as reference_facts
from commonweal.wiring.own_facts import OwnFacts

_ROOMS = ("organisations", "allocations", "governance")
"""The rooms that may have a module ``answers``, which registers their calculations."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its answer, and the evidence that was read: all that a receipt needs."""

    question: Question
    answer: Answer
    evidence: Evidence

    def receipt(self, *, audit_head: Mapping[str, Any] | None = None) -> Receipt:
        """The receipt, signed with this installation's key."""
        key = SigningKey.of_installation(home())
        return Receipt.issue(self.question, self.answer, self.evidence, key, audit_head=audit_head)


@lru_cache(maxsize=1)
def registry() -> Registry:
    """The calculations of every room."""
    for room in _ROOMS:
        if importlib.util.find_spec(f"commonweal.{room}.answers"):
            importlib.import_module(f"commonweal.{room}.answers")
    return REGISTRY


def archive() -> Archive:
    """The archive of this installation."""
    return Archive(home() / "archive")


def ask(
    calculation: str,
    inputs: Mapping[str, Any],
    text: str,
    dates: Dates,
    *,
    overlays: tuple[str, ...] = (),
    facts: FactSource = reference_facts,
) -> Asked:
    """Ask a question.

    Args:
        calculation: The name of a registered calculation, such as ``allocations.icb_allocation``.
        inputs: Plain JSON.
        text: The question in words.
        dates: When it holds, which day's rules apply, what was known when.
        overlays: Reforms that are not in force, to be applied on top; the question's inputs then name them.
        facts: Facts of the asker's own, such as a handbook, with the reference facts behind them.

    Raises:
        BadInput: There is no such calculation, or it refuses the inputs.
    """
    question = Question(calculation, {**inputs, "overlays": list(overlays)} if overlays else inputs, text, dates)
    evidence = Evidence(rules=book(overlays), facts=facts, datasets=archive(), dates=dates)
    return Asked(question, run(question, evidence, registry=registry()), evidence)


def today(receipt: Receipt, *, is_registered: Any = None, trusted_keys: frozenset[str] = frozenset()) -> Verification:
    """Verify a receipt against this installation: its key, its audit chain, its archive and today's rules and facts.

    Args:
        receipt: The receipt.
        is_registered: Asks the audit chain for a digest; None where there is none.
        trusted_keys: Public keys of other installations that the reader trusts.
    """
    own = SigningKey.of_installation(home()).public
    return verify(
        receipt,
        known_keys=trusted_keys | {own},
        is_registered=is_registered,
        rules=_rules(receipt),
        facts=OwnFacts(receipt.body["evidence"], behind=LawFacts(_rules(receipt), behind=reference_facts)),
        datasets=archive(),
        registry=registry(),
    )


def handbook_facts(handbook: Handbook, dates: Dates, *, overlays: tuple[str, ...] = ()) -> FactSource:
    """The facts of a question about a handbook: what was known of it then, the history of the rules, the reference.

    Args:
        handbook: The handbook.
        dates: Those of the question: a row that was written down later is not known to it.
        overlays: Those of the question.
    """
    known = known_by(handbook, dates.known_at.date())
    return HandbookFacts(known, behind=LawFacts(book(overlays), behind=reference_facts))


def _rules(receipt: Receipt) -> RuleBook:
    """Today's rules, under the overlays of the question as far as they still exist."""
    inputs: Any = receipt.question.inputs  # of any shape, where the receipt is forged
    named = inputs.get("overlays") if isinstance(inputs, Mapping) else None
    asked = tuple(str(name) for name in named) if isinstance(named, list) else ()
    try:
        return book(asked)
    except BadInput:
        return book()
