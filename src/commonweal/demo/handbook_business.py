"""A meeting and its business as Wealdmarch's diary tells them; the rows of the handbook follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from commonweal.demo.handbook_bodies import SYSTEM
from commonweal.demo.handbook_days import PRESENT, working_days_before


@dataclass(frozen=True, kw_only=True)
class Business:
    """One item.

    Args:
        title: What it is called.
        function: What a decision in it exercises; empty where nothing is decided.
        pounds: For how much, in all.
        years: Over how many years.
        place: Which place it concerns.
        parties: Who stands to gain or lose.
        private: The reason why the public is excluded.
        one_person: Whether it is about services for one person.
        changes: Whether it changes how services reach people.
        outcome: How it went.
        minutes: How long it takes.
    """

    title: str
    function: str = ""
    pounds: int | None = None
    years: int | None = None
    place: str = ""
    parties: tuple[str, ...] = ()
    private: str = ""
    one_person: bool = False
    changes: bool = False
    outcome: str = "approved"
    minutes: int = 30


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """A meeting of a body.

    Args:
        body: Which body.
        on: The day.
        business: Its items, after the declarations of interests.
        apologies: Seats whose holders did not come, each with a deputy or none.
        departures: Who left before the end, and when.
        papers_days: How many working days before it the papers went out.
        stayed: People who declared an interest, stayed and voted; ``handbook_faults`` tells why not to.
    """

    body: str
    on: date
    business: tuple[Business, ...]
    apologies: dict[str, str] = field(default_factory=dict)
    departures: dict[str, str] = field(default_factory=dict)
    papers_days: int = 6
    stayed: frozenset[str] = frozenset()
    starts: str = "09:30"

    @property
    def meeting(self) -> str:
        """Id of the meeting, such as BOARD-2026-03."""
        name = "BOARD" if self.body == SYSTEM else self.body
        return f"{name}-{self.on:%Y-%m}"

    @property
    def held(self) -> bool:
        """Whether it lies behind the demonstration's present day."""
        return self.on < PRESENT

    @property
    def papers_on(self) -> date:
        """When the papers went out."""
        return working_days_before(self.on, self.papers_days)
