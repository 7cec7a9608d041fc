"""Accounts as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts and the roles that they are granted."""

    name = "commonweal.site.accounts"
    label = "accounts"
    verbose_name = "Accounts"
