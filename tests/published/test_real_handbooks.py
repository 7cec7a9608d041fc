"""Six systems typed from what they publish: the verdicts are those that a person who reads the sources comes to.

What is typed, from which page, and what is left out stands in the README of each folder.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from commonweal.answers import Dates, Verdict
from commonweal.governance.checking import RuleFinding, check_handbook
from commonweal.governance.decide import can_decide, who_may_decide
from commonweal.governance.decide_inputs import read_item
from commonweal.governance.handbook import Handbook, Seat, Term
from commonweal.governance.handbook.exchange import examine, read_handbook, write_handbook
from commonweal.governance.lead_times import parse_lead_time
from commonweal.governance.money_limits import parse_limit
from commonweal.governance.quorum import Present, SeatAt, evaluate, parse_quorum

FOLDER = Path(__file__).parent / "handbooks"
SYSTEMS = {
    "south-west-london": "QWE",
    "hertfordshire-and-west-essex": "QM7",
    "greater-manchester": "QOP",
    "lancashire-and-south-cumbria": "QE1",
    "suffolk-and-north-east-essex": "QJG",
    "dorset": "QVV",
}
ON = date(2024, 6, 1)
PASS, FAIL, LACKS, OUT = Verdict.PASS, Verdict.FAIL, Verdict.INSUFFICIENT_DATA, Verdict.NOT_APPLICABLE


@pytest.fixture(scope="module")
def books() -> dict[str, Handbook]:
    return {name: read_handbook(FOLDER / name) for name in SYSTEMS}


@pytest.fixture(scope="module")
def found(books: dict[str, Handbook]) -> dict[str, dict[str, list[RuleFinding]]]:
    held: dict[str, dict[str, list[RuleFinding]]] = {}
    for name, code in SYSTEMS.items():
        held[name] = defaultdict(list)
        for each in check_handbook(books[name], on=ON, systems=[code]):
            held[name][each.rule.number].append(each)
    return held


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_folder_can_be_read_tells_its_sources_and_comes_back_the_same(name, tmp_path):
    reading = examine(FOLDER / name)
    assert (reading.errors, reading.warnings) == ((), ())
    told = (FOLDER / name / "README.md").read_text(encoding="utf-8")
    assert "Typed from:" in told
    assert "Left out:" in told
    book = read_handbook(FOLDER / name)
    write_handbook(book, tmp_path / "again.xlsx")
    assert read_handbook(tmp_path / "again.xlsx").sha256 == book.sha256


@pytest.mark.parametrize("name", SYSTEMS)
def test_nobody_is_named(name, books):
    for table, rows in books[name].tables.items():
        if table == "people":
            assert all(row.name.startswith("Apology ") for row in rows)


BY_READING = [
    # The page lists chair, chief executive and 20 others: more than the Act and the policy ask.
    ("south-west-london", "B02", {PASS}),
    ("south-west-london", "C01", {PASS}),
    # Who sits is not on the page, so no rule about people can be told.
    ("south-west-london", "B09", {LACKS}),
    ("south-west-london", "B10", {LACKS}),
    ("south-west-london", "B11", {LACKS}),
    ("south-west-london", "C02", {LACKS}),
    ("south-west-london", "B08", {LACKS}),
    ("south-west-london", "B17", {LACKS}),
    # The least that clause 2.1.5 and 2.1.6 ask for is the ten of national policy.
    ("hertfordshire-and-west-essex", "B02", {PASS}),
    ("hertfordshire-and-west-essex", "C01", {PASS}),
    # Clause 3.2.2 bars whoever would undermine independence; clauses 5.1, 6, 7 and 9 set out their subjects.
    ("hertfordshire-and-west-essex", "B18", {PASS}),
    # The procedure is set out; quorum, voting and deputies are in an appendix that was not read.
    ("hertfordshire-and-west-essex", "B17", {PASS, LACKS}),
    # Two of the three citations typed in are wrong, whatever the document's day; the third awaits that day.
    ("hertfordshire-and-west-essex", "B25", {FAIL, LACKS}),
    # That the constitution is up does not say that the register is not.
    ("hertfordshire-and-west-essex", "D02", {LACKS}),
    ("hertfordshire-and-west-essex", "D13", {LACKS}),
    # Seats of the partnership are no seats of the board.
    ("greater-manchester", "B02", {LACKS}),
    ("greater-manchester", "C10", {LACKS}),
    # Bury's locality board is no meeting of the ICB's own board.
    ("greater-manchester", "E01", {LACKS}),
    # Two participants without a vote; how many members the board has is not on the page.
    ("lancashire-and-south-cumbria", "C10", {PASS}),
    ("lancashire-and-south-cumbria", "B02", {LACKS}),
    # Four groups decide under the board, each a sub-committee; that NHS England is told of as liable is not recorded.
    ("lancashire-and-south-cumbria", "B14", {PASS}),
    ("lancashire-and-south-cumbria", "F02", {PASS}),
    ("lancashire-and-south-cumbria", "F04", {LACKS}),
    ("lancashire-and-south-cumbria", "F12", {LACKS}),
    # NHS England may delegate dentistry, eye care and pharmacy; the agreement is not recorded.
    ("suffolk-and-north-east-essex", "F02", {PASS}),
    ("suffolk-and-north-east-essex", "F12", {LACKS}),
    ("suffolk-and-north-east-essex", "F13", {OUT}),
    # Part 1 is public; when notice was given is not on the agenda.
    ("dorset", "E01", {PASS}),
    ("dorset", "E02", {LACKS}),
    ("dorset", "D02", {LACKS}),
]


@pytest.mark.parametrize(
    ("name", "rule", "expected"), BY_READING, ids=[f"{name}-{rule}" for name, rule, _ in BY_READING]
)
def test_the_verdict_is_that_of_a_reader(name, rule, expected, found):
    assert {each.verdict for each in found[name][rule]} == expected


@pytest.mark.parametrize("name", SYSTEMS)
def test_what_was_not_read_never_breaks_a_rule(name, found):
    broken = {rule for rule, held in found[name].items() if any(each.verdict is FAIL for each in held)}
    assert broken == ({"B25"} if name == "hertfordshire-and-west-essex" else set())


def test_two_wrong_citations_of_a_published_constitution_are_told_with_the_right_place(found):
    told = {
        each.finding.subject: (each.finding.sentence, each.finding.do)
        for each in found["hertfordshire-and-west-essex"]["B25"]
        if each.verdict is FAIL
    }
    sentence, do = told["CONSTITUTION, 7.1.1"]
    assert "paragraph 11(2) for transparency" in sentence
    assert "Sch 1B para 12" in sentence
    assert do == "cite Sch 1B para 12"
    sentence, do = told["CONSTITUTION, 1.1"]
    assert "no such place in the Health and Social Care Act 2012" in sentence
    assert do == "cite s.14Z27 of the National Health Service Act 2006"


def test_seats_that_lack_the_same_are_told_of_once(found):
    finding, holders = found["south-west-london"]["B08"]
    assert holders.finding.sentence.startswith("Who sits in the seats of the ordinary members is not recorded")
    assert finding.finding.sentence.startswith("For 20 seats of ordinary members (BOARD-02, BOARD-03,")
    assert finding.finding.sentence.endswith("it is not recorded who appoints and who approves.")


def test_what_to_do_is_told_by_the_heading_of_the_column(found):
    (finding,) = found["south-west-london"]["B04"]
    assert finding.to_json()["do"] == 'fill in "Person" of BOARD-01 in the sheet appointments'


def test_the_board_that_was_split_is_no_board_after_its_last_day(books):
    found = check_handbook(books["suffolk-and-north-east-essex"], on=date(2026, 4, 1), systems=["QJG"])
    assert {each.verdict for each in found if each.rule.number == "B02"} == {OUT}


def test_dentistry_may_be_decided_where_the_grant_says_so_and_not_before(books):
    book = books["suffolk-and-north-east-essex"]
    item = read_item(
        {
            "title": "Contract for a dental practice",
            "body": "QJG",
            "function": "primary_dental_services",
            "amount": "£250,000",
            "counterparties": "none",
            "present": [],
            "individual_patient": "no",
            "changes_services": "no",
        }
    )
    answer = can_decide(item, handbook=book, dates=Dates.on(ON))
    assert answer.verdict is LACKS
    lacking = {each.fact for each in answer.unknowns}
    assert {"grants.limit of POD-DENTAL", "grants.decides of POD-DENTAL", "terms.value of quorum for QJG"} <= lacking
    assert can_decide(item, handbook=book, dates=Dates.on(date(2023, 3, 31))).verdict is not PASS
    assert can_decide(item, handbook=book, dates=Dates.on(date(2026, 4, 1))).verdict is FAIL
    assert who_may_decide(item, handbook=book, dates=Dates.on(date(2023, 3, 31))).sentence.endswith("NHS England.")


def asked(**more):
    item = {
        "title": "Contract for a dental practice",
        "body": "DENTAL",
        "function": "primary_dental_services",
        "amount": "£250,000",
        "counterparties": "none",
        "individual_patient": "no",
        "changes_services": "no",
    }
    return read_item(item | more)


def test_the_chain_of_a_group_goes_up_to_the_section_and_what_it_lacks_is_named(books):
    book = books["lancashire-and-south-cumbria"]
    answer = can_decide(asked(), handbook=book, dates=Dates.on(date(2025, 6, 12)))
    assert answer.verdict is LACKS
    told = str(answer.to_json())
    assert "NHSA 2006 s.99" in told
    assert "Schedule 1B paragraph 11" in told
    lacking = {each.fact for each in answer.unknowns}
    assert {"grants.limit of ON-DENTAL", "grants.limit of IN-DENTAL", "terms.value of quorum for DENTAL"} <= lacking


def test_a_committee_that_was_replaced_decides_no_more(books):
    book = books["lancashire-and-south-cumbria"]
    before, after = (
        can_decide(asked(body="PRIMARY-CARE"), handbook=book, dates=Dates.on(day))
        for day in (date(2025, 3, 31), date(2025, 4, 1))
    )
    assert after.verdict is FAIL
    assert before.verdict is not PASS
    assert "PRIMARY-CARE" in str(after.to_json())


def test_papers_are_due_by_the_rule_of_the_body_that_meets(books):
    terms = {row.body: row.value for row in books["lancashire-and-south-cumbria"].rows(Term, term="paper_lead_time")}
    thursday = date(2025, 6, 12)
    assert parse_lead_time(terms["PRIMARY-CARE"]).latest(thursday) == date(2025, 6, 5)
    assert parse_lead_time(terms["PRIMARY-CARE-CONTRACTS"]).latest(thursday) == date(2025, 6, 5)
    after_easter = date(2025, 4, 24)
    assert parse_lead_time(terms["PRIMARY-CARE"]).latest(after_easter) == date(2025, 4, 17)
    assert parse_lead_time(terms["PRIMARY-CARE-CONTRACTS"]).latest(after_easter) == date(2025, 4, 15)


# Quorums as published, told in our words: the council's page or report, what it asks for, and how a handbook says it.
HWB_OF_BOURNEMOUTH = (
    "all of (at least 7; at least 1 represents council; at least 1 represents icb; at least 1 represents public_health)"
)
QUORUMS = [
    ("Bournemouth, Christchurch and Poole health and wellbeing board, 17 June 2021, item 8", HWB_OF_BOURNEMOUTH),
    ("City of London health and wellbeing board: three members", "3"),
    (
        "Rutland section 75 partnership board, 16 July 2019, item 126: one of the group, two of the council",
        "all of (at least 1 represents icb; at least 2 represents council)",
    ),
]


@pytest.mark.parametrize(("source", "text"), QUORUMS, ids=["bournemouth", "city-of-london", "rutland"])
def test_a_published_quorum_can_be_written(source, text):
    assert parse_quorum(text).words()


SECTORS = ["council", "icb", "public_health", *["voluntary_sector"] * 6]


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        (range(7), PASS),
        (range(6), FAIL),  # six of nine
        ((1, 2, 3, 4, 5, 6, 7), FAIL),  # seven, and no councillor
        ((0, 2, 3, 4, 5, 6, 7), FAIL),  # seven, and nobody of the health service
        ((0, 1, 3, 4, 5, 6, 7), FAIL),  # seven, without the director of public health
        (range(9), PASS),
    ],
)
def test_the_quorum_of_a_health_and_wellbeing_board_counts_as_its_minutes_have_it(there, expected):
    seats = [
        SeatAt(f"S{number}", True, seat_class="member", represents=(sector,), holders=(f"P{number}",))
        for number, sector in enumerate(SECTORS)
    ]
    present = [Present(f"P{number}", (f"S{number}",)) for number in there]
    quorum = parse_quorum(HWB_OF_BOURNEMOUTH)
    result = evaluate(quorum, seats=seats, present=present, excluded=frozenset(), deputies_count=False)
    assert result.verdict is expected
    assert bool(result.cures) is (expected is FAIL)


def test_a_published_limit_that_grows_with_population_and_year():
    # North Yorkshire's scheme of October 2020: £10,000 a year for each 100,000 people, on decisions about medicines.
    limit = parse_limit("£10,000 a year per 100,000 population")
    assert limit.pence(420_000, 1) == 4_200_000
    assert limit.pence(420_000, 2) == 8_400_000


def test_a_whole_board_is_typed_seat_by_seat(books):
    seats = books["south-west-london"].rows(Seat, body="QWE")
    classes = [seat.seat_class for seat in seats]
    assert len(seats) == 22
    assert {each: classes.count(each) for each in set(classes)} == {
        "chair": 1,
        "chief_executive": 1,
        "non_executive": 4,
        "partner": 6,
        "executive": 4,
        "member": 6,
    }
