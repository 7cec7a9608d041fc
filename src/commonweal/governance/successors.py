"""Bodies on a day: which stand, and who holds what those had that stand no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonweal.answers import RuleRecord
from commonweal.governance.ended_parents import EndedParent, ended_parent
from commonweal.governance.flaw import Flaw, broken, own, unknown
from commonweal.governance.handbook.bodies import Body, Succession, Transfer
from commonweal.governance.handbook.facts import Records
from commonweal.governance.membership import body_on
from commonweal.organisations.periods import written

LEGAL_PERSONS = (
    "icb", "nhs_england", "secretary_of_state", "trust", "foundation_trust", "council", "combined_authority",
    "strategic_authority", "ccg",
)  # fmt: skip
_PASSES = ("function", "instrument", "decision", "contract")
_FARTHEST = 12
"""Bodies that one looks at in a row of parents or successors; a longer row goes round in a circle."""


def bodies_on(records: Records, on: date) -> BodiesOnDay:
    """The bodies of a day; kept, because every function of that day asks of the same ones."""
    return records.kept(("bodies on", on), lambda: BodiesOnDay(records, on))


@dataclass(frozen=True, slots=True)
class Heirs:
    """Who holds on a day what a body was given.

    Args:
        bodies: Bodies that hold it now; the body itself where it stands and has passed nothing on.
        flaws: Why nobody does, or what is not known of it.
        told: How it came to them, in sentences; empty where it is the body itself.
    """

    bodies: frozenset[str]
    flaws: tuple[Flaw, ...] = ()
    told: tuple[str, ...] = ()


class BodiesOnDay:
    """The bodies of a handbook as they stand on one day.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> old = Body(body="QAA", name="Old ICB", kind="icb", to_date=date(2026, 3, 31))
        >>> new = Body(body="QBB", name="New ICB", kind="icb", from_date=date(2026, 4, 1))
        >>> passed = Succession(old_body="QAA", new_body="QBB", on_date=date(2026, 4, 1))
        >>> records = Records(Handbook.of([old, new, passed]))
        >>> sorted(BodiesOnDay(records, date(2026, 5, 1)).heirs("QAA").bodies)
        ['QBB']
    """

    def __init__(self, records: Records, on: date) -> None:
        """Look nothing up yet."""
        self.records, self.on = records, on
        self.rules: dict[str, RuleRecord | None] = {}
        self._forebears: dict[str, frozenset[str]] = {}
        self._rows: dict[str, Body | None] = {}
        self._heirs: dict[tuple[str, tuple[str, ...], bool], Heirs] = {}

    def row(self, body: str) -> Body | None:
        """The body under its name of the day; None where it does not stand, or ended with what it was a part of."""
        if body not in self._rows:
            row = body_on(self.records, body, self.on)
            self._rows[body] = None if row and self._above_ended(row) else row
        return self._rows[body]

    def _above_ended(self, row: Body) -> EndedParent | None:
        return None if self.records.as_first_released else ended_parent(self.records, row, self.on)

    def name(self, body: str) -> str:
        """Its name on the day with its id, or its last name, or its id alone."""
        row = self.row(body) or next(iter(reversed(self.records.rows(Body, body=body))), None)
        return f"{row.name} ({body})" if row and row.name != body else body

    def flaw(self, body: str) -> Flaw | None:
        """Why the body does not stand on the day, if it does not."""
        if self.row(body):
            return None
        rows = self.records.rows(Body, body=body)
        source, day = own("the sheet bodies", body), written(self.on)
        if not rows:
            return unknown(
                f"The handbook has no body {body}, so it is not known what it is.",
                source, "bodies", "body", body, "what a body is decides what it may be given", kind="decider",
            )  # fmt: skip
        written_down = body_on(self.records, body, self.on)
        if written_down and (ended_above := self._above_ended(written_down)):
            return self._ended_with(body, ended_above)
        begins = min((row.from_date for row in rows if row.from_date and row.from_date > self.on), default=None)
        ended = max((row.to_date for row in rows if row.to_date and row.to_date < self.on), default=None)
        if begins and not ended:
            return broken(f"{self.name(body)} begins only on {written(begins)}, after {day}.", source, kind="decider")
        until = f"closed on {written(ended)}" if ended else "does not stand"
        heirs = sorted(self.heirs(body).bodies)
        passed = f"; what it had is now with {', '.join(self.name(heir) for heir in heirs)}" if heirs else ""
        return broken(
            f"{self.name(body)} {until} and decides nothing on {day}{passed}.",
            source,
            cure=f"take it to {' or '.join(self.name(heir) for heir in heirs)}" if heirs else "",
            kind="decider",
        )

    def _ended_with(self, body: str, above: EndedParent) -> Flaw:
        """That a committee decides nothing once the body it was a part of has closed, and who has to establish one."""
        instead = " or ".join(self.name(heir) for heir in sorted(self.heirs(body).bodies))
        after = " or ".join(self.name(heir) for heir in sorted(self.heirs(above.body).bodies))
        own_one = f"the successor{f', {after},' * bool(after)} has to establish its own"
        return broken(
            f"{self.name(body)} was a part of {self.name(above.body)}, which closed on {written(above.last_day)}: a "
            f"committee ends with the body it is a part of, and decides nothing on {written(self.on)}.",
            own("the sheet bodies", body),
            cure=f"take it to {instead}" if instead else own_one,
            kind="decider",
        )

    def heirs(self, body: str, *things: str, each: bool = False) -> Heirs:
        """Who holds on the day what the body was given.

        A line of a transfer scheme that names the thing by its id moves that thing alone, on its day. Else a body that
        has closed passes all to its successor on the day of the succession. Where it was split between several and no
        line names the thing, nobody can say to whom it went.

        Args:
            body: The body that was given it.
            things: Ids under which a transfer scheme may name it: of a grant, of a function.
            each: Whether each of several successors has it for its own area, as with a function of the Act.
        """
        place = (body, things, each)
        if place not in self._heirs:
            self._heirs[place] = self._follow(body, things, each, frozenset())
        return self._heirs[place]

    def _follow(self, body: str, things: tuple[str, ...], each: bool, seen: frozenset[str]) -> Heirs:
        if body in seen or len(seen) > _FARTHEST:
            return Heirs(frozenset())
        lines = [
            line
            for line in self.records.rows(Transfer, old_body=body)
            if line.what in things and line.kind in _PASSES and not (line.on_date and line.on_date > self.on)
        ]
        if lines:
            return self._by_lines(body, lines, things, each, seen)
        if self.row(body):
            return Heirs(frozenset([body]))
        passed = [row for row in self.records.rows(Succession, old_body=body) if row.on_date <= self.on]
        heirs = sorted({row.new_body for row in passed})
        flaws: tuple[Flaw, ...] = ()
        if len(heirs) > 1 and not each:
            names = " and ".join(self.name(heir) for heir in heirs)
            flaws = (
                unknown(
                    f"{self.name(body)} was split between {names}, and no line of the transfer scheme says which took "
                    f"over {' or '.join(things) or 'this'}.",
                    own("the sheet transfers"), "transfers", "what", things[0] if things else body,
                    "a grant passes to the successor that the transfer scheme names",
                ),
            )  # fmt: skip
        told = tuple(f"{self.name(row.new_body)} took over from {body} on {written(row.on_date)}." for row in passed)
        return self._on(heirs, flaws, told, body, things, each, seen)

    def _by_lines(
        self, body: str, lines: list[Transfer], things: tuple[str, ...], each: bool, seen: frozenset[str]
    ) -> Heirs:
        flaws: list[Flaw] = []
        for line in lines:
            source = own(line.scheme or "the sheet transfers", line.line)
            if line.on_date is None:
                flaws.append(
                    unknown(
                        f"Line {line.line} of the transfer scheme passes {line.what} on, and its day is not known.",
                        source, "transfers", "on_date", line.line, "before that day the old body still has it",
                    )
                )  # fmt: skip
            if not line.new_body:
                flaws.append(
                    broken(
                        f"Line {line.line} of the transfer scheme takes {line.what} from {self.name(body)} and gives "
                        "it to nobody.",
                        source,
                        cure=f"name who takes over {line.what} in line {line.line} of the transfer scheme",
                    )
                )
        told = tuple(
            f"{line.what} passed from {body} to {self.name(line.new_body)}"
            + (f" on {written(line.on_date)}." if line.on_date else ".")
            for line in lines
            if line.new_body
        )
        heirs = sorted({line.new_body for line in lines if line.new_body})
        return self._on(heirs, tuple(flaws), told, body, things, each, seen)

    def _on(
        self, heirs: list[str], flaws: tuple[Flaw, ...], told: tuple[str, ...], body: str, things: tuple[str, ...],
        each: bool, seen: frozenset[str],
    ) -> Heirs:  # fmt: skip
        found = [self._follow(heir, things, each, seen | {body}) for heir in heirs]
        return Heirs(
            frozenset().union(*(heir.bodies for heir in found)),
            (*flaws, *(flaw for heir in found for flaw in heir.flaws)),
            (*told, *(sentence for heir in found for sentence in heir.told)),
        )

    def forebears(self, body: str) -> frozenset[str]:
        """The body and all from which it took over by the day, one after another."""
        if body in self._forebears:
            return self._forebears[body]
        found, ahead = {body}, [body]
        while ahead:
            here = ahead.pop()
            olds = [row.old_body for row in self.records.rows(Succession, new_body=here) if row.on_date <= self.on]
            olds += [
                line.old_body
                for line in self.records.rows(Transfer, new_body=here)
                if not (line.on_date and line.on_date > self.on)
            ]
            ahead += [old for old in olds if old not in found]
            found.update(olds)
        self._forebears[body] = frozenset(found)
        return self._forebears[body]

    def person_in_law(self, body: str) -> frozenset[str]:
        """The bodies with a legal person of their own of which this body is a part; itself where it has one.

        Empty where a parent is blank on the way, so that it is not known.
        """
        here, seen = body, {body}
        while (row := self.row(here)) and row.kind not in LEGAL_PERSONS:
            if not row.parent or row.parent in seen:
                return frozenset()
            here = row.parent
            seen.add(here)
        return frozenset([here]) if row else self.heirs(here).bodies
