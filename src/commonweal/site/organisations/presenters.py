"""What a page shows of a body: words, links and rows, from the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.organisations.assembly.nation import REGISTERED
from commonweal.organisations.bodies import Body
from commonweal.organisations.kinds import Kind, Status
from commonweal.organisations.periods import Period
from commonweal.organisations.register import Register
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import calendar_date
from commonweal.site.organisations.addresses import address
from commonweal.site.organisations.succession import descents_table, story


def when(period: Period) -> tuple[str, str]:
    """First and last day in words."""
    return (
        calendar_date(period.first) if period.first else "not known",
        calendar_date(period.last) if period.last else "no end known",
    )


def status_words(body: Body, on: date) -> str:
    """Open, or what else the body is on a day.

    A body that has closed says when; one that has not opened yet says that.
    """
    status = body.status_on(on)
    if status is None:
        opened = body.opened
        return f"Opens on {calendar_date(opened)}" if opened else "Not open yet"
    if status is Status.CLOSED and body.closed:
        return f"Closed on {calendar_date(body.closed)}"
    words = status.words
    return words[:1].upper() + words[1:]


def list_table(register: Register, bodies: Iterable[Body], on: date, caption: str) -> TableView:
    """Bodies as a table: name, code, what they are, and what they are part of."""
    listed = list(bodies)
    names = Counter(body.name_on(on) for body in listed)
    rows = [
        {
            # Links of one name must not lead to different pages.
            "name": body.name_on(on) if names[body.name_on(on)] == 1 else f"{body.name_on(on)} ({body.id})",
            "code": body.id,
            "kind": _kind_words(body, on),
            "status": status_words(body, on),
            "inside": _inside(register, body, on),
            "_href": address(body.id, on),
        }
        for body in listed
    ]
    columns = (
        Column("name", "Organisation", link=_href),
        Column("code", "Code"),
        Column("kind", "Kind"),
        Column("status", "Status"),
        Column("inside", "Part of"),
    )
    return TableView("organisations", caption, columns, rows)


def kinds_held(register: Register) -> list[tuple[str, str]]:
    """The kinds of which the register has any, with their plurals, to choose from."""
    held = {role.kind for body in register.bodies.values() for role in body.roles}
    return [(kind.value, kind.plural[:1].upper() + kind.plural[1:]) for kind in Kind if kind in held]


def _href(row: Mapping[str, Any]) -> str:
    return str(row["_href"])


def _inside(register: Register, body: Body, on: date) -> str:
    parents = register.parents(body, on)
    return f"{parents[0].name_on(on)} ({parents[0].id})" if parents else ""


def _kind_words(body: Body, on: date) -> str:
    words = (body.kind_on(on) or body.kind).words
    return words[:1].upper() + words[1:]


def search(register: Register, words: str, kind: Kind | None, on: date, *, closed: bool) -> list[Body]:
    """Bodies by code or by words of any of their names; an exact code comes first.

    Args:
        register: Where to look.
        words: What was typed; empty finds all.
        kind: The kind that is wanted, or None for any.
        on: The day.
        closed: Whether bodies that are not open on the day are wanted too.
    """
    wanted = words.strip().upper()
    parts = wanted.split()
    exact = register.find(wanted, on) if wanted else None
    found = []
    for body in register.bodies.values():
        if kind is not None and (body.kind_on(on) or body.kind) is not kind:
            continue
        if not closed and not body.live_on(on):
            continue
        names = " ".join(version.name for version in body.versions).upper()
        if body is exact or all(part in names or part in body.id.upper() for part in parts):
            found.append(body)
    return sorted(found, key=lambda body: (body is not exact, body.kind_on(on) is None, body.name_on(on), body.id))


@dataclass(frozen=True, slots=True)
class BodyShown:
    """All that the page of one body says.

    Args:
        body, on: Which, and on what day.
        name: Its name on that day.
        kind: What it is, in words.
        status: Open, closed or something else, in words.
        open: Whether it is open on the day.
        facts: Labels and words for the summary.
        versions, codes: Its history as tables.
        parents: What it is part of on the day: words and addresses.
        children: What stands in it on the day, by kind: heading, and words with addresses.
        successors, predecessors: What became of it, and what it was made of, as tables; None where nothing is known.
        story: One sentence on what became of it, or on what it came from.
    """

    body: Body
    on: date
    name: str
    kind: str
    status: str
    open: bool
    facts: Sequence[tuple[str, str]]
    versions: TableView
    codes: TableView
    parents: Sequence[tuple[str, str]]
    children: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    successors: TableView | None
    predecessors: TableView | None
    story: str


def show(register: Register, body: Body, on: date) -> BodyShown:
    """The page of one body on a day."""
    after, before = register.successors(body, on=on), register.predecessors(body, on=on)
    after_people = {one.body: one.share for one in register.successors(body, on=on, basis=REGISTERED)}
    before_people = {one.origin: one.share for one in register.predecessors(body, on=on, basis=REGISTERED)}
    return BodyShown(
        body=body,
        on=on,
        name=body.name_on(on),
        kind=_kind_words(body, on),
        status=status_words(body, on),
        open=body.live_on(on),
        facts=_facts(body, on),
        versions=_versions(body),
        codes=_codes(body),
        parents=[
            (f"{parent.name_on(on)} ({(parent.kind_on(on) or parent.kind).words})", address(parent.id, on))
            for parent in register.parents(body, on)
        ],
        children=_children(register, body, on),
        successors=descents_table(register, after, after_people, "successors", "What became of it") if after else None,
        predecessors=descents_table(register, before, before_people, "predecessors", "What it was made from")
        if before
        else None,
        story=story(register, body, on),
    )


def _facts(body: Body, on: date) -> list[tuple[str, str]]:
    return [
        ("Kind", _kind_words(body, on)),
        (f"Status on {calendar_date(on)}", status_words(body, on)),
        ("Opened", calendar_date(body.opened)),
        ("Closed", calendar_date(body.closed) if body.closed else "has not closed, as far as is known"),
    ]


def _versions(body: Body) -> TableView:
    rows = []
    for version in body.versions:
        first, last = when(version.period)
        rows.append({"name": version.name, "status": version.status.words, "first": first, "last": last})
    columns = (Column("name", "Name"), Column("status", "Status"), Column("first", "From"), Column("last", "To"))
    return TableView("names", "Names and statuses over time", columns, rows)


def _codes(body: Body) -> TableView:
    rows = []
    for code in body.codes:
        first, last = when(code.period)
        rows.append(
            {"code": code.value, "scheme": code.scheme, "map": code.vintage or "any", "first": first, "last": last}
        )
    columns = (
        Column("code", "Code"),
        Column("scheme", "Given by"),
        Column("map", "Map"),
        Column("first", "In use from"),
        Column("last", "In use to"),
    )
    return TableView("codes", "Codes, each with the map that it belongs to", columns, rows)


def _children(register: Register, body: Body, on: date) -> list[tuple[str, list[tuple[str, str]]]]:
    by_kind: dict[Kind, list[tuple[str, str]]] = {}
    for child in register.children(body, on):
        kind = child.kind_on(on) or child.kind
        by_kind.setdefault(kind, []).append((f"{child.name_on(on)} ({child.id})", address(child.id, on)))
    return [
        (f"{len(held)} {kind.plural if len(held) != 1 else kind.words}", sorted(held)) for kind, held in by_kind.items()
    ]
