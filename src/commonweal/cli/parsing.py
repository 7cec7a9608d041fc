"""Argument parsing that teaches: a wrong word is quoted back with the nearest right one."""

from __future__ import annotations

import argparse
import re
from difflib import get_close_matches
from typing import Any, NoReturn

from commonweal.problems import BadInput, Problem

_INVALID_CHOICE = re.compile(r"invalid choice: '?(?P<given>[^']*)'? \(choose from (?P<choices>.*)\)")


class TeachingParser(argparse.ArgumentParser):
    """An argument parser that raises BadInput instead of printing its usage and exiting."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Refuse abbreviations: a script must not change its meaning when an option is added."""
        kwargs.setdefault("allow_abbrev", False)
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*args, **kwargs)

    def error(self, message: str) -> NoReturn:
        """Raise BadInput with what was wrong and what to do."""
        do = f"see `{self.prog} --help`"
        choice = _INVALID_CHOICE.search(message)
        if choice:
            choices = [word.strip("' ") for word in choice["choices"].split(",")]
            near = get_close_matches(choice["given"], choices, n=1, cutoff=0.5)
            do = f"did you mean {near[0]}? S{do[1:]}" if near else do
            raise BadInput(
                Problem(
                    "this word is not known here", given=choice["given"], expected="one of " + ", ".join(choices), do=do
                )
            )
        if message.startswith("unrecognized arguments: "):
            given = message.removeprefix("unrecognized arguments: ")
            known = _options(self)
            word = given.split()[0].split("=")[0]
            near = get_close_matches(word, known, n=1, cutoff=0.6)
            if word in known:  # of this command's, but not of the sub-command that was named
                do = "it belongs to another of these commands; " + do
            elif near:
                do = f"did you mean {near[0]}? S{do[1:]}"
            raise BadInput(Problem("this is not an option here", given=given, do=do))
        raise BadInput(Problem(message, do=do))


def _options(parser: argparse.ArgumentParser) -> list[str]:
    """Every option of a parser and of the sub-commands below it."""
    found: list[str] = []
    for action in parser._actions:
        found += action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for below in dict.fromkeys(action.choices.values()):
                found += _options(below)
    return found
