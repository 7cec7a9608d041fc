"""What the finder of unmet need may be asked."""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.population.prevalence.practices import LEVELS
from commonweal.site.population.figures import Held
from commonweal.site.population.given import areas_of

DEFAULTS = {"level": "pcn", "icb": "", "condition": "", "core20": "0", "sort": "caution", "order": "ascending"}
CORE20 = [("0", "Any"), ("20", "20% or more"), ("40", "40% or more"), ("60", "60% or more")]
SORTS = ("caution", "name", "total", "rate", "below", "people", "core20")

_NAMES = {"icb": "ICBs", "place": "Places", "pcn": "Primary care networks", "practice": "Practices"}


class FinderForm(forms.Form):
    """What is ranked, where, by which condition, and in which order."""

    level = forms.ChoiceField(
        choices=[(level, _NAMES[level]) for level in LEVELS],
        error_messages={"invalid_choice": "Choose ICBs, places, networks or practices"},
    )
    icb = forms.ChoiceField(required=False, error_messages={"invalid_choice": "Choose an ICB from the list"})
    condition = forms.ChoiceField(required=False, error_messages={"invalid_choice": "Choose a condition from the list"})
    core20 = forms.ChoiceField(choices=CORE20, error_messages={"invalid_choice": "Choose a share from the list"})
    sort = forms.ChoiceField(
        choices=[(key, key) for key in SORTS], error_messages={"invalid_choice": "Sort by a column of the table"}
    )
    order = forms.ChoiceField(
        choices=[("ascending", ""), ("descending", "")], error_messages={"invalid_choice": "Sort up or down"}
    )

    def __init__(self, given: Any, held: Held) -> None:
        """Offer the ICBs and registers of the published figures.

        Args:
            given: The address's question.
            held: The published figures.
        """
        super().__init__(given)
        boards, conditions = self.fields["icb"], self.fields["condition"]
        assert isinstance(boards, forms.ChoiceField)
        assert isinstance(conditions, forms.ChoiceField)
        boards.choices = [("", "All of England"), *areas_of(held, "icb")]
        conditions.choices = [
            ("", "All conditions together"),
            *((one.register.id, one.register.name) for one in held.comparisons.values()),
        ]
