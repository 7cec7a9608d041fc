"""The question "May we decide this?" as a form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from commonweal.answers import read_date
from commonweal.governance.handbook import Deputy, Function, Grant, Handbook, Records, Seat
from commonweal.governance.membership import seats_on
from commonweal.problems import BadInput
from commonweal.site.governance.presenters.bodies import bodies_without_seats, governing_bodies
from commonweal.site.governance.presenters.names import body_name, people_of
from commonweal.site.organisations.forms import DayField

ASKS = {"may": "May they decide it?", "who": "Who may decide it?"}
NOT_SAID = [("", "Not known"), ("yes", "Yes"), ("no", "No")]


def deciders(handbook: Handbook, on: date) -> list[tuple[str, str]]:
    """Who could be asked to decide: bodies with seats, bodies whose seats are missing, and seats that hold a grant."""
    bodies = [(f"body:{row.body}", row.name) for row in governing_bodies(handbook, on)]
    bodies += [(f"body:{row.body}", f"{row.name} (no seats entered)") for row in bodies_without_seats(handbook, on)]
    granted = {grant.to_seat for grant in handbook.rows(Grant) if grant.to_seat and grant.holds_on(on)}
    seats = [
        (f"seat:{seat.seat}", f"{seat.title} alone, {body_name(handbook, seat.body, on)}")
        for seat in handbook.rows(Seat)
        if seat.seat in granted and seat.holds_on(on)
    ]
    return bodies + sorted(seats, key=lambda pair: pair[1])


def functions(handbook: Handbook, on: date) -> list[tuple[str, str]]:
    """The functions that stand on a day, by their titles; where two have one title, with the id."""
    titles = {row.function: row.title for row in handbook.rows(Function) if row.holds_on(on)}
    held = list(titles.values())
    named = {id: title if held.count(title) == 1 else f"{title} ({id})" for id, title in titles.items()}
    return sorted(named.items(), key=lambda pair: pair[1])


def places(handbook: Handbook, on: date) -> list[tuple[str, str]]:
    """The places of the system."""
    rows = (*governing_bodies(handbook, on), *bodies_without_seats(handbook, on))
    return [(row.body, row.name) for row in rows if row.kind == "place_partnership"]


def room(handbook: Handbook, who: str, on: date) -> list[tuple[str, str]]:
    """Who may be in the room for a body: the holder of each seat, and deputies."""
    if not who.startswith("body:"):
        return []
    records, people = Records(handbook), people_of(handbook)
    found: dict[str, str] = {}
    for seat in seats_on(records, who.removeprefix("body:"), on):
        for person in seat.holders:
            found[f"{person}|{seat.seat}|"] = f"{people.get(person, person)}, {seat.title}"
        for row in records.rows(Deputy, seat=seat.seat):
            if row.holds_on(on):
                name = people.get(row.person, row.person)
                found[f"{row.person}|{seat.seat}|deputy"] = f"{name}, as deputy for {seat.title}"
    return list(found.items())


def years_field() -> forms.IntegerField:
    """Over how many years an amount is spent; blank is one."""
    return forms.IntegerField(
        required=False,
        min_value=1,
        max_value=50,
        error_messages={
            "invalid": "Enter the years as a whole number",
            "min_value": "Enter at least 1 year",
            "max_value": "Enter 50 years or fewer",
        },
    )


def _choice(words: str) -> Any:
    return forms.ChoiceField(required=False, error_messages={"invalid_choice": words})


class DecideForm(forms.Form):
    """What is to be decided, by whom, for how much, about whom, with whom in the room."""

    ask = forms.ChoiceField(
        choices=list(ASKS.items()),
        required=False,
        error_messages={"invalid_choice": "Ask whether a body on which you sit may decide it"},
    )
    title = forms.CharField(
        max_length=200,
        error_messages={
            "required": "Enter in a few words what is to be decided",
            "max_length": "Say in 200 characters or fewer what is to be decided",
        },
    )
    who = _choice("Choose who is to decide from the list")
    function = _choice("Choose the function from the list")
    amount = forms.CharField(required=False, max_length=40)
    years = years_field()
    place = _choice("Choose the place from the list")
    counterparties = forms.CharField(required=False, max_length=2000)
    nobody_gains = forms.BooleanField(required=False)
    changes_services = forms.ChoiceField(required=False, choices=NOT_SAID)
    individual_patient = forms.ChoiceField(required=False, choices=NOT_SAID)
    on = DayField(required=False, max_length=40)
    notice_on = forms.CharField(required=False, max_length=40)
    papers_on = forms.CharField(required=False, max_length=40)
    room_known = forms.BooleanField(required=False)
    present = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": "Choose who is present from the list"}
    )

    def __init__(self, given: Any, handbook: Handbook, day: date) -> None:
        super().__init__(given)
        self.day = _day(str(given.get("on") or "")) or day
        self.deciders = deciders(handbook, self.day)
        self.functions = functions(handbook, self.day)
        self.places = places(handbook, self.day)
        self.room = room(handbook, str(given.get("who") or ""), self.day)
        for name, choices in (("who", self.deciders), ("function", self.functions), ("place", self.places)):
            self._choose(name, [("", ""), *choices])
        self._choose("present", self.room)
        without = {f"body:{row.body}": row.name for row in bodies_without_seats(handbook, self.day)}
        self.without_seats = without.get(str(given.get("who") or ""), "")

    def only(self, bodies: frozenset[str]) -> None:
        """Ask whether these bodies may decide, and of no others: those on which the visitor sits."""
        self.deciders = [pair for pair in self.deciders if pair[0].removeprefix("body:") in bodies]
        self._choose("who", [("", ""), *self.deciders])
        if str(self.data.get("who") or "").removeprefix("body:") not in bodies:
            self.room = []
            self._choose("present", self.room)
        field: Any = self.fields["ask"]
        field.choices = [("may", ASKS["may"])]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean_who(self) -> str:
        """Who decides; asked for unless the question is who may."""
        who = str(self.cleaned_data["who"])
        if not who and self.cleaned_data.get("ask") != "who":
            raise forms.ValidationError("Choose who is to decide")
        return who

    def clean_function(self) -> str:
        """The function; who may decide cannot be asked without."""
        function = str(self.cleaned_data["function"])
        if not function and self.cleaned_data.get("ask") == "who":
            raise forms.ValidationError("Choose the function that the decision exercises")
        return function

    def clean_notice_on(self) -> str:
        """The day of the notice in ISO form."""
        return _iso(self.cleaned_data["notice_on"], "notice was given")

    def clean_papers_on(self) -> str:
        """The day of the papers in ISO form."""
        return _iso(self.cleaned_data["papers_on"], "the papers went out")

    def item(self) -> dict[str, Any]:
        """The inputs of the question; what was left blank is not known."""
        chosen = self.cleaned_data
        kind, _, who = chosen["who"].partition(":")
        named = [line.strip() for line in chosen["counterparties"].replace("\n", ";").split(";") if line.strip()]
        given: dict[str, Any] = {
            "title": chosen["title"],
            "body": who if kind == "body" else "",
            "seat": who if kind == "seat" else "",
            "function": chosen["function"],
            "amount": chosen["amount"].strip(),
            "years": chosen["years"],
            "place": chosen["place"],
            "counterparties": named or ([] if chosen["nobody_gains"] else None),
            "changes_services": chosen["changes_services"] or None,
            "individual_patient": chosen["individual_patient"] or None,
            "notice_on": chosen["notice_on"] or None,
            "papers_on": chosen["papers_on"] or None,
            "present": [_in_room(each) for each in chosen["present"]] if chosen["room_known"] else None,
        }
        return given


def _in_room(text: str) -> Mapping[str, Any]:
    person, seat, deputy = text.split("|", 2)
    return {"person": person, "seat": seat, "deputy": deputy == "deputy"}


def _day(text: str) -> date | None:
    try:
        return read_date(text) if text.strip() else None
    except BadInput:
        return None


def _iso(text: str, what: str) -> str:
    if not text.strip():
        return ""
    found = _day(text)
    if found is None:
        raise forms.ValidationError(f"Enter the day on which {what}, such as 1 May 2026")
    return found.isoformat()
