"""Run every rule of the handbook's families over a handbook, for one system or all, on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from commonweal.answers import MissingEvidence, RuleRecord, Unknown, Verdict
from commonweal.governance.checks.all_checks import all_checks
from commonweal.governance.checks.finding import SEVERITIES, Finding, Subject, needs_judgement, not_applicable
from commonweal.governance.checks.registry import TELLS_OF_PEOPLE
from commonweal.governance.handbook import Body, Document, Evaluator, Handbook, Records, Seat, Transfer
from commonweal.governance.open_board import without_a_board_to_come
from commonweal.governance.standing import Standing, standings
from commonweal.law import RuleBook, book
from commonweal.problems import BadInput, Problem

UNDECIDED = (Verdict.INSUFFICIENT_DATA, Verdict.NEEDS_JUDGEMENT)


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """What one rule found about one subject of one system.

    Args:
        rule: The rule as it stands on the day.
        system: The ICB whose system was checked.
        finding: The verdict, the sentence, what is missing and what would mend it.
        coded: Whether Commonweal has a check of the rule at all.
    """

    rule: Standing
    system: str
    finding: Finding
    coded: bool = True

    @property
    def verdict(self) -> Verdict:
        """The verdict."""
        return self.finding.verdict

    @property
    def is_breach(self) -> bool:
        """Whether a statutory duty that is in force is broken."""
        return self.verdict is Verdict.FAIL and self.rule.severity == "BREACH" and self.rule.in_force

    @property
    def is_undecided(self) -> bool:
        """Whether a fact or a person's judgement is missing."""
        return self.verdict in UNDECIDED

    @property
    def names_people(self) -> bool:
        """Whether the rule's findings name people: a public receipt then withholds what is said."""
        return self.rule.id in TELLS_OF_PEOPLE

    def to_json(self) -> dict[str, Any]:
        """The finding as plain JSON."""
        rule, finding = self.rule, self.finding
        return {
            "rule": rule.number,
            "id": rule.id,
            "title": rule.title,
            "verdict": finding.verdict.value,
            "severity": rule.severity,
            "evidence": rule.evidence,
            "status": rule.status,
            "system": self.system,
            "subject": finding.subject,
            "sentence": finding.sentence,
            "source": rule.source.to_json() | {"cite": rule.source.cite()},
            "unknown": [unknown.to_json() for unknown in finding.unknowns],
            "do": finding.do or "; ".join(dict.fromkeys(unknown.do for unknown in finding.unknowns)),
            "where": list(finding.where),
            "coded": self.coded,
            "personal": self.names_people,
        }


def check_handbook(
    handbook: Handbook,
    *,
    on: date,
    systems: Sequence[str] = (),
    rules: Iterable[str] = (),
    rules_on: date | None = None,
    known_at: datetime | None = None,
    overlays: tuple[str, ...] = (),
    rule_book: RuleBook | None = None,
) -> tuple[RuleFinding, ...]:
    """Check a handbook.

    Args:
        handbook: The handbook.
        on: The day that the question is about.
        systems: Ids of ICBs; by default every one in the handbook.
        rules: Ids or numbers of rules; by default all of the handbook's families.
        rules_on: The day whose rules apply; by default the same.
        known_at: What was written down later than this is not known; by default now.
        overlays: Reforms that are not in force, to be applied on top.
        rule_book: Another rule book than the installed one.

    Returns:
        Every finding, by the number of the rule, then by system. Of a rule that does not apply on the day there is
        one, which says since when or until when; of a rule without a check there is one that says so.

    Raises:
        BadInput: The handbook names no ICB, or not this one, or holds something that a check cannot read.

    Example:
        >>> found = check_handbook(Handbook.of([Body(body="QWM", name="Wealdmarch ICB", kind="icb")]),
        ...                        on=date(2026, 5, 1), rules=["B02"])
        >>> found[0].verdict.value, found[0].rule.source.at
        ('INSUFFICIENT_DATA', 'Schedule 1B, paragraph 3(1)')
    """
    known_on = (known_at or datetime.now(UTC)).date()
    handbook = known_by(handbook, known_on)
    standing = standings(rule_book or book(overlays), on=rules_on or on, known_on=known_on)
    wanted = chosen(standing, rules)
    return tuple(findings(Records(handbook), wanted, systems=systems_of(handbook, systems), on=on))


def known_by(handbook: Handbook, day: date) -> Handbook:
    """The handbook as it was known at the end of a day; the same one where nothing was written down later."""
    later = any(row.recorded_on and row.recorded_on > day for rows in handbook.tables.values() for row in rows)
    return handbook.known_on(day) if later else handbook


def chosen(standing: Sequence[Standing], rules: Iterable[str]) -> tuple[Standing, ...]:
    """The rules with these ids or numbers, or all.

    Raises:
        BadInput: One of them is none of the handbook's.
    """
    wanted = tuple(rules)
    unknown = [name for name in wanted if not any(name in (each.id, each.number) for each in standing)]
    if unknown:
        raise BadInput(
            Problem(
                "this is no rule that a handbook is checked by",
                given=", ".join(unknown),
                do="see `commonweal law list`",
            )
        )
    return tuple(each for each in standing if not wanted or each.id in wanted or each.number in wanted)


def systems_of(handbook: Handbook, asked: Sequence[str] = ()) -> tuple[str, ...]:
    """The ICBs to be checked: those asked for, or every one in the handbook.

    A handbook that has no row of an ICB in the sheet ``bodies`` yet is taken at its seats: a body with a seat of a
    chief executive is one.

    Raises:
        BadInput: There is none, or one that was asked for is not there.
    """
    held = handbook.systems or tuple(
        dict.fromkeys(
            [seat.body for seat in handbook.rows(Seat, seat_class="chief_executive")]
            + [document.body for document in handbook.rows(Document, kind="constitution")]
        )
    )
    codes = {body.ods_code: body.body for body in handbook.rows(Body, kind="icb") if body.ods_code}
    found = tuple(dict.fromkeys(codes.get(name, name) for name in asked))
    unknown = [name for name in found if held and name not in held]
    if unknown:
        raise BadInput(
            Problem(
                "the handbook has no ICB with this id",
                given=", ".join(unknown),
                expected="one of " + ", ".join(held),
                file=handbook.name,
                sheet="bodies",
            )
        )
    if not found and not held:
        raise BadInput(
            Problem(
                "the handbook does not say which integrated care board it is of",
                do="give the board a row in the sheet bodies with the kind icb, or name it with --system",
                file=handbook.name,
                sheet="bodies",
            )
        )
    return found or held


def findings(
    records: Records, standing: Sequence[Standing], *, systems: Sequence[str], on: date
) -> Iterator[RuleFinding]:
    """What each rule finds in each system; what it finds alike in several is told once, under the first.

    Raises:
        BadInput: A check cannot read what the handbook holds; every such rule is named.
    """
    problems: list[Problem] = []
    for rule in standing:
        told: set[Finding] = set()  # a region, say, belongs to several systems
        for system in systems:
            try:
                found, coded = _of_one(records, rule, system, on)
            except BadInput as bad:
                problems += bad.problems
                continue
            yield from (RuleFinding(rule, system, each, coded) for each in found if each not in told)
            if len(systems) > 1:
                told.update(each for each in found if _may_be_shared(records, each.subject))
    if problems:
        raise BadInput(problems)


def _may_be_shared(records: Records, subject: str) -> bool:
    """Whether a subject is one thing to every system; a word such as ``breach_log`` is each system's own."""
    return bool(
        records.rows(Body, body=subject)
        or records.rows(Evaluator, procurement=subject)
        or records.rows(Transfer, line=subject)
    )


def _of_one(records: Records, rule: Standing, system: str, on: date) -> tuple[list[Finding], bool]:
    if rule.record is None:
        return [not_applicable(system, rule.sentence)], True
    check = all_checks().get(rule.id)
    if check is None:
        return [_not_coded(rule, system)], False
    try:
        subject = Subject(records, system, on, rule.record)
        found = without_a_board_to_come(subject, check(subject))
    except MissingEvidence as missing:
        found = [_lacking(system, f"{missing.what}.", Unknown(missing.what, "The rule needs it.", missing.do))]
    except BadInput as bad:
        what = f"rule {rule.number} cannot be checked for {system}: "
        raise BadInput(Problem(what + str(problem), do="mend it and check again") for problem in bad.problems) from bad
    except Exception as fault:  # whatever odd data does to a check, the reader is told which rule and which system
        raise BadInput(_fault(rule, system, fault)) from fault
    return found or [_silent(rule.record, system)], True


def _fault(rule: Standing, system: str, fault: Exception) -> Problem:
    return Problem(
        f"rule {rule.number} cannot be checked for {system}: the handbook holds something that its check does not "
        f"understand ({type(fault).__name__}: {fault})",
        expected=f'the facts of the rule "{rule.title}" as the handbook\'s reference describes them',
        do="run `commonweal handbook check` on the handbook, and report what cannot be mended there",
    )


def _not_coded(rule: Standing, system: str) -> Finding:
    return needs_judgement(
        system,
        f"Commonweal has no check of this rule yet ({rule.title.rstrip('.')}): nobody has looked at it.",
        do=f"look at it yourself: `commonweal law show {rule.number}` says what the rule asks",
    )


def _silent(rule: RuleRecord, system: str) -> Finding:
    needed = rule.attributes.get("data_needed") or ["handbook"]
    sentence = "The handbook holds nothing that this rule is about, so nothing can be said."
    return _lacking(
        system,
        sentence,
        *(Unknown(fact, sentence, f"fill in the sheet {fact.split('.')[0]}") for fact in needed),
    )


def _lacking(system: str, sentence: str, *unknowns: Unknown) -> Finding:
    return Finding(Verdict.INSUFFICIENT_DATA, system, sentence, unknowns)


def by_weight(found: Iterable[RuleFinding]) -> list[RuleFinding]:
    """Findings by severity, the gravest first; within one, in the order of the rules."""
    return sorted(found, key=lambda each: SEVERITIES.index(each.rule.severity))
