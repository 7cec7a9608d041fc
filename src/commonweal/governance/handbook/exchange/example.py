"""A small handbook that shows how the tables are filled; its bodies and people are made up and are named so."""

from __future__ import annotations

from datetime import date

from commonweal.governance.handbook.authority import Function, Grant
from commonweal.governance.handbook.board import Appointment, Person, Role, Seat
from commonweal.governance.handbook.bodies import Body, Partner
from commonweal.governance.handbook.handbook import Handbook
from commonweal.governance.handbook.instruments import Document, Term
from commonweal.governance.handbook.interests import Interest
from commonweal.governance.handbook.meetings import AgendaItem, Attendance, Meeting
from commonweal.governance.handbook.row import Row

_START = date(2026, 4, 1)


def example_handbook() -> Handbook:
    """A board of four seats, a committee, a constitution, a delegation, an interest and a meeting.

    Example:
        >>> example_handbook().systems
        ('EXAMPLE-ICB',)
    """
    return Handbook.of([*_bodies(), *_instruments(), *_board(), *_authority(), *_meeting()], name="example")


def _bodies() -> list[Row]:
    icb, trust, council = "EXAMPLE-ICB", "EXAMPLE-TRUST", "EXAMPLE-COUNCIL"
    return [
        Body(body=icb, name="NHS Example Integrated Care Board", kind="icb", system=icb, tier="system",
             population=1_200_000, established_on=date(2022, 7, 1), from_date=date(2022, 7, 1)),
        Body(body="NHSE", name="NHS England", kind="nhs_england"),
        Body(body=trust, name="Example NHS Foundation Trust", kind="foundation_trust", system=icb),
        Body(body=council, name="Example Council", kind="council", system=icb),
        Body(body="FINANCE", name="Finance Committee", kind="committee", system=icb, parent=icb, from_date=_START),
        Partner(icb=icb, body=trust, serves_area=True, may_nominate=True, listed=True),
        Partner(icb=icb, body=council, serves_area=True, may_nominate=True, listed=True),
    ]  # fmt: skip


def _instruments() -> list[Row]:
    icb, terms = "EXAMPLE-ICB", {"document": "CONSTITUTION-1", "approved_on": date(2026, 3, 20), "from_date": _START}
    return [
        Document(document="CONSTITUTION-1", body=icb, kind="constitution", version="1.0", approved_by="NHSE",
                 approved_on=date(2026, 3, 20), published_on=_START, from_date=_START),
        Document(document="SORD-1", body=icb, kind="scheme_of_reservation_and_delegation", approved_by=icb,
                 approved_on=date(2026, 3, 26), published_on=_START, from_date=_START),
        Term(body=icb, term="quorum", value="all of (1/2 of voting seats; at least 1 non_executive)", clause="4.2",
             **terms),  # type: ignore[arg-type]
        Term(body=icb, term="deputies", value="count, at most 1", clause="4.3", **terms),  # type: ignore[arg-type]
        Term(body=icb, term="paper_lead_time", value="5 working days", clause="4.7", **terms),  # type: ignore[arg-type]
    ]  # fmt: skip


def _board() -> list[Row]:
    icb = "EXAMPLE-ICB"
    seats = (
        ("BOARD-01", "Chair", "chair", "none"),
        ("BOARD-02", "Chief Executive", "chief_executive", "none"),
        ("BOARD-03", "Non-Executive Member", "non_executive", "none"),
        ("BOARD-04", "Partner Member, NHS Trusts", "partner", "trusts"),
    )
    rows: list[Row] = []
    for number, (seat, title, seat_class, nominated_by) in enumerate(seats, start=1):
        person = f"P{number:02}"
        from_trust = ("EXAMPLE-TRUST",) if seat_class == "partner" else ()
        rows += [
            Person(person=person, name=f"Made-up person {number}"),
            Seat(seat=seat, body=icb, title=title, seat_class=seat_class, voting=True, nominated_by=nominated_by,
                 deputy_allowed=seat_class != "chair", from_date=_START),
            Appointment(seat=seat, person=person, on_behalf_of=from_trust, appointed_on=date(2026, 3, 26),
                        from_date=_START),
        ]  # fmt: skip
    return [*rows, Role(body=icb, role="deputy_chair", person="P03", from_date=_START)]


def _authority() -> list[Row]:
    return [
        Function(function="community_services", title="Commissioning community health services", holder="EXAMPLE-ICB",
                 origin="icb", provision="NHSA 2006 s.3", commissioning=True, delegable=True, from_date=_START),
        Grant(grant="G1", function="community_services", from_body="EXAMPLE-ICB", to_body="FINANCE",
              route="schedule_1b_paragraph_11", document="SORD-1", clause="3.1", limit="£500,000 a year",
              onward_allowed=False, decides=True, from_date=_START),
        Interest(statement="INT-1", person="P04", kind="financial", description="Employed by the trust",
                 counterparty="Example NHS Foundation Trust", counterparty_code="EXAMPLE-TRUST",
                 declared_on=date(2026, 4, 2), from_date=date(2024, 9, 1)),
    ]  # fmt: skip


def _meeting() -> list[Row]:
    meeting, day = "BOARD-2026-05", date(2026, 5, 7)
    there = [Attendance(meeting=meeting, person=f"P0{n}", seat=f"BOARD-0{n}", arrived="09:30") for n in (1, 3, 4)]
    return [
        Meeting(meeting=meeting, body="EXAMPLE-ICB", on_date=day, starts="09:30", ends="11:45",
                notice_on=date(2026, 4, 27), papers_on=date(2026, 4, 29), open_to_public=True),
        AgendaItem(item=f"{meeting}-1", meeting=meeting, number="1", title="A contract for community services",
                   for_decision=True, function="community_services", amount_pence=40_000_000, years=1,
                   counterparties=("EXAMPLE-TRUST",), private=False),
        *there,
        Attendance(meeting=meeting, person="P02", seat="BOARD-02", apologies=True),
    ]  # fmt: skip
