"""The item that is asked about: what is to be decided, by whom, for how much, with whom in the room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from commonweal.governance.decide_fields import amount, day, only, refuse, text, texts, years, yes_no
from commonweal.governance.handbook.interests import ACTIONS
from commonweal.governance.handbook.meetings import CONSIDERATIONS
from commonweal.governance.presence import minute
from commonweal.problems import BadInput, Problem, Problems


@dataclass(frozen=True, slots=True)
class InRoom:
    """A person in the room, for an item that no meeting of the handbook holds."""

    person: str
    seat: str = ""
    deputy: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the chair ruled about a person's interest."""

    person: str
    action: str
    by: str = "chair"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item for decision.

    Args:
        title: What is to be decided.
        body, seat: Who is to decide: a body, or the holder of a seat; one of the two.
        function: Id of the function that the decision exercises.
        amount_pence: Pence in all; None is not known.
        years: Years over which it is spent.
        place: The place it concerns, if one.
        counterparties: Organisations that stand to gain or lose: codes, ids or names; None is not known.
        present: Who is in the room; None where the handbook's attendance of ``meeting`` is meant, or nobody knows.
        meeting, item: The meeting and item in the handbook, where they are there.
        at: The time, such as ``10:30``, at which this is asked while the item is in hand and nothing is voted yet.
        rulings: What the chair ruled.
        considered: What was considered, by topic; None before the decision.
        individual_patient: Whether it is about services for one person.
        changes_services: Whether it changes how services reach people, or their range.
        notice_on, papers_on: When notice was given and papers went out.
    """

    title: str
    body: str = ""
    seat: str = ""
    function: str = ""
    amount_pence: int | None = None
    years: int = 1
    place: str = ""
    counterparties: tuple[str, ...] | None = None
    present: tuple[InRoom, ...] | None = None
    meeting: str = ""
    item: str = ""
    rulings: tuple[Ruling, ...] = ()
    considered: Mapping[str, str] | None = None
    individual_patient: bool | None = None
    changes_services: bool | None = None
    notice_on: date | None = None
    papers_on: date | None = None
    at: str = ""

    def to_json(self) -> dict[str, Any]:
        """The item as plain JSON: the inputs of the question."""
        plain: dict[str, Any] = {
            name: getattr(self, name)
            for name in (
                *("title", "body", "seat", "function", "amount_pence", "years", "place", "meeting", "item"),
                *("individual_patient", "changes_services"),
            )
        }
        plain["counterparties"] = None if self.counterparties is None else list(self.counterparties)
        plain["present"] = (
            None
            if self.present is None
            else [{"person": who.person, "seat": who.seat, "deputy": who.deputy} for who in self.present]
        )
        plain["rulings"] = [
            {"person": each.person, "action": each.action, "by": each.by, "reason": each.reason}
            for each in self.rulings
        ]
        plain["considered"] = None if self.considered is None else dict(self.considered)
        for name in ("notice_on", "papers_on"):
            on: date | None = getattr(self, name)
            plain[name] = on.isoformat() if on else None
        if self.at:
            plain["at"] = self.at
        return plain


_KNOWN = (
    *("title", "body", "seat", "function", "amount", "amount_pence", "years", "place", "counterparties", "present"),
    *("meeting", "item", "rulings", "considered", "individual_patient", "changes_services", "notice_on", "papers_on"),
    *("at", "overlays"),
)
_KNOWN_IN_A_FILE = ("on", *(name for name in _KNOWN if name != "overlays"))
"""What a file of one item may hold: its day too, and no reform, which is named on the command."""


def read_item(given: Any, *, decider_is_asked: bool = False, in_a_file: bool = False) -> Item:
    """An item out of what a file or form holds, every fault told at once.

    Args:
        given: A mapping with the fields of Item; the amount as ``amount`` in pounds or ``amount_pence``.
        decider_is_asked: Whether the question is who may decide, so that the item need name nobody.
        in_a_file: Whether it comes from a file, which may name the day too.

    Raises:
        BadInput: A field is not known or cannot be read, or nobody is named to decide where somebody must be.

    Example:
        >>> item = read_item({"title": "Scanner", "body": "FINANCE", "function": "buy", "amount": "£250,000"})
        >>> item.amount_pence
        25000000
    """
    if not isinstance(given, Mapping):
        raise BadInput(Problem("an item is fields with values", expected="title, body, function, amount and so on"))
    found = Problems()
    only(given, _KNOWN_IN_A_FILE if in_a_file else _KNOWN, "an item", found)
    values: dict[str, Any] = {}
    for name in ("title", "body", "seat", "function", "place", "meeting", "item"):
        values[name] = text(name, given.get(name), found)
    values["amount_pence"] = amount(given, found)
    values["years"] = years(given.get("years"), found)
    values["counterparties"] = texts("counterparties", given.get("counterparties"), found)
    values["present"] = _present(given.get("present"), found)
    values["rulings"] = _rulings(given.get("rulings"), found)
    values["considered"] = _considered(given.get("considered"), found)
    for name in ("individual_patient", "changes_services"):
        values[name] = yes_no(name, given.get(name), found)
    for name in ("notice_on", "papers_on"):
        values[name] = day(name, given.get(name), found)
    values["at"] = _time(given.get("at"), found)
    if not (decider_is_asked or values["body"] or values["seat"] or values["meeting"] or values["item"]):
        found.add(Problem("nobody is named to decide", do="name a body, or a seat whose holder decides, or a meeting"))
    if values["body"] and values["seat"]:
        found.add(Problem("a body and a seat are both named to decide", do="name the one whose decision it is"))
    if not values["title"] and not values["item"]:
        found.add(Problem("the item has no title", do="say in a few words what is to be decided"))
    found.raise_if_any()
    return Item(**values)


def _time(value: Any, found: Problems) -> str:
    said = text("at", value, found)
    try:
        return said if not said or minute(said) is not None else ""
    except BadInput as wrong:
        found.extend([replace(problem, column="at") for problem in wrong.problems])
        return ""


def _list(key: str, value: Any, found: Problems) -> list[tuple[str, Any]]:
    """The entries of a list, each with the place by which a fault of it is named."""
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        refuse(found, key, value, "a list", what=f"{key} is not a list")
        return []
    return [(f"{key}[{number}]", each) for number, each in enumerate(value, 1)]


def _present(value: Any, found: Problems) -> tuple[InRoom, ...] | None:
    if value is None:
        return None
    people = []
    for place, each in _list("present", value, found):
        entry = {"person": each} if isinstance(each, str) else each
        if not isinstance(entry, Mapping):
            refuse(found, place, each, "a person's id, or person, seat and deputy", what=f"{place} is no person")
            continue
        only(entry, ("person", "seat", "deputy"), place, found)
        person = text(f"{place}.person", entry.get("person"), found)
        if not person and not isinstance(entry.get("person"), int | float | list | Mapping):
            refuse(found, place, each, "a person's id", what=f"{place}: somebody present has no id")
        seat = text(f"{place}.seat", entry.get("seat"), found)
        people.append(InRoom(person, seat, bool(yes_no(f"{place}.deputy", entry.get("deputy"), found))))
    return tuple(people)


def _rulings(value: Any, found: Problems) -> tuple[Ruling, ...]:
    rulings = []
    expected = "a person and an action: " + ", ".join(ACTIONS)
    for place, each in _list("rulings", value, found):
        if not isinstance(each, Mapping):
            refuse(found, place, each, expected, what=f"{place} is no ruling")
            continue
        only(each, ("person", "action", "by", "reason"), place, found)
        said = {name: text(f"{place}.{name}", each.get(name), found) for name in ("person", "action", "by", "reason")}
        if not said["person"] or said["action"] not in ACTIONS:
            refuse(found, place, dict(each), expected, what=f"{place}: a ruling cannot be read")
            continue
        rulings.append(Ruling(said["person"], said["action"], said["by"] or "chair", said["reason"]))
    return tuple(rulings)


def _considered(value: Any, found: Problems) -> dict[str, str] | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        refuse(found, "considered", value, "topics with texts", what="considered is not topics with texts")
        return None
    only(value, CONSIDERATIONS, "considered", found)
    return {str(topic): text(f"considered.{topic}", said, found) for topic, said in value.items()}
