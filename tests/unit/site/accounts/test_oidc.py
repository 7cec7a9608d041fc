"""Single sign-on against a provider on the loopback address: whom it lets in, and everything that it does not take."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

pytest.importorskip("authlib", reason="single sign-on is not installed: pip install 'commonweal[oidc]'")

from tests.unit.site.accounts.oidc_provider import CLIENT, SECRET, STRANGER, serve

from commonweal.problems import BadInput
from commonweal.site.accounts import actions, discovery, linking, throttle
from commonweal.site.accounts.models import SignInAttempt, SignOnLink, User
from commonweal.site.accounts.provider import Provider
from commonweal.site.accounts.roles import ROLES
from commonweal.site.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
BEGIN, RETURN = "/account/single-sign-on/", "/account/single-sign-on/return/"


@pytest.fixture
def there(settings, monkeypatch):
    """The provider, and a site that is set up for it."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    provider, server = serve()
    settings.SINGLE_SIGN_ON = Provider(provider.issuer, CLIENT, SECRET, name="Care Identity")
    discovery.forget()
    yield provider
    server.shutdown()
    server.server_close()
    discovery.forget()


@pytest.fixture
def linked(there, account, operator):
    """An account of a secretary, linked by subject."""
    user = account("secretary", "company_secretary", "QWM")
    linking.link(by=operator, account=user, issuer=there.issuer, subject=there.subject)
    return user


def go(client, there, wanted: str = "") -> str:
    """Begin here, sign in there; the address that the provider sends one back to."""
    page = client.post(BEGIN, {"next": wanted})
    assert page.status_code == 200, page.content.decode()
    address = page["Refresh"].removeprefix("0; url=")
    assert address.startswith(f"{there.issuer}/authorize?")
    return there.authorize({key: values[0] for key, values in parse_qs(urlsplit(address).query).items()})


def come_back(client, address: str):
    return client.get(address.removeprefix("http://testserver"))


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def words(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_linked_person_is_signed_in_and_it_is_recorded(client, there, linked):
    response = come_back(client, go(client, there, "/organisations/"))
    assert (response.status_code, response["Location"]) == (302, "/organisations/")
    event = AuditEvent.objects.order_by("-sequence")[0]
    assert (event.verb, event.actor) == ("accounts.signed_in_by_provider", linked.reference)
    assert there.subject not in str(list(AuditEvent.objects.values()))
    assert "Company secretary" in client.get("/account/").content.decode()
    assert not SignInAttempt.objects.exists()
    assert client.cookies["commonweal_session"]["max-age"] == 12 * 60 * 60


def test_begun_with_pkce_state_and_nonce_that_stay_here(client, there, linked):
    go(client, there)
    asked = there.codes["code-0"]
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"http://testserver{RETURN}"
    assert asked["scope"] == "openid email"
    begun = client.session["sign_on_begun"]
    assert (asked["state"], asked["nonce"]) == (begun["state"], begun["nonce"])
    assert begun["verifier"] not in str(asked)
    assert len({begun["state"], begun["nonce"], begun["verifier"]}) == 3
    assert min(map(len, (begun["state"], begun["nonce"], begun["verifier"]))) >= 43


def test_page_on_the_way_keeps_the_policy_and_works_without_scripts(client, there, linked):
    page = client.post(BEGIN)
    assert "form-action 'self';" in page["Content-Security-Policy"]
    assert re.search(r'<a href="http://127\.0\.0\.1:\d+/realm/authorize\?[^"]+"', page.content.decode())
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_leads_on_within_the_site_only(client, there, linked, wanted):
    assert come_back(client, go(client, there, wanted))["Location"] == "/"


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


def test_key_that_is_new_is_asked_for_once(client, there, linked):
    come_back(client, go(client, there))
    client.logout()
    there.keys_shown = ("one", "two")
    assert come_back(client, go(client, there)).status_code == 302
    assert there.asked.count("keys") == 2
    assert there.asked.count(".well-known/openid-configuration") == 1


def test_unknown_subject_gets_a_clear_page_and_no_account(client, there, account):
    account("other")
    there.claims = {"email": "other@icb.example", "email_verified": True}
    page = come_back(client, go(client, there))
    assert page.status_code == 403
    assert "nobody here has linked you to an account" in words(page)
    assert there.subject in words(page)
    assert User.objects.count() == 1
    assert not SignOnLink.objects.exists()
    assert not signed_in(client)


def test_closed_account_lets_nobody_in(client, there, linked, operator):
    User.objects.filter(pk=linked.pk).update(is_active=False)
    page = come_back(client, go(client, there))
    assert page.status_code == 403
    assert "Your account here is closed" in words(page)
    User.objects.filter(pk=linked.pk).update(is_active=True)
    come_back(client, go(client, there))
    assert signed_in(client)
    actions.close_account(by=operator, account=linked)
    assert client.get("/account/").status_code == 302, "the open session ends with the account"
    assert come_back(client, go(client, there)).status_code == 403
    assert set(SignOnLink.objects.values_list("subject", "email")) == {("", "")}


def test_rights_are_those_of_the_account_whatever_the_token_says(client, there, linked):
    there.claims = {"roles": list(ROLES), "groups": ["administrator"], "scope": "admin"}
    come_back(client, go(client, there))
    assert [(grant.role, grant.organisation_code) for grant in linked.grants.all()] == [("company_secretary", "QWM")]
    assert client.get("/audit/").status_code == 403


def test_verified_address_counts_once_and_then_the_subject(client, there, account, operator):
    anna = account("anna", "analyst")
    linking.link(by=operator, account=anna, issuer=there.issuer, email=" Anna@ICB.example ")
    for unverified in ({}, {"email_verified": False}, {"email_verified": "true"}, {"email_verified": None}):
        there.claims = {"email": "anna@icb.example", **unverified}
        assert come_back(client, go(client, there)).status_code == 403
    there.claims = {"email": "ANNA@icb.example", "email_verified": True}
    assert come_back(client, go(client, there)).status_code == 302
    held = SignOnLink.objects.get()
    assert (held.subject, held.email) == (there.subject, "")
    assert "icb.example" not in str(list(AuditEvent.objects.values()))
    there.subject = "S-2002"  # the address was given to somebody else
    assert come_back(Client(), go(client, there)).status_code == 400
    assert come_back(client, go(client, there)).status_code == 403


def test_what_was_not_begun_here_is_refused(client, there, linked):
    address = go(client, there)
    assert come_back(Client(), address).status_code == 400, "another browser"
    assert come_back(client, address.replace("state=", "state=x")).status_code == 400
    assert come_back(client, address).status_code == 400, "the sign-in was used up"
    assert there.asked.count("token") == 0


@pytest.mark.parametrize(("given", "status"), [("", 302), ("https://evil.example", 400)])
def test_answer_that_names_another_issuer_is_refused(client, there, linked, given, status):
    address = go(client, there)
    page = come_back(client, f"{address}&iss={given or there.issuer}")
    assert page.status_code == status


def test_sign_in_that_took_too_long_is_refused(client, there, linked):
    address = go(client, there)
    session = client.session
    session["sign_on_begun"] = {**session["sign_on_begun"], "at": int(time.time()) - 601}
    session.save()
    assert come_back(client, address).status_code == 400


def test_refusal_at_the_provider_is_told(client, there, linked):
    address = go(client, there)
    page = come_back(client, re.sub(r"code=[^&]+", "error=access_denied", address))
    assert page.status_code == 403
    assert "Care Identity did not sign you in" in words(page)


def test_code_is_taken_once(client, there, linked):
    address = go(client, there)
    there.codes.clear()
    assert come_back(client, address).status_code == 403


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


def test_secret_is_never_shown_or_logged(client, there, linked, caplog, settings):
    there.token_status = 500
    page = come_back(client, go(client, there))
    shown = caplog.text + words(page) + repr(settings.SINGLE_SIGN_ON) + str(list(AuditEvent.objects.values()))
    assert SECRET not in shown
    assert "code-0" not in caplog.text


def test_sign_ins_that_never_come_back_are_slowed_down(client, there, linked, monkeypatch):
    monkeypatch.setattr(throttle, "MOST_FOR_ADDRESS", 3)
    for _ in range(3):
        client.post(BEGIN)
    assert client.post(BEGIN).status_code == 429
    come_back(client, there.authorize(_asked(client)))
    assert client.post(BEGIN).status_code == 200, "one came back"


def _asked(client) -> dict[str, str]:
    begun = client.session["sign_on_begun"]
    challenge = base64.urlsafe_b64encode(hashlib.sha256(begun["verifier"].encode()).digest()).rstrip(b"=").decode()
    here = f"http://testserver{RETURN}"
    return {"state": begun["state"], "nonce": begun["nonce"], "code_challenge": challenge, "redirect_uri": here}


def test_signing_out_ends_the_session_and_points_to_the_provider(client, there, linked):
    come_back(client, go(client, there))
    page = client.post("/account/sign-out/")
    assert "You may still be signed in at Care Identity" in words(page)
    assert f"{there.issuer}/end?client_id={CLIENT}" in page.content.decode()
    assert not signed_in(client)
    client.force_login(linked)
    assert client.post("/account/sign-out/")["Location"] == "/", "who came by password is not sent there"


def test_begin_refuses_a_forged_form_and_a_link(there):
    client = Client(enforce_csrf_checks=True)
    assert client.post(BEGIN).status_code == 403
    assert client.get(BEGIN).status_code == 405
    assert there.asked == []


def test_sign_in_page_offers_it_only_where_it_is_set_up(client, there, settings):
    assert "Sign in with Care Identity" in words(client.get("/account/sign-in/"))
    settings.SINGLE_SIGN_ON = None
    assert "single-sign-on" not in client.get("/account/sign-in/").content.decode()
    assert client.post(BEGIN).status_code == 404
    assert client.get(RETURN).status_code == 404


class TestLinking:
    def test_only_who_looks_after_accounts_may_and_not_beyond_their_reach(self, there, account):
        from django.core.exceptions import PermissionDenied

        anna = account("anna", "analyst", "QNQ")
        for role in [role for role in ROLES.values() if role.can_be_granted and role.name != "administrator"]:
            with pytest.raises(PermissionDenied):
                linking.link(by=account(role.name, role.name), account=anna, issuer=there.issuer, subject="S")
        with pytest.raises(PermissionDenied):
            linking.link(by=account("near", "administrator", "QOP"), account=anna, issuer=there.issuer, subject="S")
        linking.link(by=account("here", "administrator", "QNQ"), account=anna, issuer=there.issuer, subject="S")

    @pytest.mark.parametrize(
        "given",
        [
            {},
            {"subject": "S", "email": "a@b.example"},
            {"email": "no address"},
            {"subject": "x" * 256},
            {"subject": "\x00"},
        ],
        ids=range(5),
    )
    def test_what_cannot_be_a_link_is_told(self, there, account, operator, given):
        with pytest.raises(BadInput):
            linking.link(by=operator, account=account("anna"), issuer=there.issuer, **given)
        assert not SignOnLink.objects.exists()

    def test_one_person_one_account(self, there, linked, account, operator):
        bola = account("bola")
        with pytest.raises(BadInput, match="Another account"):
            linking.link(by=operator, account=bola, issuer=there.issuer, subject=there.subject)
        with pytest.raises(BadInput, match="linked already"):
            linking.link(by=operator, account=linked, issuer=there.issuer, subject="S-9")
        linking.unlink(by=operator, account=linked, issuer=there.issuer)
        linking.link(by=operator, account=bola, issuer=there.issuer, subject=there.subject)
        with pytest.raises(BadInput, match="not linked"):
            linking.unlink(by=operator, account=linked, issuer=there.issuer)

    def test_account_without_a_password_is_opened_by_none(self, client, there, operator):
        actions.add_account(by=operator, username="cato", password=None, role="analyst")
        for password in ("", "None", "!"):
            client.post("/account/sign-in/", {"username": "cato", "password": password})
            assert not signed_in(client)

    def test_command(self, there, account, capsys, monkeypatch):
        from commonweal.cli import accounts

        monkeypatch.setattr("commonweal.site.command_line.ready", lambda: None)
        account("anna")
        told = SimpleNamespace(name="anna", subject="S-7", email="")
        for action, says in (("link", "is linked to Care Identity"), ("unlink", "no longer linked")):
            told.action = action
            assert accounts.run(told) == 0
            assert says in capsys.readouterr().out
