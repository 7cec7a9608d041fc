"""The disease registers of general practice, and by whom each published percentage is divided."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files

from commonweal.law.schema import Pack
from commonweal.problems import BadInput, Problem

_PREFIX = "population.register."


@dataclass(frozen=True, slots=True)
class DiseaseRegister:
    """A register that practices keep for the Quality and Outcomes Framework (QOF).

    Args:
        id: Its name here, such as ``hypertension``.
        words: What the people on it have, in words.
        indicator: The header of its percentage in the published file.
        divided_from: The youngest age among the people whom the published percentage is divided by.
        youngest: The youngest age that stands on the register. The two differ for hypertension: only adults stand on
            the register, but the percentage is of everybody.
        source: Where the ages come from, in words.
    """

    id: str
    words: str
    indicator: str
    divided_from: int
    youngest: int
    source: str

    @property
    def name(self) -> str:
        """The condition as a heading.

        Example:
            >>> find_register("hypertension").name
            'Hypertension'
        """
        plain = self.words.removeprefix("a ")
        return plain[:1].upper() + plain[1:]

    @property
    def ages(self) -> str:
        """Whom the published percentage is divided by, in words.

        Example:
            >>> find_register("diabetes").ages, find_register("stroke").ages
            ('people aged 17 and over', 'people of all ages')
        """
        return f"people aged {self.divided_from} and over" if self.divided_from else "people of all ages"


@lru_cache(maxsize=1)
def disease_registers() -> tuple[DiseaseRegister, ...]:
    """Every register that practices are compared by, from the room's rule pack, in order of their names.

    Example:
        >>> [register.id for register in disease_registers()][:3]
        ['asthma', 'cancer', 'chronic_kidney_disease']
    """
    pack = _pack()
    found = []
    for entry in pack.entries:
        if entry.id.startswith(_PREFIX):
            dated, held = entry.values[-1], entry.attributes
            source = pack.sources[dated.source]
            found.append(
                DiseaseRegister(
                    entry.id.removeprefix(_PREFIX),
                    held["words"],
                    held["indicator"],
                    int(dated.value),
                    int(held["youngest_on_register"]),
                    f"{source.publisher}: {source.title}",
                )
            )
    return tuple(sorted(found, key=lambda register: register.name))


def find_register(name: str) -> DiseaseRegister:
    """The register with an id or name.

    Raises:
        BadInput: There is none; the nearest are named.

    Example:
        >>> find_register("Hypertension").indicator
        'Hypertension: QOF prevalence'
    """
    wanted = name.strip().casefold().replace(" ", "_").replace("-", "_")
    held = disease_registers()
    for register in held:
        if wanted in (register.id, register.name.casefold().replace(" ", "_")):
            return register
    near = get_close_matches(wanted, [register.id for register in held], n=3, cutoff=0.4)
    raise BadInput(
        Problem(
            "no published register is held for this condition",
            given=name,
            expected="one of " + ", ".join(register.id for register in held),
            do=f"did you mean {near[0]}?" if near else "",
        )
    )


@lru_cache(maxsize=1)
def least_list() -> float:
    """Lists with fewer people of the ages of a register are neither fitted nor compared."""
    return float(_value("population.least_list_compared"))


@lru_cache(maxsize=1)
def clipped_at() -> float:
    """The share of practices at each end of a measure that are taken as those at that end."""
    return float(_value("population.structure_clipped_at"))


@lru_cache(maxsize=1)
def least_explained() -> float:
    """The share of the difference between practices that must be explained for a register to be counted with others."""
    return _value("population.register_least_explained")


@lru_cache(maxsize=1)
def low_on_many() -> int:
    """From how many registers below its limits an area is suspected of a common cause."""
    return int(_value("population.low_on_many_registers"))


@lru_cache(maxsize=1)
def unlike_share() -> float:
    """From which share of its people at practices unlike nearly all others an area's expected is uncertain."""
    return _value("population.unlike_share")


def _value(id: str) -> float:
    return next(float(entry.values[-1].value) for entry in _pack().entries if entry.id == id)


@lru_cache(maxsize=1)
def _pack() -> Pack:
    # The rules are strict YAML behind a schema: loaded only where somebody asks, so that commands start quickly.
    from commonweal.law import read_pack
    from commonweal.lined_yaml import LinedYaml

    file = files("commonweal.population").joinpath("packs", "disease_registers.yaml")
    return read_pack(LinedYaml.parse(file.read_text("utf-8"), file=file.name))
