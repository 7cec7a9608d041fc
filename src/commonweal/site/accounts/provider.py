"""Whom this installation trusts to say who somebody is: the provider of single sign-on that the environment names."""

from __future__ import annotations

import importlib.util
import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from commonweal.problems import BadInput, Problem, Problems

NEEDED = ("authlib", "joserfc", "requests")
_PORTS = {"https": 443, "http": 80}
_ISSUER = "COMMONWEAL_OIDC_ISSUER"
_OTHERS = (
    "COMMONWEAL_OIDC_CLIENT_ID",
    "COMMONWEAL_OIDC_CLIENT_SECRET",
    "COMMONWEAL_OIDC_NAME",
    "COMMONWEAL_OIDC_SCOPE",
)


@dataclass(frozen=True)
class Provider:
    """A provider of OpenID Connect, such as NHS CIS2 or Entra ID.

    Args:
        issuer: Its address, exactly as its own discovery document and its tokens write it.
        client_id: What it calls this installation.
        client_secret: How this installation proves itself to it; empty for a public client.
        name: What people call it, for the button.
        scope: What is asked of it; ``openid`` alone where people are linked by subject.
    """

    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    name: str = "single sign-on"
    scope: str = "openid email"


def provider(environment: Mapping[str, str] = os.environ) -> Provider | None:
    """The provider that the environment names; None where it names none, and then nothing ever leaves the host.

    Raises:
        BadInput: The settings do not go together, or what single sign-on needs is not installed.

    Example:
        >>> provider({}) is None
        True
    """
    issuer = environment.get(_ISSUER, "").strip()
    given = {name: environment.get(name, "").strip() for name in _OTHERS}
    problems = Problems()
    if not issuer:
        stray = sorted(name for name, value in given.items() if value)
        if stray:
            problems.add(
                f"{' and '.join(stray)} set up single sign-on, and {_ISSUER} does not say with whom",
                do=f"set {_ISSUER}, or unset {'it' if len(stray) == 1 else 'them'}",
            )
        problems.raise_if_any()
        return None
    _check_issuer(issuer, problems)
    if not given["COMMONWEAL_OIDC_CLIENT_ID"]:
        problems.add(
            f"{_ISSUER} is set, and COMMONWEAL_OIDC_CLIENT_ID is not",
            expected="the id under which the provider knows this installation",
            do="set it as the provider gave it when the installation was registered there",
        )
    scope = given["COMMONWEAL_OIDC_SCOPE"] or "openid email"
    if "openid" not in scope.split():
        problems.add("COMMONWEAL_OIDC_SCOPE does not ask for openid", given=scope, expected="such as openid email")
    problems.raise_if_any()
    if any(importlib.util.find_spec(name) is None for name in NEEDED):
        raise BadInput(
            Problem(
                f"{_ISSUER} asks for single sign-on, and what it needs is not installed",
                do="install it with `pip install 'commonweal[oidc]'`, or unset the setting",
            )
        )
    return Provider(
        issuer,
        given["COMMONWEAL_OIDC_CLIENT_ID"],
        given["COMMONWEAL_OIDC_CLIENT_SECRET"],
        given["COMMONWEAL_OIDC_NAME"] or "single sign-on",
        scope,
    )


def origin(address: str) -> tuple[str, str, int] | None:
    """The scheme, host and port of an address; None where it may not be called.

    Example:
        >>> origin("https://id.example:443/realm") == origin("https://ID.example")
        True
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.username or parts.password or not parts.hostname or not _is_guarded(parts):
        return None
    return parts.scheme, parts.hostname.lower(), port or _PORTS[parts.scheme]


def _is_guarded(parts: SplitResult) -> bool:
    """Whether nobody on the way can read it: https, or no way at all."""
    if parts.scheme == "https":
        return True
    try:
        loopback = parts.hostname == "localhost" or ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False
    return parts.scheme == "http" and loopback


def _check_issuer(issuer: str, problems: Problems) -> None:
    if origin(issuer) is None or "?" in issuer or "#" in issuer:
        problems.add(
            f"{_ISSUER} is not the address of a provider",
            given=issuer,
            expected="https://, a host and perhaps a path, as the provider's discovery document writes its issuer",
            do="copy `issuer` from that document; http:// is taken for this machine alone",
        )
