"""One byte form for one meaning, so that it can be hashed and signed."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical_bytes(value: Any) -> bytes:
    """Plain JSON as bytes that do not depend on key order, white space or platform.

    Numbers stand in their shortest form; a number that is not finite is refused.

    Raises:
        ValueError: The value holds something that JSON cannot say exactly.

    Example:
        >>> canonical_bytes({"b": 1, "a": 0.1})
        b'{"a":0.1,"b":1}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def digest(value: Any) -> str:
    """SHA-256, in hexadecimal, of the canonical bytes."""
    return hashlib.sha256(canonical_bytes(value)).hexdigest()


def can_be_signed(value: Any) -> bool:
    """Whether a value has canonical bytes: no number that is not finite, no half of a character.

    Example:
        >>> can_be_signed({"share": 0.5}), can_be_signed({"share": float("nan")})
        (True, False)
    """
    try:
        canonical_bytes(value)
    except (ValueError, TypeError):
        return False
    return True
