"""The forms of a nomination ballot: one for each thing that is done in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from commonweal.problems import BadInput
from commonweal.site.governance.forms.day import OtherDayField
from commonweal.site.governance.presenters.names import capital
from commonweal.site.organisations.forms import DayField

Choices = Sequence[tuple[str, str]]
YES_NO = (("yes", "Yes"), ("no", "No"), ("", "Not known"))


class BallotForm(forms.Form):
    """A form whose choices come from the handbook, and whose faults may come from it too."""

    def __init__(self, given: Any = None, *, initial: Any = None, **choices: Choices) -> None:
        """Take what was sent, and for each field that is a choice what there is to choose."""
        super().__init__(given, initial=initial)
        for name, listed in choices.items():
            field: Any = self.fields[name]
            field.choices = list(listed)

    def refuse(self, wrong: BadInput) -> None:
        """Put what stands in the way beside its field, or at the first."""
        first = next(iter(self.fields))
        for problem in wrong.problems:
            name = problem.column if problem.column in self.fields else first
            said = capital(problem.what) + (f"; expected {problem.expected}" if problem.expected else "")
            self.add_error(name, f"{said}. {capital(problem.do)}".rstrip(". ") if problem.do else said)


def _choice(words: str, *, required: bool = True) -> Any:
    return forms.ChoiceField(required=required, error_messages={"required": words, "invalid_choice": words})


class OpenForm(BallotForm):
    """Which seat, and from when to when."""

    seat = _choice("Choose the seat to be filled")
    opened_on = DayField(required=False, max_length=40)
    closed_on = OtherDayField(required=False, max_length=40)


class ForwardForm(BallotForm):
    """Who is put forward, and by which organisation."""

    person = _choice("Choose a person from the list", required=False)
    name = forms.CharField(
        required=False, max_length=150, error_messages={"max_length": "Enter a name of 150 characters or fewer"}
    )
    forward_by = _choice("Choose the organisation in whose name you put the person forward")


class VoteForm(BallotForm):
    """For whom, and for which organisation."""

    vote_for = _choice("Choose whom your organisation votes for")
    vote_of = _choice("Choose the organisation whose vote this is")


class CloseForm(BallotForm):
    """When the vote closed, and what came of it."""

    closed_on = DayField(required=False, max_length=40)
    nominated = _choice("Choose one of those who were put forward", required=False)
    process_followed = forms.ChoiceField(required=False, choices=YES_NO)

    @property
    def followed(self) -> bool | None:
        """Whether the process was followed; None where that is not known."""
        return {"yes": True, "no": False}.get(self.cleaned_data["process_followed"])


class ApproveForm(BallotForm):
    """The day of the chair's approval, as the chair gives it."""

    approved_on = DayField(required=False, max_length=40)


class RecordApprovalForm(ApproveForm):
    """The same as the secretary records it: with where the approval is written down."""

    minute = forms.CharField(
        max_length=300,
        error_messages={
            "required": "Say where the chair's approval is written down, such as a minute or a letter",
            "max_length": "Enter 300 characters or fewer",
        },
    )
