"""Which network, commissioner, system and region every practice stood in, by the registered-patients figures."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from commonweal.organisations.loading.listings import CODE, Listing, RowProblems, Source, read_listing
from commonweal.tables import Meaning, Table

UNALLOCATED = "U"
"""The placeholder that stands where a practice is in no network."""


class MappedPractice(NamedTuple):
    """One practice on one day, with all that it stood in; an empty network means none."""

    practice: str
    name: str
    network: str
    commissioner: str
    commissioner_name: str
    commissioner_ons: str
    system: str
    system_name: str
    system_ons: str
    region: str
    region_name: str
    region_ons: str
    day: date


class PracticeBoard(NamedTuple):
    """A practice and the board that it belongs to on the map of the file."""

    practice: str
    board: str


_MAP = (
    Meaning("practice", ("PRACTICE_CODE",), "code", pattern=CODE, unique=True),
    Meaning("name", ("PRACTICE_NAME",)),
    Meaning("network", ("PCN_CODE",), "code", blank_allowed=True, pattern=CODE),
    Meaning("commissioner", ("CCG_CODE", "SUB_ICB_LOCATION_CODE"), "code", pattern=CODE),
    Meaning("commissioner_name", ("CCG_NAME", "SUB_ICB_NAME", "SUB_ICB_LOCATION_NAME")),
    Meaning("commissioner_ons", ("ONS_CCG_CODE", "ONS_SUB_ICB_LOCATION_CODE"), "code", pattern=CODE),
    Meaning("system", ("STP_CODE", "ICB_CODE"), "code", pattern=CODE),
    Meaning("system_name", ("STP_NAME", "ICB_NAME")),
    Meaning("system_ons", ("ONS_STP_CODE", "ONS_ICB_CODE"), "code", pattern=CODE),
    Meaning("region", ("COMM_REGION_CODE",), "code", pattern=CODE),
    Meaning("region_name", ("COMM_REGION_NAME",)),
    Meaning("region_ons", ("ONS_COMM_REGION_CODE",), "code", pattern=CODE),
    Meaning("day", ("EXTRACT_DATE",), "date"),
)
_BOARD = (
    Meaning("practice", ("practice_code", "Practice_Code", "Practice"), "code", pattern=CODE, unique=True),
    Meaning(
        "board", ("icb_code_2026", "ICB", "ICS22", "icb_code", "ICB_CODE"), "code", pattern=CODE, blank_allowed=True
    ),
)


def read_practice_map(source: Source, *, name: str | None = None) -> Listing[MappedPractice]:
    """Read the practice map of the registered-patients figures (``gp-reg-pat-prac-map``).

    Raises:
        BadInput: With every bad row.
    """
    return read_listing(source, _MAP, _mapped, name=name)


def read_practice_boards(source: Source, *, name: str | None = None) -> Listing[PracticeBoard]:
    r"""Read the board of every practice out of any file that has both columns.

    Example:
        >>> read_practice_boards(b"icb_code_2026,practice_code,m_0\nQHM,A81001,18\n").rows[0].board
        'QHM'
    """
    return read_listing(source, _BOARD, _boards, name=name)


def _mapped(table: Table, problems: RowProblems) -> tuple[list[MappedPractice], list[str]]:
    names = [name for name in MappedPractice._fields if name not in ("network", "day")]
    texts = {column: [text or "" for text in table.text(column)] for column in names}
    networks = [text if text and text != UNALLOCATED else "" for text in table.text("network")]
    columns = [texts.get(name, networks) for name in MappedPractice._fields[:-1]]
    rows = [MappedPractice._make(cells) for cells in zip(*columns, table.dates("day"), strict=True)]
    without = sum(not row.network for row in rows)
    return rows, [f"{without} practices are in no network."] if without else []


def _boards(table: Table, problems: RowProblems) -> tuple[list[PracticeBoard], list[str]]:
    pairs = zip(table.text("practice"), table.text("board"), strict=True)
    return [PracticeBoard((practice or "").upper(), (board or "").upper()) for practice, board in pairs], []
