"""Receipts as this installation signs them, with and without personal facts."""

from __future__ import annotations

import json
from datetime import date

import pytest

from commonweal.answers import Receipt, SigningKey
from commonweal.answers.canonical import canonical_bytes
from commonweal.home import home
from commonweal.wiring import Asked, ask


@pytest.fixture
def asked() -> Asked:
    """A question about a published allocation, with its answer."""
    from commonweal.answers import Dates

    inputs = {"icb": "QHL", "stream": "core", "year": "2025/26"}
    return ask("allocations.icb_allocation", inputs, "What is it given?", Dates.on(date(2025, 4, 1)))


@pytest.fixture
def personal(asked: Asked):
    """The same, as if one of its inputs and a reason told something about a person."""

    class Personal:
        def receipt(self, *, audit_head=None) -> Receipt:
            body = json.loads(canonical_bytes(asked.receipt(audit_head=audit_head).body))
            body["question"]["personal"] = ["icb"]
            body["question"]["text"] = "What is Ada Lovelace given?"
            return signed(body)

    return Personal()


def signed(body: dict) -> Receipt:
    """A body signed with this installation's key, whatever stands in it."""
    return Receipt._signed(body, SigningKey.of_installation(home()))


@pytest.fixture
def sign():
    """``sign(body)``."""
    return signed
