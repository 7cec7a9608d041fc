"""The policy file that a user types: one year, one block for each stream, strict, with the line of every error."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commonweal.allocations.policy import Policy
from commonweal.allocations.policy_mapping import policy_from_mapping
from commonweal.calendars import FinancialYear
from commonweal.lined_yaml import LinedYaml
from commonweal.problems import BadInput, Problem, Problems

SOLVE = "solve"
"""Stands where a parameter is not known and is to be found from the printed figures."""

STREAMS = ("core", "primary_medical", "specialised", "pod", "running_costs")

_TOP = ("year", "title", "source", "streams")


@dataclass(frozen=True, eq=False)
class StreamPolicy:
    """One stream's block of a policy file.

    Args:
        stream: The stream.
        given: The policy as typed, as plain data, without the target quantum.
        to_solve: The places where the file says ``solve``, such as ``growth.rate``.
        target_quantum_k: England's total of targets, £k; None where it is not given or is to be solved.
        file: Name of the file.
        document: The parsed file, for the lines of errors.
    """

    stream: str
    given: Mapping[str, Any]
    to_solve: tuple[str, ...]
    target_quantum_k: float | None
    file: str
    document: LinedYaml

    def policy(self, solved: Mapping[str, float | str | None] | None = None) -> Policy:
        """The policy, with what was to be solved filled in.

        Args:
            solved: Values by place, such as ``{"growth.rate": 0.0437}``.

        Raises:
            BadInput: A parameter is still to be solved, or the policy cannot be; with lines.
        """
        given = _copy(self.given)
        problems = Problems()
        for place in self.to_solve:
            value = (solved or {}).get(place)
            if place == "target_quantum_k":
                continue
            if value is None:
                problems.add(
                    "this parameter is to be solved, but the printed figures do not tell it",
                    file=self.file,
                    row=self.document.line("streams", self.stream, *place.split(".")),
                    column=place,
                    do="type its value",
                )
            else:
                _put(given, place.split("."), value)
        problems.raise_if_any()
        return policy_from_mapping(
            given, file=self.file, row=lambda *path: self.document.line("streams", self.stream, *path)
        )


@dataclass(frozen=True, eq=False)
class PolicyFile:
    """A policy file.

    Args:
        year: The financial year that it is for.
        title: What the user calls it.
        source: Where the policy was published, in the user's words.
        streams: The blocks by stream.
        name: Name of the file.
    """

    year: str
    title: str
    source: str
    streams: Mapping[str, StreamPolicy]
    name: str


def read_policy_file(path: str | os.PathLike[str]) -> PolicyFile:
    """Read a policy file.

    Raises:
        BadInput: It is not YAML, has an unknown or doubled key, or a value of the wrong kind; with all lines.
    """
    return policy_file_from(LinedYaml.read(Path(path)))


def policy_file_from(document: LinedYaml) -> PolicyFile:
    r"""Check a parsed policy file.

    Example:
        >>> file = policy_file_from(LinedYaml.parse(
        ...     "year: 2026/27\nstreams:\n  pod:\n    growth: {mode: uniform, rate: solve}\n"
        ...     "    convergence: {mode: none}\n", file="next.yaml"))
        >>> file.year, file.streams["pod"].to_solve
        ('2026/27', ('growth.rate',))
    """
    problems = Problems()
    data, file = document.data, document.file
    if not isinstance(data, Mapping):
        raise BadInput(Problem("this file is empty or no block of keys", file=file, expected="keys " + ", ".join(_TOP)))
    for key in data:
        if key not in _TOP:
            problems.add(
                f'the key "{key}" is not known here',
                file=file,
                row=document.line(key),
                expected="one of " + ", ".join(_TOP),
            )
    year = _year(data, document, problems)
    blocks = data.get("streams")
    if not isinstance(blocks, Mapping) or not blocks:
        problems.add(
            "there are no streams", file=file, row=document.line("streams"), expected="a block for each stream"
        )
        blocks = {}
    streams = {}
    for stream, block in blocks.items():
        row = document.line("streams", stream)
        if stream not in STREAMS:
            problems.add(
                "this is no stream", given=str(stream), file=file, row=row, expected="one of " + ", ".join(STREAMS)
            )
        elif not isinstance(block, Mapping):
            problems.add("this stream has no policy", given=stream, file=file, row=row)
        else:
            try:
                streams[stream] = _stream(stream, block, document)
            except BadInput as bad:
                problems.extend(bad.problems)
    problems.raise_if_any()
    return PolicyFile(year, str(data.get("title", "")), str(data.get("source", "")), streams, file)


def _year(data: Mapping[Any, Any], document: LinedYaml, problems: Problems) -> str:
    try:
        return str(FinancialYear(str(data.get("year", ""))))
    except BadInput:
        given = str(data.get("year", ""))
        row = document.line("year")
        problems.add(
            "the year is missing or not a financial year",
            given=given,
            file=document.file,
            row=row,
            expected="such as 2026/27",
        )
        return ""


def _stream(stream: str, block: Mapping[str, Any], document: LinedYaml) -> StreamPolicy:
    given = {key: value for key, value in block.items() if key != "target_quantum_k"}
    to_solve = tuple(_solves(block))
    quantum = block.get("target_quantum_k")
    if (
        quantum is not None
        and quantum != SOLVE
        and (isinstance(quantum, bool) or not isinstance(quantum, int | float) or quantum <= 0)
    ):
        row = document.line("streams", stream, "target_quantum_k")
        raise BadInput(
            Problem(
                "the target quantum is not an amount in £k",
                given=str(quantum),
                file=document.file,
                row=row,
                expected=f"a number above nought, or {SOLVE}",
                do="write it in full, such as 114848748",
            )
        )
    found = StreamPolicy(
        stream, given, to_solve, float(quantum) if isinstance(quantum, int | float) else None, document.file, document
    )
    found.policy(dict.fromkeys(to_solve, 0.5) | {place: _WORDS[place] for place in to_solve if place in _WORDS})
    return found


_WORDS = {
    "growth.mode": "uniform",
    "convergence.mode": "none",
    "convergence.basis": "pre",
    "convergence.form": "multiplicative",
}
"""Words that stand in for words to be solved while the rest of the file is checked."""


def _solves(block: Mapping[str, Any], before: str = "") -> list[str]:
    found = []
    for key, value in block.items():
        if isinstance(value, Mapping):
            found += _solves(value, f"{before}{key}.")
        elif value == SOLVE:
            found.append(f"{before}{key}")
    return found


def _copy(value: Any) -> Any:
    return {key: _copy(inner) for key, inner in value.items()} if isinstance(value, Mapping) else value


def _put(into: dict[str, Any], path: list[str], value: Any) -> None:
    for key in path[:-1]:
        into = into.setdefault(key, {})
    into[path[-1]] = value
