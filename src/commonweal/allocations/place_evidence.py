"""What an answer about a place reads: its files by their hashes, the ICB's amount, and the sources to cite them by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from commonweal.allocations.list_sizes import ListSizes
from commonweal.allocations.membership import Membership, members_in_file
from commonweal.allocations.membership_files import read_members
from commonweal.allocations.partition import Partition, partition_practices
from commonweal.allocations.place_amounts import Row, published_amounts, read_amounts
from commonweal.allocations.place_budget import IcbAmount
from commonweal.allocations.place_spend import PlaceSpend, read_spend
from commonweal.allocations.policy import Policy
from commonweal.allocations.policy_file import read_policy_file
from commonweal.allocations.policy_mapping import policy_from_mapping
from commonweal.allocations.practice_completeness import SUMS, check_completeness
from commonweal.allocations.practice_file import PracticeFile, read_practice_file
from commonweal.answers import Evidence, RuleRecord, Source
from commonweal.calendars import FinancialYear
from commonweal.problems import BadInput

Inputs = Mapping[str, Any]
Given = TypeVar("Given")

_EDITIONS = "allocations/practice_file_editions"


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """What the ICB was allocated in the stream, and where that stands.

    Args:
        amount: The amount.
        source: Where it is from.
        is_own: Whether it is from a file of the asker's own.
    """

    amount: IcbAmount
    source: Source
    is_own: bool


def read_file(inputs: Inputs, evidence: Evidence) -> PracticeFile:
    """The practice file that the inputs name.

    Raises:
        MissingEvidence: It is not in the archive.
        BadInput: It is faulty.
    """
    named = inputs["practices"]
    path = evidence.dataset(str(named["name"]), str(named["sha256"]))
    return _practice_file(path.read_bytes(), str(named["name"]), str(inputs["year"]))


def read_membership(inputs: Inputs, evidence: Evidence, file: PracticeFile) -> Membership:
    """The membership: of a file of its own, or the one that the practice file holds."""
    named, by = inputs.get("members"), str(inputs["by"])
    if not named:
        return members_in_file(file, by)
    path = evidence.dataset(str(named["name"]), str(named["sha256"]))
    return _members(path.read_bytes(), by, str(named["name"]))


# One file answers for many places, and what is read from the same bytes is the same.
@lru_cache(maxsize=4)
def _practice_file(content: bytes, name: str, year: str) -> PracticeFile:
    return read_practice_file(content, name=name, year=year)


@lru_cache(maxsize=4)
def _members(content: bytes, kind: str, name: str) -> Membership:
    return read_members(content, kind=kind, name=name)


def read_partition(
    inputs: Inputs, evidence: Evidence, file: PracticeFile, services: tuple[str, ...]
) -> tuple[Partition, RuleRecord]:
    """The places of the ICB, and the rule that says which figures are believable."""
    sizes = _sizes(inputs, evidence)
    partition = partition_practices(
        file,
        read_membership(inputs, evidence, file),
        icb=str(inputs["icb"]),
        on=date.fromisoformat(inputs["on"]) if inputs.get("on") else None,
        cross_border=tuple(inputs.get("cross_border") or ()),
        remainder=str(inputs.get("remainder") or ""),
        sizes=ListSizes.from_rule(sizes.value),
        services=services,
    )
    if not inputs.get("workbook"):  # the workbook of the formula is read whole or not at all
        partition = partition.with_findings(
            check_completeness(
                file, partition.icbs, lambda icb: [row.values for row in evidence.rows(SUMS, icb_code=icb)]
            )
        )
    return partition, sizes


def _sizes(inputs: Inputs, evidence: Evidence) -> RuleRecord:
    """The bounds of the file's year; a year before there were any takes those known today."""
    name = "allocations.places.believable"
    if inputs.get("workbook"):
        return evidence.rule(name, on=evidence.dates.known_at.date())
    return evidence.rule(name, on=FinancialYear(str(inputs["year"])).start)


def find_amount(inputs: Inputs, evidence: Evidence) -> FoundAmount | None:
    """What the ICB was allocated: by a file of the asker's own where one is named, else as it is published.

    Raises:
        BadInput: The file is faulty, or has nothing of the year.
    """
    icb, stream, year = str(inputs["icb"]), str(inputs["stream"]), str(inputs["year"])
    named = inputs.get("allocations")
    if named:
        found = _read(named, evidence, lambda path: read_amounts(path, year=year)).amounts
        source = own_source(named)
    else:

        def find(table: str, wanted: str) -> list[Row]:
            return [row.values for row in evidence.rows(table, year=wanted)]

        found = published_amounts(year, [icb], find).amounts
        published = evidence.find_fact(f"allocations/{stream}", icb_code=icb, year=year)
        source = published.source if published else Source("")
    amount = next((each for each in found if (each.icb, each.stream) == (icb, stream)), None)
    return FoundAmount(amount, source, bool(named)) if amount else None


def find_spend(inputs: Inputs, evidence: Evidence) -> PlaceSpend | None:
    """What places spend, where a file of it is named."""
    named = inputs.get("spend")
    return replace(_read(named, evidence, read_spend), origin=str(named["name"])) if named else None


def find_pace(inputs: Inputs, evidence: Evidence) -> tuple[Policy, Source] | None:
    """The pace of change of the stream: of a policy file where one is named, else the rule of the year; or None."""
    stream, named = str(inputs["stream"]), inputs.get("policy")
    if named:
        block = _read(named, evidence, read_policy_file).streams.get(stream)
        return (block.policy(), own_source(named)) if block else None
    rule = evidence.find_rule(f"allocations.{stream}.policy", on=FinancialYear(str(inputs["year"])).start)
    return (policy_from_mapping(rule.value), rule.source) if rule else None


def own_source(named: Mapping[str, Any]) -> Source:
    """The source of a file of the asker's own."""
    return Source.own_file(str(named["name"]), str(named["sha256"]))


def practice_source(file: PracticeFile, evidence: Evidence) -> Source:
    """The source of the practice file: a published edition where it is one byte for byte, else a file of one's own."""
    stamp, edition = file.stamp, file.file_year.edition
    known = evidence.rows(_EDITIONS, edition=edition) if edition else ()
    if not known:
        return Source.own_file(f"Practice file {stamp.name}", stamp.sha256)
    return Source(
        f"Practice file {stamp.name}",
        at=f"the published edition {edition}, byte for byte; SHA-256 {stamp.sha256[:16]}",
        publisher="NHS England",
        status="published",
        last_checked=known[0].source.last_checked,
    )


def _read(named: Mapping[str, Any], evidence: Evidence, reader: Callable[[Path], Given]) -> Given:
    """Read a file of the archive, where its name is its hash, and name it in errors as the asker does."""
    path = evidence.dataset(str(named["name"]), str(named["sha256"]))
    try:
        return reader(path)
    except BadInput as bad:
        raise BadInput(replace(problem, file=str(named["name"])) for problem in bad.problems) from bad
