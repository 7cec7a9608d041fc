"""The figures that one stream's allocations of one year are worked from."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from commonweal.allocations.arrays import FloatArray, Number, shares
from commonweal.problems import Problems


@dataclass(frozen=True, eq=False, kw_only=True)
class StreamYear:
    """One stream in one financial year, organisation by organisation. Money in £k; (n,) is one value for each.

    Args:
        stream: ``core``, ``primary_medical``, ``specialised``, ``pod`` or ``running_costs``.
        year: The financial year, as ``2025/26``.
        codes: The n organisations, each once.
        baseline_k: (n,) last year's recurrent allocation with its recurrent adjustments.
        opening_target_k: (n,) target in last year's money; None for a stream without targets.
        closing_target_k: (n,), or (scenarios, n): target in this year's money; None likewise.
        published_growth: (n,) growth rates as printed, for the streams where growth is printed and not derived.
        scope_share: (n,) the part of the baseline that convergence acts on; None means all of it.
        regions: The NHS region code of each organisation, for convergence by region.
        population: (n,) people in this year; needed only by limits for each person and figures per head.
        opening_population: (n,) people in the baseline year.

    Raises:
        BadInput: Lengths differ, a code stands twice, or a baseline or target is missing, infinite or not above nought.

    Example:
        >>> year = StreamYear(stream="core", year="2025/26", codes=("QHL",), baseline_k=np.array([2797301.408]))
        >>> len(year)
        1
    """

    stream: str
    year: str
    codes: tuple[str, ...]
    baseline_k: FloatArray
    opening_target_k: FloatArray | None = None
    closing_target_k: FloatArray | None = None
    published_growth: FloatArray | None = None
    scope_share: FloatArray | None = None
    regions: tuple[str, ...] | None = None
    population: FloatArray | None = None
    opening_population: FloatArray | None = None

    def __post_init__(self) -> None:
        found = Problems()
        size = len(self.codes)
        label = f"{self.stream} {self.year}"
        if size == 0:
            found.add(f"{label} has no organisations")
        if len(set(self.codes)) != size:
            twice = sorted({code for code in self.codes if self.codes.count(code) > 1})
            found.add(f"{label} names an organisation twice", given=", ".join(twice), do="keep one row for each")
        if self.regions is not None and len(self.regions) != size:
            found.add(f"{label} has {len(self.regions)} regions for {size} organisations")
        for name, above_nought in _ARRAYS.items():
            values = getattr(self, name)
            if values is None:
                continue
            if values.ndim == 0 or values.shape[-1] != size:
                found.add(
                    f"{label} has a wrong number of values for {size} organisations",
                    column=name,
                    given=str(values.shape),
                )
                continue
            wrong = ~np.isfinite(values)
            if above_nought:
                wrong |= ~(values > 0)
            for position in np.unique(np.nonzero(wrong)[-1]):
                found.add(
                    f"{label} cannot use the {name} of {self.codes[position]}",
                    given=str(np.atleast_2d(values)[0, position]),
                    expected="a number above nought" if above_nought else "a number",
                )
        found.raise_if_any()

    def __len__(self) -> int:
        """How many organisations there are."""
        return len(self.codes)

    def with_quantum(self, quantum_k: Number) -> StreamYear:
        """The same year with its closing targets scaled to a national quantum; shares stay as they are.

        Args:
            quantum_k: In £k; a float, or (scenarios, 1) for one set of targets per scenario.

        Raises:
            BadInput: The stream has no targets.
        """
        return replace(self, closing_target_k=shares(self.required_closing_target()) * quantum_k)

    def required_opening_target(self) -> FloatArray:
        """The opening targets, or a problem that says which are missing."""
        return _required(self, self.opening_target_k, "opening target")

    def required_closing_target(self) -> FloatArray:
        """The closing targets, or a problem that says which are missing."""
        return _required(self, self.closing_target_k, "closing target")


_ARRAYS = {
    "baseline_k": True,
    "opening_target_k": True,
    "closing_target_k": True,
    "published_growth": False,
    "scope_share": False,
    "population": True,
    "opening_population": True,
}


def _required(year: StreamYear, values: FloatArray | None, name: str) -> FloatArray:
    if values is None:
        found = Problems()
        found.add(
            f"{year.stream} {year.year} has no {name}",
            do=f"choose a policy that reads no {name}, or supply the {name}s",
        )
        found.raise_if_any()
        raise AssertionError  # pragma: no cover
    return values
