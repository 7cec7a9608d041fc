"""Cases of family D: interests, gifts, conflicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.unit.governance.case import Case
from tests.unit.governance.cases._wealdmarch import BOARD, FINANCE, HELD, ICB, PEOPLE, entry, item, meeting, nil, sits

from commonweal.answers import Verdict
from commonweal.governance.handbook import (
    Attendance,
    Body,
    Decision,
    Declaration,
    Evaluator,
    Gift,
    Publication,
    Term,
    Vote,
)

PASS, FAIL, LACKS = Verdict.PASS, Verdict.FAIL, Verdict.INSUFFICIENT_DATA
OUT = Verdict.NOT_APPLICABLE
ON = date(2026, 5, 1)
AWARE = date(2026, 3, 1)
ALL = [nil("S1", "P1"), nil("S2", "P2"), entry("S3", "P3")]


_PLACE = replace(FINANCE, kind="place_partnership")
FORUM_FIRST = [
    replace(_PLACE, form="consultative_forum", to_date=ON),
    replace(_PLACE, form="committee", from_date=ON + timedelta(1)),
]
"""A place that is a forum to the day, and a committee of the ICB from the next."""


def _d01(*rows):
    return [*BOARD, *rows]


D01 = [
    Case("governance.D01", PASS, _d01(*ALL), note="an entry or a nil return for each"),
    Case("governance.D01", FAIL, _d01(*ALL[:2]), note="one member without"),
    Case("governance.D01", FAIL, _d01(*ALL[:2], entry("S3", "P3", to_date=date(2026, 4, 30))), note="ended yesterday"),
    Case("governance.D01", FAIL, [*_d01(*ALL), FINANCE, *sits("F1", "P4", "FIN")], note="a committee member"),
    Case(
        "governance.D01", PASS, [*_d01(*ALL), FINANCE, *sits("F1", "P4", "FIN", seat_class="observer")], note="observer"
    ),
    *(
        Case(
            "governance.D01",
            verdict,
            [*_d01(*ALL), replace(FINANCE, kind=kind, form=form), *sits("F1", "P4", "FIN")],
            note=f"a member of a {kind} that is a {form}",
        )
        for kind, form, verdict in (
            ("place_partnership", "committee", FAIL),
            ("place_partnership", "sub_committee", FAIL),
            ("provider_collaborative", "committee", FAIL),
            ("place_partnership", "consultative_forum", PASS),
            ("place_partnership", "joint_committee", PASS),
        )
    ),
    *(
        Case(
            "governance.D01",
            verdict,
            [*_d01(*ALL), *FORUM_FIRST, *sits("F1", "P4", "FIN")],
            note=f"a place in the form it had on {day}",
            on=day,
        )
        for day, verdict in ((ON, PASS), (date(2026, 5, 2), FAIL))
    ),
    Case("governance.D01", LACKS, _d01(*ALL[:2], entry("S3", "P3", registered_on=None)), note="day of entry unknown"),
    Case("governance.D01", LACKS, _d01(), note="no register typed in yet"),
    Case("governance.D01", LACKS, [ICB, *ALL], note="nobody known to sit"),
]

_register = {"publication": "R1", "body": "QWM", "kind": "register_of_interests"}
D02 = [
    Case("governance.D02", PASS, [ICB, Publication(**_register, published_on=date(2026, 4, 1))]),
    Case("governance.D02", PASS, [ICB, Publication(**_register, on_request=True)], note="on request"),
    Case("governance.D02", FAIL, [ICB, Publication(**_register, published_on=ON + timedelta(1))], note="not yet"),
    Case(
        "governance.D02",
        FAIL,
        [ICB, Publication(**_register, published_on=date(2026, 4, 1), withdrawn_on=ON)],
        note="taken down",
    ),
    Case(
        "governance.D02",
        FAIL,
        [ICB, Publication(publication="C", body="QWM", kind="gifts_register", published_on=date(2026, 4, 1))],
        note="the lists are recorded and the register is not among them",
    ),
    Case("governance.D02", FAIL, [ICB, Publication(**_register, on_request=False)], note="neither put up nor had"),
    Case(
        "governance.D02",
        LACKS,
        [ICB, Publication(publication="C", body="QWM", kind="constitution", published_on=date(2026, 4, 1))],
        note="only the constitution is recorded so far",
    ),
    Case("governance.D02", LACKS, [ICB, Publication(**_register)]),
    Case("governance.D02", LACKS, [ICB], note="nothing typed in yet"),
]


def _declared_after(days, **more):
    declared = AWARE + timedelta(days=days) if days is not None else None
    return [*BOARD, entry("S1", "P1", aware_on=AWARE, declared_on=declared, **more)]


D03 = [
    Case("governance.D03", PASS, _declared_after(0)),
    Case("governance.D03", PASS, _declared_after(27), note="day 27"),
    Case("governance.D03", PASS, _declared_after(28), note="day 28"),
    Case("governance.D03", FAIL, _declared_after(29), note="day 29"),
    Case("governance.D03", LACKS, _declared_after(-1), note="declared before the person knew"),
    Case("governance.D03", Verdict.NOT_YET_DUE, _declared_after(40), note="not yet aware", on=AWARE - timedelta(1)),
    Case(
        "governance.D03", Verdict.NOT_YET_DUE, _declared_after(20), note="to be declared yet", on=AWARE + timedelta(10)
    ),
    Case("governance.D03", LACKS, _declared_after(29, commissioning_related=None), note="late, and the tie unknown"),
    Case("governance.D03", OUT, _declared_after(29, commissioning_related=False), note="no tie to commissioning"),
    Case("governance.D03", Verdict.NOT_YET_DUE, _declared_after(None), on=AWARE + timedelta(28), note="last day"),
    Case("governance.D03", LACKS, _declared_after(None), on=AWARE + timedelta(29), note="day passed, nothing known"),
    Case(
        "governance.D03",
        PASS,
        [
            *_declared_after(60, supersedes="S0"),
            entry("S0", "P1", aware_on=AWARE, declared_on=AWARE, to_date=AWARE + timedelta(59)),
        ],
        note="restated later",
    ),
    Case("governance.D03", LACKS, [*BOARD, entry("S1", "P1", aware_on=None)], note="awareness unknown"),
    Case("governance.D03", LACKS, BOARD, note="no register"),
]

_at = [*BOARD, meeting(), item()]
D04 = [
    Case("governance.D04", PASS, [*_at, Declaration(item="M1-7", person="P3", statement="S3"), *ALL]),
    Case("governance.D04", FAIL, [*_at, Declaration(item="M1-7", person="P3", statement="S9"), *ALL], note="no entry"),
    Case("governance.D04", FAIL, [*_at, Declaration(item="M1-7", person="P3", statement="S1"), *ALL], note="another's"),
    Case("governance.D04", LACKS, [*_at, Declaration(item="M1-7", person="P3"), *ALL], note="no link"),
    Case("governance.D04", LACKS, [*_at, *ALL], note="no declarations typed in"),
]

_touch = [*BOARD, meeting(), *(Attendance(meeting="M1", person=f"P{n}", seat=f"B{n}") for n in (1, 2, 3)), *ALL]
_named = item(counterparties=("AX1",))
_ruled = {"item": "M1-7", "person": "P3", "statement": "S3"}
_TIMED = {"starts": "10:00", "ends": "10:30"}
D05 = [
    Case("governance.D05", PASS, [*_touch, _named, Declaration(**_ruled, action="excluded", at="10:02")]),
    Case(
        "governance.D05",
        PASS,
        [*_touch, _named, Declaration(**_ruled, action="noted", on_date=HELD - timedelta(1))],
        note="ruled the day before",
    ),
    Case("governance.D05", FAIL, [*_touch, _named, Declaration(item="M1-7", person="P1", action="noted", at="10:00")]),
    *(
        Case(
            "governance.D05",
            verdict,
            [*_touch, *PEOPLE, _named, Declaration(**_ruled, action="excluded", at="10:02", decided_by=by)],
            note=f"ruled by {by}",
        )
        for by, verdict in (("P3", FAIL), ("member  3", FAIL), ("B3", FAIL), ("chair", PASS), ("Member 2", PASS))
    ),
    Case(
        "governance.D05",
        Verdict.NEEDS_JUDGEMENT,
        [
            *_touch,
            _named,
            entry("S9", "P1"),
            Declaration(**_ruled, action="excluded", at="10:02"),
            Declaration(item="M1-7", person="P1", statement="S9", action="noted", at="10:02", decided_by="The chair"),
        ],
        note="the chair on the chair",
    ),
    Case(
        "governance.D05",
        FAIL,
        [
            *_touch,
            _named,
            Declaration(**_ruled, action="excluded", at="10:20"),
            Vote(item="M1-7", person="P1", vote="for", at="10:15"),
        ],
        note="ruled after the vote",
    ),
    Case(
        "governance.D05",
        Verdict.NEEDS_JUDGEMENT,
        [
            *_touch,
            _named,
            Declaration(**_ruled, action="excluded", at="10:15"),
            Vote(item="M1-7", person="P1", vote="for", at="10:15"),
        ],
        note="ruled in the very minute of the vote",
    ),
    *(
        Case(
            "governance.D05",
            verdict,
            [
                *[row for row in _touch if row.TABLE != "attendance" or row.key[1] != "P3"],
                item(counterparties=("AX1",), **times),
                Attendance(meeting="M1", person="P3", seat="B3", **stay),
                Declaration(item="M1-7", person="P1", action="noted", at="10:00"),
                *votes,
            ],
            note=note,
        )
        for note, verdict, times, stay, votes in (
            ("left before the item", OUT, _TIMED, {"left": "10:00"}, []),
            ("left in the item", FAIL, _TIMED, {"left": "10:01"}, []),
            ("came after the item", OUT, _TIMED, {"arrived": "10:31"}, []),
            ("came as the item ended", FAIL, _TIMED, {"arrived": "10:30"}, []),
            ("left, and the item has no start", FAIL, {"starts": None}, {"left": "09:35"}, []),
            ("left, and yet voted", FAIL, _TIMED, {"left": "10:00"}, [Vote(item="M1-7", person="P3", vote="for")]),
            (
                "left, and the vote is timed before the item",
                FAIL,
                _TIMED,
                {"left": "10:00"},
                [Vote(item="M1-7", person="P1", vote="for", at="09:50")],
            ),
        )
    ),
    Case("governance.D05", FAIL, [*_touch, _named, Declaration(**_ruled, action="noted", on_date=HELD + timedelta(1))]),
    Case("governance.D05", OUT, [*_touch, item(counterparties=("ZZ9",)), Declaration(**_ruled, action="noted")]),
    Case(
        "governance.D05",
        FAIL,
        [
            *_touch,
            item(counterparties=("Marchside Care Limited",)),
            Declaration(item="M1-7", person="P1", action="noted", at="10:00"),
        ],
        note="the same by name",
    ),
    Case(
        "governance.D05",
        OUT,
        [*_touch, Body(body="AX2", name="Marchside Care Homes Ltd", kind="company"), item(counterparties=("AX2",))],
        note="a known body of a like name",
    ),
    Case("governance.D05", OUT, [*_touch, item(counterparties=("none",))], note="nobody gains"),
    Case("governance.D05", LACKS, [*_touch, item()], note="nobody says who gains"),
    Case("governance.D05", LACKS, [*_touch, _named, Declaration(**_ruled, at="10:02")], note="what was done is blank"),
    Case("governance.D05", LACKS, [*_touch, _named, Declaration(**_ruled, action="excluded")], note="when is blank"),
    Case("governance.D05", LACKS, [*_touch, _named], note="no declarations typed in"),
]

_ended = {"to_date": date(2025, 8, 31), "published_until": date(2026, 2, 28), "kept_until": date(2031, 8, 31)}
D06 = [
    Case("governance.D06", PASS, [*BOARD, entry("S1", "P1", **_ended)], note="to the day"),
    Case("governance.D06", FAIL, [*BOARD, entry("S1", "P1", **(_ended | {"published_until": date(2026, 2, 27)}))]),
    Case("governance.D06", FAIL, [*BOARD, entry("S1", "P1", **(_ended | {"kept_until": date(2031, 8, 30)}))]),
    Case("governance.D06", PASS, [*BOARD, entry("S1", "P1", **(_ended | {"public": False, "published_until": None}))]),
    Case("governance.D06", LACKS, [*BOARD, entry("S1", "P1", **(_ended | {"kept_until": None}))]),
    Case("governance.D06", OUT, [*BOARD, entry("S1", "P1")], note="still runs"),
    Case("governance.D06", LACKS, BOARD, note="no register"),
]


def _gift(**more):
    plain = {"person": "P1", "kind": "gift", "from_whom": "A family", "supplier": False, "accepted": True}
    return Gift(**(plain | {"gift": "G1", "value_pence": 3000, "on_date": date(2026, 1, 10)} | more))


_handed_over = {"for_organisation": True, "declared_on": date(2026, 1, 11)}
D07 = [
    Case("governance.D07", PASS, [*BOARD, _gift(value_pence=6000, **_handed_over)], note="for the organisation"),
    Case("governance.D07", PASS, [*BOARD, _gift(value_pence=5000)], note="£50 exactly"),
    Case("governance.D07", FAIL, [*BOARD, _gift(value_pence=5001, for_organisation=False)], note="a penny more"),
    Case(
        "governance.D07",
        FAIL,
        [*BOARD, _gift(), _gift(gift="G2", on_date=date(2026, 4, 1), for_organisation=False)],
        note="together above the limit",
    ),
    Case(
        "governance.D07",
        PASS,
        [*BOARD, _gift(on_date=date(2025, 4, 1)), _gift(gift="G2", on_date=date(2026, 4, 1))],
        note="a year apart",
    ),
    Case("governance.D07", FAIL, [*BOARD, _gift(supplier=True, value_pence=601)], note="a supplier's"),
    Case("governance.D07", PASS, [*BOARD, _gift(supplier=True, value_pence=600)]),
    Case("governance.D07", PASS, [*BOARD, _gift(supplier=True, value_pence=9000, accepted=False)], note="declined"),
    Case("governance.D07", LACKS, [*BOARD, _gift(supplier=None)]),
    Case("governance.D07", LACKS, [*BOARD, _gift(value_pence=None)]),
    Case("governance.D07", LACKS, [*BOARD, _gift(value_pence=6000, for_organisation=True)], note="declaration unknown"),
    Case("governance.D07", LACKS, BOARD, note="no register of gifts"),
]


def _meal(**more):
    return _gift(**({"kind": "hospitality", "declared_on": date(2026, 1, 12)} | more))


D08 = [
    Case("governance.D08", PASS, [*BOARD, _meal(value_pence=7501, approved_by="chief executive")]),
    Case("governance.D08", PASS, [*BOARD, _meal(value_pence=2500, declared_on=None)], note="£25 exactly"),
    Case("governance.D08", PASS, [*BOARD, _meal(value_pence=7500)], note="£75 exactly"),
    Case("governance.D08", FAIL, [*BOARD, _meal(value_pence=7501, approved_by="none")], note="no approval"),
    Case("governance.D08", LACKS, [*BOARD, _meal(value_pence=7501)], note="approval unknown"),
    Case("governance.D08", LACKS, [*BOARD, _meal(value_pence=2501, declared_on=None)], note="declaration unknown"),
    Case("governance.D08", LACKS, BOARD),
]

_yearly = {"confirmed_on": date(2025, 5, 1)}
D09 = [
    Case("governance.D09", PASS, [*BOARD, entry("S1", "P1", **_yearly)], note="a year to the day"),
    Case("governance.D09", FAIL, [*BOARD, entry("S1", "P1", confirmed_on=date(2025, 4, 30))], note="a day too late"),
    Case(
        "governance.D09",
        FAIL,
        [*BOARD, entry("S1", "P1", **_yearly), Term(body="QWM", term="interests_confirmation", value="quarterly")],
        note="a local cycle",
    ),
    Case(
        "governance.D09",
        LACKS,
        [*BOARD, entry("S1", "P1", **_yearly), Term(body="QWM", term="interests_confirmation", value="often")],
        note="a cycle nobody can read",
    ),
    Case("governance.D09", PASS, [*BOARD, entry("S1", "P1", declared_on=date(2026, 1, 1))], note="declared this year"),
    Case("governance.D09", LACKS, [*BOARD, entry("S1", "P1")], note="never known to be confirmed"),
    Case("governance.D09", LACKS, BOARD),
]

_nobodys = item(counterparties=("none",))
_of_all = [Term(body="QWM", term="quorum", value="at least 2"), *BOARD, *PEOPLE, meeting()]
_three, _whose = [*_of_all, _nobodys], [*_of_all, item()]
_there = [Attendance(meeting="M1", person=f"P{n}", seat=f"B{n}") for n in (1, 2, 3)]
_gone = Declaration(item="M1-7", person="P3", statement="S3", action="excluded", at="10:00")
_said = {
    "decision": "D1",
    "item": "M1-7",
    "meeting": "M1",
    "on_date": HELD,
    "title": "A contract",
    "outcome": "approved",
}
_noted = Declaration(**_ruled, action="noted")


def _vote_of(person):
    return Vote(item="M1-7", person=person, vote="for")


D10 = [
    Case("governance.D10", PASS, [*_three, *_there, _gone, Decision(**_said, quorate=True)]),
    Case(
        "governance.D10",
        FAIL,
        [*_three, *_there, _gone, Decision(**_said, quorate=True), Vote(item="M1-7", person="P3", vote="for")],
        note="voted all the same",
    ),
    Case(
        "governance.D10",
        FAIL,
        [*_three, *_there, *ALL, Declaration(**_ruled, action="stayed_and_voted"), Decision(**_said, quorate=True)],
        note="a financial interest, and voted",
    ),
    Case(
        "governance.D10",
        FAIL,
        [*_three, *_there, *ALL, _noted, Decision(**_said, quorate=True), _vote_of("P1"), _vote_of("P3")],
        note="a financial interest, noted, and voted",
    ),
    Case(
        "governance.D10",
        LACKS,
        [*_three, *_there, *ALL, _noted, Decision(**_said, quorate=True)],
        note="a financial interest, noted, and who voted is not known",
    ),
    Case(
        "governance.D10",
        PASS,
        [*_three, *_there, *ALL, _noted, Decision(**_said, quorate=True), _vote_of("P1")],
        note="a financial interest, noted, and did not vote",
    ),
    Case(
        "governance.D10",
        FAIL,
        [*_three, *_there[1:], *ALL, _noted, Decision(**_said, quorate=True), _vote_of("P2")],
        note="a financial interest, noted, and was counted",
    ),
    Case(
        "governance.D10",
        OUT,
        [*_three, *_there, entry("S3", "P3", held_by="spouse"), _noted, Decision(**_said, quorate=True)],
        note="a spouse's interest, noted",
    ),
    Case(
        "governance.D10",
        OUT,
        [
            *_three,
            *_there,
            entry("S3", "P3", kind="non_financial_professional"),
            Declaration(**_ruled, action="stayed_and_voted"),
            Decision(**_said, quorate=True),
        ],
        note="another interest, and voted",
    ),
    Case("governance.D10", FAIL, [*_three, *_there[1:], _gone, Decision(**_said, quorate=True)], note="was counted"),
    Case("governance.D10", LACKS, [*_three, *_there, _gone, Decision(**_said)], note="minutes silent"),
    Case("governance.D10", LACKS, [*_three, *_there, Declaration(item="M1-7", person="P3")], note="ruling unknown"),
    Case(
        "governance.D10",
        OUT,
        [*_three, *_there, replace(_gone, item="M0-1"), Decision(**_said, quorate=True)],
        note="nobody excluded",
    ),
    Case("governance.D10", LACKS, [*_three, *_there, Decision(**_said, quorate=True)], note="no declarations entered"),
    Case("governance.D10", LACKS, [*_whose, *_there, Decision(**_said, quorate=True)], note="whose interests unknown"),
    Case(
        "governance.D10",
        LACKS,
        [*_whose, *_there, _gone, Decision(**_said, quorate=True)],
        note="one excluded, whose interests besides unknown",
    ),
    Case(
        "governance.D10",
        FAIL,
        [
            *_of_all,
            _named,
            *_there,
            *ALL,
            Decision(**_said, quorate=True),
            Vote(item="M1-7", person="P3", vote="for"),
        ],
        note="out by the register alone, and voted",
    ),
    Case(
        "governance.D10",
        LACKS,
        [*_three, *_there, Declaration(**_ruled, action="stayed_and_voted"), Decision(**_said, quorate=True)],
        note="voted, and the statement is not in the register",
    ),
]

_panel = Body(body="PANEL", name="Conflicts Panel", kind="committee", parent="QWM", system="QWM")
_broken = [*_three, *_there[1:], _gone, _panel]
_falls_to = Term(body="QWM", term="quorum_fallback", value="PANEL")
D11 = [
    Case("governance.D11", PASS, [*_broken, _falls_to, Decision(**_said, taken_by="PANEL", fallback="PANEL")]),
    Case("governance.D11", FAIL, [*_broken, _falls_to, Decision(**_said, taken_by="QWM")], note="decided all the same"),
    Case("governance.D11", FAIL, [*_broken, _falls_to, FINANCE, Decision(**_said, taken_by="FIN", fallback="FIN")]),
    Case("governance.D11", LACKS, [*_broken, _falls_to, Decision(**_said)], note="who decided is unknown"),
    Case("governance.D11", LACKS, [*_broken, Decision(**_said, taken_by="PANEL", fallback="PANEL")], note="no term"),
    Case("governance.D11", OUT, [*_three, *_there, _gone, Decision(**_said)], note="quorate without them"),
    Case("governance.D11", LACKS, [*_three, *_there, Decision(**_said)], note="no declarations entered"),
    Case("governance.D11", LACKS, [*_whose, *_there, _gone, Decision(**_said)], note="whose interests unknown"),
]

_evaluates = {"procurement": "PR1", "person": "P1"}
D12 = [
    Case("governance.D12", PASS, [ICB, Evaluator(**_evaluates, conflicted=True, measure="did not score that bid")]),
    Case("governance.D12", PASS, [ICB, Evaluator(**_evaluates, conflicted=False)]),
    Case("governance.D12", FAIL, [ICB, Evaluator(**_evaluates, conflicted=True, measure="none")]),
    Case("governance.D12", LACKS, [ICB, Evaluator(**_evaluates, conflicted=True)]),
    Case("governance.D12", LACKS, [ICB, Evaluator(**_evaluates)]),
    Case("governance.D12", LACKS, [ICB]),
]


def _published(kind, on=date(2026, 4, 2), **more):
    return Publication(publication=f"{kind}-1", body="QWM", kind=kind, published_on=on, **more)


_lists = [_published(kind) for kind in ("breach_log", "procurement_decisions", "spend_over_25k")]
_extract = _published("register_extract", HELD - timedelta(7), about="M1")
D13 = [
    Case("governance.D13", PASS, [ICB, meeting(), _published("register_of_interests"), *_lists, _extract]),
    Case("governance.D13", FAIL, [ICB, meeting(), _published("register_of_interests"), *_lists], note="no extract"),
    Case("governance.D13", FAIL, [ICB, _published("register_of_interests"), *_lists[1:]], note="a list is missing"),
    Case("governance.D13", FAIL, [ICB, _published("register_of_interests", date(2026, 3, 31)), *_lists], note="stale"),
    Case("governance.D13", LACKS, [ICB, _published("register_of_interests", None), *_lists]),
    Case("governance.D13", LACKS, [ICB]),
    Case(
        "governance.D13",
        LACKS,
        [ICB, Publication(publication="C", body="QWM", kind="papers", published_on=date(2026, 4, 1))],
        note="only papers are recorded so far",
    ),
]

CASES = [*D01, *D02, *D03, *D04, *D05, *D06, *D07, *D08, *D09, *D10, *D11, *D12, *D13]
