"""Average deprivation of practices and networks by the index of 2019, as worked out from the lists of 2023."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from commonweal import reference
from commonweal.population.statistics.estimates import FloatArray
from commonweal.tables import Meaning, read_table
from commonweal.wiring.deprivation_files import needed_file

VINTAGE = (
    "Index of Multiple Deprivation 2019, averaged over the small areas of 2011 where the people on lists of 2023 live; "
    "practices and networks of 2023, ICBs of July 2022."
)
NO_CORE20 = (
    "The share in the most deprived fifth is not estimated by this index: the file of its small areas has ranks and no "
    "scores, so a score cannot be compared with theirs. A tenth is one of England's practices or networks, not of "
    "small areas: 1 is the most deprived."
)
_FILES = {"practice": ("practice_deprivation_2019", "practice"), "pcn": ("network_deprivation_2019", "pcn")}
_UNKNOWN = "U"
"""The code under which people without a network stand."""


@dataclass(frozen=True, eq=False)
class AverageDeprivation:
    """Practices or networks with their average score.

    Args:
        codes, names: Of each, in the order of the file.
        boards: The ICB of each in July 2022 (ODS code); empty where its sub-ICB is not known.
        scores: Average score, 0 to 100, the higher the more deprived, shape (codes,); nan where none is given.
        tenths: As published, 1 the most deprived of England's practices or networks; nan likewise.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    boards: tuple[str, ...]
    scores: FloatArray
    tenths: FloatArray


def read_average_deprivation_2019(folder: Path, level: str) -> AverageDeprivation:
    """Find and read the file of a level; the row of people without a network is left out.

    Args:
        folder: The folder of downloads.
        level: ``practice`` or ``pcn``.

    Raises:
        BadInput: The file is not there, or is faulty.
    """
    key, unit = _FILES[level]
    meanings = (
        Meaning("code", (f"{unit}_code",), "code", unique=True),
        Meaning("name", (f"{unit}_name",), blank_allowed=True),
        Meaning("sub_icb", ("subicb_code",), "code", required=False, blank_allowed=True),
        Meaning("score", ("imd_score",), "number", minimum=0, maximum=100, blank_allowed=True),
        Meaning("tenth", ("imd_decile",), "integer", minimum=1, maximum=10, blank_allowed=True),
    )
    table = read_table(needed_file(folder, key), meanings)
    codes = [(code or "").upper() for code in table.text("code")]
    kept = [number for number, code in enumerate(codes) if code != _UNKNOWN]
    held = table.text("sub_icb") if table.has("sub_icb") else [""] * len(codes)
    board_of = {row["sub_icb_code"]: row["icb_code_2022"] for row in reference.rows("organisations/sub_icb")}
    names = table.text("name")
    return AverageDeprivation(
        tuple(codes[number] for number in kept),
        tuple(names[number] or codes[number] for number in kept),
        tuple(board_of.get((held[number] or "").upper(), "") for number in kept),
        table.number("score")[kept],
        table.number("tenth")[kept],
    )
