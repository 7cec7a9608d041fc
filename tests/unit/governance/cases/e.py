"""Cases of family E: meetings, quorum and the duties on a decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.unit.governance.case import Case
from tests.unit.governance.cases._wealdmarch import BOARD, FINANCE, HELD, ICB, TRUST, item, meeting, sits

from commonweal.answers import Verdict
from commonweal.governance.handbook import (
    Attendance,
    Consideration,
    Decision,
    Declaration,
    Document,
    Meeting,
    Publication,
    PublicQuestion,
    Term,
)

PASS, FAIL, LACKS, OUT = Verdict.PASS, Verdict.FAIL, Verdict.INSUFFICIENT_DATA, Verdict.NOT_APPLICABLE
DUE, JUDGE = Verdict.NOT_YET_DUE, Verdict.NEEDS_JUDGEMENT
ON = date(2026, 5, 1)

_closed = {"open_to_public": False}
_private = item(private=True, exclusion_reason="commercial terms")
E01 = [
    Case("governance.E01", PASS, [ICB, meeting()]),
    Case("governance.E01", PASS, [ICB, meeting(**_closed, exclusion_reason="a patient's case")], note="with a reason"),
    Case("governance.E01", FAIL, [ICB, meeting(**_closed, exclusion_reason="none")], note="no resolution"),
    Case("governance.E01", LACKS, [ICB, meeting(**_closed)], note="reason unknown"),
    Case("governance.E01", LACKS, [ICB, meeting(open_to_public=None)]),
    Case("governance.E01", PASS, [ICB, meeting(), _private], note="a private item with its reason"),
    Case("governance.E01", LACKS, [ICB, meeting(), item(private=True)], note="a private item without"),
    Case("governance.E01", LACKS, [ICB], note="no meetings"),
    Case("governance.E01", LACKS, [ICB, meeting(on_date=date(2022, 6, 30))], note="before the board began"),
]
E02 = [
    Case("governance.E02", PASS, [ICB, meeting(notice_on=HELD - timedelta(4))], note="three clear days"),
    Case("governance.E02", FAIL, [ICB, meeting(notice_on=HELD - timedelta(3))], note="two clear days"),
    Case("governance.E02", FAIL, [ICB, meeting(notice_on=HELD)], note="on the day"),
    Case("governance.E02", LACKS, [ICB, meeting()]),
    Case("governance.E02", DUE, [ICB, meeting(on_date=ON + timedelta(4))], note="the last day for notice"),
    Case("governance.E02", LACKS, [ICB, meeting(on_date=ON + timedelta(3))], note="the last day has gone"),
    Case("governance.E02", OUT, [ICB, meeting(**_closed)]),
]
_whole = [FINANCE, *(row for n in (1, 2, 3) for row in sits(f"F{n}", f"P{n}", "FIN"))]
_of_board = [FINANCE, *sits("F1", "P1", "FIN"), *sits("F2", "P2", "FIN")]
_mixed = [FINANCE, *sits("F1", "P1", "FIN"), *sits("F2", "P9", "FIN")]
E03 = [
    Case("governance.E03", PASS, [*BOARD, *_whole, meeting("FIN")]),
    Case("governance.E03", FAIL, [*BOARD, *_whole, meeting("FIN", **_closed, exclusion_reason="none")]),
    Case("governance.E03", FAIL, [*BOARD, *_of_board, meeting("FIN", **_closed, exclusion_reason="none")]),
    Case(
        "governance.E03",
        OUT,
        [*BOARD, *_mixed, meeting("FIN", **_closed, exclusion_reason="none"), meeting(meeting="M2")],
        note="others sit on it too",
    ),
    Case("governance.E03", LACKS, [*BOARD, *_whole, meeting("FIN", open_to_public=None)]),
    Case("governance.E03", LACKS, [*BOARD, *_whole], note="no meetings"),
    Case("governance.E03", LACKS, [ICB, meeting()], note="nobody known to sit"),
    Case(
        "governance.E03",
        OUT,
        [*BOARD, *_whole[1:], replace(FINANCE, to_date=HELD), meeting()],
        note="the committee has ended",
    ),
    Case("governance.E03", LACKS, [*BOARD, *_whole[1:], replace(FINANCE, to_date=HELD)], note="ended, and no meetings"),
    Case(
        "governance.E03",
        OUT,
        [replace(ICB, to_date=HELD), *BOARD[1:], *_whole, meeting()],
        note="the committee ended with its board",
    ),
    Case(
        "governance.E03",
        FAIL,
        [*BOARD, *_whole[1:], replace(FINANCE, to_date=HELD), meeting("FIN", **_closed, exclusion_reason="none")],
        note="closed before the committee ended",
    ),
]


def _out(kind, on=HELD, about="M1"):
    return Publication(publication=f"{kind}-{about}", body="QWM", kind=kind, about=about, published_on=on)


_next = meeting(meeting="M2", on_date=ON - timedelta(10), open_to_public=False)
_called = meeting(meeting="M3", on_date=ON + timedelta(30))
_within = Term(body="QWM", term="minutes_published_within", value="10 working days")
E04 = [
    Case("governance.E04", PASS, [ICB, meeting(), _out("papers"), _out("minutes", ON)]),
    Case("governance.E04", FAIL, [ICB, meeting(), _within, _out("papers")], on=date(2026, 5, 2), note="minutes late"),
    Case("governance.E04", FAIL, [ICB, meeting(), _out("minutes")], note="no papers"),
    Case("governance.E04", DUE, [ICB, meeting(), _called, _out("papers")], note="the next meeting has yet to agree"),
    Case("governance.E04", LACKS, [ICB, meeting(), _out("papers")], note="no time settled, and no meeting to come"),
    Case(
        "governance.E04",
        LACKS,
        [ICB, meeting(), _next, _out("papers")],
        on=date(2026, 9, 10),
        note="no time settled, long after they were agreed",
    ),
    Case(
        "governance.E04", DUE, [ICB, meeting(), _within, _out("papers")], on=date(2026, 4, 30), note="on the last day"
    ),
    Case("governance.E04", DUE, [ICB, meeting(), _next, _out("papers")], note="within a fortnight of agreement"),
    Case("governance.E04", LACKS, [ICB, meeting(), _out("papers", None), _out("minutes")]),
    Case("governance.E04", LACKS, [ICB, meeting()], note="nothing known to be published"),
    Case("governance.E04", LACKS, [ICB, meeting(open_to_public=None)]),
]

_of_three = [*BOARD, Term(body="QWM", term="quorum", value="at least 2"), meeting()]
_two_of_three, _whose = [*_of_three, item(counterparties=("none",))], [*_of_three, item()]


def _came(person, **more):
    return Attendance(meeting="M1", person=person, seat=f"B{person[1]}", **more)


_half = [_came("P1"), _came("P2", left="10:15")]
_took = {"decision": "D1", "item": "M1-7", "meeting": "M1", "on_date": HELD, "title": "It", "outcome": "approved"}
_minuted = Decision(**_took, quorate=True)
E05 = [
    Case("governance.E05", PASS, [*_two_of_three, _came("P1"), _came("P2")]),
    Case(
        "governance.E05", PASS, [*_two_of_three, _came("P1"), _came("P2", arrived="10:00", left="10:30")], note="just"
    ),
    Case("governance.E05", FAIL, [*_two_of_three, *_half, _minuted], note="lost half-way"),
    Case(
        "governance.E05", FAIL, [*_two_of_three, _came("P1"), _came("P2", apologies=True), _minuted], note="apologies"
    ),
    Case(
        "governance.E05",
        FAIL,
        [
            *_two_of_three,
            _came("P1"),
            _came("P2"),
            Declaration(item="M1-7", person="P2", action="excluded", at="10:00"),
            _minuted,
        ],
        note="one excluded",
    ),
    Case("governance.E05", PASS, [*_two_of_three, *_half, Decision(**_took, quorate=False)], note="minuted as it was"),
    Case("governance.E05", JUDGE, [*_two_of_three, _came("P1"), _came("P2"), Decision(**_took, quorate=False)]),
    Case(
        "governance.E05", PASS, [*_two_of_three, *_half, Decision(**(_took | {"outcome": "deferred"}))], note="put off"
    ),
    Case("governance.E05", LACKS, [*BOARD, meeting(), item(), _came("P1"), _came("P2")], note="no quorum settled"),
    Case("governance.E05", LACKS, [*_two_of_three, *_half], note="lost half-way, and nothing known to be decided"),
    Case("governance.E05", LACKS, _two_of_three, note="attendance unknown"),
    Case("governance.E05", LACKS, [*_whose, _came("P1"), _came("P2")], note="whose interests unknown"),
    Case(
        "governance.E05",
        LACKS,
        [*_whose, _came("P1"), _came("P2"), Decision(**_took, quorate=False)],
        note="whose interests unknown, minuted as inquorate",
    ),
    Case("governance.E05", FAIL, [*_whose, *_half, _minuted], note="lost half-way, whose interests unknown"),
    Case("governance.E05", LACKS, [ICB]),
]
_short = [*_two_of_three, *_half]
_later = Meeting(meeting="M2", body="QWM", on_date=date(2026, 4, 30))
_cured = {"acted_on": True, "ratified_on": date(2026, 4, 30), "ratified_at": "M2"}
E06 = [
    Case("governance.E06", PASS, [*_short, _later, Decision(**_took, **_cured)], note="ratified"),
    Case("governance.E06", FAIL, [*_short, _later, Decision(**_took, **_cured, put_into_effect_on=date(2026, 4, 29))]),
    Case("governance.E06", PASS, [*_short, _later, Decision(**_took, **_cured, put_into_effect_on=date(2026, 4, 30))]),
    Case("governance.E06", PASS, [*_short, Decision(**_took, acted_on=False)], note="not acted on"),
    Case("governance.E06", FAIL, [*_short, Decision(**_took, acted_on=True)], note="acted on"),
    Case("governance.E06", FAIL, [*_short, Decision(**_took, **(_cured | {"ratified_on": date(2026, 5, 2)}))]),
    Case("governance.E06", FAIL, [*_short, Decision(**_took, **_cured)], note="ratified by no meeting"),
    Case("governance.E06", LACKS, [*_short, Decision(**_took)]),
    Case("governance.E06", LACKS, [*_two_of_three, Decision(**_took)], note="attendance unknown"),
    Case("governance.E06", OUT, [*_two_of_three, _came("P1"), _came("P2"), Decision(**_took, acted_on=True)]),
    Case(
        "governance.E06",
        LACKS,
        [*_whose, _came("P1"), _came("P2"), Decision(**_took, acted_on=True)],
        note="whose interests unknown",
    ),
    Case(
        "governance.E06",
        FAIL,
        [*_whose, _came("P1"), _came("P2"), Decision(**_took, quorate=False, acted_on=True)],
        note="minuted as inquorate and acted on, whose interests unknown",
    ),
]


def _papers(lead, on, meets=HELD):
    return [ICB, Term(body="QWM", term="paper_lead_time", value=lead), meeting(papers_on=on, on_date=meets)]


AFTER_EASTER = date(2026, 4, 9)
"""A Thursday; Good Friday was the third and Easter Monday the sixth."""
E07 = [
    Case("governance.E07", PASS, _papers("5 working days", date(2026, 4, 9)), note="five working days"),
    Case("governance.E07", FAIL, _papers("5 working days", date(2026, 4, 10)), note="late by one working day"),
    Case("governance.E07", PASS, _papers("5 working days", date(2026, 3, 31), AFTER_EASTER), note="over Easter"),
    Case(
        "governance.E07",
        FAIL,
        _papers("5 working days", date(2026, 4, 1), AFTER_EASTER),
        note="over Easter, a day late",
    ),
    Case("governance.E07", PASS, _papers("7 days", date(2026, 4, 9)), note="seven days"),
    Case("governance.E07", FAIL, _papers("7 days", date(2026, 4, 10)), note="seven days, a day late"),
    Case("governance.E07", PASS, _papers("3 clear days", date(2026, 4, 12)), note="three clear days"),
    Case("governance.E07", FAIL, _papers("3 clear days", date(2026, 4, 13)), note="two clear days"),
    Case("governance.E07", PASS, _papers("Thursday before", date(2026, 4, 9)), note="the Thursday before a Thursday"),
    Case("governance.E07", FAIL, _papers("Thursday before", date(2026, 4, 10)), note="the Friday before"),
    Case("governance.E07", PASS, _papers("Friday before", date(2026, 4, 10))),
    Case("governance.E07", FAIL, _papers("Friday before", date(2026, 4, 11))),
    Case("governance.E07", LACKS, _papers("5 working days", None)),
    Case("governance.E07", LACKS, _papers("in good time", date(2026, 4, 1)), note="a term nobody can read"),
    Case("governance.E07", LACKS, [ICB, meeting(papers_on=HELD)], note="no term"),
    Case("governance.E07", DUE, _papers("5 working days", None, date(2026, 5, 11)), note="still time, over May Day"),
    Case("governance.E07", LACKS, _papers("5 working days", None, date(2026, 5, 8)), note="the last day has gone"),
    Case(
        "governance.E07",
        FAIL,
        [
            *_papers("5 working days", date(2026, 4, 9)),
            FINANCE,
            meeting("FIN", meeting="M2", papers_on=date(2026, 4, 10)),
        ],
        note="standing orders hold for committees",
    ),
]

_asked = {
    "question": "Q1",
    "meeting": "M1",
    "accepted": True,
    "words": 100,
    "received_on": date(2026, 4, 13),
    "replied_on": date(2026, 4, 30),
}
_rules = [
    ICB,
    meeting(),
    Term(body="QWM", term="public_question_limit", value="150 words"),
    Term(body="QWM", term="public_question_deadline", value="3 working days"),
    Term(body="QWM", term="public_question_reply", value="1 month"),
    Term(body="QWM", term="public_question_repeat_bar", value="6 months"),
]


def _question(**more):
    return [*_rules, PublicQuestion(**(_asked | more))]


_before = [
    Meeting(meeting="M0", body="QWM", on_date=date(2025, 10, 17)),
    PublicQuestion(
        **(
            _asked
            | {"question": "Q0", "meeting": "M0", "received_on": date(2025, 10, 1), "replied_on": date(2025, 11, 1)}
        )
    ),
]
_long_before = [
    Meeting(meeting="M0", body="QWM", on_date=date(2025, 10, 16)),
    PublicQuestion(
        **(
            _asked
            | {"question": "Q0", "meeting": "M0", "received_on": date(2025, 10, 1), "replied_on": date(2025, 11, 1)}
        )
    ),
]
E08 = [
    Case("governance.E08", PASS, _question()),
    Case("governance.E08", FAIL, _question(words=151), note="a word too long"),
    Case("governance.E08", FAIL, _question(received_on=date(2026, 4, 14)), note="a day too late"),
    Case(
        "governance.E08", PASS, _question(replied_on=date(2026, 5, 16)), on=date(2026, 6, 1), note="a month to the day"
    ),
    Case("governance.E08", FAIL, _question(replied_on=date(2026, 5, 17)), on=date(2026, 6, 1), note="answered late"),
    Case("governance.E08", DUE, _question(replied_on=None), note="still time to answer"),
    Case("governance.E08", LACKS, _question(replied_on=None), on=date(2026, 5, 17), note="answer unknown"),
    Case("governance.E08", FAIL, [*_question(repeats="Q0"), *_before], note="repeats within six months"),
    Case("governance.E08", PASS, [*_question(repeats="Q0"), *_long_before], note="repeats after six months"),
    Case("governance.E08", OUT, _question(accepted=False)),
    Case("governance.E08", LACKS, [ICB, meeting(), PublicQuestion(**_asked)], note="no terms"),
    Case("governance.E08", LACKS, [ICB]),
]


def _decided(*topics, body="QWM", rows=(), **item_more):
    """A decision with a text for each topic."""
    return [
        ICB,
        meeting(body),
        item(**({"individual_patient": False, "changes_services": True} | item_more)),
        Decision(**_took, taken_by=body),
        *(Consideration(decision="D1", topic=topic, text="looked at in paper 7") for topic in topics),
        *rows,
    ]


AIMS = ("wellbeing", "quality", "resources")
E09 = [
    Case("governance.E09", PASS, _decided(*AIMS)),
    *(Case("governance.E09", FAIL, _decided(*(t for t in AIMS if t != topic)), note=f"no {topic}") for topic in AIMS),
    Case(
        "governance.E09",
        FAIL,
        _decided(*AIMS[1:], rows=[Consideration(decision="D1", topic="wellbeing", text="not considered")]),
    ),
    Case("governance.E09", OUT, _decided(*AIMS[1:], individual_patient=True), note="services for one person"),
    Case("governance.E09", LACKS, _decided(*AIMS[1:], individual_patient=None), note="one person or not unknown"),
    Case("governance.E09", LACKS, _decided(*AIMS[1:], rows=[Consideration(decision="D1", topic="wellbeing")])),
    Case("governance.E09", LACKS, _decided(), note="no record"),
    Case("governance.E09", LACKS, [ICB]),
]
E10 = [
    Case("governance.E10", PASS, [TRUST, *_decided(*AIMS, body="RWM")]),
    Case("governance.E10", FAIL, [TRUST, *_decided(*AIMS[1:], body="RWM")]),
    Case("governance.E10", LACKS, [TRUST, *_decided(body="RWM")]),
    Case("governance.E10", OUT, [TRUST, *_decided(*AIMS)], note="the ICB's own"),
    Case("governance.E10", LACKS, [ICB]),
]
FIELDS = ("inequalities", "professional_advice", "integration", "climate")
_no_climate = Consideration(decision="D1", topic="climate", not_applicable_because="no buildings, no travel")
E11 = [
    Case("governance.E11", PASS, _decided(*FIELDS)),
    Case("governance.E11", PASS, _decided(*FIELDS[:3], rows=[_no_climate]), note="reasoned"),
    Case("governance.E11", FAIL, _decided(*FIELDS[:3])),
    Case("governance.E11", LACKS, _decided(*FIELDS[:3], rows=[Consideration(decision="D1", topic="climate")])),
    Case("governance.E11", LACKS, _decided()),
]
STAGES = ("involvement_planning", "involvement_proposal", "involvement_decision")
E12 = [
    Case("governance.E12", PASS, _decided(*STAGES)),
    Case("governance.E12", FAIL, _decided(*STAGES[:2]), note="not at the decision"),
    Case("governance.E12", OUT, _decided(changes_services=False)),
    Case("governance.E12", LACKS, _decided(*STAGES, changes_services=None)),
    Case("governance.E12", LACKS, _decided()),
]
CITED = ("jsna", "integrated_care_strategy", "joint_local_health_and_wellbeing_strategy")


def _cites(version="{}-2", since=date(2025, 1, 1), **more):
    documents = [Document(document=f"{topic}-2", body="QWM", kind="other", from_date=since, **more) for topic in CITED]
    texts = [Consideration(decision="D1", topic=topic, text="cited", version=version.format(topic)) for topic in CITED]
    return _decided(rows=[*documents, *texts])


_newer = Document(document="jsna-3", body="QWM", kind="other", replaces="jsna-2", from_date=HELD)
E13 = [
    Case("governance.E13", PASS, _cites()),
    Case("governance.E13", FAIL, _cites(to_date=HELD - timedelta(1)), note="no longer current"),
    Case("governance.E13", FAIL, [*_cites(), _newer], note="replaced that day"),
    Case("governance.E13", FAIL, _decided(*CITED[:2]), note="one is not cited"),
    Case("governance.E13", LACKS, _cites(version=""), note="version unknown"),
    Case("governance.E13", LACKS, _cites(since=None), note="when it was current is unknown"),
    Case("governance.E13", LACKS, _decided()),
]

CASES = [*E01, *E02, *E03, *E04, *E05, *E06, *E07, *E08, *E09, *E10, *E11, *E12, *E13]
