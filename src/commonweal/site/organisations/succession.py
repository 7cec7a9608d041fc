"""What a body became and what it was made from: tables with shares by small areas and by people, and a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from commonweal.organisations.assembly.nation import REGISTERED
from commonweal.organisations.bodies import Body
from commonweal.organisations.chains import Descent
from commonweal.organisations.gathering import UNNAMED
from commonweal.organisations.register import Register
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import calendar_date, percent
from commonweal.site.organisations.addresses import address

_BASES = {"lsoa21": "of the small areas (LSOA 2021)", "practices": "of the practices"}
_PEOPLE_NOTE = (
    "By registered people: people on the lists of its practices, weighted for need as NHS England published it for "
    "2025/26. Allocations follow it; the number of small areas follows where people live."
)


def descents_table(
    register: Register, descents: Sequence[Descent], people: Mapping[str, Fraction | None], name: str, caption: str
) -> TableView:
    """What bodies became or were made from; by people too where that is known of a body that was divided."""
    others = [descent.body if name == "successors" else descent.origin for descent in descents]
    named = {code: name_of(register.find(code), code) for code in others}
    names = Counter(named.values())
    rows = []
    for descent, other in zip(descents, others, strict=True):
        body = register.find(other)
        days = sorted({path[-1].day for path in descent.paths if path})
        share = "not stated" if descent.share is None else percent(float(descent.share), places=1)
        rows.append(
            {
                # Links of one name must not lead to different pages.
                "name": named[other] if names[named[other]] == 1 else f"{named[other]} ({other})",
                "code": other,
                "share": " ".join(part for part in (share, _basis(descent)) if part),
                "people": _by_people(descent, people.get(other)),
                "day": ", ".join(calendar_date(day) for day in days) or "still the same body",
                "_href": address(other) if body else "",
            }
        )
    columns = [
        Column("name", "Organisation", link=lambda row: str(row["_href"])),
        Column("code", "Code"),
        Column("share", "Part of this one" if name == "successors" else "Part of it that came"),
        Column("people", "By registered people"),
        Column("day", "On"),
    ]
    if not any(_counts_people(descent) for descent in descents):
        return TableView(name, caption, [column for column in columns if column.key != "people"], rows)
    return TableView(name, caption, columns, rows, [_PEOPLE_NOTE])


def _counts_people(descent: Descent) -> bool:
    return any(
        share.basis == REGISTERED and share.value != 1 for path in descent.paths for row in path for share in row.shares
    )


def _by_people(descent: Descent, share: Fraction | None) -> str:
    if share is None:
        return "not stated"
    return percent(float(share), places=1) if _counts_people(descent) or share == 1 else "not stated"


def _basis(descent: Descent) -> str:
    if descent.share is None or descent.share == 1:
        return ""
    return " and ".join(_BASES.get(basis, f"by {basis}") for basis in descent.bases)


def story(register: Register, body: Body, on: date) -> str:
    """What happened at the last day of succession, in a sentence."""
    out = register.chains.out_of(body.id)
    if out and out[-1].day <= on:
        day = out[-1].day
        heirs = [_named(register, row.successor) for row in out if row.day == day]
        change = register.chains.change(body.id, day)
        verb = {"split": "was split between", "merge": "merged into", "rename": "continued as"}[change.value]
        return f"On {calendar_date(day)} it {verb} {_joined(heirs)}."
    into = [row for row in register.chains.into(body.id) if row.day <= on]
    if into:
        day = into[-1].day
        origins = [_named(register, row.predecessor) for row in into if row.day == day]
        return f"On {calendar_date(day)} it took over from {_joined(origins)}, wholly or in part."
    return ""


def name_of(body: Body | None, code: str) -> str:
    """What a body is called in a list; one that no list names is told by its code.

    Example:
        >>> name_of(None, "10C")
        '10C, which no list that was read names'
    """
    return body.name if body and body.name != UNNAMED else f"{code}, which no list that was read names"


def _named(register: Register, code: str) -> str:
    body = register.find(code)
    return f"{body.name} ({code})" if body else code


def _joined(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
