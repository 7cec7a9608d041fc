"""By whose codes and segments people are worked out for the tables: the standard ones, or those of the user."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np

from commonweal.population.codelists import Codelist, codelist
from commonweal.population.codelists.codelist import BITS_OF_A_MASK
from commonweal.population.codelists.matching import CodeMatch, match_codes
from commonweal.population.runs.definition import CODELIST, Definition, standard_definition
from commonweal.population.segmentation import PeopleFacts, RuleSet, rule_set
from commonweal.problems import BadInput, Problem

RULES = "seven_segments"


@dataclass(frozen=True, eq=False)
class WorkedBy:
    """A codelist and a rule set.

    Args:
        codelist: What codes mean; by default the twenty conditions.
        rules: Segments; by default seven.
        code_system: Of the codes of the events.

    Raises:
        BadInput: The codelist has too many conditions or lacks those of the segments, or segments rest on a score.

    Example:
        >>> by = WorkedBy()
        >>> by.standard, len(by.definition(date(2025, 3, 31)).conditions)
        (True, 20)
    """

    codelist: Codelist = field(default_factory=lambda: codelist(CODELIST))
    rules: RuleSet = field(default_factory=lambda: rule_set(RULES))
    code_system: str = "icd10"

    def __post_init__(self) -> None:
        """Refuse what the tables cannot hold."""
        if self.codelist.masks > 1:
            raise BadInput(
                Problem(
                    "this codelist has more conditions than these tables can hold",
                    given=str(len(self.codelist.conditions)), expected=f"{BITS_OF_A_MASK} at most",
                    do="keep those that are to be shown",
                )
            )  # fmt: skip
        if self.rules.scores:
            raise BadInput(
                Problem(
                    "these segments rest on a score, which these tables do not work out",
                    given=", ".join(self.rules.scores), do="use segments of conditions, ages and sex",
                )
            )  # fmt: skip
        # Nobody is put into segments, so that what the codelist lacks is told before the people are read.
        nobody = np.zeros(0, dtype=np.int64)
        self.rules.of(PeopleFacts(nobody, self.codelist, age=nobody, sex=nobody.astype(str)))

    @cached_property
    def standard(self) -> bool:
        """Whether both are those that a run works by."""
        return (
            self.codelist.provenance == codelist(CODELIST).provenance
            and self.rules.provenance == rule_set(RULES).provenance
        )

    def definition(self, day: date) -> Definition:
        """Conditions, standard population and provenance on a day; without a score where the codelist is another."""
        standard = standard_definition(day)
        if self.standard:
            return standard
        bits = {name: bit for name, (_, bit) in self.codelist.bits.items()}
        return replace(
            standard,
            conditions=self.codelist.conditions,
            codes={code.code: bits[code.condition] for code in self.codelist.codes},
            weights=(0,) * len(bits),
            segments=(),
            provenance={
                "codelist": asdict(self.codelist.provenance),
                "segments": asdict(self.rules.provenance),
                "standard_population": standard.provenance["standard_population"],
            },
        )

    def diagnoses(self, codes: Sequence[str]) -> tuple[CodeMatch, ...]:
        """What the different codes of some events mean, without those that resolve a condition or measure one."""
        found = match_codes(self.codelist, codes, system=self.code_system)
        return tuple(match for match in found if match.role == "diagnosis" and match.masks[0])
