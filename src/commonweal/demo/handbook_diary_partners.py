"""A year of the bodies that Wealdmarch shares with others."""

from __future__ import annotations

from commonweal.demo.handbook_bodies import PARTNERSHIP, TRUSTS
from commonweal.demo.handbook_business import Business, Sitting
from commonweal.demo.handbook_days import day

_HWB_DAYS = (
    ("2025-11-18", "2026-03-03"),
    ("2025-11-19", "2026-03-04"),
    ("2025-11-24", "2026-03-10"),
    ("2025-11-25", "2026-03-17"),
)


def _health_and_wellbeing_boards() -> tuple[Sitting, ...]:
    return tuple(
        Sitting(body=f"HWB-{place}", on=day(when), business=(Business(title=title),))
        for place, days in enumerate(_HWB_DAYS, start=1)
        for when, title in zip(days, ("Strategic needs assessment", "Opinion on the joint forward plan"), strict=True)
    )


def partner_meetings() -> tuple[Sitting, ...]:
    """Joint committees, collaborative, provider board, medical committee, partnership and the councils' boards."""
    services = Business(
        title="Short breaks for children with complex needs",
        function="special_educational_needs",
        pounds=780_000,
        parties=("Sallow Lodge",),
    )
    crisis = Business(
        title="A crisis house run by the voluntary alliance",
        function="crisis_and_community_mental_health",
        pounds=540_000,
        parties=("VOLUNTARY",),
        changes=True,
    )
    return (
        Sitting(body="CHILDREN", on=day("2025-10-16"), business=(services,)),
        Sitting(body="CHILDREN", on=day("2026-02-12"), business=(Business(title="Waits for assessments"),)),
        Sitting(
            body="SPECIALISED",
            on=day("2025-11-06"),
            business=(
                Business(
                    title="Kidney dialysis nearer home",
                    function="specialised_services",
                    pounds=6_300_000,
                    years=3,
                    parties=(TRUSTS[0],),
                    changes=True,
                ),
            ),
        ),
        Sitting(body="SPECIALISED", on=day("2026-03-05"), business=(Business(title="Plan for 2026/27"),)),
        Sitting(body="MIND-COLLABORATIVE", on=day("2025-09-16"), business=(Business(title="Quality and waits"),)),
        Sitting(body="MIND-COLLABORATIVE", on=day("2026-01-20"), business=(crisis,)),
        Sitting(body="MIND-COLLABORATIVE", on=day("2026-04-09"), business=(Business(title="Report to the board"),)),
        Sitting(body="GP-BOARD", on=day("2025-10-02"), business=(Business(title="Voice of practices at place"),)),
        Sitting(body="GP-BOARD", on=day("2026-01-22"), business=(Business(title="Access in winter"),)),
        Sitting(body="GP-BOARD", on=day("2026-04-13"), business=(Business(title="Networks' plans"),)),
        Sitting(body="LMC", on=day("2025-11-13"), business=(Business(title="Views on enhanced services"),)),
        Sitting(body=PARTNERSHIP, on=day("2025-12-04"), business=(Business(title="Integrated care strategy"),)),
        Sitting(body=PARTNERSHIP, on=day("2026-03-18"), business=(Business(title="What people told us"),)),
        *_health_and_wellbeing_boards(),
    )
