"""Population as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class PopulationConfig(AppConfig):
    """Pages that read published figures and aggregates of runs; the database holds which aggregates are kept."""

    name = "commonweal.site.population"
    label = "population"
    verbose_name = "Population"
