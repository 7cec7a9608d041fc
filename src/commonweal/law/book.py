"""The rule book: which entry applies on a day, by what was recorded at a moment, under which overlays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from commonweal.answers import RuleRecord, Source
from commonweal.law.loading import load_packs
from commonweal.law.schema import DatedValue, Entry, Pack
from commonweal.problems import BadInput, Problem

_LIVE = ("in_force", "draft")
_MOST_KEPT = 20_000
"""Look-ups that a book keeps: a check of every system asks for the same rules of the same day again and again."""


@dataclass(frozen=True, slots=True)
class Change:
    """How one rule differs between two days."""

    id: str
    title: str
    then: RuleRecord | None
    now: RuleRecord | None


class RuleBook:
    """Rules of all packs; overlays apply only when they are named.

    Example:
        >>> book().look_up("no.such_rule", rules_on=date(2025, 4, 1), known_at=datetime.now().astimezone()) is None
        True
    """

    def __init__(self, packs: Iterable[Pack], overlays: Iterable[str] = ()) -> None:
        """Index the packs.

        Raises:
            BadInput: An overlay is not known.
        """
        packs, self.overlays = tuple(packs), tuple(overlays)
        known = {pack.overlay for pack in packs if pack.overlay}
        unknown = [name for name in self.overlays if name not in known]
        if unknown:
            raise BadInput(
                Problem(
                    "there is no such overlay",
                    given=", ".join(unknown),
                    expected=_one_of(known) or "none: no overlay is installed",
                )
            )
        self._held: dict[str, list[tuple[Pack, Entry]]] = {}
        self._looked_up: dict[tuple[str, date, date], RuleRecord | None] = {}
        for pack in sorted(
            packs, key=lambda pack: self.overlays.index(pack.overlay) + 1 if pack.overlay in self.overlays else 0
        ):
            if pack.overlay is None or pack.overlay in self.overlays:
                for entry in pack.entries:
                    self._held.setdefault(entry.id, []).append((pack, entry))

    def ids(self) -> tuple[str, ...]:
        """The identity of every rule, in order."""
        return tuple(sorted(self._held))

    def entry(self, id: str) -> Entry:
        """The whole entry of a rule, the overlay's where one replaces it.

        Raises:
            BadInput: There is no such rule; near ones are named.
        """
        if id not in self._held:
            from difflib import get_close_matches

            near = get_close_matches(id, self._held, n=3, cutoff=0.5)
            raise BadInput(
                Problem(
                    "there is no rule with this id",
                    given=id,
                    do=f"did you mean {', '.join(near)}?" if near else "see `commonweal law list`",
                )
            )
        return self._held[id][-1][1]

    def look_up(self, id: str, *, rules_on: date, known_at: datetime) -> RuleRecord | None:
        """The value that applies: in force (or draft), on the day, as recorded by the moment; overlays first.

        Within an overlay that was asked for, expected and enacted values apply too: that is what it is for. A value
        of an overlay that is repealed takes the rule away.
        """
        place = (id, rules_on, known_at.date())
        if place not in self._looked_up:
            if len(self._looked_up) >= _MOST_KEPT:
                self._looked_up.clear()
            self._looked_up[place] = self._look_up(id, rules_on, known_at)
        return self._looked_up[place]

    def _look_up(self, id: str, rules_on: date, known_at: datetime) -> RuleRecord | None:
        for pack, entry in reversed(self._held.get(id, [])):
            usable = [
                dated
                for dated in entry.values
                if dated.recorded_from <= known_at.date()
                and dated.valid_from <= rules_on
                and (dated.valid_to is None or rules_on <= dated.valid_to)
            ]
            if not usable:
                continue
            newest = max(usable, key=lambda dated: (dated.recorded_from, dated.valid_from))
            if newest.status in _LIVE or (pack.overlay and newest.status != "repealed"):
                return _record(pack, entry, newest)
            if pack.overlay:  # a reform that takes a rule away does not leave the old one standing
                return None
        return None

    def standing(self, id: str, *, on: date, known_at: datetime) -> str:
        """What has become of a rule by a day, in one word.

        Returns:
            The status of the value that applies on the day; ``ended`` where its period is over and no other began;
            ``not_begun`` where the first is still to come; otherwise the status that keeps it from applying.

        Raises:
            BadInput: There is no such rule.

        Example:
            >>> now = datetime.now().astimezone()
            >>> book().standing("organisations.boards_began", on=date(2013, 4, 1), known_at=now)
            'not_begun'
        """
        history = self.history(id)
        record = self.look_up(id, rules_on=on, known_at=known_at)
        if record is not None:
            return record.status
        begun = [held for held in history if held.valid_from <= on.isoformat()]
        if not begun:
            return history[0].status if history[0].status not in _LIVE else "not_begun"
        last = begun[-1]
        return "ended" if last.valid_to and last.valid_to < on.isoformat() else last.status

    def history(self, id: str) -> tuple[RuleRecord, ...]:
        """Every value of a rule, of whatever status, by period and then by the day it was recorded."""
        self.entry(id)
        records = [_record(pack, entry, dated) for pack, entry in self._held[id] for dated in entry.values]
        return tuple(sorted(records, key=lambda record: (record.valid_from, record.recorded_from)))

    def differences(self, then: date, now: date, *, known_at: datetime) -> tuple[Change, ...]:
        """The rules whose value, source or status differs between two days."""
        changes = []
        for id in self.ids():
            before = self.look_up(id, rules_on=then, known_at=known_at)
            after = self.look_up(id, rules_on=now, known_at=known_at)
            if _content(before) != _content(after):
                changes.append(Change(id, self.entry(id).title, before, after))
        return tuple(changes)


def _content(record: RuleRecord | None) -> Any:
    return (record.value, record.status) if record else None


def _one_of(names: Iterable[str | None]) -> str:
    return ", ".join(sorted(name for name in names if name))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _record(pack: Pack, entry: Entry, dated: DatedValue) -> RuleRecord:
    source = pack.sources[dated.source]
    attributes = {
        "evidence": entry.evidence,
        "severity": entry.severity,
        "applies_to": entry.applies_to,
        "check": entry.check,
        "data_needed": entry.data_needed,
        "note": dated.note,
        "fields": entry.fields,
        **entry.attributes,
    }
    return RuleRecord(
        id=entry.id,
        title=entry.title,
        value=_plain(dated.value),
        unit=entry.unit,
        status=dated.status,
        valid_from=dated.valid_from.isoformat(),
        valid_to=dated.valid_to.isoformat() if dated.valid_to else None,
        recorded_from=dated.recorded_from.isoformat(),
        source=Source(
            title=source.title,
            at=dated.at,
            address=source.address,
            publisher=source.publisher,
            licence=source.licence,
            status=dated.status,
            last_checked=source.last_checked,
        ),
        pack=pack.pack,
        attributes={name: _plain(value) for name, value in attributes.items() if value},
    )


@lru_cache(maxsize=8)
def book(overlays: tuple[str, ...] = ()) -> RuleBook:
    """The rule book of the packs inside the package.

    Args:
        overlays: Reforms that are not in force, to be applied on top; none by default.
    """
    return RuleBook(_packs(), overlays)


def overlay_names() -> tuple[str, ...]:
    """The reforms that can be applied on top of the law as it stands, by name.

    Example:
        >>> "health-bill-2026" in overlay_names()
        True
    """
    return tuple(sorted({pack.overlay for pack in _packs() if pack.overlay}))


def overlay_standing(name: str) -> str:
    """How a reform that is no law stands: expected, or what became of it where nobody expects it any more.

    Example:
        >>> overlay_standing("integrating-care-2020-option-1")
        'it was proposed in 2020 and not enacted'
    """
    historic = next((pack.historic for pack in _packs() if pack.overlay == name), "")
    return f"it was {historic}" if historic else "it is expected, and no law"


@lru_cache(maxsize=1)
def _packs() -> tuple[Pack, ...]:
    return load_packs()
