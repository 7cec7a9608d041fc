"""Values that people analytics keep asking for: ages, bands, masks, scores, segments, each in its one portable form."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.engines import idioms
from commonweal.engines.expressions import Condition, Value
from commonweal.engines.names import PlanError
from commonweal.engines.shapes import Shape


@dataclass(frozen=True, eq=False)
class Ratio(Value):
    """One number over another, as a double; unknown where the divisor is nought."""

    above: Value
    below: Value

    def sql(self, shape: Shape) -> str:
        """Idiom 3."""
        return idioms.ratio(self.above.sql(shape), self.below.sql(shape))


@dataclass(frozen=True, eq=False)
class Whole(Value):
    """The whole number at or below a number: -1.5 gives -2."""

    of: Value

    def sql(self, shape: Shape) -> str:
        """Idiom 2."""
        return idioms.whole(self.of.sql(shape))


@dataclass(frozen=True, eq=False)
class AgeAt(Value):
    """Completed years from a day of birth to another day; a person born on 29 February comes of age on 1 March.

    Example:
        >>> from datetime import date
        >>> from commonweal.engines import Column, value
        >>> AgeAt(Column("born"), value(date(2025, 3, 31))).columns
        frozenset({'born'})
    """

    birth: Value
    on: Value

    def sql(self, shape: Shape) -> str:
        """Idiom 1."""
        return idioms.age_at(self.birth.sql(shape), self.on.sql(shape))


@dataclass(frozen=True, eq=False)
class DaysBetween(Value):
    """Days from one day to a later one; below nought if it is earlier."""

    first: Value
    last: Value

    def sql(self, shape: Shape) -> str:
        """A difference in days, which all engines count alike."""
        return f"date_diff('day', {self.first.sql(shape)}, {self.last.sql(shape)})"


@dataclass(frozen=True, eq=False)
class MonthNumber(Value):
    """The month of a day as a number such as 202503."""

    of: Value

    def sql(self, shape: Shape) -> str:
        """Year and month in one number."""
        return idioms.month_number(self.of.sql(shape))


@dataclass(frozen=True, eq=False)
class Band(Value):
    """The number of the equal band that a value falls in: the whole part of value / width, and no more than the last.

    Example:
        >>> from commonweal.engines import Column
        >>> Band(Column("age"), width=5, last=18)  # five-year age bands, 90 and over together
        Band(of=Column(name='age'), width=5, last=18)
    """

    of: Value
    width: int
    last: int

    def __post_init__(self) -> None:
        if self.width < 1:
            raise PlanError("a band is at least one wide")

    def sql(self, shape: Shape) -> str:
        """Idioms 2 and 3."""
        value = self.of.sql(shape)
        above = idioms.number(self.width * self.last)
        within = idioms.whole(idioms.ratio(value, str(self.width)))
        return f"(case when {value} >= {above} then {idioms.number(self.last)} else {within} end)"


@dataclass(frozen=True, eq=False)
class NamedBand(Value):
    """The name of the band that a value falls in; unknown below the first edge.

    Attributes:
        bands: The least value of each band and its name, from low to high.
    """

    of: Value
    bands: tuple[tuple[int | float, str], ...]

    def __post_init__(self) -> None:
        edges = [edge for edge, _ in self.bands]
        if not edges or edges != sorted(set(edges)):
            raise PlanError("bands go from low to high, each edge once")

    def sql(self, shape: Shape) -> str:
        """The highest edge that is reached."""
        value = self.of.sql(shape)
        whens = (f"when {value} >= {idioms.number(edge)} then {idioms.text(name)}" for edge, name in self.bands[::-1])
        return f"(case {' '.join(whens)} else null end)"


@dataclass(frozen=True, eq=False)
class Choose(Value):
    """One value where a condition is true, another where it is false or unknown."""

    when: Condition
    then: Value
    otherwise: Value

    def sql(self, shape: Shape) -> str:
        """A case."""
        then, otherwise = self.then.sql(shape), self.otherwise.sql(shape)
        return f"(case when {self.when.sql(shape)} then {then} else {otherwise} end)"


@dataclass(frozen=True, eq=False)
class Priority(Value):
    """The label of the first rule that holds, such as a person's segment.

    Where any column that the rules read is unknown the label is unknown too, so that nobody is put among the well
    because nothing is known of them. Give columns a value beforehand (``or_else``) where unknown means none.

    Attributes:
        rules: Conditions with their labels, first come first.
        otherwise: The label where no rule holds.
    """

    rules: tuple[tuple[Condition, str], ...]
    otherwise: str

    def sql(self, shape: Shape) -> str:
        """A case that begins with what is not known."""
        unknown = " or ".join(f"{name} is null" for name in sorted(self.columns))
        whens = [f"when {unknown} then null"] if unknown else []
        whens += [f"when {rule.sql(shape)} then {idioms.text(label)}" for rule, label in self.rules]
        return f"(case {' '.join(whens)} else {idioms.text(self.otherwise)} end)"
