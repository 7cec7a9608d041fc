"""The last day of a row."""

from __future__ import annotations

from django import forms

from commonweal.site.organisations.forms import DayField


class EndForm(forms.Form):
    """The last day on which the row holds."""

    last_day = DayField(max_length=40, error_messages={"required": "Enter the last day on which the row holds"})
