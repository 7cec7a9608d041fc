"""What has to be considered and recorded with a decision, and whether it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commonweal.answers import Evidence, Reason, RuleRecord, Verdict, all_of
from commonweal.governance.decide_inputs import Item

DUTIES = ("governance.E09", "governance.E11", "governance.E12", "governance.E13")
"""The three effects of a decision; advice, inequalities, integration and climate; involvement; the strategies."""

_WORDS = {
    "wellbeing": "the effect on people's health and wellbeing, inequalities in it among them",
    "quality": "the effect on the quality of services, inequalities in benefit among them",
    "resources": "the effect on the efficient and sustainable use of resources",
    "inequalities": "the need to reduce inequalities in access and outcomes",
    "professional_advice": "advice from people with professional knowledge",
    "integration": "whether services can be provided in an integrated way",
    "climate": "climate change and other environmental targets",
    "involvement_planning": "how people were involved in the planning",
    "involvement_proposal": "how people were involved in developing the proposal",
    "involvement_decision": "how people are involved in the decision",
    "jsna": "the joint strategic needs assessment, by its version",
    "integrated_care_strategy": "the integrated care strategy, by its version",
    "joint_local_health_and_wellbeing_strategy": "the joint local health and wellbeing strategy, by its version",
}


def duties(evidence: Evidence, item: Item) -> tuple[Reason, tuple[dict[str, str], ...]]:
    """The duties that reach this item, each with the section that lays it on the board.

    Before a decision they are named and have no verdict; where the record of what was considered is given, each
    topic without a text fails.

    Returns:
        The section of the answer, and a row for each topic.
    """
    children, rows = [], []
    for id in DUTIES:
        rule = evidence.find_rule(id)
        if rule is None:
            continue
        reached = _reached(id, item)
        if reached is Verdict.NOT_APPLICABLE:
            children.append(Reason(f"{rule.title}: {_spared(id)}", reached, sources=(rule.source,)))
            continue
        topics = _topics(rule)
        rows += [{"rule": rule.id, "topic": topic, "record": _WORDS.get(topic, topic)} for topic in topics]
        children.append(_duty(rule, topics, item.considered, reached))
    verdicts = [child.verdict for child in children if child.verdict]
    if item.considered is None:
        return Reason("With the decision, record what was considered.", None, children=tuple(children)), tuple(rows)
    verdict = all_of(verdicts) if verdicts else Verdict.NOT_APPLICABLE
    all_there = verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE)
    told = "All that had to be considered is recorded." if all_there else "Not all that had to be considered is there."
    return Reason(told, verdict, children=tuple(children)), tuple(rows)


def _duty(rule: RuleRecord, topics: list[str], considered: Mapping[str, str] | None, reached: Verdict | None) -> Reason:
    if considered is None:
        needed = "; ".join(_WORDS.get(topic, topic) for topic in topics)
        unless = " (it is not said whether it applies: say so)" if reached is Verdict.INSUFFICIENT_DATA else ""
        return Reason(f"{rule.title}{unless}: {needed}.", None, sources=(rule.source,))
    if reached is Verdict.INSUFFICIENT_DATA:
        return Reason(f"{rule.title}: it is not said whether this applies.", reached, sources=(rule.source,))
    lacking = [topic for topic in topics if not considered.get(topic, "").strip()]
    if lacking:
        told = "; ".join(_WORDS.get(topic, topic) for topic in lacking)
        return Reason(f"{rule.title}: nothing is recorded on {told}.", Verdict.FAIL, sources=(rule.source,))
    return Reason(f"{rule.title}: recorded.", Verdict.PASS, sources=(rule.source,))


def _topics(rule: RuleRecord) -> list[str]:
    value: Any = rule.value
    return list(value["topics"]) if isinstance(value, Mapping) and "topics" in value else list(value or [])


def _reached(id: str, item: Item) -> Verdict | None:
    """NOT_APPLICABLE where the item is spared, INSUFFICIENT_DATA where nobody said, None where it is reached."""
    told = {"governance.E09": item.individual_patient, "governance.E12": item.changes_services}
    if id not in told:
        return None
    if told[id] is None:
        return Verdict.INSUFFICIENT_DATA
    spared = told[id] if id == "governance.E09" else not told[id]
    return Verdict.NOT_APPLICABLE if spared else None


def _spared(id: str) -> str:
    if id == "governance.E09":
        return "not for a decision about services for one person."
    return "the item does not change how services reach people, or their range."
