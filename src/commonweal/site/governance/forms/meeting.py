"""A meeting that is called, as a form."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from commonweal.answers import read_date
from commonweal.governance.handbook import Handbook, Meeting
from commonweal.governance.handbook.exchange.cells import read_time
from commonweal.problems import BadInput
from commonweal.site.governance.presenters.bodies import governing_bodies
from commonweal.tables.cells import UnreadableError

YES_NO = [("yes", "Yes"), ("no", "No"), ("", "Not known yet")]
SAID = {"yes": True, "no": False, "": None}


class DateField(forms.CharField):
    """A day as people type it; None when nothing is typed."""

    def __init__(self, what: str, *, needed: bool = False) -> None:
        """Take what the day is of, for the message."""
        self.what = what
        super().__init__(required=needed, max_length=40, error_messages={"required": f"Enter the day {what}"})

    def clean(self, value: Any) -> date | None:
        """The day.

        Raises:
            ValidationError: It is not a day.
        """
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        try:
            return read_date(text)
        except BadInput as error:
            raise forms.ValidationError(
                f"Enter the day {self.what} as a day that exists, such as 1 May 2026"
            ) from error


class TimeField(forms.CharField):
    """A time of day as people type it; empty when nothing is typed."""

    def clean(self, value: Any) -> str:
        """The time, such as 09:30.

        Raises:
            ValidationError: It is not a time.
        """
        text = str(super().clean(value) or "").strip()
        if not text:
            return ""
        try:
            return str(read_time(text))
        except UnreadableError as error:
            raise forms.ValidationError("Enter a time of day, such as 09:30") from error


class MeetingForm(forms.Form):
    """What is settled of a meeting; its body and day only when it is called."""

    body = forms.ChoiceField(
        error_messages={"required": "Choose the body that meets", "invalid_choice": "Choose a body from the list"}
    )
    on_date = DateField("of the meeting", needed=True)
    starts = TimeField(max_length=20, error_messages={"required": "Enter when the meeting begins, such as 09:30"})
    notice_on = DateField("on which public notice is given")
    papers_on = DateField("on which the papers go out")
    open_to_public = forms.ChoiceField(required=False, choices=YES_NO)
    exclusion_reason = forms.CharField(required=False, max_length=500)

    def __init__(self, given: Any, handbook: Handbook, day: date, *, held: Meeting | None = None) -> None:
        super().__init__(given)
        self.bodies = [(row.body, row.name) for row in governing_bodies(handbook, day)]
        self.held = held
        if held is not None:
            del self.fields["body"], self.fields["on_date"]
            self.fields["starts"].required = False
        else:
            self.fields["body"].choices = [("", ""), *self.bodies]  # type: ignore[attr-defined]

    def only(self, bodies: frozenset[str]) -> None:
        """Offer these bodies alone: those whose meetings the visitor clerks."""
        self.bodies = [(body, name) for body, name in self.bodies if body in bodies]
        self.fields["body"].choices = [("", ""), *self.bodies]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The whole, with what contradicts itself refused."""
        said = super().clean() or {}
        said["open_to_public"] = SAID.get(str(said.get("open_to_public") or ""))
        said["starts"] = said.get("starts") or None
        if said["open_to_public"] and said.get("exclusion_reason"):
            self.add_error("exclusion_reason", "A meeting that is open to the public has no reason to exclude it")
        return said


def shown_meeting(held: Meeting) -> dict[str, str]:
    """What a form shows of a meeting that is settled already."""
    days = {name: getattr(held, name) for name in ("notice_on", "papers_on")}
    public = {True: "yes", False: "no", None: ""}[held.open_to_public]
    return {
        "starts": held.starts or "",
        "open_to_public": public,
        "exclusion_reason": held.exclusion_reason,
        **{name: f"{day.day} {day:%B %Y}" if day else "" for name, day in days.items()},
    }
