"""The sentences of the partition gate: one for each way in which places can fail to be a partition."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import numpy as np

from commonweal.allocations.findings import Finding
from commonweal.allocations.membership import Membership
from commonweal.allocations.practice_file import PracticeFile, kind_name
from commonweal.allocations.practice_register import PracticeRegister

GRAVITY = {"error": 0, "warning": 1, "note": 2}
"""Order of severities, gravest first."""

PUBLISHED_KINDS = frozenset({"pcn", "sub-icb", "sub_icb", "lad", "upper_tier", "former_ccg", "region"})
"""Groupings that somebody else publishes: a practice that is in none is usual there, and is a warning.

It is one whether the practice file holds the grouping or a file of members does: neither was drawn to share money.
"""

AS_IS_USUAL = "as is usual in a grouping that somebody else publishes"


def _people(file: PracticeFile, number: int) -> float | None:
    value = float(file.population[number])
    return None if np.isnan(value) else value


def _label(file: PracticeFile, number: int) -> str:
    code, name = file.practices[number], file.practice_names[number]
    return code if name == code else f"{code} ({name})"


def in_two_places(file: PracticeFile, number: int, places: tuple[str, ...]) -> Finding:
    """A practice that two places hold on one day."""
    label = _label(file, number)
    return Finding(
        "practice_in_two_places",
        f"{label} is in {len(places)} places on that day: {', '.join(places)}; it stands in the remainder.",
        practice=file.practices[number],
        place=places[0],
        people=_people(file, number),
        do="end all but one of its memberships",
    )


def in_no_place(file: PracticeFile, number: int, membership: Membership, remainder: str) -> Finding:
    """A practice that no place holds: usual in published groupings, an error in a definition of one's own."""
    published = membership.kind in PUBLISHED_KINDS
    usual = published or bool(remainder)
    why = f", {AS_IS_USUAL}" if published and not remainder else ""
    return Finding(
        "practice_in_none",
        f"{_label(file, number)} is in no {kind_name(membership.kind)} on that day; it stands in the remainder{why}.",
        severity="warning" if usual else "error",
        practice=file.practices[number],
        people=_people(file, number),
        do="put it in a place, or name a remainder place",
    )


def of_another_icb(
    file: PracticeFile, number: int, place: str, its_icb: str, wanted: str, membership: Membership
) -> Finding:
    """A practice of another ICB in a place that was not declared cross-border."""
    return Finding(
        "practice_of_another_icb",
        f"{_label(file, number)} of {its_icb} is in {place}, which has practices of {wanted}; it is left out there.",
        severity="warning" if membership.kind in PUBLISHED_KINDS else "error",
        practice=file.practices[number],
        place=place,
        people=_people(file, number),
        do="declare the place cross-border, or take the practice out of it",
    )


def crossing_places(
    parts: Sequence[tuple[str, str]], cross_border: Collection[str], membership: Membership
) -> list[Finding]:
    """One finding per place with parts in several ICBs that nobody declared."""
    icbs: dict[str, list[str]] = {}
    for place, code in parts:
        if place:
            icbs.setdefault(place, []).append(code)
    return [
        Finding(
            "place_in_two_icbs",
            f"{membership.name(place)} has practices of {', '.join(codes)}; each ICB's part has its own line.",
            severity="warning" if membership.kind in PUBLISHED_KINDS else "error",
            place=place,
            do="declare the place cross-border if that is meant",
        )
        for place, codes in sorted(icbs.items())
        if len(codes) > 1 and place not in cross_border and membership.kind not in ("region",)
    ]


def nobody_matched(
    file: PracticeFile, membership: Membership, current: Mapping[str, tuple[str, ...]], on: date | None
) -> list[Finding]:
    """A membership that holds nobody of the file: of another day, of another area, or with codes of another kind."""
    if not current.keys().isdisjoint(file.position):
        return []
    origin = membership.origin or "the membership"
    if current:
        sentence = f"None of the {len(current):,} practices in {origin} is in {file.stamp.name}."
        do = "check that both hold ODS codes of the same area"
    else:
        when = f"on {on.isoformat()}" if on else "without an end"
        days = [day for spell in membership.spells for day in (spell.start, spell.end) if day]
        span = f" Its days run from {min(days).isoformat()} to {max(days).isoformat()}." if days else ""
        sentence, do = f"{origin} holds no membership {when}.{span}", "choose a day that it covers, with --on"
    return [Finding("nobody_matched", sentence, do=do)]


def members_not_in_file(
    file: PracticeFile,
    current: Mapping[str, tuple[str, ...]],
    home_places: frozenset[str] | None,
    on: date | None,
    register: PracticeRegister | None,
) -> list[Finding]:
    """Members of places here that the practice file does not have, with what the register says of them."""
    found = []
    for practice, places in current.items():
        if practice in file.position or (home_places is not None and home_places.isdisjoint(places)):
            continue
        heirs = register.heirs(practice, on) if register else ()
        if heirs:
            kind, tail = "practice_moved", f"{', '.join(heirs)} took it over"
        elif register and register.closed_on(practice, on):
            kind, tail = "practice_closed", "it has closed"
        else:
            kind, tail = "member_not_in_file", "it may have closed, or have opened later"
        found.append(
            Finding(
                kind,
                f"{practice} is in {places[0]} but not in {file.stamp.name}: {tail}.",
                severity="warning",
                practice=practice,
                place=places[0],
                do="put its successor in the place"
                if heirs
                else "take it out of the place, or use the file of its year",
            )
        )
    return found
