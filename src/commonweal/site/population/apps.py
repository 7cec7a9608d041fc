"""Population as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class PopulationConfig(AppConfig):
    """Pages that read published figures; nothing of them is stored in the database."""

    name = "commonweal.site.population"
    label = "population"
    verbose_name = "Population"
