"""A question from the public, as a form."""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.governance.handbook import Handbook, Meeting, PublicQuestion
from commonweal.governance.handbook.canonical import plain_text
from commonweal.governance.question_text import MOST_CHARACTERS
from commonweal.site.components.words import calendar_date
from commonweal.site.governance.forms.meeting import SAID, YES_NO, DateField


class PublicQuestionForm(forms.Form):
    """When it came, how long it is, whether it repeats another, whether it was taken, when it was answered."""

    received_on = DateField("on which the question came", needed=True)
    words = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=100_000,
        error_messages={
            "invalid": "Enter how many words the question has as a whole number",
            "min_value": "Enter at least 1 word",
            "max_value": "Enter fewer words",
        },
    )
    text = forms.CharField(
        required=False,
        max_length=MOST_CHARACTERS,
        error_messages={"max_length": f"Enter {MOST_CHARACTERS:,} characters or fewer: what was asked, no more"},
    )
    repeats = forms.ChoiceField(required=False, error_messages={"invalid_choice": "Choose a question from the list"})
    accepted = forms.ChoiceField(required=False, choices=YES_NO)
    replied_on = DateField("of the reply")

    def __init__(self, given: Any, handbook: Handbook, meeting: Meeting, chosen: PublicQuestion | None) -> None:
        super().__init__(given)
        days = {row.meeting: row.on_date for row in handbook.rows(Meeting)}
        earlier = [
            row
            for row in handbook.rows(PublicQuestion)
            if (chosen is None or row.question != chosen.question) and days[row.meeting] <= meeting.on_date
        ]
        self.earlier = [(row.question, f"{row.question}, {calendar_date(days[row.meeting])}") for row in earlier]
        self.fields["repeats"].choices = [("", ""), *self.earlier]  # type: ignore[attr-defined]

    def row(self, question: str, meeting: str) -> PublicQuestion:
        """The question as a row; what was left blank is not known."""
        said = self.cleaned_data
        return PublicQuestion(
            question=question,
            meeting=meeting,
            received_on=said["received_on"],
            words=said["words"],
            text=plain_text(said["text"]),
            repeats=said["repeats"],
            accepted=SAID[said["accepted"]],
            replied_on=said["replied_on"],
        )


def shown_question(row: PublicQuestion) -> dict[str, Any]:
    """What a form shows of a question that is entered already."""
    return {
        "received_on": calendar_date(row.received_on) if row.received_on else "",
        "words": row.words or "",
        "text": row.text,
        "repeats": row.repeats,
        "accepted": {True: "yes", False: "no", None: ""}[row.accepted],
        "replied_on": calendar_date(row.replied_on) if row.replied_on else "",
    }
