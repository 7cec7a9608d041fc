"""Pseudonyms: a number for each identifier, made with a key that is never kept beside what it made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from commonweal.plain_files import require_plain_file
from commonweal.population.statistics.estimates import IntArray
from commonweal.problems import BadInput, Problem

LEAST_KEY_BYTES, MOST_KEY_BYTES = 16, 4096
LEAST_DIFFERENT_BYTES = 8
POSITIVE = (1 << 63) - 1


def read_key(path: Path) -> bytes:
    """Read the key with which identifiers are hashed.

    Raises:
        BadInput: A file that is too short to be a key, or that is one letter over and over.
    """
    size = require_plain_file(path, most_bytes=MOST_KEY_BYTES, what="key")
    key = path.read_bytes().strip(b"\r\n")
    if size < LEAST_KEY_BYTES or len(key) < LEAST_KEY_BYTES or len(set(key)) < LEAST_DIFFERENT_BYTES:
        raise BadInput(
            Problem(
                "this key can be guessed, so that identifiers could be found by trying",
                file=path.name,
                expected=f"at least {LEAST_KEY_BYTES} random bytes",
                do="make one with `openssl rand -out FILE 32`, keep it apart from the data, and use it again next time",
            )
        )
    # Longer keys than the hash takes are drawn together first.
    return key if len(key) <= 64 else hashlib.blake2b(key).digest()


def pseudonyms(identifiers: Iterable[str], key: bytes) -> IntArray:
    """A whole number above nought for each identifier, the same for the same key; without the key it tells nothing.

    BLAKE2b with the key, 8 bytes, without the sign.

    Raises:
        BadInput: Two identifiers that get one number.

    Example:
        >>> one, again = pseudonyms(["A", "A "], b"k" * 32), pseudonyms(["A"], b"k" * 32)
        >>> bool(one[0] == again[0]), bool(one[0] == one[1])
        (True, False)
    """
    keyed, from_bytes = hashlib.blake2b(digest_size=8, key=key), int.from_bytes

    def one(text: str) -> int:
        hashed = keyed.copy()
        hashed.update(text.encode())
        return from_bytes(hashed.digest(), "big") & POSITIVE

    made = np.fromiter(map(one, identifiers), dtype=np.int64)
    if len(np.unique(made)) != len(made):
        raise BadInput(Problem("two people would get one pseudonym with this key", do="make another key and try again"))
    return made
