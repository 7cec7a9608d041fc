"""What the map page may be asked."""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.site.population.figures import Held

DEFAULTS = {"measure": "missing", "condition": ""}
MEASURES = [
    ("missing", "Expected less recorded, for 1,000 people"),
    ("ratio", "Recorded, of what is expected"),
    ("share", "Share on the register"),
    ("core20", "Small areas in the most deprived fifth of England"),
]


class MapForm(forms.Form):
    """A measure, and the condition that it is of."""

    measure = forms.ChoiceField(choices=MEASURES, error_messages={"invalid_choice": "Choose a measure from the list"})
    condition = forms.ChoiceField(required=False, error_messages={"invalid_choice": "Choose a condition from the list"})

    def __init__(self, given: Any, held: Held) -> None:
        """Offer the registers of the published figures.

        Args:
            given: The address's question.
            held: The published figures.
        """
        super().__init__(given)
        field = self.fields["condition"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.register.id, one.register.name) for one in held.comparisons.values()]
