"""What can be ticked for a place: practices one by one, or whole areas of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from commonweal.allocations.place_definition import DefinedPlace
from commonweal.site.allocations.data_sets import DataSet, membership, practices
from commonweal.site.components.words import whole_number


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be ticked.

    Args:
        value: Its code.
        text: Its name and code.
        hint: How many people or practices, and whether it stands in a place already.
        search: The words that it is found by.
        ticked: Whether it is ticked.
        taken: Whether all of it stands in a place already.
    """

    value: str
    text: str
    hint: str
    search: str
    ticked: bool
    taken: bool


def choices(
    data: DataSet, icb: str, tick: str, places: Iterable[DefinedPlace], ticked: Collection[str]
) -> list[Choice]:
    """Everything of an ICB that can be ticked; what no place has yet comes first.

    Args:
        data: The practice data.
        icb: The ICB.
        tick: ``practice``, or a ready-made grouping whose areas are ticked.
        places: The places so far.
        ticked: What is ticked already.
    """
    file = practices(data)
    here = [number for number, code in enumerate(file.areas["icb"].codes()) if code == icb]
    placed = {code: place.name for place in places for code in place.practices}
    if tick == "practice":
        found = []
        for number in here:
            code, name = file.practices[number], file.practice_names[number]
            people = f"{whole_number(file.population[number])} people"
            taken = placed.get(code, "")
            found.append(
                Choice(
                    code,
                    f"{name} ({code})",
                    people + (f", in {taken}" if taken else ""),
                    f"{name} {code}",
                    code in ticked,
                    bool(taken),
                )
            )
        return sorted(found, key=lambda choice: (choice.taken, choice.text))
    members = membership(data, tick)
    held = members.on(None)
    inside: dict[str, list[str]] = {}
    for number in here:
        for area in held.get(file.practices[number], ()):
            inside.setdefault(area, []).append(file.practices[number])
    found = []
    for area, codes in inside.items():
        left = [code for code in codes if code not in placed]
        words = f"{len(codes)} practice{'s' if len(codes) != 1 else ''}"
        if len(left) < len(codes):
            words += f", {len(codes) - len(left)} in a place already"
        name = members.name(area)
        text = name if name == area else f"{name} ({area})"
        found.append(Choice(area, text, words, text, area in ticked, not left))
    return sorted(found, key=lambda choice: (choice.taken, choice.text))
