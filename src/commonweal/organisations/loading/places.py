"""Places below a board, and the practices in them: a file of one's own, since no public list tells of places."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from commonweal.organisations.loading.listings import CODE, Listing, RowProblems, Source, read_listing
from commonweal.organisations.periods import Period
from commonweal.tables import Meaning, Table

_TEXTS = ("practice", "practice_name", "place", "place_name", "system")
_MEANINGS = (
    Meaning(
        "practice",
        ("Practice code", "Practice", "ODS code", "GP practice code", "Organisation Code", "Partner Organisation Code"),
        "code",
        pattern=CODE,
    ),
    Meaning("practice_name", ("Practice name", "GP practice name", "Partner Name"), "text", False, True),
    Meaning(
        "place",
        ("Place code", "Place", "Neighbourhood code", "Neighbourhood", "Locality code", "Locality", "Borough"),
        "text",
        blank_allowed=True,
    ),
    Meaning("place_name", ("Place name", "Neighbourhood name", "Locality name"), "text", False, True),
    Meaning("system", ("ICB code", "ICB", "System code", "System", "Board"), "code", False, True, pattern=CODE),
    Meaning("first", ("Start date", "Start", "From", "Joined", "Valid from"), "date", False, True),
    Meaning("last", ("End date", "End", "To", "Until", "Left", "Valid to"), "date", False, True),
)


class PlaceMember(NamedTuple):
    """One practice in one place for a time.

    Args:
        practice, practice_name: Code, and name where the file has it.
        place, place_name: Code and name; the name is the code where the file has no names.
        system: Code of the board that the place is in; empty where the file does not say.
        first, last: The first and last day; None where the file has none.
    """

    practice: str
    practice_name: str
    place: str
    place_name: str
    system: str
    first: date | None
    last: date | None

    @property
    def period(self) -> Period:
        """The days for which it holds."""
        return Period(self.first, self.last)


def read_places(source: Source, *, name: str | None = None) -> Listing[PlaceMember]:
    r"""Read a file of places: a practice and a place on each row, with days and the place's board where it has them.

    A row without a place says that the practice is in none: it is passed over, and a note says how many there are.

    Raises:
        BadInput: With every bad row: a membership that ends before it starts or stands twice, a place with two names
            or two boards.

    Example:
        >>> listed = read_places(b"Practice,Place,Place name,ICB\nP81001,N1,North,QWM\n", name="places.csv")
        >>> listed.rows[0].place_name, listed.rows[0].system, listed.rows[0].period.first
        ('North', 'QWM', None)
    """
    return read_listing(source, _MEANINGS, _build, name=name)


def _build(table: Table, problems: RowProblems) -> tuple[list[PlaceMember], list[str]]:
    days = [table.dates(name) if table.has(name) else [None] * len(table) for name in ("first", "last")]
    texts = [
        [(text or "").strip() for text in table.text(name)] if table.has(name) else [""] * len(table) for name in _TEXTS
    ]
    rows: list[PlaceMember] = []
    held: dict[tuple[str, str], list[Period]] = {}
    said: dict[tuple[str, str], str] = {}
    without = 0
    for number, (practice, practice_name, place, place_name, system, first, last) in enumerate(
        zip(*texts, *days, strict=True)
    ):
        if not place:
            without += 1
            continue
        if first and last and last < first:
            problems.at(number, "last", "the membership ends before it starts", last, do="check both days")
            continue
        for column, text in (("place_name", place_name), ("system", system.upper())):
            before = said.setdefault((place, column), text) if text else ""
            if before and before != text:
                what = "name" if column == "place_name" else "board"
                problems.at(
                    number, column, f"the place {place} has another {what} above: {before}", text, do="keep one"
                )
        same = held.setdefault((practice.upper(), place), [])
        if any(period.overlaps(Period(first, last)) for period in same):
            problems.at(number, "practice", "the same membership is listed twice", practice, do="delete one row")
            continue
        same.append(Period(first, last))
        rows.append(PlaceMember(practice.upper(), practice_name, place, place_name, system.upper(), first, last))
    named = [
        row._replace(
            place_name=said.get((row.place, "place_name"), row.place), system=said.get((row.place, "system"), "")
        )
        for row in rows
    ]
    return named, [f"{without:,} rows name no place and were passed over."] if without else []
