"""Cases of family B: the seats of the board, who appoints to them, and who approves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.unit.governance.cases._boards import (
    BEFORE,
    BEGAN,
    BOARD,
    FAIL,
    FIRST,
    HOLDERS,
    ICB,
    JUDGE,
    LACKS,
    NATION,
    PASS,
    SEATS,
    case,
    changed,
    held,
    holder,
    seat,
    states,
    without,
    without_holder,
)

from commonweal.governance.handbook import Ballot, Body, Deputy, Employment, Partner

SAYS = [FIRST, *states("independence_of_appointments", "nomination_process", "removal_of_chair")]
NOT_OTHERS = states("removal_of_chair_by_others", stated=False)

B02 = [
    case("B02", PASS, [ICB, *SEATS], "the least that the law asks"),
    case("B02", PASS, without_holder(BOARD, "B4"), "a vacant seat is still provided for"),
    case("B02", PASS, SEATS, "a handbook of seats alone"),
    case("B02", FAIL, [ICB, *without(SEATS, "B1")], "no chair"),
    case("B02", FAIL, [ICB, *without(SEATS, "B5")], "two others"),
    case("B02", FAIL, [ICB, *SEATS, seat("B9", "chair")], "two chairs"),
    case("B02", FAIL, [ICB, *changed(SEATS, "B5", seat_class="participant")], "a participant is no member"),
    case("B02", FAIL, [ICB, *changed(SEATS, "B5", to_date=date(2026, 4, 30))], "a seat that ended yesterday"),
    case("B02", FAIL, holder(BOARD, "B5", person="P-B4"), "one person on two of the three seats"),
    case("B02", PASS, [*holder(BOARD, "B5", person="P-B4"), seat("B6", "executive")], "one person on two of four"),
    case("B02", FAIL, holder(BOARD, "B5", person="P-B2"), "the chief executive on an ordinary seat"),
    case("B02", PASS, [*BOARD, replace(SEATS[2], from_date=date(2026, 1, 1))], "a seat that was retitled counts once"),
    case("B02", JUDGE, [*BOARD, held("B1", "NEW", from_date=date(2026, 4, 1))], "two chairs at once in one seat"),
    case(
        "B02",
        PASS,
        [*holder(BOARD, "B1", to_date=date(2026, 3, 31)), held("B1", "NEW", from_date=date(2026, 4, 1))],
        "one chair after the other",
    ),
    case("B02", LACKS, [ICB], "no seats recorded"),
]

_SAYS_SO = [*BOARD, *SAYS]
B03 = [
    case("B03", PASS, _SAYS_SO, "stated, and judged of each"),
    case("B03", FAIL, [*BOARD, FIRST, *states("independence_of_appointments", stated=False)], "not stated"),
    case("B03", FAIL, holder(_SAYS_SO, "B4", independence_undermined=True), "found to undermine"),
    case("B03", FAIL, holder(_SAYS_SO, "B4", independence_tested_on=date(2025, 1, 2)), "judged a day late"),
    case("B03", JUDGE, holder(_SAYS_SO, "B4", independence_tested_on=None), "nobody has judged it of one"),
    case("B03", LACKS, holder(_SAYS_SO, "B4", independence_undermined=None), "outcome not known"),
    case("B03", LACKS, holder(_SAYS_SO, "B4", appointed_by=""), "whose judgement is not known"),
    case("B03", LACKS, [ICB, *SAYS], "no seats recorded"),
]

_CHAIR = {"appointed_by": "NHS England", "secretary_of_state_approved_on": BEFORE}
_BY_NATION = holder(BOARD, "B1", **_CHAIR)
B04 = [
    case("B04", PASS, _BY_NATION, "approved before the first day"),
    case("B04", PASS, holder(_BY_NATION, "B1", secretary_of_state_approved_on=date(2025, 1, 1)), "on the first day"),
    case("B04", PASS, [*holder(_BY_NATION, "B1", appointed_by="NHSE"), NATION], "by its short name"),
    case("B04", FAIL, holder(_BY_NATION, "B1", secretary_of_state_approved_on=date(2025, 1, 2)), "a day late"),
    case("B04", FAIL, holder(_BY_NATION, "B1", appointed_by="QWM"), "by the board itself"),
    case("B04", LACKS, holder(_BY_NATION, "B1", secretary_of_state_approved_on=None), "no day of approval"),
    case("B04", LACKS, holder(_BY_NATION, "B1", appointed_by=""), "by whom is not known"),
    case("B04", LACKS, holder(_BY_NATION, "B1", from_date=None), "no first day"),
    case("B04", LACKS, [ICB, *SEATS], "who holds the seats is not recorded"),
    case("B04", FAIL, holder(_BY_NATION, "B1", to_date=date(2026, 2, 28)), "the seat is vacant"),
    case("B04", LACKS, [ICB, *SEATS, held("X1")], "who sits on the board is not recorded, only of a committee"),
    case("B04", FAIL, holder(_BY_NATION, "B1", interim=True, appointed_by="QWM"), "an interim chair too"),
]

_GONE = held(
    "B1",
    "OLD",
    from_date=BEGAN,
    to_date=date(2024, 12, 31),
    ended_because="removed",
    removed_by="NHS England",
    removal_approved_on=date(2024, 12, 20),
)
_BARRED = [*BOARD, *SAYS, *NOT_OTHERS]
B05 = [
    case("B05", PASS, [*_BARRED, _GONE], "removed as the law asks"),
    case("B05", PASS, _BARRED, "nobody was removed"),
    case("B05", PASS, [*_BARRED, replace(_GONE, ended_because="term_ended", removed_by="")], "a term that ended"),
    case("B05", FAIL, [*BOARD, *SAYS, *states("removal_of_chair_by_others")], "others may remove"),
    case("B05", FAIL, [*_BARRED, replace(_GONE, removed_by="QWM")], "removed by the board"),
    case("B05", FAIL, [*_BARRED, replace(_GONE, removal_approved_on=date(2025, 1, 9))], "approved afterwards"),
    case("B05", LACKS, [*_BARRED, replace(_GONE, removal_approved_on=None)], "approval not known"),
    case("B05", LACKS, [*_BARRED, replace(_GONE, removed_by="")], "by whom is not known"),
    case("B05", LACKS, [*_BARRED, replace(_GONE, ended_because="")], "why the chair left is not known"),
    case("B05", LACKS, [*BOARD, *SAYS], "whether others may is not known"),
]

_CHIEF = holder(BOARD, "B2", nhs_england_approved_on=BEFORE)
B06 = [
    case("B06", PASS, _CHIEF, "approved before the first day"),
    case("B06", PASS, holder(_CHIEF, "B2", appointed_by="B1"), "by the seat of the chair"),
    case("B06", PASS, holder(_CHIEF, "B2", interim=True), "an interim one, appointed in the same way"),
    case("B06", FAIL, holder(_CHIEF, "B2", nhs_england_approved_on=date(2025, 1, 2)), "a day late"),
    case("B06", FAIL, holder(_CHIEF, "B2", appointed_by="NHS England"), "by NHS England"),
    case("B06", FAIL, without_holder(_CHIEF, "B2"), "nobody is in post"),
    case("B06", LACKS, holder(_CHIEF, "B2", nhs_england_approved_on=None), "no day of approval"),
    case("B06", LACKS, holder(_CHIEF, "B2", interim=True, nhs_england_approved_on=None), "an interim one without"),
]

TRUST = Body(body="RWM", name="Wealdmarch Hospitals", kind="foundation_trust", from_date=BEGAN)
COUNCIL = Body(body="E10W", name="Wealdmarch Council", kind="council", from_date=BEGAN)
WATCHDOG = Body(body="CQC", name="Care Quality Commission", kind="other", from_date=BEGAN)
_OWN = Employment(person="P-B2", employer="QWM", basis="employee", post="chief_executive", from_date=BEFORE)
_LENT = replace(_OWN, employer="RWM", basis="secondee")
B07 = [
    case("B07", PASS, [*BOARD, _OWN], "an employee"),
    case("B07", PASS, [*BOARD, TRUST, _LENT], "seconded by a trust"),
    case("B07", PASS, [*BOARD, WATCHDOG, replace(_LENT, employer="CQC")], "seconded by a body that the law names"),
    case("B07", FAIL, [*BOARD, COUNCIL, replace(_LENT, employer="E10W")], "seconded by a council"),
    case("B07", FAIL, [*BOARD, TRUST, replace(_LENT, basis="employee")], "a trust's employee without secondment"),
    case("B07", FAIL, [*BOARD, replace(_OWN, to_date=date(2026, 3, 31))], "employment that ended"),
    case("B07", FAIL, [*BOARD, replace(_OWN, from_date=date(2025, 1, 2))], "employed a day late"),
    case(
        "B07",
        PASS,
        [*BOARD, TRUST, replace(_LENT, to_date=date(2025, 12, 31)), replace(_OWN, from_date=date(2026, 1, 1))],
        "first seconded, then employed, without a day between",
    ),
    case(
        "B07",
        FAIL,
        [*BOARD, TRUST, replace(_LENT, to_date=date(2025, 12, 30)), replace(_OWN, from_date=date(2026, 1, 1))],
        "a day between secondment and employment",
    ),
    case("B07", LACKS, BOARD, "employment not recorded"),
    case("B07", LACKS, [*BOARD, replace(_OWN, basis="")], "basis not known"),
    case("B07", LACKS, [*BOARD, _LENT], "who seconds is not in the handbook"),
    case("B07", LACKS, holder([*BOARD, _OWN], "B2", from_date=None), "no first day in the seat"),
]

_NAMED = {"appointed_by": "QWM", "approved_by": "the chair"}
_PROVIDED = [
    replace(row, **_NAMED) if row.TABLE == "seats" and row.key[0] in ("B3", "B4", "B5") else row for row in BOARD
]
B08 = [
    case("B08", PASS, _PROVIDED, "named and approved"),
    case("B08", PASS, without_holder(_PROVIDED, "B5"), "a vacant seat has nobody to approve"),
    case("B08", FAIL, holder(_PROVIDED, "B4", chair_approved_on=date(2025, 1, 2)), "approved a day late"),
    case("B08", FAIL, [*_PROVIDED, seat("B9", "executive", appointed_by="QWM", approved_by="NHSE")], "by another"),
    case("B08", LACKS, holder(_PROVIDED, "B4", chair_approved_on=None), "approval not known"),
    case("B08", LACKS, holder(_PROVIDED, "B4", interim=True, chair_approved_on=None), "an interim holder too"),
    case("B08", LACKS, BOARD, "no appointer named"),
    case("B08", LACKS, [ICB], "no seats recorded"),
]


_TO_NOMINATE = {"T1": "foundation_trust", "G1": "practice", "E10W": "council", "E10X": "council"}
_OF_KIND = [Body(body=body, name=f"Partner {body}", kind=kind) for body, kind in _TO_NOMINATE.items()]
_MAY = [Partner(icb="QWM", body=body, serves_area=True, may_nominate=True) for body in _TO_NOMINATE]
PARTNERS = [*_OF_KIND, *_MAY]


def _partner(rule: str, number: str, group: str):
    """A rule that asks for a member whom one group of partners nominates."""
    alone = [ICB, *SEATS, *HOLDERS, *PARTNERS]
    left = holder(alone, number, to_date=date(2026, 2, 28))
    another = next(other for other in ("trusts", "local_authorities") if other != group)
    return [
        case(rule, PASS, alone, "somebody sits"),
        case(rule, PASS, holder(alone, number, interim=True), "somebody sits for the time being"),
        case(rule, FAIL, without(alone, number), "no such seat"),
        case(rule, FAIL, left, "vacant for a while"),
        case(rule, PASS, left, "before it fell vacant", on=date(2026, 2, 28)),
        case(
            rule,
            FAIL,
            [*left, Deputy(seat=number, person="D1", from_date=BEGAN, may_vote=True)],
            "a deputy is no member",
        ),
        case(
            rule, FAIL, [*left, held(number, "D1", from_date=date(2026, 5, 2))], "the deputy becomes a member tomorrow"
        ),
        case(rule, PASS, [*left, held(number, "D1", from_date=date(2026, 5, 1))], "the deputy has become a member"),
        case(rule, LACKS, [ICB, *SEATS], "who sits is not recorded"),
        case(rule, LACKS, _unnamed(alone, number), "who nominates is not known"),
        case(
            rule,
            PASS,
            [*holder(alone, number, nomination="N1"), Ballot(ballot="N1", seat=number, nominators=group)],
            "by ballot",
        ),
        case(
            rule,
            FAIL,
            [*holder(alone, number, nomination="N1"), Ballot(ballot="N1", seat=number, nominators=another)],
            "the ballot was of others",
        ),
        case(rule, LACKS, [ICB], "no seats recorded"),
        *_against(rule, [ICB, *SEATS, *HOLDERS], number, group),
        *_one_person_each(rule, alone, number),
    ]


def _against(rule: str, alone, number: str, group: str):
    """What is recorded of the member and of the partners, for the group and against it."""
    kinds = {"trusts": "foundation_trust", "primary_medical_providers": "practice", "local_authorities": "council"}
    own, wrong = kinds[group], "council" if group != "local_authorities" else "practice"
    bodies = [Body(body="P1", name="One", kind=own), Body(body="P2", name="Two", kind=wrong)]
    bodies.append(Body(body="NET", name="A network", kind="pcn"))
    partner = Partner(icb="QWM", body="P1", serves_area=True, may_nominate=True)
    entered = [*bodies, partner]
    again = Body(body="P3", name="Three", kind=own)
    of_both, of_two = (holder(alone, number, on_behalf_of=("P1", other)) for other in ("P2", "P3"))
    of_own, of_wrong, of_net = (holder(alone, number, on_behalf_of=(body,)) for body in ("P1", "P2", "NET"))
    return [
        case(rule, PASS, [*of_own, *entered], "for a partner that may nominate"),
        case(rule, LACKS, [*of_own, *bodies], "no partners entered yet"),
        case(rule, LACKS, [*alone, *bodies], "no partners entered, and no body named"),
        case(rule, LACKS, [*alone, *bodies, replace(partner, body="P2")], "only partners of another group entered"),
        case(rule, LACKS, [*alone, *bodies, replace(partner, may_nominate=None)], "whether they may is not recorded"),
        case(rule, JUDGE, [*of_both, *entered], "for a partner and for a body of another group"),
        case(rule, LACKS, [*of_two, *entered, again], "for a partner and for a body that is on no row of them"),
        case(rule, PASS, [*of_two, *entered, again, replace(partner, body="P3")], "for two partners that may nominate"),
        case(rule, PASS, [*of_net, *entered], "for a body that belongs to no group"),
        case(rule, FAIL, [*of_wrong, *entered], "for a body of another group"),
        case(rule, FAIL, [*of_own, *bodies, replace(partner, serves_area=False)], "its body does not serve the area"),
        case(rule, FAIL, [*alone, *bodies, replace(partner, may_nominate=False)], "no partner may nominate"),
        case(rule, LACKS, [*of_own, *bodies, replace(partner, body="P2")], "its body is no partner that is recorded"),
    ]


def _one_person_each(rule: str, alone, number: str):
    """One person in the seats of two groups, where each group has at least one member of its own."""
    other = "B3" if number != "B3" else "B4"
    shared = holder(alone, number, person=f"P-{other}")
    group = next(row.nominated_by for row in SEATS if row.key[0] == number)
    own = [seat("B8", "partner", nominated_by=group), held("B8")]
    return [
        case(rule, JUDGE, shared, "one person for two groups"),
        case(rule, PASS, [*shared, *own], "one person for two groups beside another"),
    ]


def _unnamed(rows, number):
    return [replace(row, nominated_by="") if row.TABLE == "seats" and row.key[0] == number else row for row in rows]


B09 = _partner("B09", "B3", "trusts")
B10 = _partner("B10", "B4", "primary_medical_providers")
_TWO_COUNCILS = holder([*BOARD, *PARTNERS], "B5", on_behalf_of=("E10W", "E10X"))
B11 = [
    *_partner("B11", "B5", "local_authorities"),
    case("B11", PASS, _TWO_COUNCILS, "one member recorded under two councils"),
    case(
        "B11",
        PASS,
        [*BOARD, *PARTNERS, held("B5", "P-B5", from_date=date(2025, 6, 1), on_behalf_of=("E10X",))],
        "written down twice, once for each council",
    ),
]

_VOTE = {
    number: Ballot(ballot=f"N-{number}", seat=number, nominators=group, process_followed=True, nominated=f"P-{number}")
    for number, group in (("B3", "trusts"), ("B4", "primary_medical_providers"), ("B5", "local_authorities"))
}
_NOMINATED = [
    replace(row, nomination=f"N-{row.seat}") if row.TABLE == "appointments" and row.seat in _VOTE else row
    for row in [*BOARD, *SAYS]
]
_BY_PROCESS = [*_NOMINATED, *_VOTE.values()]
B12 = [
    case("B12", PASS, _BY_PROCESS, "stated and followed"),
    case("B12", FAIL, changed(_BY_PROCESS, "N-B4", process_followed=False), "not followed"),
    case("B12", FAIL, changed(_BY_PROCESS, "N-B4", nominated="SOMEBODY"), "another was put forward"),
    case("B12", LACKS, changed(_BY_PROCESS, "N-B4", process_followed=None), "whether followed is not known"),
    case("B12", LACKS, changed(_BY_PROCESS, "N-B4", nominated=""), "whom it put forward is not known"),
    case("B12", LACKS, holder(_BY_PROCESS, "B4", nomination=""), "no nomination recorded"),
    case("B12", LACKS, without(_BY_PROCESS, "N-B4"), "the nomination is not in the handbook"),
    case(
        "B12",
        LACKS,
        [*holder(_BY_PROCESS, "B4", to_date=date(2026, 2, 28)), held("B4", "D1", from_date=date(2026, 3, 1))],
        "a deputy took the seat without a nomination",
    ),
]

CASES = [*B02, *B03, *B04, *B05, *B06, *B07, *B08, *B09, *B10, *B11, *B12]
