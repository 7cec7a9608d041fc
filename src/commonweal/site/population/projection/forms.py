"""What the page of projections may be asked: of whom, how far, and with how much growth."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from commonweal.population.projections.rates import check_growth
from commonweal.site.population.given import Choices
from commonweal.site.population.projection.lists import Lists

MOST_YEARS = 5
DEFAULTS = {"area": "", "years": str(MOST_YEARS), "growth": ""}


class ProjectionForm(forms.Form):
    """An ICB or all of England, an area of it, years and growth."""

    icb = forms.ChoiceField(error_messages={"invalid_choice": "Choose England or an ICB from the list"})
    area = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": "Choose an area of this ICB from the list"}
    )
    years = forms.ChoiceField(
        choices=[(str(year), f"{year} year{'s' if year > 1 else ''}") for year in range(1, MOST_YEARS + 1)],
        error_messages={"invalid_choice": f"Choose 1 to {MOST_YEARS} years"},
    )
    growth = forms.CharField(required=False, max_length=20)

    def __init__(self, given: Any, lists: Lists) -> None:
        """Offer what the lists have.

        Args:
            given: The address's question.
            lists: What can be carried forward.
        """
        super().__init__(given)
        self._lists = lists
        for name, choices in (("icb", lists.boards()), ("area", self.areas)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    @property
    def areas(self) -> Choices:
        """The areas of the ICB in hand."""
        return self._lists.areas(str(self.data.get("icb", "")))

    def clean_growth(self) -> float | None:
        """Growth a year as a share; None where none is given."""
        text = self.cleaned_data["growth"].strip().removesuffix("%").replace("−", "-").strip()
        if not text:
            return None
        try:
            growth = float(text) / 100
        except ValueError:
            raise forms.ValidationError("Type growth as a percentage a year, such as 0.8 or -0.5") from None
        for problem in check_growth(growth):
            raise forms.ValidationError(f"Type a growth between {problem.expected}, such as 0.8 or -0.5")
        return growth


def with_board(given: QueryDict, lists: Lists) -> QueryDict:
    """The question with the ICB of its area, where it names an area alone; with the first where it names neither."""
    query = given.copy()
    if not query.get("icb"):
        query["icb"] = lists.board_of(query.get("area", ""))
    return query
