"""What a page of a system's own people may be asked: the condition shown by deprivation and over time."""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.money import pounds
from commonweal.problems import BadInput
from commonweal.site.population.own_people.figures import TWO_OR_MORE

MOST_PENCE = 10**14
"""A trillion pounds."""


def usual(conditions: list[tuple[str, str]]) -> dict[str, str]:
    """What an address that names no condition is answered with: two or more conditions, or else the first told.

    Example:
        >>> usual([("copd", "COPD")])
        {'condition': 'copd'}
    """
    told = [id for id, _ in conditions]
    return {"condition": TWO_OR_MORE if TWO_OR_MORE in told else told[0] if told else ""}


class OwnPeopleForm(forms.Form):
    """A condition that is told by deprivation, an amount to be seen by each measure of need, and a part of the page."""

    condition = forms.ChoiceField(error_messages={"invalid_choice": "Choose a condition from the list"})
    amount = forms.CharField(required=False, max_length=30)
    show = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": "Choose a part of the page from the list"}
    )

    def __init__(self, given: Any, conditions: list[tuple[str, str]], parts: list[tuple[str, str]]) -> None:
        """Offer the conditions and the parts of the page.

        Args:
            given: The address's question.
            conditions: Ids and names.
            parts: Ids and names; an area that lacks one of them shows its first parts instead.
        """
        super().__init__(given)
        for name, choices in (("condition", conditions), ("show", parts)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean_amount(self) -> int:
        """The amount in pence; nought where none is given."""
        text = self.cleaned_data["amount"]
        if not text:
            return 0
        try:
            pence = pounds(text)
        except BadInput as bad:
            raise forms.ValidationError(str(bad.problems[0])) from bad
        if not 0 < pence <= MOST_PENCE:
            raise forms.ValidationError(f"Type an amount above nought and up to £{MOST_PENCE // 100:,}")
        return pence
