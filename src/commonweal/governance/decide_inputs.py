"""The item that is asked about: what is to be decided, by whom, for how much, with whom in the room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.governance.handbook.interests import ACTIONS
from commonweal.governance.handbook.meetings import CONSIDERATIONS
from commonweal.money import pounds
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
            day = getattr(self, name)
            plain[name] = day.isoformat() if day else None
        return plain


_KNOWN = (
    *("title", "body", "seat", "function", "amount", "amount_pence", "years", "place", "counterparties", "present"),
    *("meeting", "item", "rulings", "considered", "individual_patient", "changes_services", "notice_on", "papers_on"),
    "overlays",
)


def read_item(given: Any) -> Item:
    """An item out of what a file or form holds, every fault told at once.

    Args:
        given: A mapping with the fields of Item; the amount as ``amount`` in pounds or ``amount_pence``.

    Raises:
        BadInput: A field is not known or cannot be read, or nobody is named to decide.

    Example:
        >>> item = read_item({"title": "Scanner", "body": "FINANCE", "function": "buy", "amount": "£250,000"})
        >>> item.amount_pence
        25000000
    """
    if not isinstance(given, Mapping):
        raise BadInput(Problem("an item is fields with values", expected="title, body, function, amount and so on"))
    found = Problems()
    for name in given:
        if name not in _KNOWN:
            found.add(Problem(f"an item has no field {name}", expected="one of " + ", ".join(_KNOWN)))
    values: dict[str, Any] = {}
    for name in ("title", "body", "seat", "function", "place", "meeting", "item"):
        values[name] = _text(name, given.get(name), found)
    values["amount_pence"] = _amount(given, found)
    values["years"] = _years(given.get("years"), found)
    values["counterparties"] = _texts("counterparties", given.get("counterparties"), found)
    values["present"] = _present(given.get("present"), found)
    values["rulings"] = _rulings(given.get("rulings"), found)
    values["considered"] = _considered(given.get("considered"), found)
    for name in ("individual_patient", "changes_services"):
        values[name] = _yes_no(name, given.get(name), found)
    for name in ("notice_on", "papers_on"):
        values[name] = _day(name, given.get(name), found)
    if not (values["body"] or values["seat"] or values["meeting"] or values["item"]):
        found.add(Problem("nobody is named to decide", do="name a body, or a seat whose holder decides, or a meeting"))
    if not values["title"] and not values["item"]:
        found.add(Problem("the item has no title", do="say in a few words what is to be decided"))
    found.raise_if_any()
    return Item(**values)


def _text(name: str, value: Any, found: Problems) -> str:
    if value is None:
        return ""
    if not isinstance(value, str | int):
        found.add(Problem(f"{name} is not text", given=repr(value)[:60]))
        return ""
    return str(value).strip()


def _texts(name: str, value: Any, found: Problems) -> tuple[str, ...] | None:
    if value is None:
        return None
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        return tuple(part.strip() for part in value if part.strip())
    found.add(Problem(f"{name} is not a list of texts", given=repr(value)[:60]))
    return None


def _amount(given: Mapping[str, Any], found: Problems) -> int | None:
    pence, amount = given.get("amount_pence"), given.get("amount")
    if pence is not None:
        if isinstance(pence, int) and not isinstance(pence, bool) and pence >= 0:
            return pence
        found.add(Problem("amount_pence is not whole pence", given=repr(pence)[:60]))
        return None
    if amount is None or amount == "":
        return None
    try:
        read = pounds(str(amount)) if not isinstance(amount, bool) else -1
    except BadInput as error:
        for problem in error.problems:
            found.add(problem)
        return None
    if read < 0:
        found.add(Problem("the amount is below nought", given=str(amount)))
        return None
    return read


def _years(value: Any, found: Problems) -> int:
    if value is None or value == "":
        return 1
    if str(value).isdigit() and 0 < int(value) <= 50:
        return int(value)
    found.add(Problem("the years cannot be read", given=repr(value)[:60], expected="a whole number from 1 to 50"))
    return 1


def _yes_no(name: str, value: Any, found: Problems) -> bool | None:
    if value is None or value == "" or isinstance(value, bool):
        return value if isinstance(value, bool) else None
    if str(value).casefold() in ("yes", "no"):
        return str(value).casefold() == "yes"
    found.add(Problem(f"{name} is neither yes nor no", given=repr(value)[:60]))
    return None


def _day(name: str, value: Any, found: Problems) -> date | None:
    if value is None or value == "" or isinstance(value, date):
        return value or None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        found.add(Problem(f"{name} is not a day", given=repr(value)[:60], expected="a day such as 2026-05-01"))
        return None


def _present(value: Any, found: Problems) -> tuple[InRoom, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list | tuple):
        found.add(Problem("present is not a list of people", given=repr(value)[:60]))
        return None
    people = []
    for each in value:
        if isinstance(each, str) and each.strip():
            people.append(InRoom(each.strip()))
        elif isinstance(each, Mapping) and isinstance(each.get("person"), str):
            people.append(InRoom(each["person"], str(each.get("seat") or ""), each.get("deputy") is True))
        else:
            found.add(Problem("somebody present has no id", given=repr(each)[:60], expected="a person's id"))
    return tuple(people)


def _rulings(value: Any, found: Problems) -> tuple[Ruling, ...]:
    rulings = []
    for each in value if isinstance(value, list | tuple) else []:
        if not (isinstance(each, Mapping) and isinstance(each.get("person"), str) and each.get("action") in ACTIONS):
            expected = "a person and an action: " + ", ".join(ACTIONS)
            found.add(Problem("a ruling cannot be read", given=repr(each)[:60], expected=expected))
            continue
        by, reason = str(each.get("by") or "chair"), str(each.get("reason") or "")
        rulings.append(Ruling(each["person"], each["action"], by, reason))
    if value is not None and not isinstance(value, list | tuple):
        found.add(Problem("rulings are not a list", given=repr(value)[:60]))
    return tuple(rulings)


def _considered(value: Any, found: Problems) -> dict[str, str] | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        found.add(Problem("considered is not topics with texts", given=repr(value)[:60]))
        return None
    for topic in value:
        if topic not in CONSIDERATIONS:
            found.add(Problem(f"there is no topic {topic}", expected="one of " + ", ".join(CONSIDERATIONS)))
    return {str(topic): str(text or "") for topic, text in value.items()}
