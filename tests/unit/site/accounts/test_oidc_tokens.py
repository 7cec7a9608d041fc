"""Tokens that do not hold let nobody in."""

from __future__ import annotations

import base64
import hmac
import json
import time

import pytest
from tests.unit.site.accounts.oidc_journey import come_back, go, signed_in, words
from tests.unit.site.accounts.oidc_provider import CLIENT, SECRET, STRANGER

from commonweal.site.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


BAD_TOKENS = {
    "wrong nonce": {"claims": {"nonce": "another"}},
    "no nonce": {"claims": {"nonce": None}},
    "wrong audience": {"claims": {"aud": "another-service"}},
    "no audience": {"claims": {"aud": None}},
    "ours among audiences, for another party": {"claims": {"aud": [CLIENT, "another"], "azp": "another"}},
    "wrong issuer": {"claims": {"iss": "https://evil.example"}},
    "expired": {"claims": {"exp": 1_700_000_000}},
    "no expiry": {"claims": {"exp": None}},
    "issued in the future": {"claims": {"iat": 4_000_000_000, "exp": 4_000_000_300}},
    "not yet good": {"claims": {"nbf": 4_000_000_000}},
    "wrong signature": {"signed_by": STRANGER},
    "no subject": {"claims": {"sub": None}},
    "empty subject": {"claims": {"sub": ""}},
    "subject that is a list": {"claims": {"sub": ["S-1001"]}},
    "access token of another": {"claims": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}},
}


@pytest.mark.parametrize("why", BAD_TOKENS)
def test_token_that_does_not_hold_lets_nobody_in(client, there, linked, why):
    for name, value in BAD_TOKENS[why].items():
        setattr(there, name, value)
    before = AuditEvent.objects.count()
    page = come_back(client, go(client, there))
    assert page.status_code == 403
    assert "It could not be proved who you are" in words(page)
    assert not signed_in(client)
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_token_without_the_provider_s_own_signature_lets_nobody_in(client, there, linked, algorithm, caplog):
    """Unsigned, or signed with the secret that the client holds too, though the provider announces both."""

    def part(content) -> bytes:
        return base64.urlsafe_b64encode(content if isinstance(content, bytes) else json.dumps(content).encode()).rstrip(
            b"="
        )

    def forged(form, authorization):
        begun, now = there.codes.pop(form["code"]), int(time.time())
        claims = {"iss": there.issuer, "aud": CLIENT, "sub": there.subject, "nonce": begun["nonce"]}
        signed = part({"alg": algorithm, "kid": "one"}) + b"." + part({**claims, "iat": now, "exp": now + 300})
        mark = hmac.digest(SECRET.encode(), signed, "sha256") if algorithm == "HS256" else b""
        return 200, {"access_token": "opaque", "id_token": (signed + b"." + part(mark)).decode()}

    there.token = forged
    assert come_back(client, go(client, there)).status_code == 403
    assert not signed_in(client)
