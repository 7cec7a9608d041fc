"""One stream and year worked from evidence alone: what every answer of this room starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commonweal.allocations.allocation import Allocation, allocate
from commonweal.allocations.arrays import FloatArray
from commonweal.allocations.policy_mapping import policy_from_mapping
from commonweal.allocations.policy_rules import STREAM_NAMES
from commonweal.allocations.published import table_from_rows, weighted_people
from commonweal.allocations.published_table import PublishedTable
from commonweal.allocations.target import target_from_shares
from commonweal.answers import Evidence, FactRecord, RuleRecord
from commonweal.calendars import FinancialYear
from commonweal.problems import BadInput, Problem


@dataclass(frozen=True, eq=False)
class WorkedYear:
    """A stream's allocations of a year, worked by the rule book from the published figures.

    Args:
        table: The published figures.
        allocation: What the policy gives on them.
        policy: The rule.
        quantum: The rule of the national target quantum, where the target is worked from weighted people.
        facts: The published row of each ICB.
        people: The weighted populations of each ICB, where they are known for the year.
    """

    table: PublishedTable
    allocation: Allocation
    policy: RuleRecord
    quantum: RuleRecord | None
    facts: Mapping[str, FactRecord]
    people: Mapping[str, FactRecord]

    def place(self, icb: str) -> int:
        """The position of an ICB.

        Raises:
            BadInput: It has no allocation in this year.
        """
        if icb not in self.table.codes:
            what = f"{STREAM_NAMES[self.table.stream]} in {self.table.year}"
            raise BadInput(
                Problem(
                    f"no ICB with this code has an allocation for {what}",
                    given=icb,
                    expected="one of " + ", ".join(self.table.codes),
                    do="for a board of the other map see `commonweal organisations predecessors` or `successors`",
                )
            )
        return self.table.codes.index(icb)

    def weights(self, column: str) -> FloatArray:
        """A weighted population, or ``population`` itself, in the order of the table."""
        return weighted_people([row.values for row in self.people.values()], self.table.codes, column)


def worked_year(evidence: Evidence, stream: str, year: str) -> WorkedYear:
    """Read a stream and year through the evidence and work it.

    Core targets are worked from weighted people; the targets of other streams are those behind the printed distances.

    Args:
        evidence: Gives the rule of the stream's policy, the published rows, and the weighted populations.
        stream: One that has a policy.
        year: The financial year.

    Raises:
        BadInput: There is no such stream, it has no rule, or nothing is published for the year.
    """
    year = str(FinancialYear(year))
    published = _published(evidence, stream, year)
    table = table_from_rows(stream, year, [row.values for row in published])
    first = FinancialYear(year).start
    policy = evidence.rule(f"allocations.{stream}.policy", on=first)
    editions = evidence.rows("allocations/practice_file_editions", year=year)
    rows = evidence.rows("allocations/weighted_populations", edition=editions[0].values["edition"]) if editions else ()
    people = {str(row.values["icb_code"]): row for row in rows}
    quantum = evidence.rule(f"allocations.{stream}.target_quantum", on=first) if stream == "core" else None
    target = None
    if quantum is not None and people:
        weighted = weighted_people([row.values for row in rows], table.codes)
        target = target_from_shares(weighted, quantum.value)
    figures = table.stream_year(
        closing_target_k=target,
        population=weighted_people([row.values for row in rows], table.codes, "population") if people else None,
    )
    return WorkedYear(
        table=table,
        allocation=allocate(figures, policy_from_mapping(policy.value)),
        policy=policy,
        quantum=quantum,
        facts={str(row.values["icb_code"]): row for row in published},
        people=people,
    )


def check_stream(stream: str) -> None:
    """Refuse a word that is no stream with a rule.

    Raises:
        BadInput: There is no such stream, or no rule for it is published.
    """
    if stream == "running_costs":
        raise BadInput(
            Problem(
                "no rule for running costs is published, so they cannot be worked",
                do="see `commonweal allocations reproduce` for what is printed",
            )
        )
    if stream not in STREAM_NAMES:
        expected = ", ".join(name for name in STREAM_NAMES if name != "running_costs")
        raise BadInput(Problem("there is no such stream", given=stream, expected=f"one of {expected}"))


def _published(evidence: Evidence, stream: str, year: str) -> tuple[FactRecord, ...]:
    check_stream(stream)
    published = evidence.rows(f"allocations/{stream}", year=year)
    if not published:
        raise BadInput(
            Problem(
                f"no allocations for {STREAM_NAMES[stream]} in {year} are published here",
                do="read the workbook of that year with `commonweal allocations next-year`",
            )
        )
    return published
