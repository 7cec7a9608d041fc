"""The pages of the audit chain as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class AuditPagesConfig(AppConfig):
    """Pages only: nothing is stored here."""

    name = "commonweal.site.audit_pages"
    label = "audit_pages"
    verbose_name = "Pages of the audit chain"
