"""What the page of a merger shows: who closes, how many lines of each kind are settled, and every line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from commonweal.answers import Answer, Verdict
from commonweal.governance.handbook import Handbook
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import calendar_date
from commonweal.site.governance.presenters.names import body_name, capital

_ORDER = {Verdict.FAIL: 0, Verdict.INSUFFICIENT_DATA: 1, Verdict.NEEDS_JUDGEMENT: 2}


def closings(handbook: Handbook, answer: Answer) -> list[str]:
    """Who closes, when, and who takes over, in sentences."""
    told = []
    for each in answer.details.get("closings", []):
        day = date.fromisoformat(each["day"])
        heirs = " and ".join(body_name(handbook, heir, day) for heir in each["heirs"]) or "nobody named yet"
        told.append(f"{each['name']} closes; from {calendar_date(day)}: {heirs}.")
    return told


def counts_table(answer: Answer) -> TableView:
    """How many lines of each kind have exactly one successor, and how many do not."""
    rows = []
    for kind, counted in answer.details.get("counts", {}).items():
        settled, spare = counted.get("PASS", 0), counted.get("NOT_APPLICABLE", 0)
        rows.append(
            {
                "kind": capital(kind),
                "all": sum(counted.values()),
                "settled": settled,
                "spare": spare,
                "broken": counted.get("FAIL", 0),
                "unknown": sum(counted.values()) - settled - spare - counted.get("FAIL", 0),
            }
        )
    columns = (
        Column("kind", "What"),
        Column("all", "Lines", "count"),
        Column("settled", "With exactly one successor", "count"),
        Column("broken", "Broken", "count"),
        Column("unknown", "Cannot be told", "count"),
        Column("spare", "Need none", "count"),
    )
    return TableView("merger-counts", "What has to be re-homed", columns, rows)


def kinds(answer: Answer) -> list[tuple[str, str]]:
    """The kinds of line that there are, to choose from."""
    return [(kind, capital(kind)) for kind in answer.details.get("counts", {})]


def lines_table(handbook: Handbook, answer: Answer, on: date, *, kind: str = "", only_open: bool = False) -> TableView:
    """Every line with its one successor, or what is wrong; those that are not settled first.

    Args:
        handbook: For the names of bodies.
        answer: The answer about the merger.
        on: The day of the question.
        kind: Only lines of this kind; empty for all.
        only_open: Whether settled lines are left out.
    """
    lines: Sequence[Mapping[str, Any]] = answer.details.get("lines", [])
    days = {each["body"]: date.fromisoformat(each["day"]) for each in answer.details.get("closings", [])}
    rows = []
    for each in sorted(lines, key=lambda each: _ORDER.get(Verdict(each["verdict"]), 3)):
        if (kind and each["kind"] != kind) or (only_open and not each["problem"]):
            continue
        day = days.get(each["old_body"], on)
        rows.append(
            {
                "mark": mark(each),
                "kind": capital(each["kind"]),
                "title": each["title"] or each["what"],
                "what": each["what"],
                "old": body_name(handbook, each["old_body"], day),
                "new": body_name(handbook, each["new_body"], day) if each["new_body"] else "",
                "sentence": each["sentence"],
                "do": capital(each["do"]),
                "candidates": "; ".join(body_name(handbook, body, day) for body in each["candidates"]),
            }
        )
    columns = (
        Column("title", "What"),
        Column("kind", "Kind"),
        Column("mark", "How it stands"),
        Column("old", "From"),
        Column("new", "To"),
        Column("sentence", "What becomes of it"),
        Column("do", "What to do"),
        *((Column("candidates", "Might take it"),) if any(row["candidates"] for row in rows) else ()),
    )
    notes = ("Commonweal advises and records; this is not legal advice.",)
    return TableView("merger-lines", "Line by line", columns, rows, notes, tall=len(rows) > 20)


def mark(line: Mapping[str, Any]) -> str:
    """How a line stands, in a few words.

    Example:
        >>> mark({"verdict": "FAIL", "new_body": "", "candidates": ["QAA", "QBB"]})
        'Two or more successors'
    """
    verdict = Verdict(line["verdict"])
    if verdict is Verdict.PASS:
        return "One successor"
    if verdict is Verdict.NOT_APPLICABLE:
        return "Needs none"
    if not line["new_body"] and len(line["candidates"]) > 1:
        return "Two or more successors"
    return (
        "No successor" if not line["new_body"] and not line["candidates"] else f"Not settled: {verdict.words.lower()}"
    )
