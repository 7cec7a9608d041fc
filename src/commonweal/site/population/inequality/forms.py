"""What the inequality page may be asked."""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.site.population.inequality.figures import Conditions

DEFAULTS = {"area": "england", "condition": ""}


class InequalityForm(forms.Form):
    """England or an ICB, and a condition."""

    area = forms.ChoiceField(error_messages={"invalid_choice": "Choose England or an ICB from the list"})
    condition = forms.CharField(required=False, max_length=60)

    def __init__(self, given: Any, areas: list[tuple[str, str]]) -> None:
        """Offer the areas.

        Args:
            given: The address's question.
            areas: Codes and names.
        """
        super().__init__(given)
        field = self.fields["area"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = areas

    def chosen_condition(self, held: Conditions) -> str:
        """The condition asked for, or diabetes, or else the first; an unknown one is an error of the field."""
        asked = self.cleaned_data["condition"]
        if asked and asked not in held.gradients:
            self.add_error("condition", "This condition is not published for this area: choose one from the list")
        usual = next((id for id, name in held.names.items() if name == "Diabetes"), next(iter(held.names)))
        return asked if asked in held.gradients else usual
