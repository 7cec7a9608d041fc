"""Rule sets read from YAML: every fault is told with its line."""

from __future__ import annotations

from typing import Any

from commonweal.lined_yaml import LinedYaml
from commonweal.population.segmentation.combined_predicates import AllOf, AnyOf, FirstKnown, OfParts
from commonweal.population.segmentation.predicates import Age, CarriedValue, CountOf, HasAny, InBand, Predicate, Sex
from commonweal.problems import Problems

Path = tuple[str | int, ...]
_FIELDS = {
    "count": {"of", "at_least", "at_most"},
    "age": {"from", "below"},
    "band": {"score", "is"},
    "value": {"of", "is", "from", "below"},
}
KINDS = ("has_any", "count", "age", "sex", "band", "value", "all", "any", "first_known")
_OF_PARTS: dict[str, type[OfParts]] = {"all": AllOf, "any": AnyOf, "first_known": FirstKnown}


class PredicateReader:
    """Reads the predicates of one document and collects what is wrong."""

    def __init__(self, document: LinedYaml, problems: Problems) -> None:
        """Begin."""
        self.document, self.problems = document, problems

    def read(self, said: Any, path: Path) -> Predicate | None:
        """A predicate, or None where it is none."""
        if not isinstance(said, dict) or len(said) != 1 or next(iter(said)) not in KINDS:
            given = ", ".join(map(str, said)) if isinstance(said, dict) else str(said)
            self.wrong("this is no condition of a segment", path, given, "one of " + ", ".join(KINDS))
            return None
        ((kind, value),) = said.items()
        path = (*path, kind)
        if kind in _OF_PARTS:
            parts = [
                self.read(part, (*path, number)) for number, part in enumerate(value if isinstance(value, list) else [])
            ]
            if not parts:
                self.wrong("there is nothing in this list", path)
            known = tuple(part for part in parts if part is not None)
            return _OF_PARTS[kind](known)
        if kind == "has_any":
            return HasAny(self._names(value, path))
        if kind == "sex":
            return Sex(self._names(value, path))
        fields = _FIELDS[kind]
        if not isinstance(value, dict) or not value or set(value) - fields:
            self.wrong("this is not understood", path, str(value), ", ".join(sorted(fields)))
            return None
        if kind == "band":
            return InBand(str(value.get("score", "")), self._names(value.get("is"), (*path, "is")))
        if kind == "value":
            return self._carried(value, path)
        numbers = {name: self._whole(value[name], (*path, name)) for name in fields - {"of"} if name in value}
        if kind == "age":
            return Age(numbers.get("from"), numbers.get("below"))
        of = self._names(value["of"], (*path, "of")) if "of" in value else ()
        at_least = numbers.get("at_least")
        if not at_least:
            self.wrong("a number of conditions begins at 1", path, str(value))
        return CountOf(of, at_least or 1, numbers.get("at_most"))

    def wrong(self, what: str, path: Path, given: str = "", expected: str = "") -> None:
        """Tell a fault with its line."""
        row = self.document.line(*path)
        self.problems.add(what, file=self.document.file, row=row, given=given, expected=expected)

    def _names(self, value: Any, path: Path) -> tuple[str, ...]:
        if not isinstance(value, list) or not value or not all(isinstance(name, str) and name for name in value):
            self.wrong("this is not a list of names", path, str(value), "such as [asthma, copd]")
            return ()
        return tuple(value)

    def _carried(self, value: dict[str, Any], path: Path) -> CarriedValue:
        """A value that the table carries: words, or a number from and below."""
        name, limits = value.get("of"), {word: value[word] for word in ("from", "below") if word in value}
        if not isinstance(name, str) or not name:
            self.wrong("this does not say of which value", path, str(value), "of: the name after clinic.misc")
        if ("is" in value) == bool(limits):
            self.wrong("a value is one of some words, or a number", path, str(value), "is, or from and below")
        for word, limit in limits.items():
            if isinstance(limit, bool) or not isinstance(limit, int | float):
                self.wrong("this is not a number", (*path, word), str(limit))
        words = self._names(value["is"], (*path, "is")) if "is" in value else ()
        return CarriedValue(str(name), words, limits.get("from"), limits.get("below"))

    def _whole(self, value: Any, path: Path) -> int | None:
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.wrong("this is not a whole number", path, str(value))
            return None
        return value
