"""Who may vote on an item: in a voting seat on that day, in the room at the vote, and not out for an interest."""

from __future__ import annotations

from dataclasses import dataclass, replace

from commonweal.answers import Dates, Unknown
from commonweal.governance.decide_conflicts import Leaving
from commonweal.governance.decide_quorum import QuorumTerms, quorum_terms
from commonweal.governance.deputy_voters import deputy_voter
from commonweal.governance.handbook import AgendaItem, Appointment, Meeting, Records
from commonweal.governance.item_exclusions import exclusions
from commonweal.governance.membership import seats_on
from commonweal.governance.person_names import name_of_person
from commonweal.governance.presence import Stay, present, stays
from commonweal.governance.quorum import Present, SeatAt
from commonweal.governance.vote_presence import there_at_vote
from commonweal.governance.voter import Voter, fact_missing


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
        if person in self.leaving.barred:
            return "has a financial interest of their own in this item, whatever was ruled"
        return "is out of this item because of an interest" if person in self.leaving.out else ""

    def _seated(self, person: str, at: str | None) -> Voter:
        """In which seats the person's vote may count, by right and not only as the clerk wrote it down."""
        voter = Voter(person, name_of_person(self.records, person))
        mine = [stay for stay in self.there if stay.person == person] or [Stay(person, "", False, 0, 0)]
        who = present(self.records, self.seats, self.held.on_date, mine)[0]
        held = {seat.seat: seat for seat in self.seats}
        able = [name for name in who.seats if name in held and held[name].voting is not False]
        if not able and (gap := self._nobody_seated()):
            return replace(
                voter, may=None, why="was there, and nobody has recorded who sits in which seat", unknown=gap
            )
        if not able:
            sits = next((held[name].title or name for name in who.seats if name in held), "")
            why = f"sits in a seat without a vote: {sits}" if sits else who.why
            return replace(voter, may=False, why=why)
        judged = [self._in_seat(voter, who, held[name], at) for name in able]
        if may := [each for each in judged if each.may]:
            return replace(may[0], seats=tuple(name for each in may for name in each.seats))
        return next((each for each in judged if each.may is None), judged[0])

    def _nobody_seated(self) -> Unknown | None:
        """What is missing where the handbook records no seats of the body, or nobody in any of them."""
        why = "only who holds a seat, or deputises for it, votes"
        if not self.seats:
            return fact_missing("seats", "seat", self.held.body, why)
        if any(self.records.rows(Appointment, seat=seat.seat) for seat in self.seats):
            return None
        return fact_missing("appointments", "person", self.held.body, why)

    def _in_seat(self, voter: Voter, who: Present, seat: SeatAt, at: str | None) -> Voter:
        voter = replace(voter, seats=(seat.seat,))
        if seat.seat in who.deputy_for:
            return deputy_voter(
                self.records,
                self.held,
                voter,
                seat,
                terms=self.terms,
                holder_there=lambda holder: (
                    holder not in self.leaving.out and there_at_vote(self.there, self.item, holder, at)[0] is True
                ),
            )
        if seat.seat in who.unsure:
            key = f"{seat.seat}, {voter.person}"
            gap = fact_missing("appointments", "approvals", key, "an appointment has no effect before its approval")
            return replace(voter, may=None, why=f"sits in {seat.seat}, and {who.why}", unknown=gap)
        if seat.voting is None:
            gap = fact_missing("seats", "voting", seat.seat, "only a seat with a vote votes")
            return replace(voter, may=None, why="sits where it is not known whether the seat votes", unknown=gap)
        return voter


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
