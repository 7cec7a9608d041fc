"""How large a request may be, asked before any of it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_LONGEST_NUMBER = 15


class RequestBounds:
    """Middleware that refuses a request whose body is larger than any form of the site sends.

    Views set the limits of their own files, but a form's mark against forgery is looked for in the body before a view
    is asked, and by then all of it would lie on the disk. It stands inside what turns errors of the API into JSON.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or refuse it unread."""
        declared = str(request.META.get("CONTENT_LENGTH") or "0")
        is_number = declared.isascii() and declared.isdigit() and len(declared) <= _LONGEST_NUMBER
        if is_number and int(declared) <= settings.LARGEST_REQUEST_BYTES:
            return self.get_response(request)
        most = settings.LARGEST_REQUEST_BYTES // 1_048_576
        return render(request, "errors/413.jinja", {"most": most, "without_account": True}, status=413)
