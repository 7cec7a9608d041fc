"""What the page of one item of a running meeting shows: interests, the vote, the decision and what was considered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonweal.answers import Dates
from commonweal.governance.handbook import (
    AgendaItem,
    Consideration,
    Decision,
    Declaration,
    Handbook,
    Interest,
    Meeting,
    Records,
    Vote,
)
from commonweal.governance.handbook.interests import ACTIONS
from commonweal.governance.membership import seats_on
from commonweal.governance.presence import stays
from commonweal.governance.voters import voters_of
from commonweal.governance.votes import count_votes
from commonweal.site.governance.change import stamp
from commonweal.site.governance.meeting_acts.votes import CASTING
from commonweal.site.governance.presenters.decided import MATCH
from commonweal.site.governance.presenters.names import body_name, capital, people_of, words

OUTCOMES = ("approved", "amended", "refused", "deferred", "noted")
RULED_BY = ("chair", "deputy chair", "conflicts guardian")
_ACTIONS = {
    "excluded": "Leaves for this item",
    "stayed_without_vote": "Stays, without a vote",
    "stayed_and_voted": "Stays and votes",
    "papers_withheld": "Does not get the papers",
    "noted": "Is noted, and nothing more",
}


def declarations_shown(handbook: Handbook, row: AgendaItem) -> dict[str, Any]:
    """What was declared in an item, and what can be."""
    people = people_of(handbook)
    held = handbook.rows(Declaration, item=row.item)
    return {
        "rows": [
            {
                "person": each.person,
                "statement": each.statement,
                "name": people.get(each.person, each.person),
                "interest": _interest(handbook, each.statement),
                "action": _ACTIONS.get(each.action, "The chair has yet to rule"),
                "by": f"the {each.decided_by}" if each.decided_by else "",
                "at": each.at or "",
                "reason": each.reason,
            }
            for each in held
        ],
        "seen": stamp(held),
        "actions": [("", "The chair has yet to rule"), *((each, _ACTIONS[each]) for each in ACTIONS)],
        "ruled_by": [(each, capital(each)) for each in RULED_BY],
    }


def touched(handbook: Handbook, meeting: Meeting, details: Mapping[str, Any]) -> list[str]:
    """The interests in the register that touch the item, each in a sentence."""
    people = people_of(handbook)
    told = []
    for each in details.get("interests", []):
        name = people.get(each["person"], each["person"])
        party = body_name(handbook, each["counterparty"], meeting.on_date)
        kind = each["kind"]
        interest = f"sits here on behalf of {party}" if kind == "on_behalf_of" else f"{words(kind)} interest in {party}"
        action = _ACTIONS.get(each["action"], capital(words(each["action"])))
        matched = MATCH.get(each["match"], words(each["match"]))
        told.append(f"{name}: {interest} ({matched}); {action[:1].lower()}{action[1:]}.")
    return told


def interest_choices(handbook: Handbook, meeting: Meeting) -> list[tuple[str, str]]:
    """The statements of those who sit on the body, each with whose it is."""
    people = people_of(handbook)
    sitting = [person for seat in seats_on(Records(handbook), meeting.body, meeting.on_date) for person in seat.holders]
    return [
        (row.statement, f"{people.get(person, person)}: {row.description or words(row.kind)}")
        for person in dict.fromkeys(sitting)
        for row in handbook.rows(Interest, person=person)
        if row.kind != "nil" and row.holds_on(meeting.on_date)
    ]


def people_there(handbook: Handbook, meeting: Meeting) -> list[tuple[str, str]]:
    """Everybody whom the item could concern: those who came, and those who sit on the body."""
    people = people_of(handbook)
    came = [stay.person for stay in stays(Records(handbook), meeting)]
    sitting = [person for seat in seats_on(Records(handbook), meeting.body, meeting.on_date) for person in seat.holders]
    return [(person, people.get(person, person)) for person in dict.fromkeys((*sitting, *came))]


def vote_shown(handbook: Handbook, meeting: Meeting, row: AgendaItem) -> dict[str, Any]:
    """Everybody who was there with whether that person may vote, how each voted, and what it came to."""
    records, held = Records(handbook), handbook.rows(Vote, item=row.item)
    ordinary = {each.person: each.vote for each in held if each.vote not in CASTING}
    cast = next((each for each in held if each.vote in CASTING), None)
    at = next((each.at for each in held if each.at), None)
    room = voters_of(records, meeting, row, Dates.on(meeting.on_date)).present(at)
    voters = [
        {"person": who.person, "name": who.name, "may": who.may, "why": who.why, "vote": ordinary.get(who.person, "")}
        for who in room
        if who.may is not False or who.person in ordinary
    ]
    return {
        "voters": voters,
        "out": [f"{who.name} {who.why}" for who in room if who.may is False and who.person not in ordinary],
        "casting_by": cast.person if cast else "",
        "casting": cast.vote if cast else "",
        "result": count_votes(records, row.item) if held else None,
        "seen": stamp(held),
    }


def decision_shown(handbook: Handbook, row: AgendaItem, record: list[tuple[str, str]]) -> dict[str, Any]:
    """The record of the decision as it stands, with every topic that has to be considered or was."""
    made = next(iter(handbook.rows(Decision, item=row.item)), None)
    kept = {each.topic: each for each in handbook.rows(Consideration, decision=made.decision)} if made else {}
    topics = dict(record) | {topic: capital(words(topic)) for topic in kept if topic not in dict(record)}
    return {
        "row": made,
        "title": made.title if made else row.title,
        "outcome": made.outcome if made else "",
        "amount_pence": made.amount_pence if made else row.amount_pence,
        "quorate": {True: "yes", False: "no", None: ""}[made.quorate] if made else "",
        "topics": [
            {
                "topic": topic,
                "words": said,
                "text": kept[topic].text if topic in kept else "",
                "spared": kept[topic].not_applicable_because if topic in kept else "",
                "version": kept[topic].version if topic in kept else "",
                "versioned": topic in ("jsna", "integrated_care_strategy", "joint_local_health_and_wellbeing_strategy"),
            }
            for topic, said in topics.items()
        ],
        "seen": stamp((made, *kept.values())) if made else stamp(()),
        "outcomes": [(each, capital(each)) for each in OUTCOMES],
    }


def _interest(handbook: Handbook, statement: str) -> str:
    row = next(iter(handbook.rows(Interest, statement=statement)), None) if statement else None
    return row.description or words(row.kind) if row else "an interest that is not in the register"
