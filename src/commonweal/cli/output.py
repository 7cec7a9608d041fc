"""What commands share in printing: answers, tables, JSON, and the receipt of an answer."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.telling import visible
from commonweal.problems import BadInput, Problem, Problems

if TYPE_CHECKING:
    from commonweal.answers import Answer, RuleRecord
    from commonweal.wiring import Asked

OUTPUTS = ("csv", "shares_csv", "need_csv", "xlsx", "receipt")
"""Options that name a file to write."""


def add_json_flag(parser: argparse.ArgumentParser) -> None:
    """Give a command ``--json``."""
    parser.add_argument("--json", action="store_true", help="print JSON for another program to read")


def add_receipt_flag(parser: argparse.ArgumentParser) -> None:
    """Give a command ``--receipt FILE``."""
    parser.add_argument("--receipt", metavar="FILE", type=Path, help="write the signed receipt of the answer to FILE")


def no_receipt(options: argparse.Namespace, do: str) -> None:
    """Refuse ``--receipt`` where a command prints a table of many answers.

    Raises:
        BadInput: A receipt was asked for.
    """
    if getattr(options, "receipt", None):
        raise BadInput(Problem("a table of many answers has no receipt", given=str(options.receipt), do=do))


def print_json(value: Any) -> None:
    """Print plain JSON; where the output cannot carry every letter, the others are written as JSON's own escapes."""
    plain = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "") != "utf8"
    print(json.dumps(value, indent=2, ensure_ascii=plain, allow_nan=False))


def cash(pence: int | None) -> str | None:
    """An amount for a column: always with two figures for the pence, so that amounts stand under each other.

    Example:
        >>> cash(188828), cash(-5), cash(None)
        ('£1,888.28', '-£0.05', None)
    """
    if pence is None:
        return None
    pounds, rest = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}£{pounds:,}.{rest:02d}"


def cash_per_head(pounds: float | None) -> str | None:
    """Pounds for each person, for a column, rounded to the penny.

    Example:
        >>> cash_per_head(1888.2823), cash_per_head(None)
        ('£1,888.28', None)
    """
    from commonweal.money import round_half_away

    return None if pounds is None else cash(round_half_away(pounds * 100))


def print_answer(answer: Answer, as_json: bool, rules: Iterable[RuleRecord | None] = ()) -> int:
    """Print an answer, with the evidence letters of the rules that were read, and return the exit status it means."""
    from commonweal.answers import lines

    if as_json:
        print_json(with_rules(answer, rules))
    else:
        for line in lines(answer, rules):
            print(visible(line))
    return answer.exit_status


def with_rules(answer: Answer, rules: Iterable[RuleRecord | None]) -> dict[str, Any]:
    """An answer as plain JSON; where rules were read for it, with the evidence letter and status of each."""
    from commonweal.law import rules_told

    read = rules_told(rules)
    return answer.to_json() | ({"rules": read} if read else {})


def print_asked(asked: Asked, options: argparse.Namespace) -> int:
    """Print the answer to a question; with ``--receipt``, write and register its receipt first."""
    receipt: Path | None = getattr(options, "receipt", None)
    if receipt:
        write_receipt(asked, receipt)
    status = print_answer(asked.answer, options.json, asked.evidence.rules_read.values())
    if receipt and not options.json:
        print(f"  Receipt: {receipt}, registered in the audit chain")
    return status


def write_receipt(asked: Asked, file: Path) -> None:
    """Write the receipt of an answer, whole or not at all, and register it in the audit chain.

    Raises:
        BadInput: The file exists already, or its folder cannot be written to; nothing is registered then.
    """
    from commonweal.site.command_line import register
    from commonweal.tables import placed

    with placed(file, replace=False) as stream:
        stream.write(register(asked).to_text().encode())


def check_outputs(options: argparse.Namespace) -> None:
    """Refuse, before any work is done, what cannot be written, goes over a file that is read, or is two results in one.

    Args:
        options: As parsed; words of ``OUTPUTS`` are outputs, and every other word that names a file is taken for an
            input.

    Raises:
        BadInput: An output cannot be written or is one of the inputs, or two outputs are one file.
    """
    from commonweal.tables import require_place

    given = {name: value for name, value in vars(options).items() if value}
    outputs = {name: Path(given[name]) for name in OUTPUTS if name in given}
    words = [word for name in given.keys() - outputs.keys() for word in _words(given[name])]
    problems = Problems()
    for name, output in outputs.items():
        try:
            require_place(output)
        except BadInput as bad:
            problems.extend(bad.problems)
        if any(_same(output, Path(word)) for word in words):
            problems.add(
                f"--{name.replace('_', '-')} names a file that this command reads", file=str(output),
                do="name another file to write",
            )  # fmt: skip
    places = [Path(os.path.realpath(output)) for output in outputs.values()]
    if len(set(places)) < len(places):
        problems.add("two results would be written to one file", file=str(places[0]), do="name a file for each")
    problems.raise_if_any()


def _words(value: Any) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [str(word) for word in listed if isinstance(word, (str, Path))]


def _same(output: Path, given: Path) -> bool:
    try:
        return output.is_file() and given.is_file() and output.samefile(given)
    except (OSError, ValueError):
        return False


def print_table(rows: Iterable[Mapping[str, Any] | Sequence[Any]], columns: Sequence[str]) -> None:
    """Print rows under headings, numbers to the right, aligned to the widest."""
    cells = [
        [_cell(row.get(name) if isinstance(row, Mapping) else row[position]) for position, name in enumerate(columns)]
        for row in rows
    ]
    numeric = [
        bool(cells) and all(_is_number(line[place]) for line in cells if line[place]) for place in range(len(columns))
    ]
    widths = [max([len(name)] + [len(line[place]) for line in cells]) for place, name in enumerate(columns)]
    for line in [list(columns), *cells]:
        padded = [
            text.rjust(width) if right else text.ljust(width)
            for text, width, right in zip(line, widths, numeric, strict=True)
        ]
        print("  ".join(padded).rstrip())


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.4f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return visible(" ".join(str(value).split()))  # a line break inside a name would break the row


def _is_number(text: str) -> bool:
    return text.lstrip("+-£").replace(",", "").replace(".", "").rstrip("%km").isdigit()
