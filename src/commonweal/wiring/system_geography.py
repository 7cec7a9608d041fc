"""The practices and networks of an ICB from the public files, for the tables of its own people."""

from __future__ import annotations

from pathlib import Path

from commonweal import reference
from commonweal.population.aggregates.geography_file import geography_of
from commonweal.population.aggregates.listed_people import Geography
from commonweal.problems import BadInput, Problem
from commonweal.wiring.practice_figures import find_practice_files, read_practice_figures


def public_geography(folder: Path, system: str, title: str) -> tuple[Geography, str]:
    """The practices that the public files list under an ICB, with their networks; its places are not in them.

    Args:
        folder: With the public files.
        system: Code of the ICB.
        title: Its name.

    Returns:
        The geography, with one place for all, and what is to be said of it.

    Raises:
        BadInput: A file that is needed is not there or faulty, or no practice is listed under the ICB.
    """
    figures = read_practice_figures(find_practice_files(folder))
    here = [number for number, icb in enumerate(figures.areas["icb"]) if icb == system]
    if not here:
        known = sorted(set(figures.areas["icb"]) - {""})
        raise BadInput(
            Problem(
                "the public files list no practice under this ICB", given=system,
                expected="one of " + ", ".join(known[:50]),
                do="put the code right, or name a file of the system's practices with --practices",
            )
        )  # fmt: skip
    practices = [figures.codes[number] for number in here]
    names = {"practice": {figures.codes[number]: figures.names[number] for number in here}}
    names["pcn"] = dict(figures.area_names["pcn"])
    networks = [figures.areas["pcn"][number] for number in here]
    return geography_of(
        system, title, practices, networks, [""] * len(here), names, source=f"the public files under {system}"
    )


def icb_name(system: str) -> str:
    """The name of an ICB; empty where the code is none.

    Example:
        >>> icb_name("QHL")
        'NHS Birmingham and Solihull Integrated Care Board'
    """
    return next((row["icb_name"] for row in reference.rows("organisations/icb_2026") if row["icb_code"] == system), "")
