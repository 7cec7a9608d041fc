"""``commonweal law list|show|diff``: the rules as dated data."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from commonweal.cli.output import add_json_flag, print_json, print_table
from commonweal.problems import BadInput, Problem

HELP = "List the rules, show one with its values over time and its sources, or say what changes between two days."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the sub-commands."""
    commands = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = commands.add_parser(
        "list",
        help="every rule with its status and dates",
        description="Every rule with its dates and its status on the day, by default today: ended means that its "
        "period is over and no later one is recorded.",
    )
    listing.add_argument("--on", metavar="DATE", help="only rules that apply on this day")
    show = commands.add_parser("show", help="one rule: every value, with period, status and source")
    show.add_argument("id", help="the rule's id, such as allocations.core.policy or, where it has a number, B02")
    diff = commands.add_parser("diff", help="the rules that differ between two days")
    diff.add_argument("--from", dest="then", required=True, metavar="DATE", help="the earlier day")
    diff.add_argument("--to", dest="now", required=True, metavar="DATE", help="the later day")
    for command in (listing, show, diff):
        command.add_argument(
            "--overlay", action="append", default=[], metavar="NAME", help="apply a reform that is not in force"
        )
        add_json_flag(command)


def run(options: argparse.Namespace) -> int:
    """Print what was asked for."""
    from commonweal.law import book

    rules = book(tuple(options.overlay))
    return {"list": _list, "show": _show, "diff": _diff}[options.action](rules, options)


def _list(rules: Any, options: argparse.Namespace) -> int:
    from commonweal.answers import read_date

    now = datetime.now(UTC)
    day = now.date() if options.on is None else read_date(options.on, what="day after --on")
    rows = []
    for id in rules.ids():
        if options.on is not None and rules.look_up(id, rules_on=day, known_at=now) is None:
            continue
        entry, history = rules.entry(id), rules.history(id)
        rows.append(
            {
                "id": id,
                "title": entry.title,
                "status": rules.standing(id, on=day, known_at=now),
                "evidence": entry.evidence,
                "severity": entry.severity,
                "from": history[0].valid_from,
                "to": history[-1].valid_to,
                "last_checked": history[-1].source.to_json()["last_checked"],
            }
        )
    if options.json:
        print_json(rows)
    else:
        print_table(rows, ["id", "status", "from", "to", "last_checked", "title"])
    return 0


def _show(rules: Any, options: argparse.Namespace) -> int:
    from commonweal.law import EVIDENCE

    id = _whole_id(rules, options.id)
    entry, history = rules.entry(id), rules.history(id)
    about = {
        "evidence": entry.evidence,
        "severity": entry.severity,
        "applies_to": entry.applies_to,
        "check": entry.check,
        "data_needed": list(entry.data_needed),
    }
    if options.json:
        values = [record.to_json() for record in history]
        print_json({"id": entry.id, "title": entry.title, "unit": entry.unit, **about, "values": values})
        return 0
    print(f"{entry.id}: {entry.title} (unit: {entry.unit})")
    for name, held in about.items():
        if held:
            words = ", ".join(held) if isinstance(held, list) else held
            told = f"{words} ({EVIDENCE[words]})" if name == "evidence" else words
            print(f"  {name.replace('_', ' ').capitalize()}: {told}")
    for record in history:
        first, last = (_day(record, day) for day in (record.valid_from, record.valid_to))
        print(f"  {first} to {last or 'further notice'} [{record.status}], recorded {record.recorded_from}")
        _print_value(record.value, "    ")
        checked = record.source.last_checked
        print(f"    Source: {record.source.cite()}; last checked {checked.isoformat() if checked else 'never'}")
        if record.source.address:
            print(f"    {record.source.address}")
        if record.attributes.get("note"):
            print(f"    Note: {record.attributes['note']}")
    return 0


def _day(record: Any, day: str | None) -> str:
    """A first or last day; where the source tells a month only, with that month."""
    from commonweal.law.known_days import month_told

    month = month_told(record, day)
    return f"{day} (the source says {month}, and no day)" if month else day or ""


def _whole_id(rules: Any, given: str) -> str:
    """The id itself, or that of the only rule which ends in what was given, such as B02.

    Raises:
        BadInput: Several rules end so.
    """
    from commonweal.problems import BadInput, Problem

    ids = rules.ids()
    ending = [id for id in ids if id.lower().endswith("." + given.lower())]
    if given in ids or not ending:
        return given
    if len(ending) > 1:
        raise BadInput(Problem("several rules end so", given=given, expected="one of " + ", ".join(ending)))
    return str(ending[0])


def _print_value(value: Any, margin: str) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, dict):
                print(f"{margin}{key}:")
                _print_value(inner, margin + "  ")
            else:
                print(f"{margin}{key}: {'none' if inner is None else inner}")
    else:
        print(f"{margin}{value}")


def _diff(rules: Any, options: argparse.Namespace) -> int:
    from commonweal.answers import read_date

    then, now = read_date(options.then, what="--from day"), read_date(options.now, what="--to day")
    if then > now:
        raise BadInput(
            Problem("the --from day is after the --to day", given=f"{then} and {now}", do="exchange the two days")
        )
    changes = rules.differences(then, now, known_at=datetime.now(UTC))
    if options.json:
        print_json(
            [
                {
                    "id": change.id,
                    "title": change.title,
                    "then": change.then.to_json() if change.then else None,
                    "now": change.now.to_json() if change.now else None,
                }
                for change in changes
            ]
        )
        return 0
    differ = "rule differs" if len(changes) == 1 else "rules differ"
    print(f"{len(changes)} {differ} between {then.isoformat()} and {now.isoformat()}")
    for change in changes:
        print(f"{change.id}: {change.title}")
        for label, record in (("then", change.then), ("now", change.now)):
            print(f"  {label}:" + ("" if record else " does not apply"))
            if record:
                _print_value(record.value, "    ")
    return 0
