"""What a merger or a split is asked with, and a resolution of a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from commonweal.governance.handbook import Body, Decision, Handbook
from commonweal.site.components.words import calendar_date
from commonweal.site.governance.forms.day import DayForm, OtherDayField

Choices = Sequence[tuple[str, str]]
SHOWN = (("", "Every line"), ("open", "Only what is not settled"))


def boards(handbook: Handbook) -> list[tuple[str, str]]:
    """The integrated care boards of a handbook, by their latest names."""
    return list({row.body: f"{row.name} ({row.body})" for row in handbook.rows(Body, kind="icb")}.items())


class MergerForm(DayForm):
    """The day of the question, the handbooks, and who is to take over from whom, if no handbook says so yet."""

    together = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": "Choose handbooks from the list"}
    )
    closing = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": "Choose the boards that close from the list"}
    )
    new_body = forms.CharField(
        required=False, max_length=100, error_messages={"max_length": "Enter an id of 100 characters or fewer"}
    )
    takes_over_on = OtherDayField(required=False, max_length=40)
    kind = forms.CharField(required=False, max_length=40)
    lines = forms.ChoiceField(
        required=False, choices=SHOWN, error_messages={"invalid_choice": "Choose which lines to show from the list"}
    )

    def __init__(self, given: Any, *, others: Choices, closing: Choices) -> None:
        """Take what there is to choose."""
        super().__init__(given)
        self.others, self.boards = list(others), list(closing)
        for name, listed in (("together", self.others), ("closing", self.boards)):
            field: Any = self.fields[name]
            field.choices = listed

    def clean(self) -> dict[str, Any]:
        """Ask for all of a succession, or none of it."""
        cleaned = super().clean() or self.cleaned_data
        asked = {
            "closing": "Choose which boards close",
            "new_body": "Enter the id of the body that takes over",
            "takes_over_on": "Enter the first day of the body that takes over, such as 1 April 2027",
        }
        if any(cleaned.get(name) for name in asked):
            for name, words in asked.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return cleaned

    def successions(self) -> list[dict[str, str]]:
        """The successions that were typed, as the question takes them."""
        asked = self.cleaned_data
        return [
            {"old_body": body, "new_body": asked["new_body"].strip(), "on_date": asked["takes_over_on"].isoformat()}
            for body in asked["closing"]
        ]


class ClusterForm(forms.Form):
    """A decision, and the boards that it is to bind."""

    decision = forms.ChoiceField(error_messages={"invalid_choice": "Choose a decision from the list"})
    together = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": "Choose handbooks from the list"}
    )
    icb = forms.MultipleChoiceField(required=False, error_messages={"invalid_choice": "Choose boards from the list"})

    def __init__(self, given: Any, handbook: Handbook, others: Choices) -> None:
        """Take the decisions and boards of the handbook."""
        super().__init__(given)
        rows = sorted(handbook.rows(Decision), key=lambda row: (row.on_date, row.decision), reverse=True)
        self.decisions = [(row.decision, f"{row.title}, {calendar_date(row.on_date)} ({row.decision})") for row in rows]
        self.days = {row.decision: row.on_date for row in rows}
        self.boards, self.others = boards(handbook), list(others)
        for name, listed in (("decision", self.decisions), ("icb", self.boards), ("together", self.others)):
            field: Any = self.fields[name]
            field.choices = listed
