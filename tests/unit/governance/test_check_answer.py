"""The check of a handbook as a question: its verdict, its reasons by severity, its receipt, and a reform on top."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.unit.governance.generated.handbook import clean_handbook

from commonweal.answers import Dates, Evidence, Question, Receipt, SigningKey, Source, Verdict, run, verify
from commonweal.governance.check_answer import differences, overall
from commonweal.governance.checking import RuleFinding, check_handbook
from commonweal.governance.checks.finding import Finding
from commonweal.governance.handbook import Appointment, Handbook, HandbookFacts, Seat
from commonweal.governance.law_facts import LawFacts
from commonweal.governance.standing import Standing
from commonweal.law import RuleBook, book, load_packs, read_pack
from commonweal.lined_yaml import LinedYaml
from commonweal.wiring import ask, handbook_facts, registry, today

ON = date(2026, 5, 1)
DATES = Dates.on(ON, known_at=datetime(2026, 12, 1, tzinfo=UTC))
TEXT = "Does the handbook keep the rules?"
FUTURE = """\
pack: future
overlay: future
sources:
  act: {title: A later Act, last_checked: 2026-11-22}
entries:
  - id: governance.B02
    title: A larger board
    unit: structure
    fields: {chairs: count, chief_executives: count, least_ordinary_members: count}
    evidence: V
    severity: BREACH
    applies_to: ICB
    check: more members
    data_needed: [seats.seat_class]
    values:
      - from: 2030-01-01
        recorded_from: 2026-11-22
        status: in_force
        source: act
        at: section 1
        value: {chairs: 1, chief_executives: 1, least_ordinary_members: 30}
"""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path))


@pytest.fixture(scope="module")
def handbook():
    return clean_handbook("QWM", 7)


def asked_of(handbook, dates=DATES, overlays=(), **inputs):
    facts = handbook_facts(handbook, dates, overlays=overlays)
    return ask("governance.check", inputs, TEXT, dates, overlays=overlays, facts=facts)


def without_chair(handbook):
    rows = [row for rows in handbook.tables.values() for row in rows]
    return Handbook.of(row for row in rows if not (isinstance(row, Seat) and row.seat == "QWM-BOARD-01"))


def test_the_answer_holds_what_the_engine_finds(handbook):
    found = check_handbook(handbook, on=ON, known_at=DATES.known_at)
    answer = asked_of(handbook).answer
    assert answer.details["findings"] == [each.to_json() for each in found]
    assert sum(sum(held.values()) for held in answer.details["counts"].values()) == len(found)


def test_a_breach_fails_with_its_reason_under_its_severity(handbook):
    answer = asked_of(without_chair(handbook), rules=["B02"]).answer
    assert (answer.verdict, answer.exit_status) == (Verdict.FAIL, 1)
    (reason,) = answer.reasons
    assert reason.sentence.startswith("Breach, what the law requires: ")
    (child,) = reason.children
    assert child.sentence.startswith("B02: ")
    assert child.sources[0].at


@pytest.mark.parametrize(("day", "told"), [(ON, False), (date(9999, 12, 31), True)])
def test_a_day_after_the_law_was_last_looked_up_is_told(handbook, day, told):
    facts = handbook_facts(handbook, Dates.on(day))
    notes = ask("governance.check", {"rules": ["B02"]}, TEXT, Dates.on(day), facts=facts).answer.notes
    assert any("last held against their sources" in note for note in notes) is told


def test_where_no_board_is_open_on_the_day_the_answer_says_so_and_why(handbook):
    long_ago = Dates.on(date(1800, 1, 1), known_at=DATES.known_at)
    answer = asked_of(handbook, dates=long_ago, rules=["B02"]).answer
    assert answer.verdict is Verdict.NOT_APPLICABLE
    assert answer.sentence.startswith(
        "Nothing was checked: no integrated care board of the handbook is open on 1 January 1800."
    )
    assert "begins only on 1 July 2022" in answer.sentence


def test_its_receipt_replays_and_today_differs_in_nothing(handbook):
    asked = asked_of(handbook)
    found = today(asked.receipt(), is_registered=lambda digest: True)
    assert [finding.verdict for finding in found.findings] == [Verdict.PASS, Verdict.PASS, Verdict.PASS, None]
    assert found.today.differences == ()


def test_people_are_called_by_name_and_a_public_receipt_withholds_what_is_said_of_them(handbook):
    asked = asked_of(handbook, rules=["D01", "B02"])
    said = {each["rule"]: each["sentence"] for each in asked.answer.details["findings"]}
    person = next(row for row in handbook.tables["people"] if f"({row.person})" in said["D01"])
    assert said["D01"].startswith(f"{person.name} ({person.person}) has an entry")
    public = asked.receipt().for_public(SigningKey.new())
    told = {each["rule"]: each["sentence"] for each in public.answer.details["findings"]}
    assert told["D01"].startswith("Personal detail, withheld: sha256:")
    assert told["B02"] == said["B02"]
    assert person.name not in public.to_text()


def test_a_receipt_under_a_reform_replays_and_names_it(handbook):
    asked = asked_of(handbook, overlays=("health-bill-2026",))
    assert asked.question.inputs["overlays"] == ["health-bill-2026"]
    found = today(asked.receipt())
    assert found.replayed.verdict is Verdict.PASS
    assert found.today.differences == ()


@pytest.mark.parametrize("day", [date(2022, 7, 1), ON, date(2029, 12, 31)])
def test_a_rule_version_of_the_future_changes_no_receipt_of_the_past(handbook, day):
    packs = (*load_packs(), read_pack(LinedYaml.parse(FUTURE, file="future.yaml")))
    dates = replace(DATES, holds_on=day, rules_on=day)
    question = Question("governance.check", {}, TEXT, dates)
    receipts = []
    for rules in (RuleBook(packs), RuleBook(packs, ["future"])):
        facts = HandbookFacts(handbook, behind=LawFacts(rules))
        evidence = Evidence(rules=rules, facts=facts, dates=dates)
        answer = run(question, evidence, registry=registry())
        receipts.append(Receipt.issue(question, answer, evidence, SigningKey.new()))
    then, now = receipts
    assert then.body["answer"] == now.body["answer"]
    found = verify(then, rules=RuleBook(packs, ["future"]), registry=registry())
    assert found.replayed.verdict is Verdict.PASS


def test_the_rule_version_of_the_future_counts_from_its_day(handbook):
    packs = (*load_packs(), read_pack(LinedYaml.parse(FUTURE, file="future.yaml")))
    rules = RuleBook(packs, ["future"])
    for day, least in ((date(2029, 12, 31), False), (date(2030, 1, 1), True)):
        found = check_handbook(handbook, on=day, rules=["B02"], rule_book=rules)
        assert any(each.verdict is Verdict.FAIL for each in found) is least


def test_what_was_recorded_later_is_not_in_the_answer(handbook):
    rows = [row for rows in handbook.tables.values() for row in rows]
    late = [replace(row, recorded_on=date(2027, 1, 1)) if isinstance(row, Appointment) else row for row in rows]
    plain = asked_of(Handbook.of(row for row in rows if not isinstance(row, Appointment)), rules=["B04"]).answer
    assert asked_of(Handbook.of(late), rules=["B04"]).answer.verdict is plain.verdict is Verdict.INSUFFICIENT_DATA


def finding(verdict, severity, status="in_force"):
    rule = Standing("governance.B02", "A rule", severity, "V", status, Source("An Act"), None)
    return RuleFinding(rule, "QWM", Finding(verdict, "QWM", "A sentence."))


@pytest.mark.parametrize(
    ("found", "verdict", "status"),
    [
        ([finding(Verdict.PASS, "BREACH")], Verdict.PASS, 0),
        ([finding(Verdict.FAIL, "BREACH"), finding(Verdict.INSUFFICIENT_DATA, "BREACH")], Verdict.FAIL, 1),
        ([finding(Verdict.FAIL, "BREACH", "draft"), finding(Verdict.PASS, "BREACH")], None, 0),
        ([finding(Verdict.FAIL, "BREACH", "expected")], None, 0),
        ([finding(Verdict.FAIL, "MEDIUM"), finding(Verdict.INSUFFICIENT_DATA, "HIGH")], Verdict.INSUFFICIENT_DATA, 3),
        ([finding(Verdict.NEEDS_JUDGEMENT, "BREACH"), finding(Verdict.PASS, "BREACH")], Verdict.NEEDS_JUDGEMENT, 3),
        ([finding(Verdict.INSUFFICIENT_DATA, "LOW"), finding(Verdict.PASS, "BREACH")], None, 0),
        ([finding(Verdict.FAIL, "HIGH")], None, 0),
    ],
)
def test_the_verdict_over_all_findings(found, verdict, status):
    assert overall(found) is verdict
    assert {Verdict.FAIL: 1, Verdict.INSUFFICIENT_DATA: 3, Verdict.NEEDS_JUDGEMENT: 3}.get(overall(found), 0) == status


def test_what_differs_between_two_sets_of_findings_is_told_by_rule_and_subject():
    kept, broken = finding(Verdict.PASS, "BREACH").to_json(), finding(Verdict.FAIL, "BREACH").to_json()
    assert differences([kept], [kept]) == ()
    (one,) = differences([kept], [broken])
    assert (one["rule"], one["then"], one["now"]) == ("B02", "pass", "fail")
    (gone,) = differences([kept], [])
    assert (gone["now"], gone["sentence"]) == ("no finding", "the finding falls away")


def test_the_installed_rules_are_there():
    assert {"governance.B02", "organisations.A05", "governance.F08"} <= set(book().ids())
