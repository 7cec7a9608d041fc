"""The grants of Wealdmarch in force today: who decides what, by which route, up to what amount."""

from __future__ import annotations

from typing import Any

from commonweal.demo.handbook_bodies import COUNCILS, NETWORKS, SYSTEM
from commonweal.demo.handbook_days import ESTABLISHED, day
from commonweal.demo.handbook_delegations import guided
from commonweal.demo.handbook_functions import FORMER_GROUPS_HELD, NEW_IN_2022, Held
from commonweal.governance.handbook import Grant, Row


def _internal(held: Held) -> Grant:
    """The board reserves a function, or passes it to a committee, panel or seat of its own."""
    to_seat = held.decider if held.decider.startswith("BOARD-") else ""
    elsewhere = held.decider == "CHILDREN"
    route = "statute" if held.decider == SYSTEM else "section_75" if elsewhere else "schedule_1b_paragraph_11"
    since = day("2024-04-01") if elsewhere else ESTABLISHED
    return Grant(
        grant=f"G-{held.function.upper().replace('_', '-')}",
        function=held.function,
        from_body=SYSTEM,
        to_body="" if to_seat else held.decider,
        to_seat=to_seat,
        route=route,
        document="AGREEMENT-CHILDREN" if elsewhere else "SCHEME-2",
        clause="2.1" if elsewhere else "4.1",
        onward_allowed=held.decider not in (SYSTEM, "CHILDREN"),
        limit=held.limit,
        liability_holder=SYSTEM,
        accountable_body=SYSTEM,
        approved_in_writing_on=since,
        decides=True,
        from_date=since,
        **(guided(since) if elsewhere else {}),
    )


def _panel(held: Held) -> list[Row]:
    """A sub-committee has what its committee passed on to it."""
    committee = Held(held.function, held.title, held.provision, "QUALITY", held.limit)
    first = _internal(committee)
    second = Grant(
        grant=f"{first.grant}-PANEL",
        function=held.function,
        from_body="QUALITY",
        to_body=held.decider,
        route="schedule_1b_paragraph_11",
        under=first.grant,
        document="TERMS-IFR-PANEL",
        clause="2.1",
        onward_allowed=False,
        limit=held.limit,
        liability_holder=SYSTEM,
        accountable_body=SYSTEM,
        approved_in_writing_on=day("2022-07-01"),
        decides=True,
        from_date=ESTABLISHED,
    )
    return [first, second]


def _networks() -> list[Row]:
    """By contract the networks carry out; they decide nothing for the board."""
    return [
        Grant(
            grant=f"G-NETWORK-{network}",
            function="network_contract_services",
            from_body=SYSTEM,
            to_body=network,
            route="contract",
            document=f"NETWORK-CONTRACT-{network}",
            clause="1",
            onward_allowed=False,
            limit="no limit",
            liability_holder=network,
            accountable_body=SYSTEM,
            decides=False,
            from_date=day("2025-04-01"),
        )
        for network in NETWORKS
    ]


def _others() -> list[Row]:
    """Who decides about the networks' contract, and the councils about their own functions."""
    contract = Grant(
        grant="G-NETWORK-CONTRACT",
        function="network_contract_services",
        from_body=SYSTEM,
        to_body="PRIMARY-CARE",
        route="schedule_1b_paragraph_11",
        document="SCHEME-2",
        clause="4.2",
        onward_allowed=False,
        limit="£5m a year",
        liability_holder=SYSTEM,
        accountable_body=SYSTEM,
        approved_in_writing_on=ESTABLISHED,
        decides=True,
        from_date=ESTABLISHED,
    )
    return [contract, *_councils()]


def _councils() -> list[Row]:
    return [
        Grant(
            grant=f"G-PUBLIC-HEALTH-{council}",
            function="public_health_improvement",
            from_body=council,
            to_body=council,
            route="statute",
            onward_allowed=False,
            limit="no limit",
            liability_holder=council,
            accountable_body=council,
            decides=True,
            from_date=day("2013-04-01"),
        )
        for council in COUNCILS
    ]


def _until_another_came() -> list[Row]:
    """What other grants took the place of: aftercare and special needs were decided elsewhere at first."""
    usual: dict[str, Any] = {
        "from_body": SYSTEM,
        "document": "SCHEME-2",
        "clause": "4.8",
        "onward_allowed": False,
        "liability_holder": SYSTEM,
        "accountable_body": SYSTEM,
        "approved_in_writing_on": ESTABLISHED,
        "decides": True,
        "from_date": ESTABLISHED,
    }
    return [
        Grant(
            grant="G-AFTERCARE-FIRST",
            function="section_117_aftercare",
            to_body="FINANCE",
            route="schedule_1b_paragraph_11",
            limit="£10m",
            to_date=day("2025-03-31"),
            **usual,
        ),
        Grant(
            grant="G-SPECIAL-EDUCATIONAL-NEEDS-FIRST",
            function="special_educational_needs",
            to_body=SYSTEM,
            route="statute",
            limit="no limit",
            to_date=day("2024-03-31"),
            **usual,
        ),
    ]


def _aftercare() -> Grant:
    """A grant for a trial year that ended, and nobody made another: ``handbook_faults`` lists the orphan."""
    return Grant(
        grant="G-AFTERCARE",
        function="section_117_aftercare",
        from_body=SYSTEM,
        to_body="QUALITY",
        route="schedule_1b_paragraph_11",
        document="SCHEME-2",
        clause="4.9",
        onward_allowed=False,
        limit="£1m a year",
        liability_holder=SYSTEM,
        accountable_body=SYSTEM,
        approved_in_writing_on=day("2025-03-20"),
        decides=True,
        from_date=day("2025-04-01"),
        to_date=day("2026-03-31"),
    )


def grants() -> list[Row]:
    """Every grant within the board, to networks and of councils; the others are told where they pass."""
    found: list[Row] = []
    for held in (*FORMER_GROUPS_HELD, *NEW_IN_2022):
        if held.decider == "IFR-PANEL":
            found += _panel(held)
        elif held.decider:
            found.append(_internal(held))
    return [*found, *_others(), *_networks(), *_until_another_came(), _aftercare()]
