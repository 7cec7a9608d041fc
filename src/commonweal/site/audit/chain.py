"""The arithmetic of the chain: what of an event is hashed, and how. No database here."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FORMAT_VERSION = 1
START = "0" * 64
"""What the first event carries as the hash of the one before it."""


@dataclass(frozen=True, order=True)
class Head:
    """How long the chain is and its last hash: together they prove everything before.

    Example:
        >>> str(Head(0, START))[:10]
        '0:00000000'
    """

    count: int
    hash: str

    def __str__(self) -> str:
        return f"{self.count}:{self.hash}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """Read ``COUNT:HASH`` as it is printed.

        Raises:
            ValueError: The text is not a count and a SHA-256 with a colon between.
        """
        count, _, digest = text.strip().partition(":")
        if not count.isdigit() or not is_digest(digest):
            raise ValueError(f"{text!r} is not COUNT:HASH, such as 12:{'9f' * 32}")
        return cls(int(count), digest)


def is_digest(text: str) -> bool:
    """Whether the text is a SHA-256 in lower-case hexadecimal.

    Example:
        >>> is_digest(START), is_digest("12ab")
        (True, False)
    """
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


@dataclass(frozen=True)
class Link:
    """All of an event that is hashed."""

    sequence: int
    format_version: int
    at: datetime.datetime
    actor: str
    verb: str
    subject: str
    detail_json: str
    previous_hash: str

    def digest(self) -> str:
        """The SHA-256 of the event, the hash of the one before it included.

        The time is hashed in UTC to the microsecond, and the detail as the very text that is stored, so that every
        database gives back what was hashed.
        """
        content = [
            self.format_version,
            self.sequence,
            self.at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
            self.actor,
            self.verb,
            self.subject,
            self.detail_json,
            self.previous_hash,
        ]
        return hashlib.sha256(json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode("ascii")).hexdigest()


def canonical(detail: Mapping[str, Any]) -> str:
    """The one way in which a detail is written: keys in order, no spaces, plain JSON only.

    Raises:
        TypeError: Something in it is not text, a whole number, yes or no, nothing, a list or a mapping with text keys.
            Fractions are refused because two machines may print one differently: write them as text.

    Example:
        >>> canonical({"role": "analyst", "organisations": ["QNQ"], "list_size": 1200})
        '{"list_size":1200,"organisations":["QNQ"],"role":"analyst"}'
    """
    _check_plain(detail, "detail")
    return json.dumps(detail, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _check_plain(value: Any, where: str) -> None:
    if value is None or isinstance(value, bool | int | str):
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError(f"{where} has a key that is not text: {key!r}")
            _check_plain(inner, f"{where}.{key}")
        return
    if isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            _check_plain(inner, f"{where}[{place}]")
        return
    raise TypeError(
        f"{where} is a {type(value).__name__}; the audit chain holds text, whole numbers, yes or no, lists and mappings"
    )
