"""A year that has not been seen: its workbook, a typed policy, the residuals, and what can and cannot be solved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from commonweal.allocations.allocation import Allocation, allocate
from commonweal.allocations.arrays import FloatArray
from commonweal.allocations.policy_file import PolicyFile, StreamPolicy
from commonweal.allocations.published_table import PublishedTable
from commonweal.allocations.recovery import Parameter, Recovery, recover_policy
from commonweal.allocations.target import target_from_shares
from commonweal.problems import BadInput, Problem

QUANTUM = "target_quantum_k"


@dataclass(frozen=True, slots=True)
class Residual:
    """One organisation's worked allocation beside the printed one.

    Args:
        code, name: The organisation.
        worked_k: By the policy, £k.
        printed_k: In the workbook, £k.
        equal: Whether they agree to the workbook's own rounding.
    """

    code: str
    name: str
    worked_k: float
    printed_k: float
    equal: bool

    @property
    def residual_k(self) -> float:
        """Worked less printed, £k."""
        return self.worked_k - self.printed_k


@dataclass(frozen=True, eq=False)
class StreamResult:
    """What came of one stream of a year.

    Args:
        table: What the workbook prints.
        allocation: What the policy gives; None where no policy is typed and none could be recovered.
        residuals: One for each organisation; empty where there is no policy.
        solved: Parameters that were to be solved, or that no file gave, with what shows them.
        unsolved: Those that the printed figures do not tell, with why.
        target_from: Where the closing targets came from, in words.
        typed: Whether the policy was typed rather than recovered.
    """

    table: PublishedTable
    allocation: Allocation | None
    residuals: tuple[Residual, ...]
    solved: tuple[Parameter, ...]
    unsolved: tuple[Parameter, ...]
    target_from: str
    typed: bool

    @property
    def equal(self) -> int:
        """How many organisations agree."""
        return sum(residual.equal for residual in self.residuals)

    def to_json(self) -> dict[str, Any]:
        """The result as plain JSON."""
        return {
            "stream": self.table.stream,
            "year": self.table.year,
            "version": self.table.version,
            "policy": "typed" if self.typed else "recovered" if self.allocation else None,
            "targets": self.target_from,
            "equal": self.equal,
            "of": len(self.table.codes),
            "solved": [_parameter_json(each) for each in self.solved],
            "unsolved": [_parameter_json(each) for each in self.unsolved],
            "residuals": [
                {
                    "icb": each.code,
                    "worked_k": each.worked_k,
                    "printed_k": each.printed_k,
                    "residual_k": each.residual_k,
                    "equal": each.equal,
                }
                for each in self.residuals
            ],
        }


def work_stream(
    table: PublishedTable, typed: StreamPolicy | None, weighted: Mapping[str, float] | None = None
) -> StreamResult:
    """Work one stream of a workbook by a typed policy, or by what its figures tell.

    Closing targets are worked from weighted people where these are given and the national total is typed or can be
    solved; otherwise they are those behind the printed closing distances.

    Args:
        table: What the workbook prints.
        typed: The stream's block of a policy file; None recovers the policy from the printed figures.
        weighted: Weighted people by organisation, from a practice file.

    Raises:
        BadInput: A typed parameter cannot be, or is to be solved and cannot be told; or an organisation has no
            weighted people.
    """
    implied = table.implied_target_k
    target, target_from, quantum = _targets(table, typed, weighted, implied)
    year = table.stream_year(closing_target_k=target)
    printed = table.figure("allocation_k")
    recovery = recover_policy(year, table.figures.get("base_growth"), table.figures.get("convergence"), printed)
    if typed is None:
        solved = (*quantum, *(each for each in recovery.parameters if each.identified))
        unsolved = tuple(each for each in recovery.parameters if not each.identified)
        if recovery.policy is None:
            return StreamResult(table, None, (), solved, unsolved, target_from, typed=False)
        allocation = allocate(year, recovery.policy)
        return _result(table, allocation, solved, unsolved, target_from, typed=False)
    told = {name: _asked(name, recovery) for name in typed.to_solve if name != QUANTUM}
    policy = typed.policy({name: each.value for name, each in told.items() if each.identified})
    asked = tuple(told.values())
    allocation = allocate(year, policy)
    return _result(
        table,
        allocation,
        (*quantum, *(each for each in asked if each.identified)),
        tuple(each for each in asked if not each.identified),
        target_from,
        typed=True,
    )


def work_year(
    tables: tuple[PublishedTable, ...], policies: PolicyFile | None, weighted: Mapping[str, float] | None = None
) -> tuple[StreamResult, ...]:
    """Work every stream of a workbook that has a policy, typed or recovered; running costs have none.

    Args:
        tables: What the workbook prints.
        policies: The policy file; its year must be one of the workbook's.
        weighted: Core weighted people by organisation.

    Raises:
        BadInput: The policy file is for another year, or has a stream that the workbook lacks.
    """
    wanted = tables
    if policies is not None:
        wanted = tuple(table for table in tables if table.year == policies.year)
        missing = sorted(set(policies.streams) - {table.stream for table in wanted})
        if not wanted or missing:
            raise BadInput(
                Problem(
                    f"the workbook has no allocations of {policies.year}"
                    + (f" for {', '.join(missing)}" if wanted else ""),
                    file=policies.name,
                    expected="; ".join(f"{table.stream} {table.year}" for table in tables),
                )
            )
    return tuple(
        work_stream(
            table,
            policies.streams.get(table.stream) if policies else None,
            weighted if table.stream == "core" else None,
        )
        for table in wanted
        if table.stream != "running_costs"
    )


def _targets(
    table: PublishedTable,
    typed: StreamPolicy | None,
    weighted: Mapping[str, float] | None,
    implied: FloatArray | None,
) -> tuple[FloatArray | None, str, tuple[Parameter, ...]]:
    if weighted is None:
        text = (
            "the printed closing distances"
            if implied is not None
            else "no source: no closing distance is printed, and the policy must do without"
        )
        return implied, text, ()
    missing = [code for code in table.codes if code not in weighted]
    if missing:
        raise BadInput(Problem("the practice file has no practices of these ICBs", given=", ".join(missing)))
    people = np.array([weighted[code] for code in table.codes])
    quantum = typed.target_quantum_k if typed else None
    if quantum is not None:
        return target_from_shares(people, quantum), "weighted people and the typed national total", ()
    if implied is None:
        raise BadInput(
            Problem(
                "England's total of targets is not known: no closing distance is printed",
                file=typed.file if typed else table.file,
                column=QUANTUM,
                do="type target_quantum_k in the policy file",
            )
        )
    total = float(implied.sum())
    solved = Parameter(QUANTUM, total, "The sum of the targets behind the printed closing distances.")
    return (
        target_from_shares(people, total),
        "weighted people and the national total solved from printed distances",
        (solved,),
    )


def _asked(name: str, recovery: Recovery) -> Parameter:
    """What the figures tell of a parameter; a distance at which a cap is reached follows from cap and slope."""
    for each in recovery.parameters:
        if each.name == name:
            return each
    if name.endswith(".reached_at"):
        side = name.removesuffix(".reached_at")
        cap, slope = recovery.value(f"{side}.cap"), recovery.value(f"{side}.slope")
        if isinstance(cap, float) and isinstance(slope, float) and slope > 0:
            return Parameter(name, cap / slope, "The cap over the slope that the figures show.")
    return Parameter(name, None, "The printed figures do not tell it.", identified=False)


def _result(
    table: PublishedTable,
    allocation: Allocation,
    solved: tuple[Parameter, ...],
    unsolved: tuple[Parameter, ...],
    target_from: str,
    *,
    typed: bool,
) -> StreamResult:
    printed = table.figure("allocation_k")
    whole = bool(np.all(np.abs(printed - np.round(printed)) < 1e-9))
    near = np.abs(allocation.allocation_k - printed) < (1e-6 if whole else 1e-5)
    residuals = tuple(
        Residual(
            code, table.names[place], float(allocation.allocation_k[place]), float(printed[place]), bool(near[place])
        )
        for place, code in enumerate(table.codes)
    )
    return StreamResult(table, allocation, residuals, solved, unsolved, target_from, typed)


def _parameter_json(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "value": parameter.value,
        "because": parameter.because,
        "identified": parameter.identified,
    }
