"""Backups: one file that holds all of an installation, for either database, and a restore that proves it first."""

from commonweal.site.backups.restoring import Restored, check, restore
from commonweal.site.backups.writing import Written, write

__all__ = ["Restored", "Written", "check", "restore", "write"]
