"""What the pages of nomination ballots show: the list, and one ballot with who may nominate, who stands, who voted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from commonweal.governance.handbook import (
    Appointment,
    Ballot,
    BallotVote,
    Body,
    Handbook,
    Nomination,
    Partner,
    Person,
    Records,
    Seat,
)
from commonweal.governance.nomination_count import candidates, count
from commonweal.governance.nomination_eligibility import KINDS
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import calendar_date
from commonweal.site.governance import records
from commonweal.site.governance.ballot_rights import board_of, is_open, may_take_part, those_who_may
from commonweal.site.governance.handbooks import HandbookShown
from commonweal.site.governance.presenters.names import address, body_name, people_of

GROUPS = {
    "trusts": "NHS trusts and foundation trusts",
    "primary_medical_providers": "providers of primary medical services",
    "local_authorities": "councils",
    "strategic_authorities": "strategic authorities",
}


def ballots_table(shown: HandbookShown) -> TableView:
    """The ballots that a visitor may read, the latest first."""
    held = sorted(shown.handbook.rows(Ballot), key=lambda row: (row.opened_on or date.min, row.ballot), reverse=True)
    rows = [
        {
            "seat": f"{seat_title(shown.handbook, row)} ({row.ballot})",
            "by": GROUPS.get(row.nominators, "not known"),
            "state": state_words(row, shown.day),
            "opened": calendar_date(row.opened_on),
            "closed": calendar_date(row.closed_on),
            "nominated": people_of(shown.handbook).get(row.nominated, row.nominated),
            "_href": address("ballot", shown.name, row.ballot),
        }
        for row in held
    ]
    columns = (
        Column("seat", "Ballot for", link=_href),
        Column("by", "Nominated jointly by"),
        Column("state", "How it stands"),
        Column("opened", "Opened"),
        Column("closed", "Vote closes or closed"),
        Column("nominated", "Put forward"),
    )
    return TableView("ballots", f"Nomination ballots, {shown.title}", columns, rows)


def seat_title(handbook: Handbook, ballot: Ballot) -> str:
    """The seat that a ballot is to fill, in words."""
    seats = handbook.rows(Seat, seat=ballot.seat)
    return seats[-1].title if seats else ballot.seat


def state_words(ballot: Ballot, on: date) -> str:
    """How a ballot stands on a day, in a few words."""
    if ballot.chair_approved_on and ballot.chair_approved_on <= on:
        return "Approved by the chair"
    if ballot.opened_on is None:
        return "Not known: no day of opening is recorded"
    if on < ballot.opened_on:
        return f"Opens on {calendar_date(ballot.opened_on)}"
    if is_open(ballot, on):
        return f"Open until {calendar_date(ballot.closed_on)}" if ballot.closed_on else "Open, with no last day yet"
    return "Waits for the chair's approval" if ballot.nominated else "Closed; waits for the result"


def facts(shown: HandbookShown, ballot: Ballot) -> list[tuple[str, str]]:
    """What is settled of a ballot."""
    handbook, people = shown.handbook, people_of(shown.handbook)
    board = body_name(handbook, board_of(handbook, ballot), shown.day)
    followed = {True: "Yes", False: "No", None: "Not known"}[ballot.process_followed]
    return [
        ("Seat", f"{seat_title(handbook, ballot)} ({ballot.seat}), {board}"),
        ("Nominated jointly by", GROUPS.get(ballot.nominators, "not known")),
        ("How it stands", state_words(ballot, shown.day)),
        ("Nominations opened", calendar_date(ballot.opened_on)),
        ("Vote closes or closed", calendar_date(ballot.closed_on)),
        ("Process in the constitution followed", followed),
        ("Put forward by the vote", people.get(ballot.nominated, ballot.nominated) or "Nobody yet"),
        ("Chair's approval", _approval(ballot)),
    ]


def _approval(ballot: Ballot) -> str:
    if not ballot.chair_approved_on:
        return "Not given yet"
    minute = f" ({ballot.chair_approval_minute})" if ballot.chair_approval_minute else ""
    return f"{calendar_date(ballot.chair_approved_on)}{minute}"


def nominations_table(shown: HandbookShown, ballot: Ballot) -> TableView:
    """Everybody who was put forward, and by whom."""
    people, by = people_of(shown.handbook), nominated_by(shown.handbook, ballot)
    rows = [
        {
            "person": people.get(person, person),
            "by": ", ".join(body_name(shown.handbook, body, shown.day) for body in bodies),
        }
        for person, bodies in by.items()
    ]
    columns = (Column("person", "Put forward"), Column("by", "By"))
    return TableView("nominations", "Who was put forward", columns, rows)


def nominated_by(handbook: Handbook, ballot: Ballot) -> dict[str, list[str]]:
    """By each person who was put forward the bodies that did so."""
    found: dict[str, list[str]] = {}
    for row in handbook.rows(Nomination, ballot=ballot.ballot):
        found.setdefault(row.person, []).append(row.nominated_by)
    return found


def voters_table(shown: HandbookShown, ballot: Ballot, own: Iterable[str]) -> TableView:
    """Who may nominate and vote and why, who voted, and how: that is told of every vote only to who reads all."""
    handbook, own = shown.handbook, set(own)
    people, day = people_of(handbook), min(shown.day, ballot.closed_on or shown.day)
    votes = {row.body: row for row in handbook.rows(BallotVote, ballot=ballot.ballot)}
    voted = those_who_voted(shown, ballot)
    rows = []
    for body in _group(handbook, ballot, day, {*votes, *voted}):
        able, vote = may_take_part(handbook, ballot, body, day), votes.get(body)
        seen = shown.whole or body in own
        rows.append(
            {
                "body": body_name(handbook, body, day),
                "may": {True: "Yes", False: "No", None: "Not known"}[able.holds],
                "why": able.because,
                "voted": "Voted" if body in voted else "Has not voted" if able.holds is not False else "",
                "how": (people.get(vote.for_person, vote.for_person) if vote else "") if seen else "Not shown to you",
                "when": calendar_date(vote.cast_on) if seen and vote and vote.cast_on else "",
                "_chosen": body in own,
            }
        )
    rows.sort(key=lambda row: (row["may"] == "No", str(row["body"])))
    columns = (
        Column("body", "Organisation"),
        Column("may", "May take part"),
        Column("why", "Why"),
        Column("voted", "Vote"),
        Column("how", "For"),
        Column("when", "On"),
    )
    caption = f"Who may nominate and vote, on {calendar_date(day)}"
    return TableView("voters", caption, columns, rows, tall=len(rows) > 12)


def those_who_voted(shown: HandbookShown, ballot: Ballot) -> set[str]:
    """The bodies that voted; whoever takes part in a ballot is told so, and not how they did."""
    handbook = shown.handbook if shown.whole else records.stored_handbook(shown.system)
    return {row.body for row in handbook.rows(BallotVote, ballot=ballot.ballot) if row.for_person or row.cast_on}


def not_voted(shown: HandbookShown, ballot: Ballot) -> list[str]:
    """The names of the organisations that may vote, or might, and have not."""
    day, voted = min(shown.day, ballot.closed_on or shown.day), those_who_voted(shown, ballot)
    able = (each.body for each in those_who_may(shown.handbook, ballot, day) if each.holds is not False)
    return sorted(body_name(shown.handbook, body, day) for body in able if body not in voted)


def sitting_in(handbook: Handbook, seat: str, on: date) -> list[str]:
    """The names of those who sit in a seat on a day."""
    people = people_of(handbook)
    return [people.get(row.person, row.person) for row in handbook.rows(Appointment, seat=seat) if row.holds_on(on)]


def filled_words(handbook: Handbook, seat: str, on: date) -> str:
    """A warning that the seat of a ballot is filled; empty where it is vacant."""
    there = sitting_in(handbook, seat, on)
    if not there:
        return ""
    do = "Check that the seat falls vacant before anybody is appointed from this ballot."
    return f"The seat is filled: {', '.join(there)} {'holds' if len(there) == 1 else 'hold'} it today. {do}"


def _group(handbook: Handbook, ballot: Ballot, on: date, others: set[str]) -> list[str]:
    """The partners that are of the group, and whoever voted all the same."""
    kinds = KINDS.get(ballot.nominators, ())
    bodies: dict[str, None] = {}
    for row in handbook.rows(Partner, icb=board_of(handbook, ballot)):
        if row.holds_on(on) and {each.kind for each in handbook.rows(Body, body=row.body)} & {*kinds, ""}:
            bodies[row.body] = None
    return [*bodies, *sorted(others - set(bodies))]


def tally_table(shown: HandbookShown, ballot: Ballot) -> TableView | None:
    """The counted votes of each who stands, on the close or so far; None where the ballot has not opened."""
    if ballot.opened_on is None or ballot.opened_on > shown.day:
        return None
    held, icb = Records(shown.handbook), board_of(shown.handbook, ballot)
    closed = min(ballot.closed_on or shown.day, shown.day)
    stand = candidates(held, ballot, icb, ballot.opened_on)
    result = count(held, ballot, icb, stand, ballot.opened_on, closed, closed)
    people = people_of(shown.handbook)
    rows = [{"person": people.get(person, person), "votes": votes} for person, votes in result.tally.items()]
    names = [body_name(shown.handbook, vote.body, closed) for vote in result.votes if not vote.counted]
    left = len(result.silent) + len(result.unrecorded)
    notes = [f"{left} that may vote {'has' if left == 1 else 'have'} not."]
    notes += [f"Not counted, or not known to count: {', '.join(names)}."] if names else []
    columns = (Column("person", "Stands"), Column("votes", "Votes that count", "count"))
    return TableView("tally", "Votes so far" if is_open(ballot, shown.day) else "The count", columns, rows, notes)


def seats_to_fill(handbook: Handbook, on: date) -> list[tuple[str, str]]:
    """The seats to which a group of partners nominates, to choose from."""
    return [
        (row.seat, f"{row.title}, {body_name(handbook, row.body, on)} ({row.seat}){_filled(handbook, row.seat, on)}")
        for row in handbook.rows(Seat)
        if row.nominated_by in KINDS and row.holds_on(on)
    ]


def _filled(handbook: Handbook, seat: str, on: date) -> str:
    there = sitting_in(handbook, seat, on)
    return f": filled by {', '.join(there)}" if there else ""


def people_listed(handbook: Handbook) -> list[tuple[str, str]]:
    """Everybody whom the handbook has, by name."""
    return sorted(((row.person, row.name) for row in handbook.rows(Person)), key=lambda pair: pair[1].casefold())


def _href(row: Mapping[str, Any]) -> str:
    return str(row["_href"])
