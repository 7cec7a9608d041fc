"""Who takes over one thing of a body that closes: by a line of the transfer scheme, or with the body itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from commonweal.answers import RuleRecord, Source, Verdict
from commonweal.governance.checks.board_succession import CONTINUING
from commonweal.governance.checks.finding import missing
from commonweal.governance.flaw import own
from commonweal.governance.handbook import Body, Records, Succession, Transfer
from commonweal.governance.membership import body_on, name_of
from commonweal.governance.merger_line import Closing, Line, line
from commonweal.governance.merger_things import Thing
from commonweal.governance.rule_lookup import rule_on
from commonweal.organisations.periods import written

_EVERYTHING = re.compile(r"(all|every|everything|any other|the rest|the remaining|remaining)\b", re.IGNORECASE)
PROPERTY = ("contract", "asset", "liability", "staff")
"""What a scheme under section 14Z28 moves: property, rights and liabilities."""
_ONE = "each line of a merger has exactly one successor"


class Successors:
    """The transfer lines and successions of one body that closes.

    Args:
        records: The handbook.
        closing: The body.
        successions: Those of the handbook with any that were given besides.
        lines: The lines of transfer schemes that take something from the body or its committees.
    """

    def __init__(
        self, records: Records, closing: Closing, successions: Sequence[Succession], lines: Sequence[Transfer]
    ) -> None:
        """Nothing is used yet."""
        self.records, self.closing, self.successions, self.lines = records, closing, successions, lines
        self.used: set[str] = set()

    def of(self, thing: Thing) -> Line:
        """What becomes of a thing."""
        found = self.naming(thing)
        if found:
            self.used.update(row.line for row in found)
            return self.by_lines(thing, found)
        if thing.how == "office":
            told = f"The office of {thing.id} ends with {self.closing.name}; a successor appoints anew."
            return line(thing, self.closing, Verdict.NOT_APPLICABLE, told)
        if thing.how in ("law", "act"):
            return self._with_the_body(thing)
        return self._no_line(thing)

    def by_area(self, thing: Thing) -> tuple[Line, ...]:
        """A function that the Act lays on each board, where one is split: each successor has it for its own area.

        Empty where it is no such function or no such split, or a line of the scheme gives it to one.
        """
        heirs, rows = self.closing.heirs, self.naming(thing)
        if thing.how != "act" or len(heirs) < 2 or (rows and {row.new_body for row in rows} != set(heirs)):
            return ()
        self.used.update(row.line for row in rows)
        return tuple(self._in_the_area(thing, heir) for heir in heirs)

    def _in_the_area(self, thing: Thing, heir: str) -> Line:
        sources = (own("the sheet functions", thing.id),)
        flawed = self.standing(thing, heir, sources)
        if flawed is not None:
            return flawed
        row = body_on(self.records, heir, self.closing.day)
        told = {"candidates": (heir,), "sources": sources}
        if row is None or not row.area:
            sentence = f"{self._names([heir])} has the function {thing.id} for its area, which is not recorded."
            return self._lacks(thing, sentence, "bodies", "area", heir, **told)
        sentence = f"The Act lays the function {thing.id} on {row.name} for its area, {row.area}."
        return line(thing, self.closing, Verdict.PASS, sentence, new_body=heir, **told)

    def naming(self, thing: Thing) -> list[Transfer]:
        """The lines that name a thing; where none does, those that take all of its kind."""
        names = {name.casefold() for name in thing.names}
        of_kind = [row for row in self.lines if row.kind in thing.lines]
        named = [row for row in of_kind if row.what.strip().casefold() in names]
        if named or thing.how == "office":
            return named
        return [row for row in of_kind if row.kind == thing.kind and takes_all(row)]

    def by_lines(self, thing: Thing, rows: Sequence[Transfer]) -> Line:
        """What the scheme says."""
        sources = (*(own(row.scheme or "the sheet transfers", row.line) for row in rows), *self._rules(thing))
        takers = tuple(dict.fromkeys(row.new_body for row in rows if row.new_body))
        told = {"candidates": takers, "sources": sources}
        what, lines = f"The {thing.kind} {thing.id}", ", ".join(row.line for row in rows)
        if thing.kind == "liability" and any(row.criminal for row in rows):
            if takers:
                names = self._names(takers)
                sentence = f"{what} is criminal and never passes, though line {lines} gives it to {names}."
                return line(thing, self.closing, Verdict.FAIL, sentence, do="take the line out of the scheme", **told)
            sentence = f"{what} is criminal and never passes."
            return line(thing, self.closing, Verdict.NOT_APPLICABLE, sentence, **told)
        if len(takers) > 1:
            sentence = f"{what} goes to {self._names(takers)} (lines {lines}); {_ONE}."
            do = "settle which of them takes it, or divide it into parts with a line each"
            return line(thing, self.closing, Verdict.FAIL, sentence, do=do, **told)
        blank = next((row for row in rows if not row.new_body), None)
        if blank is not None:
            sentence = f"{what} stands on line {blank.line}, which names nobody who takes it on."
            if thing.kind == "liability" and blank.criminal is False:
                do = "name in the scheme who takes it"
                return line(thing, self.closing, Verdict.FAIL, sentence, do=do, **told)
            return self._lacks(thing, sentence, "transfers", "new_body", blank.line, **told)
        if thing.kind == "liability" and any(row.criminal is None for row in rows):
            sentence = f"Whether {what[0].lower()}{what[1:]} is criminal is not recorded; a criminal one never passes."
            return self._lacks(thing, sentence, "transfers", "criminal", rows[0].line, **told)
        return self._at_the_taker(thing, rows, takers[0], sources)

    def _at_the_taker(self, thing: Thing, rows: Sequence[Transfer], taker: str, sources: tuple[Source, ...]) -> Line:
        what, day = f"The {thing.kind} {thing.id}", self.closing.day
        told = {"candidates": (taker,), "sources": sources}
        undated = next((row for row in rows if row.on_date is None), None)
        if undated is not None:
            sentence = f"{what} passes to {self._names([taker])} on a day that is not recorded."
            return self._lacks(thing, sentence, "transfers", "on_date", undated.line, **told)
        late = next((row for row in rows if row.on_date and row.on_date > day), None)
        if late is not None:
            sentence = (
                f"{what} passes only on {written(late.on_date)}, though {self.closing.name} is no more from "
                f"{written(day)}: between them nobody has it."
            )
            return line(thing, self.closing, Verdict.FAIL, sentence, do="let it pass on the day itself", **told)
        flawed = self.standing(thing, taker, sources)
        if flawed is not None:
            return flawed
        rule = self._takers() if thing.kind in PROPERTY else None
        row = body_on(self.records, taker, day)
        if rule is not None and row is not None and row.kind not in rule.value:
            kinds = " or ".join(kind.replace("_", " ").replace("icb", "ICB") for kind in rule.value)
            sentence = (
                f"{what} passes to {row.name}, a {row.kind.replace('_', ' ')}; a scheme moves it to {kinds} only."
            )
            return line(thing, self.closing, Verdict.FAIL, sentence, do="name another taker in the scheme", **told)
        sentence = f"{what} passes to {self._names([taker])} by line {', '.join(row.line for row in rows)}."
        return line(thing, self.closing, Verdict.PASS, sentence, new_body=taker, **told)

    def standing(self, thing: Thing, taker: str, sources: tuple[Source, ...]) -> Line | None:
        """What is wrong with the taker itself, if anything is."""
        day, told = self.closing.day, {"candidates": (taker,), "sources": sources}
        if not self.records.rows(Body, body=taker):
            sentence = f"The {thing.kind} {thing.id} passes to {taker}, of which the handbook does not say what it is."
            return self._lacks(thing, sentence, "bodies", "body", taker, **told)
        if body_on(self.records, taker, day) is None or taker == self.closing.body:
            name = name_of(self.records, taker, day)
            sentence = f"The {thing.kind} {thing.id} passes to {name}, which does not stand on {written(day)}."
            return line(thing, self.closing, Verdict.FAIL, sentence, do="name a body that stands then", **told)
        return None

    def _with_the_body(self, thing: Thing) -> Line:
        """What follows the body in law goes to its one successor; a split needs a rule for it."""
        heirs, closing = self.closing.heirs, self.closing
        sources = (own(closing.scheme or "the sheet successions", closing.body), *self._rules(thing))
        told = {"candidates": heirs, "sources": sources}
        if not heirs:
            return self._no_heir(thing)
        if len(heirs) > 1:
            return self._split(thing)
        flawed = self.standing(thing, heirs[0], sources)
        if flawed is not None:
            return flawed
        sentence = f"The {thing.kind} {thing.id} goes on with {self._names(heirs)}, which takes over {closing.name}."
        return line(thing, closing, Verdict.PASS, sentence, new_body=heirs[0], **told)

    def _no_line(self, thing: Thing) -> Line:
        """The scheme has to name it, and does not."""
        if not self.closing.heirs:
            return self._no_heir(thing)
        if len(self.closing.heirs) > 1:
            return self._split(thing)
        told = {"candidates": self.closing.heirs, "sources": self._rules(thing)}
        if any(row.kind in thing.lines for row in self.lines):
            sentence = f"The {thing.kind} {thing.id} of {self.closing.name} stands on no line of the transfer scheme."
            return line(thing, self.closing, Verdict.FAIL, sentence, do="give it a line with its successor", **told)
        sentence = f"No line of a transfer scheme says who takes over the {thing.kind} {thing.id}."
        return self._lacks(thing, sentence, "transfers", "new_body", thing.id, **told)

    def _split(self, thing: Thing) -> Line:
        names, told = self._names(self.closing.heirs), {"candidates": self.closing.heirs, "sources": self._rules(thing)}
        sentence = (
            f"{self.closing.name} is split between {names}, and no line says which takes the {thing.kind} {thing.id}."
        )
        if self.lines:
            do = "give it a line in the transfer scheme that names one of them"
            return line(thing, self.closing, Verdict.FAIL, sentence, do=do, **told)
        return self._lacks(thing, sentence, "transfers", "new_body", thing.id, **told)

    def _no_heir(self, thing: Thing) -> Line:
        sentence = f"No successor of {self.closing.name} is recorded, so the {thing.kind} {thing.id} goes to nobody."
        return self._lacks(thing, sentence, "successions", "new_body", self.closing.body, sources=self._rules(thing))

    def _lacks(self, thing: Thing, sentence: str, table: str, column: str, key: str, **more: object) -> Line:
        gap = missing(table, column, key, _ONE)
        found = line(thing, self.closing, Verdict.INSUFFICIENT_DATA, sentence, **more)
        return replace(found, unknown=gap)

    def _rules(self, thing: Thing) -> tuple[Source, ...]:
        """The provisions that ask for a successor."""
        if thing.kind == "liability":
            rule = rule_on(self.records, "organisations.A06", self.closing.day)
        elif thing.kind in CONTINUING:
            rule = rule_on(self.records, "organisations.A07", self.closing.day)
        else:
            return ()
        return (rule.source,) if rule else ()

    def _takers(self) -> RuleRecord | None:
        """Who may take property from a board; the rule reaches a board alone."""
        row = next(iter(reversed(self.records.rows(Body, body=self.closing.body))), None)
        if row is None or row.kind != "icb":
            return None
        return rule_on(self.records, "organisations.A06", self.closing.day)

    def _names(self, bodies: Sequence[str]) -> str:
        return " and ".join(name_of(self.records, body, self.closing.day) for body in bodies)


def takes_all(row: Transfer) -> bool:
    """Whether a line takes everything of its kind that no other line names.

    Example:
        >>> takes_all(Transfer(line="T1", old_body="QAA", kind="staff", what="all employees, on their terms"))
        True
    """
    what = row.what.strip()
    return bool(_EVERYTHING.match(what)) or (
        row.kind == "declaration" and what.casefold().removeprefix("the ") == "register of interests"
    )
