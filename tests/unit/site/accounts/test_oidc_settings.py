"""What the environment may say about single sign-on, and that the site needs nothing of it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from commonweal.problems import BadInput
from commonweal.site.accounts import provider as module
from commonweal.site.accounts.provider import origin, provider

ISSUER, CLIENT = "COMMONWEAL_OIDC_ISSUER", "COMMONWEAL_OIDC_CLIENT_ID"


def test_nothing_set_is_no_single_sign_on():
    assert provider({}) is None


def test_everything_set():
    found = provider({ISSUER: "https://id.example/realm", CLIENT: "us", "COMMONWEAL_OIDC_NAME": "Care Identity"})
    assert found is not None
    assert (found.issuer, found.client_id, found.name) == ("https://id.example/realm", "us", "Care Identity")
    assert found.scope == "openid email"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({CLIENT: "us"}, "does not say with whom"),
        ({ISSUER: "https://id.example"}, "COMMONWEAL_OIDC_CLIENT_ID is not"),
        ({ISSUER: "http://id.example", CLIENT: "us"}, "is not the address of a provider"),
        ({ISSUER: "https://me:word@id.example", CLIENT: "us"}, "is not the address"),
        ({ISSUER: "id.example", CLIENT: "us"}, "is not the address"),
        ({ISSUER: "https://id.example/?realm=x", CLIENT: "us"}, "is not the address"),
        ({ISSUER: "https://id.example:port", CLIENT: "us"}, "is not the address"),
        ({ISSUER: "https://id.example", CLIENT: "us", "COMMONWEAL_OIDC_SCOPE": "email"}, "does not ask for openid"),
    ],
    ids=range(8),
)
def test_what_does_not_go_together_is_told(given, told):
    with pytest.raises(BadInput, match=told):
        provider(given)


def test_all_faults_are_told_at_once():
    with pytest.raises(BadInput) as told:
        provider({ISSUER: "ftp://x", "COMMONWEAL_OIDC_SCOPE": "x"})
    assert len(told.value.problems) == 3


def test_secret_is_not_part_of_what_is_printed():
    found = provider({ISSUER: "https://id.example", CLIENT: "us", "COMMONWEAL_OIDC_CLIENT_SECRET": "hush"})
    assert "hush" not in repr(found)


def test_same_origin_however_written():
    assert origin("https://ID.example:443/a") == origin("https://id.example/b")
    assert origin("https://id.example") != origin("https://id.example.evil")
    assert origin("http://127.0.0.1:8080") == ("http", "127.0.0.1", 8080)
    assert origin("http://10.0.0.1") is None


def test_what_is_not_installed_is_told_in_a_line(monkeypatch):
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda name: None)
    assert provider({}) is None
    with pytest.raises(BadInput) as told:
        provider({ISSUER: "https://id.example", CLIENT: "us"})
    assert "pip install 'commonweal[oidc]'" in str(told.value)
    assert "\n" not in str(told.value)


_WITHOUT = """
import sys
for name in ("authlib", "joserfc", "requests"):
    sys.modules[name] = None
import commonweal.site as site
site.set_up()
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS.append("testserver")
print(Client().get("/").status_code, Client().get("/account/sign-in/").status_code)
print(Client().get("/account/single-sign-on/return/").status_code)
"""


def test_site_works_where_nothing_of_it_is_installed(tmp_path):
    """In a process of its own, where the packages cannot be imported."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("COMMONWEAL_", "DATABASE_"))}
    environment |= {"COMMONWEAL_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", _WITHOUT], env=environment, capture_output=True, text=True)
    assert done.stdout.split() == ["200", "200", "404"], done.stderr
