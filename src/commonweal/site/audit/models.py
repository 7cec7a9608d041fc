"""What the chain stores."""

from __future__ import annotations

import json
from typing import Any, ClassVar, NoReturn

from django.db import models

from commonweal.site.audit.chain import Head, Link

_REFUSED = "an audit event is never changed or deleted; record another that says what is now so"


class AppendOnly(TypeError):  # noqa: N818  (it names the law that was broken)
    """Someone tried to change what can only be added to."""


class AuditEvents(models.QuerySet["AuditEvent"]):
    """Events, without the means to change or delete them."""

    def update(self, **_: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnly(_REFUSED)

    def delete(self) -> NoReturn:
        """Refuse."""
        raise AppendOnly(_REFUSED)

    def bulk_update(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnly(_REFUSED)

    def head(self) -> Head:
        """The length of the chain and its last hash."""
        last = self.order_by("-sequence").values_list("sequence", "hash").first()
        return Head(*last) if last else Head(0, "0" * 64)


class AuditEvent(models.Model):
    """One act: when, who, what they did, to what. It names things by reference and has no foreign keys.

    Both hashes are unique, so that two events can never follow the same one, whatever the program does.
    """

    sequence = models.BigIntegerField(primary_key=True)
    format_version = models.PositiveSmallIntegerField()
    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=100, db_index=True)
    verb = models.CharField(max_length=100)
    subject = models.CharField(max_length=300)
    detail_json = models.TextField()
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    objects: ClassVar[models.Manager[AuditEvent]] = AuditEvents.as_manager()

    class Meta:
        """Events in the order in which they happened."""

        ordering = ("sequence",)
        indexes = (models.Index(fields=("verb", "subject"), name="audit_verb_subject"),)

    def __str__(self) -> str:
        return f"{self.sequence}. {self.actor} {self.verb} {self.subject}"

    @property
    def detail(self) -> dict[str, Any]:
        """What else was recorded."""
        read: dict[str, Any] = json.loads(self.detail_json)
        return read

    def link(self) -> Link:
        """All of the event that is hashed."""
        return Link(
            sequence=self.sequence,
            format_version=self.format_version,
            at=self.at,
            actor=self.actor,
            verb=self.verb,
            subject=self.subject,
            detail_json=self.detail_json,
            previous_hash=self.previous_hash,
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new event; refuse to store one again."""
        if not self._state.adding:
            raise AppendOnly(_REFUSED)
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnly(_REFUSED)
