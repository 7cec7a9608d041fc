"""Our own YAML as plain values, read as fast as this machine can.

What other people wrote is read by `commonweal.lined_yaml`, which is strict and tells the line.
"""

from __future__ import annotations

from typing import Any


def safe_loader() -> Any:
    """The loader in C where PyYAML was built with it, else that in Python; both read plain values alone."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_plain_yaml(text: str) -> Any:
    """A document as plain values.

    Example:
        >>> read_plain_yaml("tables: {a.csv: {rows: 3}}")
        {'tables': {'a.csv': {'rows': 3}}}
    """
    import yaml

    return yaml.load(text, safe_loader())  # noqa: S506 - either loader is a safe one
