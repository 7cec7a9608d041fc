"""Which events are shown, and the head that a chain is compared with."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from commonweal.site.audit.chain import Head
from commonweal.site.audit.records import actors, verbs
from commonweal.site.audit.wording import wording_of
from commonweal.site.audit_pages.names import Names


class EventsForm(forms.Form):
    """Which act, and by whom."""

    verb = forms.ChoiceField(required=False, error_messages={"invalid_choice": "Choose an act from the list"})
    actor = forms.ChoiceField(required=False, error_messages={"invalid_choice": "Choose a person from the list"})

    def __init__(self, given: Any, names: Names) -> None:
        super().__init__(given)
        cast(forms.ChoiceField, self.fields["verb"]).choices = [
            ("", "Every act"),
            *sorted(((verb, wording_of(verb).title) for verb in verbs()), key=lambda choice: choice[1]),
        ]
        acting = actors()
        names.learn(acting)
        cast(forms.ChoiceField, self.fields["actor"]).choices = [
            ("", "Anyone"),
            *sorted(((actor, names.of(actor)) for actor in acting), key=lambda choice: choice[1].casefold()),
        ]


class HeadForm(forms.Form):
    """A head of the chain that somebody noted."""

    head = forms.CharField(required=False, max_length=100, error_messages={"max_length": "The head is too long"})

    def clean_head(self) -> Head | None:
        """The head, or None when none was given."""
        given = self.cleaned_data["head"]
        if not given:
            return None
        try:
            return Head.parse(given)
        except ValueError as error:
            raise forms.ValidationError(
                "Enter the head as it was printed: a number, a colon, and 64 characters from 0 to 9 and a to f"
            ) from error
