"""Wealdmarch: a fictional integrated care system of 1.4 million people, made from a seed.

Four places, 21 primary care networks, 150 practices, six trusts and four councils. It stands in for practice-level
files that a fresh installation does not have. The same seed gives the same bytes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from commonweal.demo import bodies, codes, funding, indicators, names
from commonweal.demo.files import BANNER, DemoFiles
from commonweal.demo.people import SERVICES, Practice, practices
from commonweal.demo.reissue import reissue
from commonweal.problems import BadInput, Problem
from commonweal.tables import write_csv

SEED = 2026

PLACE_TOOL_COLUMNS = (
    *("Practice_Code", "GP_Practice_Name", "Practice_Postcode", "Latitude", "Longitude", "CCG", "Former CCG"),
    *("PCN_Code", "PCN_Name", "LOC", "LOCname", "ICB", "ICBname", "Rcode", "Region", "LAD", "LTLA", "LA", "UTLA"),
    *("Patients", "Population", "G&A WP", "CS WP", "MH WP", "Mat WP", "Health Ineq WP", "Prescr WP", "Final WP"),
    *("Primary Medical Care WP", "Final PMC WP"),
)
"""The columns of the 2025/26 place tool, in its order; the same nine are blank as there."""

_WEIGHTS = dict(zip(SERVICES, PLACE_TOOL_COLUMNS[21:], strict=True))

_ALLOCATION_COLUMNS = (
    *("year", "stream", "region_code", "icb_code", "icb_name", "baseline_k", "physical_health_baseline_k"),
    *("opening_target_k", "opening_dft", "base_growth", "convergence", "recurrent_allocation_k", "closing_dft"),
    *("closing_target_k", "total_allocation_k"),
)
_EDITIONS = ("Wealdmarch 2025/26 first edition", "Wealdmarch 2025/26 second edition")


def build(folder: str | os.PathLike[str], seed: int = SEED) -> DemoFiles:
    """Write the files of Wealdmarch into a folder, which is made if need be.

    Args:
        folder: Where to write. Files of the same names are replaced; others are left alone.
        seed: The same seed gives the same bytes on every machine.

    Returns:
        The paths, and what the second edition of the practice file changed.

    Raises:
        BadInput: The folder cannot be written to.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     files = build(folder)
        ...     files.practices.name, files.icb_code, len(files.changes)
        ('wealdmarch_practices_2025_26.csv', 'WEALDM', 11)
    """
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
        return _build(target, seed)
    except OSError as error:
        raise BadInput(
            Problem(
                f"the demonstration cannot be written: {error.strerror}",
                given=str(target),
                do="name a folder that you may write to",
            )
        ) from error


def _build(target: Path, seed: int) -> DemoFiles:
    first = practices(seed)
    second, changes = reissue(first)
    allocated = funding.allocations(first)
    made = {
        "practices": ("practices_2025_26", _place_tool(first), PLACE_TOOL_COLUMNS),
        "practices_reissued": ("practices_2025_26_reissued", _place_tool(second), PLACE_TOOL_COLUMNS),
        "members": ("members", bodies.members(first), None),
        "spend": ("place_spend", funding.spending(first, allocated), None),
        "indicators": ("practice_indicators", indicators.indicators(first, seed), indicators.HEADERS),
        "allocations": ("allocations", allocated, _ALLOCATION_COLUMNS),
        "weighted_populations": ("weighted_populations", _sums(first, second), None),
        "bodies": ("bodies", bodies.bodies(first), bodies.BODY_COLUMNS),
        "memberships": ("memberships", bodies.memberships(first), bodies.MEMBERSHIP_COLUMNS),
        "successions": ("successions", bodies.successions(first), bodies.SUCCESSION_COLUMNS),
        "changes_file": ("changes", [_change(change) for change in changes], None),
    }
    paths = {}
    for field, (name, rows, columns) in made.items():
        paths[field] = target / f"wealdmarch_{name}.csv"
        write_csv(paths[field], rows, columns or list(rows[0]))
    readme = target / "README.txt"
    readme.write_text(f"{BANNER}\n\nMade from the seed {seed}.\n", encoding="utf-8")
    return DemoFiles(
        folder=target,
        seed=seed,
        icb_code=codes.SYSTEM,
        icb_name=funding.FICTIONAL_NAME,
        readme=readme,
        changes=tuple(changes),
        **paths,
    )


def _place_tool(made: Iterable[Practice]) -> list[dict[str, Any]]:
    return [
        {
            "Practice_Code": practice.code,
            "GP_Practice_Name": practice.name,
            "Practice_Postcode": codes.postcode(practice.network, practice.number),
            "Latitude": practice.latitude,
            "Longitude": practice.longitude,
            "ICB": codes.SYSTEM,
            "ICBname": funding.FICTIONAL_NAME,
            "Rcode": codes.REGION,
            "Region": "Weald and Marches (fictional)",
            "LAD": codes.area(practice.place),
            "LTLA": names.PLACES[practice.place - 1],
            "Population": practice.population,
            **{header: practice.weighted(service) for service, header in _WEIGHTS.items()},
        }
        for practice in made
    ]


def _sums(*editions: list[Practice]) -> list[dict[str, Any]]:
    return [
        {
            "edition": edition,
            "year": funding.YEAR,
            "icb_code": codes.SYSTEM,
            "practices": len(made),
            "practices_with_blanks": 0,
            **{name: round(total, 6) for name, total in funding.weighted_sums(made).items()},
        }
        for edition, made in zip(_EDITIONS, editions, strict=True)
    ]


def _change(change: Any) -> dict[str, Any]:
    return {
        "Practice_Code": change.practice,
        "What": change.what,
        "Before": change.before,
        "After": change.after,
        "Why": change.why,
    }
