"""What a run works out: the day, the codelist, the weights, the segments, the age bands and the standard population."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from commonweal.population.codelists import codelist, match_codes
from commonweal.population.plain_rules import pack_value, plain_yaml, yaml_sha256
from commonweal.population.scores import score
from commonweal.problems import BadInput, Problem

CODELIST, SCORE = "twenty_conditions_icd10", "cambridge_20"
SEGMENTS = "segmentation/data/seven_segments.yaml"
STANDARD = ("standard_populations", "population.european_standard_population_19")
AS_OF = date(2025, 3, 31)
"""The day of the made-up people, for examples; a run takes the day of its seal."""
MULTIMORBID = 2
"""Conditions from which a person counts as multimorbid."""
BAND_YEARS = 5


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment: whoever has any of some conditions, or so many conditions at least, and is in none before it."""

    name: str
    any_of: int
    least_conditions: int


@dataclass(frozen=True)
class Definition:
    """All that a run needs to know beside the people.

    Args:
        as_of: Events up to and including this day count.
        conditions: In the order of their bits.
        codes: The bits of each code.
        weights: Weight of each condition in hundredths of a point, in the order of the bits.
        segments: First match first; the last takes everybody.
        standard: People of the standard population in each age band of five years, the last open.
        provenance: Name, version and hash of each part, which go with the results.
    """

    as_of: date
    conditions: tuple[str, ...]
    codes: Mapping[str, int]
    weights: tuple[int, ...]
    segments: tuple[Segment, ...]
    standard: tuple[int, ...]
    provenance: Mapping[str, Any]

    @property
    def fingerprint(self) -> str:
        """A hash of all of it."""
        told = json.dumps(asdict(self), default=str, sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()


def standard_definition(as_of: date = AS_OF) -> Definition:
    """The twenty conditions with the Cambridge score's general weights, seven segments, ESP 2013.

    Example:
        >>> definition = standard_definition()
        >>> len(definition.conditions), len(definition.codes), sum(definition.weights) / 100
        (20, 87, 16.33)
    """
    codes, weights = codelist(CODELIST), score(SCORE)
    bits = {name: 1 << place for place, name in enumerate(codes.conditions)}
    segments = _segments(bits)
    return Definition(
        as_of=as_of,
        conditions=codes.conditions,
        codes={code.code: bits[code.condition] for code in codes.codes},
        weights=tuple(int(weights.weights[name] * 100) for name in codes.conditions),
        segments=segments,
        standard=tuple(pack_value(*STANDARD)),
        provenance={
            "codelist": asdict(codes.provenance),
            "score": asdict(weights.provenance),
            "segments": {"name": SEGMENTS, "sha256": yaml_sha256(SEGMENTS)},
            "standard_population": STANDARD[1],
        },
    )


def as_spelled(definition: Definition, codes: Iterable[str]) -> Definition:
    """The definition with codes as they stand in the events: a dot more or less, or a fifth character, changes nothing.

    Args:
        definition: Of the run.
        codes: The different codes of the events.

    Raises:
        BadInput: Not one of them is in the codelist, so that everybody would be taken for healthy.

    Example:
        >>> spelled = as_spelled(standard_definition(), ["E119", "E11.90", "I10X", "Z00"])
        >>> {code: spelled.codes[code].bit_length() for code in sorted(spelled.codes)}
        {'E11.90': 7, 'E119': 7, 'I10X': 1}
    """
    found = {match.code: match.masks[0] for match in match_codes(codelist(CODELIST), codes)}
    if not found:
        raise BadInput(
            Problem(f"not one code of the events is in the codelist {CODELIST}", do="look at the code system")
        )
    return replace(definition, codes=dict(sorted(found.items())))


def _segments(bits: Mapping[str, int]) -> tuple[Segment, ...]:
    # A rule here asks for any of some conditions or for a number of them, so that it can be told from a mask alone.
    return tuple(
        Segment(
            each["name"],
            sum(bits[name] for name in each.get("when", {}).get("has_any", ())),
            each.get("when", {}).get("count", {}).get("at_least", 0),
        )
        for each in plain_yaml(SEGMENTS)["segments"]
    )
