"""Addresses of style sheets, scripts and pictures that change when the file does."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage


class DigestedAddresses(StaticFilesStorage):
    """Adds the first characters of the file's SHA-256 to its address, as ``site.css?v=1f0c9a2b``.

    The files are served from the installed package, so that no step has to collect them first, and a new version of the
    package is fetched at once because its addresses are new.
    """

    def url(self, name: str | None) -> str:
        """The address of a file, with its digest when the file exists."""
        address = super().url(name)
        digest = _digest(name or "") if not settings.DEBUG else ""
        return f"{address}?v={digest}" if digest else address


@lru_cache(maxsize=512)
def _digest(name: str) -> str:
    found = finders.find(name)
    if not found:
        return ""
    return hashlib.sha256(Path(str(found)).read_bytes()).hexdigest()[:8]
