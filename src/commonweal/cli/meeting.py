"""``commonweal meeting clock|votes|after``: a meeting as it runs, its votes, and what is left to do after it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, print_json, print_table
from commonweal.cli.telling import visible

if TYPE_CHECKING:
    from commonweal.answers import Unknown, Verdict
    from commonweal.governance.handbook import AgendaItem, Records
    from commonweal.governance.meeting_clock import MeetingClock
    from commonweal.governance.quorate_spans import QuorateSpan
    from commonweal.governance.votes import VoteResult

HELP = (
    "A meeting as it runs: who is in the room and whether it is quorate, minute by minute and item by item; how its\n"
    "votes count; and what is left to do after it.\n"
    "Exit status: 0 in order, 1 not, 3 not yet known or for a person to judge."
)
_SPANS = {"PASS": "quorate", "FAIL": "not quorate", "NEEDS_JUDGEMENT": "hangs on a ruling"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the sub-commands."""
    commands = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    clock = commands.add_parser(
        "clock",
        help="who is in the room, since when it is quorate, and the same for each item",
        description="Who is in the room, in which seat, and whether each counts; when the meeting became and ceased to "
        "be quorate, and what would restore it; and each item once those who leave for it have left.",
    )
    votes = commands.add_parser(
        "votes",
        help="whose votes count, whose do not and why, and what was carried",
        description="Count the votes on each item: who might vote, deputies and casting vote as the terms say, votes "
        "that do not count with the reason, and whether it was carried.",
    )
    after = commands.add_parser(
        "after",
        help="what is left to do: ratification, publication, questions",
        description="What is left to do after a meeting: decisions that wait for ratification, the private part with "
        "its reasons and publication, and questions from the public with the day of the reply.",
    )
    for each in (clock, votes, after):
        each.add_argument(
            "--handbook", required=True, metavar="DIR_OR_XLSX", help="the handbook, or the word wealdmarch"
        )
        each.add_argument("--meeting", required=True, metavar="ID", help="the meeting, as in the sheet meetings")
        add_json_flag(each)
    clock.add_argument("--at", metavar="HH:MM", help="the time; by default the last arrival or departure")
    votes.add_argument("--item", metavar="ID", help="only this item")
    after.add_argument("--on", metavar="DATE", help="the day on which you ask; by default today")


def run(options: argparse.Namespace) -> int:
    """Ask, and print."""
    from commonweal.cli.decide import named_handbook
    from commonweal.governance.handbook import Records

    records = Records(named_handbook(options.handbook))
    actions = {"clock": _clock, "votes": _votes, "after": _after}
    return actions[options.action](records, options)


def _clock(records: Records, options: argparse.Namespace) -> int:
    from commonweal.answers import exit_status
    from commonweal.governance.meeting_clock import clock

    found = clock(records, options.meeting, at=options.at)
    if options.json:
        print_json(found.to_json())
    else:
        _tell_clock(records, found)
    return exit_status(found.verdict)


def _tell_clock(records: Records, found: MeetingClock) -> None:
    from commonweal.governance.person_names import name_of_person

    _tell([found.sentence, *(f"  {_capital(cure)}." for cure in found.cures)])
    if found.room:
        print("\nIn the room")
        counts = {True: "yes", False: "no", None: "not known"}
        rows = [
            (who.name, f"{who.title}{', deputy' if who.deputy else ''}", counts[who.counts], who.why)
            for who in found.room
        ]
        print_table(rows, ("Who", "Seat", "Counts", "Why not"))
    if found.spans:
        print("\nThe quorum over the meeting")
        _tell(_spans(found.spans))
    if found.items:
        print("\nItem by item")
    for item in found.items:
        under_way = ", under way" if item.item == found.current else ""
        _tell([f"  {f'{item.number}. ' if item.number else ''}{item.title}{under_way}: {item.sentence}"])
        away = ", ".join(name_of_person(records, person) for person in item.out)
        _tell([f"     Out for this item: {away}"] if away else [])
    _tell(_missing(found.unknowns))


def _spans(spans: Sequence[QuorateSpan]) -> Iterator[str]:
    for span in spans:
        state = _SPANS.get(span.verdict.value, "cannot be told")
        counted = "1 counts" if span.count == 1 else f"{span.count} count"
        yield f"  {span.from_ or 'start'} to {span.to or 'end'}: {state}, {counted}"


def _votes(records: Records, options: argparse.Namespace) -> int:
    from commonweal.answers import all_of, exit_status
    from commonweal.governance.votes import count_votes

    items = _agenda(records, options.meeting, options.item)
    found = [(row, count_votes(records, row.item)) for row in items]
    if options.json:
        print_json([{"item": row.item, "title": row.title, **result.to_json()} for row, result in found])
    else:
        for row, result in found:
            _tell_votes(row, result)
        _tell(["No items stand on the agenda of this meeting."] if not found else [])
    verdicts: list[Verdict] = [result.verdict for _, result in found]
    return exit_status(all_of(verdicts)) if verdicts else 3


def _tell_votes(row: AgendaItem, result: VoteResult) -> None:
    _tell([f"{f'{row.number}. ' if row.number else ''}{row.title}", f"  {result.sentence}"])
    _tell(f"  {reason.sentence}" for reason in result.reasons)
    _tell(_missing(result.unknowns))


def _after(records: Records, options: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from commonweal.answers import all_of, exit_status, read_date
    from commonweal.governance.handbook import Decision, PublicQuestion
    from commonweal.governance.private_part import private_part
    from commonweal.governance.public_question_limits import question_limits
    from commonweal.governance.ratification import ratification

    on = read_date(options.on, what="day after --on") if options.on else datetime.now(UTC).date()
    private = private_part(records, options.meeting, on=on)
    items = _agenda(records, options.meeting, None)
    decisions = [
        ratification(records, row.decision, on=on) for item in items for row in records.rows(Decision, item=item.item)
    ]
    asked = records.rows(PublicQuestion, meeting=options.meeting)
    questions = [question_limits(records, row, on=on) for row in asked if row.accepted is not False]
    if options.json:
        print_json(
            {
                "private_part": private.to_json(),
                "decisions": [each.to_json() for each in decisions],
                "questions": [each.to_json() for each in questions],
            }
        )
    else:
        _section("The private part", [private.sentence, *(f"{row.title}: {row.sentence}" for row in private.decisions)])
        _section("Decisions and the quorum", [each.sentence for each in decisions])
        told = [f"{each.sentence} {each.reasons[-1].sentence}" for each in questions]
        _section("Questions from the public", told)
        gaps = [*private.unknowns]
        gaps += [gap for decision in decisions for gap in decision.unknowns]
        gaps += [gap for question in questions for gap in question.unknowns]
        _tell(_missing(dict.fromkeys(gaps)))
    verdicts = [private.verdict, *(row.verdict for row in private.decisions), *(each.verdict for each in decisions)]
    verdicts += [verdict for each in questions for verdict in (each.verdict, each.reply)]
    return exit_status(all_of(verdicts))


def _agenda(records: Records, meeting: str, item: str | None) -> Sequence[AgendaItem]:
    """The agenda of a meeting, or one item of it.

    Raises:
        BadInput: There is no such meeting, or the item is not on its agenda.
    """
    from commonweal.governance.handbook import AgendaItem, Meeting
    from commonweal.problems import BadInput, Problem

    if not records.rows(Meeting, meeting=meeting):
        raise BadInput(Problem("the handbook has no such meeting", given=meeting, do="see the sheet meetings"))
    rows = records.rows(AgendaItem, meeting=meeting)
    if item and not any(row.item == item for row in rows):
        expected = "one of " + ", ".join(row.item for row in rows) if rows else ""
        raise BadInput(Problem("the item is not on the agenda of this meeting", given=item, expected=expected))
    return [row for row in rows if not item or row.item == item]


def _section(heading: str, lines: Sequence[str]) -> None:
    print(heading)
    _tell(f"  {line}" for line in lines or ("Nothing is recorded.",))


def _missing(unknowns: Iterable[Unknown]) -> Iterator[str]:
    for unknown in unknowns:
        yield f"  Missing: {unknown.fact}, since {unknown.why_it_matters}. {_capital(unknown.do)}."


def _tell(lines: Iterable[Any]) -> None:
    for line in lines:
        print(visible(line))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
