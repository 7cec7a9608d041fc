"""Cases of family B: what the constitution says, its variation, citations, and the committees it provides for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.unit.governance.cases._boards import (
    BEGAN,
    BOARD,
    FAIL,
    FIRST,
    ICB,
    JUDGE,
    LACKS,
    LATER,
    OUT,
    PASS,
    case,
    held,
    seat,
    states,
)

from commonweal.governance.handbook import Body, Citation, Document, Function, Grant, Person, Term

CONSTITUTION = [ICB, FIRST]
SECOND = Document(
    document="C2",
    body="QWM",
    kind="constitution",
    replaces="C1",
    from_date=date(2026, 4, 1),
    approved_by="NHS England",
    approved_on=date(2026, 3, 20),
    proposed_by="QWM",
)
ENDED = replace(FIRST, to_date=date(2026, 3, 31))


def _clauses(rule: str, *topics: str):
    """A rule that asks for clauses: all stated, one not, one not known, and no constitution at all."""
    return [
        case(rule, PASS, [*CONSTITUTION, *states(*topics)], "stated"),
        case(rule, FAIL, [*CONSTITUTION, *states(*topics[1:]), *states(topics[0], stated=False)], "one not stated"),
        case(rule, LACKS, [*CONSTITUTION, *states(*topics[1:]), *states(topics[0], stated=None)], "one not known"),
        case(rule, LACKS, [*CONSTITUTION, *states(*topics[1:])], "one without a row"),
        case(rule, LACKS, [ICB, *states(*topics)], "no constitution recorded"),
        case(rule, LACKS, [ICB, ENDED, SECOND, *states(*topics)], "stated only in the version before"),
        case(
            rule,
            PASS,
            [ICB, ENDED, replace(SECOND, approved_on=date(2026, 5, 9)), *states(*topics)],
            "the version before goes on until the variation is approved",
        ),
    ]


B01 = [
    *_clauses("B01", "name", "area"),
    case("B01", OUT, [replace(ICB, to_date=date(2026, 3, 31)), FIRST], "the board has closed"),
    case("B01", OUT, [replace(ICB, from_date=date(2027, 4, 1)), FIRST], "the board is still to open"),
    case("B01", OUT, CONSTITUTION, "before the law began", on=date(2022, 5, 8)),
]
B18 = _clauses("B18", "transparency")
B19 = _clauses("B19", "conflicts_arrangements", "conflicts_principles")
B20 = _clauses("B20", "involvement_arrangements", "involvement_principles")
B21 = _clauses("B21", "variation_by_application", "variation_by_nhs_england")

TERMS = [
    Term(body="QWM", term=term, value="7", document="SO", clause="4.2", approved_on=BEGAN, from_date=BEGAN)
    for term in ("quorum", "voting", "deputies")
]
_PROCEDURE = [*CONSTITUTION, *states("decision_procedure")]
B17 = [
    case("B17", PASS, [*_PROCEDURE, *TERMS], "stated, and the open terms settled"),
    case("B17", FAIL, [*CONSTITUTION, *states("decision_procedure", stated=False), *TERMS], "not stated"),
    case("B17", LACKS, [*_PROCEDURE, *TERMS[:2]], "deputies not settled"),
    case("B17", LACKS, [*_PROCEDURE, *TERMS[:2], replace(TERMS[2], approved_on=None)], "approval not known"),
    case("B17", LACKS, [*_PROCEDURE, *TERMS[:2], replace(TERMS[2], approved_on=date(2026, 6, 1))], "approved later"),
    case("B17", LACKS, [*_PROCEDURE, *TERMS[:2], replace(TERMS[2], to_date=date(2026, 4, 30))], "ended yesterday"),
]

B22 = [
    case("B22", PASS, [ICB, ENDED, SECOND], "approved before its first day"),
    case("B22", PASS, [ICB, ENDED, replace(SECOND, approved_on=date(2026, 4, 1))], "approved on its first day"),
    case("B22", FAIL, [ICB, ENDED, replace(SECOND, approved_on=date(2026, 4, 2))], "approved a day late"),
    case("B22", FAIL, [ICB, ENDED, replace(SECOND, approved_by="QWM")], "approved by the board itself"),
    case("B22", LACKS, [ICB, ENDED, replace(SECOND, approved_on=None)], "no day of approval"),
    case("B22", LACKS, [ICB, ENDED, replace(SECOND, approved_by="")], "no approver"),
    case("B22", LACKS, [ICB, ENDED, replace(SECOND, from_date=None)], "no first day"),
    case("B22", PASS, [ICB, ENDED, replace(SECOND, proposed_by="NHS England", approved_on=None)], "own initiative"),
    case("B22", OUT, CONSTITUTION, "never varied"),
    case("B22", LATER, [ICB, FIRST, replace(SECOND, from_date=date(2026, 7, 1), approved_on=None)], "still to come"),
    case("B22", FAIL, [ICB, ENDED, replace(SECOND, replaces="", approved_by="QWM")], "a later version is a variation"),
    case("B22", LACKS, [ICB], "no constitution"),
]


def _cites(provision: str, topic: str, **more: object):
    cited = Citation(document="C2", provision=provision, clause="7.1", topic=topic)
    return [ICB, ENDED, replace(SECOND, **more), cited]


_UNDATED = {"from_date": None, "approved_on": None}
B25 = [
    case("B25", PASS, _cites("NHSA 2006 s.14Z49", "skills of members"), "right"),
    case("B25", PASS, _cites("Schedule 1B paragraph 15", "variation of the constitution"), "right paragraph"),
    case("B25", FAIL, _cites("Schedule 1B paragraph 14", "variation of the constitution"), "the drift of the Act"),
    case("B25", FAIL, _cites("NHSA 2006 s.14Z2", "public involvement"), "of groups that are gone"),
    case(
        "B25", FAIL, _cites("NHSA 2006 s.14Z36", "public involvement"), "of patients in their own care, not the public"
    ),
    case("B25", PASS, _cites("NHSA 2006 s.14Z2", "public involvement", from_date=date(2022, 6, 1)), "while it stood"),
    case("B25", FAIL, _cites("section 14Z27 of the Health and Social Care Act 2012", "abolition"), "wrong Act"),
    case("B25", FAIL, _cites("s.14Z45(2)", "registers of interests"), "about something else"),
    case("B25", FAIL, _cites("s.14Z45", "involvement", from_date=date(2022, 5, 20)), "before it was in force"),
    case("B25", JUDGE, _cites("NHSA 2006 s.272", "regulations"), "not among those held"),
    case("B25", JUDGE, _cites("NHSA 2006 s.14Z49", "lunch"), "a topic that nothing held is about"),
    case("B25", LACKS, _cites("NHSA 2006 s.14Z49", ""), "no topic"),
    case("B25", LACKS, _cites("s.26", "partnerships"), "no Act"),
    case("B25", LACKS, _cites("s.14Z49", "skills", from_date=None, approved_on=None), "the document has no day"),
    case("B25", FAIL, _cites("Schedule 1B paragraph 11(2)", "transparency", **_UNDATED), "wrong on any day"),
    case("B25", FAIL, _cites("HSCA 2012 s.14Z27", "abolition", **_UNDATED), "the wrong Act on any day"),
    case(
        "B25", LACKS, _cites("NHSA 2006 s.14Z2", "public involvement", **_UNDATED), "right while it stood, and no day"
    ),
    case("B25", LACKS, _cites("Schedule 1B paragraph 11(2)", "", **_UNDATED), "no topic and no day"),
    case("B25", LACKS, [ICB, ENDED, SECOND], "nothing recorded as cited"),
]

FINANCE = Body(body="FIN", name="Resources Committee", kind="committee", parent="QWM", from_date=date(2025, 4, 1))
RENAMED = replace(FINANCE, name="Finance Committee", from_date=BEGAN, to_date=date(2025, 3, 31))
COMMISSIONS = Function(
    function="F1", title="Commissioning community services", provision="NHSA 2006 s.3", commissioning=True
)
GRANT = Grant(
    grant="G1", function="F1", from_body="QWM", to_body="FIN", route="schedule_1b_paragraph_11", from_date=BEGAN
)
COMMITTEE = [ICB, FINANCE, COMMISSIONS, GRANT, seat("F1", "non_executive", body="FIN")]
OF_COUNCIL = Body(body="CAB", name="Cabinet Committee", kind="committee", parent="E10W", from_date=BEGAN)
OFFICER = seat("D1", "member", body="FIN", title="Director of commissioning")

B14 = [
    case("B14", PASS, COMMITTEE, "to a committee"),
    case("B14", PASS, [ICB, RENAMED, FINANCE, COMMISSIONS, GRANT], "to a committee that changed its name"),
    case("B14", PASS, [*BOARD, replace(GRANT, to_body="", to_seat="B2")], "to a member"),
    case("B14", FAIL, [ICB, replace(FINANCE, kind="joint_committee"), GRANT], "to a joint committee"),
    case("B14", FAIL, [ICB, replace(FINANCE, kind="foundation_trust"), GRANT], "to a trust"),
    case("B14", FAIL, [ICB, OF_COUNCIL, replace(GRANT, to_body="CAB")], "to a council's committee"),
    case("B14", LACKS, [ICB, replace(FINANCE, parent=""), GRANT], "whose committee is not known"),
    case("B14", LACKS, [ICB, GRANT], "the body is not in the handbook"),
    case("B14", LACKS, [ICB, FINANCE, replace(GRANT, to_body="")], "to whom is not known"),
    case("B14", LACKS, [ICB, FINANCE], "no delegation recorded"),
    case("B14", OUT, [ICB, FINANCE, replace(GRANT, route="section_65z5")], "nothing by paragraph 11"),
    case(
        "B14",
        PASS,
        [
            *COMMITTEE,
            OFFICER,
            held("D1", "E1"),
            Person(person="E1", name="E1", employee=True),
            replace(GRANT, grant="G2", to_body="", to_seat="D1"),
        ],
        "to an employee who is no member",
    ),
    case(
        "B14",
        FAIL,
        [
            *COMMITTEE,
            OFFICER,
            held("D1", "E1"),
            Person(person="E1", name="E1", employee=False),
            replace(GRANT, grant="G2", to_body="", to_seat="D1"),
        ],
        "to an outsider",
    ),
    case(
        "B14",
        PASS,
        [ICB, replace(FINANCE, kind="place_partnership", form="committee"), GRANT],
        "to a place partnership that is a committee",
    ),
    case(
        "B14",
        FAIL,
        [ICB, replace(FINANCE, kind="place_partnership", form="consultative_forum"), GRANT],
        "to a place partnership that is a forum",
    ),
]

_MEMBER = held("F1", "M1")
B15 = [
    case("B15", PASS, [*COMMITTEE, replace(_MEMBER, appointed_by="QWM")], "approved before"),
    case("B15", PASS, [*COMMITTEE, replace(_MEMBER, chair_approved_on=None)], "appointed by the chair"),
    case("B15", PASS, [*COMMITTEE, RENAMED, replace(_MEMBER, appointed_by="QWM")], "a committee that was renamed"),
    case(
        "B15",
        FAIL,
        [*COMMITTEE, replace(_MEMBER, appointed_by="QWM", chair_approved_on=date(2025, 1, 2))],
        "approved a day late",
    ),
    case(
        "B15",
        FAIL,
        [
            *(replace(row, kind="place_partnership", form="committee") if row is FINANCE else row for row in COMMITTEE),
            replace(_MEMBER, appointed_by="QWM", chair_approved_on=date(2025, 1, 2)),
        ],
        "a day late at a place that is a committee",
    ),
    case(
        "B15", LACKS, [*COMMITTEE, replace(_MEMBER, appointed_by="QWM", chair_approved_on=None)], "approval not known"
    ),
    case(
        "B15",
        LACKS,
        [ICB, FINANCE, GRANT, replace(COMMISSIONS, commissioning=None), *COMMITTEE[4:], _MEMBER],
        "function",
    ),
    case("B15", LACKS, COMMITTEE, "nobody recorded on it"),
    case("B15", LACKS, [ICB, FINANCE], "no delegation recorded"),
    case("B15", OUT, [ICB, FINANCE, GRANT, replace(COMMISSIONS, commissioning=False)], "commissions nothing"),
    case(
        "B15",
        PASS,
        [
            *COMMITTEE,
            replace(_MEMBER, appointed_by="QWM"),
            seat("F9", "observer", body="FIN"),
            held("F9", chair_approved_on=None, appointed_by="QWM"),
        ],
        "an observer is no member",
    ),
]
B16 = [
    case("B16", PASS, [*COMMITTEE, _MEMBER], "judged before"),
    case("B16", FAIL, [*COMMITTEE, replace(_MEMBER, independence_undermined=True)], "found to undermine"),
    case("B16", FAIL, [*COMMITTEE, replace(_MEMBER, independence_tested_on=date(2025, 1, 2))], "judged a day late"),
    case("B16", JUDGE, [*COMMITTEE, replace(_MEMBER, independence_tested_on=None)], "nobody has judged"),
    case("B16", JUDGE, [*COMMITTEE, replace(_MEMBER, independence_tested_on=date(2026, 6, 1))], "judged only later"),
    case("B16", LACKS, [*COMMITTEE, replace(_MEMBER, independence_undermined=None)], "outcome not known"),
    case("B16", LACKS, COMMITTEE, "nobody recorded on it"),
]

CASES = [*B01, *B14, *B15, *B16, *B17, *B18, *B19, *B20, *B21, *B22, *B25]
