from __future__ import annotations

import csv
import io

import pytest
from django.db import transaction

EVENTS, VERIFICATION = "/api/audit/events", "/api/audit/verification"


@pytest.fixture
def signed_in(api, account):
    def make(role: str):
        api.force_login(account("anna", role), backend="django.contrib.auth.backends.ModelBackend")
        return api

    return make


@pytest.fixture
def chain(db, operator) -> None:
    from commonweal.site.audit.actions import record

    for number in range(3):
        with transaction.atomic():
            record(by=operator, verb="test.done", subject=f"thing:{number}")


@pytest.mark.parametrize("address", [EVENTS, VERIFICATION])
def test_public_is_asked_to_sign_in(db, api, problems, address):
    assert "Sign in" in problems(api.get(address), 401)[0]


@pytest.mark.parametrize("address", [EVENTS, VERIFICATION])
def test_role_that_may_not_is_told_which_may(signed_in, problems, address):
    assert "auditor" in problems(signed_in("place_lead").get(address), 403)[0]


def test_auditor_reads_the_events_newest_first(signed_in, chain):
    page = signed_in("auditor").get(EVENTS + "?per_page=2").json()
    assert page["count"] == 3
    assert [event["subject"] for event in page["items"]] == ["thing:2", "thing:1"]


def test_events_about_one_thing_and_as_csv(signed_in, chain):
    client = signed_in("auditor")
    assert client.get(EVENTS + "?subject=thing:1").json()["count"] == 1
    assert client.get(EVENTS + "?verb=test.done&actor=operator:1000").json()["count"] == 3
    assert client.get(EVENTS + "?verb=test.undone").json()["items"] == []
    response = client.get(EVENTS + "?format=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert [row["sequence"] for row in rows] == ["3", "2", "1"]


def test_answer_is_not_kept_by_a_proxy(signed_in, chain):
    assert "no-store" in signed_in("auditor").get(EVENTS)["Cache-Control"]


def test_auditor_verifies_the_chain(signed_in, chain):
    answer = signed_in("auditor").get(VERIFICATION).json()["answer"]
    assert answer["details"]["events"] == 3
    assert answer["verdict"] in ("PASS", "INSUFFICIENT_DATA")


def test_administrator_verifies_and_does_not_read(signed_in, chain, problems):
    client = signed_in("administrator")
    assert client.get(VERIFICATION).status_code == 200
    problems(client.get(EVENTS), 403)
