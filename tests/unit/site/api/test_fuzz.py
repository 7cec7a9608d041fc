"""Whatever is sent to the API, it answers as its description says, and never with a fault of the program.

The cases are made from the description, are the same in every run, and go to the site in this process.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

CHECKOUT = Path(__file__).resolve().parents[4]
DESCRIPTION = json.loads((CHECKOUT / "docs" / "reference" / "openapi.json").read_text(encoding="utf-8"))
SCHEMA = schemathesis.openapi.from_dict(DESCRIPTION)
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]
# `make scale` draws the many; what a run draws it draws in every run.
EXAMPLES = 30 if os.environ.get("COMMONWEAL_THOROUGH") else 5
RIGHT, WRONG = GenerationMode.POSITIVE, GenerationMode.NEGATIVE


def _takes_something(operation) -> bool:
    described = DESCRIPTION["paths"][operation.path][operation.method]
    return bool(described["parameters"] or "requestBody" in described)


CASES = [(operation, RIGHT) for operation in OPERATIONS]
CASES += [(operation, WRONG) for operation in OPERATIONS if _takes_something(operation)]

load_all_checks()
# What is well formed may still be of a year for which nothing is published: it is then refused, and rightly.
CHECKED = [check for check in CHECKS.get_all() if check.__name__ != "positive_data_acceptance"]


@pytest.fixture(scope="module")
def site():
    """What a server is given, but for what it reads beforehand."""
    return WSGIHandler()


@pytest.fixture
def application(site, db, monkeypatch):
    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)
    # A server's thread gives its connection back after each request; here all of them are one test in one transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield site
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(
    ("operation", "mode"), CASES, ids=[f"{operation.label}, {mode.value}" for operation, mode in CASES]
)
def test_operation_answers_as_described(application, operation, mode):
    operation.schema.app = operation.app = application

    _answers_as_described(operation, mode, CHECKED)


@pytest.mark.parametrize("mode", [RIGHT, WRONG], ids=["right", "wrong"])
def test_auditor_is_answered_as_described(application, account, mode):
    client = Client()
    client.force_login(account("anna", "auditor"), backend="django.contrib.auth.backends.ModelBackend")
    session = {"Cookie": f"commonweal_session={client.cookies['commonweal_session'].value}"}
    events = next(found for found in OPERATIONS if found.path == "/api/audit/events")
    events.schema.app = events.app = application
    with_session = [check for check in CHECKED if check.__name__ != "ignored_auth"]
    _answers_as_described(events, mode, with_session, headers=session)


def _answers_as_described(operation, mode, checks, **sent):
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def every(case):
        case.call_and_validate(checks=checks, **sent)

    every()
