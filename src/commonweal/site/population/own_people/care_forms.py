"""What the control charts of care by month may be asked: a kind of contact, which parts, and the rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from commonweal.population.aggregates import LEVELS, PopulationAggregates
from commonweal.population.statistics.chart_icons import Improvement
from commonweal.site.population.given import filled
from commonweal.site.population.own_people.words import PLURAL

SECTION = "care"
USUAL_KIND = "emergency_attendance"
BETTER = [("neutral", "Neither"), ("decrease", "Fewer"), ("increase", "More")]


class CareForm(forms.Form):
    """A kind of contact, the parts beside each other, how many points make a run, which way is better, a target."""

    kind = forms.ChoiceField(error_messages={"invalid_choice": "Choose a kind of contact from the list"})
    parts = forms.ChoiceField(error_messages={"invalid_choice": "Choose which parts to show from the list"})
    points = forms.ChoiceField(
        choices=[("7", "7 points"), ("6", "6 points")], error_messages={"invalid_choice": "Choose 6 or 7 points"}
    )
    better = forms.ChoiceField(choices=BETTER, error_messages={"invalid_choice": "Choose which way is better"})
    target = forms.FloatField(
        required=False,
        min_value=0,
        error_messages={
            "invalid": "Enter a target in figures, such as 25",
            "min_value": "Enter a target of nought or more",
        },
    )

    def __init__(self, given: Any, kinds: list[tuple[str, str]], levels: list[tuple[str, str]]) -> None:
        """Offer the kinds and the levels of parts.

        Args:
            given: The address's question.
            kinds: Ids and names of the kinds of contact.
            levels: Levels of parts, and what they are called.
        """
        super().__init__(given)
        for name, choices in (("kind", kinds), ("parts", levels)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


def care_form(held: PopulationAggregates, level: str, given: QueryDict) -> CareForm | None:
    """The form as the address fills it; None where no care by month is told.

    Args:
        held: The aggregates.
        level: Of the area that is shown.
        given: The address's question.
    """
    table = held.table("activity_months")
    kinds = list(dict(zip(table["kind"], table["title"], strict=True)).items())
    if not kinds:
        return None
    below = [(one, PLURAL[one]) for one in reversed(LEVELS[LEVELS.index(level) + 1 :])] or [
        ("practice", PLURAL["practice"])
    ]
    kind = USUAL_KIND if USUAL_KIND in dict(kinds) else kinds[0][0]
    usual = {"kind": kind, "parts": below[0][0], "points": "7", "better": "neutral", "target": ""}
    return filled(CareForm, given, usual, kinds=kinds, levels=below)


class CareAsked:
    """What a valid form asks for.

    Args:
        chosen: The cleaned values.
    """

    def __init__(self, chosen: Mapping[str, Any]) -> None:
        """Take what the form has checked."""
        self.kind = str(chosen["kind"])
        self.parts = str(chosen["parts"])
        self.points = int(chosen["points"])
        self.better = Improvement(chosen["better"])
        self.target: float | None = chosen["target"]

    @property
    def query(self) -> str:
        """The same question to the page of another area, which has parts of its own."""
        asked = {"show": SECTION, "kind": self.kind, "points": self.points, "better": self.better.value}
        if self.target is not None:
            asked["target"] = f"{self.target:g}"
        return f"?{urlencode(asked)}#{SECTION}"
