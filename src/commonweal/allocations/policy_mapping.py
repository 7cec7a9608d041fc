"""A policy as plain data: how it stands in rule packs, in the policy file that a user types, and in a receipt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any, TypeVar

from commonweal.allocations.policy import Basis, ConvergenceMode, Form, GrowthMode, Limits, Pace, Policy, Status
from commonweal.problems import BadInput, Problem, Problems

Row = Callable[..., int | None]
"""Gives the line of a part of the file from its path; None where there is no file."""

_Word = TypeVar("_Word", bound=StrEnum)

_LIMITS = tuple(field.name for field in fields(Limits))
_KEYS: dict[tuple[str, ...], tuple[str, ...]] = {
    (): ("growth", "convergence", "limits", "rounding_k", "status"),
    ("growth",): ("mode", "rate"),
    ("convergence",): ("mode", "basis", "form", "scope", "gain", "loss", "by_region"),
    ("convergence", "gain"): ("cap", "slope", "reached_at"),
    ("convergence", "loss"): ("cap", "slope", "reached_at"),
    ("limits",): _LIMITS,
}


def policy_from_mapping(given: Mapping[str, Any], *, file: str = "", row: Row | None = None) -> Policy:
    """The policy that a mapping describes; an unknown key or a value of the wrong kind is refused.

    A pace has a ``cap`` and either a ``slope`` or the distance at which the cap is ``reached_at``.

    Args:
        given: As in a rule pack: ``growth``, ``convergence``, ``limits``, ``rounding_k``, ``status``.
        file: The name of the file it comes from, for messages.
        row: Where each part stands in that file.

    Raises:
        BadInput: With every problem, and its line where there is a file.

    Example:
        >>> half = {"cap": 0.005, "reached_at": 0.025}
        >>> policy = policy_from_mapping({
        ...     "growth": {"mode": "uniform", "rate": 0.0437},
        ...     "convergence": {"mode": "distance", "basis": "pre", "gain": half, "loss": half}})
        >>> policy.gain
        Pace(slope=0.2, cap=0.005)
    """
    reader = _Reader(given, file, row or (lambda *path: None))
    for path in _KEYS:
        reader.check_keys(path)
    convergence_mode = reader.word(ConvergenceMode, "convergence", "mode")
    read: dict[str, Any] = {
        "growth_mode": reader.word(GrowthMode, "growth", "mode"),
        "growth_rate": reader.number("growth", "rate"),
        "convergence_mode": convergence_mode,
        "gain": reader.pace("convergence", "gain", needed=convergence_mode is ConvergenceMode.DISTANCE),
        "loss": reader.pace("convergence", "loss", needed=convergence_mode is ConvergenceMode.DISTANCE),
        "basis": reader.word(Basis, "convergence", "basis", default=Basis.PRE),
        "form": reader.word(Form, "convergence", "form", default=Form.MULTIPLICATIVE),
        "partial_scope": reader.text("convergence", "scope", one_of=("whole", "physical_health")) == "physical_health",
        "region_convergence": reader.numbers("convergence", "by_region"),
        "limits": Limits(**{name: reader.number("limits", name) for name in _LIMITS}),
        "rounding_k": reader.number("rounding_k"),
        "status": reader.word(Status, "status", default=Status.FIRM),
    }
    reader.problems.raise_if_any()
    try:
        return Policy(**read)
    except BadInput as bad:
        raise BadInput(reader.place(problem) for problem in bad.problems) from bad


def policy_to_mapping(policy: Policy) -> dict[str, Any]:
    """The mapping that gives this policy back; only for a policy whose parameters are single numbers.

    Example:
        >>> policy_to_mapping(Policy(growth_rate=0.0347, convergence_mode=ConvergenceMode.NONE))["growth"]
        {'mode': 'uniform', 'rate': 0.0347}
    """
    growth: dict[str, Any] = {"mode": policy.growth_mode.value}
    if policy.growth_rate is not None:
        growth["rate"] = float(policy.growth_rate)
    convergence: dict[str, Any] = {"mode": policy.convergence_mode.value, "form": policy.form.value}
    if policy.convergence_mode is ConvergenceMode.DISTANCE:
        convergence["basis"] = policy.basis.value
        for name, pace in (("gain", policy.gain), ("loss", policy.loss)):
            convergence[name] = {"cap": float(pace.cap), "slope": float(pace.slope)}
    if policy.region_convergence:
        convergence["by_region"] = dict(policy.region_convergence)
    if policy.partial_scope:
        convergence["scope"] = "physical_health"
    found: dict[str, Any] = {"growth": growth, "convergence": convergence, "status": policy.status.value}
    limits = {name: float(value) for name in _LIMITS if (value := getattr(policy.limits, name)) is not None}
    if limits:
        found["limits"] = limits
    if policy.rounding_k is not None:
        found["rounding_k"] = float(policy.rounding_k)
    return found


class _Reader:
    """Reads parts of a mapping, gathering what is wrong."""

    def __init__(self, given: Mapping[str, Any], file: str, row: Row) -> None:
        self.given, self.file, self.row, self.problems = given, file, row, Problems()

    def add(self, what: str, path: tuple[str, ...], **more: str) -> None:
        self.problems.add(what, file=self.file, row=self.row(*path), column=".".join(path), **more)

    def place(self, problem: Problem) -> Problem:
        """A problem of the policy itself, with its line."""
        path = tuple(problem.column.split(".")) if problem.column else ()
        return Problem(
            what=problem.what, do=problem.do, expected=problem.expected, given=problem.given,
            file=self.file, row=self.row(*path), column=problem.column,
        )  # fmt: skip

    def part(self, *path: str) -> Any:
        found: Any = self.given
        for key in path:
            if not isinstance(found, Mapping):
                return None
            found = found.get(key)
        return found

    def check_keys(self, path: tuple[str, ...]) -> None:
        found = self.part(*path)
        if found is None:
            if path in ((), ("growth",), ("convergence",)):
                self.add(
                    f'"{path[-1] if path else "the policy"}" is missing', path, expected="a block of keys and values"
                )
            return
        if not isinstance(found, Mapping):
            self.add("this is not a block of keys and values", path, given=str(found), expected=", ".join(_KEYS[path]))
            return
        for key in found:
            if key not in _KEYS[path]:
                self.add(
                    f'the key "{key}" is not known here', (*path, str(key)), expected="one of " + ", ".join(_KEYS[path])
                )

    def number(self, *path: str) -> float | None:
        found = self.part(*path)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | float):
            hint = "write 0.5% as 0.005" if "%" in str(found) else "write it in full, without an exponent or separators"
            self.add("this is not a number", path, given=str(found), do=hint)
            return None
        return float(found)

    def numbers(self, *path: str) -> dict[str, float]:
        found = self.part(*path)
        if found is None:
            return {}
        if not isinstance(found, Mapping):
            self.add("this is not a list of regions with a value each", path, given=str(found))
            return {}
        return {str(key): value for key in found if (value := self.number(*path, key)) is not None}

    def word(self, words: type[_Word], *path: str, default: _Word | None = None) -> _Word:
        found = self.text(*path, one_of=tuple(word.value for word in words), needed=default is None)
        return words(found) if found is not None else default or next(iter(words))

    def text(self, *path: str, one_of: tuple[str, ...], needed: bool = False) -> str | None:
        found = self.part(*path)
        if found is None and (not needed or not isinstance(self.part(*path[:-1]), Mapping)):
            return None  # a block that is missing has been told already
        if found not in one_of:
            given = "" if found is None else str(found)
            self.add(
                "this is missing" if found is None else "this word is not known",
                path,
                given=given,
                expected="one of " + ", ".join(one_of),
            )
            return None
        return str(found)

    def pace(self, *path: str, needed: bool) -> Pace:
        if self.part(*path) is None:
            if needed:
                self.add(
                    "convergence by distance needs this",
                    path,
                    expected="a cap, and a slope or reached_at",
                    do="write cap: 0 and slope: 0 for no movement on this side",
                )
            return Pace(0.0, 0.0)
        cap, slope, at = (self.number(*path, key) for key in ("cap", "slope", "reached_at"))
        if any(value is None and self.part(*path, key) is not None for key, value in (("cap", cap), ("slope", slope),
                                                                                      ("reached_at", at))):  # fmt: skip
            return Pace(0.0, 0.0)  # what is no number has been told already
        if cap is None or (slope is None) == (at is None):
            self.add("a pace has a cap, and either a slope or the distance at which the cap is reached", path)
            return Pace(0.0, 0.0)
        if slope is not None:
            return Pace(slope, cap)
        if at is None or at <= 0:
            self.add(
                "the distance at which the cap is reached must be above nought", (*path, "reached_at"), given=str(at)
            )
            return Pace(0.0, 0.0)
        return Pace.reaching(cap, at)
