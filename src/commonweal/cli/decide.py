"""``commonweal decide``: may we decide this, who may, and the whole agenda of a meeting."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, add_receipt_flag, check_outputs, print_asked

if TYPE_CHECKING:
    from datetime import date

    from commonweal.governance.handbook import Handbook

HELP = (
    "May we decide this? Asks of one item, or of every item on a meeting's agenda: who has the authority and up to\n"
    "what amount, who has to leave and why, whether it is quorate then, and what has to be recorded.\n"
    "Exit status: 0 yes, 1 no, 3 not yet known or not yet ruled on."
)
_MOST_BYTES = 1_000_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("--item", metavar="FILE", type=Path, help="the item, as YAML or JSON; on in it is its day")
    asked.add_argument("--meeting", metavar="ID", help="every item on the agenda of this meeting of the handbook")
    parser.add_argument(
        "--handbook",
        required=True,
        metavar="DIR_OR_XLSX",
        help="the handbook, a workbook or a folder of CSV files; or the word wealdmarch, for the demonstration's",
    )
    parser.add_argument("--on", metavar="DATE", help="the day of the decision; by default the meeting's day, or today")
    parser.add_argument("--who", action="store_true", help="ask the reverse: who may decide this item?")
    parser.add_argument(
        "--overlay", action="append", default=[], metavar="NAME", help="apply a reform that is not in force"
    )
    add_json_flag(parser)
    add_receipt_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Ask, and print the answer."""
    from commonweal.answers import Dates
    from commonweal.governance.decide import CALCULATION, WHO, question_text
    from commonweal.problems import BadInput, Problem
    from commonweal.wiring import ask, handbook_facts

    check_outputs(options)
    if options.who and options.meeting:
        raise BadInput(Problem("--who asks about one item", do="name the item with --item FILE"))
    item, its_day = read_item_file(options.item, decider_is_asked=options.who) if options.item else (None, None)
    handbook = named_handbook(options.handbook)
    dates, overlays = Dates.on(_day(options, handbook, item, its_day)), tuple(options.overlay)
    facts = handbook_facts(handbook, dates, overlays=overlays)
    if item is None:
        text = f"May the meeting {options.meeting} decide what stands on its agenda?"
        asked = ask("governance.agenda", {"meeting": options.meeting}, text, dates, overlays=overlays, facts=facts)
    else:
        name = WHO if options.who else CALCULATION
        asked = ask(name, item.to_json(), question_text(name, item), dates, overlays=overlays, facts=facts)
    return print_asked(asked, options)


def read_item_file(file: Path, *, decider_is_asked: bool = False) -> tuple[Any, date | None]:
    """The item in a file of YAML or JSON, and the day that the file names with ``on``, if it does.

    Raises:
        BadInput: It cannot be read, is too large, or is no item.
    """
    import yaml

    from commonweal.governance.decide_fields import day
    from commonweal.governance.decide_inputs import read_item
    from commonweal.plain_files import require_plain_file
    from commonweal.problems import BadInput, Problem, Problems

    require_plain_file(file)
    try:
        too_large = file.stat().st_size > _MOST_BYTES
        given = None if too_large else yaml.safe_load(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput(Problem(f"the file cannot be read: {error.strerror}", file=str(file))) from error
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError) as error:
        told = str(error).splitlines()[0][:200] if str(error) else "it is nested too deep"
        raise BadInput(
            Problem("the item cannot be read", file=str(file), given=told, expected="YAML or JSON with its fields")
        ) from error
    if too_large:
        raise BadInput(Problem("the file is too large to be one item", file=str(file), expected="under 1 MB"))
    if isinstance(given, dict) and given.get("overlays"):
        do = "name it with --overlay instead"
        raise BadInput(Problem("a reform is named in the item's file", file=str(file), do=do))
    found, on = Problems(), None
    if isinstance(given, dict):
        # YAML takes a plain "on" for a yes.
        on = day("on", given.pop("on", given.pop(True, None)), found)
    try:
        item = read_item(given, decider_is_asked=decider_is_asked, in_a_file=True)
    except BadInput as bad:
        found.extend(bad.problems)
    if len(found):
        raise BadInput(replace(problem, file=problem.file or str(file)) for problem in found)
    return item, on


def named_handbook(name: str) -> Handbook:
    """The handbook of a file or folder, or the demonstration's."""
    if name.casefold() == "wealdmarch" and not Path(name).exists():
        from commonweal.demo.handbook import wealdmarch_handbook

        return wealdmarch_handbook()
    from commonweal.governance.handbook.exchange import read_handbook

    return read_handbook(Path(name))


def _day(options: argparse.Namespace, handbook: Handbook, item: Any, its_day: date | None) -> date:
    """The day that was asked for, on the command or in the item's file; else that of the meeting; else today.

    Raises:
        BadInput: The two name different days.
    """
    from datetime import UTC, datetime

    from commonweal.answers import read_date
    from commonweal.governance.handbook import AgendaItem, Meeting
    from commonweal.problems import BadInput, Problem

    if options.on:
        asked = read_date(options.on, what="day after --on")
        if its_day and its_day != asked:
            raise BadInput(
                Problem(
                    "the command and the item's file name two days",
                    given=f"--on {asked.isoformat()} and on: {its_day.isoformat()}",
                    do="take one of them away",
                )
            )
        return asked
    if its_day:
        return its_day
    meeting = options.meeting or item.meeting
    if item is not None and not meeting and item.item:
        rows = handbook.rows(AgendaItem, item=item.item)
        meeting = rows[0].meeting if rows else ""
    held = handbook.rows(Meeting, meeting=meeting) if meeting else ()
    return held[0].on_date if held else datetime.now(UTC).date()
