"""Cases of family C: seats and tasks that national policy expects, tests of people, posts held besides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.unit.governance.cases._boards import (
    BEGAN,
    BOARD,
    FAIL,
    FIRST,
    HOLDERS,
    ICB,
    JUDGE,
    LACKS,
    LATER,
    ON,
    OUT,
    PASS,
    SEATS,
    case,
    held,
    holder,
    seat,
    without,
    without_holder,
)

from commonweal.governance.handbook import (
    Body,
    Document,
    Eligibility,
    Employment,
    FitAndProperTest,
    Role,
    Seat,
    Skill,
    Term,
)

_DIRECTORS = [
    seat(f"D{number}", "executive", profession=profession)
    for number, profession in enumerate(("finance", "nursing", "medical"), 1)
]
_NON_EXECUTIVES = [seat(f"N{number}", "non_executive") for number in (1, 2)]
FULL = [ICB, *SEATS, *_DIRECTORS, *_NON_EXECUTIVES]
FILLED = [*FULL, *HOLDERS, *(held(row.seat) for row in [*_DIRECTORS, *_NON_EXECUTIVES])]


def reclassed(rows, number: str, **new: object):
    """The rows, with a seat changed and who sits in it left."""
    return [replace(row, **new) if isinstance(row, Seat) and row.seat == number else row for row in rows]


C01 = [
    case("C01", PASS, FULL, "the ten that policy expects"),
    case("C01", FAIL, without(FULL, "N2"), "one non-executive member too few"),
    case("C01", FAIL, reclassed(FULL, "D2", profession="other"), "no director of nursing"),
    case("C01", LACKS, reclassed(FULL, "D2", profession=""), "a profession is not known"),
    case("C01", PASS, FILLED, "and somebody sits in each"),
    case("C01", FAIL, holder(FILLED, "N2", person="P-N1"), "one person in two seats counts once"),
    case("C01", LACKS, [ICB], "no seats recorded"),
]
C02 = [
    case("C02", PASS, FILLED, "all three in post"),
    case("C02", PASS, holder(FILLED, "D1", interim=True), "one for the time being"),
    case("C02", FAIL, holder(FILLED, "D1", to_date=date(2026, 4, 30)), "vacant since today"),
    case("C02", FAIL, reclassed(FILLED, "D2", profession="other"), "no such seat"),
    case("C02", LACKS, reclassed(FILLED, "D2", profession=""), "a profession is not known"),
    case("C02", LACKS, FULL, "who sits is not recorded"),
]

# The guidance asks at the next amendment; what was amended after it was read is certainly after it.
AFTER = date(2027, 6, 1)
AMENDED = [
    replace(FIRST, to_date=date(2026, 12, 31)),
    Document(document="C2", body="QWM", kind="constitution", replaces="C1", from_date=date(2027, 1, 1)),
]
BETWEEN = [FIRST, replace(AMENDED[1], from_date=date(2025, 1, 1))]


def _role(role: str, person: str, body: str = "QWM") -> Role:
    return Role(body=body, role=role, person=person, from_date=BEGAN)


_DEPUTY, _AUDIT = _role("deputy_chair", "P-N1"), _role("audit_chair", "P-N2")
_TASKS = [*FILLED, *AMENDED, _DEPUTY, _AUDIT]
_FINANCE = Body(body="FIN", name="Finance Committee", kind="committee", system="QWM", parent="QWM", from_date=BEGAN)
_IN_COMMITTEE = [_FINANCE, _role("deputy_chair", "P-N1", "FIN")]
"""A committee's deputy chair, who is not the board's."""
C03 = [
    case("C03", PASS, _TASKS, "a non-executive member who does not chair audit", on=AFTER),
    case("C03", FAIL, [*FILLED, *AMENDED, _DEPUTY, _role("audit_chair", "P-N1")], "chairs audit too", on=AFTER),
    case("C03", FAIL, [*FILLED, *AMENDED, _role("deputy_chair", "P-B3"), _AUDIT], "a partner member", on=AFTER),
    case("C03", FAIL, [*FILLED, *AMENDED, _AUDIT], "no deputy chair among the tasks", on=AFTER),
    case("C03", FAIL, [*FILLED, *AMENDED, _AUDIT, *_IN_COMMITTEE], "only a committee's deputy chair", on=AFTER),
    case("C03", LACKS, [*FILLED, *AMENDED, *_IN_COMMITTEE], "no tasks of the board recorded", on=AFTER),
    case("C03", PASS, [*_TASKS, _FINANCE, _role("deputy_chair", "P-B3", "FIN")], "a committee has another", on=AFTER),
    case("C03", FAIL, without_holder(_TASKS, "N1"), "the deputy chair has left the board", on=AFTER),
    case("C03", LATER, [*FILLED, FIRST, _AUDIT], "not amended since the guidance", on=AFTER),
    case("C03", JUDGE, [*FILLED, *BETWEEN, _AUDIT], "amended when the guidance may not have been there", on=AFTER),
    case("C03", JUDGE, [*FILLED, *BETWEEN, _AUDIT], "the same while the rule is a draft"),
    case("C03", LACKS, [*FILLED, *AMENDED, _DEPUTY], "who chairs audit is not known", on=AFTER),
    case("C03", LACKS, [*FILLED, *AMENDED], "no tasks recorded", on=AFTER),
    case("C03", LACKS, [*FILLED, _DEPUTY, _AUDIT], "no constitution recorded", on=AFTER),
    case("C03", OUT, _TASKS, "before the guidance", on=date(2023, 9, 29)),
]
_SENIOR = _role("senior_non_executive", "P-N1")
C04 = [
    case("C04", PASS, [*_TASKS, _SENIOR], "the deputy chair, who does not chair audit", on=AFTER),
    case(
        "C04", PASS, [*FILLED, *AMENDED, _role("senior_non_executive", "P-N2"), _AUDIT, _DEPUTY], "not deputy", on=AFTER
    ),
    case(
        "C04",
        LACKS,
        [*FILLED, *AMENDED, _role("senior_non_executive", "P-N2"), _AUDIT, *_IN_COMMITTEE],
        "chairs audit, and who is deputy chair of the board is not known",
        on=AFTER,
    ),
    case(
        "C04",
        FAIL,
        [*FILLED, *AMENDED, _SENIOR, _DEPUTY, _role("audit_chair", "P-N1")],
        "deputy chair and audit chair in one",
        on=AFTER,
    ),
    case("C04", FAIL, [*_TASKS, _role("senior_non_executive", "P-D1")], "a director", on=AFTER),
    case("C04", FAIL, _TASKS, "none among the tasks", on=AFTER),
    case("C04", LACKS, [*FILLED, *AMENDED], "no tasks recorded", on=AFTER),
]


def _quorum(text: str) -> Term:
    return Term(body="QWM", term="quorum", value=text, from_date=BEGAN, approved_on=BEGAN)


C05 = [
    case("C05", PASS, [*FILLED, *AMENDED, _quorum("1/2 of voting seats")], "half of the seats", on=AFTER),
    case("C05", PASS, [*FULL, *AMENDED, _quorum("at least 7")], "whoever sits", on=AFTER),
    case(
        "C05",
        FAIL,
        [*FILLED, *AMENDED, _quorum("all of (at least 4; at least 1 chair)")],
        "asks for the chair",
        on=AFTER,
    ),
    case("C05", FAIL, [*FILLED, *AMENDED, _quorum("at least 10")], "asks for everybody", on=AFTER),
    case("C05", LACKS, [*FILLED, *AMENDED, _quorum("enough of us")], "cannot be read", on=AFTER),
    case(
        "C05",
        LACKS,
        [*reclassed(FILLED, "N1", voting=None), *AMENDED, _quorum("at least 9")],
        "hangs on whether a seat votes",
        on=AFTER,
    ),
    case("C05", LACKS, [*FILLED, *AMENDED], "no quorum recorded", on=AFTER),
    case("C05", LATER, [*FILLED, FIRST, _quorum("at least 10")], "not amended since the guidance", on=AFTER),
]

_GROUPS = ("children_and_young_people", "send", "safeguarding", "learning_disability_and_autism", "down_syndrome")
_LEADS = [_role(f"lead_{group}", "P-D2") for group in _GROUPS]
C06 = [
    case("C06", PASS, [*FILLED, *_LEADS], "each has a lead with a vote"),
    case("C06", FAIL, [*FILLED, *_LEADS[1:]], "one group without"),
    case("C06", FAIL, [*FILLED, *_LEADS[1:], replace(_LEADS[0], person="STAFF")], "no member of the board"),
    case("C06", FAIL, [*reclassed(FILLED, "D2", voting=False), *_LEADS], "no vote"),
    case("C06", FAIL, [*FILLED, *_LEADS[1:], replace(_LEADS[0], to_date=date(2026, 4, 30))], "ended yesterday"),
    case("C06", LACKS, [*reclassed(FILLED, "D2", voting=None), *_LEADS], "whether the lead votes is not known"),
    case("C06", LACKS, FILLED, "no leads recorded"),
    case("C06", OUT, FILLED, "in the month of the guidance", on=date(2023, 5, 31)),
]

_TESTS = [
    FitAndProperTest(person=f"P-B{number}", on_date=day, occasion=occasion, passed=True)
    for number in range(1, 6)
    for day, occasion in ((date(2024, 12, 20), "appointment"), (date(2025, 12, 1), "yearly"))
]


def _test(person: str, day: date, **new: object):
    return [replace(row, **new) if row.key == (person, day) else row for row in _TESTS]


C07 = [
    case("C07", PASS, [*BOARD, *_TESTS], "tested at appointment and within the year"),
    case("C07", PASS, [*holder(BOARD, "B2", interim=True), *_TESTS], "an interim chief executive too"),
    case("C07", FAIL, [*BOARD, *_test("P-B2", date(2025, 12, 1), passed=False)], "not passed"),
    case("C07", FAIL, [*BOARD, *_TESTS], "over a year ago", on=date(2026, 12, 2)),
    case("C07", PASS, [*BOARD, *_TESTS], "a year ago to the day", on=date(2026, 12, 1)),
    case("C07", FAIL, [*BOARD, *_test("P-B2", date(2024, 12, 20), on_date=date(2025, 1, 2))], "a day late"),
    case("C07", LACKS, [*BOARD, *_test("P-B2", date(2025, 12, 1), passed=None)], "outcome not known"),
    case("C07", LACKS, [*BOARD, *without(_TESTS, "P-B2")], "one member without a record"),
    case("C07", LACKS, [*holder(BOARD, "B2", interim=True), *without(_TESTS, "P-B2")], "an interim member without"),
    case("C07", LACKS, BOARD, "no tests recorded"),
]

_GROUNDS = ("member_of_parliament", "sentence_of_three_months", "bankruptcy_restriction", "dismissed_by_health_body")
_CHECKED = [
    Eligibility(person=f"P-B{number}", ground=ground, applies=False, checked_on=date(2024, 12, 1))
    for number in range(1, 6)
    for ground in _GROUNDS
]
C08 = [
    case("C08", PASS, [*BOARD, *_CHECKED], "each checked, none applies"),
    case("C08", FAIL, [*BOARD, replace(_CHECKED[0], applies=True), *_CHECKED[1:]], "a member of Parliament"),
    case("C08", LACKS, [*BOARD, *_CHECKED[1:]], "one ground without a row"),
    case("C08", LACKS, [*BOARD, replace(_CHECKED[0], checked_on=ON + timedelta(days=1)), *_CHECKED[1:]], "tomorrow"),
    case("C08", LACKS, BOARD, "no grounds recorded"),
]

TRUST = Body(body="RWT", name="Wealdmarch Community Trust", kind="trust", from_date=BEGAN)
FOUNDATION = Body(body="RWM", name="Wealdmarch Hospitals", kind="foundation_trust", from_date=BEGAN)
_CHAIRS = Employment(person="P-B3", employer="RWT", post="trust_chair", basis="office_holder", from_date=BEGAN)
C09 = [
    case("C09", PASS, [*BOARD, TRUST, _CHAIRS], "the trusts' nominee"),
    case("C09", FAIL, [*BOARD, TRUST, replace(_CHAIRS, person="P-B5")], "the councils' nominee"),
    case("C09", FAIL, [*BOARD, TRUST, replace(_CHAIRS, person="P-B1")], "the chair"),
    case("C09", LACKS, [*reclassed(BOARD, "B3", nominated_by=""), TRUST, _CHAIRS], "who nominates is not known"),
    case(
        "C09",
        JUDGE,
        [*holder(BOARD, "B3", from_date=BEGAN), TRUST, _CHAIRS],
        "before the regulations were amended",
        on=date(2024, 12, 15),
    ),
    case("C09", OUT, [*BOARD, FOUNDATION, replace(_CHAIRS, employer="RWM", person="P-B5")], "a foundation trust"),
    case("C09", OUT, [*BOARD, TRUST, replace(_CHAIRS, post="director")], "a director of a trust"),
    case("C09", LACKS, [*BOARD, TRUST, replace(_CHAIRS, post="")], "which post is not known"),
    case("C09", LACKS, [*holder(BOARD, "B3", on_behalf_of=("RWT",)), TRUST], "from a trust, post not recorded"),
    case("C09", OUT, [*BOARD, replace(_CHAIRS, person="P-ELSEWHERE")], "no posts of members recorded"),
    case("C09", LACKS, BOARD, "no posts entered"),
]

_ATTENDS = seat("A1", "participant", voting=False)
C10 = [
    case("C10", PASS, [*BOARD, _ATTENDS], "no vote"),
    case("C10", FAIL, [*BOARD, replace(_ATTENDS, voting=True)], "a participant who votes"),
    case(
        "C10",
        FAIL,
        [
            *BOARD,
            Body(body="FIN", name="Finance", kind="committee", parent="QWM"),
            replace(_ATTENDS, body="FIN", seat_class="observer", voting=True),
        ],
        "on a committee",
    ),
    case("C10", LACKS, [*BOARD, replace(_ATTENDS, voting=None)], "not known"),
    case("C10", OUT, BOARD, "nobody attends without being a member"),
    case("C10", LACKS, [ICB], "no seats recorded"),
]

_CHAIRED = [*FILLED, _AUDIT, _role("remuneration_chair", "P-N1")]
_KNOWS = Skill(person="P-N2", skill="finance", held=True, judged_by="chair", judged_on=BEGAN, reason="accountant")
C11 = [
    case("C11", PASS, [*_CHAIRED, _KNOWS], "two non-executive members, and audit knows finance"),
    case("C11", FAIL, [*FILLED, _KNOWS, _AUDIT, _role("remuneration_chair", "P-N2")], "chairs audit too"),
    case("C11", FAIL, [*FILLED, _KNOWS, _AUDIT, _role("remuneration_chair", "P-D1")], "a director"),
    case("C11", FAIL, [*_CHAIRED, replace(_KNOWS, held=False)], "audit without finance"),
    case("C11", LACKS, _CHAIRED, "nobody judged the audit chair"),
    case("C11", LACKS, [*FILLED, _KNOWS, _AUDIT], "who chairs remuneration is not known"),
]

CASES = [*C01, *C02, *C03, *C04, *C05, *C06, *C07, *C08, *C09, *C10, *C11]
