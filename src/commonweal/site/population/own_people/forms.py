"""What a page of a system's own people may be asked: the condition shown by deprivation and over time."""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.site.population.own_people.figures import TWO_OR_MORE


def usual(conditions: list[tuple[str, str]]) -> dict[str, str]:
    """What an address that names no condition is answered with: two or more conditions, or else the first told.

    Example:
        >>> usual([("copd", "COPD")])
        {'condition': 'copd'}
    """
    told = [id for id, _ in conditions]
    return {"condition": TWO_OR_MORE if TWO_OR_MORE in told else told[0] if told else ""}


class OwnPeopleForm(forms.Form):
    """A condition that is told by deprivation."""

    condition = forms.ChoiceField(error_messages={"invalid_choice": "Choose a condition from the list"})

    def __init__(self, given: Any, conditions: list[tuple[str, str]]) -> None:
        """Offer the conditions.

        Args:
            given: The address's question.
            conditions: Ids and names.
        """
        super().__init__(given)
        field = self.fields["condition"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = conditions
