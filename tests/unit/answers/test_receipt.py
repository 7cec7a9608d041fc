"""The beam holds: a rule, a fact, the engine and a byte are changed one at a time, and an old receipt is replayed.

Each change must show in its own finding and in no other.
"""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from commonweal.answers import (
    Answer,
    Archive,
    Dates,
    Evidence,
    FactRecord,
    Quantity,
    Question,
    Reason,
    Receipt,
    Registry,
    RuleRecord,
    SigningKey,
    Source,
    Verdict,
    ask_within,
    calculation,
    run,
    verify,
)
from commonweal.problems import BadInput

CHECKED = date(2026, 6, 1)
SOURCE = Source("Allocations for 2025/26", at="sheet Core", status="published", last_checked=CHECKED)
DATES = Dates.on(date(2025, 4, 1), known_at=datetime(2026, 7, 1, tzinfo=UTC))


class Rules:
    """A rule book of one rule."""

    def __init__(self, growth=0.05):
        self.growth = growth

    def look_up(self, id, *, rules_on, known_at):
        if id != "growth" or self.growth is None:
            return None
        return RuleRecord(
            id, "Growth", self.growth, "fraction", "in_force", "2025-04-01", None, "2026-01-01", SOURCE, "example"
        )


class Facts:
    """A table of one row, which is personal where asked."""

    def __init__(self, baseline=1000, personal=False):
        self.row = FactRecord("baseline", {"icb": "QAA"}, {"pence": baseline}, SOURCE, personal)

    def look_up(self, table, key):
        return self.row if (table, dict(key)) == ("baseline", {"icb": "QAA"}) else None

    def rows(self, table, where):
        return (self.row,) if table == "baseline" else ()


def make_registry(version="1", extra=0):
    held = Registry()

    @calculation("grown", version=version, registry=held)
    def grown(inputs, evidence):
        growth = evidence.rule("growth")
        base = evidence.fact("baseline", icb=inputs["icb"])
        total = sum(row.values["pence"] for row in evidence.rows("baseline"))
        amount = round(base.values["pence"] * (1 + growth.value)) + extra
        reason = Reason(
            "Grown from the baseline", value=Quantity(total, "gbp_pence"), sources=(growth.source,), personal=True
        )
        return Answer(sentence="It grows.", value=Quantity(amount, "gbp_pence"), reasons=(reason,))

    return held


def issue(key, *, rules=None, facts=None, registry=None):
    question = Question("grown", {"icb": "QAA"}, "How much for QAA?", DATES, personal=("icb",))
    evidence = Evidence(rules=rules or Rules(), facts=facts or Facts(), dates=DATES)
    answer = run(question, evidence, registry=registry or make_registry())
    return Receipt.issue(question, answer, evidence, key)


@pytest.fixture
def key():
    return SigningKey.new()


def check(receipt, key, *, rules=None, facts=None, registry=None, registered=True):
    return verify(
        receipt,
        known_keys=frozenset({key.public}),
        is_registered=lambda digest: registered and digest == receipt.digest,
        rules=rules or Rules(),
        facts=facts or Facts(),
        registry=registry or make_registry(),
    )


def verdicts(found):
    return [finding.verdict for finding in found.findings]


def kinds(found):
    return {difference.kind for difference in found.today.differences}


def test_nothing_changed_all_findings_pass_and_nothing_differs(key):
    receipt = issue(key)
    found = check(Receipt.from_text(receipt.to_text()), key)
    assert receipt.answer.value == Quantity(1050, "gbp_pence")
    assert verdicts(found) == [Verdict.PASS, Verdict.PASS, Verdict.PASS, None]
    assert kinds(found) == set()
    assert found.as_answer().verdict is Verdict.PASS


def test_a_changed_rule_shows_only_in_what_would_differ_today(key):
    found = check(issue(key), key, rules=Rules(growth=0.06))
    assert verdicts(found) == [Verdict.PASS, Verdict.PASS, Verdict.PASS, None]
    assert kinds(found) == {"rule", "answer"}
    changed = next(difference for difference in found.today.differences if difference.kind == "rule")
    assert (changed.then["value"], changed.now["value"]) == (0.05, 0.06)


def test_a_rule_that_is_gone_shows_in_what_would_differ_today(key):
    found = check(issue(key), key, rules=Rules(growth=None))
    assert found.replayed.verdict is Verdict.PASS
    assert next(d for d in found.today.differences if d.kind == "rule").now is None


def test_a_changed_fact_shows_only_in_what_would_differ_today(key):
    found = check(issue(key), key, facts=Facts(baseline=2000))
    assert verdicts(found) == [Verdict.PASS, Verdict.PASS, Verdict.PASS, None]
    assert kinds(found) == {"fact", "answer"}


def test_a_new_engine_that_keeps_the_old_version_replays_and_shows_the_engine(key):
    old, new = make_registry(), make_registry(version="2", extra=7)
    both = Registry()
    both.add(old.find("grown"))
    both.add(new.find("grown"))
    found = check(issue(key), key, registry=both)
    assert verdicts(found) == [Verdict.PASS, Verdict.PASS, Verdict.PASS, None]
    assert kinds(found) == {"engine", "answer"}


def test_a_new_engine_without_the_old_version_cannot_replay(key):
    found = check(issue(key), key, registry=make_registry(version="2"))
    assert found.replayed.verdict is Verdict.INSUFFICIENT_DATA
    assert "grown version 1" in found.replayed.sentence
    assert kinds(found) == {"engine"}


def test_an_engine_changed_without_a_new_version_fails_the_replay(key):
    found = check(issue(key), key, registry=make_registry(extra=1))
    assert found.replayed.verdict is Verdict.FAIL
    assert found.intact.verdict is Verdict.PASS


def test_every_single_changed_byte_of_the_body_is_noticed(key):
    whole = json.loads(issue(key).to_text())
    changed = json.loads(json.dumps(whole))
    changed["body"]["answer"]["value"]["amount"] += 1
    found = check(Receipt.from_text(json.dumps(changed)), key)
    assert found.intact.verdict is Verdict.FAIL
    assert found.replayed.verdict is Verdict.FAIL
    changed = json.loads(json.dumps(whole))
    changed["body"]["issued_at"] = changed["body"]["issued_at"].replace("20", "21", 1)
    assert check(Receipt.from_text(json.dumps(changed)), key).intact.verdict is Verdict.FAIL


def test_a_forged_digest_still_fails_the_signature(key):
    from commonweal.answers import digest

    whole = json.loads(issue(key).to_text())
    whole["body"]["answer"]["sentence"] = "It shrinks."
    whole["digest"] = digest(whole["body"])
    assert check(Receipt.from_text(json.dumps(whole)), key).intact.verdict is Verdict.FAIL


def test_a_key_that_is_not_known_leaves_the_signer_unproved(key):
    receipt = issue(SigningKey.new())
    assert check(receipt, key).intact.verdict is Verdict.INSUFFICIENT_DATA


def test_a_receipt_that_is_not_in_the_chain_has_no_proved_origin(key):
    receipt = issue(key)
    assert check(receipt, key, registered=False).registered.verdict is Verdict.INSUFFICIENT_DATA
    assert verify(receipt, known_keys=frozenset({key.public})).registered.verdict is Verdict.INSUFFICIENT_DATA


def test_a_public_receipt_withholds_what_is_personal_and_says_it_cannot_be_replayed(key):
    internal = issue(key, facts=Facts(personal=True))
    public = internal.for_public(key)
    text = public.to_text()
    assert "QAA" not in text.replace(internal.question.text, "")
    assert "QAA" not in text
    assert internal.body["salt"] not in text
    assert "Grown from the baseline" not in text
    found = check(public, key, facts=Facts(personal=True))
    assert found.intact.verdict is Verdict.PASS
    assert found.replayed.verdict is Verdict.INSUFFICIENT_DATA


def test_a_missing_data_set_is_insufficient_and_its_return_replays(key, tmp_path):
    file = tmp_path / "practices.csv"
    file.write_text("a\n1\n")
    archive = Archive(tmp_path / "archive")
    sha256 = archive.keep(file)
    held = Registry()

    @calculation("sized", version="1", registry=held)
    def sized(inputs, evidence):
        size = evidence.dataset("practices", inputs["sha256"]).stat().st_size
        return Answer(sentence="Sized.", value=Quantity(size, "count"))

    question = Question("sized", {"sha256": sha256}, "How large?", DATES)
    evidence = Evidence(rules=Rules(), datasets=archive, dates=DATES)
    receipt = Receipt.issue(question, run(question, evidence, registry=held), evidence, key)
    assert verify(receipt, datasets=archive, registry=held).replayed.verdict is Verdict.PASS
    (archive.folder / sha256).unlink()
    assert verify(receipt, datasets=archive, registry=held).replayed.verdict is Verdict.INSUFFICIENT_DATA
    (archive.folder / sha256).write_text("a\n2\n")
    assert verify(receipt, datasets=archive, registry=held).replayed.verdict is Verdict.INSUFFICIENT_DATA


def test_a_child_calculation_is_embedded_and_pinned_to_its_version(key):
    def with_child(version, amount):
        held = Registry()

        @calculation("child", version=version, registry=held)
        def child(inputs, evidence):
            return Answer(sentence="Child.", value=Quantity(amount, "count"))

        return held

    held = with_child("1", 1)

    def parent(inputs, evidence):
        inner = ask_within(evidence, "child", {}, "Inner?", registry=held)
        return Answer(sentence="Parent.", value=inner.value)

    calculation("parent", version="1", registry=held)(parent)
    question = Question("parent", {}, "Outer?", DATES)
    evidence = Evidence(rules=Rules(), dates=DATES)
    receipt = Receipt.issue(question, run(question, evidence, registry=held), evidence, key)
    assert receipt.body["calculations"] == {"child": "1", "parent": "1"}
    assert receipt.body["children"][0]["answer"]["value"]["amount"] == 1
    held.add(with_child("2", 2).find("child"))
    assert verify(receipt, registry=held).replayed.verdict is Verdict.PASS
    assert {d.kind for d in verify(receipt, rules=Rules(), registry=held).today.differences} == {"engine", "answer"}


def test_a_stale_source_is_named_by_what_was_known_then(key):
    later = replace(DATES, known_at=datetime(2028, 1, 1, tzinfo=UTC))
    question = Question("grown", {"icb": "QAA"}, "How much?", later)
    answer = run(question, Evidence(rules=Rules(), facts=Facts(), dates=later), registry=make_registry())
    assert answer.notes == ("Allocations for 2025/26 was last checked on 2026-06-01; check it again.",)


def test_missing_evidence_is_never_a_pass(key):
    answer = run(
        Question("grown", {"icb": "QZZ"}, "How much?", DATES),
        Evidence(rules=Rules(), facts=Facts(), dates=DATES),
        registry=make_registry(),
    )
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert answer.unknowns[0].fact == "The table baseline has no row for icb QZZ"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"body": 1}',
        "not json",
        "[" * 100_000,
        '{"body": {}, "digest": "", "signature": {}}',
        b"\xff\xfe",
    ],
)
def test_what_is_no_receipt_is_refused_with_a_sentence(text):
    with pytest.raises(BadInput, match="receipt"):
        Receipt.from_text(text, file="letter.json")


def test_the_installations_key_is_made_once_and_for_its_owner_only(tmp_path):
    first, second = SigningKey.of_installation(tmp_path), SigningKey.of_installation(tmp_path)
    assert first.public == second.public
    assert (tmp_path / "keys" / "receipt-signing-key.pem").stat().st_mode & 0o077 == 0
    (tmp_path / "keys" / "receipt-signing-key.pem").write_text("no key")
    with pytest.raises(BadInput, match="signing key"):
        SigningKey.of_installation(tmp_path)


@pytest.mark.parametrize(
    "path",
    [
        ("evidence",), ("evidence", "rules"), ("evidence", "datasets"), ("evidence", "rows", 0, "where"),
        ("evidence", "facts", 0, "row", "source"), ("evidence", "rules", 0, "on"), ("question", "dates"),
        ("answer", "reasons"), ("calculations",), ("children",), ("evidence", "rules", 0, "entry", "source", "title"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("left", ["gone", "nonsense", "number"])
def test_a_receipt_without_a_part_is_refused_or_fails_and_never_breaks_the_check(key, path, left):
    whole = json.loads(issue(key).to_text())
    part = whole["body"]
    for name in path[:-1]:
        part = part[name]
    if left == "gone":
        del part[path[-1]]
    else:
        part[path[-1]] = "nonsense" if left == "nonsense" else 7
    assert checked_or_refused(json.dumps(whole), key)


def checked_or_refused(text, key):
    """Whether a text is refused as no receipt, or read and found not to be intact."""
    try:
        receipt = Receipt.from_text(text)
    except BadInput as bad:
        return "receipt" in str(bad)
    return check(receipt, key).intact.verdict is Verdict.FAIL
