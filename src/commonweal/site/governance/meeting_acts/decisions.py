"""What was decided: recorded with what was considered, published, and ratified where it was not quorate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from commonweal.answers import Verdict
from commonweal.governance.handbook import Consideration, Decision, Handbook, Meeting, Records
from commonweal.governance.membership import name_of
from commonweal.governance.ratification import Ratification, ratification
from commonweal.organisations.periods import written
from commonweal.problems import BadInput, Problem
from commonweal.site.governance.change import Change
from commonweal.site.governance.meeting_acts.finding import decision_of, item_of, meeting_today, of_today


@dataclass(frozen=True, slots=True)
class Considered:
    """What was considered on one topic, or why it does not apply.

    Args:
        text: What was considered.
        not_applicable_because: Why the topic does not apply.
        version: Of a strategy or an assessment: the version that was cited.
    """

    text: str = ""
    not_applicable_because: str = ""
    version: str = ""


def record_decision(
    handbook: Handbook,
    *,
    item: str,
    outcome: str,
    title: str,
    amount_pence: int | None,
    quorate: bool | None,
    considered: Mapping[str, Considered],
) -> Change:
    """The decision on an item with what was considered, topic by topic; what was said before is superseded.

    Raises:
        BadInput: It has no wording, or a topic is said both to have been considered and not to apply.
    """
    row = item_of(handbook, item)
    meeting = meeting_today(handbook, row.meeting)
    if not title.strip():
        raise BadInput(Problem("the decision has no wording", column="title", do="type what was decided"))
    both = [topic for topic, said in considered.items() if said.text.strip() and said.not_applicable_because.strip()]
    if both:
        do = "keep what was considered, or why it does not apply"
        raise BadInput(
            [Problem("a topic that was considered applies", given=t.replace("_", " "), column=t, do=do) for t in both]
        )
    there = handbook.rows(Decision, item=item)
    base = there[0] if there else Decision(decision=f"{item}-D", item=item, on_date=meeting.on_date, title=title)
    made = replace(
        base,
        meeting=row.meeting,
        on_date=meeting.on_date,
        title=title.strip(),
        outcome=outcome,
        taken_by=base.taken_by or meeting.body,
        function=row.function,
        place=row.place,
        amount_pence=amount_pence,
        years=row.years,
        quorate=quorate,
    )
    kept = {each.topic: each for each in handbook.rows(Consideration, decision=made.decision)}
    put: list[Consideration] = []
    gone: list[Consideration] = []
    for topic, said in considered.items():
        before = kept.get(topic)
        text, spared = said.text.strip(), said.not_applicable_because.strip()
        if text or spared:
            base_row = before or Consideration(decision=made.decision, topic=topic)
            put.append(replace(base_row, text=text, not_applicable_because=spared, version=said.version.strip()))
        elif before:
            gone.append(before)
    return Change("a decision", put=(made, *put), withdraw=tuple(gone), rests_on=(*there, *kept.values()))


def stands_in_doubt(told: Ratification) -> bool:
    """Whether a decision has no effect, or may have none: it lacked a quorum, or may have, and nothing has cured that.

    Args:
        told: What became of it, as ``ratification`` says.
    """
    return told.needed is not False and told.verdict is not Verdict.PASS


def publish_decision(handbook: Handbook, *, decision: str, on: date, in_doubt_too: bool = False) -> Change:
    """A decision is published on a day, from which anyone may read it.

    Args:
        handbook: The handbook.
        decision: The decision's id.
        on: The day of publication.
        in_doubt_too: Whether whoever publishes knows that it was, or may have been, taken without a quorum.

    Raises:
        BadInput: The day lies before the decision, or the decision's own day is still to come; how it went is not
            recorded; or it stands in doubt and nobody has said that it is to be published all the same.
    """
    row = decision_of(handbook, decision)
    if not row.outcome:
        raise BadInput(Problem("how the decision went is not recorded", do="record the outcome first"))
    if on < row.on_date:
        expected = f"{written(row.on_date)} or later"
        raise BadInput(
            Problem("a decision is published on its day or later", given=written(on), expected=expected, column="on")
        )
    of_today(row)
    told = ratification(Records(handbook), decision, on=max(on, row.on_date))
    if row.published_on is None and not in_doubt_too and stands_in_doubt(told):
        do = "have it ratified first, or tick that it is to be published all the same"
        raise BadInput(Problem(told.sentence.rstrip("."), column="in_doubt_too", do=do))
    return Change("the publication of a decision", put=(replace(row, published_on=on),), rests_on=(row,))


def ratify_decision(handbook: Handbook, *, decision: str, at_meeting: str) -> Change:
    """A later meeting ratifies a decision that was not quorate.

    Raises:
        BadInput: The meeting is of another body, was held before, or is the same.
    """
    row, later = decision_of(handbook, decision), meeting_today(handbook, at_meeting)
    first = next(iter(handbook.rows(Meeting, meeting=row.meeting)), None)
    bodies = {first.body if first else row.taken_by}
    bodies |= {route.body for route in ratification(Records(handbook), decision, on=later.on_date).routes}
    if later.meeting == row.meeting or later.on_date < row.on_date:
        raise BadInput(
            Problem("a decision is ratified at a later meeting", column="at_meeting", do="choose a later one")
        )
    if later.body not in bodies:
        do = "choose a meeting of the body that took the decision, or of one that its terms name"
        records = Records(handbook)
        expected = "a meeting of " + " or ".join(sorted(name_of(records, body, later.on_date) for body in bodies))
        told = f"{name_of(records, later.body, later.on_date)} cannot ratify it"
        raise BadInput(Problem(told, expected=expected, column="at_meeting", do=do))
    ratified = replace(row, ratified_on=later.on_date, ratified_at=later.meeting)
    return Change("the ratification of a decision", put=(ratified,), rests_on=(row,))
