"""``commonweal check``: hold a handbook against every rule."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, add_receipt_flag, print_json, write_receipt
from commonweal.cli.telling import visible

if TYPE_CHECKING:
    from commonweal.answers import Answer

HELP = (
    "Hold a handbook against every rule on constitutions, seats, interests, meetings and delegation.\n"
    "Prints what fails, by severity, then what cannot be told and which missing facts would settle the most, then\n"
    "how many rules are kept. Exit status: 1 where a statutory duty in force is broken; otherwise 3 where a rule of\n"
    "severity breach or high is undecided, or where nothing was checked; otherwise 0."
)
_FAILED = ("FAIL",)
_OPEN = ("INSUFFICIENT_DATA", "NEEDS_JUDGEMENT")
_SHOWN_FACTS = 10
_UNDECIDED = 3


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--handbook",
        required=True,
        metavar="DIR_OR_XLSX",
        help="the handbook: a workbook, a folder of CSV files, or the word wealdmarch, for the demonstration's; "
        "`commonweal handbook new` makes an empty one",
    )
    parser.add_argument(
        "--system", action="append", default=[], metavar="CODE", help="only this ICB's system; may be given again"
    )
    parser.add_argument("--on", metavar="DATE", help="the day, such as 2026-05-01; by default today")
    parser.add_argument(
        "--rule", action="append", default=[], metavar="RULE", help="only this rule, such as B02; may be given again"
    )
    parser.add_argument(
        "--overlay",
        action="append",
        default=[],
        metavar="NAME",
        help="apply a reform that is not in force, such as health-bill-2026, and say what it changes",
    )
    parser.add_argument("--all", action="store_true", help="print also what is kept and what does not apply")
    add_json_flag(parser)
    add_receipt_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Check, and print what was found."""
    from datetime import UTC, datetime

    from commonweal.answers import Dates, read_date
    from commonweal.cli.decide import named_handbook
    from commonweal.cli.output import check_outputs
    from commonweal.wiring import ask, handbook_facts

    check_outputs(options)
    day = read_date(options.on, what="day after --on") if options.on else datetime.now(UTC).date()
    dates, overlays = Dates.on(day), tuple(options.overlay)
    handbook = named_handbook(options.handbook)
    inputs: dict[str, Any] = {"systems": options.system, "rules": options.rule}
    text = f"Does the handbook {handbook.name} keep the rules on {day.isoformat()}?"
    facts = handbook_facts(handbook, dates, overlays=overlays)
    asked = ask("governance.check", inputs, text, dates, overlays=overlays, facts=facts)
    if options.receipt:
        write_receipt(asked, options.receipt)
    found = asked.answer.details["findings"]
    if options.json:
        print_json(found)
        return _status(asked.answer)
    lines = report(asked.answer.to_json(), everything=options.all)
    for line in lines:
        print(visible(line))
    if overlays:
        plain = ask("governance.check", inputs, text, dates, facts=handbook_facts(handbook, dates))
        for line in changes(plain.answer.details["findings"], asked.answer.details, ", ".join(overlays)):
            print(visible(line))
    if options.receipt:
        print(f"Receipt: {options.receipt}, registered in the audit chain")
    return _status(asked.answer)


def _status(answer: Answer) -> int:
    """The exit status; a check on a day on which no board is open and no rule speaks keeps nothing, so it is no 0."""
    nothing = answer.verdict is not None and answer.verdict.value == "NOT_APPLICABLE" and not answer.details["systems"]
    return _UNDECIDED if nothing else answer.exit_status


def report(answer: Mapping[str, Any], *, everything: bool = False) -> Iterator[str]:
    """The findings line by line.

    Args:
        answer: The answer to ``governance.check`` as plain JSON.
        everything: Print also what is kept and what does not apply.
    """
    details = answer["details"]
    found = details["findings"]
    several = len(details["systems"]) + len(details["not_standing"]) > 1
    yield answer["sentence"]
    yield from _part("FAILS", [each for each in found if each["verdict"] in _FAILED], several)
    # Before what cannot be told: with a handbook that has just been begun, that list is long.
    yield from _fill_first(details["fill_first"])
    yield from _part("CANNOT BE TOLD", [each for each in found if each["verdict"] in _OPEN and each["coded"]], several)
    if everything:
        rest = [each for each in found if each["verdict"] not in _FAILED + _OPEN]
        yield from _part("KEPT, NOT YET DUE, OR NOT APPLICABLE", rest, several)
    yield ""
    yield from _counts(found)
    if details["not_coded"]:
        yield f"Not coded, so that nobody looked: {', '.join(details['not_coded'])}."
    for note in answer["notes"]:
        yield f"Note: {note}"
    yield "Commonweal advises and records; this is not legal advice."


def _part(heading: str, found: Sequence[Mapping[str, Any]], several: bool) -> Iterator[str]:
    from commonweal.governance.check_answer import MEANINGS
    from commonweal.governance.checks.finding import SEVERITIES

    if not found:
        return
    yield ""
    yield f"{heading} ({len(found)})"
    for severity in SEVERITIES:
        held = [each for each in found if each["severity"] == severity]
        if held:
            yield ""
            yield f"  {severity}: {MEANINGS[severity]}"
        for alike in _alike(held):
            yield from _findings(alike, several)


def _alike(found: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """Findings that say one thing of one subject, such as that no constitution is in force, together."""
    groups: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for each in found:
        said = each["verdict"], each["system"], each["subject"], each["sentence"], each["do"]
        groups.setdefault(said, []).append(each)
    return list(groups.values())


def _findings(alike: Sequence[Mapping[str, Any]], several: bool) -> Iterator[str]:
    each = alike[0]
    system = f" in {each['system']}" if several else ""
    verdict = each["verdict"].replace("_", " ").lower()
    yield f"  {', '.join(dict.fromkeys(one['rule'] for one in alike))} {verdict}: {each['subject']}{system}"
    yield f"      {each['sentence']}"
    for unknown in each["unknown"]:
        yield f"      Missing: {unknown['fact']}. {unknown['why_it_matters']}"
    if each["do"]:
        yield f"      To do: {each['do'].rstrip('.')}."
    yield from dict.fromkeys(f"      Source: {_source(one)}" for one in alike)


def _source(each: Mapping[str, Any]) -> str:
    source = each["source"]
    status = "" if each["status"] == "in_force" else f", {each['status'].replace('_', ' ')}"
    checked = f"last checked {source['last_checked']}" if source["last_checked"] else "never checked"
    return f"{source['cite']} [evidence {each['evidence']}{status}; {checked}]"


def _fill_first(missing: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not missing:
        return
    yield ""
    yield "FILL THESE FIRST: the missing facts that would settle the most"
    for number, each in enumerate(missing[:_SHOWN_FACTS], 1):
        yield f"  {number:>2}. {each['sentence']}"
    if len(missing) > _SHOWN_FACTS:
        yield f"      and {len(missing) - _SHOWN_FACTS} more; --json has every one with its finding"


def _counts(found: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    counted = Counter(each["verdict"] for each in found)
    words = (
        ("PASS", "kept"),
        ("FAIL", "failed"),
        ("INSUFFICIENT_DATA", "lacking a fact"),
        ("NEEDS_JUDGEMENT", "for a person to judge"),
        ("NOT_YET_DUE", "not yet due"),
        ("NOT_APPLICABLE", "not applicable"),
    )
    yield "In all: " + ", ".join(f"{counted[verdict]} {word}" for verdict, word in words) + "."


def changes(plain: Sequence[Mapping[str, Any]], reformed: Mapping[str, Any], name: str) -> Iterator[str]:
    """What a reform changes: what falls, the verdicts that are not as they were, and the rules that rest elsewhere.

    Args:
        plain: The findings under the law as it stands.
        reformed: The details of the answer under the reform.
        name: The reform's name.
    """
    from commonweal.governance.check_answer import differences
    from commonweal.law import overlay_standing

    found = differences(plain, reformed["findings"])
    titles = {each["rule"]: each["title"] for each in reformed["findings"]}
    yield ""
    standing = "; ".join(dict.fromkeys(overlay_standing(each) for each in name.split(", ")))
    yield f"WHAT {name} WOULD CHANGE; {standing}"
    held = {each["rule"]: each for each in (*plain, *reformed["findings"])}
    for each in reformed["falls"]:
        yield f"  {each['table']} {each['key']} ({each['name']}): {each['sentence']}"
        yield f"      Source: {_source(held[each['rule']]) if each['rule'] in held else each['source']}"
    for rule in dict.fromkeys(each["rule"] for each in found):
        of_rule = [each for each in found if each["rule"] == rule]
        yield f"  {rule} would be: {titles.get(rule, 'no rule')}"
        yield f"      Source: {_source(held[rule])}"
        for each in of_rule:
            if each["then"] != each["now"]:
                yield f"      {each['subject']} in {each['system']}: {each['then']}, then {each['now']}"
                yield f"          {each['sentence']}"
        same = sum(each["then"] == each["now"] for each in of_rule)
        if same:
            yield f"      {same} {'finding keeps its verdict' if same == 1 else 'findings keep their verdict'}."
    if not found and not reformed["falls"]:
        yield "  Nothing that the handbook holds."
