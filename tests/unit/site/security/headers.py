"""The headers that every answer of the site has."""

from __future__ import annotations

POLICY = (
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)


def check_headers(name: str, response, signed_in: bool) -> None:
    policy = response["Content-Security-Policy"]
    assert all(part in policy for part in POLICY), name
    assert "unsafe" not in policy, name
    assert response["X-Content-Type-Options"] == "nosniff", name
    assert response["Referrer-Policy"] == "same-origin", name
    assert response["X-Frame-Options"] == "DENY", name
    assert response["Cross-Origin-Resource-Policy"] == "same-origin", name
    assert "Server" not in response, name
    if signed_in and name != "favicon":
        assert "no-store" in response["Cache-Control"], name
