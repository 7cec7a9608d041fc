"""What commands share in printing: answers, tables, JSON, and the receipt of an answer."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.problems import BadInput, Problem

if TYPE_CHECKING:
    from commonweal.answers import Answer
    from commonweal.wiring import Asked


def add_json_flag(parser: argparse.ArgumentParser) -> None:
    """Give a command ``--json``."""
    parser.add_argument("--json", action="store_true", help="print JSON for another program to read")


def add_receipt_flag(parser: argparse.ArgumentParser) -> None:
    """Give a command ``--receipt FILE``."""
    parser.add_argument("--receipt", metavar="FILE", type=Path, help="write the signed receipt of the answer to FILE")


def print_json(value: Any) -> None:
    """Print plain JSON."""
    print(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False))


def print_answer(answer: Answer, as_json: bool) -> int:
    """Print an answer and return the exit status that it means."""
    from commonweal.answers import lines

    if as_json:
        print_json(answer.to_json())
    else:
        for line in lines(answer):
            print(line)
    return answer.exit_status


def print_asked(asked: Asked, options: argparse.Namespace) -> int:
    """Print the answer to a question; with ``--receipt``, write and register its receipt too."""
    status = print_answer(asked.answer, options.json)
    if getattr(options, "receipt", None):
        registered = write_receipt(asked, options.receipt)
        if not options.json:
            print(f"  Receipt: {options.receipt}" + (", registered in the audit chain" if registered else ""))
    return status


def write_receipt(asked: Asked, file: Path) -> bool:
    """Write the receipt of an answer, whole or not at all, and register it in the audit chain.

    Raises:
        BadInput: The file exists already, or its folder cannot be written to.
    """
    from commonweal.site.command_line import register

    if file.exists():
        raise BadInput(
            Problem("this file exists already", file=str(file), do="name another: a receipt is never overwritten")
        )
    receipt = register(asked)
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        draft.write_text(receipt.to_text(), encoding="utf-8")
        draft.rename(file)
    except OSError as error:
        raise BadInput(Problem(f"the receipt cannot be written: {error.strerror}", file=str(file))) from error
    return True


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
    return str(value)


def _is_number(text: str) -> bool:
    return text.lstrip("+-£").replace(",", "").replace(".", "").rstrip("%km").isdigit()
