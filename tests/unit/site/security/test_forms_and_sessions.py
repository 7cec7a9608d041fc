"""Forged forms, cookies, sessions, guessing, and where signing in leads."""

from __future__ import annotations

import datetime
import re
import time

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from commonweal.site.accounts import throttle
from commonweal.site.accounts.models import SignInAttempt, User
from commonweal.site.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

PASSWORD = "grey heron over wet slate"
SIGN_IN, PASSWORD_PAGE = "/account/sign-in/", "/account/password/"


def test_every_address_refuses_a_form_without_its_mark(every_address, account):
    """Whatever the address, signed in or not: a form from elsewhere changes nothing."""
    anna = account("anna", "auditor")
    before = AuditEvent.objects.count(), User.objects.get(pk=anna.pk).password
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(anna)
    accepted = {
        name: status
        for name, address in every_address.items()
        if (status := client.post(address, {"present": PASSWORD, "new": "three quiet weirs at dusk"}).status_code)
        not in (403, 405)
    }
    # These take no form but JSON, and refuse the kind of content first.
    assert {name: status for name, status in accepted.items() if not name.startswith("api:")} == {}
    assert set(accepted.values()) <= {400, 404, 415, 422}
    assert (AuditEvent.objects.count(), User.objects.get(pk=anna.pk).password) == before
    assert client.get("/account/").status_code == 200, "still signed in"


def test_receipt_is_not_issued_by_json_from_elsewhere(account):
    client = Client(enforce_csrf_checks=True)
    client.force_login(account("anna", "analyst"))
    question = (
        '{"calculation": "allocations.icb_allocation", "inputs": {"icb": "QHL", "stream": "core", "year": "2025/26"}}'
    )
    before = AuditEvent.objects.count()
    client.post("/api/receipts", question, content_type="application/json")
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "http://testserver@evil.example/",
        "/%5cevil.example",
        "\x00//evil.example",
    ],
)
def test_signing_in_and_out_lead_nowhere_else(client, account, wanted):
    account("anna")
    response = client.post(SIGN_IN, {"username": "anna", "password": PASSWORD, "next": wanted})
    assert response["Location"] in ("/", "/%5cevil.example")
    again = client.get(SIGN_IN, {"next": wanted})
    assert again["Location"] in ("/", "/%5cevil.example")
    out = client.post("/account/sign-out/", {"next": wanted})
    assert out["Location"] in ("/", "/%5cevil.example")


def test_address_with_two_slashes_is_not_sent_elsewhere(client):
    for address in ("//evil.example/about", "//evil.example", "/\\evil.example/about"):
        assert "evil.example" not in client.get(address).get("Location", "").lstrip("/").removeprefix("%2F")[:12]


def test_cookies_are_kept_from_scripts_and_from_other_sites(client, account):
    account("anna")
    client.get(SIGN_IN)
    client.post(SIGN_IN, {"username": "anna", "password": PASSWORD})
    assert set(client.cookies) == {"commonweal_session", "commonweal_form"}
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert not cookie["domain"]
    assert client.cookies["commonweal_session"]["max-age"] == 12 * 60 * 60


def test_visitor_gets_no_cookie_for_reading(client):
    client.get("/")
    client.get("/about/")
    assert not client.cookies


def test_session_changes_its_name_when_somebody_signs_in(client, account):
    account("anna")
    client.cookies["commonweal_session"] = "a-name-that-somebody-else-chose"
    client.post(SIGN_IN, {"username": "anna", "password": PASSWORD})
    assert client.cookies["commonweal_session"].value != "a-name-that-somebody-else-chose"


def test_session_ends_by_itself_and_what_is_left_of_it_goes(client, account):
    account("anna")
    client.post(SIGN_IN, {"username": "anna", "password": PASSWORD})
    assert client.get("/account/").status_code == 200
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(seconds=1))
    assert client.get("/account/").status_code == 302
    Client().post(SIGN_IN, {"username": "anna", "password": PASSWORD})
    assert Session.objects.count() == 1


def test_new_password_ends_every_other_session(account):
    anna = account("anna")
    here, elsewhere = Client(), Client()
    here.force_login(anna)
    elsewhere.force_login(anna)
    here.post(PASSWORD_PAGE, {"present": PASSWORD, "new": "three quiet weirs at dusk"})
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


def test_changed_secret_key_ends_every_session(client, account, settings):
    client.force_login(account("anna"))
    settings.SECRET_KEY = "another key of thirty-two letters"
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "True-Client-IP"])
def test_guesser_gains_nothing_by_naming_another_address(client, account, header):
    account("anna")
    for number in range(throttle.MOST_FOR_ACCOUNT_AND_ADDRESS):
        client.post(SIGN_IN, {"username": "anna", "password": "wrong"}, headers={header: f"203.0.113.{number}"})
    refused = client.post(SIGN_IN, {"username": "anna", "password": PASSWORD}, headers={header: "203.0.113.99"})
    assert refused.status_code == 429


@pytest.mark.parametrize("name", [" ANNA", "anna ", "Anna", "ａｎｎａ"])
def test_guesser_gains_nothing_by_writing_the_name_otherwise(client, account, name):
    account("anna")
    for _ in range(throttle.MOST_FOR_ACCOUNT_AND_ADDRESS):
        client.post(SIGN_IN, {"username": name, "password": "wrong"})
    refused = client.post(SIGN_IN, {"username": "anna", "password": PASSWORD})
    assert refused.status_code == 429


def test_password_cannot_be_tried_from_a_session_that_was_left_open(client, account):
    client.force_login(account("anna"))
    for _ in range(throttle.MOST_FOR_ACCOUNT_AND_ADDRESS):
        client.post(PASSWORD_PAGE, {"present": "guess", "new": "three quiet weirs at dusk"})
    refused = client.post(PASSWORD_PAGE, {"present": PASSWORD, "new": "three quiet weirs at dusk"})
    assert refused.status_code == 429
    assert User.objects.get().check_password(PASSWORD)


def test_name_that_exists_is_not_told_by_words_or_by_time(client, account, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    account("anna")
    taken, pages = {}, {}
    for name in ("anna", "nobody"):
        begun = time.perf_counter()
        page = client.post(SIGN_IN, {"username": name, "password": "wrong"}).content.decode()
        taken[name] = time.perf_counter() - begun
        page = re.sub(r'nonce="[^"]+"|name="csrfmiddlewaretoken" value="[^"]+"', "", page)
        pages[name] = page.replace(name, "NAME")
    assert pages["anna"] == pages["nobody"]
    # Both hash a password, which takes by far the most of the time.
    assert 0.2 < taken["anna"] / taken["nobody"] < 5


@pytest.mark.parametrize("username", ["x" * 100_000, "anna\x00", "", "a\r\nb", "\u202eanna"])
def test_odd_names_are_no_fault(username, db):
    client = Client(raise_request_exception=False)
    assert client.post(SIGN_IN, {"username": username, "password": PASSWORD}).status_code == 200


def test_sign_in_page_is_not_kept(client):
    assert "no-store" in client.get(SIGN_IN)["Cache-Control"]


def test_attempts_are_counted_by_digest_only(client):
    client.post(SIGN_IN, {"username": "anna", "password": "my other password"})
    stored = str(list(SignInAttempt.objects.values()))
    assert "anna" not in stored
    assert "password" not in stored


def test_refused_form_is_told_without_what_it_held(caplog, account):
    client = Client(enforce_csrf_checks=True)
    client.post(SIGN_IN, {"username": "anna", "password": "my-secret-words"})
    assert "my-secret-words" not in caplog.text


def test_file_sent_to_a_page_without_files_is_left_alone(client, account):
    account("anna")
    sent = {"username": "anna", "password": PASSWORD, "file": SimpleUploadedFile("x", b"x" * 100_000)}
    assert client.post(SIGN_IN, sent).status_code == 302


def test_settings_of_cookies_behind_https():
    """What COMMONWEAL_HTTPS switches on, read from the settings' own text: the switch is tested with the settings."""
    from pathlib import Path

    from commonweal.site import settings as module

    text = Path(str(module.__file__)).read_text("utf-8")
    assert "SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS" in text
    assert settings.SECURE_HSTS_SECONDS == 0
