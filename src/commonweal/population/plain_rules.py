"""Rules of the room read as plain YAML, without the machinery of the law, which takes longer than a small run.

The tests hold what is read here against what the strict readers find in the same files.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from commonweal.plain_yaml import read_plain_yaml


def pack_value(pack: str, entry: str) -> Any:
    """The newest value of an entry of a rule pack.

    Example:
        >>> sum(pack_value("standard_populations", "population.european_standard_population_19"))
        100000
    """
    entries = plain_yaml(f"packs/{pack}.yaml")["entries"]
    return next(each["values"][-1]["value"] for each in entries if each["id"] == entry)


def pack_title(pack: str, entry: str) -> str:
    """The title of an entry of a rule pack; empty where there is no such entry.

    Example:
        >>> pack_title("standard_populations", "population.european_standard_population_19")[:32]
        'European Standard Population 201'
    """
    entries = plain_yaml(f"packs/{pack}.yaml")["entries"]
    return next((str(each["title"]) for each in entries if each["id"] == entry), "")


@lru_cache(maxsize=8)
def plain_yaml(path: str) -> Any:
    """A file of the room, as plain values."""
    return read_plain_yaml(_file(path).read_text("utf-8"))


def yaml_sha256(path: str) -> str:
    """The hash of such a file."""
    return hashlib.sha256(_file(path).read_bytes()).hexdigest()


def _file(path: str) -> Traversable:
    # Asking the room, and not the package the file lies in, spares loading that package.
    return files("commonweal.population").joinpath(*path.split("/"))
