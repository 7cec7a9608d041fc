"""Running the rules: which apply on a day, what happens to those without a check, and to those that meet odd data."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from commonweal.answers import MissingEvidence, Verdict
from commonweal.governance import checking
from commonweal.governance.checking import check_handbook, systems_of
from commonweal.governance.checks.finding import fails, lacks, missing, passes
from commonweal.governance.handbook import Body, Handbook, Seat
from commonweal.law import RuleBook, read_pack
from commonweal.lined_yaml import LinedYaml
from commonweal.problems import BadInput

RULE = """\
  - id: governance.{id}
    title: Rule {id}
    unit: boolean
    evidence: V
    severity: BREACH
    applies_to: ICB
    check: something
    data_needed: [seats.voting]
    values:
      - {{{when}, recorded_from: 2026-01-01, source: act, at: section 1, value: true}}
"""
WHEN = {
    "B01": "from: 2022-07-01, status: in_force",
    "B02": "from: 2030-01-01, status: in_force",
    "B03": "from: 2022-07-01, to: 2025-06-25, status: in_force",
    "B04": "from: 2022-07-01, status: enacted_not_commenced",
    "B05": "from: 2022-07-01, status: expected",
    "B06": "from: 2022-07-01, status: draft",
    "B07": "from: 2022-07-01, status: repealed",
}
HEAD = "pack: example{more}\nsources:\n  act: {{title: An Act, last_checked: 2026-01-01}}\nentries:\n"
BASE = HEAD.format(more="") + "".join(RULE.format(id=id, when=when) for id, when in WHEN.items())
REFORM = HEAD.format(more="\noverlay: reform") + RULE.format(id="B01", when="from: 2026-01-01, status: repealed")
PACKS = tuple(read_pack(LinedYaml.parse(text, file="example.yaml")) for text in (BASE, REFORM))
BOOK = RuleBook(PACKS)
ON = date(2026, 5, 1)
BOARD = Body(body="QWM", name="Wealdmarch ICB", kind="icb", ods_code="QWM0")
HANDBOOK = Handbook.of([BOARD])


@pytest.fixture(autouse=True)
def checks(monkeypatch):
    def of(**by_number):
        held = {f"governance.{number}": function for number, function in by_number.items()}
        monkeypatch.setattr(checking, "all_checks", lambda: held)

    of(**{number: (lambda subject: [passes(subject.system, "Kept.")]) for number in WHEN})
    return of


def found(rule="B01", handbook=HANDBOOK, **more):
    (one,) = check_handbook(handbook, on=ON, rules=[rule], rule_book=more.pop("rule_book", BOOK), **more)
    return one


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("B02", "in force only since 1 January 2030"),
        ("B03", "in force until 25 June 2025"),
        ("B04", "nothing recorded here commences it by 1 May 2026"),
        ("B05", "only expected"),
        ("B07", "falls from 1 July 2022"),
    ],
)
def test_a_rule_that_is_not_in_force_does_not_apply_and_says_since_when(number, sentence):
    one = found(number)
    assert one.verdict is Verdict.NOT_APPLICABLE
    assert sentence in one.finding.sentence
    assert number in one.finding.sentence


@pytest.mark.parametrize(
    ("number", "told"), [("C06", "May 2023"), ("F09", "June 2021"), ("K08", "September 2021"), ("A09", "July 2025")]
)
def test_a_day_that_a_source_tells_to_the_month_is_not_told_as_known(number, told):
    board = Handbook.of([BOARD])
    (one,) = check_handbook(board, on=date(2021, 6, 1), rules=[number])
    assert f"only since {told}, on a day that its source does not tell; it certainly holds from 1 " in (
        one.finding.sentence
    )


def test_a_rule_not_yet_recorded_at_the_time_of_the_question_does_not_apply():
    one = found(known_at=datetime(2025, 1, 1, tzinfo=UTC))
    assert one.verdict is Verdict.NOT_APPLICABLE
    assert "recorded here only on 1 January 2026" in one.finding.sentence


def test_a_draft_runs_and_is_marked_and_its_failure_is_no_breach(checks):
    checks(B06=lambda subject: [fails(subject.system, "Broken.", do="mend it")])
    one = found("B06")
    assert (one.verdict, one.rule.status, one.is_breach) == (Verdict.FAIL, "draft", False)


def test_a_failure_of_a_breach_rule_in_force_is_a_breach_with_all_that_a_reader_needs(checks):
    checks(B01=lambda subject: [fails("BOARD-01", "Broken.", do="mend it", where=["row 3"])])
    one = found()
    assert one.is_breach
    assert one.to_json() == {
        "rule": "B01",
        "id": "governance.B01",
        "title": "Rule B01",
        "verdict": "FAIL",
        "severity": "BREACH",
        "evidence": "V",
        "status": "in_force",
        "system": "QWM",
        "subject": "BOARD-01",
        "sentence": "Broken.",
        "source": {
            "title": "An Act",
            "at": "section 1",
            "address": "",
            "publisher": "",
            "licence": "",
            "status": "in_force",
            "last_checked": "2026-01-01",
            "cite": "An Act, section 1",
        },
        "unknown": [],
        "do": "mend it",
        "where": ["row 3"],
        "coded": True,
        "personal": False,
    }


def test_a_reform_that_takes_a_rule_away_leaves_none_standing():
    one = found(rule_book=RuleBook(PACKS, ["reform"]))
    assert one.verdict is Verdict.NOT_APPLICABLE
    assert "falls from 1 January 2026" in one.finding.sentence


def test_a_rule_without_a_check_is_said_to_have_none(checks):
    checks()
    one = found()
    assert (one.verdict, one.coded) == (Verdict.NEEDS_JUDGEMENT, False)
    assert "law show B01" in one.finding.do


def test_a_check_that_falls_over_gives_an_error_that_names_rule_and_system(checks):
    def falls_over(subject):
        yield passes(subject.system, "Kept.")
        raise TypeError("a list where a number was meant")

    checks(B01=falls_over)
    with pytest.raises(BadInput, match=r"Rule B01 cannot be checked for QWM.*a list where a number was meant"):
        check_handbook(HANDBOOK, on=ON, rules=["B01"], rule_book=BOOK)


def test_all_that_checks_cannot_read_is_told_at_once(checks):
    def refuses(subject):
        raise BadInput("the quorum cannot be read")

    checks(B01=refuses, B06=refuses)
    with pytest.raises(BadInput) as caught:
        check_handbook(HANDBOOK, on=ON, rule_book=BOOK)
    assert ["B01" in str(problem) or "B06" in str(problem) for problem in caught.value.problems] == [True, True]


def test_evidence_that_is_missing_leaves_the_rule_undecided(checks):
    def asks(subject):
        raise MissingEvidence("The population of the place", "fill it in")

    checks(B01=asks)
    one = found()
    assert one.verdict is Verdict.INSUFFICIENT_DATA
    assert one.finding.unknowns[0].do == "fill it in"


def test_a_check_that_finds_nothing_to_say_has_not_passed(checks):
    checks(B01=lambda subject: [])
    assert found().verdict is Verdict.INSUFFICIENT_DATA
    assert found().finding.unknowns[0].fact == "seats.voting"


def test_what_to_do_about_a_missing_fact_is_told(checks):
    unknown = missing("seats", "voting", "BOARD-01", "a quorum counts votes")
    checks(B01=lambda subject: [lacks(subject.system, "Not known.", unknown)])
    assert found().to_json()["do"] == 'fill in "Voting" of BOARD-01 in the sheet seats'


def test_what_was_written_down_later_is_not_known(checks):
    checks(B01=lambda subject: [passes(seat.seat, "Kept.") for seat in subject.records.rows(Seat)])
    later = Seat(seat="B1", body="QWM", title="Chair", seat_class="chair", recorded_on=date(2026, 4, 2))
    book = Handbook.of([BOARD, later])
    assert found(handbook=book, known_at=datetime(2026, 4, 1, tzinfo=UTC)).verdict is Verdict.INSUFFICIENT_DATA
    assert found(handbook=book, known_at=datetime(2026, 4, 2, tzinfo=UTC)).verdict is Verdict.PASS


def test_the_systems_are_those_asked_for_or_all():
    two = Handbook.of([BOARD, Body(body="QXX", name="Another ICB", kind="icb")])
    assert systems_of(two) == ("QWM", "QXX")
    assert systems_of(two, ["QXX"]) == ("QXX",)
    assert systems_of(two, ["QWM0", "QWM"]) == ("QWM",)
    with pytest.raises(BadInput, match="QZZ"):
        systems_of(two, ["QZZ"])


def test_a_handbook_of_seats_alone_is_of_the_body_whose_chief_executive_sits():
    seats = Handbook.of([Seat(seat="B2", body="BOARD", title="Chief executive", seat_class="chief_executive")])
    assert systems_of(seats) == ("BOARD",)
    with pytest.raises(BadInput, match="which integrated care board"):
        systems_of(Handbook.of([]))
    assert systems_of(Handbook.of([]), ["QWM"]) == ("QWM",)


def test_a_rule_that_does_not_exist_is_refused():
    with pytest.raises(BadInput, match="law list"):
        check_handbook(HANDBOOK, on=ON, rules=["B99"], rule_book=BOOK)


def test_what_several_systems_share_is_told_once(checks):
    def both(subject):
        return [passes("REGION", "Led."), passes("breach_log", "Published."), passes(subject.system, "Kept.")]

    checks(B01=both)
    bodies = [BOARD, Body(body="QXX", name="Another ICB", kind="icb"), Body(body="REGION", name="R", kind="region")]
    found = check_handbook(Handbook.of(bodies), on=ON, rules=["B01"], rule_book=BOOK)
    assert [(each.system, each.finding.subject) for each in found] == [
        ("QWM", "REGION"),
        ("QWM", "breach_log"),
        ("QWM", "QWM"),
        ("QXX", "breach_log"),
        ("QXX", "QXX"),
    ]
