"""Money limits as schemes of delegation write them: a sum, a sum per head, a year, in all; or no limit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from commonweal.answers import MissingEvidence
from commonweal.money import pounds, show
from commonweal.problems import BadInput, Problem

EXPECTED = "a limit such as £500,000, £50,000 per 100,000 population, £1m a year, £250,000 in all, or no limit"

_UNLIMITED = re.compile(r"(no|without( a| any)?|un) ?limit(ed|s)?", re.I)
_LEAD_IN = re.compile(
    r"^(up to( and including)?|not exceeding|no more than|not more than|at most|maximum( of)?|max)\b", re.I
)
_BELOW = re.compile(r"^(under|below|less than|up to but not including)\b", re.I)
_AMOUNT = re.compile(r"^£?\s*\d[\d,]*(\.\d+)?\s*(k|m|bn|million|thousand|billion)?(?![\w.])", re.I)
_WORDS = {"thousand": "k", "million": "m", "billion": "bn"}
_PEOPLE = r"(people|persons?|populations?|residents?|patients?|registered (people|patients?|populations?)|heads?)"
_PER_PEOPLE = re.compile(
    rf"^(per|for each|for every|/) ?(?P<count>\d[\d,]*)?(?P<thousand>k)? ?(of )?(the )?{_PEOPLE}"
    r"( of population)?(?!\w)",
    re.I,
)
_PER_DECISION = re.compile(
    r"^(per|for (each|every|any( one)?)|(for )?any one|each) (decision|item|approval)(?!\w)", re.I
)
"""A limit is on what may be decided at once, so to say that it is for each decision adds nothing."""
_PER_CAPITA = re.compile(r"^per capita\b", re.I)
_YEARLY = re.compile(
    r"^((in )?(a|any( one)?|each|every|per|/) ?(financial )?year|per annum|p\.?a\.?|annually|yearly)(?!\w)", re.I
)
_IN_ALL = re.compile(r"^(in (all|total)|altogether|(over )?(the )?whole life|over (its|the) (whole )?life)(?!\w)", re.I)


@dataclass(frozen=True, slots=True)
class LimitPart:
    """One sum of a limit.

    Args:
        amount_pence: The sum as written.
        per_people: The number of people to whom it is allowed once; None where it does not scale.
        a_year: Whether it is allowed once in each year; otherwise it bounds the whole.
        inclusive: Whether the sum itself is still allowed, which it is unless the text says under or below.
    """

    amount_pence: int
    per_people: int | None = None
    a_year: bool = False
    inclusive: bool = True

    def pence(self, population: int | None, years: int) -> int:
        """The greatest whole number of pence that it allows."""
        upper, lower = self.amount_pence * (years if self.a_year else 1), 1
        if self.per_people is not None:
            if population is None:
                raise MissingEvidence(
                    f"The limit of {self} grows with the population, which is not known",
                    "fill in population in the sheet bodies",
                )
            upper, lower = upper * population, self.per_people
        return upper // lower if self.inclusive else max(0, -(-upper // lower) - 1)

    def __str__(self) -> str:
        text = ("" if self.inclusive else "under ") + show(self.amount_pence)
        if self.per_people is not None:
            text += " per head" if self.per_people == 1 else f" per {self.per_people:,} population"
        return text + (" a year" if self.a_year else "")


@dataclass(frozen=True, slots=True)
class MoneyLimit:
    """A limit on what may be decided; the least of its sums where it names several, and none where it has none.

    Example:
        >>> limit = parse_limit("£50,000 per 100,000 population a year")
        >>> limit.pence(250_000, 2)
        25000000
        >>> parse_limit("no limit").pence(None, 1) is None
        True
    """

    parts: tuple[LimitPart, ...]

    @property
    def unlimited(self) -> bool:
        """Whether it says that there is no limit."""
        return not self.parts

    @property
    def scales(self) -> bool:
        """Whether it grows with the population."""
        return any(part.per_people is not None for part in self.parts)

    def pence(self, population: int | None, years: int) -> int | None:
        """The greatest amount in pence, over all the years together, that is within the limit.

        An amount of exactly this many pence is allowed. A yearly sum counts once for each year, as if the spending
        were even; a part of a penny is never rounded up.

        Args:
            population: People served, where the limit grows with them.
            years: Years over which the amount is spent, at least one.

        Returns:
            Pence, or None where there is no limit.

        Raises:
            MissingEvidence: The limit grows with a population that is not known.
            BadInput: The population is below nought or the years below one.
        """
        if years < 1:
            raise BadInput(Problem("money is spent over one year at least", given=str(years), expected="1, 2, 3 ..."))
        if population is not None and population < 0:
            raise BadInput(Problem("a population is not below nought", given=str(population)))
        return min((part.pence(population, years) for part in self.parts), default=None)

    def worked_out(self, population: int, years: int) -> str:
        """The arithmetic of its sums that grow with the population; empty where none does.

        Example:
            >>> parse_limit("£200,000 per 100,000 population").worked_out(262_500, 1)
            '£200,000 per 100,000 population × 262,500 = £525,000'
        """
        told = []
        for part in self.parts:
            if part.per_people is not None:
                times = f" × {years} years" if part.a_year and years > 1 else ""
                most = "" if part.inclusive else "at most "
                told.append(f"{part} × {population:,}{times} = {most}{show(part.pence(population, years))}")
        return " and ".join(told)

    def __str__(self) -> str:
        return " and ".join(str(part) for part in self.parts) or "no limit"


@lru_cache(maxsize=4096)
def parse_limit(text: str) -> MoneyLimit:
    """Read a limit as people write it.

    Args:
        text: A sum, alone or ``per 100,000 population``, ``per head``, ``a year``, ``in all``; several sums joined by
            ``and``, of which the least counts; or ``no limit``. ``under`` leaves the sum itself out, and
            ``per decision`` says what is meant anyway.

    Raises:
        BadInput: It is none of these; blank is not a limit of any kind.

    Example:
        >>> str(parse_limit("up to £1.5m per annum")), str(parse_limit("£0.75 per head"))
        ('£1,500,000 a year', '£0.75 per head')
        >>> parse_limit("£250,000 a year and £600,000 in all").pence(None, 3)
        60000000
    """
    plain = " ".join(text.replace("\u00a0", " ").split()).strip(" .")
    if _UNLIMITED.fullmatch(plain):
        return MoneyLimit(())
    if not plain:
        raise BadInput(Problem("a money limit is blank", expected=EXPECTED, do="write no limit where there is none"))
    pieces = re.split(r"; ?|, (?:and )?(?=[£\d])| and (?=[£\d]|up to|under|below|at most|no)", plain)
    return MoneyLimit(tuple(_part(piece.strip(), text) for piece in pieces))


def _part(piece: str, text: str) -> LimitPart:
    below = _BELOW.match(piece)
    rest = _LEAD_IN.sub("", piece[below.end() :] if below else piece).strip()
    found = _AMOUNT.match(rest)
    if not found:
        raise BadInput(Problem("this is not a money limit", given=text, expected=EXPECTED))
    written = re.sub("thousand|million|billion", lambda word: _WORDS[word[0].lower()], found[0], flags=re.I)
    amount, rest = pounds(written), rest[found.end() :].strip(" ,")
    per_people: int | None = None
    yearly: bool | None = None
    while rest:
        if per_people is None and (people := _PER_PEOPLE.match(rest) or _PER_CAPITA.match(rest)):
            said = people.groupdict()
            per_people = int((said.get("count") or "1").replace(",", "")) * (1000 if said.get("thousand") else 1)
            rest = rest[people.end() :].strip(" ,")
        elif each := _PER_DECISION.match(rest):
            rest = rest[each.end() :].strip(" ,")
        elif yearly is None and (period := _YEARLY.match(rest) or _IN_ALL.match(rest)):
            yearly = bool(_YEARLY.match(rest))
            rest = rest[period.end() :].strip(" ,")
        else:
            raise BadInput(Problem(f'this money limit goes on with "{rest}"', given=text, expected=EXPECTED))
    if per_people == 0:
        raise BadInput(Problem("a limit cannot be per 0 people", given=text, expected=EXPECTED))
    return LimitPart(amount, per_people, bool(yearly), inclusive=not below)
