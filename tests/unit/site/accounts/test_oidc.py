"""Single sign-on against a provider on the loopback address: whom it lets in, and where it leads."""

from __future__ import annotations

import base64
import hashlib
import re
import time

import pytest
from django.test import Client
from tests.unit.site.accounts.oidc_journey import BEGIN, RETURN, come_back, go, signed_in, words
from tests.unit.site.accounts.oidc_provider import CLIENT, SECRET

from commonweal.site.accounts import actions, linking, throttle
from commonweal.site.accounts.models import SignInAttempt, SignOnLink, User
from commonweal.site.accounts.roles import ROLES
from commonweal.site.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


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
