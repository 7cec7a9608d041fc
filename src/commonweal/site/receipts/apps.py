"""Receipts as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class ReceiptsConfig(AppConfig):
    """The receipts that this installation issued."""

    name = "commonweal.site.receipts"
    label = "receipts"
    verbose_name = "Receipts"
