"""Cases of family K: reconfiguration, national transfers, tiers, places, collaboratives."""

from __future__ import annotations

from datetime import date

from tests.unit.governance.case import Case
from tests.unit.governance.cases._wealdmarch import BEGAN, ICB, NATION, TRUST, sits

from commonweal.answers import Verdict
from commonweal.governance.handbook import (
    Body,
    Clause,
    Document,
    Function,
    Person,
    Reconfiguration,
    Role,
    Seat,
    Transfer,
)

PASS, FAIL, LACKS, OUT = Verdict.PASS, Verdict.FAIL, Verdict.INSUFFICIENT_DATA, Verdict.NOT_APPLICABLE


def _proposal(**more):
    return [ICB, Reconfiguration(**({"proposal": "R1", "body": "QWM", "title": "One stroke unit"} | more))]


K01 = [
    Case("governance.K01", PASS, _proposal(notifiable=True, notified_on=date(2026, 2, 1))),
    Case(
        "governance.K01", FAIL, _proposal(notifiable=True, notified_on=date(2026, 3, 1), called_in_on=date(2026, 2, 1))
    ),
    Case("governance.K01", FAIL, _proposal(notifiable=True, notified_on=date(2026, 5, 2)), note="not yet told"),
    Case("governance.K01", OUT, _proposal(notifiable=False)),
    Case("governance.K01", LACKS, _proposal(notified_on=date(2026, 2, 1))),
    Case("governance.K01", LACKS, _proposal(notifiable=True)),
    Case("governance.K01", LACKS, [ICB]),
    Case("governance.K01", OUT, _proposal(notifiable=True), on=date(2024, 1, 30), note="before it began"),
]
_called = {"called_in_on": date(2025, 8, 10)}
K02 = [
    Case("governance.K02", PASS, _proposal(**_called, outcome_on=date(2026, 2, 9)), note="the last day"),
    Case("governance.K02", FAIL, _proposal(**_called, outcome_on=date(2026, 2, 10)), note="a day after"),
    Case("governance.K02", LACKS, _proposal(**_called)),
    Case("governance.K02", Verdict.NOT_YET_DUE, _proposal(**_called), on=date(2026, 2, 9)),
    Case("governance.K02", OUT, _proposal()),
    Case("governance.K02", LACKS, [ICB]),
]
K03 = [
    Case("governance.K03", PASS, _proposal(**_called, steps_after_call_in=False)),
    Case("governance.K03", FAIL, _proposal(**_called, steps_after_call_in=True)),
    Case("governance.K03", LACKS, _proposal(**_called)),
]
_decided = _called | {"outcome_on": date(2026, 2, 1)}
K04 = [
    Case("governance.K04", PASS, _proposal(**_decided, outcome_published_on=date(2026, 2, 3))),
    Case("governance.K04", FAIL, _proposal(**_decided, outcome_published_on=date(2026, 5, 2))),
    Case("governance.K04", LACKS, _proposal(**_decided)),
    Case("governance.K04", Verdict.NOT_YET_DUE, _proposal(**_called)),
]

_trainers = Body(body="HEE", name="Health Education England", kind="other", to_date=date(2023, 3, 31))
_moved = {"line": "T1", "old_body": "HEE", "kind": "function", "what": "training"}
_whole = _moved | {"new_body": "NHSE", "scheme": "SI 2023/368", "on_date": date(2023, 4, 1)}


def _trains(holder, **more):
    return Function(function="training", title="Training staff", holder=holder, provision="Care Act 2014 s.97", **more)


_passed = [ICB, NATION, _trainers, Transfer(**_whole)]
K05 = [
    Case("governance.K05", PASS, [*_passed, _trains("NHSE", from_date=date(2023, 4, 1))]),
    Case("governance.K05", FAIL, [*_passed, _trains("HEE")], note="still stands with the old body"),
    Case(
        "governance.K05",
        FAIL,
        [ICB, TRUST, NATION, _trainers, Transfer(**(_whole | {"new_body": "RWM"})), _trains("RWM")],
        note="to a trust",
    ),
    Case("governance.K05", LACKS, [*_passed], note="who holds it now is unknown"),
    Case("governance.K05", LACKS, [ICB, NATION, _trainers, Transfer(**_moved), _trains("NHSE")]),
    Case(
        "governance.K05",
        Verdict.NOT_YET_DUE,
        [ICB, NATION, _trainers, Transfer(**(_whole | {"on_date": date(2026, 10, 1)})), _trains("HEE")],
        note="to come",
    ),
    Case("governance.K05", LACKS, [ICB]),
]


def _tiers(**more):
    """A body at each tier, with a leader; ``more`` changes the place."""
    at = {"system": "QWM", "from_date": BEGAN}
    place = {
        "body": "PL",
        "name": "Marchside",
        "kind": "place_partnership",
        "tier": "place",
        "lead": "P3",
        "form": "committee",
    }
    return [
        Body(body="QWM", name="Wealdmarch ICB", kind="icb", lead="P1", from_date=BEGAN),
        Body(body="REG", name="The South", kind="region", tier="region", lead="P2", from_date=BEGAN),
        Body(**(place | at | more)),
        Body(body="PCN", name="Marchside Network", kind="pcn", tier="neighbourhood", lead="P4", **at),
        Body(
            body="COL",
            name="Wealdmarch Acute",
            kind="provider_collaborative",
            tier="provider_collaborative",
            lead="P5",
            **at,
        ),
        *(Person(person=f"P{number}", name=f"Leader {number}") for number in range(1, 6)),
    ]


def _governed(*, without="", **more):
    plain = {"kind": "terms_of_reference", "from_date": BEGAN, "approved_on": BEGAN}
    bodies = [body for body in ("QWM", "REG", "PL", "PCN", "COL") if body != without]
    return [Document(document=f"TOR-{body}", body=body, **(plain | (more if body == "PL" else {}))) for body in bodies]


K06 = [
    Case("governance.K06", PASS, _tiers()),
    Case(
        "governance.K06",
        FAIL,
        [*_tiers(lead=""), Role(body="PL", role="place_lead", person="P3", to_date=date(2026, 4, 30))],
        note="the last leader has gone",
    ),
    Case("governance.K06", FAIL, _tiers(lead="P9"), note="a leader whom nobody knows"),
    Case("governance.K06", PASS, [*_tiers(lead=""), Role(body="PL", role="place_lead", person="P3")], note="by a role"),
    Case("governance.K06", LACKS, _tiers(lead="")),
    Case("governance.K06", LACKS, [ICB], note="no body at most tiers"),
]
K07 = [
    Case("governance.K07", PASS, [*_tiers(), *_governed()]),
    Case("governance.K07", FAIL, [*_tiers(), *_governed(to_date=date(2026, 4, 30))], note="lapsed"),
    Case("governance.K07", FAIL, [*_tiers(), *_governed(approved_on=date(2026, 5, 2))], note="not approved yet"),
    Case("governance.K07", LACKS, [*_tiers(form=""), *_governed()]),
    Case("governance.K07", LACKS, [*_tiers(), *_governed(without="PL")]),
    Case("governance.K07", LACKS, [*_tiers(), *_governed(approved_on=None)]),
]

SECTORS = (
    "primary_care_leadership",
    "council",
    "public_health",
    "acute",
    "community",
    "mental_health",
    "people_who_use_care",
)
_place = Body(body="PL", name="Marchside", kind="place_partnership", system="QWM", from_date=BEGAN)


def _at_table(*sectors):
    brought = [(sector,) if sector else () for sector in sectors]
    return [row for n, each in enumerate(brought) for row in sits(f"PL{n}", f"P{n}", "PL", represents=each)]


K08 = [
    Case("governance.K08", PASS, [ICB, _place, *_at_table(*SECTORS)]),
    *(
        Case(
            "governance.K08", FAIL, [ICB, _place, *_at_table(*(s for s in SECTORS if s != sector))], note=f"no {sector}"
        )
        for sector in SECTORS
    ),
    Case(
        "governance.K08",
        FAIL,
        [
            ICB,
            _place,
            *_at_table(*SECTORS[1:]),
            Seat(seat="PL9", body="PL", title="GP", seat_class="member", represents=("primary_care_leadership",)),
        ],
        note="an empty seat brings nobody",
    ),
    Case(
        "governance.K08",
        PASS,
        [
            ICB,
            _place,
            Body(body="E06X", name="City Council", kind="council", system="QWM"),
            *_at_table(*(sector for sector in SECTORS if sector not in ("council", "public_health"))),
            *sits("PL9", "P9", "PL", represents=("public_health",), on_behalf_of=("E06X",)),
        ],
        note="who sits on behalf of a council brings it",
    ),
    Case(
        "governance.K08",
        PASS,
        [ICB, _place, *_at_table(*SECTORS[2:]), *sits("PL9", "P9", "PL", represents=SECTORS[:2])],
        note="one member brings two sectors",
    ),
    Case(
        "governance.K08",
        FAIL,
        [ICB, _place, *_at_table(*SECTORS[3:]), *sits("PL9", "P9", "PL", represents=SECTORS[:2])],
        note="one member brings two sectors, and a third is missing",
    ),
    Case("governance.K08", LACKS, [ICB, _place, *_at_table(*SECTORS[1:], "")], note="a seat that says nothing"),
    Case("governance.K08", LACKS, [ICB, _place], note="no seats"),
    Case("governance.K08", LACKS, [ICB], note="no places"),
]

_second = Body(body="RXX", name="Marchside Hospitals", kind="trust", system="QWM", from_date=BEGAN)
_joins = Body(body="COL", name="Wealdmarch Acute", kind="provider_collaborative", system="QWM", from_date=BEGAN)
_members = [*sits("C1", "P1", "COL", on_behalf_of=("RWM",)), *sits("C2", "P2", "COL", on_behalf_of=("RXX",))]
_agreement = Document(document="MOU", body="COL", kind="joint_working_agreement", from_date=BEGAN)
TOPICS = ("purpose", "membership", "decision_making", "accountability")


def _says(*topics, stated=True):
    return [_agreement, *(Clause(document="MOU", topic=topic, stated=stated) for topic in topics)]


_both = [ICB, TRUST, _second, _joins, *_members]
K09 = [
    Case("governance.K09", PASS, [*_both, *_says(*TOPICS)]),
    Case("governance.K09", FAIL, [ICB, TRUST, _second, _joins, *_members[:2], *_says(*TOPICS)], note="one trust"),
    Case("governance.K09", FAIL, [*_both, *_says(*TOPICS[1:])], note="no purpose"),
    Case("governance.K09", FAIL, [*_both, *_says(*TOPICS, stated=False)]),
    Case("governance.K09", LACKS, [*_both, *_says(*TOPICS, stated=None)]),
    Case("governance.K09", LACKS, [*_both], note="no agreement typed in"),
    Case("governance.K09", LACKS, [ICB, _joins, *_says(*TOPICS)], note="nobody known to sit"),
]

CASES = [*K01, *K02, *K03, *K04, *K05, *K06, *K07, *K08, *K09]
