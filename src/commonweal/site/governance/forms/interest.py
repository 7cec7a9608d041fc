"""The form of a member's own statement of an interest."""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.governance.handbook.interests import INTEREST_TYPES
from commonweal.site.governance.forms.ballot import BallotForm
from commonweal.site.governance.forms.day import OtherDayField
from commonweal.site.governance.presenters.names import capital, words
from commonweal.site.organisations.forms import DayField

_LONG = {"max_length": "Enter 1,000 characters or fewer"}
KINDS = [(kind, capital(words(kind))) for kind in INTEREST_TYPES]
YES_NO = (("yes", "Yes"), ("no", "No"), ("", "Not known"))


class DeclareForm(BallotForm):
    """What kind of interest, in what, since when."""

    kind = forms.ChoiceField(
        choices=KINDS,
        error_messages={"required": "Choose the kind of interest", "invalid_choice": "Choose the kind from the list"},
    )
    description = forms.CharField(required=False, max_length=1000, error_messages=_LONG)
    counterparty = forms.CharField(required=False, max_length=200)
    counterparty_code = forms.CharField(required=False, max_length=40)
    held_by = forms.CharField(required=False, max_length=100)
    aware_on = OtherDayField(required=False, max_length=40)
    from_date = OtherDayField(required=False, max_length=40)
    commissioning_related = forms.ChoiceField(required=False, choices=YES_NO)
    supersedes = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": "Choose one of your statements from the list"}
    )

    def said(self) -> dict[str, Any]:
        """What the person says, by the columns of the register."""
        related = {"yes": True, "no": False}.get(self.cleaned_data["commissioning_related"])
        return {**self.cleaned_data, "commissioning_related": related}


class EndedForm(BallotForm):
    """The last day of an interest."""

    last_day = DayField(required=False, max_length=40)
