"""Primary care networks and the practices in them, from the files ``ePCN`` of the Organisation Data Service."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from commonweal.organisations.loading.listings import CODE, Layout, Listing, RowProblems, Source, read_listing
from commonweal.tables import Meaning, Table

NETWORK_LAYOUT = Layout(
    "Primary care networks (ePCN)",
    (
        *("PCN Code", "PCN Name", "Current Sub ICB Loc Code", "Sub ICB Location", "Open Date", "Close Date"),
        *("Address Line 1", "Address Line 2", "Address Line 3", "Address Line 4", "Address Line 5", "Postcode"),
    ),
    "https://www.odsdatasearchandexport.nhs.uk/",
)
MEMBER_LAYOUT = Layout(
    "Core partners of primary care networks (ePCN)",
    (
        *("Partner Organisation Code", "Partner Name"),
        *("Practice Parent Sub ICB Loc Code", "Practice Parent Sub ICB Loc Name", "PCN Code", "PCN Name"),
        *("PCN Parent Sub ICB Loc Code", "PCN Parent Sub ICB Loc Name"),
        *("Practice to PCN Relationship Start Date", "Practice to PCN Relationship End Date"),
        "Practice Sub ICB Loc and PCN Sub ICB Loc Match",
    ),
    "https://www.odsdatasearchandexport.nhs.uk/",
)


class Network(NamedTuple):
    """A primary care network as the file lists it, with the sub-ICB location that it stands in."""

    code: str
    name: str
    sub_icb: str
    sub_icb_name: str
    opened: date | None
    closed: date | None


class NetworkMember(NamedTuple):
    """One practice in one network for a time; ``last`` is None while it is a member."""

    practice: str
    practice_name: str
    practice_sub_icb: str
    practice_sub_icb_name: str
    network: str
    network_sub_icb: str
    first: date
    last: date | None


_NETWORK = (
    Meaning("code", ("PCN Code",), "code", pattern=CODE, unique=True),
    Meaning("name", ("PCN Name",)),
    Meaning("sub_icb", ("Current Sub ICB Loc Code", "Current Clinical Commissioning Group Code"), "code", pattern=CODE),
    Meaning("sub_icb_name", ("Sub ICB Location", "Clinical Commissioning Group"), required=False, blank_allowed=True),
    Meaning("opened", ("Open Date",), "date", blank_allowed=True),
    Meaning("closed", ("Close Date",), "date", blank_allowed=True),
)
_MEMBER = (
    Meaning("practice", ("Partner Organisation Code", "Practice Code"), "code", pattern=CODE),
    Meaning("practice_name", ("Partner Name", "Practice Name"), required=False, blank_allowed=True),
    Meaning(
        "practice_sub_icb",
        ("Practice Parent Sub ICB Loc Code", "Practice Parent Sub ICB Location Code", "Practice Parent CCG Code"),
        "code",
        blank_allowed=True,
        pattern=CODE,
    ),
    Meaning(
        "practice_sub_icb_name",
        ("Practice Parent Sub ICB Loc Name", "Practice Parent Sub ICB Location Name", "Practice Parent CCG Name"),
        required=False,
        blank_allowed=True,
    ),
    Meaning("network", ("PCN Code",), "code", pattern=CODE),
    Meaning(
        "network_sub_icb",
        ("PCN Parent Sub ICB Loc Code", "PCN Parent Sub ICB Location Code", "PCN Parent CCG Code"),
        "code",
        blank_allowed=True,
        pattern=CODE,
    ),
    Meaning("first", ("Practice to PCN Relationship Start Date",), "date"),
    Meaning("last", ("Practice to PCN Relationship End Date",), "date", blank_allowed=True),
)


def read_networks(source: Source, *, name: str | None = None) -> Listing[Network]:
    r"""Read the list of networks: the workbook, a CSV file with headers, or the 12 columns without them.

    Raises:
        BadInput: With every bad row: a code twice, a day of closing before the opening.

    Example:
        >>> listed = read_networks(b"U00070,WEST MERTON PCN,36L,SOUTH WEST LONDON - 36L,20191001,,,,,,,SW17 0RT\n")
        >>> listed.rows[0].name, listed.rows[0].opened.isoformat()
        ('WEST MERTON PCN', '2019-10-01')
    """
    return read_listing(source, _NETWORK, _networks, layout=NETWORK_LAYOUT, name=name)


def read_network_members(source: Source, *, name: str | None = None) -> Listing[NetworkMember]:
    """Read the practices of the networks: the workbook, a CSV file with headers, or the 11 columns without them.

    Raises:
        BadInput: With every bad row: an end before the start, the same membership twice.
    """
    return read_listing(source, _MEMBER, _members, layout=MEMBER_LAYOUT, name=name)


def _networks(table: Table, problems: RowProblems) -> tuple[list[Network], list[str]]:
    texts = [[text or "" for text in table.text(column)] for column in ("code", "name", "sub_icb", "sub_icb_name")]
    rows = []
    for place, (code, title, sub_icb, sub_icb_name, opened, closed) in enumerate(
        zip(*texts, table.dates("opened"), table.dates("closed"), strict=True)
    ):
        if opened and closed and closed < opened:
            problems.at(place, "closed", "the network closed before it opened", closed, do="check both days")
            continue
        rows.append(Network(code.upper(), title, sub_icb.upper(), sub_icb_name, opened, closed))
    return rows, []


def _members(table: Table, problems: RowProblems) -> tuple[list[NetworkMember], list[str]]:
    columns = ("practice", "practice_name", "practice_sub_icb", "practice_sub_icb_name", "network", "network_sub_icb")
    texts = [[text or "" for text in table.text(column)] for column in columns]
    rows = []
    seen: dict[tuple[str, str, date], int] = {}
    for place, (practice, title, sub_icb, sub_icb_name, network, network_sub_icb, first, last) in enumerate(
        zip(*texts, table.dates("first"), table.dates("last"), strict=True)
    ):
        if first is None:
            continue
        if last and last < first:
            problems.at(place, "last", "the membership ends before it starts", last, do="check both days")
            continue
        before = seen.setdefault((practice.upper(), network.upper(), first), place)
        if before != place:
            problems.at(place, "practice", "the same membership is listed twice", practice, do="delete one row")
            continue
        rows.append(
            NetworkMember(
                practice.upper(),
                title,
                sub_icb.upper(),
                sub_icb_name,
                network.upper(),
                network_sub_icb.upper(),
                first,
                last,
            )
        )
    return rows, []
