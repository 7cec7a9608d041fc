"""The calculation behind one place's fair share: an Answer whose receipt names the practice file by its hash."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from commonweal.allocations.list_sizes import ListSizes
from commonweal.allocations.membership import Membership, members_in_file
from commonweal.allocations.membership_files import read_members
from commonweal.allocations.partition import Partition, partition_practices
from commonweal.allocations.place_amounts import Row, published_amounts
from commonweal.allocations.place_budget import STREAM_NAMES, BudgetLine, place_budgets
from commonweal.allocations.place_gate import gate_answer
from commonweal.allocations.places import PlaceNeed, place_need
from commonweal.allocations.practice_columns import STREAM_WEIGHTS
from commonweal.allocations.practice_file import PracticeFile, read_practice_file
from commonweal.answers import Answer, Evidence, Quantity, Reason, RuleRecord, Source, Unknown, Verdict, calculation
from commonweal.calendars import FinancialYear
from commonweal.money import show
from commonweal.problems import BadInput, Problem

MOST_FINDINGS = 20
_METHOD = Source("Commonweal, method of allocations", at="docs/explanation/allocations.md", status="published")


@calculation("allocations.place_gate", version="1")
def place_gate(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """Whether places are a partition of the practices of an ICB, or of all, with every finding.

    Args:
        inputs: As for ``allocations.place_fair_share``, without ``place`` and ``stream``.
        evidence: The rule ``allocations.places.believable``, and the files in the archive.
    """
    partition, sizes = _partition(inputs, evidence, ("core",))
    return gate_answer(partition, (sizes.source,))


@calculation("allocations.place_fair_share", version="1")
def place_fair_share(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """One place's fair share of its ICB's allocation in one stream, with the gate and each step.

    Args:
        inputs: ``practices`` (``name`` and ``sha256`` of the practice file), ``members`` (likewise, or None where the
            practice file holds the membership), ``by`` (pcn, lad, sub-icb, place ...), ``icb``, ``place``, ``year``,
            ``stream`` (core or primary_medical), ``on`` (a day or None), ``remainder`` and ``cross_border``.
        evidence: The rule ``allocations.places.believable``, the published tables, and the files in the archive.
    """
    stream = str(inputs["stream"])
    if stream not in STREAM_WEIGHTS:
        raise BadInput(
            Problem(
                f"{STREAM_NAMES.get(stream, stream)} is not shared among places",
                expected=" or ".join(STREAM_WEIGHTS),
            )
        )
    year, icb, place = str(inputs["year"]), str(inputs["icb"]), str(inputs["place"])
    partition, sizes = _partition(inputs, evidence, (STREAM_WEIGHTS[stream],))
    file = partition.file
    if place not in partition.places:
        raise BadInput(
            Problem("there is no such place in this ICB", given=place, expected=", ".join(partition.places[:40]))
        )
    need = place_need(partition)

    def find(table: str, wanted: str) -> list[Row]:
        return [row.values for row in evidence.rows(table, year=wanted)]

    amounts = [amount for amount in published_amounts(year, [icb], find).amounts if amount.stream == stream]
    if not amounts:
        return _without_pounds(need, place, icb, year, stream)
    budgets = place_budgets(need, amounts)
    line = next(line for line in budgets.of_place(icb, place) if line.share is not None)
    published = evidence.fact(f"allocations/{stream}", icb_code=icb, year=year)
    amount = amounts[0]
    apart = [line for line in budgets.lines if line.share is None]
    name = _shown(partition.names[partition.places.index(place)], place)
    reasons = [
        Reason(
            f"What {icb} was allocated for {STREAM_NAMES[stream].lower()} in {year}, recurrent",
            value=Quantity(amount.recurrent_pence, "gbp_pence"),
            sources=(published.source,),
        ),
        *(
            Reason(f"Kept apart: {rest.reason}", value=Quantity(rest.recurrent_pence, "gbp_pence"), sources=(_METHOD,))
            for rest in apart
        ),
        *_need_reasons(need, place, icb, stream, file),
        Reason(
            "The gate: every practice in one place, and every figure believable",
            partition.verdict,
            sources=(sizes.source,),
            children=tuple(
                Reason(finding.sentence) for finding in partition.findings[:MOST_FINDINGS] if finding.severity != "note"
            ),
        ),
    ]
    return Answer(
        sentence=f"The fair share of {name} is {show(line.recurrent_pence)} of {icb}'s recurrent allocation for "
        f"{STREAM_NAMES[stream].lower()} in {year}.",
        verdict=partition.verdict,
        value=Quantity(line.recurrent_pence, "gbp_pence"),
        reasons=tuple(reasons),
        unknowns=_unknowns(need, place, icb, stream),
        notes=_notes(line, len(partition.findings)),
        details={"line": line.to_json(), "sum_of_places_pence": amount.recurrent_pence},
    )


def _partition(
    inputs: Mapping[str, Any], evidence: Evidence, services: tuple[str, ...]
) -> tuple[Partition, RuleRecord]:
    sizes = evidence.rule("allocations.places.believable", on=FinancialYear(str(inputs["year"])).start)
    file = _file(inputs, evidence)
    partition = partition_practices(
        file,
        _membership(inputs, evidence, file),
        icb=str(inputs["icb"]),
        on=date.fromisoformat(inputs["on"]) if inputs.get("on") else None,
        cross_border=tuple(inputs.get("cross_border") or ()),
        remainder=str(inputs.get("remainder") or ""),
        sizes=ListSizes.from_rule(sizes.value),
        services=services,
    )
    return partition, sizes


def _file(inputs: Mapping[str, Any], evidence: Evidence) -> PracticeFile:
    named = inputs["practices"]
    path = evidence.dataset(str(named["name"]), str(named["sha256"]))
    return read_practice_file(path.read_bytes(), name=str(named["name"]), year=str(inputs["year"]))


def _membership(inputs: Mapping[str, Any], evidence: Evidence, file: PracticeFile) -> Membership:
    named, by = inputs.get("members"), str(inputs["by"])
    if not named:
        return members_in_file(file, by)
    path = evidence.dataset(str(named["name"]), str(named["sha256"]))
    return read_members(path.read_bytes(), kind=by, name=str(named["name"]))


def _need_reasons(need: PlaceNeed, place: str, icb: str, stream: str, file: PracticeFile) -> list[Reason]:
    part = _part(need, place, icb)
    column = need.column(STREAM_WEIGHTS[stream])
    source = Source(
        f"Practice file {file.stamp.name}",
        at=f"{file.file_year.edition or file.file_year.because}; SHA-256 {file.stamp.sha256[:16]}",
        publisher="NHS England" if file.file_year.edition else "",
        status="published",
    )
    return [
        Reason(
            f"Weighted population of its {int(need.practices[part])} practices",
            value=Quantity(float(need.weighted[part, column]), "people"),
            sources=(source,),
        ),
        Reason(
            f"Weighted population of {icb}",
            value=Quantity(float(need.icb_weighted[part, column]), "people"),
            sources=(source,),
        ),
        Reason(
            "Its share: one over the other",
            value=Quantity(float(need.share_of_icb[part, column]), "fraction"),
            sources=(_METHOD,),
        ),
        Reason(
            "Need for each person, against the ICB's average of 1",
            value=Quantity(float(need.index_to_icb[part, column]), "ratio"),
            sources=(_METHOD,),
        ),
    ]


def _part(need: PlaceNeed, place: str, icb: str) -> int:
    return next(
        number
        for number, found in enumerate(zip(need.partition.places, need.partition.icbs, strict=True))
        if found == (place, icb)
    )


def _shown(name: str, code: str) -> str:
    return code if name == code else f"{name} ({code})"


def _unknowns(need: PlaceNeed, place: str, icb: str, stream: str) -> tuple[Unknown, ...]:
    left = int(need.left_out[_part(need, place, icb), need.column(STREAM_WEIGHTS[stream])])
    if not left:
        return ()
    return (
        Unknown(
            f"the weighted population of {left} of its practices",
            "They are left out of its share, which would be larger with them.",
            "supply their figures in the practice file",
        ),
    )


def _notes(line: BudgetLine, findings: int) -> tuple[str, ...]:
    notes = ["No national rule shares money below ICBs: this is what the ICB's own formula gives its places."]
    if line.total_pence is not None:
        notes.append(f"With additions after convergence shared the same way it would be {show(line.total_pence)}.")
    if findings > MOST_FINDINGS:
        notes.append(f"The gate found {findings} things; the first {MOST_FINDINGS} are listed.")
    return tuple(notes)


def _without_pounds(need: PlaceNeed, place: str, icb: str, year: str, stream: str) -> Answer:
    share = float(need.share_of_icb[_part(need, place, icb), need.column(STREAM_WEIGHTS[stream])])
    return Answer(
        sentence=f"{place} holds {share:.4%} of {icb}'s weighted population; its pounds are not known.",
        verdict=Verdict.INSUFFICIENT_DATA,
        value=Quantity(share, "fraction"),
        unknowns=(
            Unknown(
                f"the allocation of {icb} for {STREAM_NAMES[stream].lower()} in {year}",
                "A share of an unknown amount is no amount.",
                "choose a year whose allocations are published",
            ),
        ),
    )
