"""Rows of saved definitions as the library's values, and back."""

from __future__ import annotations

import json
from typing import Any

from commonweal.allocations.place_definition import PlaceDefinition, places_from_json
from commonweal.site.allocations.models import SavedDefinition


def definition_of(row: SavedDefinition) -> PlaceDefinition:
    """The definition that a row holds."""
    return PlaceDefinition(
        title=row.title,
        icb=row.icb,
        by=row.by,
        places=places_from_json(json.loads(row.places_json)),
        remainder=row.remainder,
        data_title=row.data_title,
        data_sha256=row.data_sha256,
    )


def fields_of(definition: PlaceDefinition) -> dict[str, Any]:
    """The fields of a row that hold a definition."""
    held = definition.to_json()
    return {
        "title": definition.title,
        "icb": definition.icb,
        "by": definition.by,
        "places_json": json.dumps(held["places"], ensure_ascii=False),
        "remainder": definition.remainder,
        "data_title": definition.data_title,
        "data_sha256": definition.data_sha256,
        "organisation_code": definition.icb,
    }


def current(place_id: Any) -> SavedDefinition | None:
    """The version of a definition that holds now."""
    found: SavedDefinition | None = SavedDefinition.objects.current().filter(place_id=place_id).first()
    return found


def versions(place_id: Any) -> list[SavedDefinition]:
    """Every version of a definition, the newest first."""
    return list(SavedDefinition.objects.filter(place_id=place_id).order_by("-version"))


def latest(most: int = 20) -> list[SavedDefinition]:
    """The definitions saved last."""
    return list(SavedDefinition.objects.current()[:most])
