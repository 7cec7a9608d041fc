"""What the control-chart page may be asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from commonweal.wiring.access_files import MEASURES

DEFAULTS = {"measure": "within_four_hours", "level": "icb", "code": "", "points": "7", "target": ""}
LEVELS = [("icb", "ICBs"), ("trust", "Trusts")]


class ControlChartForm(forms.Form):
    """A measure, an organisation, how many points make a run, a target, and where limits begin anew."""

    measure = forms.ChoiceField(
        choices=[(one.id, one.words) for one in MEASURES],
        error_messages={"invalid_choice": "Choose a measure from the list"},
    )
    level = forms.ChoiceField(choices=LEVELS, error_messages={"invalid_choice": "Choose ICBs or trusts"})
    code = forms.CharField(required=False, max_length=12)
    points = forms.ChoiceField(
        choices=[("7", "7 points"), ("6", "6 points")], error_messages={"invalid_choice": "Choose 6 or 7 points"}
    )
    target = forms.FloatField(
        required=False, min_value=0, error_messages={"invalid": "Enter a target in figures, such as 78"}
    )
    rebase = forms.CharField(required=False, max_length=7)
    reason = forms.CharField(required=False, max_length=300)

    def clean_rebase(self) -> date | None:
        """The month from which limits begin anew."""
        text = self.cleaned_data["rebase"].strip()
        if not text:
            return None
        try:
            return date.fromisoformat(f"{text}-01")
        except ValueError:
            raise forms.ValidationError(
                "Enter the month of the new limits as year and month, such as 2024-04"
            ) from None

    def clean(self) -> dict[str, Any]:
        """Limits are never worked anew without a written reason."""
        given = super().clean() or self.cleaned_data
        if given.get("rebase") and not given.get("reason", "").strip():
            self.add_error("reason", "Write down what changed: limits are not worked anew without a reason")
        return given
