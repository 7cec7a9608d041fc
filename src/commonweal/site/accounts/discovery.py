"""What a provider of single sign-on says of itself: its addresses and its keys, each asked of the provider alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.site.accounts.provider import Provider, origin

KEPT_SECONDS = 60 * 60


class ProviderFault(Exception):  # noqa: N818  (it tells whose fault it is)
    """The provider cannot be reached, or what it says cannot be used."""


@dataclass(frozen=True)
class Metadata:
    """What of a provider's discovery document is used."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str
    auth_method: str
    algorithms: tuple[str, ...]


# Signed with a key of the provider's own. Never `none`; never HS256, whose key the client would hold too.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
_METHODS = ("client_secret_basic", "client_secret_post")
_kept: dict[tuple[str, str], tuple[float, Any]] = {}
_keeping = threading.Lock()


def metadata(provider: Provider) -> Metadata:
    """The provider's discovery document, kept for an hour.

    Raises:
        ProviderFault: It cannot be had, is of another issuer, or names an address elsewhere.
    """
    address = f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"
    found: Metadata = _keep(provider, "metadata", lambda: _read(provider, fetch_json(address)))
    return found


def keys(provider: Provider, *, afresh: bool = False) -> Mapping[str, Any]:
    """The provider's public keys, kept for an hour.

    Args:
        provider: Whose.
        afresh: Whether to ask again, for a token that names a key not seen before.
    """
    address = metadata(provider).jwks_uri
    found: Mapping[str, Any] = _keep(provider, "keys", lambda: fetch_json(address), afresh=afresh)
    return found


def forget() -> None:
    """Ask the provider again at the next need."""
    with _keeping:
        _kept.clear()


def fetch_json(address: str) -> Mapping[str, Any]:
    """What stands at an address of the provider.

    Raises:
        ProviderFault: There is no answer, or it is no JSON object.
    """
    import requests

    from commonweal.site.accounts.provider_session import bounded

    try:
        with bounded(requests.Session()) as session:
            answer = session.get(address, headers={"Accept": "application/json"})
            answer.raise_for_status()
            found = answer.json()
    except (requests.RequestException, ValueError) as fault:
        raise ProviderFault(f"{address} gives no answer that can be used ({type(fault).__name__})") from fault
    if not isinstance(found, dict):
        raise ProviderFault(f"{address} answers with something else than a JSON object")
    return found


def _keep(provider: Provider, what: str, ask: Any, *, afresh: bool = False) -> Any:
    name, now = (provider.issuer, what), time.monotonic()
    with _keeping:
        since, found = _kept.get(name, (0.0, None))
    if found is not None and not afresh and now - since < KEPT_SECONDS:
        return found
    found = ask()
    with _keeping:
        _kept[name] = (now, found)
    return found


def _read(provider: Provider, document: Mapping[str, Any]) -> Metadata:
    if document.get("issuer") != provider.issuer:
        raise ProviderFault(
            f"the discovery document is of the issuer {str(document.get('issuer'))[:200]!r}, "
            f"and COMMONWEAL_OIDC_ISSUER names {provider.issuer!r}: the two must be the same to the letter"
        )
    methods = document.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    usable = [method for method in _METHODS if isinstance(methods, list) and method in methods]
    if provider.client_secret and not usable:
        raise ProviderFault(f"the provider takes a client's secret in no way that is known here: {methods!r:.200}")
    announced = document.get("id_token_signing_alg_values_supported", ["RS256"])
    algorithms = tuple(name for name in _ALGORITHMS if isinstance(announced, list) and name in announced)
    if not algorithms:
        raise ProviderFault(f"the provider signs in no way that is taken here: {announced!r:.200}")
    return Metadata(
        _address(provider, document, "authorization_endpoint"),
        _address(provider, document, "token_endpoint"),
        _address(provider, document, "jwks_uri"),
        _address(provider, document, "end_session_endpoint") if document.get("end_session_endpoint") else "",
        usable[0] if provider.client_secret else "none",
        algorithms,
    )


def _address(provider: Provider, document: Mapping[str, Any], name: str) -> str:
    """An address in the document, which must be at the very host that the administrator named."""
    address = document.get(name)
    if not isinstance(address, str) or origin(address) is None or origin(address) != origin(provider.issuer):
        raise ProviderFault(
            f"{name} of the discovery document is {str(address)[:200]!r}, which is not at the host of the issuer"
        )
    return address
