"""Handbooks and receipts of decisions in a backup: proved, restored, and refused where somebody changed them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from tests.unit.site.backups.test_bad_backups import rewrite

from commonweal.answers import Verdict
from commonweal.governance.handbook import Person
from commonweal.governance.handbook.exchange import example_handbook
from commonweal.problems import BadInput
from commonweal.site.audit.actions import is_registered
from commonweal.site.audit.verification import verify
from commonweal.site.backups import check, restore, write
from commonweal.site.governance import actions, records
from commonweal.site.governance.asking import ask_about
from commonweal.site.governance.handbooks import find_handbook
from commonweal.site.governance.models import StoredHandbook, StoredRow
from commonweal.site.receipts.actions import issue
from commonweal.site.receipts.models import KeptReceipt

SYSTEM = "EXAMPLE-ICB"
ROWS, HEADS = "records/governance.storedrow.jsonl", "records/governance.storedhandbook.jsonl"


@pytest.fixture
def kept(transactional_db, operator):
    """A handbook with rows of each state, and the receipt of a decision on it."""
    handbook = example_handbook()
    actions.import_handbook(by=operator, system=SYSTEM, handbook=handbook)
    actions.put_row(by=operator, system=SYSTEM, row=replace(handbook.rows(Person)[0], name="Another name"))
    actions.put_row(by=operator, system=SYSTEM, row=Person(person="GONE", name="A made-up name"))
    actions.withdraw_row(by=operator, system=SYSTEM, table="people", key=("GONE",))
    shown = find_handbook(SYSTEM, operator)
    asked = ask_about(
        shown, "governance.can_decide", {"title": "Buy a made-up service", "body": "EXAMPLE-ICB"}, date(2026, 5, 1)
    )
    return issue(asked, by=operator)


@pytest.fixture
def good(kept, operator, tmp_path):
    return write(tmp_path / "good.zip", by=operator).file


def test_handbooks_and_receipts_of_decisions_come_back_as_they_were(kept, good, operator, tmp_path):
    before = {model: list(model.objects.order_by("pk").values()) for model in (StoredRow, StoredHandbook, KeptReceipt)}
    handbook = records.stored_handbook(SYSTEM)
    assert check(good).parts
    actions.put_row(by=operator, system=SYSTEM, row=Person(person="LATER", name="After the backup"))
    restore(good, by=operator, force=True)
    for model, rows in before.items():
        assert list(model.objects.order_by("pk").values()) == rows
    assert records.stored_handbook(SYSTEM) == handbook
    assert is_registered(kept.digest)
    assert KeptReceipt.objects.get().receipt.digest == kept.digest
    assert verify().verdict is Verdict.PASS
    # And the next act goes on from there.
    actions.put_row(by=operator, system=SYSTEM, row=Person(person="LATER", name="After the restore"))
    assert check(write(tmp_path / "next.zip", by=operator).file).parts


def lines(change):
    """A part with each of its records changed."""
    return lambda part: b"".join(
        json.dumps(new).encode() + b"\n" for line in part.splitlines() if (new := change(json.loads(line))) is not None
    )


def said(row, **fields):
    return {**row, "fields_json": json.dumps({**json.loads(row["fields_json"]), **fields})}


FORGED = {
    "a word is changed": {
        ROWS: lambda row: said(row, name="A forged name") if row["table"] == "people" else row,
    },
    "a row is left out": {ROWS: lambda row: None if row["table"] == "terms" else row},
    "an old version holds again": {ROWS: lambda row: {**row, "superseded_at": None, "version": row["version"] + 9}},
    "a change is not counted": {HEADS: lambda head: {**head, "revision": head["revision"] - 1}},
    "the handbook is left out": {HEADS: lambda head: None},
    "it is of another system": {HEADS: lambda head: {**head, "system": "QXX"}},
}


@pytest.mark.parametrize("how", FORGED)
def test_handbook_that_is_not_what_the_chain_says_is_refused(good, operator, tmp_path, how):
    before = list(StoredRow.objects.values())
    forged = rewrite(good, tmp_path / "bad.zip", change={name: lines(change) for name, change in FORGED[how].items()})
    for act in (check, lambda file: restore(file, by=operator, force=True)):
        with pytest.raises(BadInput, match="is not what its audit chain says"):
            act(forged)
    assert list(StoredRow.objects.values()) == before


@pytest.mark.parametrize("text", ['{"person": "P"}', "no json", '{"unknown": 1}', "[]"], ids=range(4))
def test_row_that_is_none_is_told(good, tmp_path, text):
    def change(row):
        return {**row, "fields_json": text} if row["table"] == "people" else row

    forged = rewrite(good, tmp_path / "bad.zip", change={ROWS: lines(change)})
    with pytest.raises(BadInput, match="a row of this handbook cannot be read"):
        check(forged)
