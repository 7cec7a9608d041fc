"""What if: the fields of a scenario, with the published values as their defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from commonweal.allocations.policy import Basis, ConvergenceMode, GrowthMode, Policy
from commonweal.allocations.policy_rules import policy_for, value_for
from commonweal.allocations.scenario_request import HEALTH_INEQUALITIES
from commonweal.site.allocations.worked import worked

BASES = {
    Basis.PRE.value: "after growth, against this year's target",
    Basis.OPENING.value: "before growth, against last year's target",
}


@dataclass(frozen=True, slots=True)
class Knob:
    """A number that a scenario may change.

    Args:
        name: The library's name for it.
        label: What it is.
        unit: What stands after the number; ``£`` stands before it.
        scale: How many of the page's unit make one of the library's: 100 for a percentage, 0.001 for £m of £k.
        least, most: The bounds, in the page's unit.
        hint: A sentence for a newcomer.
        published: The published value in the page's unit as it is written; empty where there is none.
    """

    name: str
    label: str
    unit: str
    scale: float
    least: float
    most: float
    hint: str
    published: str = ""

    @property
    def told(self) -> str:
        """The published value with its unit and commas; empty where there is none."""
        if not self.published:
            return ""
        if self.unit == "£m":
            return f"£{float(self.published):,.3f}m"
        return self.published + self.unit

    @property
    def bounds(self) -> str:
        """The bounds in words."""
        low, high = (f"{value:,.4f}".rstrip("0").rstrip(".") for value in (self.least, self.most))
        if self.unit == "£":
            return f"£{low} and £{high}"
        return f"£{low}m and £{high}m" if self.unit == "£m" else f"{low}{self.unit} and {high}{self.unit}"

    @property
    def wrong(self) -> str:
        """What is said of a value that cannot be."""
        return f"{self.label} must be a number between {self.bounds}"


def knobs(stream: str, year: str) -> tuple[Knob, ...]:
    """What can be changed in the rule of a stream and year, with the published values."""
    policy = policy_for(stream, year)
    found = [_growth(policy)]
    if policy.convergence_mode is ConvergenceMode.DISTANCE:
        found += [
            Knob(
                "gain_slope",
                "Part of the gap closed in a year, below target",
                "%",
                100,
                0,
                100,
                "",
                _percent(policy.gain.slope),
            ),
            Knob(
                "gain_cap",
                "Most that may be gained in a year",
                "%",
                100,
                0,
                10,
                "Of the money after growth.",
                _percent(policy.gain.cap),
            ),
            Knob(
                "loss_slope",
                "Part of the gap closed in a year, above target",
                "%",
                100,
                0,
                100,
                "",
                _percent(policy.loss.slope),
            ),
            Knob(
                "loss_cap",
                "Most that may be lost in a year",
                "%",
                100,
                0,
                10,
                "Of the money after growth.",
                _percent(policy.loss.cap),
            ),
        ]
    found += [
        Knob("minimum_growth", "Nobody grows by less than", "%", 100, -10, 20, "Leave it empty for no floor."),
        Knob(
            "minimum_per_head_gbp",
            "Nobody receives less than, for each person",
            "£",
            1,
            0,
            10_000,
            "Leave it empty for no floor.",
        ),
    ]
    found += _sums(stream, year)
    share = value_for(f"allocations.{stream}.health_inequalities_share", year)
    if share is not None:
        exact = (
            "Exact for this stream."
            if stream == "primary_medical"
            else "An estimate for this stream; its error is told."
        )
        hint = f"The part of the target that follows avoidable deaths. {exact}"
        found.append(Knob(HEALTH_INEQUALITIES, "Health-inequalities share", "%", 100, 0, 100, hint, _percent(share)))
    return tuple(found)


def has_basis(stream: str, year: str) -> bool:
    """Whether the rule reads a distance from target, so that the basis matters."""
    return policy_for(stream, year).convergence_mode is ConvergenceMode.DISTANCE


def _growth(policy: Policy) -> Knob:
    hints = {
        GrowthMode.UNIFORM: "The same for every ICB.",
        GrowthMode.TARGET: "As published, each ICB grows as its own target does. A number here gives all the same.",
        GrowthMode.PUBLISHED: "As published, each ICB has a rate of its own. A number here gives all the same.",
    }
    published = _percent(policy.growth_rate) if policy.growth_mode is GrowthMode.UNIFORM else ""
    return Knob("growth", "Base growth", "%", 100, -10, 20, hints[policy.growth_mode], published)


def _sums(stream: str, year: str) -> list[Knob]:
    allocation = worked(stream, year).allocation
    total = float(allocation.total_k) / 1000
    found = []
    if allocation.year.closing_target_k is not None:
        quantum = float(allocation.year.closing_target_k.sum()) / 1000
        hint = "What all ICBs' fair shares add up to."
        found.append(
            Knob(
                "target_quantum_k",
                "England's total of targets",
                "£m",
                0.001,
                round(quantum * 0.8),
                round(quantum * 1.2),
                hint,
                f"{quantum:.3f}",
            )
        )
    hint = f"It falls out of the rule: £{total:,.1f}m as published. With a sum here, growth is solved to meet it."
    found.append(
        Knob("total_k", "Fix what is handed out in all", "£m", 0.001, round(total * 0.8), round(total * 1.2), hint)
    )
    return found


def _percent(fraction: Any) -> str:
    return f"{float(fraction) * 100:.4f}".rstrip("0").rstrip(".")


class ScenarioForm(forms.Form):
    """The scenario: one number for each knob, and the basis of convergence."""

    def __init__(self, given: Mapping[str, Any], stream: str, year: str) -> None:
        self.knobs = knobs(stream, year)
        published = policy_for(stream, year).basis.value
        filled = {knob.name: _plain(given.get(knob.name, knob.published)) for knob in self.knobs}
        super().__init__({**filled, "basis": given.get("basis", published)})
        for knob in self.knobs:
            self.fields[knob.name] = forms.FloatField(required=False, error_messages={"invalid": knob.wrong})
        self.has_basis = has_basis(stream, year)
        self.published_basis = published
        wrong = "Choose which distance convergence goes by"
        self.fields["basis"] = forms.ChoiceField(
            choices=list(BASES.items()), error_messages={"invalid_choice": wrong, "required": wrong}
        )

    def clean(self) -> dict[str, Any]:
        """Refuse what is out of bounds, and to fix both growth and the sum."""
        cleaned: dict[str, Any] = super().clean() or {}
        for knob in self.knobs:
            value = cleaned.get(knob.name)
            if value is not None and not knob.least <= value <= knob.most:
                self.add_error(knob.name, knob.wrong)
        if cleaned.get("total_k") is not None and "growth" in self.changed():
            self.add_error(
                "total_k", "Leave base growth as published when you fix the sum: growth is solved to meet it"
            )
        return cleaned

    def changed(self) -> dict[str, float]:
        """What differs from the published rule, in the library's units; a value left as it was is none."""
        found = {}
        for knob in self.knobs:
            value = self.cleaned_data.get(knob.name)
            typed = str(self.data.get(knob.name) or "").strip()
            if value is not None and typed != knob.published and _percent_equal(value, knob.published) is False:
                found[knob.name] = round(value / knob.scale, 9)
        return found

    def request(self) -> dict[str, Any]:
        """The scenario as the library takes it; empty when nothing is changed."""
        found: dict[str, Any] = dict(self.changed())
        if self.has_basis and self.cleaned_data["basis"] != self.published_basis:
            found["basis"] = self.cleaned_data["basis"]
        return found


def _plain(typed: str) -> str:
    """A number as people type it, without its unit and commas."""
    return typed.strip().removeprefix("£").rstrip("%m").replace(",", "").strip()


def _percent_equal(value: float, published: str) -> bool:
    return bool(published) and value == float(published)
