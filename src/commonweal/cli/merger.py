"""``commonweal merger``: what has to be re-homed when boards merge or split, and whether a cluster may resolve."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import (
    add_json_flag,
    add_receipt_flag,
    check_outputs,
    print_asked,
    print_json,
    with_rules,
    write_receipt,
)
from commonweal.cli.telling import visible

if TYPE_CHECKING:
    from commonweal.governance.handbook import Handbook

HELP = (
    "What has to be re-homed when boards merge or one is split: functions, staff, contracts, assets, liabilities,\n"
    "declarations, open decisions, committees and seats; each with exactly one successor, or what is wrong.\n"
    "With --decision: whether what a cluster of boards resolved has a lawful route for each board.\n"
    "Exit status: 0 every line is settled, 1 a line is broken, 3 a fact is missing."
)
_MOST = 5
"""Lines of one kind and body that are printed under each heading."""
_COLUMNS = {
    "kind": "Kind",
    "what": "What",
    "title": "In words",
    "old_body": "Old body",
    "new_body": "New body",
    "verdict": "Verdict",
    "problem": "Problem",
    "do": "To do",
    "candidates": "Might take it",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--handbook",
        action="append",
        required=True,
        metavar="DIR_OR_XLSX",
        help="a handbook; give it again for each board, or once for a handbook of several",
    )
    parser.add_argument("--on", metavar="DATE", help="the day of the question, such as 2026-03-01; by default today")
    parser.add_argument(
        "--succession",
        action="append",
        default=[],
        metavar="OLD:NEW:DATE",
        help="who takes over from whom, such as QAA:QBB:2027-04-01, besides what the handbooks say; may be given again",
    )
    parser.add_argument("--csv", metavar="FILE", type=Path, help="write every line to a CSV file")
    parser.add_argument("--decision", metavar="ID", help="ask about this decision of a cluster instead")
    parser.add_argument(
        "--icb", action="append", default=[], metavar="CODE", help="with --decision: a board that it is to bind"
    )
    add_json_flag(parser)
    add_receipt_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Ask, and print the lines that are not settled."""
    from datetime import UTC, datetime

    from commonweal.answers import Dates, read_date, source_lines
    from commonweal.governance.joined_handbooks import joined
    from commonweal.problems import BadInput, Problem
    from commonweal.tables import write_csv
    from commonweal.wiring import ask, handbook_facts

    check_outputs(options)
    if options.icb and not options.decision:
        raise BadInput(Problem("--icb names the boards that a decision binds", do="name the decision with --decision"))
    if options.decision and (options.csv or options.succession):
        raise BadInput(Problem("--decision asks about one resolution", do="leave out --csv and --succession"))
    handbook = joined(_handbooks(options.handbook))
    day = read_date(options.on, what="day after --on") if options.on else datetime.now(UTC).date()
    if options.decision:
        dates = Dates.on(_decided_on(handbook, options.decision) if not options.on else day)
        inputs: dict[str, Any] = {"decision": options.decision, "icbs": options.icb or list(handbook.systems)}
        text = f"Has the decision {options.decision} a lawful route for each board?"
        facts = handbook_facts(handbook, dates)
        return print_asked(ask("governance.cluster_route", inputs, text, dates, facts=facts), options)
    dates = Dates.on(day)
    inputs = {"successions": [_succession(text) for text in options.succession]}
    text = f"What of {handbook.name} has to be re-homed, seen on {day.isoformat()}?"
    asked = ask("governance.merger", inputs, text, dates, facts=handbook_facts(handbook, dates))
    lines = asked.answer.details.get("lines", [])
    if options.csv:
        write_csv(options.csv, [{**each, "candidates": "; ".join(each["candidates"])} for each in lines], _COLUMNS)
    if options.receipt:
        write_receipt(asked, options.receipt)
    if options.json:
        print_json(with_rules(asked.answer, asked.evidence.rules_read.values()))
        return asked.answer.exit_status
    for line in report(asked.answer.to_json()):
        print(visible(line))
    for line in source_lines(asked.answer, asked.evidence.rules_read.values()):
        print(visible(line))
    if options.csv:
        print(f"{len(lines)} lines written to {options.csv}")
    if options.receipt:
        print(f"Receipt: {options.receipt}, registered in the audit chain")
    return asked.answer.exit_status


def report(answer: Mapping[str, Any]) -> Iterator[str]:
    """The answer line by line: how many of each kind are settled, and each line that is not.

    Args:
        answer: The answer to ``governance.merger`` as plain JSON.
    """
    yield answer["sentence"]
    details = answer["details"]
    for unknown in () if details else answer["unknowns"]:
        yield f"Missing: {unknown['fact']}. {unknown['do'].capitalize()}."
    if details:
        yield ""
        for kind, counts in details["counts"].items():
            words = ", ".join(f"{count} {verdict.replace('_', ' ').lower()}" for verdict, count in counts.items())
            yield f"  {kind}: {words}"
        yield from _part("BROKEN", [each for each in details["lines"] if each["verdict"] == "FAIL"])
        unsaid = [each for each in details["lines"] if each["verdict"] == "INSUFFICIENT_DATA"]
        yield from _part("CANNOT BE TOLD", unsaid)
        yield ""
    yield "Commonweal advises and records; this is not legal advice."


def _part(heading: str, lines: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield f"{heading} ({len(lines)})"
    shown: Counter[tuple[str, str]] = Counter()
    for each in lines:
        place = (each["old_body"], each["kind"])
        shown[place] += 1
        if shown[place] > _MOST:
            continue
        yield f"  {each['old_body']}, {each['kind']} {each['what'] or '(none recorded)'}"
        yield f"      {each['sentence']}"
        if each["do"]:
            yield f"      To do: {each['do'].rstrip('.')}."
    for (body, kind), count in shown.items():
        if count > _MOST:
            yield f"  {body}, {kind}: and {count - _MOST} more; --csv FILE and --json have every line"


def _handbooks(names: Sequence[str]) -> list[Handbook]:
    from commonweal.cli.decide import named_handbook

    return [named_handbook(name) for name in names]


def _decided_on(handbook: Handbook, decision: str) -> Any:
    from commonweal.governance.handbook import Decision
    from commonweal.problems import BadInput, Problem

    found = handbook.rows(Decision, decision=decision)
    if not found:
        raise BadInput(Problem("the handbook has no such decision", given=decision, do="see the sheet decisions"))
    return found[0].on_date


def _succession(text: str) -> dict[str, str]:
    """A succession as it is typed."""
    from commonweal.answers import read_date
    from commonweal.problems import BadInput, Problem

    parts = [part.strip() for part in text.split(":")]
    if len(parts) != 3 or not all(parts):
        raise BadInput(
            Problem("a succession cannot be read", given=text, expected="OLD:NEW:DATE, such as QAA:QBB:2027-04-01")
        )
    day = read_date(parts[2], what="day of a succession")
    return {"old_body": parts[0], "new_body": parts[1], "on_date": day.isoformat()}
