"""Each tier has a named leader (K06) and a form of governance on paper (K07)."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, passes
from commonweal.governance.checks.people_told import who
from commonweal.governance.checks.scope import shown, standing_bodies
from commonweal.governance.handbook import Body, Document, Person, Role
from commonweal.governance.open_board import board_check, board_name, not_open


def _at_tier(subject: Subject, tier: str) -> list[Body]:
    """The bodies of a tier on the day; the ICB stands for its system, and a region is outside it."""
    found = list(standing_bodies(subject))
    if tier == "system":
        return [row for row in found if row.body == subject.system]
    if tier == "region":
        outside = [*subject.records.rows(Body, tier="region"), *subject.records.rows(Body, kind="region")]
        found += [row for row in outside if row.holds_on(subject.on)]
    at = {row.body: row for row in found if row.tier == tier or (tier == "region" and row.kind == "region")}
    return list(at.values())


def _no_body(subject: Subject, tier: str) -> Finding:
    words, board = tier.replace("_", " "), board_name(subject)
    return lacks(
        tier if not_open(subject) else subject.system,
        f"The handbook names no body at the tier of the {words} for {board} on {shown(subject.on)}.",
        missing(
            "bodies",
            "tier",
            f"{words} of {subject.system}",
            "each tier has a named leader and a form of governance",
            do=f"add to the sheet bodies who works at the tier of the {words} of {board}, with that tier in its column",
        ),
    )


@board_check("governance.K06", names_people=True, before_it_opens=True)
def each_tier_has_a_leader(subject: Subject) -> Iterator[Finding]:
    """Every body of every tier has a named leader on the day."""
    for tier, role in subject.value["roles"].items():
        bodies = _at_tier(subject, tier)
        if not bodies:
            yield _no_body(subject, tier)
        for row in bodies:
            yield _leader(subject, row, role)


def _leader(subject: Subject, row: Body, role: str) -> Finding:
    carried = [each for each in subject.records.rows(Role, body=row.body) if each.role == role]
    named_now = [each.person for each in carried if each.holds_on(subject.on)]
    if row.lead:
        if subject.records.rows(Person, person=row.lead) or not subject.records.rows(Person):
            return passes(row.body, f"{row.name} has a named leader, {who(subject, row.lead)}.", where=[row.where])
        return fails(
            row.body,
            f"{row.name} names {row.lead} as its leader, who is nobody in the handbook.",
            do="enter the leader in the sheet people, or name another",
        )
    if named_now:
        return passes(row.body, f"{row.name} has a named leader, {who(subject, named_now[0])}.", where=[row.where])
    if carried:
        return fails(
            row.body,
            f"{row.name} has no named leader on {shown(subject.on)}; {who(subject, carried[-1].person)} no longer "
            "leads it, or does not yet.",
            do="name a leader, for the time being if need be",
        )
    return lacks(
        row.body,
        f"Who leads {row.name} is not known.",
        missing("bodies", "lead", row.body, "each body of a tier has a named leader"),
    )


@board_check("governance.K07", before_it_opens=True)
def each_tier_has_a_form(subject: Subject) -> Iterator[Finding]:
    """Every body of every tier has a form of governance: a place one of the five, and all a document in force."""
    for tier in subject.value["tiers"]:
        bodies = _at_tier(subject, tier)
        if not bodies:
            yield _no_body(subject, tier)
        for row in bodies:
            yield _form(subject, row)


def _form(subject: Subject, row: Body) -> Finding:
    if row.kind == "place_partnership" and not row.form:
        return lacks(
            row.body,
            f"Which of the five forms {row.name} took is not known.",
            missing("bodies", "form", row.body, "the form says who may decide at that place"),
        )
    documents = [
        each for each in subject.records.rows(Document, body=row.body) if each.kind in subject.value["documents"]
    ]
    if not documents:
        return lacks(
            row.body,
            f"No constitution, terms of reference or agreement of {row.name} is named.",
            missing("documents", "kind", row.body, "its form of governance stands in such a document"),
        )
    running = [each for each in documents if each.holds_on(subject.on)]
    if not running:
        return fails(
            row.body,
            f"No document that governs {row.name} runs on {shown(subject.on)}; {documents[-1].document} is not in "
            "force then.",
            do=f"renew {documents[-1].document}, or enter the one that replaced it",
        )
    unapproved = [each for each in running if each.approved_on is None or each.approved_on > subject.on]
    if len(unapproved) < len(running):
        return passes(row.body, f"{row.name} has its form of governance in {running[0].document}.")
    if any(each.approved_on for each in unapproved):
        return fails(
            row.body,
            f"{unapproved[0].document}, which governs {row.name}, was not approved by {shown(subject.on)}.",
            do="have it approved",
        )
    return lacks(
        row.body,
        f"When {unapproved[0].document}, which governs {row.name}, was approved is not known.",
        missing("documents", "approved_on", unapproved[0].document, "a document governs once it is approved"),
    )
