"""The entry point: finds the command, runs it, and turns what goes wrong into words and an exit status."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from types import ModuleType

import commonweal
from commonweal.cli.commands import COMMANDS
from commonweal.cli.parsing import TeachingParser
from commonweal.cli.telling import tell, visible
from commonweal.problems import BadInput, Problem

ANSWERED, FAILED, BAD_INPUT, UNDECIDED, OWN_FAULT, INTERRUPTED = 0, 1, 2, 3, 70, 130

_EPILOG = """exit status: 0 answered, 1 fail, 2 bad input, 3 undecided
Commonweal advises and records. It says what the rule is and what is missing; it is not legal advice."""


def top_parser() -> TeachingParser:
    """The parser of ``commonweal`` itself: version, help, and the list of commands."""
    width = max(len(name) for name in COMMANDS)
    listed = "\n".join(f"  {name:{width}}  {what}" for name, (_, what) in COMMANDS.items())
    parser = TeachingParser(
        prog="commonweal",
        description="The plumbing and wiring of an integrated care system.\n\ncommands:\n" + listed,
        epilog=_EPILOG,
        usage="commonweal [--version] [--help] COMMAND ...",
    )
    parser.add_argument("--version", action="version", version=f"commonweal {commonweal.__version__}")
    parser.add_argument(
        "command", choices=sorted(COMMANDS), metavar="COMMAND", help="what to do; `commonweal COMMAND --help` says more"
    )
    return parser


def command_parser(name: str) -> tuple[TeachingParser, ModuleType]:
    """The parser of one command and its module, which is imported here."""
    module = importlib.import_module(COMMANDS[name][0])
    parser = TeachingParser(prog=f"commonweal {name}", description=module.HELP)
    module.arguments(parser)
    return parser, module


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status; never a traceback, unless COMMONWEAL_DEBUG is on."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a letter that the terminal does not know is no fault
            stream.reconfigure(errors="backslashreplace")
    try:
        return _run(given)
    except BadInput as bad:
        for line in tell(bad.problems):
            print(f"commonweal: {visible(_shortened(line))}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("commonweal: stopped; nothing was left half-done.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has closed it: point the stream away so that the interpreter's last flush is quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ANSWERED
    except Exception as fault:
        if isinstance(fault, UnicodeEncodeError) and not all(_is_text(word) for word in given):
            print(
                "commonweal: a word that was given holds bytes that stand for no letter in UTF-8. Type it again; where "
                "it is a file's name, rename the file.",
                file=sys.stderr,
            )
            return BAD_INPUT
        if _debugging():
            raise
        print(
            f"commonweal: a fault of Commonweal's own ({type(fault).__name__}: {fault}). Nothing was changed. "
            "Set COMMONWEAL_DEBUG=yes, run the command again, and report what it prints.",
            file=sys.stderr,
        )
        return OWN_FAULT


def _is_text(word: str) -> bool:
    """Whether a word of the command line is text, and not bytes that the system could not read as such."""
    return not any("\ud800" <= letter <= "\udfff" for letter in word)


def _shortened(line: str) -> str:
    """A line without its middle where it is longer than a screen, as when a whole file is given for its name."""
    return line if len(line) <= 3000 else f"{line[:1500]} ... {line[-500:]}"


def _debugging() -> bool:
    from commonweal.home import yes_or_no

    try:
        return yes_or_no("COMMONWEAL_DEBUG")
    except BadInput:  # the fault is told first; a command that reads the settings refuses the word
        return False


def _run(given: list[str]) -> int:
    if not given:
        top_parser().print_help()
        return BAD_INPUT
    if given[0] not in COMMANDS:
        try:
            top_parser().parse_args(given[:1] if not given[0].startswith("-") else given)
        except SystemExit as asked:  # --help and --version end the parse
            return int(asked.code or 0)
    parser, module = command_parser(given[0])
    try:
        options: argparse.Namespace = parser.parse_args(given[1:])
    except SystemExit as asked:
        return int(asked.code or 0)
    _refuse_blank_day(options)
    return int(module.run(options))


def _refuse_blank_day(options: argparse.Namespace) -> None:
    """Refuse ``--on`` with nothing after it, as a shell gives it for a variable that is not set.

    Raises:
        BadInput: It is blank; left out, it means today.
    """
    given = getattr(options, "on", None)
    if isinstance(given, str) and not given.strip():
        raise BadInput(Problem("the day after --on is blank", do="give a day such as 2026-05-01, or leave --on out"))
