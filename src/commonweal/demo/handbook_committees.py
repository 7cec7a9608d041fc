"""The committees and sub-committees of the board, and who sits on them."""

from __future__ import annotations

from typing import Any

from commonweal.demo.handbook_board import GP_PRACTICE
from commonweal.demo.handbook_bodies import COUNCILS, SYSTEM, TRUSTS
from commonweal.demo.handbook_days import day
from commonweal.demo.handbook_seating import Sitting, rows_of
from commonweal.governance.handbook import Row

SINCE = day("2025-04-01")

_BEHALF = {
    "P012": (TRUSTS[0],),
    "P013": (TRUSTS[2],),
    "P014": (GP_PRACTICE,),
    "P015": (COUNCILS[0],),
    "P017": ("HEALTHWATCH",),
    "P018": ("LMC",),
    "P803": ("HEALTHWATCH",),
}

LATE_APPROVAL = {"PRIMARY-CARE-08"}
"""A seat whose holder sat before the chair approved; ``handbook_faults`` lists it."""

Line = tuple[str, str, str, str]

_MEMBERS: dict[str, tuple[Line, ...]] = {
    "AUDIT": (
        ("P008", "Chair of the committee", "non_executive", ""),
        ("P007", "Non-executive Member", "non_executive", ""),
        ("P009", "Non-executive Member", "non_executive", ""),
        ("P029", "Independent Member", "member", ""),
        ("P003", "Chief Finance Officer, attending", "participant", ""),
        ("P020", "Director of Governance, attending", "participant", ""),
    ),
    "REMUNERATION": (
        ("P009", "Chair of the committee", "non_executive", ""),
        ("P007", "Non-executive Member", "non_executive", ""),
        ("P010", "Non-executive Member", "non_executive", ""),
        ("P030", "Independent Member", "member", ""),
        ("P020", "Director of Governance, attending", "participant", ""),
    ),
    "FINANCE": (
        ("P010", "Chair of the committee", "non_executive", ""),
        ("P008", "Non-executive Member", "non_executive", ""),
        ("P011", "Non-executive Member", "non_executive", ""),
        ("P002", "Chief Executive", "chief_executive", ""),
        ("P003", "Chief Finance Officer", "executive", "finance"),
        ("P006", "Chief Strategy and Commissioning Officer", "executive", "other"),
        ("P012", "Partner Member, hospital trusts", "partner", ""),
        ("P029", "Independent Member", "member", ""),
    ),
    "QUALITY": (
        ("P007", "Chair of the committee", "non_executive", ""),
        ("P011", "Non-executive Member", "non_executive", ""),
        ("P004", "Chief Medical Officer", "executive", "medical"),
        ("P005", "Chief Nursing Officer", "executive", "nursing"),
        ("P013", "Partner Member, mental health and community trusts", "partner", ""),
        ("P030", "Independent Member, patient safety", "member", ""),
        ("P803", "Healthwatch, attending", "participant", ""),
    ),
    "PRIMARY-CARE": (
        ("P011", "Chair of the committee", "non_executive", ""),
        ("P007", "Non-executive Member", "non_executive", ""),
        ("P003", "Chief Finance Officer", "executive", "finance"),
        ("P005", "Chief Nursing Officer", "executive", "nursing"),
        ("P019", "Director of Primary Care", "member", ""),
        ("P014", "Partner Member, primary medical services", "partner", ""),
        ("P015", "Partner Member, councils", "partner", ""),
        ("P031", "Independent Member, people who use services", "member", ""),
        ("P018", "Local Medical Committee, attending", "participant", ""),
    ),
    "IFR-PANEL": (
        ("P004", "Chair of the panel", "executive", "medical"),
        ("P023", "Deputy Chief Nursing Officer", "member", ""),
        ("P031", "Independent Member", "member", ""),
    ),
    "CONFLICTS-PANEL": (
        ("P008", "Chair of the panel", "non_executive", ""),
        ("P009", "Non-executive Member", "non_executive", ""),
        ("P029", "Independent Member", "member", ""),
    ),
}


def _sitting(body: str, number: int, line: Line) -> Sitting:
    person, title, seat_class, profession = line
    seat = f"{body}-{number:02d}"
    return Sitting(
        seat=seat,
        body=body,
        title=title,
        seat_class=seat_class,
        person=person,
        since=SINCE,
        behalf=_BEHALF.get(person, (SYSTEM,)),
        voting=seat_class != "participant",
        seat_more={"profession": profession} if profession else {},
        more=_late() if seat in LATE_APPROVAL else {},
    )


def _late() -> dict[str, Any]:
    """The committee itself co-opted the member on 1 April 2025; the chair approved only in June."""
    return {"appointed_by": "PRIMARY-CARE", "chair_approved_on": day("2025-06-12")}


def committees() -> list[Row]:
    """Seats and appointments of every committee of the board."""
    return rows_of(
        _sitting(body, number, line) for body, lines in _MEMBERS.items() for number, line in enumerate(lines, start=1)
    )
