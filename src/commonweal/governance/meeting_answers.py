"""The clock of a meeting and the count of its votes as answers, so that a receipt of each can be run again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonweal.answers import Answer, Evidence, Reason, Verdict, all_of, calculation
from commonweal.governance.handbook import AgendaItem, Meeting, Records
from commonweal.governance.item_in_hand import in_hand, verdict_in_hand
from commonweal.governance.meeting_clock import clock
from commonweal.governance.membership import name_of
from commonweal.governance.votes import count_votes
from commonweal.organisations.periods import written
from commonweal.problems import BadInput, Problem

CLOCK, VOTES = "governance.meeting_clock", "governance.votes"


def clock_text(meeting: str, at: str | None) -> str:
    """The question of the clock in words.

    Example:
        >>> clock_text("BOARD-2026-05", "10:30")
        'Is the meeting BOARD-2026-05 quorate at 10:30, and the item in hand then?'
    """
    return f"Is the meeting {meeting} quorate at {at or 'its last arrival or departure'}, and the item in hand then?"


def votes_text(meeting: str, item: str | None) -> str:
    """The question of the votes in words.

    Example:
        >>> votes_text("BOARD-2026-05", None)
        'What did the votes at the meeting BOARD-2026-05 come to?'
    """
    return f"What did the vote on {item} come to?" if item else f"What did the votes at the meeting {meeting} come to?"


@calculation(CLOCK, version="1")
def meeting_clock(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """Whether a meeting, and the item in hand, is quorate at a minute.

    Args:
        inputs: ``meeting``, its id in the handbook, and ``at``, a time such as ``10:30``, or none for the last arrival
            or departure.
        evidence: The handbook, the rules and the dates of the question.

    Returns:
        An Answer with a reason for the meeting and one for each item; ``details`` holds the spans of each.

    Raises:
        BadInput: The handbook has no such meeting, or ``at`` is not a time.
    """
    records, at = Records(evidence), inputs.get("at") or None
    found = clock(records, str(inputs.get("meeting", "")), at=str(at) if at else None, dates=evidence.dates)
    current = in_hand(found)
    verdict = verdict_in_hand(found)
    sentence = found.sentence
    if current is not None and verdict is not found.verdict:
        ruling = " It waits for a ruling of the chair." if current.perhaps else ""
        sentence = f"{sentence} The item in hand is {current.title}: {current.sentence}{ruling}"
    reasons = [Reason(found.sentence, found.verdict, children=found.reasons)]
    reasons += [Reason(f"{each.title}: {each.sentence}", each.verdict, children=each.reasons) for each in found.items]
    items = [
        {"item": each.item, "verdict": each.verdict.value, "spans": [span.to_json() for span in each.spans]}
        | {"out": list(each.out), "perhaps": list(each.perhaps)}
        for each in found.items
    ]
    details = {
        "meeting": found.meeting,
        "at": found.at,
        "current": current.item if current else "",
        "spans": [span.to_json() for span in found.spans],
        "items": items,
    }
    gaps = [*found.unknowns, *(current.unknowns if current else ())]
    return Answer(
        sentence=sentence,
        verdict=verdict,
        reasons=tuple(reasons),
        unknowns=tuple(dict.fromkeys(gaps)),
        details=details,
    )


@calculation(VOTES, version="1")
def votes(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """What the votes at a meeting, or on one item of it, came to.

    Args:
        inputs: ``meeting``, its id in the handbook, and ``item``, one item of its agenda, or none for all.
        evidence: The handbook, the rules and the dates of the question.

    Returns:
        An Answer with a reason for each item; ``details`` holds the count of each.

    Raises:
        BadInput: The handbook has no such meeting, or its agenda no such item.
    """
    records = Records(evidence)
    asked = str(inputs.get("meeting", ""))
    held = next(iter(records.rows(Meeting, meeting=asked)), None)
    if held is None:
        raise BadInput(Problem("the handbook has no such meeting", given=asked, do="see the sheet meetings"))
    rows = agenda_rows(records, asked, str(inputs.get("item") or ""))
    found = [(row, count_votes(records, row.item, evidence.dates)) for row in rows]
    name, day = name_of(records, held.body, held.on_date), written(held.on_date)
    if not found:
        return Answer(sentence=f"No items stand on the agenda of {name} of {day}.", verdict=Verdict.INSUFFICIENT_DATA)
    told = "; ".join(f"{row.title}: {result.sentence.rstrip('.')}" for row, result in found)
    return Answer(
        sentence=f"{name}, {day}. {told}.",
        verdict=all_of(result.verdict for _, result in found),
        reasons=tuple(
            Reason(f"{row.title}: {result.sentence}", result.verdict, children=result.reasons) for row, result in found
        ),
        unknowns=tuple(dict.fromkeys(gap for _, result in found for gap in result.unknowns)),
        details={"meeting": asked, "items": [{"item": row.item, "carried": result.carried} for row, result in found]},
    )


def agenda_rows(records: Records, meeting: str, item: str = "") -> list[AgendaItem]:
    """The agenda of a meeting, or one item of it.

    Raises:
        BadInput: There is no such meeting, or the item is not on its agenda.
    """
    if not records.rows(Meeting, meeting=meeting):
        raise BadInput(Problem("the handbook has no such meeting", given=meeting, do="see the sheet meetings"))
    rows = records.rows(AgendaItem, meeting=meeting)
    if item and not any(row.item == item for row in rows):
        expected = "one of " + ", ".join(row.item for row in rows) if rows else ""
        raise BadInput(Problem("the item is not on the agenda of this meeting", given=item, expected=expected))
    return [row for row in rows if not item or row.item == item]
