"""What a receipt holds besides its answer: the question, its dates, what was read, and by whom it was signed."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

from commonweal.answers import Receipt, RuleRecord
from commonweal.law import Letters, letters_of
from commonweal.site.components.words import calendar_date, moment

LONGEST_INPUT = 400


def of_question(receipt: Receipt) -> list[tuple[str, str]]:
    """Pairs of a name and what the question says."""
    question = receipt.question
    dates = question.dates
    rows = [
        ("Question", question.text),
        ("About the day", calendar_date(dates.holds_on)),
        ("By the rules of", calendar_date(dates.rules_on)),
        ("By what was known", moment(dates.known_at)),
        ("Calculation", question.calculation),
    ]
    return rows + [(f"Given: {name.replace('_', ' ')}", _input(value)) for name, value in question.inputs.items()]


def of_file(receipt: Receipt) -> list[tuple[str, str]]:
    """Pairs of a name and what the file says of itself."""
    body = receipt.body
    head = body.get("audit_head")
    rows = [
        ("Issued", _issued(body["issued_at"])),
        ("By Commonweal", str(body["commonweal"])),
        ("Evidence that it carries", _evidence(body["evidence"])),
        ("Calculations", ", ".join(f"{name} version {version}" for name, version in body["calculations"].items())),
        ("Signed with the key", receipt.signature["public_key"]),
        ("Code (SHA-256)", receipt.digest),
    ]
    if isinstance(head, Mapping):
        rows.append(("Head of the audit chain", f"{head.get('count')}:{head.get('hash')}"))
    if body["audience"] == "public":
        rows.append(("For", "the public: personal facts are replaced by salted digests"))
        rows.append(("Made from the receipt", str(body.get("made_from", "not stated"))))
    return rows


def letters_of_rules(receipt: Receipt) -> Letters:
    """How well the rules are evidenced that a receipt carries, as they stood when it was issued."""
    entries = [item["entry"] for item in receipt.body["evidence"]["rules"]]
    return letters_of(RuleRecord.from_json(entry) for entry in entries if entry)


def _issued(text: Any) -> str:
    try:
        return moment(datetime.datetime.fromisoformat(text))
    except (TypeError, ValueError, OverflowError):
        return str(text)


def _evidence(evidence: Mapping[str, Any]) -> str:
    facts = len(evidence["facts"]) + sum(len(item["rows"]) for item in evidence["rows"])
    counted = [_count(len(evidence["rules"]), "rule entry", "rule entries"), _count(facts, "fact", "facts")]
    datasets = [str(item["name"]) for item in evidence["datasets"]]
    if datasets:
        counted.append(_count(len(datasets), "data set", "data sets") + f" by its hash ({', '.join(datasets)})")
    return ", ".join(counted)


def _count(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"


def _input(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_INPUT else text[: LONGEST_INPUT - 1] + "…"
