"""The pages without a database of their own, their headers, and the pages about errors."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import Client, override_settings
from django.urls import path

from commonweal.problems import BadInput, Problem
from commonweal.site import urls as site_urls
from commonweal.site.pages.questions import FIVE_QUESTIONS, FiveQuestion

PAGES = ["/", "/about/", "/accessibility/", "/cookies/", "/privacy/", "/account/sign-in/"]


def _refuse(request: HttpRequest):
    raise PermissionDenied("Only the treasurer may open the till.")


def _bad(request: HttpRequest):
    raise BadInput([Problem("list size is not a number", file="practices.csv", row=7), Problem("a second <fault>")])


def _break(request: HttpRequest):
    raise RuntimeError("deliberate")


class WithFaults:
    urlpatterns = [  # noqa: RUF012
        *site_urls.urlpatterns,
        path("refuse/", _refuse),
        path("bad/", _bad),
        path("break/", _break),
    ]
    handler400 = site_urls.handler400
    handler403 = site_urls.handler403
    handler404 = site_urls.handler404
    handler500 = site_urls.handler500


@pytest.mark.parametrize("address", PAGES)
def test_page_asks_nothing_of_the_database_and_has_one_heading(client, address):
    # No `db` fixture: a query would be an error.
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("<h1") == 1
    assert "– Commonweal</title>" in page


@pytest.mark.parametrize("address", PAGES)
def test_page_names_no_other_host(client, address):
    page = client.get(address).content.decode()
    assert re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*"', page) == []
    assert "NHS England" not in re.findall(r"<footer.*</footer>", page, re.DOTALL)[0]


@pytest.mark.parametrize("address", PAGES)
def test_page_has_no_inline_style_and_no_script_without_nonce(client, address):
    response = client.get(address)
    page = response.content.decode()
    nonce = re.search(r"'nonce-([^']+)'", response["Content-Security-Policy"])[1]
    assert " style=" not in page
    for script in re.findall(r"<script[^>]*>", page):
        assert f'nonce="{nonce}"' in script or "src=" in script


def test_policy_is_strict_and_its_nonce_new_each_time(client):
    first, second = (client.get("/")["Content-Security-Policy"] for _ in range(2))
    assert first != second
    assert "unsafe" not in first
    for directive in (
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ):
        assert directive in first


def test_other_headers_that_protect(client):
    response = client.get("/")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert "camera=()" in response["Permissions-Policy"]


def test_home_links_only_to_what_is_built(client):
    page = client.get("/").content.decode()
    for question in FIVE_QUESTIONS:
        assert question.text in page
        assert (f'href="{question.address}"' in page) if question.address else (f">{question.text}</a>" not in page)
    planned = sum(not question.address for question in FIVE_QUESTIONS)
    assert page.count("Not built yet.") == planned


def test_question_whose_page_does_not_exist_has_no_address():
    assert FiveQuestion("?", "", "", page="no:such").address == ""


def test_missing_page_teaches_and_escapes_what_was_asked(client):
    response = client.get("/no/<script>alert(1)</script>/")
    page = response.content.decode()
    assert response.status_code == 404
    assert "Page not found" in page
    assert "<script>alert(1)" not in page
    assert "Content-Security-Policy" in response


def test_unknown_host_is_refused_and_told_of_the_setting(client):
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "COMMONWEAL_HOSTS" in response.content.decode()
    assert "evil.example" not in response.content.decode()


@override_settings(ROOT_URLCONF=WithFaults)
def test_refusal_says_what_the_action_said(client):
    response = client.get("/refuse/")
    assert response.status_code == 403
    assert "Only the treasurer may open the till." in response.content.decode()
    assert "/account/sign-in/?next=/refuse/" in response.content.decode()


@override_settings(ROOT_URLCONF=WithFaults)
def test_bad_input_lists_every_problem(client):
    response = client.get("/bad/")
    page = response.content.decode()
    assert response.status_code == 400
    assert "2 things are wrong" in page
    assert "practices.csv, row 7: list size is not a number." in page
    assert "A second &lt;fault&gt;." in page


@override_settings(ROOT_URLCONF=WithFaults)
def test_fault_of_the_program_shows_no_detail_and_needs_no_database():
    client = Client(raise_request_exception=False)
    client.cookies["commonweal_session"] = "a-session-that-must-not-be-looked-up"
    response = client.get("/break/")
    page = response.content.decode()
    assert response.status_code == 500
    assert "not in what you did" in page
    assert "deliberate" not in page
    assert "Traceback" not in page


def test_form_without_its_mark_is_refused_with_reasons(db):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/account/sign-in/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "The form was not accepted" in response.content.decode()


def test_static_file_address_carries_its_digest_and_is_served(client, db):
    # `db`, because closing a file's response looks at the connections that earlier tests left open.
    page = client.get("/").content.decode()
    address = re.search(r'href="(/static/commonweal/css/site\.css\?v=[0-9a-f]{8})"', page)[1]
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/css")
    response.close()


def test_favicon_is_served_where_browsers_ask(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 200
    assert response.content[:4] == b"\x00\x00\x01\x00"


def test_head_request_is_answered_and_post_refused(client):
    assert client.head("/").status_code == 200
    assert client.post("/").status_code == 405


def test_every_page_leads_to_the_api_and_one_page_says_what_it_is_for(client):
    for address in PAGES:
        assert re.findall(r'<footer.*href="/api/docs"', client.get(address).content.decode(), re.DOTALL), address
    about = client.get("/about/").content.decode()
    assert 'href="/api/openapi.json"' in about


def test_accessibility_statement_names_the_faults_of_what_others_drew(client):
    page = client.get("/accessibility/").content.decode()
    assert "Swagger UI" in page
    for words in ("too little contrast", "another button inside it", "too small to hit", "no name that a screen"):
        assert words in page
