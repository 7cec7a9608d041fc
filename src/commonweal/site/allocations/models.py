"""What is stored of definitions of places: every version as it was saved."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone


class SavedDefinitions(models.QuerySet["SavedDefinition"]):
    """Definitions of places."""

    def current(self) -> SavedDefinitions:
        """Those that no later version has superseded."""
        return self.filter(superseded_at__isnull=True)

    def delete(self) -> Any:
        """Refuse: a definition is superseded, never deleted."""
        raise TypeError("a definition of places is superseded, never deleted")


class SavedDefinition(models.Model):
    """One version of a definition of places. ``place_id`` names the definition through all its versions.

    Args:
        title, icb, by, remainder, data_title, data_sha256: As in the library's ``PlaceDefinition``.
        places_json: Names with lists of practices, as JSON.
        organisation_code: The organisation that it belongs to, for which roles are asked: its ICB.
    """

    place_id = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=100)
    icb = models.CharField(max_length=20, db_index=True)
    by = models.CharField(max_length=20)
    places_json = models.TextField()
    remainder = models.CharField(max_length=100, blank=True)
    data_title = models.CharField(max_length=200)
    data_sha256 = models.CharField(max_length=64)
    organisation_code = models.CharField(max_length=20)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.CharField(max_length=100)
    superseded_at = models.DateTimeField(null=True, blank=True)
    superseded_by = models.CharField(max_length=100, blank=True)

    objects: ClassVar[Any] = SavedDefinitions.as_manager()

    class Meta:
        """Newest first; one current version of each."""

        ordering = ("-saved_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("place_id", "version"), name="one_row_for_each_version"),
            models.UniqueConstraint(
                fields=("place_id",), condition=models.Q(superseded_at__isnull=True), name="one_current_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    @property
    def reference(self) -> str:
        """The lasting name that the audit chain holds."""
        return f"place:{self.place_id}"

    def delete(self, *_: Any, **__: Any) -> Any:
        """Refuse."""
        raise TypeError("a definition of places is superseded, never deleted")
