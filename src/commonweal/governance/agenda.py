"""The agenda of a meeting, item by item: who leaves, whether it is quorate then, who has authority, what to record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from commonweal.answers import Answer, Evidence, Reason, Verdict, all_of, calculation
from commonweal.answers.calculation import ask_within
from commonweal.governance.decide import CALCULATION, question_text
from commonweal.governance.decide_inputs import Item
from commonweal.governance.handbook import AgendaItem, Meeting, Records
from commonweal.governance.membership import name_of
from commonweal.organisations.periods import written
from commonweal.problems import BadInput, Problem

AGENDA = "governance.agenda"


@calculation(AGENDA, version="1")
def _agenda(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """Ask of every item for decision whether it may be decided."""
    records = Records(evidence)
    meeting = records.first(Meeting, meeting=str(inputs.get("meeting", "")))
    if meeting is None:
        given = str(inputs.get("meeting", ""))
        raise BadInput(Problem("the handbook has no such meeting", given=given, do="see the sheet meetings"))
    held = records.rows(AgendaItem, meeting=meeting.meeting)
    children, verdicts, rows, problems = [], [], [], []
    for row in held:
        number = f"Item {row.number}" if row.number else f"Item {row.item}"
        if row.for_decision is False:
            children.append(Reason(f"{number}, {row.title}: not for decision.", Verdict.NOT_APPLICABLE))
            continue
        item = Item(title=row.title, item=row.item)
        try:
            answer = ask_within(evidence, CALCULATION, item.to_json(), question_text(CALCULATION, item))
        except BadInput as bad:
            problems += [replace(each, what=f"item {row.item}: {each.what}") for each in bad.problems]
            continue
        verdict = answer.verdict or Verdict.INSUFFICIENT_DATA
        verdicts.append(verdict)
        children.append(Reason(f"{number}, {row.title}: {answer.sentence}", verdict, children=answer.reasons))
        rows.append({"item": row.item, "title": row.title, "verdict": verdict.value, **_shown(answer)})
    if problems:
        raise BadInput(problems)
    name, day = name_of(records, meeting.body, meeting.on_date), written(meeting.on_date)
    if not held:
        return Answer(sentence=f"No items stand on the agenda of {name} of {day}.", verdict=Verdict.INSUFFICIENT_DATA)
    return Answer(
        sentence=f"{name}, {day}: {_counts(verdicts)}",
        verdict=all_of(verdicts) if verdicts else Verdict.NOT_APPLICABLE,
        reasons=tuple(children),
        details={"meeting": meeting.meeting, "items": rows},
    )


def _shown(answer: Answer) -> dict[str, Any]:
    names = ("decider", "limit_pence", "leave", "to_be_ruled_on", "quorum_clock", "record", "cures")
    return {name: answer.details.get(name) for name in names}


_COUNTED = {
    Verdict.PASS: "may be decided",
    Verdict.FAIL: "may not be decided as things stand",
    Verdict.NEEDS_JUDGEMENT: "wait for a ruling",
    Verdict.INSUFFICIENT_DATA: "cannot be told yet",
}


def _counts(verdicts: list[Verdict]) -> str:
    counted = Counter(verdicts)
    told = [f"{counted[verdict]} {words}" for verdict, words in _COUNTED.items() if counted[verdict]]
    items = "1 item" if len(verdicts) == 1 else f"{len(verdicts)} items"
    return f"{items} for decision; " + ", ".join(told) + "." if told else "no item is for decision."
