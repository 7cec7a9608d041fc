"""Where the practices of a system belong, from a file of the user: practice, network and place of each."""

from __future__ import annotations

import os
from collections.abc import Iterable

from commonweal.population.aggregates.listed_people import Geography
from commonweal.problems import BadInput, Problem, Problems
from commonweal.tables import Meaning, Table, read_table

CODE = r"[A-Za-z0-9][A-Za-z0-9_-]{0,19}"
LONGEST = 10
FORM = "letters, digits and dashes, 20 at most, such as U12345"
NO_NETWORK = "NO-PCN"
ONE_PLACE = "No places are named: everybody is in one, which is the whole system."

_COLUMNS = (
    Meaning(
        "practice", ("practice", "practice_code", "GP practice code", "ODS code"), "code", pattern=CODE, form=FORM,
        unique=True,
    ),
    Meaning("practice_name", ("practice_name", "GP practice name"), required=False, blank_allowed=True),
    Meaning("pcn", ("pcn", "pcn_code", "network"), "code", pattern=CODE, form=FORM, blank_allowed=True),
    Meaning("pcn_name", ("pcn_name", "network_name"), required=False, blank_allowed=True),
    Meaning("place", ("place", "place_code"), "code", pattern=CODE, form=FORM, required=False, blank_allowed=True),
    Meaning("place_name", ("place_name",), required=False, blank_allowed=True),
)  # fmt: skip


def read_geography(path: str | os.PathLike[str], system: str, title: str) -> tuple[Geography, str]:
    """Read practices with their networks and places.

    Columns: practice, practice_name, pcn, pcn_name, place, place_name; names and the place may be left out. A practice
    without a network stands under "No network".

    Args:
        path: CSV or workbook.
        system: Code of the system.
        title: Its name.

    Returns:
        The geography, and what is to be said of it.

    Raises:
        BadInput: Every fault at once, with row and column: a code that is none, a practice twice, a network in two
            places or with two names, a place for some practices only.
    """
    table = read_table(path, _COLUMNS)
    problems = Problems()
    practices, networks, places = (
        [(code or "").upper() for code in table.text(name)] for name in ("practice", "pcn", "place")
    )
    if any(places):
        for row, place in enumerate(places):
            if not place:
                _wrong(problems, table, row, "place", "this practice has no place, and others have one", practices[row])
        _one_each(problems, table, "pcn", networks, "place", places)
    for what, codes in (("pcn", networks), ("place", places)):
        _one_each(problems, table, what, codes, f"{what}_name", table.text(f"{what}_name"))
    if not practices:
        problems.add("there is no practice in this file", file=table.stamp.name)
    problems.raise_if_any()
    names = {
        level: {code: name for code, name in zip(codes, table.text(f"{column}_name"), strict=True) if code and name}
        for level, column, codes in (
            ("practice", "practice", practices), ("pcn", "pcn", networks), ("place", "place", places)
        )
    }  # fmt: skip
    return geography_of(system, title, practices, networks, places, names, source=f"the file {table.stamp.name}")


def geography_of(
    system: str,
    title: str,
    practices: Iterable[str],
    networks: Iterable[str],
    places: Iterable[str],
    names: dict[str, dict[str, str]],
    *,
    source: str,
) -> tuple[Geography, str]:
    """A geography of plain codes, in which what is not known stands under a heading of its own.

    Args:
        system: Code of the system.
        title: Its name.
        practices: Codes.
        networks: Of each practice; empty where not known.
        places: Of each practice; empty for all where none are known.
        names: By level and code.
        source: Where it comes from, in words.

    Example:
        >>> made, said = geography_of("QXX", "A system", ["A1", "A2"], ["U1", ""], ["", ""], {}, source="a list")
        >>> made.networks, made.places, said
        (('U1', 'NO-PCN'), ('QXX', 'QXX'), 'Practices are those of a list. No places are named: everybody is in one, \
which is the whole system. 1 practice has no network.')
    """
    listed, whose = tuple(practices), [place or system for place in places]
    known = list(dict.fromkeys(whose))
    named = {("system", system): title}
    if known == [system]:
        named["place", system] = f"{title}, all practices"
    without = [f"{NO_NETWORK}-{number}" if len(known) > 1 else NO_NETWORK for number in range(1, len(known) + 1)]
    of = [code or without[known.index(place)] for code, place in zip(networks, whose, strict=True)]
    named |= {("pcn", code): "No network" for code in without}
    named |= {(level, code): name for level, found in names.items() for code, name in found.items()}
    said = [f"Practices are those of {source}.", *([ONE_PLACE] if known == [system] else [])]
    if lone := sum(code in without for code in of):
        said.append(f"{lone} practice{' has' if lone == 1 else 's have'} no network.")
    return Geography(system, listed, tuple(of), tuple(whose), named), " ".join(said)


def require_system(code: str) -> str:
    """A system's code in capitals.

    Raises:
        BadInput: It is no code.

    Example:
        >>> require_system(" qhl")
        'QHL'
    """
    found = code.strip().upper()
    if not found.isalnum() or not found.isascii() or len(found) > LONGEST:
        raise BadInput(
            Problem("this is no code of a system", given=code, expected="the ODS code of the ICB, such as QHL")
        )
    return found


def _one_each(
    problems: Problems, table: Table, what: str, codes: list[str], column: str, values: Iterable[str | None]
) -> None:
    """Tell where a network or place has another value than in the row that had one first."""
    first: dict[str, str] = {}
    words = {"pcn": "network", "place": "place"}[what]
    kind = "name" if column.endswith("_name") else "place"
    for row, (code, value) in enumerate(zip(codes, values, strict=True)):
        if code and value and first.setdefault(code, value) != value:
            told = f"the {words} {code} has another {kind} in a row before"
            _wrong(problems, table, row, column, told, value, first[code])


def _wrong(problems: Problems, table: Table, row: int, column: str, what: str, given: str, expected: str = "") -> None:
    problems.add(
        what, file=table.stamp.name, row=int(table.row_numbers[row]), column=table.headers.get(column, column),
        given=given, expected=expected, do="put the row right: each network is in one place, under one name",
    )  # fmt: skip
