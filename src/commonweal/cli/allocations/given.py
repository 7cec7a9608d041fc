"""How rates and amounts are typed on the command line: 0.5% or 0.005; £117bn, 117000m or 117000000k."""

from __future__ import annotations

import argparse
from decimal import Decimal, InvalidOperation

from commonweal.problems import BadInput, Problem

STREAMS = ("core", "primary_medical", "specialised", "pod")
"""Streams that have a rule."""


def rate(text: str) -> float:
    """A fraction from ``0.5%`` or ``0.005``.

    Raises:
        BadInput: It is neither, or a bare number that can only be meant as a percentage.

    Example:
        >>> rate("0.5%"), rate("0.0437"), rate("-1%")
        (0.005, 0.0437, -0.01)
    """
    percent = text.strip().endswith("%")
    try:
        value = Decimal(text.strip().removesuffix("%").strip())
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise BadInput(Problem("this is not a rate", given=text, expected="a percentage such as 0.5%, or 0.005"))
    if not percent and abs(value) > 1:
        raise BadInput(
            Problem("a rate above 1 needs a percent sign", given=text, expected=f"{text.strip()}%, if meant")
        )
    return float(value / 100 if percent else value)


def thousands(text: str) -> float:
    """£k from an amount of pounds such as ``£117bn`` or ``116,741,038,000``.

    Example:
        >>> thousands("£117bn"), thousands("2.5m")
        (117000000.0, 2500.0)
    """
    from commonweal.money import pounds

    return pounds(text) / 100_000


def per_head(text: str) -> float:
    """Pounds for each person from ``£1,700`` or ``1700.50``.

    Example:
        >>> per_head("£1,700")
        1700.0
    """
    from commonweal.money import pounds

    return pounds(text) / 100


def add_stream_and_year(parser: argparse.ArgumentParser) -> None:
    """Give a command ``--stream`` and ``--year``."""
    parser.add_argument(
        "--stream",
        choices=(*STREAMS, "running_costs"),  # it has no rule, which is told when it is asked for
        default="core",
        metavar="STREAM",
        help=f"{', '.join(STREAMS)} (default: core)",
    )
    parser.add_argument("--year", default="2025/26", metavar="YEAR", help="the financial year (default: 2025/26)")


def typed(options: argparse.Namespace, name: str, reading: str) -> float | None:
    """An option read as ``rate``, ``thousands`` or ``per_head``; None where it was not given."""
    text = getattr(options, name)
    if text is None:
        return None
    return {"rate": rate, "thousands": thousands, "per_head": per_head}[reading](text)
