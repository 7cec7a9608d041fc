"""What is stored of aggregates: which folder, of which system and day, and who put it here."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils import timezone


class KeptAggregates(models.Model):
    """Aggregates that were put on the pages. The tables are Parquet in a folder named by the digest, and never change.

    Args:
        digest: Of the manifest, which holds the hash of each file.
        system, title, fictional, as_of: As in the manifest.
        organisation_code: The organisation for which roles are asked: the system.
        taken_down_at, taken_down_by: When and by whom they were taken off the pages; empty while they may stand there.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    system = models.CharField(max_length=20, db_index=True)
    title = models.CharField(max_length=200)
    fictional = models.BooleanField()
    as_of = models.DateField()
    organisation_code = models.CharField(max_length=20)
    kept_at = models.DateTimeField(default=timezone.now)
    kept_by = models.CharField(max_length=100)
    taken_down_at = models.DateTimeField(null=True, default=None)
    taken_down_by = models.CharField(max_length=100, default="", blank=True)

    class Meta:
        """Newest first."""

        ordering: ClassVar[Any] = ("-kept_at", "digest")

    def __str__(self) -> str:
        return f"aggregates of {self.title} on {self.as_of}"

    @property
    def reference(self) -> str:
        """The lasting name that the audit chain holds."""
        return f"aggregates:{self.digest}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep new aggregates; refuse to change what was kept."""
        if not self._state.adding:
            raise TypeError("aggregates that were kept never change; newer ones take their place on the pages")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse."""
        raise TypeError("aggregates that were kept are never deleted; take them down instead")
