"""What earlier releases promised still holds: their rule entries are unchanged, and their receipts replay."""

import gzip
import importlib.util
import json
from pathlib import Path

import pytest

from commonweal.answers import Receipt, Verdict, verify
from commonweal.wiring import registry

HERE = Path(__file__).resolve().parent
RECEIPTS = sorted([*HERE.glob("*/receipts/*.json"), *HERE.glob("*/receipts/*.json.gz")])


def freezing():
    spec = importlib.util.spec_from_file_location(
        "freeze_release", HERE.parent.parent / "scripts" / "freeze_release.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(file):
    packed = file.read_bytes()
    return Receipt.from_text(gzip.decompress(packed) if file.suffix == ".gz" else packed, file=file.name)


@pytest.mark.parametrize("frozen", sorted(HERE.glob("*/rules.json")), ids=lambda path: path.parent.name)
def test_released_rule_entries_are_never_edited(frozen):
    released, now = json.loads(frozen.read_text()), freezing().rule_digests()
    assert released
    assert {place: now.get(place) for place in released} == released


@pytest.mark.parametrize("file", RECEIPTS, ids=lambda path: f"{path.parent.parent.name}-{path.name.split('.')[0]}")
def test_released_receipts_replay(file):
    receipt = read(file)
    found = verify(receipt, known_keys=frozenset({receipt.signature["public_key"]}), registry=registry())
    assert found.intact.verdict is Verdict.PASS
    assert found.replayed.verdict is Verdict.PASS, found.replayed.sentence


def test_a_release_is_frozen():
    assert RECEIPTS


def test_receipts_of_decisions_are_among_them_with_every_kind_of_verdict():
    held = [read(file) for file in RECEIPTS if file.name.startswith("decide-")]
    assert {receipt.answer.verdict for receipt in held} >= {Verdict.PASS, Verdict.FAIL, Verdict.INSUFFICIENT_DATA}
    assert any(receipt.answer.details["leave"] for receipt in held)
