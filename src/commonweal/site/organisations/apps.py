"""Organisations as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Pages that read the register; nothing of it is stored in the database."""

    name = "commonweal.site.organisations"
    label = "organisations"
    verbose_name = "Organisations"
