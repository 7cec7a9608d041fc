"""The financial year of the NHS in England, 1 April to 31 March."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from commonweal.problems import BadInput, Problem

_WRITTEN = re.compile(r"(?:FY\s*)?(\d{4})\s*[/\-–]\s*(\d{2}|\d{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """One financial year, 1 April to the next 31 March, named as the NHS writes it.

    Args:
        label: The year as written: ``2025/26``, ``2025-26`` or ``2025/2026``. It is kept as ``2025/26``.

    Raises:
        BadInput: The text is not two consecutive years.

    Example:
        >>> year = FinancialYear("2025-26")
        >>> str(year), year.start.isoformat(), year.end.isoformat(), str(year.next())
        ('2025/26', '2025-04-01', '2026-03-31', '2026/27')
        >>> FinancialYear("2025/26") < FinancialYear("2026/27")
        True
    """

    label: str

    def __post_init__(self) -> None:
        written = _WRITTEN.fullmatch(str(self.label).strip())
        if written is None:
            raise _not_a_year(self.label)
        first = int(written[1])
        second = written[2]
        following = first + 1
        right = str(following) if len(second) == 4 else f"{following % 100:02d}"
        # The next year must also be a date that Python can hold.
        if second != right or not 1 <= first < 9999:
            raise _not_a_year(self.label)
        object.__setattr__(self, "label", f"{first:04d}/{following % 100:02d}")

    @classmethod
    def beginning(cls, year: int) -> FinancialYear:
        """The financial year that begins on 1 April of a calendar year.

        Example:
            >>> str(FinancialYear.beginning(2026))
            '2026/27'
        """
        return cls(f"{year:04d}/{(year + 1) % 100:02d}")

    @classmethod
    def containing(cls, day: date) -> FinancialYear:
        """The financial year that a day falls in.

        Example:
            >>> str(FinancialYear.containing(date(2026, 3, 31))), str(FinancialYear.containing(date(2026, 4, 1)))
            ('2025/26', '2026/27')
        """
        return cls.beginning(day.year if day.month >= 4 else day.year - 1)

    @property
    def first_year(self) -> int:
        """The calendar year in which it begins."""
        return int(self.label[:4])

    @property
    def start(self) -> date:
        """Its first day, 1 April."""
        return date(self.first_year, 4, 1)

    @property
    def end(self) -> date:
        """Its last day, 31 March."""
        return date(self.first_year + 1, 3, 31)

    @property
    def days(self) -> int:
        """How many days it has: 365, or 366 when it holds a 29 February."""
        return (self.end - self.start).days + 1

    def previous(self) -> FinancialYear:
        """The year before."""
        return self.shifted(-1)

    def next(self) -> FinancialYear:
        """The year after."""
        return self.shifted(1)

    def shifted(self, years: int) -> FinancialYear:
        """The year so many years later, or earlier when the number is negative.

        Example:
            >>> str(FinancialYear("2025/26").shifted(-2))
            '2023/24'
        """
        return FinancialYear.beginning(self.first_year + years)

    def to(self, last: FinancialYear) -> Iterator[FinancialYear]:
        """This year and each one after it, up to and including the last.

        Example:
            >>> [str(year) for year in FinancialYear("2023/24").to(FinancialYear("2025/26"))]
            ['2023/24', '2024/25', '2025/26']
        """
        for first in range(self.first_year, last.first_year + 1):
            yield FinancialYear.beginning(first)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and FinancialYear.containing(day) == self

    def __str__(self) -> str:
        return self.label


def _not_a_year(given: object) -> BadInput:
    return BadInput(
        Problem(
            "this is not a financial year",
            given=str(given),
            expected="two consecutive years such as 2025/26",
            do="write the year as 2025/26",
        )
    )
