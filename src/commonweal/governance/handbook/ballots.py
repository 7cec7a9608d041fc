"""Tables of nomination: who may nominate a partner member, who was nominated, how the vote went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from commonweal.governance.handbook.board import NOMINATORS
from commonweal.governance.handbook.columns import column
from commonweal.governance.handbook.row import Row


@dataclass(frozen=True, kw_only=True)
class Ballot(Row):
    """A nomination for a partner's seat, from its opening to the chair's approval."""

    TABLE: ClassVar[str] = "ballots"
    KEY: ClassVar[tuple[str, ...]] = ("ballot",)
    MEANING: ClassVar[str] = "Nominations of partner members: general practice, trusts, councils"

    ballot: str = column("an id", required=True)
    seat: str = column("the seat to be filled", required=True, refers_to="seats")
    nominators: str = column("who nominates jointly", required=True, choices=NOMINATORS)
    opened_on: date | None = column("the day on which nominations opened", kind="date")
    closed_on: date | None = column("the day on which the vote closed", kind="date")
    closed: bool | None = column("whether the vote is closed, though its last day may be today", kind="yes_no")
    process_followed: bool | None = column("whether the process in the constitution was followed", kind="yes_no")
    nominated: str = column("the person whom it put forward", refers_to="people")
    chair_approved_on: date | None = column("the day on which the chair approved", kind="date")
    chair_approval_minute: str = column("where the chair's approval is written down, such as a minute or a letter")


@dataclass(frozen=True, kw_only=True)
class Nomination(Row):
    """A person put forward in a ballot by one of the bodies that may."""

    TABLE: ClassVar[str] = "nominations"
    KEY: ClassVar[tuple[str, ...]] = ("ballot", "person", "nominated_by")
    MEANING: ClassVar[str] = "Who was put forward by whom"

    ballot: str = column("the ballot", required=True, refers_to="ballots")
    person: str = column("the person put forward", required=True, refers_to="people")
    nominated_by: str = column("the body that put the person forward", required=True, refers_to="bodies")


@dataclass(frozen=True, kw_only=True)
class BallotVote(Row):
    """The vote of one body that may nominate; blank where it did not vote."""

    TABLE: ClassVar[str] = "ballot_votes"
    KEY: ClassVar[tuple[str, ...]] = ("ballot", "body")
    MEANING: ClassVar[str] = "The bodies that may vote in a ballot, and how each voted"

    ballot: str = column("the ballot", required=True, refers_to="ballots")
    body: str = column("the body that may vote", required=True, refers_to="bodies")
    for_person: str = column("the person it voted for; blank where it did not vote", refers_to="people")
    cast_on: date | None = column("the day of the vote", kind="date")
