from __future__ import annotations

import json

import pytest
from django.test import Client

from commonweal.answers import Receipt, SigningKey

ISSUE, VERIFY = "/api/receipts", "/api/receipts/verify"
INPUTS = {"icb": "QHL", "stream": "core", "year": "2025/26"}
QUESTION = {"calculation": "allocations.icb_allocation", "inputs": INPUTS}


@pytest.fixture
def signed_in(account):
    """A client with a session, its token against forged requests, and the checks of a real server."""

    def make(role: str) -> tuple[Client, str]:
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        client.force_login(account("anna", role), backend="django.contrib.auth.backends.ModelBackend")
        client.get("/account/sign-in/")
        client.get("/api/docs")
        return client, client.cookies["commonweal_form"].value

    return make


@pytest.mark.parametrize(
    "question",
    [
        QUESTION,
        {"calculation": "allocations.explain", "inputs": {**INPUTS, "stream": "pod"}},
        {"calculation": "allocations.path", "inputs": {**INPUTS, "years": 1, "growth": 0.03}},
        {
            "calculation": "allocations.scenario",
            "inputs": {"stream": "core", "year": "2025/26", "change": {"growth": 0}},
        },
        {"calculation": "organisations.show", "inputs": {"code": "QNQ"}, "on": "2026-03-31"},
        {"calculation": "organisations.tree", "inputs": {"code": "QNQ"}},
        {"calculation": "organisations.successors", "inputs": {"code": "QNQ", "by": "residents"}, "on": "2026-04-01"},
        {"calculation": "organisations.predecessors", "inputs": {"code": "QRL"}},
        {"calculation": "organisations.check", "on": "2026-04-01"},
        {
            "calculation": "governance.can_decide",
            "inputs": {"handbook": "wealdmarch", "item": {"item": "FINANCE-2025-12-3"}},
            "on": "2025-12-11",
        },
        {
            "calculation": "governance.who_may_decide",
            "inputs": {"handbook": "wealdmarch", "item": {"item": "FINANCE-2025-12-3"}},
        },
        {"calculation": "governance.agenda", "inputs": {"handbook": "wealdmarch", "meeting": "AUDIT-2026-04"}},
        {"calculation": "governance.check", "inputs": {"handbook": "wealdmarch", "rules": ["B02"]}},
    ],
    ids=lambda question: question["calculation"],
)
def test_receipt_of_every_question_holds(db, send, question):
    issued = send(ISSUE, question)
    assert issued.status_code == 200
    assert issued["Cache-Control"] == "no-store"
    assert not issued.json()["registered"]
    receipt = issued.json()["receipt"]
    assert receipt["body"]["question"]["calculation"] == question["calculation"]
    findings = send(VERIFY, receipt).json()["findings"]
    assert [finding["verdict"] for finding in findings] == ["PASS", "INSUFFICIENT_DATA", "PASS", None]
    assert findings[3]["sentence"].startswith("Nothing")


@pytest.mark.parametrize(
    ("inputs", "status"),
    [
        ({"handbook": "nosuch", "item": {"title": "x", "body": "y"}}, 422),
        ({"handbook": "wealdmarch", "item": {"title": "x"}}, 422),
        ({"handbook": "wealdmarch", "item": {"item": "nosuch"}}, 422),
    ],
)
def test_a_receipt_of_a_decision_that_cannot_be_asked_is_refused(db, send, inputs, status):
    assert send(ISSUE, {"calculation": "governance.can_decide", "inputs": inputs}).status_code == status


def test_public_receipt_says_that_it_is_not_registered(db, send):
    assert "not registered, since nobody is signed in" in send(ISSUE, QUESTION).json()["said"]


def test_analyst_has_a_receipt_registered(signed_in, send):
    client, token = signed_in("analyst")
    issued = send(ISSUE, QUESTION, client, **{"X-CSRFToken": token})
    assert issued.status_code == 201
    assert issued.json()["registered"]
    found = send(VERIFY, issued.json()["receipt"]).json()
    assert found["verdict"] == "PASS"
    assert [finding["verdict"] for finding in found["findings"]] == ["PASS", "PASS", "PASS", None]


def test_signed_in_request_without_its_token_is_refused_and_nothing_is_registered(signed_in, send, problems):
    from commonweal.site.audit.models import AuditEvent

    client, _ = signed_in("analyst")
    before = AuditEvent.objects.count()
    assert "X-CSRFToken" in problems(send(ISSUE, QUESTION, client), 403)[0]
    assert AuditEvent.objects.count() == before


def test_role_that_may_not_is_told_so(signed_in, send):
    client, token = signed_in("administrator")
    issued = send(ISSUE, QUESTION, client, **{"X-CSRFToken": token})
    assert issued.status_code == 200
    assert "none of your roles" in issued.json()["said"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"calculation": "allocations.generosity"}, "allocations.icb_allocation"),
        ({"calculation": "organisations.check", "inputs": {"datasets": {}}}, "no field"),
        ({"calculation": "allocations.explain"}, "inputs is missing"),
        ({**QUESTION, "inputs": {**INPUTS, "icb": "QZZ"}}, "No ICB with this code"),
        ({"calculation": "organisations.show", "inputs": {"code": "QZZZZ"}}, "No body has this code"),
        ([QUESTION], "cannot be used"),
    ],
)
def test_question_that_cannot_be_asked_teaches(db, send, problems, body, said):
    assert said in problems(send(ISSUE, body), 422)[0]


def _changed(receipt: dict, change) -> dict:
    copy = json.loads(json.dumps(receipt))
    change(copy)
    return copy


def test_changed_receipt_fails(db, send):
    receipt = send(ISSUE, QUESTION).json()["receipt"]

    def richer(copy) -> None:
        copy["body"]["answer"]["value"]["amount"] += 100

    found = send(VERIFY, _changed(receipt, richer)).json()
    assert found["verdict"] == "FAIL"
    assert found["findings"][0]["verdict"] == "FAIL"


@pytest.mark.parametrize(
    "change",
    [
        lambda copy: copy["body"]["evidence"].update(rules=[{"asked": 1}]),
        lambda copy: copy["body"]["evidence"].update(rules=[{"asked": "a", "on": "never", "entry": {}}]),
        lambda copy: copy["body"]["evidence"].update(facts=None),
        lambda copy: copy["body"].update(calculations=[]),
        lambda copy: copy["body"].update(evidence=7),
        lambda copy: copy["body"]["question"].update(inputs=None),
        lambda copy: copy["body"]["question"]["inputs"].update(stream={}, icb=[]),
        lambda copy: copy["body"]["question"]["dates"].update(known_at="2026-11-22"),
        lambda copy: copy["body"].pop("question"),
        lambda copy: copy["signature"].update(public_key="zz", value="zz"),
        lambda copy: copy.update(digest="no digest"),
    ],
)
def test_receipt_that_was_tampered_with_is_an_answer_or_a_problem_and_never_a_fault(db, send, change):
    receipt = send(ISSUE, QUESTION).json()["receipt"]
    response = send(VERIFY, _changed(receipt, change))
    assert response.status_code in (200, 422)
    if response.status_code == 200:
        assert response.json()["verdict"] == "FAIL"
    else:
        assert response.json()["problems"]


@pytest.mark.parametrize(
    "body", [{}, [], "receipt", {"body": {}, "digest": "", "signature": {}}, {"body": {}, "digest": 1, "signature": {}}]
)
def test_what_is_no_receipt_teaches(db, send, problems, body):
    problems(send(VERIFY, json.dumps(body)), 422)


def test_receipt_signed_elsewhere_is_not_run_here(db, send, tmp_path):
    body = send(ISSUE, QUESTION).json()["receipt"]["body"]
    made = Receipt._signed(body, SigningKey.of_installation(tmp_path))
    found = send(VERIFY, {"body": made.body, "digest": made.digest, "signature": made.signature}).json()
    assert [finding["verdict"] for finding in found["findings"]] == ["INSUFFICIENT_DATA"] * 3 + [None]
    assert "not run" in found["findings"][2]["sentence"]


def test_registered_receipt_is_kept_and_anyone_may_fetch_it(signed_in, send, api, problems):
    client, token = signed_in("analyst")
    receipt = send(ISSUE, QUESTION, client, **{"X-CSRFToken": token}).json()["receipt"]
    found = api.get(f"{ISSUE}/{receipt['digest']}")
    assert found.json() == {"whole": True, "receipt": receipt}
    assert found["Cache-Control"] == "no-store"


def test_receipt_that_is_not_kept_is_told_with_404(db, api, problems):
    assert "no receipt with this code" in problems(api.get(f"{ISSUE}/{'0' * 64}"), 404)[0].lower()
    assert "digest" in problems(api.get(f"{ISSUE}/short"), 422)[0]


def test_receipt_beyond_the_bound_is_not_read(api, problems):
    response = api.post(VERIFY, b" " * 5_242_881, content_type="application/json")
    assert "5,242,880 bytes" in problems(response, 413)[0]
