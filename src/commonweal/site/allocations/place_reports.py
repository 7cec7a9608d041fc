"""Working out a definition of places on practice data: the library does the sums, this names the inputs."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from commonweal.allocations.list_sizes import BELIEVABLE, ListSizes
from commonweal.allocations.membership import Membership
from commonweal.allocations.place_definition import OWN, PlaceDefinition
from commonweal.allocations.place_report import PlaceReport, place_report
from commonweal.allocations.place_spend import PlaceSpend
from commonweal.allocations.policy import Policy
from commonweal.allocations.policy_rules import find_policy, value_for
from commonweal.allocations.practice_columns import STREAM_WEIGHTS
from commonweal.answers import Dates, Evidence, Question, run
from commonweal.calendars import FinancialYear
from commonweal.law import book
from commonweal.problems import BadInput, Problem
from commonweal.reference import facts
from commonweal.site.allocations.data_sets import (
    DataSet,
    amounts,
    data_sets,
    groupings,
    membership,
    practices,
    wealdmarch,
)
from commonweal.site.allocations.fictional_facts import WealdmarchFacts
from commonweal.tables import write_csv
from commonweal.wiring import Asked, archive, registry

MEMBERS_NAME = "places.csv"
"""What the file of members of a definition is called."""


def members_of(data: DataSet, definition: PlaceDefinition) -> Membership:
    """Which place each practice is in."""
    return definition.membership() if definition.by == OWN else membership(data, definition.by)


def report(data: DataSet, definition: PlaceDefinition, spend: PlaceSpend | None = None) -> PlaceReport:
    """All that can be said of the places.

    Args:
        data: The practice data.
        definition: The places.
        spend: What each place spends now, where it is given.

    Raises:
        BadInput: The data has no such ICB or grouping, or the spend cannot be used.
    """
    file = practices(data)
    return place_report(
        file,
        members_of(data, definition),
        icb=definition.icb,
        remainder=definition.remainder,
        sizes=_sizes(file.year),
        amounts=amounts(data, definition.icb),
        spend=spend,
        policies=_policies(file.year) if spend else None,
    )


def data_for(definition: PlaceDefinition) -> DataSet | None:
    """The very data that a definition was made with, else the newest that has its ICB; None where none has."""
    held = data_sets()
    exact = [found for found in held if found.sha256 == definition.data_sha256]
    return next(iter([*exact, *(found for found in held if definition.icb in practices(found).icb_names)]), None)


def ask_of_place(data: DataSet, icb: str, by: str, place: str, stream: str, *, keep: bool = False) -> Asked:
    """Ask what one place's fair share is, and why.

    Args:
        data: The practice data.
        icb: Code of the ICB.
        by: A ready-made grouping of the data.
        place: Code of the place.
        stream: A stream that follows weighted populations of practices.
        keep: Whether the files go into the archive, so that the receipt can be run again here when they have gone.

    Raises:
        BadInput: There is no such grouping, place or stream, or the year of the data is not known.
    """
    if by not in groupings(data):
        raise BadInput(Problem("this data has no such grouping", given=by, expected=", ".join(groupings(data))))
    members = (data.members[by], membership(data, by).sha256) if by in data.members else None
    return _ask(data, icb, by, place, stream, members=members, keep=keep)


def ask_of_saved_place(
    data: DataSet, definition: PlaceDefinition, place: str, stream: str, *, keep: bool = False
) -> Asked:
    """Ask what the fair share of one place of a definition is, and why.

    Places of one's own are read from a file of members, as on the command line. Nothing else holds that file, so it
    goes into the archive whether or not the practice data does.

    Args:
        data: The practice data.
        definition: The places.
        place: One of its names, or the code of a place where the grouping is ready-made.
        stream: A stream that follows weighted populations of practices.
        keep: Whether the practice data goes into the archive too.

    Raises:
        BadInput: There is no such place or stream, or the year of the data is not known.
    """
    if definition.by != OWN and not definition.remainder:
        return ask_of_place(data, definition.icb, definition.by, place, stream, keep=keep)
    by, members = definition.by, None
    if by == OWN:
        by, members = "place", kept_members(definition)
    elif by in data.members:
        members = (data.members[by], membership(data, by).sha256)
    return _ask(data, definition.icb, by, place, stream, members=members, remainder=definition.remainder, keep=keep)


def members_file(definition: PlaceDefinition) -> bytes:
    """The places of a definition as a file of members: a practice and its place on each row.

    Example:
        >>> from commonweal.allocations.place_definition import DefinedPlace
        >>> north = DefinedPlace("North", ("P1", "P2"))
        >>> members_file(PlaceDefinition(title="A", icb="Q1", by="own", places=(north,))).decode("utf-8-sig").split()
        ['Practice', 'code,Place', 'P1,North', 'P2,North']
    """
    rows = [{"Practice code": code, "Place": place.name} for place in definition.places for code in place.practices]
    stream = io.BytesIO()
    write_csv(stream, rows, ["Practice code", "Place"])
    return stream.getvalue()


def kept_members(definition: PlaceDefinition) -> tuple[Path, str]:
    """The file of members in the archive, put there at first use: its path and its hash."""
    content = members_file(definition)
    sha256 = hashlib.sha256(content).hexdigest()
    kept = archive().path(sha256)
    if kept is None:
        with tempfile.TemporaryDirectory() as folder:
            draft = Path(folder) / MEMBERS_NAME
            draft.write_bytes(content)
            archive().keep(draft)
        kept = archive().path(sha256)
    if kept is None:
        raise BadInput(Problem("the file of members could not be kept", file=MEMBERS_NAME))
    return kept, sha256


def _ask(
    data: DataSet,
    icb: str,
    by: str,
    place: str,
    stream: str,
    *,
    members: tuple[Path, str] | None,
    remainder: str = "",
    keep: bool,
) -> Asked:
    file = practices(data)
    if file.year is None:
        raise BadInput(Problem("the year of this practice data is not known", given=data.title))
    paths, named = {data.sha256: data.path}, None
    if members is not None:
        path, sha256 = members
        paths[sha256] = path
        # In the archive a file's name is its hash.
        named = {"name": MEMBERS_NAME if path.name == sha256 else path.name, "sha256": sha256}
    if keep:
        for path in paths.values():
            archive().keep(path)
    inputs: dict[str, Any] = {
        "practices": {"name": data.path.name, "sha256": data.sha256},
        "members": named,
        "by": by.replace("_", "-"),
        "icb": icb,
        "place": place,
        "year": file.year,
        "stream": stream,
        "on": None,
        "remainder": remainder,
        "cross_border": [],
    }
    text = f"What is the fair share of {place} in {icb} in {file.year}, and why?"
    dates = Dates.on(FinancialYear(file.year).start)
    question = Question("allocations.place_fair_share", inputs, text, dates)
    known = WealdmarchFacts(wealdmarch().allocations) if data.fictional else facts
    evidence = Evidence(rules=book(), facts=known, datasets=_Held(paths), dates=dates)
    return Asked(question, run(question, evidence, registry=registry()), evidence)


class _Held:
    """The files of a data set, by their hashes."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        self._paths = paths

    def path(self, sha256: str) -> Path | None:
        """The file with these bytes, or None."""
        return self._paths.get(sha256)


def _sizes(year: str | None) -> ListSizes:
    value = value_for("allocations.places.believable", year) if year else None
    return ListSizes.from_rule(value) if value else BELIEVABLE


def _policies(year: str | None) -> dict[str, Policy]:
    if year is None:
        return {}
    found = {stream: find_policy(stream, year) for stream in STREAM_WEIGHTS}
    return {stream: policy[0] for stream, policy in found.items() if policy is not None}
