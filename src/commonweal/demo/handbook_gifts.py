"""Gifts and hospitality, breaches, procurement decisions, and the people who evaluated bids."""

from __future__ import annotations

from datetime import date, timedelta

from commonweal.demo.handbook_bodies import SYSTEM
from commonweal.demo.handbook_days import day
from commonweal.governance.handbook import Breach, Evaluator, Gift, Procurement, Row

_DIAGNOSTICS = "Community diagnostics for Wyndlesea Coast"
_OFFERS: tuple[tuple[str, str, str, bool, int, date, bool, bool, str], ...] = (
    ("P004", "gift", "a grateful family", False, 20_00, day("2025-09-02"), True, False, ""),
    ("P002", "gift", "a visiting delegation", False, 85_00, day("2025-10-14"), True, True, "chair"),
    ("P006", "gift", "Gannetsea Diagnostics Ltd", True, 40_00, day("2025-12-18"), False, False, ""),
    ("P019", "gift", "Tansy Homecare Ltd", True, 5_00, day("2025-11-04"), True, False, ""),
    ("P003", "hospitality", "a firm of auditors", True, 22_00, day("2025-08-05"), True, False, ""),
    ("P001", "hospitality", "a learned society", False, 60_00, day("2026-01-27"), True, False, ""),
    ("P005", "hospitality", "a supplier of dressings", True, 140_00, day("2026-02-10"), False, False, ""),
    ("P002", "hospitality", "a conference of health systems", False, 180_00, day("2026-03-12"), True, False, "chair"),
)
"""To whom, kind, giver, a supplier or not, pence, day, accepted, for the organisation, who approved."""


def gifts() -> list[Row]:
    """What was offered, taken and declined."""
    return [
        Gift(
            gift=f"GIFT-{number:02d}",
            person=person,
            kind=kind,
            from_whom=giver,
            supplier=supplier,
            value_pence=pence,
            on_date=when,
            accepted=accepted,
            for_organisation=for_organisation,
            declared_on=when + timedelta(days=6),
            approved_by=approved,
        )
        for number, (person, kind, giver, supplier, pence, when, accepted, for_organisation, approved) in enumerate(
            _OFFERS, start=1
        )
    ]


def breaches() -> list[Row]:
    """What went wrong, what was done, and when the public was told."""
    return [
        Breach(
            breach="BREACH-01",
            body=SYSTEM,
            on_date=day("2025-11-15"),
            nature="An interest was declared after the 28 days.",
            outcome="The person was reminded in writing; no decision had been touched.",
            published_on=day("2025-12-01"),
        ),
        Breach(
            breach="BREACH-02",
            body="PRIMARY-CARE",
            on_date=day("2025-12-11"),
            nature="A member with an interest stayed in an item and voted.",
            outcome="The committee will take the item again in June 2026.",
            published_on=day("2026-02-02"),
        ),
    ]


def procurements() -> list[Row]:
    """A procurement decision whose notice was published, and one that is still to be decided."""
    return [
        Procurement(
            procurement="WINTER-CLINICS-2025",
            title="Winter clinics",
            body="PRIMARY-CARE",
            decision="D-PRIMARY-CARE-2025-12-2",
            decided_on=day("2025-12-11"),
            decided_by="Primary Care Commissioning Committee",
            provider="Harrowmarch Family Doctors",
            value_pence=380_000_00,
            route="most_suitable_provider",
            conflicts="A partner member has a financial interest in the provider",
            managed="The member declared it and voted; the committee will take the item again",
            published_on=day("2025-12-19"),
        ),
        Procurement(procurement=_DIAGNOSTICS, title=_DIAGNOSTICS, body=SYSTEM, route="competitive"),
    ]


def evaluators() -> list[Row]:
    """Who evaluated the bids for community diagnostics; one had an interest and stood aside."""
    name = _DIAGNOSTICS
    return [
        Evaluator(procurement=name, person="P003", conflicted=False),
        Evaluator(procurement=name, person="P006", conflicted=False),
        Evaluator(
            procurement=name,
            person="P007",
            conflicted=True,
            measure="Stood aside before the bids were opened; another member took the place.",
            measure_on=day("2026-02-16"),
        ),
        Evaluator(procurement=name, person="P031", conflicted=False),
    ]
