"""Bodies in which Wealdmarch works with others: joint committees, a collaborative, a partnership, councils' boards."""

from __future__ import annotations

from commonweal.demo.handbook_bodies import (
    COUNCILS,
    NETWORKS,
    NHS_ENGLAND,
    PARTNERSHIP,
    PLACE_LEADS,
    REGION,
    SYSTEM,
    TRUSTS,
)
from commonweal.demo.handbook_days import day
from commonweal.demo.handbook_people import at_place
from commonweal.demo.handbook_places import comes_from
from commonweal.demo.handbook_seating import Sitting, rows_of
from commonweal.governance.handbook import Row

SINCE = day("2024-04-01")

Line = tuple[str, str, tuple[str, ...], str, bool]

_GP = "primary_care_leadership"

_MEMBERS: dict[str, tuple[Line, ...]] = {
    "CHILDREN": (
        ("P006", "Integrated care board, chair", (SYSTEM,), "icb", True),
        ("P028", "Integrated care board, mental health and children", (SYSTEM,), "icb", True),
        ("P102", "Harrowmarch City Council", (COUNCILS[0],), "council", True),
        ("P202", "Wyndlesea Borough Council", (COUNCILS[1],), "council", True),
        ("P302", "Tarnwick Vale Council", (COUNCILS[2],), "council", True),
        ("P402", "Upper Sallowdene Council", (COUNCILS[3],), "council", True),
        ("P602", "Children's trust, attending", (TRUSTS[4],), "acute", False),
    ),
    "SPECIALISED": (
        ("P802", "NHS England, specialised services, chair", (NHS_ENGLAND,), "other", True),
        ("P801", "NHS England, region", (NHS_ENGLAND, REGION), "other", True),
        ("P006", "Integrated care board, commissioning", (SYSTEM,), "icb", True),
        ("P003", "Integrated care board, finance", (SYSTEM,), "icb", True),
    ),
    "MIND-COLLABORATIVE": (
        ("P601", "Lead provider, chair", (TRUSTS[2],), "mental_health", True),
        ("P603", "Community trust", (TRUSTS[3],), "community", True),
        ("P604", "Harrowmarch hospitals", (TRUSTS[0],), "acute", True),
        ("P605", "Wyndlesea and Tarnwick hospitals", (TRUSTS[1],), "acute", True),
        ("P602", "Children's trust", (TRUSTS[4],), "acute", True),
        ("P804", "Voluntary sector", ("VOLUNTARY",), "voluntary_sector", True),
        ("P606", "People with lived experience", ("HEALTHWATCH",), "people_who_use_care", True),
        ("P028", "Integrated care board, attending", (SYSTEM,), "icb", False),
    ),
    "GP-BOARD": (
        ("P101", "Harrowmarch City, chair", (NETWORKS[0],), _GP, True),
        ("P201", "Wyndlesea Coast", (NETWORKS[7],), _GP, True),
        ("P301", "Tarnwick Vale", (NETWORKS[12],), _GP, True),
        ("P401", "Upper Sallowdene", (NETWORKS[17],), _GP, True),
        ("P505", "Primary care networks", (NETWORKS[4],), _GP, True),
        ("P512", "Primary care networks", (NETWORKS[11],), _GP, True),
        ("P805", "Local Medical Committee, attending", ("LMC",), "other", False),
    ),
    "LMC": (
        ("P018", "Chair", ("LMC",), _GP, True),
        ("P805", "Secretary", ("LMC",), _GP, True),
        ("P510", "Member", (NETWORKS[9],), _GP, True),
        ("P516", "Member", (NETWORKS[15],), _GP, True),
    ),
    PARTNERSHIP: (
        ("P703", "Tarnwick Vale Council, chair", (COUNCILS[2],), "council", True),
        ("P001", "Integrated care board", (SYSTEM,), "icb", True),
        ("P701", "Harrowmarch City Council", (COUNCILS[0],), "council", True),
        ("P702", "Wyndlesea Borough Council", (COUNCILS[1],), "council", True),
        ("P704", "Upper Sallowdene Council", (COUNCILS[3],), "council", True),
        ("P803", "Healthwatch", ("HEALTHWATCH",), "people_who_use_care", True),
        ("P804", "Voluntary sector", ("VOLUNTARY",), "voluntary_sector", True),
        ("P101", "General practice", ("GP-BOARD",), _GP, True),
    ),
}


def _health_and_wellbeing_board(place: int) -> tuple[Line, ...]:
    council = (COUNCILS[place - 1],)
    return (
        (f"P70{place}", "Leader of the council, chair", council, "council", True),
        (at_place(place, "council"), "Director of Adult Services", council, "council", True),
        (at_place(place, "public_health"), "Director of Public Health", council, "public_health", True),
        (PLACE_LEADS[place - 1], "Integrated care board", (SYSTEM,), "icb", True),
        (at_place(place, _GP), "General practice", comes_from(place, _GP), _GP, True),
        ("P803", "Healthwatch", ("HEALTHWATCH",), "people_who_use_care", True),
    )


def _sitting(body: str, number: int, line: Line) -> Sitting:
    person, title, behalf, represents, voting = line
    nominated = "primary_medical_providers" if body == "GP-BOARD" and voting else "none"
    return Sitting(
        seat=f"{body}-{number:02d}",
        body=body,
        title=title,
        seat_class="member" if voting else "participant",
        person=person,
        since=SINCE,
        behalf=behalf,
        voting=voting,
        seat_more={"represents": (represents,), "nominated_by": nominated},
        more={"nomination": f"BALLOT-GP-BOARD-{number}"} if body == "GP-BOARD" and voting else {},
    )


def partnerships() -> list[Row]:
    """Seats and appointments of the bodies that Wealdmarch shares with others."""
    members = dict(_MEMBERS)
    for place in range(1, 5):
        members[f"HWB-{place}"] = _health_and_wellbeing_board(place)
    return rows_of(
        _sitting(body, number, line) for body, lines in members.items() for number, line in enumerate(lines, start=1)
    )
