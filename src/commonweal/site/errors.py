"""Pages about errors: what happened, and what the reader can do."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commonweal.problems import BadInput

_log = logging.getLogger("commonweal.site")


class BadInputPages:
    """Middleware that turns an input that cannot be used into a page that lists all that is wrong with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Draw the page for BadInput; leave every other exception to Django."""
        if isinstance(exception, BadInput):
            return render(request, "errors/400.jinja", {"problems": exception.problems}, status=400)
        return None


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself cannot be understood."""
    return render(request, "errors/400.jinja", {"problems": ()}, status=400)


def not_permitted(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the page exists, and this person may not use it. The action's own sentence says what is needed."""
    said = str(exception) if isinstance(exception, PermissionDenied) else ""
    return render(request, "errors/403.jinja", {"said": said}, status=403)


def form_not_accepted(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form came without the mark that proves it was sent from this site."""
    _log.warning("a form was not accepted at %s: %s", request.path, reason)
    return render(request, "errors/form_not_accepted.jinja", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page."""
    return render(request, "errors/404.jinja", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a fault of the program. The page asks nothing of the database, which may be the cause."""
    request.without_account = True  # type: ignore[attr-defined]
    return render(request, "errors/500.jinja", {"without_account": True}, status=500)
