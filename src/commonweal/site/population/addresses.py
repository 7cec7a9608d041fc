"""The addresses of areas and practices, of which a page names hundreds."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

from django.urls import get_script_prefix, reverse


def address(level: str, code: str, condition: str = "") -> str:
    """The page of an area or practice."""
    if not (code.isascii() and code.isalnum()):
        return reverse("population:area", args=[level, code]) + _query(condition)
    return f"{_stem(level, get_script_prefix())}{code}/{_query(condition)}"


@lru_cache(maxsize=64)
def _stem(level: str, prefix: str) -> str:
    """What stands before the code in addresses of a level: looked up once, since a page names hundreds of practices."""
    return reverse("population:area", args=[level, "0"]).removesuffix("0/")


@lru_cache(maxsize=64)
def _query(condition: str) -> str:
    return f"?{urlencode({'condition': condition})}" if condition else ""
