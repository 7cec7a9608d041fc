"""The site as one Django application: it finds each room's permissions, and the words for its acts, when it starts."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SiteConfig(AppConfig):
    """Reads two modules of every room: ``permissions`` (who may do what) and ``events`` (each act in words)."""

    name = "commonweal.site"
    label = "commonweal"
    verbose_name = "Commonweal"

    def ready(self) -> None:
        """Register the permissions and the words of all rooms."""
        autodiscover_modules("permissions", "events")
