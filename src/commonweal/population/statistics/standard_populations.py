"""Standard populations: the ages that directly standardised rates are worked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np

from commonweal.population.statistics.estimates import Arrays, FloatArray, IntArray
from commonweal.problems import BadInput, Problem


@dataclass(frozen=True, eq=False)
class StandardPopulation(Arrays):
    """A standard population.

    Args:
        rule: The entry of the rule pack it is read from.
        first_ages: The youngest age of each band, shape (bands,); the last band has no end.
        weights: People in each band, shape (bands,).
    """

    rule: str
    first_ages: IntArray
    weights: FloatArray


@lru_cache(maxsize=8)
def standard_population(bands: int = 19) -> StandardPopulation:
    """The European Standard Population of 2013, as it stands in the room's rule pack.

    Args:
        bands: 19 (0 to 4 up to 90 and over) or 21 (under 1, 1 to 4, up to 95 and over).

    Raises:
        BadInput: There is no such number of bands.

    Source:
        Eurostat, Revision of the European Standard Population (2013).

    Example:
        >>> standard = standard_population()
        >>> float(standard.weights.sum()), standard.first_ages[-1].item()
        (100000.0, 90)
    """
    # The rules are strict YAML behind a schema: loaded only where somebody asks, so that commands start quickly.
    from commonweal.law import read_pack
    from commonweal.lined_yaml import LinedYaml

    file = files("commonweal.population").joinpath("packs", "standard_populations.yaml")
    pack = read_pack(LinedYaml.parse(file.read_text("utf-8"), file=file.name))
    held = {len(entry.attributes["first_ages"]): entry for entry in pack.entries}
    if bands not in held:
        raise BadInput(
            Problem(
                "there is no standard population with so many age bands",
                given=str(bands),
                expected=" or ".join(str(number) for number in sorted(held)),
            )
        )
    entry = held[bands]
    return StandardPopulation(
        entry.id,
        np.array(entry.attributes["first_ages"], dtype=np.int64),
        np.array(entry.values[-1].value, dtype=np.float64),
    )
