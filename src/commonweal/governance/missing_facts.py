"""Which missing fact would settle the most open verdicts: what to fill in first in a handbook that is half empty."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from commonweal.governance.checking import RuleFinding
from commonweal.governance.checks.finding import SEVERITIES
from commonweal.governance.handbook import TABLES, Handbook, columns_of

_FACT = re.compile(r"(?P<table>[a-z_]+)\.(?P<columns>[a-z_, ]+?)(?: of (?P<key>.+))?")


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A column of a sheet, or a whole sheet, that open verdicts wait for.

    Args:
        table: The sheet.
        column: The column; empty where the whole sheet is.
        settles: Open verdicts that wait for nothing else.
        helps: Open verdicts that wait for this and for more.
        rules: The numbers of their rules.
        keys: The rows that lack it, such as seats.
        gravest: The severity of the gravest of them.
    """

    table: str
    column: str
    settles: int
    helps: int
    rules: tuple[str, ...]
    keys: tuple[str, ...]
    gravest: str

    @property
    def name(self) -> str:
        """The fact, such as ``seats.voting``; the sheet alone where all of it is missing."""
        return f"{self.table}.{self.column}" if self.column else self.table

    @property
    def sentence(self) -> str:
        """What to fill in, and what it would settle."""
        what = f'the column "{self.heading}" of the sheet {self.table}' if self.column else f"the sheet {self.table}"
        told = []
        if self.settles:
            told.append(f"settles {_verdicts(self.settles)}")
        if self.helps:
            told.append(f"helps to settle {_verdicts(self.helps)}{' more' if self.settles else ''}")
        rows = f", for {_few(self.keys)}" if self.keys else ""
        return f"{what[0].upper()}{what[1:]}{rows}: {' and '.join(told)} (rules {', '.join(self.rules)})."

    @property
    def heading(self) -> str:
        """The column's header as the workbook has it."""
        held = {each.name: each.heading for each in columns_of(TABLES[self.table])} if self.table in TABLES else {}
        return held.get(self.column, self.column.replace("_", " "))

    def to_json(self) -> dict[str, Any]:
        """The fact as plain JSON."""
        return {
            "fact": self.name,
            "table": self.table,
            "column": self.column,
            "settles": self.settles,
            "helps": self.helps,
            "rules": list(self.rules),
            "keys": list(self.keys),
            "severity": self.gravest,
            "sentence": self.sentence,
        }


def fill_first(found: Iterable[RuleFinding], handbook: Handbook) -> tuple[MissingFact, ...]:
    """Rank the missing facts by the open verdicts that wait for each.

    An open verdict that waits for several facts counts for each in part: a third where there are three. A sheet
    without any row counts as one fact, since nobody fills in a column of nothing.

    Args:
        found: The findings of a check.
        handbook: The handbook that was checked, which tells an empty sheet from a blank cell.

    Returns:
        The fact that settles the most first; among equals the one with the gravest rule, then by name.
    """
    waiting: dict[tuple[str, str], list[tuple[RuleFinding, int, str]]] = {}
    for finding in found:
        facts = _facts(finding, handbook)
        columns = {place for place, _ in facts}
        for place, key in sorted(facts):
            waiting.setdefault(place, []).append((finding, len(columns), key))
    ranked = [(_weight(held), _missing(place, held)) for place, held in waiting.items()]
    ranked.sort(key=lambda pair: (-pair[0], SEVERITIES.index(pair[1].gravest), pair[1].name))
    return tuple(missing for _, missing in ranked)


def _facts(finding: RuleFinding, handbook: Handbook) -> set[tuple[tuple[str, str], str]]:
    facts = set()
    for unknown in finding.finding.unknowns:
        match = _FACT.fullmatch(unknown.fact)
        if not match or match["table"] not in TABLES:
            continue
        whole = not handbook.tables.get(match["table"])
        columns = [""] if whole else [name.strip() for name in match["columns"].split(",")]
        facts |= {((match["table"], column), "" if whole else match["key"] or "") for column in columns}
    return facts


def _weight(held: list[tuple[RuleFinding, int, str]]) -> float:
    shares = {id(finding): 1 / many for finding, many, _ in held}
    return sum(shares.values())


def _missing(place: tuple[str, str], held: list[tuple[RuleFinding, int, str]]) -> MissingFact:
    alone = {id(finding) for finding, many, _ in held if many == 1}
    together = {id(finding) for finding, many, _ in held if many > 1}
    severities = [finding.rule.severity for finding, _, _ in held]
    return MissingFact(
        table=place[0],
        column=place[1],
        settles=len(alone),
        helps=len(together),
        rules=tuple(sorted({finding.rule.number for finding, _, _ in held})),
        keys=tuple(dict.fromkeys(key for _, _, key in held if key)),
        gravest=min(severities, key=SEVERITIES.index),
    )


def _verdicts(count: int) -> str:
    return "one verdict" if count == 1 else f"{count} verdicts"


def _few(keys: tuple[str, ...]) -> str:
    return ", ".join(keys[:5]) + (f" and {len(keys) - 5} more" if len(keys) > 5 else "")
