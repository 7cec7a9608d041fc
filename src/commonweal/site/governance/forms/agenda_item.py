"""An item of an agenda, as a form."""

from __future__ import annotations

from typing import Any

from django import forms

from commonweal.governance.handbook import AgendaItem, Handbook, Meeting
from commonweal.money import pounds, show
from commonweal.problems import BadInput
from commonweal.site.governance.forms.decide import functions, places, years_field
from commonweal.site.governance.forms.meeting import SAID, YES_NO

NOBODY = "none"
"""What stands in the sheet where no organisation gains or loses; a blank is not known."""


class AgendaItemForm(forms.Form):
    """What is to be decided, for how much, about whom, in public or not."""

    title = forms.CharField(
        max_length=300,
        error_messages={
            "required": "Enter what the item is about",
            "max_length": "Say in 300 characters or fewer what the item is about",
        },
    )
    number = forms.CharField(required=False, max_length=20)
    for_decision = forms.ChoiceField(required=False, choices=YES_NO)
    function = forms.ChoiceField(required=False, error_messages={"invalid_choice": "Choose a function from the list"})
    place = forms.ChoiceField(required=False, error_messages={"invalid_choice": "Choose a place from the list"})
    amount = forms.CharField(required=False, max_length=40)
    years = years_field()
    counterparties = forms.CharField(required=False, max_length=2000)
    nobody_gains = forms.BooleanField(required=False)
    private = forms.ChoiceField(required=False, choices=YES_NO)
    exclusion_reason = forms.CharField(required=False, max_length=500)
    individual_patient = forms.ChoiceField(required=False, choices=YES_NO)
    changes_services = forms.ChoiceField(required=False, choices=YES_NO)

    def __init__(self, given: Any, handbook: Handbook, meeting: Meeting) -> None:
        super().__init__(given)
        self.functions = functions(handbook, meeting.on_date)
        self.places = places(handbook, meeting.on_date)
        self.fields["function"].choices = [("", ""), *self.functions]  # type: ignore[attr-defined]
        self.fields["place"].choices = [("", ""), *self.places]  # type: ignore[attr-defined]

    def clean_amount(self) -> int | None:
        """The amount in pence."""
        text = str(self.cleaned_data["amount"]).strip()
        if not text:
            return None
        try:
            pence = pounds(text)
        except BadInput as error:
            raise forms.ValidationError("Enter the amount in pounds, such as £400,000 or £1.2m") from error
        if pence < 0:
            raise forms.ValidationError("Enter an amount of nought or more")
        return pence

    def clean(self) -> dict[str, Any]:
        """The whole, with what contradicts itself refused."""
        said = super().clean() or {}
        named = [line.strip() for line in str(said.get("counterparties", "")).replace("\n", ";").split(";")]
        said["counterparties"] = tuple(name for name in named if name)
        if said["counterparties"] and said.get("nobody_gains"):
            self.add_error("counterparties", "Name who stands to gain or lose, or tick that nobody does")
        if said.get("exclusion_reason") and said.get("private") == "no":
            self.add_error("exclusion_reason", "An item taken in public has no reason to exclude the public")
        if said.get("private") == "yes" and not said.get("exclusion_reason", "").strip():
            self.add_error("exclusion_reason", "Enter the reason that the resolution will state")
        return said

    def row(self, item: str, meeting: str) -> AgendaItem:
        """The item as a row; what was left blank is not known."""
        said = self.cleaned_data
        return AgendaItem(
            item=item,
            meeting=meeting,
            number=said["number"].strip(),
            title=said["title"].strip(),
            for_decision=SAID[said["for_decision"]],
            function=said["function"],
            place=said["place"],
            amount_pence=said["amount"],
            years=said["years"],
            counterparties=said["counterparties"] or ((NOBODY,) if said["nobody_gains"] else ()),
            private=SAID[said["private"]],
            exclusion_reason=said["exclusion_reason"].strip(),
            individual_patient=SAID[said["individual_patient"]],
            changes_services=SAID[said["changes_services"]],
        )


def shown_item(row: AgendaItem) -> dict[str, Any]:
    """What a form shows of an item that stands on an agenda already."""
    words = {True: "yes", False: "no", None: ""}
    nobody = row.counterparties == (NOBODY,)
    return {
        "title": row.title,
        "number": row.number,
        "for_decision": words[row.for_decision],
        "function": row.function,
        "place": row.place,
        "amount": show(row.amount_pence) if row.amount_pence is not None else "",
        "years": row.years or "",
        "counterparties": "" if nobody else "\n".join(row.counterparties),
        "nobody_gains": nobody,
        "private": words[row.private],
        "exclusion_reason": row.exclusion_reason,
        "individual_patient": words[row.individual_patient],
        "changes_services": words[row.changes_services],
    }
