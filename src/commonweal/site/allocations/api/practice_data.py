"""Operations on practice data: which there is, and fair shares of places by it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field, model_validator

from commonweal.allocations.findings import Finding
from commonweal.allocations.list_sizes import BELIEVABLE, ListSizes
from commonweal.allocations.membership import Membership, Spell
from commonweal.allocations.partition import ALL
from commonweal.allocations.place_definition import LONGEST_NAME, MOST_PRACTICES
from commonweal.allocations.place_report import PlaceReport, place_report
from commonweal.allocations.policy_rules import value_for
from commonweal.answers import Verdict
from commonweal.demo import BANNER
from commonweal.problems import BadInput, Problem
from commonweal.site.allocations.api.icbs import IcbCode
from commonweal.site.allocations.data_sets import (
    DataSet,
    amounts,
    data_set,
    data_sets,
    groupings,
    membership,
    practices,
)
from commonweal.site.api.checks import takes
from commonweal.site.api.given import Day, Given
from commonweal.site.api.replies import reply

router = Router(tags=["Places"])

MOST_BYTES = 4_000_000
"""How large a body with members may be: as many rows as are taken, with long names."""

Key = Annotated[
    str, Field(min_length=1, max_length=40, description="Practice data by its key", examples=["wealdmarch"])
]
PlaceName = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
Grouping = Literal["place", "pcn", "lad", "sub_icb", "upper_tier"]


class PracticeDataOut(Schema):
    """Practice data of one year.

    Args:
        key: What it is called in this API.
        sha256: The hash of the practice file.
        fictional: Whether it is made up.
        edition: Which of NHS England's files it is; empty for any other.
        groupings: The ready-made groupings that it has.
    """

    key: str
    title: str
    sha256: str
    fictional: bool
    year: str | None
    edition: str
    practices: int
    icbs: list[str]
    groupings: dict[str, str]


class AllPracticeDataOut(Schema):
    """The practice data that places can be built from and that can be compared."""

    items: list[PracticeDataOut]


class MemberIn(Given):
    """A practice in a place; both days belong to the time, and one that is left out is open."""

    practice: Annotated[str, Field(min_length=1, max_length=20)]
    place: PlaceName
    start: Day | None = None
    end: Day | None = None


class PlacesIn(Given):
    """Which practices make up which places, and by which practice data they are worked.

    Args:
        data: Practice data by its key.
        icb: The ICB whose practices are shared out.
        by: A ready-made grouping of the data.
        members: Places of one's own, a practice and its place in each row. Either by or members is given.
        on: The day of the membership; by default, memberships that have not ended.
        remainder: The name of a place for all other practices.
        cross_border: Places that may cross the ICB's border.
    """

    data: Key
    icb: IcbCode
    by: Grouping | None = None
    members: Annotated[list[MemberIn], Field(min_length=1, max_length=MOST_PRACTICES)] | None = None
    on: Day | None = None
    remainder: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    cross_border: Annotated[list[PlaceName], Field(max_length=100)] = Field(default_factory=list)

    @model_validator(mode="after")
    def one_membership(self) -> Self:
        """Refuse both a grouping and members, or neither."""
        if (self.by is None) == (self.members is None):
            raise BadInput(Problem("the places are given twice or not at all", do="give either by or members"))
        return self


class GateOut(Schema):
    """Whether the places are a partition, and everything that was found."""

    verdict: Verdict
    counts: dict[str, int]
    findings: list[Finding]


class FileOut(Schema):
    """A file by name and hash."""

    name: str
    sha256: str


class PlacesOut(Schema):
    """What the gate found, indices of need, and pounds.

    Args:
        notice: What must be said wherever fictional data is shown; empty for real data.
        places: One row for each place: people, weighted people, and need for each person against ICB and England.
        budgets: One line for each place and stream, and for what is kept apart, in pence; null where no amounts are
            known.
        amounts_from: Where the ICB's amounts come from.
    """

    data: str
    notice: str
    file: FileOut
    year: str | None
    year_known_because: str
    edition: str | None
    by: str
    icb: str
    gate: GateOut
    places: list[dict[str, Any]]
    cross_border: list[dict[str, Any]]
    amounts_from: str | None
    budgets: list[dict[str, Any]] | None
    movements: list[dict[str, Any]]
    notes: list[str]


@router.get("/practice-data", response=AllPracticeDataOut, summary="Practice data held here")
def all_practice_data(request: HttpRequest) -> HttpResponse:
    """Wealdmarch, which is fictional, and the practice files of the installation's data folder."""
    return reply({"items": [_shown(each) for each in data_sets()]})


@router.post("/places", response=PlacesOut, summary="Fair shares of places")
@takes(MOST_BYTES)
def places(request: HttpRequest, asked: PlacesIn) -> HttpResponse:
    """Sort the practices of an ICB into places: the gate, need for each person, and fair shares in pounds.

    Nothing is stored. A practice in two places or in none is reported, and kept in a remainder.
    """
    data = data_set(asked.data)
    notice = BANNER if data.fictional else ""
    return reply({"data": data.key, "notice": notice, **_worked(data, asked).to_json()})


def _worked(data: DataSet, asked: PlacesIn) -> PlaceReport:
    file = practices(data)
    sizes = value_for("allocations.places.believable", file.year) if file.year else None
    icb = asked.icb.strip().upper()
    if icb == ALL.upper():
        do = "name its code; `commonweal allocations places` works every ICB at once"
        raise BadInput(Problem("places are worked for one ICB at a time here", given=asked.icb, do=do))
    return place_report(
        file,
        membership(data, asked.by) if asked.by else _members(asked.members or []),
        icb=icb,
        on=asked.on,
        cross_border=asked.cross_border,
        remainder=asked.remainder.strip(),
        sizes=ListSizes.from_rule(sizes) if sizes else BELIEVABLE,
        amounts=amounts(data, icb),
    )


def _members(rows: list[MemberIn]) -> Membership:
    """The rows as a membership.

    Raises:
        BadInput: A time ends before it starts; with every such row.
    """
    problems = [
        Problem(
            "the membership ends before it starts", given=f"{row.start} to {row.end}", row=number, do="swap the days"
        )
        for number, row in enumerate(rows, start=1)
        if _is_backward(row.start, row.end)
    ]
    if problems:
        raise BadInput(problems)
    spells = tuple(
        Spell(row.practice.strip().upper(), row.place.strip(), row.start, row.end, number)
        for number, row in enumerate(rows, start=1)
    )
    return Membership(spells, {}, "place", "the members that were sent")


def _is_backward(start: date | None, end: date | None) -> bool:
    return start is not None and end is not None and end < start


def _shown(data: DataSet) -> dict[str, Any]:
    file = practices(data)
    return {
        "key": data.key,
        "title": data.title,
        "sha256": data.sha256,
        "fictional": data.fictional,
        "year": file.year,
        "edition": file.file_year.edition,
        "practices": len(file),
        "icbs": sorted(file.areas["icb"].keys),
        "groupings": groupings(data),
    }
