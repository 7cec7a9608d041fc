"""The columns of NHS England's practice files by meaning: header names change with the year, meanings do not."""

from __future__ import annotations

from functools import lru_cache

from commonweal.problems import BadInput, Problem
from commonweal.tables import Meaning, Table

SERVICES: dict[str, str] = {
    "general_and_acute": "General and acute",
    "community": "Community",
    "mental_health": "Mental health",
    "maternity": "Maternity",
    "health_inequalities": "Health inequalities",
    "prescribing": "Prescribing",
    "core": "Overall core",
    "primary_medical_need": "Primary medical care need",
    "primary_medical": "Overall primary medical care",
}
"""The nine weighted populations by short name, with the name shown to people."""

STREAM_WEIGHTS: dict[str, str] = {"core": "core", "primary_medical": "primary_medical"}
"""The weighted population that shares each money stream; streams not named here have none at practice level."""

PRACTICE_CODE = r"[A-Za-z0-9][A-Za-z0-9_.-]*"
"""What a practice code may look like: the ODS uses letters and digits, drafts of one's own now and then a dash."""

MOST_PEOPLE = 100_000_000.0
"""More people than England has, weighted or not: a figure above it is a slip of the keys."""


def one_line(name: str) -> str:
    r"""A name without the line breaks and control characters that some files have inside their cells.

    Example:
        >>> one_line("The Elms\n Surgery\x1b")
        'The Elms Surgery'
    """
    return " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())


_YEARS = range(19, 41)


def _dated(*names: str) -> tuple[str, ...]:
    """Each name alone and with a two-figure vintage, as ``ICS22`` or ``ICS22name`` (write ``{}`` for it)."""
    found = []
    for name in names:
        pattern = name if "{}" in name else name + "{}"
        found.append(pattern.format(""))
        found.extend(pattern.format(year) for year in _YEARS)
    return tuple(found)


_POPULATION = (
    "Population",
    "pop {year}",
    "Population {year}",
    "Registered population",
    "Projected population",
    "Projected registered population",
    "Pop",
)
_WEIGHTED: dict[str, tuple[str, ...]] = {
    "general_and_acute": ("G&A", "GA", "General and acute", "General & acute"),
    "community": ("CS", "Community", "Community services"),
    "mental_health": ("MH", "Mental health"),
    "maternity": ("Mat", "Maternity"),
    "health_inequalities": ("Health Ineq", "HI", "Health inequalities", "Avoidable mortality", "AM"),
    "prescribing": ("Prescr", "Presc", "Prescribing"),
    "core": ("Final", "Overall core", "Core", "Overall"),
    "primary_medical_need": ("Primary Medical Care", "Primary Medical Care Need", "PMC need", "PMC"),
    "primary_medical": ("Final PMC", "Overall PMC", "Overall primary medical care", "Final primary medical care"),
}

CODE_AND_NAME: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "icb": (
        _dated("ICB", "ICS", "ICB{} code", "ICS{} code", "icb_code_20{}"),
        _dated("ICB{}name", "ICS{}name", "ICB{} name"),
    ),
    "region": (
        (*_dated("R", "R{} code"), "Region code", "NHS England region code"),
        (*_dated("Region"), "Region name", "NHS England region"),
    ),
    "sub_icb": (
        (*_dated("LOC", "LOC{} code", "SICBL{}", "SICBL{} code"), "Sub ICB", "Sub ICB code", "Sub ICB location code"),
        _dated("LOC{}name", "Sub ICB name", "SICBL{} name", "Sub ICB location name", "Sub ICB label"),
    ),
    "former_ccg": (_dated("CCG", "CCG{} code"), ("Former CCG", "CCG name", "Former CCG name")),
    "pcn": (("PCN_Code", "PCN"), ("PCN_Name",)),
    "lad": (
        _dated("LAD", "LAD{} code", "LTLA{} code", "LAD{}CD"),
        _dated("LTLA", "LAD{}NM", "LTLA{} name", "LAD{} name", "Local authority"),
    ),
    "upper_tier": (_dated("LA", "UTLA{} code"), _dated("UTLA", "UTLA{} name")),
}
"""Accepted headers of each area's code and name."""


@lru_cache(maxsize=1)
def practice_meanings() -> tuple[Meaning, ...]:
    """The columns that a practice file may have, each with the headers it has borne or may bear.

    Only the practice code, the ICB, the projected population and the overall core weighted population must be there.
    """
    meanings = [
        Meaning(
            "practice",
            ("Practice_Code", "Practice", "GP practice code", "ODS code", "Org code", "Organisation code"),
            kind="code",
            unique=True,
            pattern=PRACTICE_CODE,
            form="letters and digits without a space, such as A81001",
        ),
        Meaning(
            "practice_name",
            ("GP_Practice_Name", "Practice_Name", "GP_name"),
            kind="text",
            required=False,
            blank_allowed=True,
        ),
        Meaning("postcode", ("Practice_Postcode", "Postcode"), kind="text", required=False, blank_allowed=True),
        _figure("latitude", ("Latitude", "Lat"), minimum=-90.0, maximum=90.0),
        _figure("longitude", ("Longitude", "Long", "Lon"), minimum=-180.0, maximum=180.0),
        _figure("registered", ("Patients", "Registered patients", "List size"), minimum=0.0, maximum=MOST_PEOPLE),
        _figure("population", _POPULATION, required=True, minimum=0.0, maximum=MOST_PEOPLE),
    ]
    for area, (codes, names) in CODE_AND_NAME.items():
        meanings.append(Meaning(area, codes, kind="text", required=area == "icb", blank_allowed=area != "icb"))
        meanings.append(Meaning(area + "_name", names, kind="text", required=False, blank_allowed=True))
    for service, stems in _WEIGHTED.items():
        headers = [form for stem in stems for form in (f"{stem} WP", f"WP {stem}", f"{stem} weighted population")]
        meanings.append(
            _figure("wp_" + service, tuple(headers), required=service == "core", minimum=0.0, maximum=MOST_PEOPLE)
        )
    return tuple(meanings)


def practice_codes(table: Table) -> tuple[str, ...]:
    """Practice codes of a table in capitals, as the ODS writes them, each once.

    Raises:
        BadInput: Two codes differ by nothing but capitals.
    """
    codes = tuple((code or "").upper() for code in table.text("practice"))
    if len(set(codes)) < len(codes):
        first: dict[str, int] = {}
        raise BadInput(
            [
                Problem(
                    f"practice {code} stands in row {first[code]} already, in other letters",
                    file=table.stamp.name,
                    row=row,
                    do="keep one row for each practice",
                )
                for code, row in zip(codes, table.row_numbers.tolist(), strict=True)
                if first.setdefault(code, row) != row
            ]
        )
    return codes


def _figure(
    name: str,
    headers: tuple[str, ...],
    *,
    required: bool = False,
    minimum: float | None = None,
    maximum: float | None = None,
) -> Meaning:
    return Meaning(
        name, headers, kind="number", required=required, blank_allowed=True, minimum=minimum, maximum=maximum
    )
