"""Operations on saved definitions of places: what was saved, and what its places come to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from commonweal.demo import BANNER
from commonweal.problems import BadInput, Problem
from commonweal.site.allocations import records
from commonweal.site.allocations.api.practice_data import PlacesOut
from commonweal.site.allocations.models import SavedDefinition
from commonweal.site.allocations.place_reports import data_for, report
from commonweal.site.api.problems import NotHere
from commonweal.site.api.replies import reply

router = Router(tags=["Places"])


class DefinitionOut(Schema):
    """A definition of places as it was saved.

    Args:
        by: ``own``, or the ready-made grouping.
        places: Names with lists of practices; empty for a ready-made grouping.
        data_sha256: The hash of the practice data that it was made with.
    """

    title: str
    icb: str
    by: str
    places: dict[str, list[str]]
    remainder: str
    data_title: str
    data_sha256: str


class SavedPlacesOut(Schema):
    """One version of a saved definition, and its results.

    Args:
        is_current: Whether no later version has taken its place.
        other_data: Whether the results are by other practice data, since that of the definition is not held here.
    """

    place_id: UUID
    version: int
    versions: int
    is_current: bool
    saved_at: datetime
    definition: DefinitionOut
    other_data: bool
    results: PlacesOut


class VersionAsked(Schema):
    """Which version is asked for."""

    version: int | None = Field(None, ge=1, le=1_000_000, description="By default the latest")


@router.get("/places/{uuid:place_id}", response=SavedPlacesOut, summary="Saved places")
def saved_places(request: HttpRequest, place_id: UUID, asked: Query[VersionAsked]) -> HttpResponse:
    """A definition of places that somebody saved: the version that holds now or an earlier one, with its results."""
    rows = records.versions(place_id)
    row = _version(rows, asked.version)
    made = records.definition_of(row)
    data = data_for(made)
    if data is None:
        raise BadInput(Problem("no practice data that has the ICB of these places is held here", given=made.data_title))
    results = {
        "data": data.key,
        "notice": BANNER if data.fictional else "",
        **report(data, made).to_json(),
    }
    return reply(
        {
            "place_id": str(row.place_id),
            "version": row.version,
            "versions": len(rows),
            "is_current": row.superseded_at is None,
            "saved_at": row.saved_at.isoformat(),
            "definition": made.to_json(),
            "other_data": data.sha256 != row.data_sha256,
            "results": results,
        }
    )


def _version(rows: list[SavedDefinition], version: int | None) -> SavedDefinition:
    for row in rows:
        if version is None or row.version == version:
            return row
    what = "no places are saved under this address" if not rows else "there is no such version of these places"
    raise NotHere(Problem(what, given="" if version is None else str(version)))
