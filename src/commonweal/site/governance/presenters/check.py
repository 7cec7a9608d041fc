"""What the page of a check shows: open findings by severity, what to fill in first, and every finding as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from commonweal.answers import Answer, Source, Verdict
from commonweal.governance.check_answer import MEANINGS, differences
from commonweal.governance.checks.finding import SEVERITIES
from commonweal.site.components.tables import Column, TableView
from commonweal.site.components.words import calendar_date
from commonweal.site.governance.presenters.names import words

MOST_SHOWN = 150
"""Findings that a page shows; a download holds every one."""

MOST_FACTS = 10
_SHOWN = {Verdict.FAIL: 0, Verdict.NEEDS_JUDGEMENT: 1, Verdict.INSUFFICIENT_DATA: 2}
STANDING_COLUMNS = (
    Column("evidence", "Evidence"),
    Column("status", "Status"),
    Column("checked", "Source last checked"),
)
"""What stands beside every rule, wherever one is named."""
_STATUS = {
    "in_force": "in force",
    "draft": "draft: not confirmed",
    "expected": "expected, not law",
    "enacted_not_commenced": "enacted, not in force",
}


def sections(answer: Answer) -> tuple[list[dict[str, Any]], int]:
    """Open findings, a section for each severity with the gravest first, and how many are left out for length."""
    held = [_shown(each) for each in answer.details["findings"] if Verdict(each["verdict"]) in _SHOWN]
    held.sort(key=lambda each: (SEVERITIES.index(each["severity"]), _SHOWN[each["verdict"]]))
    kept, left = held[:MOST_SHOWN], max(0, len(held) - MOST_SHOWN)
    found = []
    for severity in SEVERITIES:
        of_it = [each for each in kept if each["severity"] == severity]
        if of_it:
            title = f"{severity.capitalize()}: {MEANINGS[severity]}"
            found.append({"severity": severity, "title": title, "findings": of_it})
    return found, left


def _shown(each: Mapping[str, Any]) -> dict[str, Any]:
    source = {name: value for name, value in each["source"].items() if name != "cite"}
    return {
        **each,
        "verdict": Verdict(each["verdict"]),
        "source": Source.from_json(source),
        "status_words": status_words(each["status"]),
        "where": [place for place in each["where"] if place],
        "href": reverse("governance:rule", args=[each["rule"]]),
    }


def rule_standing(answer: Answer) -> dict[str, dict[str, str]]:
    """For each rule that was checked its evidence letter, its status, and the day its source was last checked."""
    return {
        each["rule"]: {
            "evidence": each["evidence"],
            "status": status_words(each["status"]),
            "checked": _checked(each["source"].get("last_checked")),
        }
        for each in answer.details["findings"]
    }


def _checked(day: str | None) -> str:
    return calendar_date(date.fromisoformat(day)) if day else "never"


def status_words(status: str) -> str:
    """The status of a rule in words."""
    return _STATUS.get(status, status.replace("_", " "))


def counts(answer: Answer) -> list[tuple[str, int]]:
    """How many findings there are of each verdict, in words."""
    counted = Counter(Verdict(each["verdict"]) for each in answer.details["findings"])
    told = {
        Verdict.FAIL: "fail",
        Verdict.NEEDS_JUDGEMENT: "wait for a person's judgement",
        Verdict.INSUFFICIENT_DATA: "lack a fact",
        Verdict.PASS: "are kept",
        Verdict.NOT_YET_DUE: "are not due yet",
        Verdict.NOT_APPLICABLE: "do not apply",
    }
    return [(words, counted[verdict]) for verdict, words in told.items() if counted[verdict]]


def fill_first(answer: Answer) -> tuple[list[str], int]:
    """The facts that would settle the most, in sentences, and how many more there are."""
    facts = [each["sentence"] for each in answer.details["fill_first"]]
    return facts[:MOST_FACTS], max(0, len(facts) - MOST_FACTS)


def findings_table(answer: Answer, caption: str) -> TableView:
    """Every finding, those that are kept too, for a download."""
    columns = (
        Column("rule", "Rule"),
        Column("title", "What it asks"),
        Column("severity", "Severity"),
        Column("verdict", "Verdict"),
        Column("subject", "About"),
        Column("sentence", "Finding"),
        Column("missing", "Missing"),
        Column("do", "What to do"),
        Column("source", "Source"),
        Column("evidence", "Evidence"),
        Column("status", "Status of the rule"),
        Column("last_checked", "Source last checked"),
    )
    rows = [
        {
            **each,
            "verdict": Verdict(each["verdict"]).words,
            "missing": "; ".join(unknown["fact"] for unknown in each["unknown"]),
            "source": each["source"]["cite"],
            "status": status_words(each["status"]),
            "last_checked": each["source"]["last_checked"] or "never",
        }
        for each in answer.details["findings"]
    ]
    notes = ["Commonweal advises and records; this is not legal advice."]
    return TableView("governance-check", caption, columns, rows, notes)


def changes_table(plain: Answer, reformed: Answer, name: str) -> TableView:
    """What a reform that is not in force would change."""
    found: Iterable[Mapping[str, str]] = differences(plain.details["findings"], reformed.details["findings"])
    columns = (
        Column("rule", "Rule"),
        Column("subject", "About"),
        Column("then", "As the law stands"),
        Column("now", "Under the reform"),
        Column("sentence", "Finding under the reform"),
        Column("source", "Source"),
        *STANDING_COLUMNS,
    )
    held = rule_standing(reformed)
    rows = [{**each, **held.get(each["rule"], {})} for each in found]
    return TableView("governance-changes", f"What the {words(name)} would change", columns, rows, tall=len(rows) > 20)
