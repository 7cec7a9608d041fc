"""What is known of people when they are put into segments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from commonweal.population.codelists import Codelist
from commonweal.population.scores import ScoreResult
from commonweal.problems import BadInput, Problem


@dataclass(frozen=True, eq=False)
class PeopleFacts:
    """Facts of people, an element for each.

    Args:
        masks: Conditions, int64, shape (people,) or (people, masks).
        codelist: Which bit is which condition.
        age: Years; not-a-number where unknown. None where no age is known at all.
        sex: ``F``, ``M``, ``I`` or ``U``.
        scores: Results by name of the score.
        bands: Names of the bands of each score, in the order of their numbers.
        values: Further values that the table of persons carries, by name: numbers, not-a-number where unknown, or
            words, empty where unknown.

    Raises:
        BadInput: Facts of different numbers of people.
    """

    masks: npt.NDArray[np.int64]
    codelist: Codelist
    age: npt.ArrayLike | None = None
    sex: npt.ArrayLike | None = None
    scores: Mapping[str, ScoreResult] = field(default_factory=dict)
    bands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, npt.ArrayLike] = field(default_factory=dict)

    def __post_init__(self) -> None:
        words = np.asarray(self.masks, dtype=np.int64)
        object.__setattr__(self, "masks", words[:, None] if words.ndim == 1 else words)
        lengths = {"masks": len(self.masks)}
        lengths |= {name: len(result.value) for name, result in self.scores.items()}
        lengths |= {f"value {name}": len(np.asarray(held)) for name, held in self.values.items()}
        lengths |= {
            name: len(np.asarray(got)) for name, got in (("age", self.age), ("sex", self.sex)) if got is not None
        }
        if len(set(lengths.values())) > 1 or self.masks.shape[1] != self.codelist.masks:
            raise BadInput(
                Problem("the facts are not of the same people", given=str(lengths), do="give one for each person")
            )

    def __len__(self) -> int:
        return len(self.masks)

    def has(self, condition: str) -> npt.NDArray[np.bool_]:
        """Who has a condition of the codelist."""
        number, bit = self.codelist.bits[condition]
        return np.asarray((self.masks[:, number] & bit) != 0)
