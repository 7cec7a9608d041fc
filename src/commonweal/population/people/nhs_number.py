"""The check digit of an NHS number."""

from __future__ import annotations


def is_nhs_number(text: str) -> bool:
    """Whether ten digits are an NHS number, by modulus 11; spaces and hyphens between them do not matter.

    The first nine digits are weighted 10 down to 2; eleven less the remainder of their sum by eleven is the tenth, 11
    being written 0, and 10 never given out.

    Source:
        NHS Data Dictionary, NHS number.

    Example:
        >>> is_nhs_number("999 000 0018"), is_nhs_number("9990000019")
        (True, False)
    """
    digits = text.replace(" ", "").replace("-", "")
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()):
        return False
    left = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return left != 10 and left % 11 == int(digits[9])


def nhs_number_sql(column: str) -> str:
    """The same in SQL: true where the text of a column is an NHS number."""
    digits = f"replace(replace({column}, ' ', ''), '-', '')"
    weighed = " + ".join(f"{weight} * {_digit(digits, 11 - weight)}" for weight in range(10, 1, -1))
    left = f"(11 - ({weighed}) % 11)"
    return (
        f"(case when regexp_full_match({digits}, '[0-9]{{10}}') "
        f"then {left} <> 10 and {left} % 11 = {_digit(digits, 10)} else false end)"
    )


def _digit(text: str, place: int) -> str:
    """A digit as a number, by its place among the characters: a cast of text fails on one engine where it is none."""
    return f"(ascii(substr({text}, {place}, 1)) - {ord('0')})"
