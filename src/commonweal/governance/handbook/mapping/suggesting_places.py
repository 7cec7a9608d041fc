"""Which heading of a register is which column of ours, by the words that registers use."""

from __future__ import annotations

from collections.abc import Sequence, Set
from difflib import get_close_matches

from commonweal.governance.handbook.columns import Column
from commonweal.governance.handbook.mapping.suggesting_columns import words_of
from commonweal.tables.meanings import plain_header

ALSO_CALLED: dict[str, tuple[str, ...]] = {
    "person": (
        *("name", "full name", "member", "member name", "name of member", "declared by", "declarant"),
        *("name of declarant", "employee", "employee name", "name of employee", "staff name", "name of staff member"),
        *("board member", "committee member", "individual", "name of individual", "name of person", "recipient"),
        *("surname, forename", "surname, first name", "surname and forename", "surname and first name"),
        *("surname forenames", "surname, initials", "forename surname", "first name and surname", "board member name"),
        *("name of recipient", "recipient name", "deputy", "attendee", "voter", "evaluator", "nominee", "candidate"),
    ),
    "nominated": ("nominee", "candidate", "person nominated", "successful candidate"),
    "for_person": ("voted for", "vote for", "candidate"),
    "lead": ("named lead", "leader", "place lead", "lead director", "lead officer"),
    "name": ("full name", "member", "organisation", "organisation name"),
    "kind": ("type", "type of interest", "interest type", "category", "category of interest", "gift or hospitality"),
    "local_label": ("local category",),
    "description": (
        "interest",
        "nature of interest",
        "details",
        "description of interest",
        "declared interest",
        "interest declared",
    ),
    "counterparty": ("organisation", "name of organisation", "company", "body", "interest in", "with whom"),
    "held_by": ("relationship", "whose interest"),
    "from_date": ("date from", "start", "start date", "since", "date of interest from"),
    "to_date": ("date to", "end", "end date", "until", "ceased"),
    "declared_on": ("date declared", "date of declaration", "declaration date"),
    "confirmed_on": ("last reviewed", "date reviewed", "last confirmed", "date confirmed"),
    "registered_on": ("date registered", "date added"),
    "mitigation": ("action taken to mitigate risk", "mitigating action", "action", "how managed"),
    "title": ("post", "position", "role", "seat title"),
    "seat_class": ("membership", "type of member", "category"),
    "from_whom": ("offered by", "donor", "supplier", "provider"),
    "value_pence": ("value", "estimated value", "amount"),
    "on_date": ("date", "date of offer", "meeting date"),
    "accepted": ("accepted or declined", "outcome"),
}
"""Headers that registers use, by our field."""

_SHORTEST_LIKE = 5
"""Letters of a heading that may be like another: of shorter ones every one is like some other, as ind is like kind."""


def places_of(headers: Sequence[str], columns: Sequence[Column], ticks: Set[int]) -> dict[str, int]:
    """The place of the register's column for each of ours: by our own words first, then others, then likeness.

    A column that names people or bodies, or that holds one of several words, is never one of ticks. A heading is like
    that of a person or a body only in whole words: *Personal* is no *Person*.

    Args:
        headers: The register's headings.
        columns: Ours.
        ticks: The places of columns of ticks.

    Example:
        >>> from commonweal.governance.handbook.columns import columns_of
        >>> from commonweal.governance.handbook.interests import Interest
        >>> places_of(["Personal", "Surname, forename", "To"], columns_of(Interest), {0})
        {'person': 1, 'to_date': 2}
    """
    free = {place: plain_header(text) for place, text in enumerate(headers) if text}
    found: dict[str, int] = {}
    for exact in (True, False):
        for wanted in (_own, _others):
            for column in columns:
                if column.name not in found:
                    named = column.refers_to in ("people", "bodies")
                    no_tick = named or bool(column.choices)
                    open_to_it = {at: plain for at, plain in free.items() if not (no_tick and at in ticks)}
                    place = _like(wanted(column), open_to_it, exact, headers if named else None)
                    if place is not None:
                        found[column.name] = place
                        del free[place]
    return {column.name: found[column.name] for column in columns if column.name in found}


def _own(column: Column) -> list[str]:
    return [column.heading, column.name]


def _others(column: Column) -> list[str]:
    if column.name == "person" and not column.refers_to:  # the table of people itself: a name is no id
        return ["id", "person id"]
    return list(ALSO_CALLED.get(column.name, ()))


def _like(wanted: Sequence[str], free: dict[int, str], exact: bool, whole: Sequence[str] | None) -> int | None:
    """The free place with a heading that is wanted, or is like it; ``whole`` are headings to be like in whole words."""
    for text in wanted:
        plain_text = plain_header(text)
        if exact:
            near = [plain_text]
        else:
            open_to_it = [
                plain
                for place, plain in free.items()
                if len(plain) >= _SHORTEST_LIKE and (whole is None or _has_words(whole[place], words_of(text)))
            ]
            near = get_close_matches(plain_text, open_to_it, 1, 0.85)
        for place, plain in free.items():
            if near and plain == near[0]:
                return place
    return None


def _has_words(heading: str, wanted: Sequence[str]) -> bool:
    found = set(words_of(heading))
    return all(word in found or f"{word}s" in found for word in wanted)
