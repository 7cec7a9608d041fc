"""Which financial year, and which edition, a practice file is: told by its content, since headers mislead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal import reference

EDITIONS = "allocations/practice_file_editions.csv"
"""Reference table: published practice files with their national projected population and SHA-256."""

_TOTAL_TOLERANCE = 1.0  # people; totals of different years differ by hundreds of thousands
_NAMED_YEAR = re.compile(r"(?<!\d)(20[1-4]\d)\s*[/_–-]\s*(?:20)?([1-4]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class FileYear:
    """The year that a practice file is for, and how that is known.

    Args:
        year: Financial year such as ``2025/26``; None when it cannot be told.
        because: How it is known, one sentence.
        edition: Name of the published edition, when the file is one byte for byte.
        doubt: What the file itself says against the year that was given; empty when it agrees or is silent.
    """

    year: str | None
    because: str
    edition: str = ""
    doubt: str = ""


def year_of_file(
    *,
    given: str | None,
    sha256: str,
    population: float,
    file_name: str,
    header: str = "",
    has_pcn: bool = False,
) -> FileYear:
    """Tell the year, by the strongest evidence first.

    The order is: given by the user; the bytes of a published file; the national total of a published year; a year in
    the population header, unless it is ``2022/23``, which three different years carry; a year in the file's name.

    Args:
        given: What the user said.
        sha256: Hash of the file's bytes.
        population: Sum of projected population over the file.
        file_name: Name of the file.
        header: The header of the population column as it stands in the file.
        has_pcn: Whether PCN codes are filled in, which of the published files is true of 2022/23 only.

    Example:
        >>> year_of_file(given=None, sha256="", population=63_849_324.2, file_name="practices.csv").year
        '2025/26'
        >>> doubt = year_of_file(given="2024/25", sha256="", population=0.0, file_name="practices_2023_24.csv").doubt
        >>> "2023/24" in doubt
        True
    """
    told = _told(sha256, population, file_name, header, has_pcn)
    if given is None:
        return told
    doubt = "" if told.year in (None, given) else f"{told.because} ({told.year})"
    return FileYear(given, "the year was given", told.edition, doubt)


def _told(sha256: str, population: float, file_name: str, header: str, has_pcn: bool) -> FileYear:
    """What the file itself says."""
    editions = reference.rows(EDITIONS)
    for row in editions:
        if row["sha256"] == sha256:
            return FileYear(
                row["year"], f"the file is, byte for byte, the published one of {row['edition']}", row["edition"]
            )
    for row in editions:
        if abs(float(row["population"]) - population) < _TOTAL_TOLERANCE:
            return FileYear(
                row["year"], f"its projected population sums to {population:,.0f}, England's total for {row['year']}"
            )
    year = named_year(header)
    if year and (year != "2022/23" or has_pcn):
        return FileYear(year, f'its column "{header}" names the year')
    year = named_year(file_name)
    if year:
        return FileYear(year, f'the file\'s name, "{file_name}", is all that names the year')
    return FileYear(None, "neither its total, its headers nor its name tells the year")


def named_year(text: str) -> str | None:
    """The financial year that a text names, such as ``2025_2026`` or ``2025/26``; None when it names none.

    Example:
        >>> named_year("place_tool_2025_2026.csv"), named_year("pop 2024/25"), named_year("icb_2024_2026")
        ('2025/26', '2024/25', None)
    """
    for match in _NAMED_YEAR.finditer(text):
        start, end = int(match[1]), int(match[2])
        if (start + 1) % 100 == end % 100:
            return f"{start}/{end:02d}"
    return None
