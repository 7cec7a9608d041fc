"""Further values that the sealed persons carry, and what segments ask of them and of scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from commonweal.population.disclosure_control import disclosure_rule
from commonweal.population.features.combinations import column_types, missing_as_nan
from commonweal.population.people.attribute_headings import MISCELLANEOUS
from commonweal.population.people.miscellaneous import NUMBER, WORDS
from commonweal.population.scores import Score
from commonweal.population.segmentation import PeopleFacts, RuleSet
from commonweal.population.statistics.estimates import IntArray
from commonweal.problems import Problems


def carried_values(persons: Path) -> dict[str, str]:
    """The kind of each value that sealed persons carry beside the contract, ``number`` or ``words``, by column."""
    types = column_types(persons)
    return {
        name: NUMBER if kind == "DOUBLE" else WORDS for name, kind in types.items() if name.startswith(MISCELLANEOUS)
    }


def values_of(rules: RuleSet | None, carried: Mapping[str, str]) -> dict[str, str]:
    """Those of them that segments rest on."""
    asked = {MISCELLANEOUS + one.name for one in rules.carried_values} if rules else set()
    return {name: kind for name, kind in carried.items() if name in asked}


def known_or_not(column: Any, kind: str) -> np.ndarray:
    """Such a column as segments read it: not-a-number or an empty word where it is not known."""
    if kind == NUMBER:
        return missing_as_nan(column)
    return np.asarray(np.ma.filled(np.ma.asarray(column, dtype=object), ""), dtype=object)


def hardly_met(rules: RuleSet, facts: PeopleFacts, people: IntArray) -> list[str]:
    """Words that segments ask for and hardly anybody has, in words: the rule may spell them otherwise than the table.

    Args:
        rules: The segments.
        facts: Of the people.
        people: How many each element of the facts stands for.
    """
    few, name = disclosure_rule().suppress_up_to, rules.provenance.name
    asked = [one for one in rules.carried_values if one.words and one.name in facts.values]
    return [
        f"{few} people or fewer have {' or '.join(one.words)} as {one.name}, of which {name} asks: see that the rule "
        "spells it as the table of persons does"
        for one in asked
        if int(people[one.of(facts)[0]].sum()) <= few
    ]


def asked_for(
    rules: RuleSet | None, scores: Sequence[Score], carried: Mapping[str, str], *, refuse: bool = True
) -> list[str]:
    """What segments rest on that is not there: scores that nobody asked for, values that the persons do not carry.

    Args:
        rules: The segments; None for none.
        scores: Those that are worked out.
        carried: The kind of each value by column.
        refuse: Whether they are refused without it; else what is missing is given back in words.

    Raises:
        BadInput: What is missing; and, in any case, words that are asked of a column of numbers or limits of words.
    """
    if rules is None:
        return []
    segments = rules.provenance.name
    problems, told = Problems(), []
    for one in rules.carried_values:
        kind = carried.get(MISCELLANEOUS + one.name)
        if kind and (kind == WORDS) != bool(one.words):
            problems.add(
                f"the segments of {segments} ask for {'words' if one.words else 'a number'} where the persons carry "
                f"{'words' if kind == WORDS else 'numbers'}",
                given=one.name, do="ask with " + ("is" if kind == WORDS else "from and below"),
            )  # fmt: skip
    needed, lacking = rules.needs({name.removeprefix(MISCELLANEOUS) for name in carried})
    worked_out = {score.provenance.name for score in scores}
    missing = {
        **{name: ("a band of a score that is not worked out", f"add --score {name}")
           for name in needed if name not in worked_out},
        **{name: ("a value that the persons do not carry", _bring(name, carried)) for name in lacking},
    }  # fmt: skip
    for name, (what, do) in missing.items():
        if refuse:
            problems.add(
                f"the segments of {segments} ask for {what}, so that nobody would be in a segment", given=name, do=do
            )
        told.append(f"{segments} asks for {what} ({name}), so that whoever may be in it is in no segment: {do}")
    problems.raise_if_any()
    return told


def _bring(name: str, carried: Mapping[str, str]) -> str:
    there = ", ".join(each.removeprefix(MISCELLANEOUS) for each in carried)
    return f"bring it as a column clinic.misc.{name}" + (
        f", or name one of those that they carry: {there}" if there else ""
    )
