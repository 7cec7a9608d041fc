"""Missing data never passes, for whole sheets: of every rule, what becomes of its verdict when a sheet is empty.

A rule that was broken, kept or open may turn green, or fall away, for want of a sheet only where the table below says
why that is right. The handbooks are the demonstration's and those of the cases, in which every rule has a breach.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

import pytest
from tests.unit.governance.case import Case, all_cases

from commonweal.answers import Verdict, all_of
from commonweal.demo.handbook import wealdmarch_handbook
from commonweal.governance.checking import check_handbook, findings
from commonweal.governance.checks.all_checks import all_checks
from commonweal.governance.handbook import TABLES, Handbook, Records, Row
from commonweal.governance.standing import standings
from commonweal.law import book
from commonweal.problems import BadInput

GREEN = (Verdict.PASS, Verdict.NOT_APPLICABLE, Verdict.NOT_YET_DUE)
NATIONAL = "the rule's own interval holds where the board has settled none; a term can only make it stricter"
SCHEME = "the lines of the scheme are what the rule reads; the sheet can only show a thing that stands on no line"
NOMINATORS = "seats and appointments say who nominates; a ballot can only contradict them"
RULED = "the ruling stands as it was recorded; who sits where, and under which name, can only show who gave it"
RIGHT = {
    ("governance.B02", "appointments"): "the constitution provides seats; who sits in them can only show one in two",
    **{(rule, "ballots"): NOMINATORS for rule in ("governance.B09", "governance.B10", "governance.B11")},
    ("governance.B24", "terms"): NATIONAL,
    ("governance.C01", "appointments"): "national policy expects seats; who sits in them can only show one in two",
    **{("governance.D05", sheet): RULED for sheet in ("appointments", "attendance", "people", "seats")},
    ("governance.D05", "votes"): "where no vote is timed, the end of the item stands for it",
    ("governance.D09", "terms"): NATIONAL,
    ("governance.D10", "votes"): "the ruling says that the person left or did not vote; a vote can only contradict it",
    ("governance.E01", "agenda_items"): "the meeting's own row says whether it was open; an item adds a private part",
    ("governance.E05", "decisions"): "the attendance shows the quorum; the minutes can only contradict it",
    ("governance.E05", "declarations"): "interests come from the register too; what is declared adds to them",
    ("governance.F10", "meetings"): "the decision's row says who took it; whose meeting it was can only contradict it",
    ("governance.K06", "people"): "the row of the body names its leader; the sheet people adds a name to the id",
    ("organisations.A02", "successions"): "the published map shows who has the area on the day; the rest is history",
    ("organisations.A07", "decisions"): SCHEME,
    ("organisations.A07", "documents"): SCHEME,
}
"""Rule and sheet of which a verdict may turn green when the sheet is empty, and why that is right."""

CASES = defaultdict(list)
for _case in all_cases():
    if _case.verdict is not Verdict.NOT_APPLICABLE:
        CASES[_case.rule].append(_case)


def verdict_of(case: Case, rows: Iterable[Row]) -> Verdict:
    try:
        found = check_handbook(
            Handbook.of(rows), on=case.on, systems=[case.system], rules=[case.rule], overlays=case.overlays
        )
    except BadInput:  # a handbook that cannot be checked passes nothing
        return Verdict.INSUFFICIENT_DATA
    return all_of(each.verdict for each in found)


def turns_green(before: Verdict, after: Verdict) -> bool:
    return after in GREEN and after is not before


def changes(rule: str) -> set[tuple[str, str]]:
    found = set()
    for case in CASES[rule]:
        for sheet in sorted({row.TABLE for row in case.rows}):
            left = [row for row in case.rows if sheet != row.TABLE]
            if (rule, sheet) not in found and turns_green(case.verdict, verdict_of(case, left)):
                found.add((rule, sheet))
    return found


@pytest.mark.parametrize("rule", sorted(all_checks()))
def test_a_rule_turns_green_for_want_of_a_sheet_only_where_that_is_explained(rule):
    assert changes(rule) == {each for each in RIGHT if each[0] == rule}


DEMO = wealdmarch_handbook()
(SYSTEM,) = DEMO.systems
ON = max(row.on_date for row in DEMO.tables["meetings"])


class Watched(Records):
    """Records that note which sheets were read."""

    def __init__(self, handbook: Handbook) -> None:
        super().__init__(handbook)
        self.read: set[str] = set()
        self.rows = self._watched

    def _watched(self, row_class, **where):
        self.read.add(row_class.TABLE)
        return self.source.rows(row_class, **where)


@lru_cache(maxsize=1)
def whole() -> tuple[dict[str, Verdict], dict[str, set[str]]]:
    """Of the whole handbook: the verdict of each rule, and the rules that read each sheet."""
    verdicts, readers = {}, defaultdict(set)
    for rule in standings(book(), on=ON, known_on=ON):
        records = Watched(DEMO)  # anew for each, since what is kept from one rule to the next is not read again
        verdicts[rule.id] = all_of(each.verdict for each in findings(records, [rule], systems=[SYSTEM], on=ON))
        for sheet in records.read:
            readers[sheet].add(rule.id)
    return verdicts, readers


@pytest.mark.parametrize("sheet", sorted(sheet for sheet in TABLES if DEMO.tables.get(sheet)))
def test_in_the_demonstration_no_rule_turns_green_for_want_of_a_sheet(sheet):
    before, readers = whole()
    if not readers[sheet]:
        return  # what no rule reads cannot change a verdict
    left = Handbook({name: rows for name, rows in DEMO.tables.items() if name != sheet}, name="without one sheet")
    after = defaultdict(list)
    for each in check_handbook(left, on=ON, systems=[SYSTEM], rules=readers[sheet]):
        after[each.rule.id].append(each.verdict)
    green = {rule for rule, held in after.items() if turns_green(before[rule], all_of(held))}
    assert green <= {rule for rule, named in RIGHT if named == sheet}


def test_what_is_explained_is_of_rules_and_sheets_that_there_are():
    known = {each.id for each in standings(book(), on=ON, known_on=ON)}
    assert {rule for rule, _ in RIGHT} <= known
    assert {sheet for _, sheet in RIGHT} <= set(TABLES)
