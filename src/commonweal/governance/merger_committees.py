"""What becomes of the committees of a body that closes, and of their seats."""

from __future__ import annotations

from dataclasses import replace

from commonweal.answers import Verdict
from commonweal.governance.checks.finding import missing
from commonweal.governance.flaw import own
from commonweal.governance.handbook import Records, Seat
from commonweal.governance.membership import body_on, name_of
from commonweal.governance.merger_line import Closing, Line, line
from commonweal.governance.merger_successor import Successors
from commonweal.governance.merger_things import Thing
from commonweal.organisations.periods import written

_ENDS = "a committee ends with the body it is a part of, and its successor has to establish its own"


class Committees:
    """The committees of a body that closes, each with the one that takes its place.

    Args:
        records: The handbook.
        closing: The body.
        successors: Its successions and transfer lines.
    """

    def __init__(self, records: Records, closing: Closing, successors: Successors) -> None:
        """Nothing is settled yet."""
        self.records, self.closing, self.successors = records, closing, successors
        self.heirs: dict[str, str] = {}

    def committee(self, thing: Thing) -> Line:
        """Which committee takes the place of one: by a line, by a succession of its own, or itself under a new body."""
        found = self._committee(thing)
        if found.new_body:
            self.heirs[thing.id] = found.new_body
        return found

    def _committee(self, thing: Thing) -> Line:
        if self.successors.naming(thing):
            return self.successors.of(thing)
        day = self.closing.day
        rows = [row for row in self.successors.successions if row.old_body == thing.id and row.on_date <= day]
        takers = tuple(dict.fromkeys(row.new_body for row in rows))
        sources = tuple(own(row.scheme or "the sheet successions", thing.id) for row in rows)
        told = {"candidates": takers, "sources": sources}
        if len(takers) > 1:
            sentence = f"{thing.title} is followed by {' and '.join(takers)}; one of them takes its place."
            return line(thing, self.closing, Verdict.FAIL, sentence, do="say which, in the sheet successions", **told)
        if takers:
            flawed = self.successors.standing(thing, takers[0], sources)
            sentence = f"{name_of(self.records, takers[0], day)} takes the place of {thing.title}."
            return flawed or line(thing, self.closing, Verdict.PASS, sentence, new_body=takers[0], **told)
        stands = body_on(self.records, thing.id, day)
        if stands and stands.parent in self.closing.heirs:
            sentence = f"{thing.title} goes on under {name_of(self.records, stands.parent, day)}."
            source = own("the sheet bodies", thing.id)
            return line(thing, self.closing, Verdict.PASS, sentence, new_body=thing.id, sources=(source,))
        sentence = f"What takes the place of {thing.title} from {written(day)} is not recorded: {_ENDS}."
        gap = missing("successions", "new_body", thing.id, _ENDS)
        found = line(thing, self.closing, Verdict.INSUFFICIENT_DATA, sentence, candidates=self.closing.heirs)
        return replace(found, unknown=gap)

    def seat(self, thing: Thing, place: int) -> Line:
        """Which seat takes the place of one: by a line, or the seat of that title on the body that follows.

        Args:
            thing: The seat.
            place: How many seats of its title stand before it on the same body.
        """
        if self.successors.naming(thing):
            return self.successors.of(thing)
        day, heirs = self.closing.day, self.closing.heirs
        body = self.heirs.get(thing.holder, "") if thing.holder != self.closing.body else ""
        if thing.holder == self.closing.body and len(heirs) == 1:
            body = heirs[0]
        where = name_of(self.records, thing.holder, day)
        if not body:
            sentence = f"The seat {thing.id} ({thing.title}) stands on {where}, of which no one successor is settled."
            table, column = ("successions", "new_body")
            return self._lacks(thing, sentence, table, column, thing.holder, heirs)
        seats = [row for row in self.records.rows(Seat, body=body) if row.holds_on(day)]
        name = name_of(self.records, body, day)
        if not seats:
            sentence = (
                f"Which seat of {name} takes the place of {thing.id} ({thing.title}): its seats are not recorded."
            )
            return self._lacks(thing, sentence, "seats", "seat", body, (body,))
        alike = [row.seat for row in seats if row.title.casefold().strip() == thing.title.casefold().strip()]
        if place >= len(alike):
            sentence = f"{name} has no further seat called {thing.title} that could take the place of {thing.id}."
            return self._lacks(thing, sentence, "transfers", "new_body", thing.id, (body,))
        sentence = f"The seat {alike[place]} of {name} takes the place of {thing.id} ({thing.title})."
        source = own("the sheet seats", alike[place])
        return line(thing, self.closing, Verdict.PASS, sentence, new_body=body, candidates=(body,), sources=(source,))

    def _lacks(
        self, thing: Thing, sentence: str, table: str, column: str, key: str, candidates: tuple[str, ...]
    ) -> Line:
        why = "a seat of a body that closes ends with it; the constitution of the next says what takes its place"
        found = line(thing, self.closing, Verdict.INSUFFICIENT_DATA, sentence, candidates=candidates)
        return replace(found, unknown=missing(table, column, key, why))
