"""The gate before any place result: every practice of the ICB in exactly one place, and every figure believable."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from commonweal.allocations.findings import Finding
from commonweal.allocations.list_sizes import BELIEVABLE, ListSizes, check_list_sizes
from commonweal.allocations.membership import Membership
from commonweal.allocations.partition_findings import (
    GRAVITY,
    crossing_places,
    in_no_place,
    in_two_places,
    members_not_in_file,
    nobody_matched,
    of_another_icb,
)
from commonweal.allocations.practice_completeness import NOT_CHECKED
from commonweal.allocations.practice_file import PracticeFile
from commonweal.allocations.practice_register import PracticeRegister
from commonweal.answers import Verdict
from commonweal.problems import BadInput, Problem

IN_NO_PLACE = "(in no place)"
"""Code of the line that holds an ICB's practices that are in no place, so that nothing is dropped."""

ALL = "all"

UNKNOWN_KINDS = frozenset({"missing_figure", NOT_CHECKED})
"""Kinds of findings, other than errors, without which nobody can say that the pounds are right."""


@dataclass(frozen=True, eq=False)
class Partition:
    """Practices sorted into parts; a part is one place within one ICB.

    Args:
        file: The practice file that is sorted.
        kind: What a place is: ``pcn``, ``lad``, ``sub-icb``, ``place`` ...
        icb: The ICB asked about, or ``all``.
        places, icbs: Place code and ICB code per part, in order of ICB, then place; the remainder last.
        names: Name of each part's place.
        part_of: Part per practice, -1 for practices of ICBs that were not asked about. Shape: practices.
        icb_of: Position in ``file.areas["icb"].keys`` per part.
        remainder: Name given to the remainder place; empty when none was declared.
        cross_border: Places that are declared to cross ICB boundaries.
        findings: What the gate found, gravest first.
    """

    file: PracticeFile
    kind: str
    icb: str
    places: tuple[str, ...]
    icbs: tuple[str, ...]
    names: tuple[str, ...]
    part_of: NDArray[np.intp]
    icb_of: NDArray[np.intp]
    remainder: str = ""
    cross_border: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        return len(self.places)

    @property
    def verdict(self) -> Verdict:
        """FAIL where an error was found, INSUFFICIENT_DATA where something that matters is not known, else PASS."""
        return gate_verdict(self.findings)

    def with_findings(self, found: Iterable[Finding]) -> Partition:
        """The same places with more findings, gravest first; notes are for the reader and not for the gate."""
        told = [*self.findings, *(finding for finding in found if finding.severity != "note")]
        return replace(self, findings=tuple(sorted(told, key=lambda finding: GRAVITY[finding.severity])))

    def practices_in(self, part: int) -> list[str]:
        """Codes of the practices of one part."""
        return [self.file.practices[number] for number in np.flatnonzero(self.part_of == part).tolist()]


def gate_verdict(findings: Iterable[Finding]) -> Verdict:
    """One verdict of what the gate found.

    Example:
        >>> gate_verdict([Finding("missing_figure", "A1 has no list size.", severity="warning")]).value
        'INSUFFICIENT_DATA'
    """
    found = list(findings)
    if any(finding.severity == "error" for finding in found):
        return Verdict.FAIL
    if any(finding.kind in UNKNOWN_KINDS for finding in found):
        return Verdict.INSUFFICIENT_DATA
    return Verdict.PASS


def partition_practices(
    file: PracticeFile,
    membership: Membership,
    *,
    icb: str = ALL,
    on: date | None = None,
    cross_border: Collection[str] = (),
    remainder: str = "",
    register: PracticeRegister | None = None,
    sizes: ListSizes = BELIEVABLE,
    services: Sequence[str] = ("core",),
) -> Partition:
    """Sort practices into places, and report all that stops the places from being a partition.

    A practice in two places, or in none, goes to the remainder line of its ICB until somebody decides: it is never
    counted twice and never dropped. A place whose practices lie in several ICBs has one part in each.

    Args:
        file: Practices with their ICB and figures.
        membership: Which place each practice is in.
        icb: An ICB code, or ``all``.
        on: The day of the membership; None takes the spells without an end.
        cross_border: Places that may cross ICB boundaries (their other ICBs' parts are shown too).
        remainder: Name of a remainder place; naming it accepts that some practices are in no other place.
        register: Closures and successions, where known.
        sizes: Which list sizes are not believable.
        services: The services whose missing weights matter.

    Raises:
        BadInput: The ICB is not in the file, a place to cross borders is not in the membership, or the remainder has
            the name of a place.
    """
    wanted = _wanted_icb(file, icb)
    current = membership.on(on)
    _check_cross_border(cross_border, membership)
    _check_remainder(remainder, membership)
    icb_codes = file.areas["icb"].codes()
    findings = [finding for finding in file.remarks if finding.severity != "note"]
    findings += nobody_matched(file, membership, current, on)
    chosen: list[tuple[str, str] | None] = []
    home_places = _places_within(file, current, icb_codes, wanted) if wanted else None
    for number, practice in enumerate(file.practices):
        places, its_icb = current.get(practice, ()), icb_codes[number]
        if wanted and its_icb != wanted:
            shared = [place for place in places if home_places and place in home_places]
            chosen.append((shared[0], its_icb) if shared and shared[0] in cross_border else None)
            findings += [
                of_another_icb(file, number, place, its_icb, wanted, membership)
                for place in shared
                if place not in cross_border
            ]
        elif len(places) == 1:
            chosen.append((places[0], its_icb))
        else:
            chosen.append(("", its_icb))
            findings.append(
                in_two_places(file, number, places) if places else in_no_place(file, number, membership, remainder)
            )
    parts = sorted(
        {part for part in chosen if part is not None},
        key=lambda part: (part[1] != wanted, part[1], not part[0], part[0]),
    )
    position = {part: number for number, part in enumerate(parts)}
    part_of = np.fromiter((-1 if part is None else position[part] for part in chosen), np.intp, len(chosen))
    if not wanted:
        findings += crossing_places(parts, cross_border, membership)
    findings += members_not_in_file(file, current, home_places, on, register)
    findings += check_list_sizes(file, part_of >= 0, sizes, services, register, on)
    icb_keys = {key: number for number, key in enumerate(file.areas["icb"].keys)}
    return Partition(
        file=file,
        kind=membership.kind,
        icb=icb,
        places=tuple(place or remainder or IN_NO_PLACE for place, _ in parts),
        icbs=tuple(code for _, code in parts),
        names=tuple(membership.name(place) if place else (remainder or "Practices in no place") for place, _ in parts),
        part_of=part_of,
        icb_of=np.array([icb_keys[code] for _, code in parts], dtype=np.intp),
        remainder=remainder,
        cross_border=frozenset(cross_border),
        findings=tuple(sorted(findings, key=lambda finding: GRAVITY[finding.severity])),
    )


def _wanted_icb(file: PracticeFile, icb: str) -> str:
    if icb.lower() == ALL:
        return ""
    known = file.areas["icb"].keys
    if icb.upper() in known:
        return icb.upper()
    near = get_close_matches(icb.upper(), known, n=3, cutoff=0.6)
    exchanged = [finding.sentence for finding in file.remarks if finding.kind == "headings_exchanged"]
    raise BadInput(
        Problem(
            "no practice in the file is of this ICB",
            given=icb,
            file=file.stamp.name,
            expected="all, or one of " + ", ".join(near or known[:45]),
            do="look at the headings first: " + exchanged[0].rstrip(".") if exchanged else "",
        )
    )


def _check_cross_border(cross_border: Collection[str], membership: Membership) -> None:
    known = {spell.place for spell in membership.spells}
    problems = [
        Problem("there is no such place to cross the border", given=place, do="name a place as in the membership")
        for place in cross_border
        if place not in known
    ]
    if problems:
        raise BadInput(problems)


def _check_remainder(remainder: str, membership: Membership) -> None:
    """A remainder under the name of a place would be added to it without anybody noticing."""
    if remainder and remainder.casefold() in {spell.place.casefold() for spell in membership.spells}:
        raise BadInput(
            Problem("the remainder has the name of a place", given=remainder, do="give it a name that no place has")
        )


def _places_within(
    file: PracticeFile, current: Mapping[str, tuple[str, ...]], icb_codes: list[str], wanted: str
) -> frozenset[str]:
    """Places with at least one practice of the ICB asked about."""
    return frozenset(
        place
        for practice, code in zip(file.practices, icb_codes, strict=True)
        if code == wanted
        for place in current.get(practice, ())
    )
