from __future__ import annotations

import json
import logging

import pytest

SCENARIOS = "/api/allocations/scenarios"


@pytest.mark.parametrize("address", ["/api/nothing", "/api/", "/api/organisations/QNQ/nothing", "/api/law/a/b"])
def test_address_that_is_none_is_told_as_json(api, problems, address):
    assert "no such address" in problems(api.get(address), 404)[0]


def test_page_that_is_none_stays_a_page(api):
    response = api.get("/nothing/")
    assert response.status_code == 404
    assert response["Content-Type"].startswith("text/html")


def test_method_that_is_not_taken_names_those_that_are(api, problems):
    response = api.post("/api/organisations", {}, content_type="application/json")
    problems(response, 405)
    assert response["Allow"] == "GET"


@pytest.mark.parametrize("address", ["/api/law", "/api/law?format=csv", "/api/law/no.rule", "/api/nothing"])
def test_head_is_answered_as_get_without_its_content(api, address):
    head, whole = api.head(address), api.get(address)
    assert b"".join(head.streaming_content if head.streaming else [head.content]) == b""
    assert head.status_code == whole.status_code
    assert head["Content-Type"] == whole["Content-Type"]


def test_host_that_is_not_ours_is_refused_as_json(api, problems):
    problems(api.get("/api/organisations", headers={"host": "evil.example"}), 400)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b'{"a": NaN}', b'{"stream": "core", "stream": "pod"}', b"[" * 100_000],
    ids=["nothing", "half", "not UTF-8", "NaN", "a name twice", "deep"],
)
def test_body_that_is_not_json_is_refused(api, body):
    response = api.post(SCENARIOS, body, content_type="application/json")
    assert response.status_code in (400, 415)
    assert response.json()["problems"]


def test_body_of_another_kind_is_refused(api, problems):
    response = api.post(SCENARIOS, {"stream": "core"})
    assert "Content-Type: application/json" in problems(response, 415)[0]


def test_body_beyond_the_bound_is_not_read(api, problems):
    response = api.post(SCENARIOS, b" " * 100_001, content_type="application/json")
    assert "at most 100,000 bytes" in problems(response, 413)[0]


def test_fault_of_the_program_is_told_to_the_log_and_not_to_the_asker(api, problems, monkeypatch, caplog):
    import commonweal.site.api.law as law

    def broken():
        raise RuntimeError("the secret is in here")

    monkeypatch.setattr(law, "book", broken)
    with caplog.at_level(logging.ERROR, "commonweal.site"):
        said = problems(api.get("/api/law"), 500)
    assert "not your doing" in said[0]
    assert "secret" in caplog.text


@pytest.mark.parametrize("debug", [False, True])
def test_fault_shows_nothing_in_debugging_either(api, monkeypatch, settings, debug):
    import commonweal.site.api.law as law

    settings.DEBUG = debug
    monkeypatch.setattr(law, "book", lambda: 1 / 0)
    response = api.get("/api/law")
    assert response.status_code == 500
    assert "ZeroDivision" not in response.content.decode()


def test_answers_carry_the_policy_and_ask_nothing_of_the_database(api):
    # Without the database fixture any question to it would be an error.
    response = api.get("/api/allocations/icbs/QHL")
    assert response.status_code == 200
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_every_problem_has_its_parts(api):
    problem = api.get("/api/organisations?on=x").json()["problems"][0]
    assert problem["given"] == "x"
    assert "2026-03-31" in problem["expected"]
    assert json.dumps(problem)
