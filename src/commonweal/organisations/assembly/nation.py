"""What the bundled tables and the rule packs say of England: regions, boards of both maps, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from commonweal.answers import Evidence, FactRecord
from commonweal.organisations.bodies import ONS, Code
from commonweal.organisations.gathering import Gathering, Sighting
from commonweal.organisations.kinds import Kind
from commonweal.organisations.periods import Period
from commonweal.organisations.successions import Share, Succession

REGIONS = "organisations/regions"
REGION_MEMBERS = "organisations/region_membership"
SUB_ICBS = "organisations/sub_icb"
BOARDS = {"icb24": "organisations/icb_2022", "icb26": "organisations/icb_2026"}
"""The table of each map of boards, the earlier map first."""
SUCCESSIONS = ("organisations/icb_succession_2026",)

RESIDENTS = "lsoa21"
"""Shares counted by small areas, and so by where people live."""
REGISTERED = "registered weighted population 2025/26"
"""Shares counted by practices, and so by where people are registered, each weighted for need."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The dated rules that the register is made by.

    Args:
        began: The day on which boards took over from clinical commissioning groups.
        groups_began: The day on which clinical commissioning groups took over from primary care trusts.
        groups_split: Boards of the groups that did not go wholly to their partnership's board.
        periods: The days on which each map is in force, by vintage.
    """

    began: date
    groups_began: date
    groups_split: Mapping[str, tuple[str, ...]]
    periods: Mapping[str, Period]

    @classmethod
    def read(cls, evidence: Evidence) -> Rules:
        """Read them. They are facts of history, so a question about an early day reads them as they stand now."""
        latest = max(evidence.dates.rules_on, evidence.dates.known_at.date())

        def value(id: str) -> Any:
            return evidence.rule(f"organisations.{id}", on=latest).value

        return cls(
            _day(value("boards_began")) or date.min,
            _day(value("groups_began")) or date.min,
            {group: tuple(boards) for group, boards in sorted(value("groups_split_2022").items())},
            {name: Period(_day(days["from"]), _day(days["to"])) for name, days in value("map_periods").items()},
        )

    def to_json(self) -> dict[str, Any]:
        """The rules as plain JSON."""
        return {
            "began": self.began.isoformat(),
            "groups_began": self.groups_began.isoformat(),
            "groups_split": {group: list(boards) for group, boards in self.groups_split.items()},
            "periods": {name: str(period) for name, period in self.periods.items()},
        }


@dataclass(frozen=True, slots=True)
class Nation:
    """The bundled rows."""

    regions: tuple[FactRecord, ...]
    region_members: tuple[FactRecord, ...]
    boards: Mapping[str, tuple[FactRecord, ...]]
    sub_icbs: tuple[FactRecord, ...]
    successions: tuple[FactRecord, ...]

    @classmethod
    def read(cls, evidence: Evidence) -> Nation:
        """Read every row through the evidence, so that a receipt embeds what the answer was made of."""
        return cls(
            evidence.rows(REGIONS),
            evidence.rows(REGION_MEMBERS),
            {vintage: evidence.rows(table) for vintage, table in BOARDS.items()},
            evidence.rows(SUB_ICBS),
            tuple(record for table in SUCCESSIONS for record in evidence.rows(table)),
        )

    def to_json(self) -> list[Any]:
        """Every row as plain JSON."""
        held = [*self.regions, *self.region_members, *self.sub_icbs, *self.successions]
        held += [record for records in self.boards.values() for record in records]
        return [record.to_json() for record in held]

    @property
    def newest(self) -> str:
        """The vintage of the newest map of boards."""
        return list(self.boards)[-1]

    def vintage_of(self, codes: Iterable[str]) -> str | None:
        """The latest map that has all of these boards; None where no map has.

        A list of practices or trusts does not say by which map it was made: the codes of its boards do.
        """
        wanted = {code for code in codes if code}
        held = {name: {str(r.values["icb_code"]) for r in records} for name, records in self.boards.items()}
        return next((name for name in reversed(list(held)) if wanted <= held[name]), None)

    def gather(self, gathering: Gathering, rules: Rules) -> None:
        """Add regions, boards and sub-ICB locations, their codes of each map, and the succession between the maps."""
        for record in self.regions:
            value = record.values
            codes = [Code(str(value["nhser24_code"]), ONS, "nhser24")]
            gathering.body(value["region_code"], Kind.REGION, value["region_name"], _period(value), codes=codes)
        for vintage, records in reversed(list(self.boards.items())):
            for record in records:
                value = record.values
                code, days = str(value["icb_code"]), rules.periods.get(vintage, Period())
                gathering.body(code, Kind.ICB, value["icb_name"], _period(value), listed=days.first)
                gathering.code(code, Code(str(value[f"{vintage}_code"]), ONS, vintage, days))
        for record in self.region_members:
            value = record.values
            gathering.member(
                value["icb_code"], value["region_code"], Kind.REGION, _period(value), source=record.source.title
            )
        gathering.successions += self._successions()
        self._gather_sub_icbs(gathering, rules)

    def _gather_sub_icbs(self, gathering: Gathering, rules: Rules) -> None:
        old, new = rules.periods.get("sicbl24", Period()), rules.periods.get(self.newest, Period())
        for record in self.sub_icbs:
            value, title = record.values, record.source.title
            code = str(value["sub_icb_code"])
            codes = [Code(str(value["sicbl24_code"]), ONS, "sicbl24", old)]
            name = str(value["sub_icb_name"])
            gathering.body(code, Kind.SUB_ICB, name, Period(rules.began), listed=old.first, codes=codes)
            gathering.sighting(
                Sighting(code, str(value["icb_code_2022"]), Kind.ICB, rules.began, title, rules.began, new.day_before)
            )
            boards = str(value["icb_code_2026"]).split(";")
            if len(boards) == 1 and new.first:
                gathering.sighting(Sighting(code, boards[0], Kind.ICB, new.first, title, new.first))

    def _successions(self) -> list[Succession]:
        whole: dict[str, tuple[int, Fraction]] = {}
        for record in self.successions:
            areas, people = whole.get(record.values["predecessor"], (0, Fraction(0)))
            whole[record.values["predecessor"]] = areas + _areas(record), people + _people(record)
        rows = []
        for record in self.successions:
            value = record.values
            areas, people = whole[value["predecessor"]]
            shares = (
                Share(RESIDENTS, Fraction(_areas(record), areas)),
                Share(REGISTERED, _people(record) / people),
            )
            day = _day(value["date"]) or date.min
            rows.append(Succession(value["predecessor"], value["successor"], day, shares, source=record.source.title))
        return rows


def _areas(record: FactRecord) -> int:
    return int(record.values["lsoas"])


def _people(record: FactRecord) -> Fraction:
    return Fraction(str(record.values["weighted_population_2025_26"]))


def _period(value: Mapping[str, Any]) -> Period:
    return Period(_day(value["from"]), _day(value["to"]))


def _day(text: Any) -> date | None:
    return date.fromisoformat(str(text)) if text else None
