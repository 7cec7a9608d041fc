"""Tables of meetings: agenda, who was there and when, declarations, votes, decisions and what was considered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from commonweal.governance.handbook.columns import column
from commonweal.governance.handbook.interests import ACTIONS
from commonweal.governance.handbook.row import Row

CONSIDERATIONS = (
    "wellbeing", "quality", "resources", "inequalities", "professional_advice", "integration", "climate",
    "involvement_planning", "involvement_proposal", "involvement_decision", "jsna", "integrated_care_strategy",
    "joint_local_health_and_wellbeing_strategy",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Meeting(Row):
    """A meeting of a body."""

    TABLE: ClassVar[str] = "meetings"
    KEY: ClassVar[tuple[str, ...]] = ("meeting",)
    MEANING: ClassVar[str] = "Meetings, with notice, papers and publication"

    meeting: str = column("an id, such as BOARD-2026-05", required=True)
    body: str = column("the body that meets", required=True, refers_to="bodies")
    on_date: date = column("the day", kind="date", required=True)
    starts: str | None = column("when it began, such as 09:30", kind="time")
    ends: str | None = column("when it ended", kind="time")
    notice_on: date | None = column("the day on which public notice was given", kind="date")
    papers_on: date | None = column("the day on which the papers went out", kind="date")
    open_to_public: bool | None = column("whether the public was admitted", kind="yes_no")
    exclusion_reason: str = column(
        "the reason in the resolution that excluded the public from all of it; none where no resolution gave one"
    )


@dataclass(frozen=True, kw_only=True)
class AgendaItem(Row):
    """An item on an agenda."""

    TABLE: ClassVar[str] = "agenda_items"
    KEY: ClassVar[tuple[str, ...]] = ("item",)
    MEANING: ClassVar[str] = "Items on agendas: what is to be decided, for how much, about whom"

    item: str = column("an id, such as BOARD-2026-05-7", required=True)
    meeting: str = column("the meeting", required=True, refers_to="meetings")
    number: str = column("its number on the agenda")
    title: str = column("its title", required=True)
    for_decision: bool | None = column("whether it is for decision", kind="yes_no")
    function: str = column("the function that the decision exercises", refers_to="functions")
    place: str = column("the place it concerns, if one", refers_to="bodies")
    amount_pence: int | None = column("pounds in all", kind="money", heading="Amount (£)")
    years: int | None = column("years over which the amount is spent; blank is one", kind="number")
    counterparties: tuple[str, ...] = column(
        "organisations that stand to gain or lose: ODS codes, ids or names; none where nobody does", kind="list"
    )
    private: bool | None = column("whether it is taken without the public", kind="yes_no")
    exclusion_reason: str = column(
        "the reason in the resolution that excluded the public; none where no resolution gave one"
    )
    individual_patient: bool | None = column("whether it is about services for one person", kind="yes_no")
    changes_services: bool | None = column(
        "whether it changes how services reach people, or their range", kind="yes_no"
    )
    starts: str | None = column("when the item began", kind="time")
    ends: str | None = column("when it ended", kind="time")


@dataclass(frozen=True, kw_only=True)
class Attendance(Row):
    """A person at a meeting from a time to a time; one who leaves and comes back has a row for each stay."""

    TABLE: ClassVar[str] = "attendance"
    KEY: ClassVar[tuple[str, ...]] = ("meeting", "person", "seat", "arrived")
    MEANING: ClassVar[str] = "Who was there, in which seat, from when to when; apologies"

    meeting: str = column("the meeting", required=True, refers_to="meetings")
    person: str = column("the person", required=True, refers_to="people")
    seat: str = column("the seat in which the person sat, the absent holder's for a deputy", refers_to="seats")
    deputy: bool | None = column("whether as a deputy", kind="yes_no")
    apologies: bool | None = column("yes where the person sent apologies and did not come", kind="yes_no")
    arrived: str | None = column("when the person came; blank is from the start", kind="time")
    left: str | None = column("when the person went; blank is to the end", kind="time")


@dataclass(frozen=True, kw_only=True)
class Declaration(Row):
    """An interest declared in an item, and what the chair ruled."""

    TABLE: ClassVar[str] = "declarations"
    KEY: ClassVar[tuple[str, ...]] = ("item", "person", "statement")
    MEANING: ClassVar[str] = "Interests declared at meetings, item by item, and what was done"

    item: str = column("the item", required=True, refers_to="agenda_items")
    person: str = column("who declared", required=True, refers_to="people")
    statement: str = column("the statement in the register", refers_to="interests")
    action: str = column("what was done", choices=ACTIONS)
    decided_by: str = column("who ruled: chair, deputy chair, conflicts guardian")
    on_date: date | None = column("the day of the ruling, where it was before the meeting", kind="date")
    at: str | None = column("the time of the ruling", kind="time")
    reason: str = column("why")


@dataclass(frozen=True, kw_only=True)
class Vote(Row):
    """How a person voted; who presides may have a row for the vote and one for the casting vote."""

    TABLE: ClassVar[str] = "votes"
    KEY: ClassVar[tuple[str, ...]] = ("item", "person", "vote")
    MEANING: ClassVar[str] = "Votes, where a vote was taken; a casting vote has a row of its own"

    item: str = column("the item", required=True, refers_to="agenda_items")
    person: str = column("who voted", required=True, refers_to="people")
    vote: str = column("how", required=True, choices=("for", "against", "abstained", "casting_for", "casting_against"))
    at: str | None = column("when", kind="time")


@dataclass(frozen=True, kw_only=True)
class Decision(Row):
    """What was decided, by whom in law, and whether it stands."""

    TABLE: ClassVar[str] = "decisions"
    KEY: ClassVar[tuple[str, ...]] = ("decision",)
    MEANING: ClassVar[str] = "Decisions, with the body that took them in law"

    decision: str = column("an id", required=True)
    item: str = column("the item", refers_to="agenda_items")
    meeting: str = column("the meeting", refers_to="meetings")
    on_date: date = column("the day", kind="date", required=True)
    title: str = column("what was decided", required=True)
    outcome: str = column("how it went", choices=("approved", "refused", "deferred", "noted", "amended"))
    taken_by: str = column("the body that took it in law", refers_to="bodies")
    taken_by_seat: str = column("the seat whose holder took it, where a person decided", refers_to="seats")
    function: str = column("the function it exercised", refers_to="functions")
    place: str = column("the place it concerns, if one", refers_to="bodies")
    amount_pence: int | None = column("pounds in all", kind="money", heading="Amount (£)")
    years: int | None = column("years over which the amount is spent; blank is one", kind="number")
    quorate: bool | None = column("whether the minutes say that it was quorate", kind="yes_no")
    acted_on: bool | None = column("whether it was put into effect", kind="yes_no")
    put_into_effect_on: date | None = column("the day on which it was put into effect", kind="date")
    fallback: str = column("where exclusions broke the quorum: the panel or body it was passed to", refers_to="bodies")
    ratified_on: date | None = column("the day on which it was ratified, where it was not quorate", kind="date")
    ratified_at: str = column("the meeting that ratified it", refers_to="meetings")
    published_on: date | None = column("the day on which it was published", kind="date")
    varied_by: str = column("a later decision that varied or revoked it", refers_to="decisions")


@dataclass(frozen=True, kw_only=True)
class Consideration(Row):
    """What was considered in a decision, duty by duty."""

    TABLE: ClassVar[str] = "considerations"
    KEY: ClassVar[tuple[str, ...]] = ("decision", "topic")
    MEANING: ClassVar[str] = "What was considered in each decision: triple aim, inequalities, involvement, strategies"

    decision: str = column("the decision", required=True, refers_to="decisions")
    topic: str = column("the duty", required=True, choices=CONSIDERATIONS)
    text: str = column("what was considered, in words; not considered where it was not")
    not_applicable_because: str = column("why it does not apply, where it does not")
    version: str = column("for a strategy or assessment: the version that was cited")


@dataclass(frozen=True, kw_only=True)
class PublicQuestion(Row):
    """A question from the public."""

    TABLE: ClassVar[str] = "public_questions"
    KEY: ClassVar[tuple[str, ...]] = ("question",)
    MEANING: ClassVar[str] = "Questions from the public, and when they were answered"

    question: str = column("an id", required=True)
    meeting: str = column("the meeting", required=True, refers_to="meetings")
    received_on: date | None = column("the day on which it came", kind="date")
    words: int | None = column("how many words it has", kind="number")
    repeats: str = column("an earlier question on the same matter", refers_to="public_questions")
    accepted: bool | None = column("whether it was taken", kind="yes_no")
    replied_on: date | None = column("the day of the reply", kind="date")
    text: str = column(
        "what was asked, at most 4,000 characters, without the name, address or health of anybody", personal=True
    )
    text_published_on: date | None = column(
        "the day from which anyone may read the text; blank: only those who read the papers may",
        kind="date",
    )
