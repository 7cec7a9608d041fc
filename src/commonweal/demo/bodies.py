"""The organisations of Wealdmarch, who stands in whom, and who took over from whom."""

from __future__ import annotations

from typing import Any

from commonweal.demo import codes, names
from commonweal.demo.people import Practice

ESTABLISHED = "2022-07-01"
NETWORKS_BEGAN = "2019-07-01"
PRACTICES_BEGAN = "1974-04-01"
MOVED_ON, MOVED_UNTIL = "2023-04-01", "2023-03-31"

BODY_COLUMNS = ("code", "name", "kind", "from", "to", "area_code", "note")
MEMBERSHIP_COLUMNS = ("child", "parent", "tier", "from", "to", "sole")
SUCCESSION_COLUMNS = ("predecessor", "successor", "date", "share")

Rows = list[dict[str, Any]]


def _body(code: str, name: str, kind: str, since: str, until: str = "", area_code: str = "") -> dict[str, Any]:
    return dict(zip(BODY_COLUMNS, (code, name, kind, since, until, area_code, "fictional"), strict=True))


def bodies(practices: list[Practice]) -> Rows:
    """Every organisation, from the region down to the practices."""
    found = [
        _body(codes.REGION, "Weald and Marches (fictional)", "region", ESTABLISHED),
        _body(codes.SYSTEM, f"NHS {names.SYSTEM} Integrated Care Board (fictional)", "icb", ESTABLISHED),
        _body(codes.PARTNERSHIP, f"{names.SYSTEM} Integrated Care Partnership (fictional)", "icp", ESTABLISHED),
        _body(codes.SUB_ICB, f"NHS {names.SYSTEM} ICB - {codes.SUB_ICB} (fictional)", "sub_icb", ESTABLISHED),
        _body(codes.FORMER_GROUPS[0], "NHS Harrowmarch CCG (fictional)", "ccg", "2013-04-01", "2022-06-30"),
        _body(
            codes.FORMER_GROUPS[1], "NHS Wyndlesea and Sallowdene CCG (fictional)", "ccg", "2013-04-01", "2022-06-30"
        ),
    ]
    for number, (place, council) in enumerate(zip(names.PLACES, names.COUNCILS, strict=True), start=1):
        found.append(_body(codes.place(number), place, "place", ESTABLISHED))
        found.append(_body(codes.council(number), council, "council", "2009-04-01", area_code=codes.area(number)))
    for number, (trust, _) in enumerate(names.TRUSTS, start=1):
        found.append(_body(codes.trust(number), trust, "trust", "2011-04-01"))
    for number, stem in enumerate(names.NETWORK_STEMS, start=1):
        found.append(_body(codes.network(number), f"{stem} PCN", "pcn", NETWORKS_BEGAN))
    found += [_body(practice.code, practice.name, "practice", PRACTICES_BEGAN) for practice in practices]
    merged = codes.practice(len(practices) + 1)
    found.append(_body(merged, "Teaselmarch Surgery", "practice", PRACTICES_BEGAN, "2024-09-30"))
    return found


def _member(child: str, parent: str, tier: str, since: str, until: str = "", sole: bool = True) -> dict[str, Any]:
    return dict(zip(MEMBERSHIP_COLUMNS, (child, parent, tier, since, until, "yes" if sole else "no"), strict=True))


def memberships(practices: list[Practice]) -> Rows:
    """Who stands in whom, and since when; one practice changed its network."""
    found = [
        _member(codes.SYSTEM, codes.REGION, "region", ESTABLISHED),
        _member(codes.SUB_ICB, codes.SYSTEM, "icb", ESTABLISHED),
    ]
    for number in range(1, len(names.PLACES) + 1):
        found.append(_member(codes.place(number), codes.SYSTEM, "icb", ESTABLISHED))
        found.append(_member(codes.council(number), codes.PARTNERSHIP, "icp", ESTABLISHED, sole=False))
        found.append(_member(codes.council(number), codes.place(number), "place", ESTABLISHED, sole=False))
    found += [_member(codes.trust(n), codes.SYSTEM, "icb", ESTABLISHED) for n in range(1, len(names.TRUSTS) + 1)]
    place_of = {practice.network: practice.place for practice in practices}
    for number in range(1, len(names.NETWORK_STEMS) + 1):
        found.append(_member(codes.network(number), codes.place(place_of[number]), "place", ESTABLISHED))
        found.append(_member(codes.network(number), codes.SUB_ICB, "sub_icb", ESTABLISHED))
    for practice in practices:
        found.append(_member(practice.code, codes.SUB_ICB, "sub_icb", ESTABLISHED))
        found += [
            _member(practice.code, codes.network(network), "pcn", since, until)
            for network, since, until in _network_spells(practice)
        ]
    return found


def _network_spells(practice: Practice) -> list[tuple[int, str, str]]:
    """The networks that a practice has been in; the first practice came over from the second network."""
    if practice.number == 1:
        return [(2, NETWORKS_BEGAN, MOVED_UNTIL), (practice.network, MOVED_ON, "")]
    return [(practice.network, NETWORKS_BEGAN, "")]


def successions(practices: list[Practice]) -> Rows:
    """Two clinical commissioning groups became one board; a practice merged into another."""
    merged = codes.practice(len(practices) + 1)
    rows = [(group, codes.SYSTEM, ESTABLISHED, "1") for group in codes.FORMER_GROUPS]
    rows.append((merged, practices[0].code, "2024-10-01", "1"))
    return [dict(zip(SUCCESSION_COLUMNS, row, strict=True)) for row in rows]


def members(practices: list[Practice]) -> Rows:
    """Each practice with its network and place, in the columns of a members file, dated."""
    return [
        {
            "Practice_Code": practice.code,
            "Practice name": practice.name,
            "PCN Code": codes.network(network),
            "PCN Name": f"{names.NETWORK_STEMS[network - 1]} PCN",
            "Place": codes.place(practice.place),
            "Place name": names.PLACES[practice.place - 1],
            "Start date": since,
            "End date": until,
        }
        for practice in practices
        for network, since, until in _network_spells(practice)
    ]
