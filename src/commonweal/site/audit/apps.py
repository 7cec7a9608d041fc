"""The audit chain as a Django application."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    """Sets the database's own guards after every migration, because altering a table on SQLite drops them."""

    name = "commonweal.site.audit"
    label = "audit"
    verbose_name = "Audit chain"

    def ready(self) -> None:
        """Ask to be called after migrations."""
        post_migrate.connect(_set_guards, sender=self)


def _set_guards(using: str, **_: Any) -> None:
    from commonweal.site.audit import guards

    guards.set_up(using)
