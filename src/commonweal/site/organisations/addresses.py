"""Where the pages about bodies are."""

from __future__ import annotations

from datetime import date

from django.urls import reverse


def address(code: str, on: date | None = None, page: str = "body") -> str:
    """The page of a body, kept on the day that is asked about."""
    found = reverse(f"organisations:{page}", args=[code])
    return f"{found}?on={on.isoformat()}" if on else found
