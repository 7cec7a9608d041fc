"""The page of settings names every variable that the program reads, and no other."""

from __future__ import annotations

import re
from pathlib import Path

VARIABLE = re.compile(r"\b(COMMONWEAL_[A-Z]+(?:_[A-Z]+)*|DATABASE_URL|XDG_DATA_HOME)\b")


def named_in(paths: list[Path]) -> set[str]:
    return {name for path in paths for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}


def test_settings_are_those_that_the_code_reads(checkout: Path) -> None:
    code = [*sorted((checkout / "src" / "commonweal").rglob("*.py")), checkout / "tests" / "conftest.py"]
    page = checkout / "docs" / "reference" / "settings.md"
    assert named_in([page]) == named_in(code)
