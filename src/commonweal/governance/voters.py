"""Who may vote on an item: in a voting seat on that day, in the room at the vote, and not out for an interest."""

from __future__ import annotations

from dataclasses import dataclass, replace

from commonweal.answers import Dates
from commonweal.governance.decide_conflicts import Leaving
from commonweal.governance.decide_quorum import QuorumTerms, quorum_terms
from commonweal.governance.deputy_voters import deputy_voter
from commonweal.governance.handbook import AgendaItem, Declaration, Interest, Meeting, Records
from commonweal.governance.item_exclusions import exclusions
from commonweal.governance.membership import seats_on
from commonweal.governance.person_names import name_of_person
from commonweal.governance.presence import Stay, stays
from commonweal.governance.quorum import SeatAt
from commonweal.governance.rule_lookup import rule_on
from commonweal.governance.vote_presence import there_at_vote
from commonweal.governance.voter import Voter, fact_missing

OUT_WHATEVER_RULED = "governance.D10"
"""The rule that names the kinds of interest that keep their holder out of the vote, whatever was ruled."""


@dataclass(frozen=True)
class VotersOfItem:
    """The room as the vote on one item sees it.

    Args:
        records: The handbook.
        held: The meeting.
        item: The item.
        seats: Every seat of the body on the day.
        terms: What is settled about deputies.
        there: Who was at the meeting, from when to when.
        leaving: Who is out for the item.
    """

    records: Records
    held: Meeting
    item: AgendaItem
    seats: tuple[SeatAt, ...]
    terms: QuorumTerms
    there: tuple[Stay, ...]
    leaving: Leaving

    def voter(self, person: str, at: str | None) -> Voter:
        """Whether a person may vote, at a time or, where that is not known, at any time within the item."""
        if conflict := self._conflict(person):
            return Voter(person, name_of_person(self.records, person), may=False, why=conflict, conflicted=True)
        found = self._seated(person, at)
        if found.may is False:
            return found
        if person in self.leaving.perhaps:
            why, key = "voted, and the chair has yet to rule on an interest", f"{self.item.item}, {person}"
            gap = fact_missing("declarations", "action", key, "whether the person leaves the vote turns on it")
            return replace(found, may=None, why=why, conflicted=True, unknown=gap)
        there, why, unknown = there_at_vote(self.there, self.item, person, at)
        return found if there else replace(found, may=there, why=why, unknown=unknown)

    def present(self, at: str | None) -> tuple[Voter, ...]:
        """Everybody who was there, each with whether that person may vote."""
        people = dict.fromkeys(stay.person for stay in self.there)
        return tuple(self.voter(person, at) for person in people)

    def _conflict(self, person: str) -> str:
        if person in self.leaving.out:
            return "is out of this item because of an interest"
        rule = rule_on(self.records, OUT_WHATEVER_RULED, self.held.on_date)
        kinds = rule.value["kinds_that_leave"] if rule else ()
        for row in self.records.rows(Declaration, item=self.item.item):
            if row.person == person and row.action == "stayed_and_voted" and row.statement:
                entry = next(iter(self.records.rows(Interest, statement=row.statement)), None)
                if entry and entry.kind in kinds:
                    return "has a financial interest of their own in this item, whatever was ruled"
        return ""

    def _seated(self, person: str, at: str | None) -> Voter:
        voter = Voter(person, name_of_person(self.records, person))
        own = [seat for seat in self.seats if person in seat.holders]
        if voting := tuple(seat.seat for seat in own if seat.voting):
            return replace(voter, seats=voting)
        if unsaid := [seat.seat for seat in own if seat.voting is None]:
            gap = fact_missing("seats", "voting", unsaid[0], "only a seat with a vote votes")
            return replace(
                voter,
                seats=tuple(unsaid),
                may=None,
                why="sits where it is not known whether the seat votes",
                unknown=gap,
            )
        if own:
            return replace(voter, may=False, why=f"sits in a seat without a vote: {own[0].title or own[0].seat}")
        return deputy_voter(
            self.records,
            self.held,
            person,
            seats=self.seats,
            terms=self.terms,
            holder_there=lambda holder: (
                holder not in self.leaving.out and there_at_vote(self.there, self.item, holder, at)[0] is True
            ),
        )


def voters_of(records: Records, held: Meeting, item: AgendaItem, dates: Dates) -> VotersOfItem:
    """The room as the vote on an item sees it.

    Args:
        records: The handbook.
        held: The meeting.
        item: The item.
        dates: The day of the meeting, and whose rules apply.
    """
    there = stays(records, held)
    people = list(dict.fromkeys(stay.person for stay in there))
    return VotersOfItem(
        records,
        held,
        item,
        seats_on(records, held.body, held.on_date),
        quorum_terms(records, held.body, held.on_date),
        there,
        exclusions(records, item, people, dates),
    )
