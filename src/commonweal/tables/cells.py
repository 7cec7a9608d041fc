"""One cell at a time: what its text says, or why it does not say what it should."""

from __future__ import annotations

import datetime
import math
import re

from commonweal.tables.grid import FORMULA_ERRORS, NOT_CALCULATED

MISSING_MARKS = frozenset({"na", "n/a", "..", "*", "null", "suppressed"})
"""Marks that publishers put where there is no figure. Read as missing where a blank is allowed."""

_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?(?:e[+-]?\d{1,3})?|[+-]?\.\d+(?:e[+-]?\d{1,3})?")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("jan january", "feb february", "mar march", "apr april", "may", "jun june"),
            *("jul july", "aug august", "sep sept september", "oct october", "nov november", "dec december"),
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_BRITISH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 00:00(?::00)?)?")
_SPELLED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]?([A-Za-z]{3,9})[ ,-]*(\d{4})")


class UnreadableError(ValueError):
    """Why a cell cannot be read: what is wrong, what was expected, and what to do."""

    def __init__(self, what: str, expected: str = "", do: str = "") -> None:
        """Keep the three parts."""
        super().__init__(what)
        self.what, self.expected, self.do = what, expected, do


def refuse_formula_errors(text: str) -> None:
    """Raise UnreadableError for text that is a spreadsheet's error."""
    if text == NOT_CALCULATED:
        raise UnreadableError(
            "the cell holds a formula that was never calculated",
            do="open the workbook in a spreadsheet program and save it, so that the results are stored",
        )
    if text.upper() in FORMULA_ERRORS:
        raise UnreadableError("the cell holds a formula error", do="mend the formula, or type the value")


def read_number(text: str) -> float:
    """A number as people write it: with thousands separators, a pound sign, a Unicode minus or accounting brackets.

    Raises:
        UnreadableError: It is no finite number, or could be read in two ways.

    Example:
        >>> read_number("£1,234.50"), read_number("(5)"), read_number("1e3")
        (1234.5, -5.0, 1000.0)
        >>> read_number("1,23")
        Traceback (most recent call last):
        ...
        commonweal.tables.cells.UnreadableError: the commas do not part thousands
    """
    refuse_formula_errors(text)
    plain = text.strip().replace("\u2212", "-").replace("\u00a0", " ").casefold()
    negative = plain.startswith("(") and plain.endswith(")")
    if negative:
        plain = plain[1:-1].strip()
    sign = "-" if plain.startswith("-") else ""
    plain = sign + plain[len(sign) :].strip().removeprefix("£").strip()
    if _NUMBER.fullmatch(plain) and plain.isascii():
        value = float(plain.replace(",", ""))
        if math.isfinite(value):
            return -value if negative else value
        raise UnreadableError("the number is too large", "a number that is not infinite", "check the cell")
    if plain.endswith("%"):
        raise UnreadableError("a percentage stands where a plain number is expected", "4.37% written as 0.0437")
    if plain.lstrip("+-") in {"inf", "infinity", "nan"}:
        raise UnreadableError(
            "this is not a number", "a finite number", "leave the cell blank if the figure is not known"
        )
    if plain in {"-", "\u2013", "\u2014"}:
        raise UnreadableError("a dash may mean nought or not known", "a number", "write 0, or leave the cell blank")
    if re.fullmatch(r"[+-]?[\d,]*,[\d,]*(\.\d*)?", plain):
        raise UnreadableError("the commas do not part thousands", "1,234.5 or 1234.5", "check the decimal point")
    raise UnreadableError("this is not a number", "a number such as 1234.5")


def read_integer(text: str) -> float:
    """A whole number, as a float that holds it exactly."""
    value = read_number(text)
    if not value.is_integer():
        raise UnreadableError("this is not a whole number", "a whole number")
    if abs(value) > 2**53:
        raise UnreadableError("the number is too large to be held exactly", f"at most {2**53:,}")
    return value


def read_date(text: str) -> datetime.date:
    """A date: 2026-04-01, 20260401, 01/04/2026 (day first), 1 April 2026 or 01Apr2026.

    Example:
        >>> read_date("01/04/2026"), read_date("20191001"), read_date("1 Apr 2026")
        (datetime.date(2026, 4, 1), datetime.date(2019, 10, 1), datetime.date(2026, 4, 1))
    """
    refuse_formula_errors(text)
    expected = "a date such as 2026-04-01 or 01/04/2026 (day first)"
    parts: tuple[str | int, str | int, str | int] | None = None
    plain = text.strip()
    if match := _ISO.fullmatch(plain) or _COMPACT.fullmatch(plain):
        parts = (match[1], match[2], match[3])
    elif match := _BRITISH.fullmatch(plain):
        parts = (match[3], match[2], match[1])
    elif (match := _SPELLED.fullmatch(plain)) and (month := _MONTHS.get(match[2].casefold())):
        parts = (match[3], month, match[1])
    if parts is not None and plain.isascii():
        try:
            return datetime.date(int(parts[0]), int(parts[1]), int(parts[2]))
        except ValueError:
            do = "write the day before the month" if _BRITISH.fullmatch(plain) else ""
            raise UnreadableError("there is no such day", expected, do) from None
    if re.fullmatch(r"\d{5}(\.\d+)?", plain):
        raise UnreadableError("this is a spreadsheet's day count", expected, "format the column as a date")
    if re.search(r"\D\d\d$", plain):
        raise UnreadableError("this is no date with a year in four figures", expected)
    raise UnreadableError("this is not a date", expected)


def read_boolean(text: str) -> bool:
    """Yes or no, in the ways it is written.

    Example:
        >>> read_boolean("Yes"), read_boolean("0")
        (True, False)
    """
    refuse_formula_errors(text)
    plain = text.strip().casefold()
    if plain in {"yes", "y", "true", "t", "1"}:
        return True
    if plain in {"no", "n", "false", "f", "0"}:
        return False
    raise UnreadableError("this is neither yes nor no", "yes or no")
