"""Hosts, sizes of requests, and what a fault tells."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import path

from commonweal.problems import BadInput
from commonweal.site import urls as site_urls
from commonweal.site.installation import debugging, hosts


def _break(request: HttpRequest):
    secret = "a-value-on-the-stack"
    raise RuntimeError(f"deliberate {secret}")


class WithFault:
    urlpatterns = [*site_urls.urlpatterns, path("break/", _break), path("api/break", _break)]  # noqa: RUF012
    handler400, handler403 = site_urls.handler400, site_urls.handler403
    handler404, handler500 = site_urls.handler404, site_urls.handler500


@override_settings(ROOT_URLCONF=WithFault)
@pytest.mark.parametrize("address", ["/break/", "/api/break"])
@pytest.mark.parametrize("cookie", ["", "a-session-that-must-not-be-looked-up"])
def test_fault_tells_nothing_carries_every_header_and_needs_no_database(address, cookie):
    # No `db` fixture: a query would be an error.
    client = Client(raise_request_exception=False)
    if cookie:
        client.cookies["commonweal_session"] = cookie
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 500
    for told in ("deliberate", "a-value-on-the-stack", "Traceback", "SECRET_KEY", "settings", ".py", "/src/"):
        assert told not in page
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "", "[::1", "a b"]
)
def test_other_hosts_are_refused_with_every_header(host):
    response = Client(raise_request_exception=False).get("/", headers={"host": host})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_forwarded_host_is_not_believed(client, account):
    account("anna")
    response = client.get("/account/", headers={"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"})
    assert response["Location"] == "/account/sign-in/?next=/account/"
    assert "Strict-Transport-Security" not in response


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/receipts/", "/account/sign-in/", "/allocations/places/file/", "/", "/api/receipts/verify"]
)
def test_request_beyond_the_bound_is_refused_unread(client, settings, address):
    settings.LARGEST_REQUEST_BYTES = 10_000
    content = SimpleUploadedFile("receipt.json", b"x" * 20_000)
    response = client.post(address, {"file": content})
    assert response.status_code == 413
    assert "default-src 'self'" in response["Content-Security-Policy"]
    if address.startswith("/api/"):
        assert response.json()["problems"]
    else:
        assert "None of it was read" in response.content.decode()


@pytest.mark.parametrize("length", ["-1", "1e9", "0x10", "9" * 40, "0" * 30 + "999999999999", "١٢"])
def test_length_that_is_none_is_refused(client, length):
    assert client.get("/", CONTENT_LENGTH=length).status_code == 413


@pytest.mark.django_db
def test_many_fields_are_refused_and_no_fault(client):
    fields = {f"field{number}": "x" for number in range(20_001)}
    assert client.post("/account/sign-in/", fields).status_code == 400


@pytest.mark.django_db
def test_large_fields_are_refused_and_no_fault(client):
    assert client.post("/account/sign-in/", {"username": "x" * 6_000_000}).status_code in (400, 413)


@pytest.mark.parametrize(
    "name", ["../../secret_key", "..\\..\\secret_key", "/etc/passwd", "a" * 150, "a\nb.json", "<b>.json"]
)
@pytest.mark.django_db
def test_name_of_a_file_leads_nowhere_and_is_escaped(client, name):
    response = client.post("/receipts/", {"file": SimpleUploadedFile(name, b"{}")})
    page = response.content.decode()
    assert response.status_code == 400
    assert "<b>" not in page
    assert "../" not in page
    assert "this is not a receipt" in page.lower()


def test_debugging_is_for_this_machine_alone():
    assert debugging(hosts({}), {"COMMONWEAL_DEBUG": "yes"})
    assert not debugging(hosts({"COMMONWEAL_HOSTS": "plan.example"}), {})
    with pytest.raises(BadInput, match="Unset one of the two"):
        debugging(hosts({"COMMONWEAL_HOSTS": "plan.example"}), {"COMMONWEAL_DEBUG": "yes"})


def test_https_makes_cookies_secure_and_asks_browsers_to_stay(tmp_path):
    """In a process of its own, because the settings are read once."""
    code = (
        "import commonweal.site as s; s.set_up()\n"
        "from django.test import Client\n"
        "from django.conf import settings\n"
        "settings.ALLOWED_HOSTS.append('testserver')\n"
        "r = Client().get('/receipts/', secure=True)\n"
        "print(r['Strict-Transport-Security'], bool(r.cookies['commonweal_form']['secure']),"
        " settings.SESSION_COOKIE_SECURE, settings.CSRF_TRUSTED_ORIGINS)"
    )
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("COMMONWEAL_", "DATABASE_", "PYTEST"))
    } | {"COMMONWEAL_HOME": str(tmp_path), "COMMONWEAL_HTTPS": "yes", "COMMONWEAL_HOSTS": "plan.example"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "max-age=31536000 True True ['https://plan.example']"
