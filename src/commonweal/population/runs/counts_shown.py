"""People and those with several conditions as a run may show them: all its tables are protected as one.

Nowhere can more people have several conditions than there are people, so that either count says something of the
other; and a tenth stands in two tables. So each is held against the people it is part of, and against every other way
in which everybody is divided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commonweal.population.disclosure_control import CountsTogether
from commonweal.population.segmentation import segments_shown

PEOPLE, MULTIMORBID, OTHERS = "people", "multimorbid", "others"
SEGMENT, PRACTICE, TENTH = "segment", "practice", "tenth"
UNKNOWN, KNOWN_AGE = "unknown", "known age"
"""People without an age stand in a row of their own in their tenth, and in no rate of it."""
DIVISION, EVERYBODY = 1, 2
"""Where one of several counts must be hidden: one of a tenth and age band, then a larger one, and the total last."""

Pair = tuple[int, int]
"""People, and how many of them have several conditions."""
Told = tuple[int | None, int | None]
Key = tuple[str, ...]


@dataclass(frozen=True)
class CountsShown:
    """Both counts of each group of people, 0 where they are small and None where they are hidden."""

    told: Mapping[Key, Told]

    def everybody(self) -> Told:
        """The counts of all people."""
        return self.told[()]

    def of(self, *key: str) -> Told:
        """The counts of a part of a division, such as a segment, or of a tenth and age band or known age."""
        return self.told[key]


def counts_shown(
    everybody: Pair, divisions: Mapping[str, Mapping[str, Pair]], bands: Mapping[str, Mapping[str, Pair]]
) -> CountsShown:
    """Protect the counts of all tables together.

    How many people are in each part of a division stands in tables of other commands too, with everybody and nothing
    else. It is shown as they show it, and what would be given away beside it is hidden.

    Args:
        everybody: All people.
        divisions: Parts of each division by name. Who is in no part is told nowhere.
        bands: Age bands of each tenth, among them perhaps one that is unknown; those of a known age are told too.

    Example:
        >>> segments = {"frail": (60, 54), "well": (300, 100)}
        >>> found = counts_shown((360, 154), {SEGMENT: segments}, {})
        >>> found.of(SEGMENT, "frail"), found.of(SEGMENT, "well"), found.everybody()
        ((60, 55), (300, 100), (360, 155))
    """
    counts = CountsTogether()
    people: dict[Key, int | None] = {}
    keys: list[Key] = [()]
    _put(counts, (), everybody, EVERYBODY, stays=True)
    for division, parts in divisions.items():
        names, of = list(parts), [pair[0] for pair in parts.values()]
        told = segments_shown(names, of).columns["people"]
        for (name, pair), shown in zip(parts.items(), told, strict=False):
            _put(counts, (division, name), pair, DIVISION, stays=True, untold=shown is None)
            people[division, name] = shown
        keys += [(division, name) for name in names]
        whole: Key = () if sum(of) == everybody[0] else (division,)
        if whole:  # taken as told, though some are in no part: whoever knows that they are few comes close to it
            _put(counts, whole, (sum(of), sum(pair[1] for pair in parts.values())), EVERYBODY, stays=True)
            _add_up(counts, (), [whole], division)
        _add_up(counts, whole, [(division, name) for name in names], division)
    for tenth, cells in bands.items():
        for band, pair in cells.items():
            _put(counts, (TENTH, tenth, band), pair, 0)
        keys += [(TENTH, tenth, band) for band in cells]
        if UNKNOWN in cells:
            aged = {band: pair for band, pair in cells.items() if band != UNKNOWN}
            known_age = TENTH, tenth, KNOWN_AGE
            _put(counts, known_age, (sum(of for of, _ in aged.values()), sum(of for _, of in aged.values())), DIVISION)
            _add_up(counts, known_age, [(TENTH, tenth, band) for band in aged], TENTH)
            keys.append(known_age)
        _add_up(counts, (TENTH, tenth), [(TENTH, tenth, band) for band in cells], TENTH)
    found = counts.shown()
    both: dict[Key, Told] = {
        key: (people[key] if key in people else found[PEOPLE, key], found[MULTIMORBID, key]) for key in keys
    }
    aged_alike = {
        (TENTH, tenth, KNOWN_AGE): both[TENTH, tenth] for tenth, cells in bands.items() if UNKNOWN not in cells
    }
    return CountsShown(both | aged_alike)


def _put(
    counts: CountsTogether, key: Key, pair: Pair, worth: int, *, stays: bool = False, untold: bool = False
) -> None:
    """Put down people, those with several conditions and the others, whom no table tells."""
    of, several = (int(count) for count in pair)
    counts.put((PEOPLE, key), of, worth=worth, stays=stays, untold=untold)
    counts.put((MULTIMORBID, key), several, worth=worth)
    counts.put((OTHERS, key), of - several, untold=True)
    counts.adds_up((PEOPLE, key), [(MULTIMORBID, key), (OTHERS, key)], within=key[0] if key else "")


def _add_up(counts: CountsTogether, total: Key, parts: list[Key], division: str) -> None:
    for what in (PEOPLE, MULTIMORBID):
        counts.adds_up((what, total), [(what, part) for part in parts], within=division)
