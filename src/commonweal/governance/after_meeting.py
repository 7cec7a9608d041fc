"""What is still open after a meeting: items without a decision, decisions without an outcome or a publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.answers import Dates, Verdict
from commonweal.governance.checks.scope import NO_DECISION
from commonweal.governance.handbook import AgendaItem, Decision, Meeting, Records
from commonweal.governance.membership import name_of
from commonweal.governance.private_decisions import decisions_to_publish
from commonweal.governance.quorum_at_decision import quorum_then
from commonweal.organisations.periods import written
from commonweal.problems import BadInput, Problem


@dataclass(frozen=True, slots=True)
class OpenWork:
    """One thing that is left to do after a meeting.

    Args:
        item: The item of the agenda; empty for a decision of which no item is recorded.
        decision: The decision; empty where none is recorded.
        verdict: NOT_YET_DUE before the meeting, or before the last day for it; FAIL where that day has passed;
            INSUFFICIENT_DATA where the handbook does not say what became of it.
        sentence: What is open, in words.
        do: What closes it.
    """

    item: str
    decision: str
    verdict: Verdict
    sentence: str
    do: str

    def to_json(self) -> dict[str, Any]:
        """The open work as plain JSON."""
        plain = {name: getattr(self, name) for name in ("item", "decision", "sentence", "do")}
        return plain | {"verdict": self.verdict.value}


def open_work(records: Records, meeting: str, *, on: date) -> tuple[OpenWork, ...]:
    """What is left to do after a meeting, in the order of its agenda.

    Decisions of the private part and those that wait for ratification are told apart: see ``private_part`` and
    ``ratification``.

    Args:
        records: The handbook.
        meeting: The meeting's id.
        on: The day on which this is asked; before the meeting nothing is overdue.

    Raises:
        BadInput: There is no such meeting.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> held = Meeting(meeting="M1", body="F", on_date=date(2026, 5, 1))
        >>> asked = AgendaItem(item="M1-2", meeting="M1", title="A contract", for_decision=True)
        >>> [each.sentence for each in open_work(Records(Handbook.of([held, asked])), "M1", on=date(2026, 5, 2))]
        ['A contract was for decision, and what became of it is not recorded.']
    """
    held = next(iter(records.rows(Meeting, meeting=meeting)), None)
    if held is None:
        raise BadInput(Problem("the handbook has no such meeting", given=meeting, do="see the sheet meetings"))
    found: list[OpenWork] = []
    for item in records.rows(AgendaItem, meeting=meeting):
        made = records.rows(Decision, item=item.item)
        if not made and item.for_decision is not False:
            found.append(_no_decision(records, held, item, on))
        found += [_no_outcome(row) for row in made if not row.outcome]
        if item.private is not True and held.open_to_public is not False:
            found += _to_publish(records, held, item, on)
    loose = (row for row in records.rows(Decision, meeting=meeting) if not row.item)
    return (*found, *(_no_outcome(row) for row in loose if not row.outcome))


def _no_decision(records: Records, held: Meeting, item: AgendaItem, on: date) -> OpenWork:
    if held.on_date > on:
        told = f"{item.title} is for decision on {written(held.on_date)}."
        return OpenWork(item.item, "", Verdict.NOT_YET_DUE, told, "record the decision at the meeting")
    then = quorum_then(records, held, item, Dates.on(held.on_date))
    if then.verdict is Verdict.FAIL:
        told = f"{item.title} was for decision; it was not quorate, and what became of it is not recorded."
        do = "record that it was deferred, or the decision, which then waits for ratification"
        return OpenWork(item.item, "", Verdict.INSUFFICIENT_DATA, told, do)
    told = f"{item.title} was for decision, and what became of it is not recorded."
    if item.for_decision is None:
        told = f"Whether {item.title} was for decision is not recorded, and neither is a decision."
    return OpenWork(item.item, "", Verdict.INSUFFICIENT_DATA, told, "record the decision, or that it was deferred")


def _no_outcome(row: Decision) -> OpenWork:
    told = f"How the decision {row.title} went is not recorded."
    return OpenWork(row.item, row.decision, Verdict.INSUFFICIENT_DATA, told, "fill in outcome in the sheet decisions")


def _to_publish(records: Records, held: Meeting, item: AgendaItem, on: date) -> list[OpenWork]:
    """Decisions taken in public of which no publication is recorded; one without an outcome is told of already."""
    outcomes = {row.decision: row.outcome for row in records.rows(Decision, item=item.item)}
    found = []
    for each in decisions_to_publish(records, held, item, on):
        if each.verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE) or outcomes[each.decision] in ("", *NO_DECISION):
            continue
        told = each.sentence
        if each.due is None:
            body = name_of(records, held.body, held.on_date)
            told = f"No publication is recorded, and by when {body} publishes it is not settled in its terms."
        do = "publish it, and fill in published on in the sheet decisions"
        found.append(OpenWork(item.item, each.decision, each.verdict, f"{each.title}: {told}", do))
    return found
