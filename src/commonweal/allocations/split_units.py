"""From files to what a fund is split across: practices or places with base, indicators and deprivation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from commonweal.allocations.findings import Finding
from commonweal.allocations.icb_choice import choose_practices
from commonweal.allocations.membership import Membership
from commonweal.allocations.partition_findings import PUBLISHED_KINDS
from commonweal.allocations.practice_completeness import check_completeness
from commonweal.allocations.practice_file import PracticeFile
from commonweal.allocations.practice_indicators import IndicatorFile
from commonweal.allocations.split import Units
from commonweal.problems import BadInput, Problem

Figures = NDArray[np.float64]


def practice_units(
    file: PracticeFile,
    indicators: IndicatorFile | None,
    wanted: Sequence[str],
    *,
    icb: str = "all",
    base: Mapping[str, float] | None = None,
    base_name: str = "projected population",
    service: str | None = None,
    deprivation: str = "",
) -> Units:
    """The practices of an ICB as units, joined to their figures on the practice code alone.

    A practice whose base is missing is left out and listed; a missing indicator is left missing, for the policy on
    missing figures to treat. An ICB that only the indicator file knows, as one of the 36 of April 2026 beside a
    practice file of the 42 before, is chosen by the indicator file's codes.

    Args:
        file: Practices and their populations.
        indicators: The indicators, where any are used.
        wanted: Names of the indicators used, or parts of them.
        icb: An ICB code, or ``all``.
        base: People of each practice that the fund is for, by code, such as an age slice; None takes the population.
        base_name: What the base counts.
        service: Take this weighted population as the base instead.
        deprivation: The indicator that is the deprivation score; empty looks for one.

    Raises:
        BadInput: There is no such ICB or indicator.
    """
    newer = dict(zip(indicators.practices, indicators.icbs, strict=True)) if indicators else None
    chosen, doubts = choose_practices(file, icb, newer, indicators.stamp.name if indicators else "")
    findings = [*(finding for finding in file.remarks if finding.severity != "note"), *doubts]
    icbs = sorted({file.areas["icb"].code(number) for number in chosen})
    findings += [finding for finding in check_completeness(file, icbs) if finding.severity != "note"]
    codes = tuple(file.practices[number] for number in chosen)
    if base is not None:
        amounts = np.array([base.get(code, np.nan) for code in codes], dtype=np.float64)
    else:
        amounts = (file.weights(service) if service else file.population)[chosen]
    known = ~np.isnan(amounts)
    findings += [
        Finding(
            "base_missing",
            f"{code} ({file.practice_names[number]}) has no {base_name}: it cannot be in the split, and gets nothing.",
            severity="error",
            practice=code,
            people=None if np.isnan(file.population[number]) else float(file.population[number]),
            do="supply the figure, or choose another base",
        )
        for code, number, fine in zip(codes, chosen, known.tolist(), strict=True)
        if not fine
    ]
    kept = tuple(code for code, fine in zip(codes, known.tolist(), strict=True) if fine)
    values: dict[str, Figures] = {}
    score: Figures | None = None
    if indicators is not None:
        for name in wanted:
            values[indicators.find(name)] = indicators.of(name, kept)
        header = indicators.find(deprivation) if deprivation else indicators.deprivation()
        score = indicators.of(header, kept) if header else None
        findings += _coverage(file, indicators, kept)
    elif wanted:
        raise BadInput(
            Problem("no file of indicators is given", given=", ".join(wanted), do="give one with --indicators")
        )
    return Units(
        codes=kept,
        names=tuple(file.practice_names[file.position[code]] for code in kept),
        base=amounts[known],
        indicators=values,
        deprivation=score,
        base_name=base_name,
        left_out=tuple(findings),
        notes=indicators.notes if indicators is not None and wanted else (),
    )


def place_units(units: Units, membership: Membership, on: date | None = None) -> Units:
    """Practices gathered into places: bases summed, indicators averaged by base over the practices that have them.

    Practices in no place, or in two, are gathered in a remainder, and listed.
    """
    current = membership.on(on)
    place_of = [places[0] if len(places := current.get(code, ())) == 1 else "" for code in units.codes]
    places = tuple(sorted(set(place_of), key=lambda place: (not place, place)))
    position = {place: number for number, place in enumerate(places)}
    groups = np.array([position[place] for place in place_of], dtype=np.intp)
    stray = [
        Finding(
            "practice_in_none" if not current.get(code) else "practice_in_two_places",
            f"{code} is in {'no place' if not current.get(code) else 'several places'}: it stands in the remainder.",
            severity="warning" if not current.get(code) and membership.kind in PUBLISHED_KINDS else "error",
            practice=code,
            do="put it in one place",
        )
        for code, place in zip(units.codes, place_of, strict=True)
        if not place
    ]

    def averaged(values: Figures) -> Figures:
        known = ~np.isnan(values)
        people = np.bincount(groups[known], units.base[known], len(places))
        sums = np.bincount(groups[known], (units.base * values)[known], len(places))
        return np.asarray(np.divide(sums, people, out=np.full(len(places), np.nan), where=people > 0), np.float64)

    return Units(
        codes=tuple(place or "(in no place)" for place in places),
        names=tuple(membership.name(place) if place else "Practices in no place" for place in places),
        base=np.asarray(np.bincount(groups, units.base, len(places)), np.float64),
        indicators={name: averaged(values) for name, values in units.indicators.items()},
        deprivation=None if units.deprivation is None else averaged(units.deprivation),
        base_name=units.base_name,
        left_out=(*units.left_out, *stray, *_thin(units, place_of)),
        members=(units, groups),
        notes=units.notes,
    )


def _coverage(file: PracticeFile, indicators: IndicatorFile, codes: tuple[str, ...]) -> list[Finding]:
    """Whether the indicator file is of this area: practices without a row, and rows that say another ICB."""
    of_indicators = dict(zip(indicators.practices, indicators.icbs, strict=True))
    lacking = [code for code in codes if code not in of_indicators]
    findings = []
    if lacking:
        people = float(np.nansum([file.population[file.position[code]] for code in lacking]))
        shown = ", ".join(lacking[:8]) + (" ..." if len(lacking) > 8 else "")
        findings.append(
            Finding(
                "no_indicator_row",
                f"{indicators.stamp.name} has no row for {len(lacking)} of {len(codes)} practices: {shown}",
                severity="error" if len(lacking) > len(codes) / 2 else "warning",
                people=people,
                do="check that the file is of this area and year",
            )
        )
    ours = file.areas["icb"]
    for code in codes:
        said, own = of_indicators.get(code, ""), ours.code(file.position[code])
        if said and said != own and said in ours.keys:
            findings.append(
                Finding(
                    "indicator_row_of_another_icb",
                    f"{code} is of {own} in {file.stamp.name} and of {said} in {indicators.stamp.name}.",
                    severity="warning",
                    practice=code,
                    do="check which is right; figures were joined by practice code, not by ICB",
                )
            )
    return findings


def _thin(units: Units, place_of: Sequence[str]) -> list[Finding]:
    """Missing practice figures inside places, where the place's average hides them."""
    found = []
    for name, values in units.indicators.items():
        for code, place, blank, people in zip(
            units.codes, place_of, np.isnan(values).tolist(), units.base.tolist(), strict=True
        ):
            if blank:
                found.append(
                    Finding(
                        "missing_indicator",
                        f"{code} has no figure for {name}: {place or 'its remainder'} has the average of its others.",
                        severity="warning",
                        practice=code,
                        place=place,
                        people=people,
                        do="supply the figure",
                    )
                )
    return found
