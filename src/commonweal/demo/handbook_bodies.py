"""The bodies of Wealdmarch's handbook: the register's own, and those that govern."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from commonweal.demo import bodies as register
from commonweal.demo import codes, names
from commonweal.demo.handbook_days import ESTABLISHED, day
from commonweal.demo.handbook_people import clinical_director
from commonweal.demo.people import POPULATION, Practice
from commonweal.governance.handbook import Body, Partner, ResponsibilityGroup, Row, Segment, Succession

SYSTEM, PARTNERSHIP, REGION = codes.SYSTEM, codes.PARTNERSHIP, codes.REGION
NHS_ENGLAND, SECRETARY_OF_STATE = "NHSE", "SOFS"
PLACES = tuple(codes.place(number) for number in range(1, 5))
COUNCILS = tuple(codes.council(number) for number in range(1, 5))
TRUSTS = tuple(codes.trust(number) for number in range(1, 7))
NETWORKS = tuple(codes.network(number) for number in range(1, len(names.NETWORK_STEMS) + 1))
FEDERATION = "HARROW-FEDERATION"

FORMS = ("joint_committee", "committee", "consultative_forum", "individual")
"""What the four places chose: they chose differently."""
BEGAN = (day("2023-04-01"), day("2024-04-01"), ESTABLISHED, day("2025-04-01"))
"""When each place took its present form, at a pace of its own; until then it was a forum."""

PLACE_LEADS = ("P024", "P025", "P026", "P027")

_KINDS = {"place": "place_partnership", "sub_icb": "other"}
_TIERS = {"icb": "system", "region": "region", "place": "place", "pcn": "neighbourhood"}


def _place_of_networks(practices: list[Practice]) -> dict[str, str]:
    return {codes.network(practice.network): codes.place(practice.place) for practice in practices}


def population_of(practices: list[Practice]) -> dict[str, int]:
    """People of the system, each place, each network and each practice, to the nearest person."""
    people: dict[str, float] = defaultdict(float)
    for practice in practices:
        for body in (practice.code, codes.network(practice.network), codes.place(practice.place)):
            people[body] += practice.population
    return {SYSTEM: POPULATION} | {body: round(number) for body, number in people.items()}


def registered(practices: list[Practice]) -> list[Body]:
    """The register's organisations, with their ids, names, kinds and days."""
    people, place_of = population_of(practices), _place_of_networks(practices)
    network_of = {practice.code: codes.network(practice.network) for practice in practices}
    found = []
    for row in register.bodies(practices):
        code, kind = row["code"], str(_KINDS.get(row["kind"], row["kind"]))
        found.append(
            Body(
                body=code,
                name=row["name"],
                kind=kind,
                ods_code=code if row["kind"] != "place" else "",
                from_date=day(row["from"]),
                to_date=day(row["to"]) if row["to"] else None,
                established_on=day(row["from"]) if kind in ("icb", "ccg", "trust", "council", "icp") else None,
                tier=_TIERS.get(row["kind"], ""),
                population=people.get(code),
                system=SYSTEM if code not in (SYSTEM, REGION) else "",
                **_more(code, kind, place_of, network_of),
            )
        )
    return [row for body in found for row in _forms(body)]


def _forms(body: Body) -> list[Body]:
    """A place that was a forum first has a row for each form; any other body stays as it is."""
    since = BEGAN[PLACES.index(body.body)] if body.body in PLACES else ESTABLISHED
    if since == ESTABLISHED:
        return [body]
    forum = replace(body, form="consultative_forum", to_date=since - timedelta(days=1))
    return [forum, replace(body, from_date=since)]


def _more(code: str, kind: str, place_of: dict[str, str], network_of: dict[str, str]) -> dict[str, Any]:
    """What the handbook says of an organisation beyond the register."""
    if code == REGION:
        return {"lead": "P801", "parent": NHS_ENGLAND}
    if code == SYSTEM:
        return {
            "lead": "P002",
            "parent": REGION,
            "area": "; ".join(codes.area(number) for number in range(1, 5)),
            "first_year_to": date(2023, 3, 31),
        }
    if code in PLACES:
        number = PLACES.index(code)
        return {
            "parent": SYSTEM,
            "form": FORMS[number],
            "lead": PLACE_LEADS[number],
            "area": codes.area(number + 1),
        }
    if kind == "pcn":
        return {"parent": place_of[code], "lead": clinical_director(NETWORKS.index(code) + 1)}
    if kind == "practice":
        return {"parent": network_of.get(code, "")}
    if kind == "icp":
        return {"parent": SYSTEM, "lead": "P703"}
    return {}


_GOVERNING: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("AUDIT", "Audit and Risk Committee", "committee", SYSTEM, {}),
    ("REMUNERATION", "Remuneration Committee", "committee", SYSTEM, {}),
    ("FINANCE", "Finance and Performance Committee", "committee", SYSTEM, {}),
    ("QUALITY", "Quality and Safety Committee", "committee", SYSTEM, {}),
    ("PRIMARY-CARE", "Primary Care Commissioning Committee", "committee", SYSTEM, {}),
    ("IFR-PANEL", "Individual Funding Requests Panel", "sub_committee", "QUALITY", {}),
    ("CONFLICTS-PANEL", "Conflicts Panel", "sub_committee", "AUDIT", {}),
    ("CHILDREN", "Joint Committee for Children and Young People", "joint_committee", SYSTEM, {}),
    ("SPECIALISED", "Joint Committee for Specialised Services", "joint_committee", SYSTEM, {}),
    (
        "MIND-COLLABORATIVE",
        "Wealdmarch Mental Health Provider Collaborative",
        "provider_collaborative",
        TRUSTS[2],
        {"tier": "provider_collaborative", "lead": "P601", "form": "joint_committee"},
    ),
    ("GP-BOARD", "Wealdmarch General Practice Provider Board", "gp_provider_board", "", {"lead": "P101"}),
    ("LMC", "Wealdmarch Local Medical Committee", "local_medical_committee", "", {"lead": "P018"}),
    ("HWB-1", "Harrowmarch City Health and Wellbeing Board", "health_and_wellbeing_board", COUNCILS[0], {}),
    ("HWB-2", "Wyndlesea Coast Health and Wellbeing Board", "health_and_wellbeing_board", COUNCILS[1], {}),
    ("HWB-3", "Tarnwick Vale Health and Wellbeing Board", "health_and_wellbeing_board", COUNCILS[2], {}),
    ("HWB-4", "Upper Sallowdene Health and Wellbeing Board", "health_and_wellbeing_board", COUNCILS[3], {}),
    ("HEALTHWATCH", "Healthwatch Wealdmarch", "healthwatch", "", {}),
    ("VOLUNTARY", "Wealdmarch Voluntary Alliance", "charity", "", {}),
    (FEDERATION, "Harrowmarch Family Doctors Limited", "company", "", {"company_number": "WX000001"}),
    ("GANNET-DIAGNOSTICS", "Gannetsea Diagnostics Limited", "company", "", {"company_number": "WX000002"}),
    ("TANSY-HOMECARE", "Tansy Homecare Limited", "company", "", {"company_number": "WX000003"}),
)

NATIONAL = {NHS_ENGLAND: date(2013, 4, 1), SECRETARY_OF_STATE: date(1988, 7, 25)}
FINANCE_RENAMED = date(2024, 4, 1)
"""When a committee took its present name; the collaborative began on the same day."""


def governing() -> list[Body]:
    """The bodies that only a handbook knows; one of them changed its name."""
    found = [
        Body(body=NHS_ENGLAND, name="NHS England", kind="nhs_england", from_date=NATIONAL[NHS_ENGLAND]),
        Body(
            body=SECRETARY_OF_STATE,
            name="Secretary of State for Health and Social Care",
            kind="secretary_of_state",
            from_date=NATIONAL[SECRETARY_OF_STATE],
        ),
        Body(
            body="FINANCE",
            name="Finance Committee",
            kind="committee",
            system=SYSTEM,
            parent=SYSTEM,
            from_date=ESTABLISHED,
            to_date=FINANCE_RENAMED - timedelta(days=1),
        ),
    ]
    for body, name, kind, parent, more in _GOVERNING:
        since = FINANCE_RENAMED if body in ("FINANCE", "MIND-COLLABORATIVE") else ESTABLISHED
        found.append(Body(body=body, name=name, kind=kind, system=SYSTEM, parent=parent, from_date=since, **more))
    return found


def partners(practices: list[Practice]) -> list[Partner]:
    """Trusts, practices and councils, with the tests of a partner. One trust serves the area and may not nominate."""
    always: dict[str, Any] = {"icb": SYSTEM, "from_date": ESTABLISHED, "serves_area": True, "listed": True}
    found = [Partner(body=trust, may_nominate=True, **always) for trust in TRUSTS[:5]]
    # The ambulance service works in several systems and nominates in another one.
    found.append(Partner(body=TRUSTS[5], may_nominate=False, **always | {"listed": False}))
    found += [Partner(body=code, may_nominate=True, on_integrated_care_partnership=True, **always) for code in COUNCILS]
    found += [Partner(body=practice.code, may_nominate=True, **always) for practice in practices]
    return found


def successions(practices: list[Practice]) -> list[Succession]:
    """Two groups became one board; one practice joined another."""
    orders = {SYSTEM: "Wealdmarch transfer scheme of 30 June 2022 (fictional)"}
    return [
        Succession(
            old_body=row["predecessor"],
            new_body=row["successor"],
            on_date=day(row["date"]),
            share=row["share"],
            scheme=orders.get(row["successor"], "merger of contracts (fictional)"),
        )
        for row in register.successions(practices)
    ]


def standing(practices: list[Practice]) -> list[Row]:
    """Oversight segments and the groups of people for whom the board is responsible."""
    until = day("2025-06-25")
    frameworks: list[Row] = [
        Segment(body=SYSTEM, framework="NOF 2022/23", segment=2, from_date=ESTABLISHED, to_date=until),
        *(
            Segment(body=trust, framework="NOF 2025/26", segment=1 + number % 4, from_date=day("2025-06-26"))
            for number, trust in enumerate(TRUSTS)
        ),
        Segment(body=SYSTEM, framework="NOF 2026/27", segment=2, from_date=day("2026-04-01")),
    ]
    registered_people = sum(round(practice.population) for practice in practices)
    groups = (
        ("registered with a practice of the system", registered_people),
        ("resident in the area and registered with no practice", 4_200),
    )
    return frameworks + [
        ResponsibilityGroup(group=group, icb=SYSTEM, people=people, from_date=ESTABLISHED) for group, people in groups
    ]
