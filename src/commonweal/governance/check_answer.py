"""The check of a handbook as a question with an answer and a receipt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from commonweal.answers import (
    Answer,
    Evidence,
    FactRecord,
    Quantity,
    Reason,
    RuleRecord,
    Unknown,
    Verdict,
    all_of,
    calculation,
)
from commonweal.governance.checking import UNDECIDED, RuleFinding, chosen, findings, systems_of
from commonweal.governance.checks.finding import SEVERITIES
from commonweal.governance.ended_systems import not_standing
from commonweal.governance.handbook import TABLES, Handbook, Records, Row
from commonweal.governance.handbook.facts import PREFIX, row_of
from commonweal.governance.law_facts import HISTORY, RULES
from commonweal.governance.missing_facts import fill_first
from commonweal.governance.reform import falling
from commonweal.governance.standing import Standing, standing
from commonweal.organisations.periods import written

_GRAVE = ("BREACH", "HIGH")
MEANINGS = {
    "BREACH": "what the law requires",
    "HIGH": "what statutory guidance and duties to have regard require",
    "MEDIUM": "national policy",
    "LOW": "local practice",
    "INFO": "for information",
}


class _EvidenceTables(Mapping[str, tuple[Row, ...]]):
    """The sheets as evidence gives them: each is read whole, once, when a check first asks for it."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._held: dict[str, tuple[Row, ...]] = {}

    def __getitem__(self, table: str) -> tuple[Row, ...]:
        if table not in self._held:
            made, facts = TABLES[table], self._evidence.rows(PREFIX + table)
            self._held[table] = tuple(row_of(made, fact) for fact in facts)
        return self._held[table]

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)


class _WholeTables(Records):
    """Records that read a sheet whole, so that a receipt holds each row once; all else goes through the evidence."""

    def __init__(self, evidence: Evidence) -> None:
        super().__init__(evidence)
        self.handbook = Handbook(_EvidenceTables(evidence), name="the handbook")
        # Nothing stands between: a check of a system reads thousands of times.
        self.rows = self.handbook.rows  # type: ignore[method-assign]


@calculation("governance.check", version="1")
def check(inputs: Mapping[str, Any], evidence: Evidence) -> Answer:
    """Whether a handbook keeps the rules.

    Args:
        inputs: ``systems``, ids of ICBs (default: all in the handbook), and ``rules``, ids or numbers (default: all).
        evidence: A handbook (`HandbookFacts`) and the history of the rules (`LawFacts`).

    Returns:
        FAIL where a statutory duty that is in force is broken; otherwise undecided where a fact or a judgement is
        missing for a rule of severity BREACH or HIGH; otherwise PASS, or only the number of failures where rules of
        less weight, or drafts, are broken or undecided. ``details`` holds every finding, the counts, the rules that
        have no check, what a reform on top would take away, and the missing facts in the order in which to fill them
        in.
    """
    records = _WholeTables(evidence)
    handbook, day = records.handbook, evidence.dates.holds_on
    rules = chosen(_standings(evidence), inputs.get("rules") or ())
    systems = systems_of(handbook, inputs.get("systems") or ())
    found = tuple(findings(records, rules, systems=systems, on=day))
    failed = [each for each in found if each.verdict is Verdict.FAIL]
    verdict = overall(found)
    absent = not_standing(records, systems, day)
    checked = [system for system in systems if system not in {each.system for each in absent}]
    told = [
        _sentence(found, checked, written(day)) if checked else _none_open(written(day), found),
        *(each.sentence for each in absent),
    ]
    return Answer(
        sentence=" ".join(told),
        verdict=verdict,
        value=None if verdict else Quantity(len(failed), "count"),
        reasons=tuple(_by_severity(found)),
        unknowns=_unknowns(found),
        notes=_after_the_last_look(found, day),
        details={
            "systems": checked,
            "not_standing": [each.to_json() for each in absent],
            "findings": [each.to_json() for each in found],
            "counts": _counts(found),
            "not_coded": sorted({each.rule.number for each in found if not each.coded}),
            "falls": [each.to_json() for each in falling(rules, records, on=day)],
            "fill_first": [each.to_json() for each in fill_first(found, handbook)],
        },
    )


def overall(found: Sequence[RuleFinding]) -> Verdict | None:
    """One verdict for all findings; None where only rules of less weight, or drafts, are broken or undecided."""
    if any(each.is_breach for each in found):
        return Verdict.FAIL
    undecided = [each.verdict for each in found if each.is_undecided and each.rule.severity in _GRAVE]
    if undecided:
        return all_of(undecided)
    verdicts = {each.verdict for each in found}
    return None if verdicts & {Verdict.FAIL, *UNDECIDED} else all_of(verdicts)


def _standings(evidence: Evidence) -> tuple[Standing, ...]:
    return tuple(_standing(row, evidence) for row in evidence.rows(RULES))


def _standing(row: FactRecord, evidence: Evidence) -> Standing:
    id = row.values["id"]
    record = evidence.find_rule(id)
    history = () if record else tuple(RuleRecord.from_json(each.values) for each in evidence.rows(HISTORY, id=id))
    return standing(record, history, on=evidence.dates.rules_on, known_on=evidence.dates.known_at.date())


def _after_the_last_look(found: Sequence[RuleFinding], day: date) -> tuple[str, ...]:
    """That nobody has held the rules against their sources since before the day that was asked about."""
    looked = max((each.rule.source.last_checked for each in found if each.rule.source.last_checked), default=None)
    if looked is None or day <= looked:
        return ()
    told = f"The rules were last held against their sources on {written(looked)} at the latest"
    return (f"{told}: whether they still read so on {written(day)} is not known.",)


def _sentence(found: Sequence[RuleFinding], systems: Sequence[str], day: str) -> str:
    of = systems[0] if len(systems) == 1 else f"{len(systems)} systems"
    breaches = sum(each.is_breach for each in found)
    others = sum(each.verdict is Verdict.FAIL for each in found) - breaches
    undecided = sum(each.is_undecided for each in found)
    told = [
        f"{_many(breaches, 'breach', 'breaches')} of rules in force",
        f"{_many(others, 'other failure', 'other failures')}",
        f"{undecided or 'none'} undecided",
    ]
    return f"The handbook of {of} on {day}: {', '.join(told)}."


def _none_open(day: str, found: Sequence[RuleFinding]) -> str:
    none = f"o integrated care board of the handbook is open on {day}"
    rules = len({each.rule.number for each in found if each.verdict is not Verdict.NOT_APPLICABLE})
    if not rules:
        return f"Nothing was checked: n{none}. Ask about a day on which one is."
    were = "rule that needs none was" if rules == 1 else "rules that need none were"
    return f"N{none}: only {rules} {were} looked at."


def _many(count: int, one: str, more: str) -> str:
    return f"{count or 'no'} {one if count == 1 else more}"


def _by_severity(found: Sequence[RuleFinding]) -> Iterator[Reason]:
    for severity in SEVERITIES:
        held = [each for each in found if each.rule.severity == severity]
        if not held:
            continue
        counted = Counter(each.verdict for each in held)
        words = ", ".join(f"{counted[verdict]} {verdict.words.lower()}" for verdict in Verdict if counted[verdict])
        open_ones = [each for each in held if each.verdict is Verdict.FAIL or each.verdict in UNDECIDED]
        open_ones.sort(key=lambda each: each.verdict is not Verdict.FAIL)
        yield Reason(
            f"{severity.capitalize()}, {MEANINGS[severity]}: {words}",
            all_of(each.verdict for each in held),
            children=tuple(_reason(each) for each in open_ones),
        )


def _reason(each: RuleFinding) -> Reason:
    draft = "" if each.rule.in_force else f" ({each.rule.status.replace('_', ' ')})"
    sentence, sources = f"{each.rule.number}{draft}: {each.finding.sentence}", (each.rule.source,)
    return Reason(sentence, each.verdict, sources=sources, personal=each.names_people)


def _unknowns(found: Sequence[RuleFinding]) -> tuple[Unknown, ...]:
    """What is missing, once each; the gravest rule's reason stands for all."""
    ordered = sorted(found, key=lambda each: SEVERITIES.index(each.rule.severity))
    held: dict[str, Unknown] = {}
    for each in ordered:
        for unknown in each.finding.unknowns:
            held.setdefault(unknown.fact, unknown)
    return tuple(held.values())


def _counts(found: Sequence[RuleFinding]) -> dict[str, dict[str, int]]:
    return {
        severity: dict(sorted(Counter(each.verdict.value for each in found if each.rule.severity == severity).items()))
        for severity in SEVERITIES
    }


def differences(then: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> tuple[dict[str, str], ...]:
    """What differs between two sets of findings as plain JSON: verdicts, and rules that rest on another provision.

    Args:
        then: Findings, such as those under the law as it stands.
        now: Findings, such as those under a reform.
    """
    before, after = _by_place(then), _by_place(now)
    found: list[dict[str, str]] = []
    for place in dict.fromkeys((*before, *after)):
        old, new = before.get(place, []), after.get(place, [])
        known = [_told(each) for each in old]
        changed = [each for each in new if _told(each) not in known]
        if not changed and len(old) == len(new):
            continue
        found += [
            {
                "rule": place[0],
                "system": place[1],
                "subject": place[2],
                "then": _words(old),
                "now": _words([each] if changed else new),
                "sentence": each["sentence"] if changed else "the finding falls away",
                "source": each["source"]["cite"],
            }
            for each in changed or old[:1]
        ]
    return tuple(sorted(found, key=lambda each: (each["rule"], each["system"], each["subject"])))


def _by_place(found: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str, str], list[Mapping[str, Any]]]:
    held: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for each in found:
        held.setdefault(_place(each), []).append(each)
    return held


def _place(each: Mapping[str, Any]) -> tuple[str, str, str]:
    return each["rule"], each["system"], each["subject"]


def _told(each: Mapping[str, Any]) -> tuple[str, str, str]:
    return each["verdict"], each["sentence"], each["source"]["cite"]


def _words(found: Sequence[Mapping[str, Any]]) -> str:
    return all_of(Verdict(each["verdict"]) for each in found).words.lower() if found else "no finding"
