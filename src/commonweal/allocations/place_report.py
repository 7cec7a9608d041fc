"""All that can be said of places in one run: the gate, indices, pounds, distance from target and pace of change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from commonweal.allocations.findings import Finding, count_findings
from commonweal.allocations.list_sizes import BELIEVABLE, ListSizes
from commonweal.allocations.membership import Membership
from commonweal.allocations.partition import ALL, Partition, partition_practices
from commonweal.allocations.place_amounts import Amounts
from commonweal.allocations.place_budget import PlaceBudgets, place_budgets
from commonweal.allocations.place_movement import Movement, place_movements
from commonweal.allocations.place_reasons import fictional_notes
from commonweal.allocations.place_spend import PlaceSpend
from commonweal.allocations.places import PlaceNeed, cross_border_need, place_need
from commonweal.allocations.policy import Policy
from commonweal.allocations.practice_columns import STREAM_WEIGHTS
from commonweal.allocations.practice_completeness import check_completeness
from commonweal.allocations.practice_file import PracticeFile
from commonweal.allocations.practice_register import PracticeRegister
from commonweal.answers import Verdict, all_of


@dataclass(frozen=True, eq=False)
class PlaceReport:
    """Places of an ICB, or of all, with everything that the given files allow.

    Args:
        partition: The places and what the gate found.
        need: Populations and indices.
        budgets: Fair shares in pounds; None where no amounts are known for the year.
        amounts: The ICBs' amounts; None likewise.
        movements: Distance from target and pace of change, where spend is given.
        notes: What a reader should know.
    """

    partition: Partition
    need: PlaceNeed
    budgets: PlaceBudgets | None
    amounts: Amounts | None
    movements: tuple[Movement, ...]
    notes: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """The gate's verdict, and INSUFFICIENT_DATA where the spend of a place is missing."""
        lacking = any(finding.kind == "spend_missing" for finding in self.findings)
        return all_of([self.partition.verdict, *([Verdict.INSUFFICIENT_DATA] if lacking else [])])

    @property
    def fictional(self) -> tuple[str, ...]:
        """A sentence for each ICB whose name says that it is fictional, to be shown before any figure."""
        names = self.partition.file.icb_names
        return tuple(note for code in dict.fromkeys(self.partition.icbs) for note in fictional_notes(names[code]))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was found, the gate's first."""
        found = [*self.partition.findings, *(self.budgets.findings if self.budgets else ())]
        found += [finding for movement in self.movements for finding in movement.findings]
        return tuple(found)

    def rows(self) -> list[dict[str, Any]]:
        """One row per place: populations, indices, and pounds per stream where they are known."""
        rows = self.need.rows()
        if self.budgets is None:
            return rows
        of_place = {(line.icb, line.place, line.stream): line for line in self.budgets.lines if line.share is not None}
        for row in rows:
            for stream in STREAM_WEIGHTS:
                line = of_place.get((row["icb"], row["place"], stream))
                if line is not None:
                    row[f"{stream}_share_of_icb"] = line.share
                    row[f"{stream}_recurrent_gbp"] = line.recurrent_pence / 100
                    row[f"{stream}_total_gbp"] = None if line.total_pence is None else line.total_pence / 100
                    row[f"{stream}_recurrent_gbp_per_head"] = line.pounds_per_head
        return rows

    def to_json(self) -> dict[str, Any]:
        """The report as plain JSON; money in pence."""
        file = self.partition.file
        return {
            "file": {"name": file.stamp.name, "sha256": file.stamp.sha256},
            "year": file.year,
            "year_known_because": file.file_year.because,
            "edition": file.file_year.edition or None,
            "by": self.partition.kind,
            "icb": self.partition.icb,
            "units": _UNITS,
            "gate": {
                "verdict": self.verdict.value,
                "counts": count_findings(self.findings),
                "findings": [finding.to_json() for finding in self.findings],
            },
            "places": self.need.rows(),
            "cross_border": [
                {
                    "place": place,
                    "population": people,
                    "index_to_england": {
                        service: None if np.isnan(value) else float(value)
                        for service, value in zip(self.need.services, values, strict=True)
                    },
                }
                for place, (people, values) in cross_border_need(self.need).items()
            ],
            "amounts_from": self.amounts.origin if self.amounts else None,
            "budgets": [line.to_json() for line in self.budgets.lines] if self.budgets else None,
            "movements": [movement.to_json() for movement in self.movements],
            "notes": list(self.notes),
        }


_UNITS = {
    "population": "people",
    "*_weighted_population": "people",
    "*_index_to_icb": "ratio",
    "*_index_to_england": "ratio",
    "share_of_icb": "fraction",
    "*_pence": "gbp_pence",
    "pounds_per_head": "gbp",
    "*_distance": "fraction",
    "growth": "fraction",
    "convergence": "fraction",
}


def place_report(
    file: PracticeFile,
    membership: Membership,
    *,
    icb: str = ALL,
    on: date | None = None,
    cross_border: Collection[str] = (),
    remainder: str = "",
    register: PracticeRegister | None = None,
    sizes: ListSizes = BELIEVABLE,
    amounts: Amounts | None = None,
    spend: PlaceSpend | None = None,
    policies: Mapping[str, Policy] | None = None,
) -> PlaceReport:
    """Sort practices into places and say all that the files allow.

    Args:
        file: The practice file.
        membership: Which place each practice is in.
        icb: An ICB code, or ``all``.
        on: The day of the membership.
        cross_border: Places that may cross ICB boundaries.
        remainder: Name of a remainder place.
        register: Closures and successions.
        sizes: Which list sizes are believable.
        amounts: What each ICB was allocated; without it there are indices and no pounds.
        spend: What each place spends now; with it come distance from target and pace of change.
        policies: The pace of change per stream; a stream without one gets its distance and no pace.

    Raises:
        BadInput: The ICB or a place is not known, or a pace cannot be met.
    """
    services = [service for service in STREAM_WEIGHTS.values() if service in file.weighted]
    partition = partition_practices(
        file,
        membership,
        icb=icb,
        on=on,
        cross_border=cross_border,
        remainder=remainder,
        register=register,
        sizes=sizes,
        services=services,
    )
    completeness = check_completeness(file, partition.icbs)
    partition = partition.with_findings(completeness)
    need = place_need(partition)
    budgets = place_budgets(need, amounts.amounts) if amounts and amounts.amounts else None
    if budgets is not None and not budgets.lines:  # the amounts are all of other ICBs
        budgets = None
    movements = place_movements(need, amounts, spend, policies or {}) if spend is not None else ()
    notes = _notes(partition, membership, amounts, budgets, spend)
    notes += [finding.sentence for finding in completeness if finding.severity == "note"]
    return PlaceReport(partition, need, budgets, amounts, movements, tuple(notes))


def _notes(
    partition: Partition,
    membership: Membership,
    amounts: Amounts | None,
    budgets: PlaceBudgets | None,
    spend: PlaceSpend | None,
) -> list[str]:
    file = partition.file
    shown = list(dict.fromkeys(partition.icbs))
    notes = [note for code in shown for note in fictional_notes(file.icb_names[code])]
    notes += [finding.sentence for finding in file.remarks if finding.severity == "note"]
    for origin, read in ((membership.origin, membership.notes), *([(spend.origin, spend.notes)] if spend else [])):
        notes += [f"{origin}: {note}" for note in read]
    known = {amount.icb for amount in amounts.amounts} if amounts else set()
    lacking = [code for code in shown if code not in known]
    if file.year is None and budgets is None:
        notes.append(f"The year of {file.stamp.name} is not known ({file.file_year.because}); give it with --year.")
    elif lacking:
        whose = "any of these ICBs" if len(lacking) == len(shown) > 1 else ", ".join(lacking)
        where = f"in {amounts.origin}" if amounts and amounts.amounts else f"for {file.year}"
        notes.append(
            f"No allocation of {whose} is known {where}, so there are indices and no pounds; "
            "give a file of allocations to have pounds."
        )
    if file.file_year.edition.endswith("June 2025"):
        notes.append(
            "The published primary medical allocation of 2025/26 rests on the file of February 2025; "
            "places share it here by the corrected file of June 2025."
        )
    if membership.kind == "pcn" and membership.sha256 != file.stamp.sha256:
        notes.append(f"Membership of networks is that of {membership.origin}.")
    if amounts and amounts.lacking and budgets is not None:
        notes.append(f"Nothing is published for {amounts.year} of: {', '.join(amounts.lacking)}.")
    return notes
