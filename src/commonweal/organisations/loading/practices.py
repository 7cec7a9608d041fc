"""General practices, from the file ``epraccur`` of the Organisation Data Service."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from commonweal.organisations.kinds import Status
from commonweal.organisations.loading.listings import CODE, Layout, Listing, RowProblems, Source, read_listing
from commonweal.tables import Meaning, Table

LAYOUT = Layout(
    "GP practices (epraccur)",
    (
        *("Organisation Code", "Name", "National Grouping", "High Level Health Geography"),
        *("Address Line 1", "Address Line 2", "Address Line 3", "Address Line 4", "Address Line 5", "Postcode"),
        *("Open Date", "Close Date", "Status Code", "Organisation Sub-Type Code", "Commissioner"),
        *("Join Provider/Purchaser Date", "Left Provider/Purchaser Date", "Contact Telephone Number"),
        *("-", "-", "-", "Amended Record Indicator", "-", "Provider/Purchaser", "-", "Prescribing Setting", "-"),
    ),
    "https://www.odsdatasearchandexport.nhs.uk/",
)
"""The 27 columns of the file as the Organisation Data Service publishes it, without a header row."""

_MEANINGS = (
    Meaning("code", ("Organisation Code", "code", "Practice Code"), "code", pattern=CODE, unique=True),
    Meaning("name", ("Name", "Practice Name"), "text"),
    Meaning("grouping", ("National Grouping",), "code", pattern=CODE, blank_allowed=True),
    Meaning("geography", ("High Level Health Geography", "hl_health_geography"), "code", False, True),
    Meaning("postcode", ("Postcode",), "text", False, True),
    Meaning("opened", ("Open Date",), "date", blank_allowed=True),
    Meaning("closed", ("Close Date",), "date", blank_allowed=True),
    Meaning("status", ("Status Code", "status"), "code"),
    Meaning("commissioner", ("Commissioner",), "code", blank_allowed=True, pattern=CODE),
    Meaning("joined", ("Join Provider/Purchaser Date",), "date", False, True),
    Meaning("left", ("Left Provider/Purchaser Date",), "date", False, True),
    Meaning("setting", ("Prescribing Setting",), "text", False, True),
)

_STATUS = {
    "A": Status.OPEN,
    "ACTIVE": Status.OPEN,
    "C": Status.CLOSED,
    "CLOSED": Status.CLOSED,
    "INACTIVE": Status.CLOSED,
    "D": Status.DORMANT,
    "DORMANT": Status.DORMANT,
    "P": Status.PROPOSED,
    "PROPOSED": Status.PROPOSED,
}
_PRACTICE_SETTINGS = frozenset({"4", "RO76"})


class Practice(NamedTuple):
    """One prescribing cost centre as the file lists it.

    Args:
        code: ODS code.
        grouping: Code of the NHS England region; ``W00`` for Wales.
        geography: ODS code of the integrated care board.
        commissioner: ODS code of the sub-ICB location, or before July 2022 of the clinical commissioning group.
        joined, left: When it joined and left the commissioner; the full file alone has them.
        setting: 4 (older files) or RO76 (newer ones) for a general practice; empty where the file does not say.
    """

    code: str
    name: str
    grouping: str
    geography: str
    postcode: str
    opened: date | None
    closed: date | None
    status: Status
    commissioner: str
    joined: date | None
    left: date | None
    setting: str

    @property
    def english(self) -> bool:
        """Whether it is in England: its national grouping is a region of NHS England, whose codes begin with Y."""
        return is_english(self.grouping)

    @property
    def general(self) -> bool:
        """Whether it is a general practice, and not a walk-in centre, prison or other prescriber."""
        return not self.setting or bool(_PRACTICE_SETTINGS & set(self.setting.split("|")))

    @property
    def active(self) -> bool:
        """Whether the file lists it as active."""
        return self.status is Status.OPEN


def is_english(grouping: str) -> bool:
    """Whether a national grouping is a region of NHS England, past or present.

    Example:
        >>> is_english("Y62"), is_english("W00"), is_english("")
        (True, False, False)
    """
    return grouping.upper().startswith("Y")


def read_practices(source: Source, *, name: str | None = None) -> Listing[Practice]:
    r"""Read the practice list, with a header row or in the original 27 columns without one.

    Every row is given, those of Wales too: choose by ``english``, ``general`` and ``active``.

    Raises:
        BadInput: With every bad row: a code twice, a status that is not known, a day of closing before the opening.

    Example:
        >>> listed = read_practices(b"code,name,national_grouping,open_date,close_date,status,commissioner\n"
        ...                         b"A81001,THE DENSHAM SURGERY,Y63,19740401,,A,16C\n"
        ...                         b"W00005,CALON WEN,W00,19740401,,A,7A1\n", name="epraccur.csv")
        >>> [practice.code for practice in listed.rows if practice.english]
        ['A81001']
    """
    return read_listing(source, _MEANINGS, _build, layout=LAYOUT, name=name)


def _build(table: Table, problems: RowProblems) -> tuple[list[Practice], list[str]]:
    texts = {
        column: [text or "" for text in table.text(column)]
        for column in ("code", "name", "grouping", "geography", "postcode", "status", "commissioner", "setting")
    }
    days = {column: table.dates(column) for column in ("opened", "closed", "joined", "left")}
    rows = []
    for place, code in enumerate(texts["code"]):
        opened, closed = days["opened"][place], days["closed"][place]
        status = _STATUS.get(texts["status"][place].strip().upper())
        if status is None:
            expected = "A or ACTIVE, C or INACTIVE, D, P"
            problems.at(place, "status", "the status is not known", texts["status"][place], expected=expected)
            continue
        if opened and closed and closed < opened:
            problems.at(place, "closed", "the practice closed before it opened", closed, do="check both days")
            continue
        if status is Status.CLOSED and closed is None:
            # Newer files call a dormant practice inactive and give it no day.
            status = Status.DORMANT
        rows.append(
            Practice(
                code.upper(),
                texts["name"][place],
                texts["grouping"][place],
                texts["geography"][place],
                texts["postcode"][place],
                opened,
                closed,
                status,
                texts["commissioner"][place].upper(),
                days["joined"][place],
                days["left"][place],
                texts["setting"][place],
            )
        )
    outside = sum(not row.english for row in rows)
    return rows, [f"{outside:,} of {len(rows):,} rows are outside England."] if outside else []
