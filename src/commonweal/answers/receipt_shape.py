"""The shape of a receipt's body, checked before anything is worked from it: whoever wrote it may mean harm."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from commonweal.answers.answer import Answer, Question
from commonweal.answers.evidence import FactRecord, RuleRecord

_EVIDENCE = {
    "rules": ("asked", "on", "entry"),
    "facts": ("table", "key", "row"),
    "rows": ("table", "where", "rows"),
    "datasets": ("name", "sha256"),
}
_TEXTS = frozenset(
    {
        *(
            "sentence",
            "fact",
            "why_it_matters",
            "do",
            "question",
            "decided",
            "by_role",
            "reason",
            "text",
            "calculation",
        ),
        *("title", "at", "address", "publisher", "licence", "status"),
        *("asked", "on", "table", "name", "sha256", "id", "pack", "unit"),
    }
)
"""Parts that hold text wherever they stand."""
_LISTS = frozenset(["reasons", "children", "sources", "unknowns", "judgements", "notes", "personal"])
_MAPPINGS = frozenset({"details", "inputs"})
_TEXTS_BY_NAME = frozenset({"key", "where"})
_OF_ANY_SHAPE = frozenset({"value", "values", "attributes", "inputs", "details"})
_DEEPEST = 100


def require_shape(body: Mapping[str, Any]) -> None:
    """Raise KeyError, TypeError or ValueError unless the body has the parts that a replay reads, in the right form.

    Args:
        body: The body, with all the parts that a receipt must have.
    """
    for part in ("commonweal", "issued_at", "audience", "salt"):
        if not isinstance(body.get(part, ""), str):
            raise TypeError(f"{part} is not text")
    for part in ("answer", "evidence", "question"):
        _require_texts(body[part], part)
    for part, names in _EVIDENCE.items():
        for item in body["evidence"][part]:
            for name in names:
                _ = item[name]
    for item in body["evidence"]["rules"]:
        date.fromisoformat(item["on"])
        if item["entry"]:
            RuleRecord.from_json(item["entry"])
    rows = [item["row"] for item in body["evidence"]["facts"] if item["row"]]
    rows += [row for item in body["evidence"]["rows"] for row in item["rows"]]
    for row in rows:
        FactRecord.from_json(row)
    for name, version in body["calculations"].items():
        if not isinstance(version, str):
            raise TypeError(f"the version of {name} is not text")
    for child in body["children"]:
        _require_texts(child["question"], "question")
        _require_texts(child["answer"], "answer")
        Question.from_json(child["question"])
        Answer.from_json(child["answer"])


def _require_texts(held: Any, part: str, deep: int = 0) -> None:
    """Go through a part, and raise TypeError where something other than text stands in the place of text."""
    if deep > _DEEPEST:
        raise ValueError("the parts lie too deep")
    if isinstance(held, list):
        for value in held:
            _require_texts(value, part, deep + 1)
    elif isinstance(held, dict):
        for name, value in held.items():
            _require_form(name, value, part)
            if name not in _OF_ANY_SHAPE:
                _require_texts(value, part, deep + 1)


def _require_form(name: str, value: Any, part: str) -> None:
    if name in _TEXTS and not isinstance(value, str):
        raise TypeError(f"{name} is not text")
    if name in _LISTS and not isinstance(value, (list, bool)):
        raise TypeError(f"{name} is not a list")
    if name == "notes" and not all(isinstance(note, str) for note in value):
        raise TypeError("a note is not text")
    if name in _MAPPINGS and not isinstance(value, dict):
        raise TypeError(f"{name} is not values by name")
    if name in _TEXTS_BY_NAME and not (
        isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
    ):
        raise TypeError(f"{name} is not texts by name")
    if name == "value" and part == "answer" and value is not None:
        amount, unit = value["amount"], value["unit"]
        if not isinstance(unit, str) or not isinstance(amount, (int, float, str)):
            raise TypeError("a quantity is no amount with a unit")
