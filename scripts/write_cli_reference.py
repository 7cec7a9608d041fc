"""Write docs/reference/cli.md from the commands' own parsers: run it with `make docs`.

The page is made from the parsers' facts and not from `--help`, whose layout differs between versions of Python.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from commonweal.cli.commands import COMMANDS
from commonweal.cli.main import command_parser

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "cli.md"

OPENING = """# Commands

Written by `make docs` from the commands themselves; a test fails when this page and the commands differ.

`commonweal COMMAND --help` says the same in the terminal. Every command that answers takes `--json`. Exit statuses:
0 answered, 1 fail, 2 bad input, 3 undecided.
"""


def reference() -> str:
    """The whole page."""
    index = ["| command | what it is for |", "|---|---|"]
    index += [f"| [`commonweal {name}`](#commonweal-{name}) | {what} |" for name, (_, what) in sorted(COMMANDS.items())]
    parts = [OPENING, "\n".join(index) + "\n"]
    for name in sorted(COMMANDS):
        parser, module = command_parser(name)
        parts.extend(_command(f"commonweal {name}", parser, str(module.HELP), 2))
    return "\n".join(parts)


def _command(title: str, parser: argparse.ArgumentParser, says: str, level: int) -> Iterator[str]:
    yield f"{'#' * level} {title}\n"
    if says:
        yield _sentence(says) + "\n"
    own = [action for action in parser._actions if not _skipped(action)]
    if own:
        yield "| argument | meaning |\n|---|---|\n" + "".join(f"| {_name(a)} | {_meaning(a)} |\n" for a in own)
    for nested in parser._actions:
        if isinstance(nested, argparse._SubParsersAction):
            helps = {choice.dest: choice.help or "" for choice in nested._choices_actions}
            for name, inner in nested.choices.items():
                yield from _command(f"{title} {name}", inner, helps.get(name, inner.description or ""), level + 1)


def _skipped(action: argparse.Action) -> bool:
    return action.help == argparse.SUPPRESS or isinstance(action, argparse._HelpAction | argparse._SubParsersAction)


def _name(action: argparse.Action) -> str:
    """What is typed: `--year YEAR`, or a place's own name."""
    value = action.metavar or (action.dest.upper() if action.option_strings else action.dest)
    if action.choices is not None and not action.metavar:
        value = "\\|".join(str(choice) for choice in action.choices)
    value = " ".join(value) if isinstance(value, tuple) else value
    if action.nargs in {"*", "+"}:
        value = f"{value} ..."
    if not action.option_strings:
        return f"`{value}`"
    flag = ", ".join(action.option_strings)
    return f"`{flag}`" if action.nargs == 0 else f"`{flag} {value}`"


def _meaning(action: argparse.Action) -> str:
    says = (action.help or "").replace("|", "\\|")
    default = action.default
    if "%(default)" in says:
        says = says.replace("%(default)s", str(default))
    notes = [says.replace("%%", "%")]
    if action.required and action.option_strings:
        notes.append("Required.")
    return " ".join(_sentence(note) for note in notes if note)


def _sentence(says: str) -> str:
    """The help text as a sentence."""
    says = says.strip()
    says = says[:1].upper() + says[1:]
    return says if says.endswith((".", "!", "?", ":")) else says + "."


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(reference(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(Path.cwd()) if PAGE.is_relative_to(Path.cwd()) else PAGE}")
