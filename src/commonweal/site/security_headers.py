"""The headers that tell a browser what a page of this site may do."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_FEATURES_NOT_USED = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class SecurityHeaders:
    """Middleware that adds the content security policy and gives each request its nonce.

    It stands outermost, so that pages about errors carry the policy too. The policy is strict: scripts and styles from
    this host only, no inline style, no ``eval``, and one nonce for the single inline script of the page template.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with the headers added."""
        nonce = secrets.token_urlsafe(16)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["Content-Security-Policy"] = (
            f"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
            "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        )
        response["Permissions-Policy"] = _FEATURES_NOT_USED
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        # Set here too for what is answered before the middleware that otherwise sets them, such as a fault of its own.
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in response.cookies:
            # A shared machine, or a proxy on the way, must not keep what one person was shown. That a session came is
            # enough: whether it is still good would have to be asked of the database, which may be what has failed.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
