"""A codelist: codes, the condition each means, and the bit that stands for the condition."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from commonweal.population.versioned import (
    Provenance,
    VersionedTable,
    bundled_names,
    bundled_versioned,
    read_versioned,
)
from commonweal.problems import BadInput, Problem, Problems

SYSTEMS = ("icd10", "snomed", "ctv3")
MATCHES = ("exact", "prefix")
ROLES = ("diagnosis", "resolved", "measurement")
BITS_OF_A_MASK = 62
"""Conditions that fit a signed 64-bit number with room for its sign; past that there are two masks or more."""

COLUMNS = ("code", "system", "term", "condition", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a codelist.

    Args:
        code: As printed.
        system: ``icd10``, ``snomed`` or ``ctv3``.
        condition: What it means, or what it resolves or measures.
        match: Whether it is met ``exact`` or as the beginning (``prefix``) of a longer code.
        role: ``diagnosis``; ``resolved``, after which earlier diagnoses do not count; ``measurement``, whose value
            counts.
        valid_from: First day on which the code meant this; None from ever.
        valid_to: Last day; None to this day.
        term: What the code says in words.
    """

    code: str
    system: str
    condition: str
    match: str = "exact"
    role: str = "diagnosis"
    valid_from: date | None = None
    valid_to: date | None = None
    term: str = ""


@dataclass(frozen=True, slots=True)
class Codelist:
    """Codes with their conditions; which bit stands for which condition is part of the version.

    Args:
        provenance: Name, version, source, status and hash; goes with every result.
        conditions: In the order of their bits.
        codes: All codes.
    """

    provenance: Provenance
    conditions: tuple[str, ...]
    codes: tuple[Code, ...]

    @property
    def masks(self) -> int:
        """How many 64-bit masks the conditions need."""
        return -(-len(self.conditions) // BITS_OF_A_MASK)

    @property
    def bits(self) -> Mapping[str, tuple[int, int]]:
        """Where each condition stands: the number of its mask, and its value in it.

        Example:
            >>> codelist("charlson_icd10_quan").bits["dementia"]
            (0, 16)
        """
        places = {name: divmod(number, BITS_OF_A_MASK) for number, name in enumerate(self.conditions)}
        return MappingProxyType({name: (mask, 1 << bit) for name, (mask, bit) in places.items()})


def _parse(table: VersionedTable, file: str) -> Codelist:
    problems = Problems()
    said = table.head.get("conditions", "").split()
    conditions = said or list(dict.fromkeys(row["condition"] for row in table.rows))
    if len(set(conditions)) != len(conditions):
        problems.add("the head names a condition twice", file=file, given=" ".join(conditions))
    codes, met = [], set()
    for number, row in enumerate(table.rows):
        here = {"file": file, "row": table.place(number)}
        if not row["code"]:
            # An empty prefix would begin every code, so that everybody had every condition.
            problems.add("there is no code", column="code", do="type the code or remove the row", **here)
        for column, words, usual in (
            ("system", SYSTEMS, ""),
            ("match", MATCHES, "exact"),
            ("role", ROLES, "diagnosis"),
        ):
            if (row.get(column) or usual) not in words:
                problems.add(
                    "this word is not known", column=column, given=row[column], expected=", ".join(words), **here
                )
        if row["condition"] not in conditions:
            problems.add("the head does not name this condition", column="condition", given=row["condition"], **here)
        days = [_day(row[column], column, problems, here) for column in ("valid_from", "valid_to")]
        if days[0] and days[1] and days[1] < days[0]:
            problems.add("the code ends before it begins", column="valid_to", given=row["valid_to"], **here)
        code = Code(
            row["code"], row["system"], row["condition"], row.get("match") or "exact", row.get("role") or "diagnosis",
            days[0], days[1], row["term"],
        )  # fmt: skip
        key = (code.code, code.system, code.condition, code.role, code.valid_from)
        if key in met:
            problems.add("this code stands here twice for one condition", column="code", given=code.code, **here)
        met.add(key)
        codes.append(code)
    for name in conditions:
        if not any(code.condition == name and code.role != "resolved" for code in codes):
            problems.add("no code says that anybody has this condition", file=file, given=name)
    problems.raise_if_any()
    return Codelist(table.provenance, tuple(conditions), tuple(codes))


def _day(text: str, column: str, problems: Problems, here: Mapping[str, object]) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.add("this is not a day", column=column, given=text, expected="a day such as 2025-03-31", **here)
        return None


def read_codelist(path: Path) -> Codelist:
    """Read a codelist of the user's own from a versioned CSV.

    Raises:
        BadInput: Everything that is wrong with it, by row and column.
    """
    return _parse(read_versioned(path, columns=COLUMNS), path.name)


@lru_cache(maxsize=32)
def codelist(name: str) -> Codelist:
    """A codelist that comes with Commonweal.

    Example:
        >>> quan = codelist("charlson_icd10_quan")
        >>> len(quan.conditions), len(quan.codes), quan.provenance.status
        (17, 289, 'published')
    """
    if name not in bundled_codelists():
        raise BadInput(
            Problem(
                "there is no codelist of this name",
                given=name,
                expected=", ".join(bundled_codelists()),
                do="name one of these, or a file of your own, whose name ends in .csv",
            )
        )
    return _parse(bundled_versioned(__package__, name, COLUMNS), f"{name}.csv")


def bundled_codelists() -> tuple[str, ...]:
    """The names of the codelists that come with Commonweal."""
    return tuple(name for name in bundled_names(__package__) if not name.startswith("rules_"))


def where_to_find(conditions: Collection[str], lacking: Codelist, option: str) -> str:
    """What to do where a codelist lacks some conditions that segments or a score ask for.

    Args:
        conditions: All that they ask for.
        lacking: The codelist.
        option: With which they are named, ``segments`` or ``score``.

    Example:
        >>> where_to_find(["aids", "dementia"], codelist("twenty_conditions_icd10"), "score")
        'name charlson_icd10_australian or charlson_icd10_quan or charlson_icd10_swedish with --codelist'
        >>> where_to_find(["housebound"], codelist("twenty_conditions_icd10"), "segments")[:66]
        'no codelist that comes with Commonweal has codes for all that this'
    """
    if lacking.provenance.name not in bundled_codelists():
        return (
            f"name with --{option} a file of your own that asks for conditions of {lacking.provenance.name} alone, or "
            f"add codes of these conditions to it"
        )
    fitting = [name for name in bundled_codelists() if set(conditions) <= set(codelist(name).bits)]
    if fitting:
        return f"name {' or '.join(fitting)} with --codelist"
    return (
        "no codelist that comes with Commonweal has codes for all that this asks for: name a file of your own with "
        f"--codelist, or one with --{option} that asks for less; `population features` can also go on without them, "
        "wrong for whoever has them, with --without-conditions"
    )
