"""What operations on a system's own people share: which aggregates are told, and what is said with every table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Schema
from pydantic import Field

from commonweal.population.aggregates import LEVELS, TABLES, PopulationAggregates
from commonweal.problems import BadInput, Problem
from commonweal.site.api.description import error
from commonweal.site.api.given import NO_NUL, Day, Listing
from commonweal.site.api.problems import NotHere
from commonweal.site.api.replies import CSV, PageOut, reply_list
from commonweal.site.population.kept import current_aggregates
from commonweal.site.population.own_people.drafts import caution

OWN_REPLIES = {"responses": {**CSV["responses"], 404: error("No aggregates are kept, or no area has this code")}}
"""Says in the description that an operation also replies in CSV, and what it says where nothing is kept."""

MEANING = "A count of 0 is a small count that the rule hides; null is not shown, so that nobody can be found by it."
FICTIONAL = "These people are made up."

Level = Literal["system", "place", "pcn", "practice"]


class OwnAsked(Listing):
    """An area, and which part of the table."""

    level: Level = Field("system", description="What to list")
    code: str = Field("", max_length=20, description="Only this area; every area of the level without it")
    system: str = Field(
        "", max_length=20, pattern=NO_NUL, description="Whose people; without it those that were kept last"
    )


class ConditionsAsked(OwnAsked):
    """An area, a condition and a day."""

    condition: str = Field("", max_length=60, description="Only this condition")
    on: Day | None = Field(None, description="Only the figures of this day; of every day without it")

    @property
    def columns(self) -> dict[str, str]:
        """What columns have to be."""
        return {"condition": self.condition, "on": self.on.isoformat() if self.on else ""}


class OwnOut(PageOut):
    """A table of a system's own people that has been through disclosure control.

    Args:
        system: Code of the system.
        title: Its name.
        fictional: Whether its people are made up.
        as_of: The day of the figures.
        rule: How small counts are hidden.
        meaning: What nought and null mean.
        note: How the table was made, and what it must not be taken for.
        method: Versions of the codelist, score, segments and standard population, with their hashes.
        made_by: The version of Commonweal that made it.
        digest: Hash of the whole of the aggregates.
        units: Of each column with numbers.
    """

    system: str
    title: str
    fictional: bool
    as_of: str
    rule: str
    meaning: str
    note: str
    method: dict[str, Any]
    made_by: str
    digest: str
    units: dict[str, str]


class AreaPart(Schema):
    """Where a row is of."""

    level: Level
    code: str


def own(system: str = "") -> PopulationAggregates:
    """The aggregates that were kept last.

    Raises:
        NotHere: None are kept, or none of the system.
    """
    found = current_aggregates(system.upper())
    if found is None:
        whose = "this system's own people" if system else "a system's own people"
        raise NotHere(
            Problem(
                f"no aggregates of {whose} are kept here",
                given=system,
                do="`commonweal population publish` puts some here; `commonweal population demo` makes some up",
            )
        )
    return found


def reply_own(
    request: HttpRequest, asked: OwnAsked, table: str, units: Mapping[str, str], **wanted: str
) -> HttpResponseBase:
    """A table at a level.

    Args:
        request: Names the address.
        asked: The area, and which part in which form.
        table: Its name.
        units: By column.
        wanted: What a column has to be; a value that is empty asks for nothing.

    Raises:
        NotHere: Nothing is kept, the table is not among what is, or no area has the code.
        BadInput: The table is not worked at this level, or has no such value.
    """
    found = own(asked.system)
    if table in found.missing:
        raise NotHere(Problem("this table is not among those that were made", given=table, do=found.missing[table]))
    rows = found.rows(table, level=asked.level)
    if not rows:
        held = set(found.table(table)["level"])
        raise BadInput(
            Problem(
                "this table is not worked at this level",
                given=asked.level,
                expected="one of " + ", ".join(level for level in LEVELS if level in held),
            )
        )
    code = asked.code.upper()
    if code and found.area(asked.level, code) is None:
        raise NotHere(Problem(f"no {asked.level} of {found.manifest.title} has this code", given=asked.code))
    for key, value in wanted.items():
        known = {row[key] for row in rows}
        if value and value not in known:
            raise BadInput(
                Problem(f"the table has no such {key}", given=value, expected="one of " + ", ".join(sorted(known)))
            )
    asked_for = {key: value for key, value in {"code": code, **wanted}.items() if value}
    rows = [row for row in rows if all(row[key] == value for key, value in asked_for.items())]
    return reply_list(
        request,
        asked,
        rows,
        lambda row: row,
        name="-".join(filter(None, (found.manifest.system.lower(), table, asked.level, code.lower()))),
        columns=TABLES[table],
        further=told_of(found, table) | {"units": dict(units)},
    )


def told_of(found: PopulationAggregates, table: str) -> dict[str, Any]:
    """What is said with a table of the aggregates."""
    manifest = found.manifest
    told = (table, "geography") if table == "areas" else (table,)
    note = " ".join(words for name in told if (words := manifest.notes.get(name, "")))
    return {
        "system": manifest.system,
        "title": manifest.title,
        "fictional": manifest.fictional,
        "as_of": manifest.as_of,
        "rule": manifest.rule,
        "meaning": MEANING,
        "note": f"{FICTIONAL if manifest.fictional else caution(manifest)} {note}".strip(),
        "method": dict(manifest.versions),
        "made_by": manifest.made_by,
        "digest": manifest.digest,
    }
