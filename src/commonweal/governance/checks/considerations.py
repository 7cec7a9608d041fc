"""What a decision has to consider, and to show that it did: E09 and E10, E11, E12, E13."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, not_applicable, passes
from commonweal.governance.checks.registry import check
from commonweal.governance.checks.scope import bodies_of, decisions, kind_of, own_bodies, partners, says_none, shown
from commonweal.governance.handbook import AgendaItem, Consideration, Decision, Document


def _none_recorded(subject: Subject, whose: str) -> Finding:
    return lacks(
        subject.system,
        f"The handbook holds no decisions of {whose}.",
        missing("decisions", "taken_by", "", "only a decision shows what was considered"),
    )


def _topics(subject: Subject) -> Sequence[str]:
    return list(subject.value["topics"])


@check("governance.E09", "governance.E11", every_body=True)
def decisions_of_the_board_consider(subject: Subject) -> Iterator[Finding]:
    """Each decision of the ICB records what was considered under each duty."""
    found = decisions(subject, own_bodies(subject))
    if not found:
        yield _none_recorded(subject, "the ICB")
    for decision in found:
        yield _considered(subject, decision)


@check("governance.E10", every_body=True)
def decisions_of_trusts_consider(subject: Subject) -> Iterator[Finding]:
    """Each decision of a trust of the system records what was considered under the same duty."""
    trusts = [
        body
        for body in dict.fromkeys((*bodies_of(subject), *sorted(partners(subject))))
        if kind_of(subject, body) in subject.value["kinds"]
    ]
    found = decisions(subject, trusts)
    if not found:
        if trusts and decisions(subject, own_bodies(subject)):
            yield not_applicable(subject.system, "The handbook holds decisions of the ICB only, none of a trust.")
        else:
            yield _none_recorded(subject, "a trust of the system")
    for decision in found:
        yield _considered(subject, decision)


def _considered(subject: Subject, decision: Decision) -> Finding:
    """The topics of a rule, for one decision; a decision on one person's services is outside some of them."""
    item = _item(subject, decision)
    excepted = bool(subject.value.get("individuals_excepted"))
    if excepted and item and item.individual_patient:
        return not_applicable(decision.decision, f"Decision {decision.decision} is about services for one person.")
    found = considered(subject, decision, _topics(subject), may_be_reasoned_away=subject.value["reasons_accepted"])
    if found.verdict.value == "FAIL" and excepted and (item is None or item.individual_patient is None):
        return lacks(
            decision.decision,
            f"{found.sentence} Whether it is about services for one person, which the duty leaves out, is not known.",
            missing("agenda_items", "individual_patient", decision.item or decision.decision, "it settles the duty"),
        )
    return found


def _item(subject: Subject, decision: Decision) -> AgendaItem | None:
    if not decision.item:
        return None
    return next(iter(subject.records.rows(AgendaItem, item=decision.item)), None)


def considered(subject: Subject, decision: Decision, topics: Sequence[str], *, may_be_reasoned_away: bool) -> Finding:
    """Whether a decision's record shows each topic.

    A record that has some topics and leaves out others fails; one that is not there at all is only not known.
    """
    rows = {row.topic: row for row in subject.records.rows(Consideration, decision=decision.decision)}
    what = f"Decision {decision.decision} of {shown(decision.on_date)}"
    if not rows:
        return lacks(
            decision.decision,
            f"{what}: what was considered is not recorded at all.",
            missing("considerations", "topic", decision.decision, "the duties are met where the record shows it"),
        )
    left_out, blank = [], []
    for topic in topics:
        row = rows.get(topic)
        if (
            row is None
            or says_none(row.text)
            or (not row.text and row.not_applicable_because and not may_be_reasoned_away)
        ):
            left_out.append(topic.replace("_", " "))
        elif not row.text and not row.not_applicable_because:
            blank.append(topic)
    if left_out:
        return fails(
            decision.decision,
            f"{what}: the record shows nothing considered under {', '.join(left_out)}.",
            do="record what was considered, or take the decision again with it",
        )
    if blank:
        unknowns = [
            missing("considerations", "text", f"{decision.decision}, {topic}", "what was considered has to be shown")
            for topic in blank
        ]
        return lacks(decision.decision, f"{what}: what was considered under {blank[0]} is blank.", *unknowns)
    return passes(decision.decision, f"{what} records what was considered under each duty.")


@check("governance.E12", every_body=True)
def people_are_involved(subject: Subject) -> Iterator[Finding]:
    """Where a decision changes how services reach people, involvement is recorded at each of its stages."""
    found = decisions(subject, own_bodies(subject))
    if not found:
        yield _none_recorded(subject, "the ICB")
    for decision in found:
        item = _item(subject, decision)
        if item is None or item.changes_services is None:
            yield lacks(
                decision.decision,
                f"Decision {decision.decision}: whether it changes how services reach people, or their range, is not "
                "known.",
                missing(
                    "agenda_items", "changes_services", decision.item or decision.decision, "involvement hangs on it"
                ),
            )
        elif not item.changes_services:
            yield not_applicable(decision.decision, f"Decision {decision.decision} changes no service for people.")
        else:
            yield considered(subject, decision, _topics(subject), may_be_reasoned_away=False)


@check("governance.E13", every_body=True)
def current_strategies_are_cited(subject: Subject) -> Iterator[Finding]:
    """A decision cites the needs assessment and the two strategies in the version that was current on its day."""
    found = decisions(subject, own_bodies(subject))
    if not found:
        yield _none_recorded(subject, "the ICB")
    for decision in found:
        shown_at_all = considered(subject, decision, _topics(subject), may_be_reasoned_away=False)
        yield shown_at_all if shown_at_all.verdict.value != "PASS" else _versions(subject, decision)


def _versions(subject: Subject, decision: Decision) -> Finding:
    what = f"Decision {decision.decision} of {shown(decision.on_date)}"
    for row in subject.records.rows(Consideration, decision=decision.decision):
        if row.topic not in _topics(subject):
            continue
        words = row.topic.replace("_", " ")
        if not row.version:
            return lacks(
                decision.decision,
                f"{what} cites the {words}, in which version is not known.",
                missing(
                    "considerations", "version", f"{decision.decision}, {row.topic}", "it has to be the current one"
                ),
            )
        document = next(iter(subject.records.rows(Document, document=row.version)), None)
        if document is None or document.from_date is None:
            return lacks(
                decision.decision,
                f"{what} cites the {words} {row.version}; when that was current is not known.",
                missing("documents", "from_date", row.version, "the version that was current has to be cited"),
            )
        if not document.holds_on(decision.on_date) or _replaced(subject, document, decision):
            return fails(
                decision.decision,
                f"{what} cites the {words} {row.version}, which was not the current one on that day.",
                do=f"look again at the decision in the light of the {words} that was current",
            )
    return passes(decision.decision, f"{what} cites the needs assessment and both strategies as they then stood.")


def _replaced(subject: Subject, document: Document, decision: Decision) -> bool:
    return any(
        later.from_date is not None and later.from_date <= decision.on_date
        for later in subject.records.rows(Document, replaces=document.document)
    )
