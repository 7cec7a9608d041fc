"""The day that a page is asked about, and what may be chosen with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from commonweal.law import overlay_names
from commonweal.site.governance.handbooks import HandbookShown
from commonweal.site.governance.presenters.names import words
from commonweal.site.organisations.forms import DayField


class DayForm(forms.Form):
    """The day."""

    on = DayField(required=False, max_length=40)


class BodyForm(DayForm):
    """The day, and one body; empty for all."""

    body = forms.CharField(required=False, max_length=100)


class OtherDayField(DayField):
    """A second day; none when nothing is typed."""

    def clean(self, value: Any) -> Any:
        """The day, or None."""
        return super().clean(value) if str(value or "").strip() else None


class CheckForm(DayForm):
    """The day, and a reform that is not in force."""

    overlay = forms.ChoiceField(
        required=False,
        choices=lambda: [("", "None: the law as it stands"), *((name, words(name)) for name in overlay_names())],
        error_messages={"invalid_choice": "Choose a reform from the list"},
    )


class MapForm(CheckForm):
    """The day of a map, and another day or a reform with which it is compared."""

    before = OtherDayField(required=False, max_length=40)


def asked(form: type[DayForm], request: HttpRequest, shown: HandbookShown) -> tuple[Any, Any]:
    """The form filled from an address, and the day: the handbook's own where none that can be used is given."""
    given: dict[str, Any] = request.GET.dict()
    if not str(given.get("on", "")).strip():
        given["on"] = shown.day.isoformat()
    made = form(given)
    valid = made.is_valid()
    return made, made.cleaned_data["on"] if valid or "on" in made.cleaned_data else shown.day
