"""A year at the four places: a joint committee, a committee of the board, a forum, and a director who decides."""

from __future__ import annotations

from commonweal.demo.handbook_bodies import PLACES, TRUSTS
from commonweal.demo.handbook_business import Business, Sitting
from commonweal.demo.handbook_days import day

_CITY, _COAST, _VALE, _UPPER = PLACES


def _enhanced(title: str, pounds: int, place: str, *parties: str) -> Business:
    return Business(
        title=title, function="local_enhanced_services", pounds=pounds, place=place, parties=parties, minutes=40
    )


def city_meetings() -> tuple[Sitting, ...]:
    """Harrowmarch City: a joint committee of the board and the council."""
    return (
        Sitting(
            body=_CITY,
            on=day("2025-09-24"),
            business=(_enhanced("Wound care in practices", 510_000, _CITY, "WEALD018", "WEALD026"),),
        ),
        Sitting(
            body=_CITY,
            on=day("2025-11-26"),
            business=(
                Business(title="How the winter goes"),
                Business(
                    title="Home from hospital in a day",
                    function="care_pathways",
                    pounds=390_000,
                    place=_CITY,
                    parties=(TRUSTS[3],),
                    changes=True,
                ),
            ),
        ),
        Sitting(body=_CITY, on=day("2026-01-28"), business=(Business(title="Neighbourhood teams: progress"),)),
        Sitting(
            body=_CITY,
            on=day("2026-03-25"),
            business=(_enhanced("Health checks for people with learning disability", 236_000, _CITY, "WEALD035"),),
        ),
        Sitting(
            body=_CITY,
            on=day("2026-05-27"),
            business=(_enhanced("Spirometry in practices", 180_000, _CITY, "WEALD044"),),
        ),
    )


def coast_meetings() -> tuple[Sitting, ...]:
    """Wyndlesea Coast: a committee of the board. In January it decided above its limit of £504,000 a year."""
    return (
        Sitting(
            body=_COAST,
            on=day("2025-09-25"),
            business=(_enhanced("Minor surgery in practices", 318_000, _COAST, "WEALD067", "WEALD075"),),
        ),
        Sitting(
            body=_COAST,
            on=day("2025-11-27"),
            business=(
                Business(
                    title="Falls: one call, one team",
                    function="care_pathways",
                    pounds=265_000,
                    place=_COAST,
                    parties=("VOLUNTARY",),
                    changes=True,
                ),
            ),
        ),
        Sitting(
            body=_COAST,
            on=day("2026-01-29"),
            business=(_enhanced("Same-day hubs at Wyndlesea", 620_000, _COAST, "WEALD081", "WEALD088"),),
        ),
        Sitting(body=_COAST, on=day("2026-03-26"), business=(Business(title="Plans for the summer season"),)),
        Sitting(
            body=_COAST,
            on=day("2026-05-28"),
            business=(_enhanced("Same-day hubs: second part", 480_000, _COAST, "WEALD081"),),
        ),
    )


def vale_meetings() -> tuple[Sitting, ...]:
    """Tarnwick Vale: a consultative forum, which gives views. In January it 'decided'."""
    return (
        Sitting(body=_VALE, on=day("2025-10-01"), business=(Business(title="Views on stroke beds"),)),
        Sitting(
            body=_VALE,
            on=day("2026-01-21"),
            business=(
                Business(
                    title="Grants to befriending groups",
                    function="care_pathways",
                    pounds=48_000,
                    place=_VALE,
                    parties=("Tarnwick Befrienders",),
                ),
            ),
        ),
        Sitting(body=_VALE, on=day("2026-04-08"), business=(Business(title="Views on access to practices"),)),
    )


UPPER_DECISIONS = (
    ("UPPER-2025-11", day("2025-11-05"), "Phlebotomy in four villages", 142_000, ("WEALD135",)),
    ("UPPER-2026-02", day("2026-02-04"), "Enhanced care of frail people at home", 198_000, ("WEALD141",)),
)
"""What the director of the fourth place decided alone: id, day, title, pounds and who gains."""


def place_meetings() -> tuple[Sitting, ...]:
    """The meetings of all places."""
    return (*city_meetings(), *coast_meetings(), *vale_meetings())
