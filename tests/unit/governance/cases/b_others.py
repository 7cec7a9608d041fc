"""Cases of family B: what members know, skills kept under review, and partner trusts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.unit.governance.cases._boards import (
    BEGAN,
    BOARD,
    FAIL,
    ICB,
    JUDGE,
    LACKS,
    OUT,
    PASS,
    SEATS,
    case,
    holder,
)

from commonweal.governance.handbook import Body, Deputy, Partner, Review, Skill, Term

_KNOWS = Skill(
    person="P-B3",
    skill="mental_illness_services",
    held=True,
    judged_by="chair",
    judged_on=date(2025, 1, 10),
    reason="Twenty years as a psychiatric nurse",
)
_OTHERS = [replace(_KNOWS, person=f"P-B{number}", held=False) for number in (4, 5)]
B13 = [
    case("B13", PASS, [*BOARD, _KNOWS], "judged by the chair, with day and reason"),
    case("B13", FAIL, [*BOARD, replace(_KNOWS, held=False), *_OTHERS], "each judged, and none has it"),
    case("B13", JUDGE, BOARD, "nobody has judged"),
    case("B13", JUDGE, [*BOARD, replace(_KNOWS, judged_by="")], "who judged is not recorded"),
    case("B13", JUDGE, [*BOARD, replace(_KNOWS, reason="")], "why is not recorded"),
    case("B13", JUDGE, [*BOARD, replace(_KNOWS, judged_on=date(2026, 5, 2))], "judged only tomorrow"),
    case("B13", JUDGE, [*BOARD, *_OTHERS], "one member not judged"),
    case("B13", JUDGE, [*BOARD, replace(_KNOWS, person="P-B2")], "the chief executive is no ordinary member"),
    case("B13", JUDGE, [*holder(BOARD, "B3", to_date=date(2026, 4, 30)), _KNOWS], "the member left yesterday"),
    case(
        "B13",
        JUDGE,
        [*BOARD, replace(_KNOWS, person="D1"), Deputy(seat="B4", person="D1", from_date=BEGAN)],
        "a deputy has it, and is no member",
    ),
    case("B13", LACKS, [ICB, *SEATS, _KNOWS], "who sits is not recorded"),
    case("B13", LACKS, [ICB], "no seats recorded"),
]

TRUST = Body(body="RWM", name="Wealdmarch Hospitals", kind="foundation_trust", from_date=BEGAN)
FAR = Body(body="RFA", name="Faraway Hospitals", kind="trust", from_date=BEGAN)
SURGERY = Body(body="A81001", name="Marsh Surgery", kind="practice", from_date=BEGAN)
_PARTNER = Partner(icb="QWM", body="RWM", serves_area=True, may_nominate=True, listed=True, from_date=BEGAN)
_NONE = Partner(icb="QWM", body="RFA", serves_area=False, may_nominate=None, listed=False, from_date=BEGAN)
_TRUSTS = [ICB, TRUST, FAR, SURGERY, _PARTNER, _NONE, Partner(icb="QWM", body="A81001", from_date=BEGAN)]
B23 = [
    case("B23", PASS, _TRUSTS, "listed where it is a partner, and only then"),
    case("B23", FAIL, [ICB, TRUST, replace(_PARTNER, listed=False)], "a partner not listed"),
    case("B23", FAIL, [ICB, TRUST, replace(_PARTNER, may_nominate=False)], "listed, but may not nominate"),
    case("B23", FAIL, [ICB, TRUST, replace(_PARTNER, serves_area=False, may_nominate=None)], "listed, serves another"),
    case("B23", LACKS, [ICB, TRUST, replace(_PARTNER, may_nominate=None)], "whether it may nominate is not known"),
    case("B23", LACKS, [ICB, TRUST, replace(_PARTNER, listed=None)], "whether it is listed is not known"),
    case("B23", LACKS, [ICB, _PARTNER], "what kind of body it is is not known"),
    case("B23", LACKS, [ICB, TRUST], "no partners recorded"),
    case("B23", OUT, [ICB, SURGERY, Partner(icb="QWM", body="A81001")], "no trust among the partners"),
    case("B23", PASS, [ICB, TRUST, FAR, _PARTNER, replace(_NONE, listed=True, to_date=date(2026, 3, 31))], "past"),
]

_REVIEW = Review(
    body="QWM", subject="board_skills", on_date=date(2025, 11, 1), gap="digital services", mitigation="a new adviser"
)
_CYCLE = Term(body="QWM", term="review_cycle", applies_to="board_skills", value="every 6 months", from_date=BEGAN)
B24 = [
    case("B24", PASS, [ICB, _REVIEW], "reviewed, and the gap is met"),
    case("B24", PASS, [ICB, replace(_REVIEW, gap="", mitigation="")], "reviewed, and no gap found"),
    case("B24", PASS, [ICB, _REVIEW, _CYCLE], "on the last day of its own cycle"),
    case("B24", FAIL, [ICB, _REVIEW, _CYCLE], "a day after its own cycle", on=date(2026, 5, 2)),
    case("B24", FAIL, [ICB, replace(_REVIEW, mitigation="none")], "a gap, and nothing done"),
    case("B24", JUDGE, [ICB, replace(_REVIEW, on_date=date(2025, 4, 1))], "over a year ago, and no cycle settled"),
    case("B24", LACKS, [ICB, replace(_REVIEW, mitigation="")], "what is done about the gap is not known"),
    case("B24", LACKS, [ICB, replace(_REVIEW, on_date=date(2026, 6, 1))], "no review yet"),
    case("B24", LACKS, [ICB], "no review recorded"),
]

CASES = [*B13, *B23, *B24]
