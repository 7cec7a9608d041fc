"""A Receipt: all that is needed to run a question again and get the same answer, signed."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import commonweal
from commonweal.answers.answer import Answer, Question
from commonweal.answers.canonical import can_be_signed, canonical_bytes, digest
from commonweal.answers.evidence import Evidence
from commonweal.answers.keys import SigningKey, is_signed_by
from commonweal.answers.receipt_shape import require_shape
from commonweal.plain_files import require_plain_file
from commonweal.problems import BadInput, Problem

FORMAT = "commonweal-receipt/1"
MOST_BYTES = 50_000_000
_BODY_PARTS = (
    "format",
    "audience",
    "commonweal",
    "issued_at",
    "question",
    "answer",
    "evidence",
    "calculations",
    "children",
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The body of a receipt as plain JSON, its digest and its signature.

    Example:
        >>> Receipt.from_text("{}")
        Traceback (most recent call last):
        ...
        commonweal.problems.BadInput: This is not a receipt; expected a JSON object with body, digest and signature.
    """

    body: Mapping[str, Any]
    digest: str
    signature: Mapping[str, str]

    @classmethod
    def issue(
        cls,
        question: Question,
        answer: Answer,
        evidence: Evidence,
        key: SigningKey,
        *,
        audit_head: Mapping[str, Any] | None = None,
    ) -> Receipt:
        """Make and sign the receipt of an answer.

        Args:
            question: What was asked.
            answer: What was replied.
            evidence: What was read.
            key: The installation's key.
            audit_head: Count and hash of the audit chain at this moment, where there is one.
        """
        body = {
            "format": FORMAT,
            "audience": "internal",
            "commonweal": commonweal.__version__,
            "issued_at": datetime.now(UTC).replace(microsecond=0).isoformat(),
            "question": question.to_json(),
            "answer": answer.to_json(),
            "evidence": evidence.to_json(),
            "calculations": dict(sorted(evidence.calculations.items())),
            "children": list(evidence.children),
            "salt": secrets.token_hex(32),
            "audit_head": dict(audit_head) if audit_head else None,
        }
        return cls._signed(body, key)

    @classmethod
    def _signed(cls, body: Mapping[str, Any], key: SigningKey) -> Receipt:
        body = json.loads(canonical_bytes(body))
        signature = {"algorithm": "Ed25519", "public_key": key.public, "value": key.sign(canonical_bytes(body))}
        return cls(body, digest(body), signature)

    def for_public(self, key: SigningKey) -> Receipt:
        """The receipt with personal facts, sentences and inputs replaced by salted digests, signed anew.

        The salt stays in the internal receipt, whose holder can so prove what a digest stands for.
        """
        salt = self.body["salt"]
        body = {name: part for name, part in json.loads(canonical_bytes(self.body)).items() if name != "salt"}
        for item in _personal_rows(body["evidence"]):
            item["key"] = {name: _salted(salt, value) for name, value in item["key"].items()}
            item["values"] = {name: _salted(salt, value) for name, value in item["values"].items()}
        for asked in body["evidence"]["facts"]:
            if asked["row"] and asked["row"]["personal"]:
                asked["key"] = asked["row"]["key"]
        withheld = [body["question"], *(child["question"] for child in body["children"])]
        for question in withheld:
            if question["personal"]:
                question["text"] = "A question with personal detail, which is withheld."
            for name in question["personal"]:
                question["inputs"][name] = _salted(salt, question["inputs"].get(name))
        for answer in [body["answer"], *(child["answer"] for child in body["children"])]:
            _withhold_reasons(answer["reasons"], salt)
            _withhold_details(answer.get("details") or {}, salt)
        body |= {
            "audience": "public",
            "replay": "Personal facts are withheld, so the public cannot replay this receipt.",
        }
        body["made_from"] = self.digest
        return self._signed(body, key)

    @property
    def question(self) -> Question:
        """The question that was asked."""
        return Question.from_json(self.body["question"])

    @property
    def answer(self) -> Answer:
        """The answer that was given."""
        return Answer.from_json(self.body["answer"])

    @property
    def is_signed(self) -> bool:
        """Whether its digest and its signature fit its contents; whose key signed it, this does not say."""
        signature = self.signature
        return (
            can_be_signed(self.body)
            and signature["algorithm"] == "Ed25519"
            and digest(self.body) == self.digest
            and is_signed_by(signature["public_key"], canonical_bytes(self.body), signature["value"])
        )

    def to_text(self) -> str:
        """The receipt as a JSON file."""
        whole = {"body": self.body, "digest": self.digest, "signature": self.signature}
        return json.dumps(whole, indent=1, ensure_ascii=False, allow_nan=False) + "\n"

    @classmethod
    def from_text(cls, text: str | bytes, *, file: str = "") -> Receipt:
        """Read a receipt, without believing it: `verify` says what it proves.

        Raises:
            BadInput: It is not a receipt at all, or too large to be one.
        """
        expected = "a JSON object with body, digest and signature"
        if len(text) > MOST_BYTES:
            raise BadInput(
                Problem("this is too large to be a receipt", file=file, expected=f"at most {MOST_BYTES:,} bytes")
            )
        try:
            whole = json.loads(text)
            body, signature = whole["body"], whole["signature"]
            missing = [part for part in _BODY_PARTS if part not in body]
            if missing or body["format"] != FORMAT:
                what = (
                    f"this receipt has no {', '.join(missing)}"
                    if missing
                    else "this receipt has a format that is not known"
                )
                raise BadInput(Problem(what, file=file, given="" if missing else str(body["format"]), expected=FORMAT))
            receipt = cls(
                body,
                str(whole["digest"]),
                {name: str(signature[name]) for name in ("algorithm", "public_key", "value")},
            )
            _parse(receipt, file)
        except BadInput:
            raise
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            if isinstance(error, json.JSONDecodeError) and error.msg == "Extra data":
                raise BadInput(_added(error, file)) from error
            raise BadInput(Problem("this is not a receipt", file=file, expected=expected)) from error
        return receipt

    @classmethod
    def read(cls, file: Path) -> Receipt:
        """Read a receipt file.

        Raises:
            BadInput: There is no such file, it cannot be opened, or it is not a receipt.
        """
        require_plain_file(file, most_bytes=MOST_BYTES, what="receipt")
        try:
            return cls.from_text(file.read_bytes(), file=file.name)
        except OSError as error:
            raise BadInput(Problem(f"the file cannot be read: {error.strerror}", file=str(file))) from error


def _parse(receipt: Receipt, file: str) -> None:
    try:
        _ = receipt.question, receipt.answer
        require_shape(receipt.body)
    except BadInput as bad:  # a part is refused by its own room, which does not know what it stands in
        raise BadInput(Problem(f"this is not a receipt: {bad.problems[0].what}", file=file)) from bad


def _added(error: json.JSONDecodeError, file: str) -> Problem:
    return Problem(
        "something was added after the end of the receipt",
        file=file,
        row=error.lineno,
        given=error.doc[error.pos : error.pos + 20],
        do="delete what follows the last }, or get the receipt again from whoever issued it",
    )


def _salted(salt: str, value: Any) -> str:
    return "sha256:" + digest([salt, value])


def _personal_rows(evidence: Mapping[str, Any]) -> list[dict[str, Any]]:
    single = [item["row"] for item in evidence["facts"] if item["row"]]
    several = [row for item in evidence["rows"] for row in item["rows"]]
    return [row for row in single + several if row["personal"]]


def _withhold_details(part: Any, salt: str) -> None:
    """Rows of the details that say that they tell of a person keep what they are about, and not what they say."""
    if isinstance(part, dict):
        if part.get("personal") is True:
            told = {name: part[name] for name in ("sentence", "do") if part.get(name)}
            part.update({name: "Personal detail, withheld: " + _salted(salt, value) for name, value in told.items()})
        for held in part.values():
            _withhold_details(held, salt)
    elif isinstance(part, list):
        for held in part:
            _withhold_details(held, salt)


def _withhold_reasons(reasons: list[dict[str, Any]], salt: str) -> None:
    for reason in reasons:
        if reason["personal"]:
            reason["sentence"] = "Personal detail, withheld: " + _salted(salt, reason["sentence"])
            reason["value"] = None
        _withhold_reasons(reason["children"], salt)
