"""What the place builder may be asked: which data, which ICB, and how its practices are put into places."""

from __future__ import annotations

import json
from typing import Any

from django import forms

from commonweal.allocations.place_definition import LONGEST_NAME, OWN, DefinedPlace, PlaceDefinition, places_from_json
from commonweal.problems import BadInput, Problem
from commonweal.site.allocations.data_sets import DataSet, data_set, data_sets, groupings, practices

LIST, FILE = "list", "file"
"""Ways to define places of one's own: by ticking, or by a file of members."""

LONGEST_DEFINITION = 2_000_000
LARGEST_FILE = 5 * 1024 * 1024
"""Bytes: a file of members of an ICB is far below it."""

WAYS = {
    LIST: "Places of my own: I choose their practices",
    FILE: "Places of my own: I have a file with a practice and a place on each row",
}


class DataForm(forms.Form):
    """Which practice data."""

    data = forms.CharField(max_length=60)  # type: ignore[assignment]  # a field, which Django keeps apart

    def clean_data(self) -> DataSet:
        """The data set."""
        try:
            return data_set(self.cleaned_data["data"])
        except BadInput as wrong:
            raise forms.ValidationError("Choose practice data from the list") from wrong


class PlacesForm(forms.Form):
    """Which ICB of the data, and which grouping."""

    icb = forms.CharField(max_length=20, error_messages={"required": "Choose an ICB"})
    by = forms.CharField(max_length=20, error_messages={"required": "Choose how practices are put into places"})
    remainder = forms.CharField(
        required=False,
        max_length=LONGEST_NAME,
        error_messages={"max_length": f"Name the remaining place with {LONGEST_NAME} characters or fewer"},
    )

    def __init__(self, given: Any, data: DataSet) -> None:
        super().__init__(given)
        file = practices(data)
        self.icbs = dict(sorted(file.icb_names.items(), key=lambda item: item[1]))
        self.ways = {**groupings(data), **WAYS}

    def clean_icb(self) -> str:
        """The code of an ICB of the data."""
        code = str(self.cleaned_data["icb"]).upper()
        if code not in self.icbs:
            raise forms.ValidationError("Choose an ICB of this practice data")
        return code

    def clean_by(self) -> str:
        """A grouping that the data has, or a way to make one's own."""
        by = str(self.cleaned_data["by"])
        if by not in self.ways and by != OWN:
            raise forms.ValidationError("Choose how practices are put into places")
        return by


def default_data() -> str:
    """The data that the place builder begins with: the newest real file, else Wealdmarch."""
    return data_sets()[0].key


def read_places(text: str) -> tuple[DefinedPlace, ...]:
    """The places that a form carries from page to page.

    Raises:
        BadInput: The text is not what the form carries.
    """
    wrong = Problem("the places so far cannot be read", do="begin again with the place builder")
    if len(text) > LONGEST_DEFINITION:
        raise BadInput(wrong)
    try:
        stored = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError) as error:
        raise BadInput(wrong) from error
    return places_from_json(stored)


def write_places(places: tuple[DefinedPlace, ...]) -> str:
    """The places as a form carries them."""
    return json.dumps({place.name: list(place.practices) for place in places}, ensure_ascii=False)


def definition(
    data: DataSet, icb: str, by: str, places: tuple[DefinedPlace, ...], remainder: str, title: str = ""
) -> PlaceDefinition:
    """The definition that a request describes.

    Args:
        data: The practice data.
        icb: Code of the ICB.
        by: ``own``, or a ready-made grouping.
        places: The places, for ``own``.
        remainder: Name of the place for all other practices.
        title: What its author calls it.
    """
    words = groupings(data).get(by, "places of one's own")
    return PlaceDefinition(
        title=title.strip() or f"{icb}: {words}",
        icb=icb,
        by=by,
        places=places if by == OWN else (),
        remainder=remainder.strip(),
        data_title=data.title,
        data_sha256=data.sha256,
    )
