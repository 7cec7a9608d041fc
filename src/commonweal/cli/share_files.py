"""Files that shares of a budget are held against: what areas were given before, and an index of unmet need."""

from __future__ import annotations

import argparse


def add_share_files(parser: argparse.ArgumentParser, *, beside: str = "", area: str = "network") -> None:
    """Give a command ``--history`` and ``--unmet``.

    Args:
        parser: Of the command.
        beside: The option that they go with, such as ``--amount``; empty where the shares are always worked out.
        area: What may stand in the file of history instead of a place.
    """
    when = f"with {beside}: " if beside else "for the shares: "
    parser.add_argument(
        "--history", metavar="FILE", help=f"{when}a place (or {area}) and what it was given, on each row"
    )
    parser.add_argument(
        "--unmet", nargs=3, metavar=("FILE", "INDICATOR", "PART"),
        help=f"{when}an index of unmet need by practice, and the part of the whole that follows it, such as "
        "avoidable.csv Avoidable 0.15",
    )  # fmt: skip


def history_pence(file: str) -> dict[str, int]:
    """Pence by place (or network, or practice), all streams of the file added up.

    Raises:
        BadInput: The file cannot be read, with every row that is wrong.
    """
    from commonweal.allocations.place_spend import read_spend

    found: dict[str, int] = {}
    for (_, place, _), pence in read_spend(file, of_practices=True).pence.items():
        found[place] = found.get(place, 0) + pence
    return found


def unmet_need(file: str, name: str) -> dict[str, float]:
    """An index of unmet need by practice, of those that have one.

    Raises:
        BadInput: The file cannot be read, or has no such indicator.
    """
    from commonweal.allocations.practice_indicators import read_indicators

    read = read_indicators(file)
    values = read.values[read.find(name)].tolist()
    return {code: value for code, value in zip(read.practices, values, strict=True) if value == value}


def part_of_the_whole(text: str) -> float:
    """The part that follows unmet need.

    Raises:
        BadInput: It is none.
    """
    from commonweal.problems import BadInput, Problem

    try:
        part = float(text)
    except ValueError:
        part = float("nan")
    if not 0 < part <= 1:
        raise BadInput(
            Problem("this is no part of the whole", given=text, expected="above 0 and up to 1, such as 0.15")
        )
    return part
