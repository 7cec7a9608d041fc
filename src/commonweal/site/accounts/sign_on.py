"""Single sign-on by OpenID Connect: the authorisation code flow with PKCE, a state and a nonce."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.site.accounts.discovery import Metadata, ProviderFault, keys, metadata
from commonweal.site.accounts.provider import Provider

LEEWAY_SECONDS = 60
BY_PROVIDER = "signed_in_by_provider"
"""What a session holds under this name: the issuer by whose word it was opened."""

_LONGEST = 255


class TokenRefused(Exception):  # noqa: N818  (it is the token that is at fault)
    """What the provider sent does not prove who somebody is."""


@dataclass(frozen=True)
class Begun:
    """A sign-in that was begun: where to send the person, and what only their session knows."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Identity:
    """Who somebody is by the word of the provider.

    Args:
        issuer: Whose word it is.
        subject: The provider's lasting name for the person.
        email: Their e-mail address, where the provider says that it has verified it; otherwise empty.
    """

    issuer: str
    subject: str
    email: str = ""


def new_state() -> str:
    """What tells one sign-in from all others, and cannot be guessed."""
    return secrets.token_urlsafe(48)


def begin(provider: Provider, return_to: str, state: str) -> Begun:
    """Begin a sign-in.

    Args:
        provider: With whom.
        return_to: The address of this site that the provider sends the person back to.
        state: Which sign-in it is.

    Raises:
        ProviderFault: The provider cannot be reached or used.
    """
    known = metadata(provider)
    nonce, verifier = secrets.token_urlsafe(48), secrets.token_urlsafe(48)
    with _session(provider, known, return_to) as session:
        address, _ = session.create_authorization_url(
            known.authorization_endpoint, state=state, code_verifier=verifier, nonce=nonce
        )
    return Begun(address, state, nonce, verifier)


def finish(provider: Provider, return_to: str, *, code: str, verifier: str, nonce: str) -> Identity:
    """Exchange the code that the person brought back for a signed token, and read who they are.

    Raises:
        ProviderFault: The provider cannot be reached or used.
        TokenRefused: It does not know the code, or its token does not prove what it says.
    """
    import requests
    from authlib.integrations.base_client import OAuthError

    known = metadata(provider)
    try:
        with _session(provider, known, return_to) as session:
            token = session.fetch_token(
                known.token_endpoint, grant_type="authorization_code", code=code, code_verifier=verifier
            )
    except OAuthError as fault:
        raise TokenRefused(f"the provider does not take the code ({str(fault.error)[:80]})") from fault
    except (requests.RequestException, ValueError) as fault:
        raise ProviderFault(f"the token endpoint gives no answer that can be used ({type(fault).__name__})") from fault
    return _identity(provider, _claims(provider, known, token, nonce))


def end_address(provider: Provider, return_to: str) -> str:
    """Where somebody can sign out of the provider too; empty where it offers nothing, or cannot be asked."""
    from authlib.common.urls import add_params_to_uri

    try:
        address = metadata(provider).end_session_endpoint
    except ProviderFault:
        return ""
    given = {"client_id": provider.client_id, "post_logout_redirect_uri": return_to}
    return str(add_params_to_uri(address, given.items())) if address else ""


def _session(provider: Provider, known: Metadata, return_to: str) -> Any:
    from authlib.integrations.requests_client import OAuth2Session

    from commonweal.site.accounts.provider_session import bounded

    return bounded(
        OAuth2Session(
            provider.client_id,
            provider.client_secret or None,
            token_endpoint_auth_method=known.auth_method,
            scope=provider.scope,
            redirect_uri=return_to,
            code_challenge_method="S256",
        )
    )


def _claims(provider: Provider, known: Metadata, token: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
    """The claims of the signed token, each checked that must be.

    Raises:
        TokenRefused: It is not signed by the provider, not for this installation, of another sign-in, or out of date.
    """
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.errors import InvalidKeyIdError, JoseError
    from joserfc.jwk import KeySet
    from joserfc.jws import JWSRegistry

    signed = token.get("id_token")
    if not isinstance(signed, str) or not nonce:
        raise TokenRefused("the provider sent no identity token")
    registry = JWSRegistry(algorithms=list(known.algorithms), strict_check_header=False)
    try:
        try:
            read = jwt.decode(signed, KeySet.import_key_set(keys(provider)), registry=registry)  # type: ignore[arg-type]
        except InvalidKeyIdError:
            # Providers change their keys; a key not seen before is asked for once.
            fresh = KeySet.import_key_set(keys(provider, afresh=True))  # type: ignore[arg-type]
            read = jwt.decode(signed, fresh, registry=registry)
        claims = CodeIDToken(
            read.claims,
            read.header,
            {
                "iss": {"essential": True, "value": provider.issuer},
                "aud": {"essential": True, "value": provider.client_id},
            },
            {"nonce": nonce, "client_id": provider.client_id, "access_token": token.get("access_token")},
        )
        claims.validate(leeway=LEEWAY_SECONDS)
    except JoseError as fault:
        raise TokenRefused(f"the identity token is not good: {fault.error}") from fault
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise TokenRefused(f"the identity token cannot be read ({type(fault).__name__})") from fault
    return dict(claims)


def _identity(provider: Provider, claims: Mapping[str, Any]) -> Identity:
    subject, email = claims.get("sub"), claims.get("email")
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST or not subject.isprintable():
        raise TokenRefused("the identity token names its subject in no way that can be kept")
    # The very value true: a provider that says nothing, or the word "false", has verified nothing.
    verified = claims.get("email_verified") is True and isinstance(email, str) and 0 < len(email) <= _LONGEST
    return Identity(provider.issuer, subject, str(email).strip().casefold() if verified else "")
