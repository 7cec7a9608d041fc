"""What was considered in each decision: the three effects, inequalities, advice, involvement, the strategies."""

from __future__ import annotations

from commonweal.demo.handbook_documents import LOCAL_STRATEGY, NEEDS_ASSESSMENT, STRATEGY
from commonweal.governance.handbook import AgendaItem, Consideration, Decision, Row

STRATEGIES = {
    "jsna": ("The joint strategic needs assessments of the four councils", NEEDS_ASSESSMENT),
    "integrated_care_strategy": ("The integrated care strategy", STRATEGY),
    "joint_local_health_and_wellbeing_strategy": ("The joint local health and wellbeing strategies", LOCAL_STRATEGY),
}
"""What a decision has regard to, and its version."""

_TEXTS = {
    "wellbeing": "Effects on health and wellbeing, inequalities among them: {title}.",
    "quality": "Effects on the quality of services: {title}.",
    "resources": "Effects on the use of resources by the system's bodies: {title}.",
    "inequalities": "Who gains, by deprivation and by place: {title}.",
    "professional_advice": "Advice of the chief medical and nursing officers: {title}.",
    "integration": "How services join up with social care and public health: {title}.",
    "climate": "Journeys, buildings and materials: {title}.",
}

_INVOLVEMENT = {
    "involvement_planning": "People were involved in planning, from the first month.",
    "involvement_proposal": "People were involved in the proposal, in six meetings and a survey.",
    "involvement_decision": "What people said was before the members, and what came of it.",
}

_UNCHANGED = "neither the way in which services reach people nor their range changes"
_ONE_PERSON = "a decision about services for one person"


def considerations(decisions: list[Decision], items: list[AgendaItem]) -> list[Row]:
    """A row for each decision and duty, with a text or the reason why it does not apply."""
    held = {item.item: item for item in items}
    found: list[Row] = []
    for decision in decisions:
        item = held.get(decision.item)
        alone = bool(item and item.individual_patient)
        for topic, text in _TEXTS.items():
            found.append(
                Consideration(
                    decision=decision.decision,
                    topic=topic,
                    text="" if alone else text.format(title=decision.title),
                    not_applicable_because=_ONE_PERSON if alone else "",
                )
            )
        for topic, text in _INVOLVEMENT.items():
            changes = bool(item and item.changes_services)
            found.append(
                Consideration(
                    decision=decision.decision,
                    topic=topic,
                    text=text if changes else "",
                    not_applicable_because="" if changes else _UNCHANGED,
                )
            )
        for topic, (text, version) in STRATEGIES.items():
            found.append(Consideration(decision=decision.decision, topic=topic, text=f"{text}.", version=version))
    return found
