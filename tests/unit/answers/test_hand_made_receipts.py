"""Receipts that somebody wrote by hand and signed with a key of their own: refused or checked, never a traceback."""

import copy
import json
import random
from datetime import UTC, date, datetime

import pytest

from commonweal.answers import Dates, Receipt, SigningKey, Verdict, digest, lines, verify
from commonweal.answers.canonical import canonical_bytes
from commonweal.law import book
from commonweal.problems import BadInput
from commonweal.reference import facts
from commonweal.wiring import ask, registry

WRONG = (None, True, 7, -1.5, "nonsense", "", [], {}, [None], [[]], {"a": 1}, {"amount": []}, [7, "x"], "9" * 400)
"""What stands in the place of a part, of every type that JSON has."""


@pytest.fixture(scope="module")
def key():
    return SigningKey.new()


@pytest.fixture(scope="module")
def real(key):
    dates = Dates.on(date(2026, 4, 1), known_at=datetime(2026, 11, 21, tzinfo=UTC))
    asked = ask("organisations.show", {"code": "QNQ", "datasets": {}}, "What is QNQ?", dates)
    return json.loads(Receipt.issue(asked.question, asked.answer, asked.evidence, key).to_text())["body"]


def places(held, path=()):
    """Every place in a tree of JSON."""
    inner = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    for name, value in inner:
        yield (*path, name)
        yield from places(value, (*path, name))


def signed(body, key):
    signature = {"algorithm": "Ed25519", "public_key": key.public, "value": key.sign(canonical_bytes(body))}
    return json.dumps({"body": body, "digest": digest(body), "signature": signature})


def is_told(text, key):
    """Whether a receipt is refused with a sentence, or each of its findings is told with one."""
    try:
        receipt = Receipt.from_text(text, file="made.json")
    except BadInput as bad:
        return "receipt" in str(bad)
    found = verify(
        receipt, known_keys=frozenset({key.public}), rules=book(), facts=facts, registry=registry()
    ).as_answer()
    assert canonical_bytes(found.to_json())
    assert canonical_bytes(receipt.answer.to_json())
    return bool(list(lines(found))) and bool(list(lines(receipt.answer))) and receipt.is_signed


def test_the_receipt_itself_is_told(real, key):
    assert is_told(signed(real, key), key)


@pytest.mark.parametrize("part", ["question", "answer", "evidence", "calculations", "children", ""])
def test_a_part_of_the_wrong_type_is_never_a_traceback(real, key, part):
    chance = random.Random(part)
    within = [path for path in places(real) if not part or path[0] == part]
    for _ in range(30):
        body = copy.deepcopy(real)
        path = chance.choice(within)
        holder = body
        for name in path[:-1]:
            holder = holder[name]
        if chance.random() < 0.2:
            del holder[path[-1]]
        else:
            holder[path[-1]] = chance.choice(WRONG)
        assert is_told(signed(body, key), key), path


def test_something_after_the_end_is_told_as_that(real, key):
    with pytest.raises(BadInput, match=r"made\.json, row 2: something was added after the end of the receipt"):
        Receipt.from_text(signed(real, key) + "\n{}", file="made.json")
    with pytest.raises(BadInput, match="added after the end"):
        Receipt.from_text(signed(real, key).encode() + b"x", file="made.json")
    assert Receipt.from_text(signed(real, key) + "\n").is_signed


def test_a_changed_receipt_is_not_signed(real, key):
    whole = json.loads(signed(real, key))
    whole["body"]["issued_at"] = "2020-01-01T00:00:00+00:00"
    assert not Receipt.from_text(json.dumps(whole)).is_signed
    whole = json.loads(signed(real, key))
    whole["signature"]["value"] = "00" * 64
    assert not Receipt.from_text(json.dumps(whole)).is_signed


@pytest.mark.parametrize("part", ['{"details": {"x": NaN}}', '{"sentence": "half \\ud800 of two"}'])
def test_what_cannot_be_signed_fails_and_is_not_run(real, key, part):
    whole = json.loads(signed(real, key))
    whole["body"]["answer"] |= json.loads(part)
    receipt = Receipt.from_text(json.dumps(whole))
    found = verify(receipt, known_keys=frozenset({key.public}), rules=book(), facts=facts, registry=registry())
    assert [finding.verdict for finding in found.findings[::2]] == [Verdict.FAIL, Verdict.FAIL]
    assert "was not run" in found.replayed.sentence
    assert canonical_bytes(found.as_answer().to_json())
    assert not receipt.is_signed


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("answer", "details"), 7),
        (("answer", "details"), [[]]),
        (("question", "inputs"), ["QNQ"]),
        (("question", "dates", "known_at"), "2026-11-21T00:00:00"),
    ],
)
def test_a_part_that_could_not_be_printed_is_refused(real, key, path, wrong):
    body = copy.deepcopy(real)
    holder = body
    for name in path[:-1]:
        holder = holder[name]
    holder[path[-1]] = wrong
    with pytest.raises(BadInput, match="this is not a receipt"):
        Receipt.from_text(signed(body, key), file="made.json")
