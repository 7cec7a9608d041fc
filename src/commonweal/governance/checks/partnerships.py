"""Who belongs to a place partnership (K08), and what a provider collaborative must have (K09)."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, passes
from commonweal.governance.checks.scope import kind_of, named, shown, standing_bodies
from commonweal.governance.handbook import Appointment, Body, Clause, Document, Seat
from commonweal.governance.membership import seats_on
from commonweal.governance.open_board import board_check


def _of_kind(subject: Subject, kind: str) -> list[Body]:
    return [row for row in standing_bodies(subject) if row.kind == kind]


@board_check("governance.K08")
def a_place_has_its_members(subject: Subject) -> Iterator[Finding]:
    """A place partnership has a member for each of the sectors that are expected at the table."""
    places = _of_kind(subject, "place_partnership")
    if not places:
        yield lacks(
            subject.system,
            f"The handbook names no place partnership of {named(subject, subject.system)} on {shown(subject.on)}.",
            missing(
                "bodies",
                "kind",
                "",
                "each place partnership has expected members",
                do="add the place partnerships to the sheet bodies, of the kind place_partnership, each with its form",
            ),
        )
    for place in places:
        yield _members(subject, place)


def _members(subject: Subject, place: Body) -> Finding:
    seats = seats_on(subject.records, place.body, subject.on)
    if not seats:
        return lacks(
            place.body,
            f"The seats of {place.name} are not known.",
            missing("seats", "represents", place.body, "a sector is at the table where a seat brings it"),
        )
    expected = [str(sector) for sector in subject.value["expected"]]
    filled = {sector for seat in seats if seat.holders for sector in seat.represents}
    # Whoever sits on behalf of a council brings the council, whatever else the seat is there for.
    filled |= {kind_of(subject, body) for seat in seats if seat.holders for body in seat.organisations}
    absent = [sector for sector in expected if sector not in filled]
    if not absent:
        return passes(place.body, f"{place.name} has all the members that are expected of a place partnership.")
    words = ", ".join(sector.replace("_", " ") for sector in absent)
    if unsaid := [seat.seat for seat in seats if not seat.represents]:
        return lacks(
            place.body,
            f"{place.name}: nobody is known to bring {words}; what the seat {unsaid[0]} brings is not recorded.",
            missing("seats", "represents", unsaid[0], "a sector is at the table where a seat brings it"),
        )
    if not any(subject.records.rows(Appointment, seat=seat.seat) for seat in seats):
        return lacks(
            place.body,
            f"Who sits on {place.name} is not known.",
            missing("appointments", "person", place.body, "an empty seat brings nobody to the table"),
        )
    return fails(
        place.body,
        f"{place.name} has nobody for {words} on {shown(subject.on)}; a place partnership is expected to have them.",
        do=f"make and fill a seat for {words}",
    )


@board_check("governance.K09")
def a_collaborative_meets_its_standards(subject: Subject) -> Iterator[Finding]:
    """A provider collaborative has at least two trusts, and has written down its purpose and how it decides."""
    found = _of_kind(subject, "provider_collaborative")
    if not found:
        yield lacks(
            subject.system,
            f"The handbook names no provider collaborative of {named(subject, subject.system)} on {shown(subject.on)}.",
            missing(
                "bodies",
                "kind",
                "",
                "each collaborative has minimum standards",
                do="add the collaboratives to the sheet bodies, of the kind provider_collaborative",
            ),
        )
    for row in found:
        yield _trusts(subject, row)
        yield _written(subject, row)


def _trusts(subject: Subject, row: Body) -> Finding:
    seats = [seat for seat in subject.records.rows(Seat, body=row.body) if seat.holds_on(subject.on)]
    held = [
        each
        for seat in seats
        for each in subject.records.rows(Appointment, seat=seat.seat)
        if each.holds_on(subject.on)
    ]
    if not held or any(not each.on_behalf_of for each in held):
        return lacks(
            row.body,
            f"From which bodies the members of {row.name} come is not known.",
            missing("appointments", "on_behalf_of", row.body, "a collaborative joins at least two trusts"),
        )
    bodies = {body for each in held for body in each.on_behalf_of}
    least, kinds = int(subject.value["least_trusts"]), {body: kind_of(subject, body) for body in bodies}
    trusts = sorted(body for body, kind in kinds.items() if kind in ("trust", "foundation_trust"))
    if len(trusts) >= least:
        return passes(row.body, f"{row.name} joins {len(trusts)} trusts: {', '.join(trusts)}.")
    if unsaid := sorted(body for body, kind in kinds.items() if not kind):
        return lacks(
            row.body,
            f"{row.name} is known to join {len(trusts)} trusts; what {unsaid[0]} is is not recorded.",
            missing("bodies", "kind", unsaid[0], "a collaborative joins at least two trusts"),
        )
    return fails(
        row.body,
        f"{row.name} joins {len(trusts)} trusts on {shown(subject.on)}; a collaborative joins at least {least}.",
        do="bring in another trust, or call it what it is",
    )


def _written(subject: Subject, row: Body) -> Finding:
    documents = [each for each in subject.records.rows(Document, body=row.body) if each.holds_on(subject.on)]
    clauses = [clause for each in documents for clause in subject.records.rows(Clause, document=each.document)]
    if not clauses:
        return lacks(
            row.body,
            f"What the agreement of {row.name} says is not known.",
            missing("clauses", "stated", row.body, "its purpose and how it decides have to be written down"),
        )
    stated = {clause.topic for clause in clauses if clause.stated}
    for topic in subject.value["topics"]:
        if topic in stated:
            continue
        words = str(topic).replace("_", " ")
        if any(clause.topic == topic and clause.stated is None for clause in clauses):
            return lacks(
                row.body,
                f"Whether the agreement of {row.name} settles its {words} is not known.",
                missing("clauses", "stated", f"{row.body}, {topic}", "it is one of the minimum standards"),
            )
        return fails(
            row.body,
            f"The agreement of {row.name} does not settle its {words}.",
            do=f"agree the {words} of the collaborative, and write it down",
        )
    return passes(row.body, f"The agreement of {row.name} settles its purpose and how it decides.")
