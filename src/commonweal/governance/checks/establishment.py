"""How a board comes to be: its order, its constitution, its first year, and for whom it is responsible."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, not_applicable, passes
from commonweal.governance.constitutions import in_force, no_constitution
from commonweal.governance.handbook import Body, Document, Publication, ResponsibilityGroup
from commonweal.governance.open_board import board_check, board_name
from commonweal.organisations.periods import written


@board_check("organisations.A03")
def establishment_order(subject: Subject) -> Iterator[Finding]:
    """A published order established the board and sets out its constitution or points to it."""
    why = "Each board is established by a published order that sets out its constitution or says where it is published."
    orders = subject.records.rows(Document, body=subject.system, kind="establishment_order")
    if not orders:
        gap = missing("documents", "sets_out", f"the establishment order of {subject.system}", why)
        yield lacks(subject.system, f"The order that established {board_name(subject)} is not recorded.", gap)
    for row in orders:
        yield _order(subject, row, why)


def _order(subject: Subject, row: Document, why: str) -> Finding:
    name, where = row.document, [row.where] if row.where else []
    gaps = [column for column in ("published_on", "sets_out") if not getattr(row, column)]
    if gaps:
        told = {"published_on": "when it was published", "sets_out": "which constitution it sets out or points to"}
        asked = " and ".join(told[column] for column in gaps)
        unknowns = (missing("documents", column, name, why) for column in gaps)
        return lacks(name, f"Of the establishment order {name} it is not recorded {asked}.", *unknowns, where=where)
    assert row.published_on
    if row.published_on > subject.on:
        sentence = f"The establishment order {name} was published only on {written(row.published_on)}."
        return fails(name, sentence, do="publish the order that established the board", where=where)
    found = subject.records.rows(Document, document=row.sets_out)
    if not found:
        sentence = f"The establishment order {name} points to {row.sets_out}, which is not in the handbook."
        return lacks(name, sentence, missing("documents", "kind", row.sets_out, why), where=where)
    if all(each.kind != "constitution" or each.body != subject.system for each in found):
        sentence = (
            f"The establishment order {name} points to {row.sets_out}, which is no constitution "
            f"of {board_name(subject)}."
        )
        return fails(
            name, sentence, do="have the order corrected, or record the constitution to which it points", where=where
        )
    sentence = (
        f"{board_name(subject)} was established by {name}, published on "
        f"{written(row.published_on)}, with {row.sets_out}."
    )
    return passes(name, sentence, where=where)


@board_check("organisations.A04")
def consulted_before_variation(subject: Subject) -> Iterator[Finding]:
    """Before an order that affects the board was varied or revoked, the board was consulted."""
    why = "NHS England must consult every board that it considers likely to be affected."
    if not subject.records.rows(Document):
        gap = missing("documents", "consulted", subject.system, why)
        yield lacks(subject.system, "No document is recorded, so it is not known whether an order was varied.", gap)
        return
    orders = subject.records.rows(Document, kind="order_variation")
    touching = [row for row in orders if subject.system in row.affects or row.body == subject.system or not row.affects]
    if not touching:
        yield not_applicable(
            subject.system, f"No order that affects {board_name(subject)} is recorded as varied or revoked."
        )
    for row in touching:
        yield _consulted(subject, row, why)


def _consulted(subject: Subject, row: Document, why: str) -> Finding:
    name, where = row.document, [row.where] if row.where else []
    if not row.affects and row.body != subject.system:
        sentence = f"Which boards the order {name} affects is not recorded."
        return lacks(name, sentence, missing("documents", "affects", name, why), where=where)
    if not row.consulted:
        sentence = f"Whom NHS England consulted before the order {name} is not recorded."
        return lacks(name, sentence, missing("documents", "consulted", name, why), where=where)
    if subject.system not in row.consulted:
        sentence = (
            f"The order {name} affects {board_name(subject)}, which was not among those consulted before it was made."
        )
        return fails(
            name, sentence, do="ask NHS England to consult the board before the order is relied on", where=where
        )
    return passes(name, f"{board_name(subject)} was consulted before the order {name} was made.", where=where)


@board_check("organisations.A05")
def published_constitution(subject: Subject) -> Iterator[Finding]:
    """The version that people can read is the version in force."""
    document = in_force(subject.records, subject.system, subject.on)
    if document is None:
        yield no_constitution(subject, "it cannot be told whether the published version is the one in force")
        return
    why = "A board must publish its constitution as varied from time to time."
    rows = subject.records.rows(Publication, body=subject.system, kind="constitution")
    name = document.document
    standing = [row for row in rows if _stands(row, subject.on)]
    untold = [row for row in rows if row.published_on is None or not row.about]
    if not rows and document.published_on and document.published_on <= subject.on:
        sentence = (
            f"{name}, the version in force on {written(subject.on)}, was published on {written(document.published_on)}."
        )
        yield passes(name, sentence)
    elif any(row.about == name for row in standing):
        at = next(row for row in standing if row.about == name)
        assert at.published_on
        sentence = (
            f"{name}, the version in force on {written(subject.on)}, has been published since "
            f"{written(at.published_on)}."
        )
        yield passes(name, sentence, where=[at.where] if at.where else [])
    elif untold:
        gaps = [
            missing("publications", "published_on" if row.published_on is None else "about", row.publication, why)
            for row in untold
        ]
        sentence = (
            f"Which version of the constitution is published, and since when, is not recorded; {name} is in force."
        )
        yield lacks(subject.system, sentence, *gaps)
    elif not rows:
        sentence = f"It is not recorded that {name}, the constitution in force, is published."
        yield lacks(subject.system, sentence, missing("publications", "about", name, why))
    else:
        told = ", ".join(row.about for row in standing) or "no version"
        sentence = f"On {written(subject.on)} {told} is published, but the constitution in force is {name}."
        yield fails(name, sentence, do=f"publish {name} in its place")


def _stands(row: Publication, on: date) -> bool:
    withdrawn = row.withdrawn_on is not None and row.withdrawn_on <= on
    return row.published_on is not None and row.published_on <= on and not withdrawn


@board_check("organisations.A08")
def first_financial_year(subject: Subject) -> Iterator[Finding]:
    """The first financial year runs from the day of establishment to the next last day of a financial year."""
    rows = subject.records.rows(Body, body=subject.system)
    why = "A board's first financial year runs from its establishment to the 31 March that follows."
    established = next((row.established_on for row in rows if row.established_on), None)
    stated = next((row.first_year_to for row in rows if row.first_year_to), None)
    name = board_name(subject)
    gaps = [
        missing("bodies", column, subject.system, why)
        for column, value in (("established_on", established), ("first_year_to", stated))
        if value is None
    ]
    if established is None or stated is None:
        told = "when it was established" if established is None else "when its first financial year ended"
        yield lacks(subject.system, f"Of {name} it is not recorded {told}.", *gaps)
        return
    month, day = subject.value["ends_month"], subject.value["ends_day"]
    end = date(established.year, month, day)
    # An order that takes effect on the last day itself begins a year that ends on the one that follows.
    end = end if established < end else date(established.year + 1, month, day)
    sentence = f"{name} was established on {written(established)}, so its first financial year ends on {written(end)}"
    if stated == end:
        yield passes(subject.system, f"{sentence}, as its accounts have it.")
    else:
        do = f"close the first year's accounts at {written(end)}; each year after that has twelve months"
        yield fails(subject.system, f"{sentence}; its accounts have {written(stated)}.", do=do)


@board_check("organisations.A10")
def core_responsibility(subject: Subject) -> Iterator[Finding]:
    """Every group of registered or resident people has a board that is responsible, and the groups hold everybody."""
    why = "Everybody who is registered, or lives here and is not, falls in at least one board's group."
    rows = [row for row in subject.records.rows(ResponsibilityGroup) if row.holds_on(subject.on)]
    name = board_name(subject)
    ours, nobodys = [row for row in rows if row.icb == subject.system], [row for row in rows if not row.icb]
    if not ours and not nobodys:
        gap = missing("responsibility_groups", "icb", subject.system, why)
        yield lacks(subject.system, f"For which groups of people {name} is responsible is not recorded.", gap)
        return
    for row in nobodys:
        if row.people == 0:
            continue
        if row.people is None:
            unknowns = (missing("responsibility_groups", column, row.group, why) for column in ("icb", "people"))
            sentence = f"No board is recorded for the group {row.group}, nor how many people it holds."
            yield lacks(row.group, sentence, *unknowns)
        else:
            sentence = f"No board is responsible for the group {row.group}, which holds {row.people:,} people."
            yield fails(
                row.group,
                sentence,
                do="ask NHS England under whose responsibility the group falls",
                where=[row.where] if row.where else [],
            )
    if ours:
        yield _everybody(subject, ours, why)


def _everybody(subject: Subject, groups: list[ResponsibilityGroup], why: str) -> Finding:
    name = board_name(subject)
    population = next(
        (row.population for row in subject.records.rows(Body, body=subject.system) if row.population is not None), None
    )
    gaps = [missing("responsibility_groups", "people", row.group, why) for row in groups if row.people is None]
    if population is None:
        gaps.append(missing("bodies", "population", subject.system, why))
    if gaps or population is None:
        return lacks(
            subject.system, f"How many people {name} serves, group by group and in all, is not recorded.", *gaps
        )
    held = sum(row.people or 0 for row in groups)
    sentence = f"The groups of {name} hold {held:,} people, and it serves {population:,}"
    if held < population:
        do = "find the group in which they belong: registered with a practice, or resident and registered nowhere"
        return fails(subject.system, f"{sentence}: {population - held:,} stand in no group.", do=do)
    return passes(subject.system, f"{sentence}; counted as groups that share nobody, all are in one.")
