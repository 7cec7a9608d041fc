"""The four places of Wealdmarch, which chose four forms, and who sits at each."""

from __future__ import annotations

from typing import Any

from commonweal.demo.handbook_bodies import BEGAN, COUNCILS, NETWORKS, PLACE_LEADS, PLACES, SYSTEM, TRUSTS
from commonweal.demo.handbook_days import day
from commonweal.demo.handbook_people import ROLES_AT_PLACE, at_place
from commonweal.demo.handbook_seating import Sitting, rows_of
from commonweal.governance.handbook import Deputy, Row

_ACUTE = (TRUSTS[0], TRUSTS[1], TRUSTS[1], TRUSTS[1])
_FIRST_NETWORK = (1, 8, 13, 18)

_TITLES = {
    "primary_care_leadership": "General practice",
    "council": "Director of Adult Services",
    "public_health": "Director of Public Health",
    "acute": "Hospitals",
    "community": "Community services",
    "mental_health": "Mental health services",
    "people_who_use_care": "People who use services",
    "voluntary_sector": "Voluntary sector",
}


def comes_from(place: int, voice: str) -> tuple[str, ...]:
    """The body for which a voice at a place speaks."""
    council = COUNCILS[place - 1]
    return {
        "primary_care_leadership": (NETWORKS[_FIRST_NETWORK[place - 1] - 1],),
        "council": (council,),
        "public_health": (council,),
        "acute": (_ACUTE[place - 1],),
        "community": (TRUSTS[3],),
        "mental_health": (TRUSTS[2],),
        "people_who_use_care": ("HEALTHWATCH",),
        "voluntary_sector": ("VOLUNTARY",),
    }[voice]


def _leader(place: int) -> Sitting:
    """The place's director: at the fourth place this seat alone decides."""
    body = PLACES[place - 1]
    behalf = (SYSTEM, COUNCILS[0]) if place == 1 else (SYSTEM,)
    return Sitting(
        seat=f"{body}-01",
        body=body,
        title="Director of Place",
        seat_class="executive",
        person=PLACE_LEADS[place - 1],
        since=BEGAN[place - 1],
        behalf=behalf,
        seat_more={"represents": ("icb",), "profession": "other"},
    )


def _voice(place: int, number: int, voice: str) -> Sitting:
    body = PLACES[place - 1]
    more: dict[str, Any] = {"represents": (voice,)}
    if voice == "primary_care_leadership":
        more |= {"nominated_by": "primary_medical_providers"}
    return Sitting(
        seat=f"{body}-{number:02d}",
        body=body,
        title=_TITLES[voice],
        seat_class="member",
        person=at_place(place, voice),
        since=BEGAN[place - 1],
        behalf=comes_from(place, voice),
        # Where one person decides, the others advise.
        voting=place != 4,
        seat_more=more,
    )


def places() -> list[Row]:
    """Seats and appointments of the four places, and who deputises."""
    sittings = []
    for place in range(1, 5):
        sittings.append(_leader(place))
        sittings += [_voice(place, number, voice) for number, voice in enumerate(ROLES_AT_PLACE, start=2)]
    deputies = (("WEALDP1-05", "P605"), ("WEALDP2-05", "P604"), ("WEALDP2-01", "P021"), ("WEALDP2-02", "P509"))
    return rows_of(sittings) + [
        Deputy(seat=seat, person=person, may_vote=True, from_date=day("2025-04-01")) for seat, person in deputies
    ]
