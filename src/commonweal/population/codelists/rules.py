"""How recent and how often a condition must be recorded, and at what ages a register holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from commonweal.population.versioned import Provenance, VersionedTable, bundled_versioned, read_versioned
from commonweal.problems import Problems

COLUMNS = ("condition", "look_back_months", "entries_needed", "value_below", "age_from", "age_to", "source")


@dataclass(frozen=True, slots=True)
class ConditionRule:
    """When a condition counts as present on a day.

    Args:
        condition: Its name in the codelist.
        look_back_months: Only entries of so many months before the day count; None for ever.
        entries_needed: On so many different days.
        value_below: Only measurements below this count; None where none is measured.
        age_from: Youngest age of the register; None for any.
        age_to: Oldest age.
        source: Whose rule it is.
    """

    condition: str
    look_back_months: int | None = None
    entries_needed: int = 1
    value_below: float | None = None
    age_from: int | None = None
    age_to: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class ConditionRules:
    """Rules by condition, with their provenance."""

    provenance: Provenance
    by_condition: Mapping[str, ConditionRule]

    def rule(self, condition: str) -> ConditionRule:
        """The rule of a condition; recorded once, ever, at any age where none is written.

        Example:
            >>> rules("rules_cambridge").rule("cancer").look_back_months
            60
        """
        return self.by_condition.get(condition, ConditionRule(condition))


def _parse(table: VersionedTable, file: str) -> ConditionRules:
    problems = Problems()
    made: dict[str, ConditionRule] = {}
    for number, row in enumerate(table.rows):
        numbers: dict[str, float | None] = {}
        here = {"file": file, "row": table.place(number)}
        for column in COLUMNS[1:6]:
            try:
                numbers[column] = float(row[column]) if row[column] else None
            except ValueError:
                numbers[column] = None
                problems.add("this is not a number", column=column, given=row[column], **here)
            value = numbers[column]
            if value is not None and column != "value_below" and (value < 0 or value != int(value)):
                problems.add("this is not a whole number, 0 or more", column=column, given=row[column], **here)
        if not row["condition"] or row["condition"] in made:
            problems.add("no condition, or one that stands above", column="condition", given=row["condition"], **here)
        if numbers["entries_needed"] == 0:
            problems.add("a condition that needs no entry would be everybody's", column="entries_needed", **here)
        made[row["condition"]] = ConditionRule(
            row["condition"], _whole(numbers["look_back_months"]), _whole(numbers["entries_needed"]) or 1,
            numbers["value_below"], _whole(numbers["age_from"]), _whole(numbers["age_to"]), row["source"],
        )  # fmt: skip
    problems.raise_if_any()
    return ConditionRules(table.provenance, MappingProxyType(made))


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)


def read_rules(path: Path) -> ConditionRules:
    """Read rules of the user's own from a versioned CSV.

    Raises:
        BadInput: Everything that is wrong with it, by row and column.
    """
    return _parse(read_versioned(path, columns=COLUMNS), path.name)


@lru_cache(maxsize=8)
def rules(name: str) -> ConditionRules:
    """Rules that come with Commonweal: ``rules_cambridge`` or ``rules_registers``.

    Example:
        >>> registers = rules("rules_registers")
        >>> registers.rule("chronic_kidney_disease").age_from, registers.rule("asthma").age_from
        (18, 6)
    """
    return _parse(bundled_versioned(__package__, name, COLUMNS), f"{name}.csv")
