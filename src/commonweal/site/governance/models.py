"""What is stored of handbooks: every row as it was written, under two clocks.

The days on which a row holds are the valid clock (``from_date``, ``to_date``). The moments between which this
installation took it for true are the recorded clock (``recorded_at``, ``superseded_at``). What the fields are, and
which values they may take, the library's row classes say: they lie here as JSON and are never read from here directly.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils import timezone

from commonweal.governance.handbook import TABLES

_REFUSED = "a handbook's row is superseded, ended or withdrawn, never changed or deleted"


class StoredHandbook(models.Model):
    """The handbook of one system.

    Args:
        system: The id of its ICB, which is also the organisation for which roles are asked.
        revision: How many changes it has had; whoever keeps a copy in memory compares it.
    """

    system = models.CharField(max_length=40, unique=True)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """In order of the systems."""

        ordering = ("system",)

    def __str__(self) -> str:
        return f"the handbook of {self.system}"

    @property
    def organisation_code(self) -> str:
        """Whose it is."""
        return self.system

    @property
    def reference(self) -> str:
        """The lasting name that the audit chain holds."""
        return f"handbook:{self.system}"


class State(models.TextChoices):
    """What has become of a stored row."""

    CURRENT = "current", "current"
    SUPERSEDED = "superseded", "superseded by a later version"
    WITHDRAWN = "withdrawn", "withdrawn, with nothing in its place"
    PURGED = "purged", "erased, since it need be kept no longer"


class StoredRows(models.QuerySet["StoredRow"]):
    """Rows of handbooks."""

    def of(self, system: str) -> StoredRows:
        """Those of one system's handbook, in the order in which they were written."""
        return self.filter(system=system).order_by("position", "pk")

    def current(self) -> StoredRows:
        """Those that hold now on the recorded clock."""
        return self.filter(superseded_at__isnull=True)

    def recorded_at(self, moment: datetime) -> StoredRows:
        """Those that this installation took for true at a moment."""
        later = models.Q(superseded_at__isnull=True) | models.Q(superseded_at__gt=moment)
        return self.filter(later, recorded_at__lte=moment)

    def close(self, *, state: State, at: datetime, by: str) -> int:
        """End these rows on the recorded clock; what they say stays as it is.

        Returns:
            How many were current until now.
        """
        return int(super(StoredRows, self.current()).update(state=state, superseded_at=at, superseded_by=by))

    def erase(self, *, salt: str, digest: str) -> int:
        """Take out what a version said that holds no longer, and leave a salted digest of it; see ``purging``."""
        chosen = self.filter(superseded_at__isnull=False)
        gone = {"key_json": "", "fields_json": "", "from_date": None, "to_date": None}
        return int(super(StoredRows, chosen).update(state=State.PURGED, salt=salt, key_digest=digest, **gone))

    def update(self, **_: Any) -> NoReturn:
        """Refuse."""
        raise TypeError(_REFUSED)

    def bulk_update(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse."""
        raise TypeError(_REFUSED)

    def delete(self) -> NoReturn:
        """Refuse."""
        raise TypeError(_REFUSED)


class StoredRow(models.Model):
    """One version of one row of a handbook's table.

    Args:
        system: Whose handbook.
        table: The sheet.
        key_json, key_digest: What tells the row apart from the others of its sheet, as JSON and as its SHA-256.
        version: 1 for the first row of this key; one more for each that supersedes it.
        position: Its place in the sheet, which a later version keeps.
        fields_json: What it says.
        from_date, to_date: First and last day on which it holds, where it has them.
        state, recorded_at, superseded_at: The recorded clock.
        salt: Of a version that was erased, what its digest in ``key_digest`` is salted with; otherwise empty.
    """

    system = models.CharField(max_length=40)
    table = models.CharField(max_length=40, choices=[(name, name) for name in TABLES])
    key_json = models.TextField()
    key_digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    position = models.PositiveIntegerField()
    fields_json = models.TextField()
    from_date = models.DateField(null=True, blank=True)
    to_date = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.CURRENT)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.CharField(max_length=100)
    superseded_at = models.DateTimeField(null=True, blank=True)
    superseded_by = models.CharField(max_length=100, blank=True)
    salt = models.CharField(max_length=64, blank=True)

    objects: ClassVar[Any] = StoredRows.as_manager()

    class Meta:
        """One current version of each row, and no version twice."""

        ordering = ("system", "position", "pk")
        indexes = (models.Index(fields=("system", "position"), name="handbook_in_order"),)
        constraints = (
            models.UniqueConstraint(
                fields=("system", "table", "key_digest", "version"), name="one_row_for_each_handbook_version"
            ),
            models.UniqueConstraint(
                fields=("system", "table", "key_digest"),
                condition=models.Q(superseded_at__isnull=True),
                name="one_current_handbook_row",
            ),
        )

    def __str__(self) -> str:
        return f"{self.table} {self.key_json}, version {self.version}"

    @property
    def organisation_code(self) -> str:
        """The organisation whose handbook it is in."""
        return self.system

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new row; refuse to store one again."""
        if not self._state.adding:
            raise TypeError(_REFUSED)
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse."""
        raise TypeError(_REFUSED)
