"""Every act that is recorded anywhere has its words."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

import commonweal.site
from commonweal.site.audit.actions import RECEIPT_ISSUED
from commonweal.site.audit.records import Event
from commonweal.site.audit.wording import is_told, sentence, tell, wording_of

SITE = Path(commonweal.site.__file__).parent
VERBS = sorted(
    {
        verb
        for path in SITE.rglob("*.py")
        for verb in re.findall(r'\bverb="([a-z_]+\.[a-z_]+)"', path.read_text("utf-8"))
    }
    | {RECEIPT_ISSUED}
)


def event(verb: str, **detail) -> Event:
    at = datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)
    return Event(1, at, "operator:0", verb, "account:1", detail, "")


@pytest.mark.parametrize("verb", VERBS)
def test_act_is_told_in_words(verb):
    assert is_told(verb), f"say in the room's module `events` what {verb} is called"
    said = sentence(event(verb), lambda reference: f"<{reference}>")
    assert said.startswith("<operator:0> ")
    assert said.endswith(".")
    assert "{" not in said


def test_details_stand_in_the_sentence():
    said = sentence(event("accounts.role_granted", role="place_lead", organisation=""), str)
    assert said == "operator:0 granted account:1 the role of place lead for every organisation."
    said = sentence(event("installation.backed_up", bytes=1234567), str)
    assert said == "operator:0 wrote account:1, of 1,234,567 bytes."


def test_detail_that_is_missing_is_said_to_be():
    assert "as (not recorded)" in sentence(event("accounts.added"), str)


def test_act_of_another_version_is_shown_by_its_name():
    assert sentence(event("rooms.done"), str) == "operator:0 recorded rooms.done of account:1."


def test_act_is_not_told_in_two_ways():
    tell({RECEIPT_ISSUED: (wording_of(RECEIPT_ISSUED).title, wording_of(RECEIPT_ISSUED).told)})
    with pytest.raises(ValueError, match="two ways"):
        tell({RECEIPT_ISSUED: ("Another", "did another")})
