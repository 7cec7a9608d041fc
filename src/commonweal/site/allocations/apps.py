"""Allocations as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class AllocationsConfig(AppConfig):
    """Pages that read the allocation library, and the definitions of places that people save."""

    name = "commonweal.site.allocations"
    label = "allocations"
    verbose_name = "Allocations"
