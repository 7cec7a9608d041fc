"""Tasks that members carry: deputy chair, senior non-executive member, executive leads, chairs of committees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commonweal.governance.board_members import Sitting, appointments_recorded, member_seats, named, sittings
from commonweal.governance.checks.finding import (
    Finding,
    Subject,
    fails,
    lacks,
    missing,
    needs_judgement,
    not_yet_due,
    passes,
)
from commonweal.governance.checks.scope import own_bodies
from commonweal.governance.constitutions import is_variation, no_constitution, versions
from commonweal.governance.handbook import Role, Skill
from commonweal.governance.open_board import board_check, board_name
from commonweal.organisations.periods import written

NON_EXECUTIVE = "non_executive"
_COMMITTEE_CHAIRS = ("audit_chair", "remuneration_chair")
_GROUPS = {"send": "special educational needs and disabilities", "down syndrome": "Down syndrome"}
_TITLES = {"senior_non_executive": "senior non-executive member"}


def role_rows(subject: Subject, role: str) -> list[Role]:
    """Who carries a task of the board on the day.

    A committee has a deputy chair or a lead of its own, who is not the board's. The chairs of the audit and the
    remuneration committee may be recorded with the board or with the committee, for each task names its committee.
    """
    bodies = own_bodies(subject) if role in _COMMITTEE_CHAIRS else (subject.system,)
    return [
        row for body in bodies for row in subject.records.rows(Role, body=body, role=role) if row.holds_on(subject.on)
    ]


def seats_of(subject: Subject, person: str) -> list[Sitting]:
    """The board's seats in which a person sits on the day."""
    seats = member_seats(subject.records, subject.system, subject.on)
    return [held for held in sittings(subject.records, seats, subject.on) if held.person == person]


def _nobody_recorded(subject: Subject, what: str) -> Finding | None:
    """That it is not recorded who sits on the board, so that nothing follows from somebody's not sitting there."""
    seats = member_seats(subject.records, subject.system, subject.on)
    if appointments_recorded(subject.records, seats):
        return None
    table, column = ("appointments", "person") if seats else ("seats", "seat_class")
    gap = missing(
        table, column, subject.system, "Only who sits on the board shows whether the task is in the right hands."
    )
    return lacks(subject.system, f"It is not recorded who sits on the board, nor whether {what} does.", gap)


def judged_at_amendment(subject: Subject, found: Finding, published_after: str, published_by: str) -> Finding:
    """A finding as it counts where guidance asks for something at the next amendment of the constitution.

    Before any amendment it is not yet due. Where the last amendment lies between the days between which the guidance
    was published, whether it came after the guidance is for a person to say.
    """
    records, system = subject.records, subject.system
    begun = [row for row in versions(records, system) if row.from_date and row.from_date <= subject.on]
    if not begun:
        return no_constitution(subject, "it cannot be told whether it was amended since the guidance")
    if found.verdict != "FAIL":
        return found
    amended = max((row.from_date for row in begun if row.from_date and is_variation(records, row)), default=date.min)
    if amended < date.fromisoformat(published_after):
        sentence = (
            f"{found.sentence} The guidance asks for it at the next amendment of the constitution, and "
            "there was none since."
        )
        return not_yet_due(found.subject, sentence)
    if amended < date.fromisoformat(published_by):
        sentence = (
            f"{found.sentence} The guidance asks for it at the next amendment; the last was on "
            f"{written(amended)}, and the day "
            "on which the guidance was published is not known here."
        )
        return needs_judgement(
            found.subject, sentence, do=f"say whether that amendment came after the guidance; if so, {found.do}"
        )
    return found


@board_check("governance.C03", "governance.C04")
def non_executive_role(subject: Subject) -> Iterator[Finding]:
    """A non-executive member carries the task, and where the rule bars the audit chair from it, another than that."""
    value = subject.value
    days = value["published_after"], value["published_by"]
    rows = role_rows(subject, value["role"])
    if not rows:
        yield judged_at_amendment(subject, _nobody(subject, value["role"]), *days)
    for row in rows:
        yield judged_at_amendment(subject, _carried(subject, row), *days)


def _nobody(subject: Subject, role: str) -> Finding:
    title = _TITLES.get(role, role.replace("_", " "))
    if not any(row.holds_on(subject.on) for row in subject.records.rows(Role, body=subject.system)):
        gap = missing("roles", "person", f"{subject.system}, {role}", f"The guidance asks for a {title}.")
        return lacks(
            subject.system, f"Which tasks members of the board carry is not recorded, nor who is {title}.", gap
        )
    sentence = f"Nobody is recorded as {title} of {board_name(subject)} on {written(subject.on)}."
    return fails(subject.system, sentence, do=f"make one of the non-executive members the {title}")


def _carried(subject: Subject, row: Role) -> Finding:
    title, where = _TITLES.get(row.role, row.role.replace("_", " ")), [row.where] if row.where else []
    held = seats_of(subject, row.person)
    if not held:
        unknown = _nobody_recorded(subject, f"the {title}")
        if unknown:
            return unknown
        sentence = f"The {title} sits in no seat of the board of {board_name(subject)} on {written(subject.on)}."
        return fails(subject.system, sentence, do=f"make one of the non-executive members the {title}", where=where)
    seat = held[0]
    if all(each.seat.seat_class != NON_EXECUTIVE for each in held):
        sentence = f"The {title} sits in {seat.named()}, which is not a non-executive member's seat."
        return fails(subject.system, sentence, do=f"make one of the non-executive members the {title}", where=where)
    barred_with = subject.value["not_audit_chair_if_also"]
    barred = role_rows(subject, barred_with) if barred_with else []
    if not barred or any(each.person == row.person for each in barred):
        audit = role_rows(subject, "audit_chair")
        if not audit:
            why = f"The {title} may not be the chair of the audit committee as well."
            gap = missing("roles", "person", f"{subject.system}, audit_chair", why)
            return lacks(
                subject.system, f"It is not recorded who chairs the audit committee, so whether the {title} does.", gap
            )
        chairs_audit = any(each.person == row.person for each in audit)
        if chairs_audit and barred_with and not barred:
            other = barred_with.replace("_", " ")
            why = f"A {title} who is {other} as well may not chair the audit committee."
            gap = missing("roles", "person", f"{subject.system}, {barred_with}", why)
            sentence = f"The {title} chairs the audit committee, and who is {other} of the board is not recorded."
            return lacks(subject.system, sentence, gap)
        if chairs_audit:
            sentence = f"The {title}, in {seat.named()}, chairs the audit committee too."
            return fails(
                subject.system, sentence, do=f"give the task of {title} to another non-executive member", where=where
            )
    sentence = f"The {title} is the holder of {seat.named()}, a non-executive member."
    return passes(subject.system, sentence, where=where)


@board_check("governance.C06")
def executive_leads(subject: Subject) -> Iterator[Finding]:
    """For each group of people that the guidance names, a voting member of the board is the lead."""
    recorded = {role: role_rows(subject, role) for role in subject.value}
    if not any(recorded.values()):
        tasks = ", ".join(subject.value)
        do = f"say in the sheet roles who carries each of these tasks: {tasks}"
        gap = missing("roles", "person", f"{subject.system}, {tasks}", "Each group has to have a named lead.", do=do)
        yield lacks(subject.system, f"The executive leads of {board_name(subject)} are not recorded.", gap)
        return
    for role, rows in recorded.items():
        yield _lead(subject, role, rows)


def _lead(subject: Subject, role: str, rows: list[Role]) -> Finding:
    group = role.removeprefix("lead_").replace("_", " ")
    group = _GROUPS.get(group, group)
    where = [row.where for row in rows if row.where]
    if not rows:
        sentence = f"No member of the board is named as lead for {group} on {written(subject.on)}."
        return fails(subject.system, sentence, do=f"name a voting member as lead for {group}")
    held = [each for row in rows for each in seats_of(subject, row.person)]
    if any(each.seat.voting for each in held):
        seat = next(each for each in held if each.seat.voting)
        return passes(
            subject.system, f"The lead for {group} is the holder of {seat.named()}, a voting member.", where=where
        )
    untold = [each.seat for each in held if each.seat.voting is None]
    if untold:
        why = "The lead has to be a member with a vote at the board."
        gap = missing("seats", "voting", untold[0].seat, why)
        return lacks(
            subject.system,
            f"It is not recorded whether {named(untold[0])} votes, whose holder is lead for {group}.",
            gap,
        )
    unknown = None if held else _nobody_recorded(subject, f"the lead for {group}")
    if unknown:
        return unknown
    told = f"sits in {held[0].named()}, which has no vote" if held else "sits in no seat of the board"
    sentence = f"The lead for {group} {told}; the lead has to be a voting member."
    return fails(subject.system, sentence, do=f"name a voting member as lead for {group}", where=where)


@board_check("governance.C11")
def committee_chairs(subject: Subject) -> Iterator[Finding]:
    """Remuneration has a non-executive chair who chairs neither board nor audit; the audit chair knows finance."""
    audit, remuneration = role_rows(subject, "audit_chair"), role_rows(subject, "remuneration_chair")
    for role, rows in (("audit_chair", audit), ("remuneration_chair", remuneration)):
        if not rows:
            title = role.replace("_", " ")
            gap = missing("roles", "person", f"{subject.system}, {role}", "Local practice sets out who may chair.")
            yield lacks(subject.system, f"It is not recorded who is {title}.", gap)
    for row in remuneration:
        yield _remuneration(subject, row, {each.person for each in audit})
    for row in audit:
        yield _finance(subject, row)


def _remuneration(subject: Subject, row: Role, audit: set[str]) -> Finding:
    held, do = seats_of(subject, row.person), "let another non-executive member chair the remuneration committee"
    unknown = None if held else _nobody_recorded(subject, "the chair of the remuneration committee")
    if unknown:
        return unknown
    classes = {each.seat.seat_class for each in held}
    if NON_EXECUTIVE not in classes:
        seat = f"sits in {held[0].named()}" if held else "sits in no seat of the board"
        return fails(
            row.body, f"The chair of the remuneration committee {seat}, and is no non-executive member.", do=do
        )
    if "chair" in classes or row.person in audit:
        other = "the board" if "chair" in classes else "the audit committee"
        return fails(
            row.body, f"The chair of the remuneration committee, in {held[0].named()}, chairs {other} too.", do=do
        )
    return passes(
        row.body, f"The remuneration committee is chaired by the holder of {held[0].named()}, a non-executive member."
    )


def _finance(subject: Subject, row: Role) -> Finding:
    rows = subject.records.rows(Skill, person=row.person, skill="finance")
    if any(each.held and each.judged_by for each in rows):
        return passes(row.body, "The chair of the audit committee was judged to have expertise in finance.")
    if any(each.held is False for each in rows):
        sentence = "The chair of the audit committee was judged to have no expertise in finance."
        return fails(row.body, sentence, do="let a non-executive member with expertise in finance chair it")
    gap = missing("skills", "held", "the audit chair, finance", "Local practice asks for expertise in finance.")
    return lacks(row.body, "Nobody's judgement is recorded of the audit chair's expertise in finance.", gap)
