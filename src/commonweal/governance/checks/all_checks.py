"""Every check that is coded: importing this finds them, a module for each subject, without a list to keep."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import lru_cache

import commonweal.governance.checks as package
from commonweal.governance.checks.registry import CHECKS, Check

_NO_CHECKS = ("all_checks", "finding", "registry")


@lru_cache(maxsize=1)
def all_checks() -> Mapping[str, Check]:
    """The checks by the id of their rule.

    Example:
        >>> "governance.B02" in all_checks()
        True
    """
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        if module.name not in _NO_CHECKS:
            importlib.import_module(f"{package.__name__}.{module.name}")
    return CHECKS
