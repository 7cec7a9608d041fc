"""Tests at scale take minutes and gigabytes: they run where their folder is named, as ``make scale`` does."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave them out of the whole suite."""
    return None if any("scale" in str(argument) for argument in config.args) else True
