"""The views of the pages that need nothing but themselves."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.site.pages.questions import FIVE_QUESTIONS


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The five questions."""
    return render(request, "pages/home.jinja", {"questions": FIVE_QUESTIONS})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What Commonweal is, and what it is not."""
    return render(request, "pages/about.jinja")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "pages/accessibility.jinja")


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """The cookies: only those without which the service could not work."""
    return render(request, "pages/cookies.jinja")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is held about the people who use the service."""
    return render(request, "pages/privacy.jinja")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The icon that browsers ask for at this address whatever a page says."""
    found = finders.find("commonweal/images/favicon.ico")
    if not isinstance(found, str):
        raise Http404("There is no icon.")
    response = HttpResponse(Path(found).read_bytes(), content_type="image/x-icon")
    response["Cache-Control"] = "public, max-age=86400"
    return response
