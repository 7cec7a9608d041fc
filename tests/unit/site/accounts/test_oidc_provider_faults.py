"""A provider that gives no answer, or one that points elsewhere."""

from __future__ import annotations

import pytest
from tests.unit.site.accounts.oidc_journey import BEGIN, come_back, go, signed_in, words
from tests.unit.site.accounts.oidc_provider import CLIENT

from commonweal.site.accounts.provider import Provider

pytestmark = pytest.mark.django_db


DOWN = {
    "error": (503, {}, b"busy"),
    "page": (200, {"Content-Type": "text/html"}, b"<html>a gateway"),
    "elsewhere": (302, {"Location": "http://127.0.0.1:9/"}, b""),
    "list": (200, {}, b"[]"),
    "bomb": (200, {"Content-Type": "application/json"}, b'{"x": "' + b"x" * 1_100_000 + b'"}'),
}


@pytest.mark.parametrize("how", DOWN)
@pytest.mark.parametrize("what", [".well-known/openid-configuration", "token", "keys"])
def test_provider_that_gives_no_answer_is_told_so(client, there, linked, what, how):
    there.answers = {what: DOWN[how]}
    page = client.post(BEGIN)
    if what != ".well-known/openid-configuration":
        page = come_back(client, go(client, there))
    assert page.status_code == 502
    assert "Care Identity cannot be reached" in words(page)
    assert not signed_in(client)


def test_provider_that_is_down_is_told_so(client, there, linked, settings):
    settings.SINGLE_SIGN_ON = Provider("http://127.0.0.1:9/realm", CLIENT)
    assert client.post(BEGIN).status_code == 502


ELSEWHERE = {
    "issuer": {"issuer": "https://evil.example"},
    "issuer with a slash": {"issuer": "http://127.0.0.1/realm/"},
    "token endpoint": {"token_endpoint": "https://evil.example/token"},
    "keys": {"jwks_uri": "https://evil.example/keys"},
    "page": {"authorization_endpoint": "javascript:alert(1)"},
    "sign-out": {"end_session_endpoint": "https://evil.example/out"},
    "no endpoint": {"token_endpoint": None},
    "signatures": {"id_token_signing_alg_values_supported": ["HS256", "none"]},
    "secrets": {"token_endpoint_auth_methods_supported": ["tls_client_auth"]},
}


@pytest.mark.parametrize("what", ELSEWHERE)
def test_discovery_document_that_is_another_s_or_points_elsewhere_is_refused(client, there, linked, what, caplog):
    there.document = ELSEWHERE[what]
    assert client.post(BEGIN).status_code == 502
    assert "single sign-on: " in caplog.text
    assert there.asked == [".well-known/openid-configuration"]
