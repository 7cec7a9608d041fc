"""``commonweal meeting clock|votes|after``: a meeting as it runs, its votes, and what is left to do after it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, add_receipt_flag, check_outputs, print_json, print_table, write_receipt
from commonweal.cli.telling import visible

if TYPE_CHECKING:
    from datetime import date

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
        help="what is left to do: items without a decision, ratification, publication, questions",
        description="What is left to do after a meeting: items without a decision, decisions without an outcome or a "
        "publication, decisions that wait for ratification, the private part with its reasons and publication, and "
        "questions from the public with the day of the reply.",
    )
    for each in (clock, votes, after):
        each.add_argument(
            "--handbook", required=True, metavar="DIR_OR_XLSX", help="the handbook, or the word wealdmarch"
        )
        each.add_argument("--meeting", required=True, metavar="ID", help="the meeting, as in the sheet meetings")
        add_json_flag(each)
    for each in (clock, votes):
        add_receipt_flag(each)
    clock.add_argument("--at", metavar="HH:MM", help="the time; by default the last arrival or departure")
    votes.add_argument("--item", metavar="ID", help="only this item")
    after.add_argument("--on", metavar="DATE", help="the day on which you ask; by default today")


def run(options: argparse.Namespace) -> int:
    """Ask, and print."""
    from commonweal.cli.decide import named_handbook
    from commonweal.governance.handbook import Records

    check_outputs(options)
    records = Records(named_handbook(options.handbook))
    actions = {"clock": _clock, "votes": _votes, "after": _after}
    return actions[options.action](records, options)


def _clock(records: Records, options: argparse.Namespace) -> int:
    from commonweal.answers import exit_status
    from commonweal.governance.item_in_hand import verdict_in_hand
    from commonweal.governance.meeting_answers import CLOCK, clock_text
    from commonweal.governance.meeting_clock import clock

    found = clock(records, options.meeting, at=options.at)
    if options.receipt:
        _keep(records, options, CLOCK, {"meeting": options.meeting, "at": options.at}, clock_text)
    if options.json:
        _print(found.to_json())
    else:
        _tell_clock(records, found)
        _tell(_to_come(found.on_date))
        _tell_kept(options)
    return exit_status(verdict_in_hand(found))


def _to_come(on_date: date) -> Iterator[str]:
    """That the day of a meeting is still to come: what is told of it then is what is planned."""
    from datetime import UTC, datetime

    from commonweal.organisations.periods import written

    today = datetime.now(UTC).date()
    if today < on_date:
        yield f"The meeting is on {written(on_date)}; today is {written(today)}. Nothing has happened at it yet."


def _keep(
    records: Records, options: argparse.Namespace, name: str, inputs: dict[str, Any], text: Callable[..., str]
) -> None:
    """Ask the question of the day of the meeting, and write and register its receipt."""
    from commonweal.answers import Dates
    from commonweal.cli.decide import named_handbook
    from commonweal.governance.handbook import Meeting
    from commonweal.wiring import ask, handbook_facts

    dates = Dates.on(records.rows(Meeting, meeting=options.meeting)[0].on_date)
    facts = handbook_facts(named_handbook(options.handbook), dates)
    write_receipt(ask(name, inputs, text(*inputs.values()), dates, facts=facts), options.receipt)


def _tell_kept(options: argparse.Namespace) -> None:
    if options.receipt:
        _tell([f"Receipt: {options.receipt}, registered in the audit chain"])


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
        _tell(f"  {each}" for each in found.turns)
    if found.items:
        print("\nItem by item")
    for item in found.items:
        under_way = ", under way" if item.item == found.current else ""
        _tell([f"  {f'{item.number}. ' if item.number else ''}{item.title}{under_way}: {item.sentence}"])
        _tell(f"     {each}" for each in item.turns if each not in found.turns)
        away = ", ".join(name_of_person(records, person) for person in item.out)
        _tell([f"     Out for this item: {away}"] if away else [])
        waiting = ", ".join(name_of_person(records, person) for person in item.perhaps)
        _tell([f"     Waits for a ruling on: {waiting}"] if waiting else [])
    _tell(_missing(found.unknowns))


def _spans(spans: Sequence[QuorateSpan]) -> Iterator[str]:
    for span in spans:
        state = _SPANS.get(span.verdict.value, "cannot be told")
        counted = "1 counts" if span.count == 1 else f"{span.count} count"
        yield f"  {span.from_ or 'start'} to {span.to or 'end'}: {state}, {counted}"


def _votes(records: Records, options: argparse.Namespace) -> int:
    from commonweal.answers import all_of, exit_status
    from commonweal.governance.meeting_answers import VOTES, agenda_rows, votes_text
    from commonweal.governance.votes import count_votes

    items = agenda_rows(records, options.meeting, options.item or "")
    if options.receipt:
        _keep(records, options, VOTES, {"meeting": options.meeting, "item": options.item}, votes_text)
    found = [(row, count_votes(records, row.item)) for row in items]
    if options.json:
        _print([{"item": row.item, "title": row.title, **result.to_json()} for row, result in found])
    else:
        for row, result in found:
            _tell_votes(row, result)
        _tell(["No items stand on the agenda of this meeting."] if not found else [])
        _tell_kept(options)
    verdicts: list[Verdict] = [result.verdict for _, result in found]
    return exit_status(all_of(verdicts)) if verdicts else 3


def _tell_votes(row: AgendaItem, result: VoteResult) -> None:
    _tell([f"{f'{row.number}. ' if row.number else ''}{row.title}", f"  {result.sentence}"])
    _tell(f"  {reason.sentence}" for reason in result.reasons)
    _tell(_missing(result.unknowns))


def _after(records: Records, options: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from commonweal.answers import all_of, exit_status, read_date
    from commonweal.governance.after_meeting import open_work
    from commonweal.governance.handbook import Decision, PublicQuestion
    from commonweal.governance.meeting_answers import agenda_rows
    from commonweal.governance.private_part import private_part
    from commonweal.governance.public_question_limits import question_limits
    from commonweal.governance.ratification import ratification

    on = read_date(options.on, what="day after --on") if options.on else datetime.now(UTC).date()
    private = private_part(records, options.meeting, on=on)
    items = agenda_rows(records, options.meeting)
    left = open_work(records, options.meeting, on=on)
    decisions = [
        ratification(records, row.decision, on=on) for item in items for row in records.rows(Decision, item=item.item)
    ]
    asked = records.rows(PublicQuestion, meeting=options.meeting)
    questions = [question_limits(records, row, on=on) for row in asked if row.accepted is not False]
    if options.json:
        _print(
            {
                "open": [each.to_json() for each in left],
                "private_part": private.to_json(),
                "decisions": [each.to_json() for each in decisions],
                "questions": [each.to_json() for each in questions],
            }
        )
    else:
        _section("Left to do", [f"{each.sentence} To do: {each.do}." for each in left] or ["Nothing is open."])
        _section("The private part", [private.sentence, *(f"{row.title}: {row.sentence}" for row in private.decisions)])
        _section("Decisions and the quorum", [each.sentence for each in decisions])
        told = [f"{each.sentence} {each.reasons[-1].sentence}" for each in questions]
        _section("Questions from the public", told)
        gaps = [*private.unknowns]
        gaps += [gap for decision in decisions for gap in decision.unknowns]
        gaps += [gap for question in questions for gap in question.unknowns]
        _tell(_missing(dict.fromkeys(gaps)))
    verdicts = [private.verdict, *(row.verdict for row in private.decisions), *(each.verdict for each in decisions)]
    verdicts += [each.verdict for each in left]
    verdicts += [verdict for each in questions for verdict in (each.verdict, each.reply)]
    return exit_status(all_of(verdicts))


def _print(plain: Any) -> None:
    """JSON in which the source of a rule says how well the rule is evidenced."""
    from commonweal.law import lettered

    print_json(lettered(plain))


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
