"""One ICB's allocations."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def icb(request: HttpRequest, code: str) -> HttpResponse:
    """One ICB."""
    return HttpResponse(code)
