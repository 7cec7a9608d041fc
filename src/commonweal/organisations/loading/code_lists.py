"""Lists of codes and names, such as the integrated care boards that the Organisation Data Service lists."""

from __future__ import annotations

from typing import NamedTuple

from commonweal.organisations.loading.listings import CODE, Listing, RowProblems, Source, read_listing
from commonweal.tables import Meaning, Table

_MEANINGS = (
    Meaning(
        "code",
        (
            "icb_code",
            "icb26_code_nhs",
            "icb24_code_nhs",
            "ICB26CDH",
            "ICB24CDH",
            "ODS Code",
            "Organisation Code",
            "Code",
        ),
        "code",
        pattern=CODE,
        unique=True,
    ),
    Meaning("name", ("icb_name", "icb26_name", "icb24_name", "ICB26NM", "ICB24NM", "Name")),
)


class NamedCode(NamedTuple):
    """A code and the name that a list gives it."""

    code: str
    name: str


def read_code_list(source: Source, *, name: str | None = None) -> Listing[NamedCode]:
    r"""Read a list of codes and names.

    Example:
        >>> read_code_list(b"icb_code,icb_name\nS0E4D,NHS THAMES VALLEY INTEGRATED CARE BOARD\n").rows[0].code
        'S0E4D'
    """
    return read_listing(source, _MEANINGS, _build, name=name)


def _build(table: Table, problems: RowProblems) -> tuple[list[NamedCode], list[str]]:
    pairs = zip(table.text("code"), table.text("name"), strict=True)
    return [NamedCode((code or "").upper(), name or "") for code, name in pairs], []
