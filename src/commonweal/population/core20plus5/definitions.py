"""The clinical areas of Core20PLUS5, from the room's rule pack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from commonweal.answers import Source

_PREFIX = "population.core20plus5."


@dataclass(frozen=True, slots=True)
class PublicIndicator:
    """A published percentage that tells of a clinical area.

    Args:
        indicator: Its header in the file of practice indicators.
        words: For people.
        first_age, last_age: Whom it is of.
        sex: ``all`` or ``female``.
        is_measure: Whether it measures what the clinical area asks for; otherwise it is merely related.
    """

    indicator: str
    words: str
    first_age: int
    last_age: int
    sex: str
    is_measure: bool


@dataclass(frozen=True, slots=True)
class ClinicalArea:
    """A clinical area.

    Args:
        id: Such as ``adults.maternity``.
        group: ``adults`` or ``children``.
        name: For people.
        words: What it asks for.
        target: The share it names, where it names one.
        register: The disease register that it is about, where people not yet found can be told.
        indicators: What is published about it by practice; empty where nothing is.
        source: Who says so.
    """

    id: str
    group: str
    name: str
    words: str
    target: float | None
    register: str
    indicators: tuple[PublicIndicator, ...]
    source: Source


@lru_cache(maxsize=1)
def clinical_areas() -> tuple[ClinicalArea, ...]:
    """Every clinical area, those of adults first, each in its published order.

    Source:
        NHS England, Core20PLUS5 for adults (2021) and for children and young people (2022).

    Example:
        >>> [area.name for area in clinical_areas() if area.group == "children"]
        ['Asthma', 'Diabetes', 'Epilepsy', 'Oral health', 'Mental health']
    """
    # The rules are strict YAML behind a schema: loaded only where somebody asks, so that commands start quickly.
    from commonweal.law import read_pack
    from commonweal.lined_yaml import LinedYaml

    file = files("commonweal.population").joinpath("packs", "core20plus5.yaml")
    pack = read_pack(LinedYaml.parse(file.read_text("utf-8"), file=file.name))
    found: list[tuple[str, int, ClinicalArea]] = []
    for entry in pack.entries:
        held: dict[str, Any] = entry.attributes
        if "group" not in held:
            continue
        dated = entry.values[-1]
        source = pack.sources[dated.source]
        area = ClinicalArea(
            entry.id.removeprefix(_PREFIX),
            held["group"],
            entry.title,
            str(dated.value),
            held.get("target"),
            held.get("register", ""),
            (*_indicators(held.get("public", []), True), *_indicators(held.get("related", []), False)),
            Source(
                source.title,
                dated.at,
                source.address,
                source.publisher,
                source.licence,
                dated.status,
                source.last_checked,
            ),
        )
        found.append((area.group, held["order"], area))
    return tuple(area for _, _, area in sorted(found, key=lambda item: item[:2]))


def _indicators(given: list[dict[str, Any]], is_measure: bool) -> tuple[PublicIndicator, ...]:
    return tuple(
        PublicIndicator(item["indicator"], item["words"], item["first_age"], item["last_age"], item["sex"], is_measure)
        for item in given
    )
