"""The list of avoidable causes: which codes, what share is treatable and preventable, under which age, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import numpy as np

from commonweal.population.statistics.estimates import FloatArray, IntArray
from commonweal.population.versioned import Provenance, VersionedTable, bundled_versioned, read_versioned
from commonweal.problems import BadInput, Problem, Problems

COLUMNS = ("cause", "icd10", "treatable", "preventable", "age_below", "sex", "valid_from", "valid_to")
WHERE = (
    "the OECD and Eurostat publish their joint list of preventable and treatable causes of mortality (January 2022 "
    "version) on https://www.oecd.org/health/ and the Office for National Statistics uses it; type it as a CSV file in "
    "the form of the example, which `commonweal population avoidable --write-example FILE` writes"
)
"""Where a list is to be had."""

_SPAN = re.compile(r"([A-Z]\d{2})(?:-([A-Z]\d{2}))?")
_PREFIX = re.compile(r"[A-Z]\d[0-9AB][0-9A-Z]{0,4}")


class Kind(StrEnum):
    """What could have avoided a death; avoidable is either."""

    TREATABLE = "treatable"
    PREVENTABLE = "preventable"
    AVOIDABLE = "avoidable"


@dataclass(frozen=True, slots=True)
class Cause:
    """One row of the list.

    Args:
        cause: In words.
        first, last: First and last code, both included; compared by as many letters as they have.
        treatable, preventable: The share of its deaths, 0 to 1; together no more than 1.
        age_below: Deaths at this age and over do not count.
        sex: ``F``, ``M``, or empty for both.
        valid_from, valid_to: The days on which deaths count, None where there is no end.
    """

    cause: str
    first: str
    last: str
    treatable: float
    preventable: float
    age_below: int
    sex: str
    valid_from: date
    valid_to: date | None

    def has(self, code: str) -> bool:
        """Whether a code without a dot, in capitals, is of this cause."""
        return self.first <= code[: len(self.first)] and code[: len(self.last)] <= self.last

    def share(self, kind: Kind) -> float:
        """The share of its deaths that is of a kind."""
        if kind is Kind.AVOIDABLE:
            return self.treatable + self.preventable
        return self.treatable if kind is Kind.TREATABLE else self.preventable


@dataclass(frozen=True, eq=False)
class AvoidableCauses:
    """A list of causes with where it is from.

    Args:
        causes: In the order of the file.
        provenance: Name, version, source, status and hash.
    """

    causes: tuple[Cause, ...]
    provenance: Provenance

    @property
    def age_below(self) -> int:
        """The highest age limit of any cause: rates are worked for people below it."""
        return max(cause.age_below for cause in self.causes)

    def shares(
        self, codes: Sequence[str], ages: IntArray, sexes: Sequence[str], days: Sequence[date], kind: Kind
    ) -> FloatArray:
        """The share of each death that counts, shape (deaths,); the first cause of the list that fits decides.

        Args:
            codes: ICD-10 code of the underlying cause, without a dot and in capitals.
            ages: In whole years.
            sexes: ``F`` or ``M``.
            days: Of death, or of its registration.
            kind: Treatable, preventable or either.
        """
        found = np.zeros(len(codes))
        by_code: dict[str, list[Cause]] = {}
        for number, (code, age, sex, day) in enumerate(zip(codes, ages.tolist(), sexes, days, strict=True)):
            if code not in by_code:
                by_code[code] = [cause for cause in self.causes if cause.has(code)]
            for cause in by_code[code]:
                in_force = cause.valid_from <= day and (cause.valid_to is None or day <= cause.valid_to)
                if age < cause.age_below and cause.sex in ("", sex) and in_force:
                    found[number] = cause.share(kind)
                    break
        return found


def read_causes(path: Path | None) -> AvoidableCauses:
    """Read a list of avoidable causes.

    Args:
        path: A versioned CSV file with the columns of ``COLUMNS``.

    Raises:
        BadInput: No list is given, or it is faulty: every bad row is told.
    """
    if path is None:
        raise BadInput(
            Problem("avoidable mortality needs a list of causes, and none was given", expected="a CSV file", do=WHERE)
        )
    return _causes(read_versioned(path, columns=COLUMNS), path.name)


def example_causes() -> AvoidableCauses:
    """A short list that shows the form; it is a draft, and no figure should be told by it.

    Example:
        >>> example_causes().provenance.status
        'draft'
    """
    return _causes(bundled_versioned(__package__, "example_avoidable_causes", COLUMNS), "example_avoidable_causes.csv")


def _causes(table: VersionedTable, file: str) -> AvoidableCauses:
    problems = Problems()
    causes = []
    for number, row in enumerate(table.rows):
        line = table.place(number)
        before = len(problems)
        first, last = _codes(row["icd10"], file, line, problems)
        treatable, preventable = (
            _share(row[name], name, file, line, problems) for name in ("treatable", "preventable")
        )
        if treatable + preventable > 1:
            problems.add("the two shares are more than 1 together", file=file, row=line, given=row["cause"])
        if not row["age_below"].isdigit() or not 1 <= int(row["age_below"]) <= 120:
            problems.add("this is not an age limit", file=file, row=line, column="age_below", given=row["age_below"])
        if row["sex"] not in ("", "F", "M"):
            problems.add(
                "this sex is not known", file=file, row=line, column="sex", given=row["sex"], expected="F or M"
            )
        begins = _day(row["valid_from"], "valid_from", file, line, problems)
        ends = _day(row["valid_to"], "valid_to", file, line, problems) if row["valid_to"] else None
        if len(problems) == before and begins:
            causes.append(
                Cause(
                    row["cause"], first, last, treatable, preventable, int(row["age_below"]), row["sex"], begins, ends
                )
            )
    problems.raise_if_any()
    return AvoidableCauses(tuple(causes), table.provenance)


def _codes(given: str, file: str, line: int, problems: Problems) -> tuple[str, str]:
    code = given.upper().replace(".", "").replace("–", "-").replace(" ", "")
    if match := _SPAN.fullmatch(code):
        first, last = match.group(1), match.group(2) or match.group(1)
        if first <= last:
            return first, last
    elif _PREFIX.fullmatch(code):
        return code, code
    problems.add(
        "this is not a code", file=file, row=line, column="icd10", given=given, expected="such as I20-I25, C50 or K35.8"
    )
    return "", ""


def _share(given: str, name: str, file: str, line: int, problems: Problems) -> float:
    try:
        value = float(given)
    except ValueError:
        value = -1.0
    if 0 <= value <= 1:
        return value
    problems.add("this is not a share", file=file, row=line, column=name, given=given, expected="0 to 1, such as 0.5")
    return 0.0


def _day(given: str, name: str, file: str, line: int, problems: Problems) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        problems.add("this is not a day", file=file, row=line, column=name, given=given, expected="such as 2020-01-01")
        return None
