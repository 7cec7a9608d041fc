"""Governance as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Handbooks that are kept here, and pages about them."""

    name = "commonweal.site.governance"
    label = "governance"
    verbose_name = "Governance"
