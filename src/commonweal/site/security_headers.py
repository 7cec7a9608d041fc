"""The headers that tell a browser what a page of this site may do."""

from __future__ import annotations

import secrets
from collections.abc import Callable

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
        if _is_signed_in(request):
            # A shared machine, or a proxy on the way, must not keep what one person was shown.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def _is_signed_in(request: HttpRequest) -> bool:
    # Asked only of requests that brought a session: the question would otherwise cost each page a look-up.
    user = getattr(request, "user", None)
    session = getattr(request, "session", None)
    return bool(session is not None and session.session_key and user is not None and user.is_authenticated)
