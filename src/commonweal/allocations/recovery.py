"""Recovering a policy from what a workbook prints: which parameters its figures identify, and which they do not."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from commonweal.allocations.allocation import allocate
from commonweal.allocations.arrays import FloatArray
from commonweal.allocations.convergence import convergence_basis, pace_of_change
from commonweal.allocations.policy import NO_PACE, Basis, ConvergenceMode, Form, GrowthMode, Pace, Policy
from commonweal.allocations.stream_year import StreamYear

_SAME = 1e-7
"""Rates nearer than this are one rate: the publisher's own targets carry noise of a few parts in 10^9."""

_EXACT = 1e-13
"""The noise of a rate that is printed and not worked out."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a policy, as far as the printed figures tell it.

    Args:
        name: Its place in a policy file, such as ``convergence.gain.cap``.
        value: The value; None where it could not be told.
        because: What shows it, or why it cannot be told, one sentence.
        identified: Whether the figures fix the value; a value that is only a bound is not identified.
    """

    name: str
    value: float | str | None
    because: str
    identified: bool = True


@dataclass(frozen=True, eq=False)
class Recovery:
    """What the printed figures of a stream and year tell about its policy.

    Args:
        policy: The simplest policy that reproduces every printed convergence; None where none does.
        parameters: Each parameter with what shows it.
    """

    policy: Policy | None
    parameters: tuple[Parameter, ...]

    def value(self, name: str) -> float | str | None:
        """The value of an identified parameter; None where it is not identified."""
        return next((each.value for each in self.parameters if each.name == name and each.identified), None)


def recover_policy(
    year: StreamYear, growth: FloatArray | None, moved: FloatArray | None, allocation_k: FloatArray
) -> Recovery:
    """Find the policy that printed growth, convergence and allocations follow.

    Args:
        year: Baselines, and targets where they are printed or follow from printed distances.
        growth: (n,) printed base growth; None where it is not printed.
        moved: (n,) printed convergence; None where it is not printed, which is taken as none.
        allocation_k: (n,) printed recurrent allocations, £k.

    Returns:
        The policy, or as much of it as can be told.

    Example:
        >>> year = StreamYear(stream="core", year="2025/26", codes=("A", "B", "C", "D"),
        ...                   baseline_k=np.array([90.0, 95.0, 101.0, 110.0]) * 1e6,
        ...                   closing_target_k=np.array([104.0, 100.0, 104.0, 104.0]) * 1e6)
        >>> rule = Policy(growth_rate=0.04, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005))
        >>> made = allocate(year, rule)
        >>> recover_policy(year, made.growth, made.convergence, made.allocation_k).policy == rule
        True
    """
    if growth is None:
        return Recovery(None, (Parameter("growth.mode", None, "No base growth is printed.", identified=False),))
    growth_policy, found = _growth(year, growth)
    step, rounding = _rounding(allocation_k)
    found.append(rounding)
    base = replace(growth_policy, rounding_k=step)
    year = replace(year, published_growth=growth)
    policy, more = _convergence(year, base, growth, moved)
    found += more
    if policy is None:
        return Recovery(None, tuple(found))
    policy, form = _form(year, policy, growth, np.zeros_like(growth) if moved is None else moved, allocation_k)
    found.append(form)
    return Recovery(policy, tuple(found))


def _growth(year: StreamYear, growth: FloatArray) -> tuple[Policy, list[Parameter]]:
    still = Policy(growth_rate=0.0, convergence_mode=ConvergenceMode.NONE)
    if np.ptp(growth) < _SAME:
        rate = _tidy(float(np.median(growth)), _EXACT)
        because = "All organisations have the same printed growth."
        found = [Parameter("growth.mode", "uniform", because), Parameter("growth.rate", rate, because)]
        return replace(still, growth_rate=rate), found
    opening, closing = year.opening_target_k, year.closing_target_k
    if opening is not None and closing is not None and np.max(np.abs(closing / opening - 1.0 - growth)) < _SAME:
        because = "Each printed growth is that of the organisation's own target."
        policy = replace(still, growth_mode=GrowthMode.TARGET, growth_rate=None)
        return policy, [Parameter("growth.mode", "target", because)]
    because = "Printed growth differs and is not that of the targets, so it is taken as printed."
    return replace(still, growth_mode=GrowthMode.PUBLISHED, growth_rate=None), [
        Parameter("growth.mode", "published", because)
    ]


def _rounding(allocation_k: FloatArray) -> tuple[float | None, Parameter]:
    whole = bool(np.all(np.abs(allocation_k - np.round(allocation_k)) < 1e-9))
    if whole:
        return 1.0, Parameter("rounding_k", 1.0, "Every printed allocation is a whole number of £1,000.")
    return None, Parameter("rounding_k", None, "Printed allocations are not rounded.")


def _convergence(
    year: StreamYear, base: Policy, growth: FloatArray, moved: FloatArray | None
) -> tuple[Policy | None, list[Parameter]]:
    if moved is None or np.max(np.abs(moved)) < _SAME:
        because = "No convergence is printed." if moved is None else "Every printed convergence is nought."
        return base, [Parameter("convergence.mode", "none", because)]
    if year.closing_target_k is not None or year.opening_target_k is not None:
        tries = [
            found
            for basis in ((Basis.OPENING,) if base.growth_mode is GrowthMode.TARGET else (Basis.PRE, Basis.OPENING))
            for partial in ((False, True) if year.scope_share is not None else (False,))
            if (found := _by_distance(year, base, growth, moved, basis, partial)) is not None
        ]
        if tries:
            return min(tries, key=lambda one: one[2])[:2]
    by_region = _by_region(year, moved)
    if by_region is not None:
        because = (
            "Every organisation of a region has the same printed convergence; where the values come from is not told."
        )
        policy = replace(base, convergence_mode=ConvergenceMode.REGION, region_convergence=by_region)
        return policy, [Parameter("convergence.mode", "region", because)]
    because = "Printed convergence follows no pace with one slope and one cap on each side of target."
    return None, [Parameter("convergence.mode", None, because, identified=False)]


def _by_region(year: StreamYear, moved: FloatArray) -> dict[str, float] | None:
    if year.regions is None:
        return None
    names = np.array(year.regions)
    groups = {region: moved[names == region] for region in dict.fromkeys(year.regions)}
    if any(np.ptp(values) > _SAME for values in groups.values()):
        return None
    return {region: float(np.median(values)) for region, values in groups.items()}


def _by_distance(
    year: StreamYear, base: Policy, growth: FloatArray, moved: FloatArray, basis: Basis, partial: bool
) -> tuple[Policy, list[Parameter], float] | None:
    needed = year.opening_target_k if basis is Basis.OPENING else year.closing_target_k
    if needed is None:
        return None
    distance = convergence_basis(year, replace(base, basis=basis), growth)
    whole = moved / year.scope_share if partial and year.scope_share is not None else moved
    gain, gain_found = _pace("gain", -distance, whole)
    loss, loss_found = _pace("loss", distance, -whole)
    error = float(np.max(np.abs(pace_of_change(distance, gain=gain, loss=loss) - whole)))
    if error > _SAME:
        return None
    text = "the distance before convergence" if basis is Basis.PRE else "the opening distance"
    follows = f"Every printed convergence follows from {text}."
    one = base.growth_mode is GrowthMode.TARGET
    because = "Growth is that of the target, so the distance is the same before and after it." if one else follows
    found = [
        Parameter("convergence.mode", "distance", follows),
        Parameter("convergence.basis", basis.value, because, identified=not one),
        *gain_found,
        *loss_found,
    ]
    if partial:
        found.append(Parameter("convergence.scope", "physical_health", "It acts on the physical health part alone."))
    policy = replace(
        base, convergence_mode=ConvergenceMode.DISTANCE, basis=basis, gain=gain, loss=loss, partial_scope=partial
    )
    return policy, found, error


def _pace(side: str, distance: FloatArray, moved: FloatArray) -> tuple[Pace, list[Parameter]]:
    """The slope and cap of one side; ``distance`` and ``moved`` are positive on it."""
    cap_name, slope_name = f"convergence.{side}.cap", f"convergence.{side}.slope"
    where = distance > 0
    if not np.any(where) or np.max(moved[where]) < _SAME:
        because = "No organisation lies on this side of target, or none there is moved."
        return NO_PACE, [Parameter(name, None, because, identified=False) for name in (cap_name, slope_name)]
    far, paid = distance[where], moved[where]
    most = float(paid.max())
    capped = paid > most - _SAME
    slopes = (paid / far)[~capped & (far > 1e-6)]
    if slopes.size == 0:
        least = most / float(far.min())
        because = f"All on this side receive the same; the slope is at least {least:.4g}."
        return Pace(least, most), [
            Parameter(cap_name, _tidy(most, _EXACT), "The most that any organisation is moved."),
            Parameter(slope_name, least, because, identified=False),
        ]
    slope = _tidy(float(np.median(slopes)), _SAME / 100)
    found = [Parameter(slope_name, slope, f"{slopes.size} organisations are moved by this part of their distance.")]
    if capped.sum() > 1 or slope * float(far[capped].max()) > most + _SAME:
        cap = _tidy(most, _EXACT)
        found.insert(0, Parameter(cap_name, cap, f"{int(capped.sum())} are moved by this much, however far they are."))
        return Pace(slope, cap), found
    because = f"No organisation is far enough from target to reach it; it is at least {most:.4%}."
    found.insert(0, Parameter(cap_name, most, because, identified=False))
    return Pace(slope, most), found


def _tidy(value: float, noise: float) -> float:
    """The shortest decimal within the noise of a figure; the value itself where none is."""
    for places in range(2, 9):
        if abs(round(value, places) - value) < noise:
            return round(value, places)
    return value


def _form(
    year: StreamYear, policy: Policy, growth: FloatArray, moved: FloatArray, allocation_k: FloatArray
) -> tuple[Policy, Parameter]:
    forms = {}
    for form in (Form.MULTIPLICATIVE, Form.ADDITIVE):
        tried = replace(policy, form=form)
        forms[form] = float(np.max(np.abs(allocate(year, tried).unrounded_k - allocation_k)))
    best = min(forms, key=lambda form: forms[form])
    if not np.any(moved) or forms[Form.MULTIPLICATIVE] == forms[Form.ADDITIVE]:
        because = "There is no convergence, so the two forms are one."
        return policy, Parameter("convergence.form", "multiplicative", because, identified=False)
    other = max(forms.values())
    because = f"The other form would be wrong by up to £{other:,.0f}k."
    return replace(policy, form=best), Parameter("convergence.form", best.value, because)
