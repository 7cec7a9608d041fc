"""The only writer of definitions of places."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from commonweal.allocations.place_definition import PlaceDefinition
from commonweal.problems import BadInput, Problem
from commonweal.site.accounts.authority import require
from commonweal.site.accounts.roles import Permission
from commonweal.site.allocations.models import SavedDefinition
from commonweal.site.allocations.records import fields_of
from commonweal.site.audit.actions import record
from commonweal.site.audit.actors import Actor


def save_places(*, by: Actor, definition: PlaceDefinition, replacing: SavedDefinition | None = None) -> SavedDefinition:
    """Save a definition of places, as the first version or as the next one of another.

    Nothing is overwritten: the version before is superseded and keeps its own address.

    Args:
        by: Who saves it.
        definition: What is saved.
        replacing: The current version that it takes the place of; None for a new definition.

    Returns:
        The row that holds it now.

    Raises:
        PermissionDenied: The actor may not save places of this ICB.
        BadInput: Somebody has saved another version since, or the ICB is not that of the version before.
    """
    row = SavedDefinition(**fields_of(definition))
    require(by, Permission.SAVE_PLACE, row)
    row.saved_by = by.reference
    if replacing is not None and replacing.icb != definition.icb:
        raise BadInput(Problem("a definition stays with its ICB", given=definition.icb, expected=replacing.icb))
    with transaction.atomic():
        if replacing is not None:
            changed = SavedDefinition.objects.current().filter(pk=replacing.pk)
            if not changed.update(superseded_at=timezone.now(), superseded_by=by.reference):
                raise BadInput(
                    Problem(
                        "somebody has saved another version of these places since you opened them",
                        do="open the latest version, and make your change there",
                    )
                )
            row.place_id, row.version = replacing.place_id, replacing.version + 1
        row.save(force_insert=True)
        record(
            by=by,
            verb="allocations.places_saved",
            subject=row.reference,
            detail={
                "version": row.version,
                "icb": row.icb,
                "places": len(definition.places),
                "definition_sha256": definition.digest,
            },
        )
    return row
