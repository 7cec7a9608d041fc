"""What the pages about organisations may be asked, read from the address."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from commonweal.answers import read_date
from commonweal.organisations.kinds import Kind
from commonweal.problems import BadInput

EARLIEST, LATEST = datetime.date(1948, 7, 5), datetime.date(2100, 1, 1)


class DayField(forms.CharField):
    """A day as people type it; today when nothing is typed."""

    def clean(self, value: Any) -> datetime.date:
        """The day.

        Raises:
            ValidationError: It is not a day, or lies outside what the register can speak of.
        """
        text = str(super().clean(value) or "").strip()
        if not text:
            return today()
        try:
            day = read_date(text)
        except BadInput as error:
            raise forms.ValidationError("Enter a day that exists, such as 31 March 2026") from error
        if not EARLIEST <= day <= LATEST:
            raise forms.ValidationError("Enter a day between 5 July 1948 and 1 January 2100")
        return day


class DayForm(forms.Form):
    """The day that a page is asked about."""

    on = DayField(required=False, max_length=40)


class ListForm(DayForm):
    """Which bodies to list."""

    kind = forms.ChoiceField(
        required=False,
        choices=[("", "Any kind"), *((kind.value, kind.plural[:1].upper() + kind.plural[1:]) for kind in Kind)],
        error_messages={"invalid_choice": "Choose a kind of organisation from the list"},
    )
    q = forms.CharField(
        required=False, max_length=80, error_messages={"max_length": "Search for 80 characters or fewer"}
    )
    closed = forms.BooleanField(required=False)


def asked(form: type[forms.Form], given: Mapping[str, Any], **defaults: Any) -> forms.Form:
    """The form filled from an address, with defaults for what the address leaves out."""
    return form({**defaults, **{name: given.get(name) for name in given}})


def today() -> datetime.date:
    """The day it is in England."""
    return timezone.localdate()
