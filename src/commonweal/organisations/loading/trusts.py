"""NHS trusts, from the file ``etr`` of the Organisation Data Service, and the principal board of each."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from commonweal.organisations.loading.listings import CODE, Layout, Listing, RowProblems, Source, read_listing
from commonweal.organisations.loading.practices import is_english
from commonweal.tables import Meaning, Table

LAYOUT = Layout(
    "NHS trusts (etr)",
    (
        *("Organisation Code", "Name", "National Grouping", "High Level Health Geography"),
        *("Address Line 1", "Address Line 2", "Address Line 3", "Address Line 4", "Address Line 5", "Postcode"),
        *("Open Date", "Close Date", "-", "-", "-", "-", "-", "Contact Telephone Number"),
        *("-", "-", "-", "Amended Record Indicator", "-", "GOR Code", "-", "-", "-"),
    ),
    "https://www.odsdatasearchandexport.nhs.uk/",
)
"""The 27 columns of the file as the Organisation Data Service publishes it, without a header row."""

_TRUST = (
    Meaning("code", ("Organisation Code", "code", "nhs_code"), "code", pattern=CODE, unique=True),
    Meaning("name", ("Name", "trust_name")),
    Meaning("grouping", ("National Grouping",), "code", pattern=CODE, blank_allowed=True),
    Meaning(
        "geography", ("High Level Health Geography", "hl_health_geography"), "code", blank_allowed=True, pattern=CODE
    ),
    Meaning("opened", ("Open Date",), "date", blank_allowed=True),
    Meaning("closed", ("Close Date",), "date", blank_allowed=True),
)
_BOARD = (
    Meaning("code", ("nhs_code", "Trust Code", "Organisation Code", "code"), "code", pattern=CODE, unique=True),
    Meaning("name", ("trust_name", "Trust", "Name"), required=False, blank_allowed=True),
    Meaning("sector", ("sector",), required=False, blank_allowed=True),
    Meaning("board", ("icb_code", "ICB", "ICB Code"), "code", blank_allowed=True, pattern=CODE),
)


class Trust(NamedTuple):
    """An NHS trust or foundation trust as the file lists it, with the board whose area it stands in."""

    code: str
    name: str
    grouping: str
    geography: str
    opened: date | None
    closed: date | None

    @property
    def english(self) -> bool:
        """Whether it is in England."""
        return is_english(self.grouping)


class TrustBoard(NamedTuple):
    """A trust, its sector (acute, mental health, community, specialist, ambulance) and its principal board."""

    code: str
    name: str
    sector: str
    board: str


def read_trusts(source: Source, *, name: str | None = None) -> Listing[Trust]:
    """Read the list of trusts, with a header row or in the original 27 columns without one.

    Three Welsh trusts stand in it: choose by ``english``.

    Raises:
        BadInput: With every bad row.
    """
    return read_listing(source, _TRUST, _trusts, layout=LAYOUT, name=name)


def read_trust_boards(source: Source, *, name: str | None = None) -> Listing[TrustBoard]:
    r"""Read which board is the principal one of each trust.

    Example:
        >>> read_trust_boards(b"trust_name,nhs_code,region,sector,icb_code\nBarts,R1H,London,Acute,QMF\n").rows[0].board
        'QMF'
    """
    return read_listing(source, _BOARD, _boards, name=name)


def _trusts(table: Table, problems: RowProblems) -> tuple[list[Trust], list[str]]:
    texts = [[text or "" for text in table.text(column)] for column in ("code", "name", "grouping", "geography")]
    rows = []
    for place, (code, title, grouping, geography, opened, closed) in enumerate(
        zip(*texts, table.dates("opened"), table.dates("closed"), strict=True)
    ):
        if opened and closed and closed < opened:
            problems.at(place, "closed", "the trust closed before it opened", closed, do="check both days")
            continue
        rows.append(Trust(code.upper(), title, grouping, geography.upper(), opened, closed))
    outside = sum(not row.english for row in rows)
    return rows, [f"{outside} of {len(rows)} rows are outside England."] if outside else []


def _boards(table: Table, problems: RowProblems) -> tuple[list[TrustBoard], list[str]]:
    texts = [[text or "" for text in table.text(column)] for column in ("code", "name", "sector", "board")]
    rows = zip(*texts, strict=True)
    return [TrustBoard(code.upper(), title, sector, board.upper()) for code, title, sector, board in rows], []
