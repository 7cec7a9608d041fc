"""A rule set: ordered segments, of which a person is in the first that fits."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np

from commonweal.lined_yaml import LinedYaml
from commonweal.population.codelists import where_to_find
from commonweal.population.segmentation.combined_predicates import carried_values_in, needs, scores_in
from commonweal.population.segmentation.people_facts import PeopleFacts
from commonweal.population.segmentation.predicates import CarriedValue, Predicate
from commonweal.population.segmentation.reading import PredicateReader
from commonweal.population.statistics.estimates import Arrays, IntArray
from commonweal.population.versioned import STATUSES, Provenance
from commonweal.problems import BadInput, Problem, Problems

NOT_KNOWN = -1
"""The segment of people of whom too much is missing to tell."""

_WORDS = {"name", "title", "version", "date", "source", "status", "note", "segments"}


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment; the last takes everybody who is left, so it has no predicate."""

    name: str
    title: str
    when: Predicate | None


@dataclass(frozen=True, eq=False)
class Segmentation(Arrays):
    """The segment of each person, and by which rules.

    Args:
        segment: Number of the segment in ``names``; -1 where it is not known.
        names: Names of the segments, in order.
        titles: Their titles.
        rules: Where the rules come from.
        codelist: Where the conditions come from.
        without_codes: Conditions of the rules that the codelist has no code for: nobody is in a segment by them.
    """

    segment: IntArray
    names: tuple[str, ...]
    titles: tuple[str, ...]
    rules: Provenance
    codelist: Provenance
    without_codes: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """People in each segment; before disclosure control, so not to be shown."""
        found = {name: int(number) for name, number in zip(self.names, self._numbers()[1:], strict=True)}
        return found | ({"not known": int(self._numbers()[0])} if self._numbers()[0] else {})

    def _numbers(self) -> IntArray:
        return np.bincount(self.segment + 1, minlength=len(self.names) + 1)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Ordered segments with their provenance.

    Args:
        provenance: Name, version, source, status and hash.
        holds_from: The day from which it holds.
        segments: In order: the first that fits is the person's.
    """

    provenance: Provenance
    holds_from: date
    segments: tuple[Segment, ...]

    @property
    def conditions(self) -> tuple[str, ...]:
        """Every condition that the rules name, each once."""
        return tuple(
            dict.fromkeys(name for segment in self.segments if segment.when for name in segment.when.conditions)
        )

    @property
    def scores(self) -> tuple[str, ...]:
        """Every score whose bands the rules name, each once: without it, nobody after such a segment is in one."""
        return tuple(
            dict.fromkeys(name for segment in self.segments if segment.when for name in scores_in(segment.when))
        )

    @property
    def carried_values(self) -> tuple[CarriedValue, ...]:
        """Every question about a value that the table of persons carries."""
        return tuple(asked for segment in self.segments if segment.when for asked in carried_values_in(segment.when))

    def needs(self, carried: Container[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The scores, and the values that are not carried, without which nobody after some segment is in one.

        Args:
            carried: Values that the table of persons carries.
        """
        each = [needs(segment.when, carried) for segment in self.segments if segment.when]
        scores, values = ({name for one in each for name in one[which]} for which in (0, 1))
        return tuple(name for name in self.scores if name in scores), tuple(sorted(values))

    def of(self, facts: PeopleFacts, *, every_condition: bool = True) -> Segmentation:
        """Put each person into the first segment that fits.

        Whoever may be in an earlier segment, were it known, is in none: what is missing never passes.

        Args:
            facts: Of the people.
            every_condition: Refuse a codelist that lacks a condition of the rules, and people without a value that they
                rest on. Where this is off, the result tells which conditions are missing; people who have them are in a
                later segment than they should be.

        Raises:
            BadInput: The codelist lacks conditions, or the people a value.

        Example:
            >>> from commonweal.population.codelists import codelist
            >>> listed = codelist("twenty_conditions_icd10")
            >>> mask = listed.bits["cancer"][1] | listed.bits["asthma"][1]
            >>> rule_set("seven_segments").of(PeopleFacts(np.array([mask, 0]), listed)).counts["2_cancer"]
            1
        """
        missing = tuple(name for name in self.conditions if name not in facts.codelist.bits)
        _, lacking = self.needs(facts.values)
        problems = Problems()
        if missing and every_condition:
            name = facts.codelist.provenance.name
            problems.add(
                f"the codelist {name} has no code for some conditions of {self.provenance.name}",
                given=", ".join(missing), do=where_to_find(self.conditions, facts.codelist, "segments"),
            )  # fmt: skip
        if lacking and every_condition:
            problems.add(
                f"the segments of {self.provenance.name} rest on a value that these people do not carry",
                given=", ".join(lacking), do="bring it as a column clinic.misc of a table of attributes",
            )  # fmt: skip
        problems.raise_if_any()
        segment = np.full(len(facts), NOT_KNOWN, dtype=np.int64)
        open_ = np.ones(len(facts), dtype=np.bool_)
        for number, rule in enumerate(self.segments):
            if rule.when is None:
                segment[open_] = number
                break
            true, unsure = rule.when.of(facts)
            segment[open_ & true] = number
            open_ &= ~true & ~unsure
        names, titles = zip(*((rule.name, rule.title) for rule in self.segments), strict=True)
        return Segmentation(segment, names, titles, self.provenance, facts.codelist.provenance, missing)


def _parse(text: str, file: str) -> RuleSet:
    document = LinedYaml.parse(text, file=file)
    problems = Problems()
    said = document.data if isinstance(document.data, dict) else {}
    for word in sorted(_WORDS - {"note"} - set(said)):
        problems.add(f"the rule set does not say its {word}", file=file)
    for word in sorted(set(said) - _WORDS):
        problems.add("this word is not known here", file=file, row=document.line(word), given=str(word))
    if said.get("status", "draft") not in STATUSES:
        problems.add("this status is not known", file=file, given=str(said["status"]), expected=", ".join(STATUSES))
    if "date" in said and not isinstance(said["date"], date):
        problems.add("this is not a day", file=file, row=document.line("date"), given=str(said["date"]))
    reader = PredicateReader(document, problems)
    listed = said.get("segments") if isinstance(said.get("segments"), list) else []
    segments = []
    for number, entry in enumerate(listed or []):
        path = ("segments", number)
        last = number == len(listed or []) - 1
        given = entry if isinstance(entry, dict) else {}
        if not given.get("name") or not given.get("title"):
            reader.wrong("a segment has a name and a title", path)
        if set(given) != {"name", "title", "otherwise" if last else "when"} or (
            last and given["otherwise"] is not True
        ):
            reader.wrong(
                "every segment but the last says when; the last says otherwise: true", path, str(given.get("name"))
            )
        when = None if last else reader.read(given.get("when"), (*path, "when"))
        segments.append(Segment(str(given.get("name")), str(given.get("title")), when))
    names = [segment.name for segment in segments]
    for name in {name for name in names if names.count(name) > 1}:
        problems.add("two segments have this name", file=file, given=name)
    problems.raise_if_any()
    provenance = Provenance(
        said["name"], str(said["version"]), said["source"], said["status"], hashlib.sha256(text.encode()).hexdigest(),
        said["title"], " ".join(str(said.get("note", "")).split()),
    )  # fmt: skip
    return RuleSet(provenance, said["date"], tuple(segments))


def read_rule_set(path: Path) -> RuleSet:
    """Read a rule set of the user's own from YAML.

    Raises:
        BadInput: Everything that is wrong with it, by line.
    """
    LinedYaml.read(path)
    return _parse(path.read_text("utf-8-sig"), path.name)


@lru_cache(maxsize=16)
def rule_set(name: str) -> RuleSet:
    """A rule set that comes with Commonweal.

    Example:
        >>> [segment.title for segment in rule_set("snee_six").segments][:2]
        ['Die well', 'Age well']
    """
    if name not in bundled_rule_sets():
        raise BadInput(
            Problem(
                "there is no rule set of this name",
                given=name,
                expected=", ".join(bundled_rule_sets()),
                do="name one of these, or a file of your own, whose name ends in .yaml",
            )
        )
    return _parse(files(__package__).joinpath("data", f"{name}.yaml").read_text("utf-8"), f"{name}.yaml")


def bundled_rule_sets() -> tuple[str, ...]:
    """The names of the rule sets that come with Commonweal."""
    folder = files(__package__).joinpath("data")
    return tuple(sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml")))
