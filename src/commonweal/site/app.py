"""The site as one Django application: it finds each room's permissions when it starts."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SiteConfig(AppConfig):
    """Reads the ``permissions`` module of every room, which registers who may do what."""

    name = "commonweal.site"
    label = "commonweal"
    verbose_name = "Commonweal"

    def ready(self) -> None:
        """Register the permissions of all rooms."""
        autodiscover_modules("permissions")
