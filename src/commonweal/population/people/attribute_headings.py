"""Headings of an attributes table: which are conditions, which are other clinical values, and what each is named.

In the contract of attributes every heading has a prefix: ``demog.``, ``area.`` and ``socio.`` for what the contract of
persons knows under names of its own, ``clinic.`` for conditions of 1 and 0, and ``clinic.misc`` for any other value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from commonweal.problems import Problem

MISCELLANEOUS = "misc_"
"""What names of other clinical values begin with among sealed persons, so that none is mistaken for another column."""
LONGEST = 63
"""Letters of a name that every engine takes."""
_OTHER = re.compile(r"clinic\.misc(?![a-z])")  # a heading such as clinic.miscarriage is a condition
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_SIGNS = re.compile(r"[^a-z0-9]+")


def is_attributes_table(names: Sequence[str]) -> bool:
    """Whether the headings are those of an attributes table."""
    return any(name.lower().startswith("demog.") for name in names)


def plain_name(text: str) -> str:
    """A heading without its prefix as a name: what stands in brackets tells where it comes from, not what it is.

    Example:
        >>> plain_name("Electronic Frailty Index (EFI) Category")
        'electronic_frailty_index_category'
    """
    return _SIGNS.sub("_", _IN_BRACKETS.sub(" ", text.lower())).strip("_")


def conditions_of(names: Sequence[str]) -> list[tuple[str, str]]:
    """The name of each condition and its heading.

    Example:
        >>> conditions_of(["demog.age", "clinic.Asthma (QOF)", "clinic.misc.Repeat Polypharmacy (Count)"])
        [('asthma', 'clinic.Asthma (QOF)')]
    """
    clinical = [name for name in names if name.lower().startswith("clinic.") and not _OTHER.match(name.lower())]
    return [(plain_name(name.split(".", 1)[1]), name) for name in clinical]


def miscellaneous_of(names: Sequence[str]) -> list[tuple[str, str]]:
    """The name of each other clinical value and its heading.

    Example:
        >>> miscellaneous_of(["clinic.asthma", "clinic.misc.Repeat Polypharmacy (Count)", "clinic.misc_bmi"])
        [('misc_repeat_polypharmacy', 'clinic.misc.Repeat Polypharmacy (Count)'), ('misc_bmi', 'clinic.misc_bmi')]
    """
    found = [(_OTHER.match(name.lower()), name) for name in names]
    return [(MISCELLANEOUS + plain_name(name[met.end() :]), name) for met, name in found if met]


def by_name(named: Sequence[tuple[str, str]], file: str) -> tuple[dict[str, str], list[Problem]]:
    """Headings by name, and what is wrong with them: a name that no column can have, or one that two headings mean.

    Args:
        named: Name and heading.
        file: Where they stand.

    Example:
        >>> found, problems = by_name([("copd", "clinic.COPD"), ("copd", "clinic.COPD (QOF)")], "persons.csv")
        >>> problems[0].given
        'clinic.COPD, clinic.COPD (QOF)'
    """
    headings: dict[str, str] = {}
    problems: list[Problem] = []
    for name, heading in named:
        if name in headings:
            do = "keep one, or name them apart by more than signs and what stands in brackets"
            given = f"{headings[name]}, {heading}"
            problems.append(Problem(f"two headings mean {name}", do, given=given, file=file, row=1))
        elif name in ("", MISCELLANEOUS) or len(name) > LONGEST:
            expected = f"letters and figures, {LONGEST - len(MISCELLANEOUS)} at most"
            problems.append(
                Problem("this heading cannot name a column", "rename it", expected, heading, file=file, row=1)
            )
        headings.setdefault(name, heading)
    return headings, problems
