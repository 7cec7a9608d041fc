"""What a handbook says, in one form: the same rows give the same bytes, whatever file they came from."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from typing import Any

from commonweal.governance.handbook.handbook import Handbook
from commonweal.governance.handbook.row import Row

_DROPPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u00ad\u200b\ufeff\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile(r"[\t\u00a0\u2007\u202f]")
LIST_MARKS = re.compile(r"[;\n]")
"""What parts the texts of a list."""


def plain_text(text: str) -> str:
    r"""A text as every file can hold it: plain line breaks and spaces, no control characters, no blanks at its ends.

    What was copied from a web page or a document holds spaces that do not break and letters in two parts, which look
    the same as others and are not.

    Example:
        >>> plain_text(" Chair\r\nof the\tboard\x00 ")
        'Chair\nof the board'
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    broken = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _SPACES.sub(" ", _DROPPED.sub("", broken))).strip()


def plain_list(texts: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """The texts of a list, each on one line, without those that are blank.

    Example:
        >>> plain_list(["North  Trust ", "", "QWM"])
        ('North Trust', 'QWM')
    """
    return tuple(found for text in texts if (found := " ".join(plain_text(text).split())))


def plain_value(value: Any) -> Any:
    """A value of a row in its one form."""
    if isinstance(value, str):
        return plain_text(value)
    return plain_list(value) if isinstance(value, tuple | list) else value


def content(row: Row) -> dict[str, Any]:
    """What a row says, without where it stands and what is blank."""
    told = row.to_json()
    told.pop("where", None)
    return {name: plain for name, value in told.items() if (plain := plain_value(value)) not in ("", ())}


def fingerprint(handbook: Handbook) -> str:
    """The SHA-256 of what a handbook says: the order of rows and columns, and the kind of file, do not count.

    Example:
        >>> from commonweal.governance.handbook.board import Person
        >>> people = [Person(person="P1", name="A"), Person(person="P2", name="B")]
        >>> fingerprint(Handbook.of(people)) == fingerprint(Handbook.of(people[::-1]))
        True
    """
    tables = {
        table: sorted(json.dumps(content(row), sort_keys=True, ensure_ascii=True) for row in rows)
        for table, rows in handbook.tables.items()
        if rows
    }
    return hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()
