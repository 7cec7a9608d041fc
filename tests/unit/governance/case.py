"""A case: rows of a handbook, a rule, and the verdict that they have to give.

A family's cases stand in ``cases/<family>.py`` as a list named ``CASES``; the generic test runs them all.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from commonweal.answers import Verdict
from commonweal.governance.handbook import Row

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """Rows and the verdict of one rule on them.

    Args:
        rule: Id of the rule, such as ``governance.B02``.
        verdict: The verdict of the rule for the whole system: all of its findings together.
        rows: The rows of the handbook; tables that are not named are empty.
        on: The day of the question.
        system: Id of the ICB.
        note: What the case shows, in a few words.
        overlays: Reforms to be applied on top.
    """

    rule: str
    verdict: Verdict
    rows: Sequence[Row]
    on: date = date(2026, 5, 1)
    system: str = "QWM"
    note: str = ""
    overlays: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join(part for part in (self.rule, self.verdict, self.note) if part).replace(" ", "-")


def all_cases() -> tuple[Case, ...]:
    """The cases of every family that is there."""
    found: list[Case] = []
    for path in sorted(FOLDER.glob("*.py")):
        if path.stem.startswith("_"):
            continue
        spec = importlib.util.spec_from_file_location(f"tests.unit.governance.cases.{path.stem}", path)
        if spec is None or spec.loader is None:
            raise ImportError(path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found += module.CASES
    return tuple(found)
