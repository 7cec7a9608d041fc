"""Which number is to be explained: an ICB's, or a place's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from commonweal.allocations.place_budget import STREAM_NAMES
from commonweal.allocations.place_definition import OWN, PlaceDefinition
from commonweal.allocations.practice_columns import STREAM_WEIGHTS
from commonweal.site.allocations.data_sets import DataSet, groupings, membership, practices
from commonweal.site.allocations.forms.stream_year import WorkedStreamForm, choice
from commonweal.site.allocations.presenters.names import codes_of, icb_names, short_name

NUMBERS = {
    "explain": "Its allocation, from a share by head count",
    "icb_allocation": "Its allocation, rule by rule",
    "path": "When it would be on target",
}
"""The questions about an ICB, by the calculation that answers each."""


def _icbs() -> list[tuple[str, str]]:
    names = icb_names()
    return [(code, f"{short_name(names[code])} ({code})") for code in codes_of("icb24")]


class IcbNumberForm(WorkedStreamForm):
    """A number of an ICB."""

    icb = forms.ChoiceField(
        choices=_icbs,
        error_messages={"invalid_choice": "Choose an ICB from the list", "required": "Choose an ICB from the list"},
    )
    number = choice(NUMBERS, "Choose which number is to be explained")


class PlaceNumberForm(forms.Form):
    """A number of a place: data, ICB and grouping first, then the place and the stream."""

    icb = forms.CharField(max_length=20, required=False)
    by = forms.CharField(max_length=20, required=False)
    place = forms.CharField(max_length=100, required=False)
    stream = choice(
        {stream: STREAM_NAMES[stream] for stream in STREAM_WEIGHTS}, "Choose a stream of money from the list"
    )

    def __init__(self, given: Any, data: DataSet) -> None:
        super().__init__(given)
        self.icbs = dict(sorted(practices(data).icb_names.items(), key=lambda item: item[1]))
        self.ways = groupings(data)
        icb = str(given.get("icb") or "").upper()
        self.chosen_icb = icb if icb in self.icbs else next(iter(self.icbs))
        by = str(given.get("by") or "")
        self.chosen_by = by if by in self.ways else next(iter(self.ways), "")
        self.places = _places(data, self.chosen_icb, self.chosen_by) if self.chosen_by else {}

    def clean_place(self) -> str:
        """The code of one of the places; empty while none is chosen."""
        place = str(self.cleaned_data["place"])
        if place and place not in self.places:
            raise forms.ValidationError("Choose a place from the list")
        return place


class SavedPlaceForm(forms.Form):
    """A number of a place of a saved definition: of the first place and of core services where nothing is chosen."""

    place = forms.ChoiceField(
        error_messages={"invalid_choice": "Choose a place from the list", "required": "Choose a place from the list"}
    )
    stream = choice(
        {stream: STREAM_NAMES[stream] for stream in STREAM_WEIGHTS}, "Choose a stream of money from the list"
    )

    def __init__(self, given: QueryDict, places: Mapping[str, str]) -> None:
        super().__init__({"stream": "core", "place": next(iter(places), ""), **given.dict()})
        self.fields["place"] = forms.ChoiceField(
            choices=list(places.items()), error_messages=self.fields["place"].error_messages
        )


def places_of(data: DataSet, definition: PlaceDefinition) -> dict[str, str]:
    """The places of a definition by code, with their names; the remaining place stands last."""
    if definition.by == OWN:
        found = {place.name: place.name for place in definition.places}
    else:
        found = _places(data, definition.icb, definition.by)
    return {**found, definition.remainder: definition.remainder} if definition.remainder else found


def _places(data: DataSet, icb: str, by: str) -> dict[str, str]:
    file, members = practices(data), membership(data, by)
    held = members.on(None)
    found = {
        place
        for code, its in zip(file.practices, file.areas["icb"].codes(), strict=True)
        if its == icb
        for place in held.get(code, ())
    }
    named = {place: members.name(place) for place in found}
    words = {place: name if name == place else f"{name} ({place})" for place, name in named.items()}
    return dict(sorted(words.items(), key=lambda item: item[1]))
