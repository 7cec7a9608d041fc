"""Who has which condition on a day: a plan for the engines, from events, a codelist and rules on recency and number.

An entry counts from its own day. Where a codelist says which codes resolve a condition, the last diagnosis must be
later than the last of those. Where a rule looks back, asks for several days with an entry, or for measured values below
a limit, only such entries count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from commonweal import engines as e
from commonweal.population.codelists.codelist import Codelist
from commonweal.population.codelists.look_back import months_before
from commonweal.population.codelists.matching import CodeMatch, match_codes
from commonweal.population.codelists.rules import ConditionRule, ConditionRules
from commonweal.problems import BadInput, Problem

PERSON = ("person_id",)


@dataclass(frozen=True, slots=True)
class ConditionsPlan:
    """A plan that gives ``person_id`` and ``mask``, one row for each person with any of the conditions.

    Args:
        plan: What to run.
        not_applied: Rules that could not be applied, in words; those conditions count by diagnosis alone.
    """

    plan: e.Plan
    not_applied: tuple[str, ...] = field(default=())


def conditions_on(
    events: e.Plan,
    codes: Iterable[str | None],
    codelist: Codelist,
    on: date,
    *,
    rules: ConditionRules | None = None,
    system: str = "icd10",
    mask: int = 0,
) -> ConditionsPlan:
    """The conditions that people have on a day.

    Args:
        events: Has ``person_id``, ``date``, ``code``, and ``value`` where a rule is about measured values.
        codes: The different codes of the events.
        codelist: What codes mean.
        on: The day; entries of that day count, later ones do not.
        rules: Recency, number and values; ages are applied by `held_at_ages`. None: any one entry, ever.
        system: Code system of the events.
        mask: Which of the codelist's masks is asked for.

    Raises:
        BadInput: No code of the events is in the codelist, or the codelist has no such mask.

    Example:
        >>> from commonweal.population.codelists import codelist
        >>> events = e.Scan("events", ("person_id", "date", "code"))
        >>> made = conditions_on(events, ["I10", "Z00"], codelist("twenty_conditions_icd10"), date(2025, 3, 31))
        >>> made.plan.columns
        ('person_id', 'mask')
    """
    if not 0 <= mask < codelist.masks:
        raise BadInput(
            Problem("the codelist has no mask of this number", given=str(mask), expected=f"below {codelist.masks}")
        )
    matches = [match for match in match_codes(codelist, codes, system=system) if match.masks[mask]]
    if not matches:
        name = codelist.provenance.name
        raise BadInput(Problem(f"not one code of the events is in the codelist {name}", do="look at the code system"))
    bits = {name: bit for name, (number, bit) in codelist.bits.items() if number == mask}
    resolved = _bits([match for match in matches if match.role == "resolved"], mask)
    measured = _bits([match for match in matches if match.role == "measurement"], mask)
    plain: dict[int | None, int] = {}
    parts: list[e.Plan] = []
    not_applied: list[str] = []
    for name, bit in bits.items():
        rule = rules.rule(name) if rules else ConditionRule(name)
        if rule.value_below is not None and not measured & bit:
            not_applied.append(f"{name}: the codelist has no measurements, so it counts by diagnosis alone")
            rule = ConditionRule(name, rule.look_back_months)
        if rule.entries_needed == 1 and rule.value_below is None and not resolved & bit:
            plain[rule.look_back_months] = plain.get(rule.look_back_months, 0) | bit
        else:
            part = _by_entries(events, matches, mask, bit, on, rule)
            parts += [part] if part else []
    for months, among in plain.items():
        met = _matched(events, matches, mask, among, "diagnosis")
        if met:
            days = None if months is None else (on - months_before(on, months)).days
            parts.append(e.AsOfFlags(met, PERSON, on, days=days, among=among))
    if not parts:
        raise BadInput(Problem("no rule finds an entry that could count", do="look at the roles of the codes"))
    together = parts[0] if len(parts) == 1 else e.GroupBy(
        e.Union(tuple(parts)), PERSON, {"mask": e.AllBits(e.Column("mask"), sum(bits.values()))}, label="conditions"
    )  # fmt: skip
    return ConditionsPlan(together, tuple(not_applied))


def held_at_ages(people: e.Plan, codelist: Codelist, rules: ConditionRules, *, mask: int = 0) -> e.Plan:
    """The same people without the conditions that no register holds at their age; an unknown age holds none of these.

    Args:
        people: Has ``age`` and ``mask``.
        codelist: Which bit is which condition.
        rules: Ages by condition.
        mask: Which of the codelist's masks the column holds.
    """
    for name, (number, bit) in codelist.bits.items():
        rule = rules.rule(name)
        if number != mask or (rule.age_from is None and rule.age_to is None):
            continue
        age = e.Column("age")
        inside = (age >= (rule.age_from or 0)) & (age <= (200 if rule.age_to is None else rule.age_to))
        without = e.Lost(e.Column("mask"), e.value(bit))
        people = e.Derive(people, {"mask": e.Choose(inside, e.Column("mask"), without)})
    return people


def _bits(matches: Iterable[CodeMatch], mask: int) -> int:
    together = 0
    for match in matches:
        together |= match.masks[mask]
    return together


def _matched(events: e.Plan, matches: Iterable[CodeMatch], mask: int, among: int, *roles: str) -> e.Plan | None:
    """Events that mean one of some conditions, each with its mask, within the days on which its code meant that."""
    by_period: dict[tuple[date | None, date | None], dict[str, int]] = {}
    for match in matches:
        if match.role in roles and match.masks[mask] & among:
            listed = by_period.setdefault((match.valid_from, match.valid_to), {})
            listed[match.code] = listed.get(match.code, 0) | match.masks[mask] & among
    parts: list[e.Plan] = []
    for (first, last), listed in by_period.items():
        source = events
        if first is not None:
            source = e.Filter(source, e.Column("date") >= first)
        if last is not None:
            source = e.Filter(source, e.Column("date") <= last)
        parts.append(e.CodelistMatch(source, e.Rows(("code", "mask"), tuple(listed.items()))))
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else e.Union(tuple(parts))


def _by_entries(
    events: e.Plan, matches: Iterable[CodeMatch], mask: int, bit: int, on: date, rule: ConditionRule
) -> e.Plan | None:
    """People with enough entries of one condition, the last of them after it was last resolved."""
    matches = list(matches)
    entries = _matched(events, matches, mask, bit, "diagnosis" if rule.value_below is None else "measurement")
    if entries is None:
        return None
    entries = e.Filter(entries, e.Column("date") <= on)
    if rule.look_back_months is not None:
        entries = e.Filter(entries, e.Column("date") > months_before(on, rule.look_back_months))
    if rule.value_below is not None:
        entries = e.Filter(entries, e.Column("value") < rule.value_below)
    found: e.Plan = e.GroupBy(
        entries, PERSON, {"days": e.DistinctCount(e.Column("date")), "last_day": e.Greatest(e.Column("date"))}
    )
    found = e.Filter(found, e.Column("days") >= rule.entries_needed)
    over = _matched(events, matches, mask, bit, "resolved")
    if over is not None:
        ended = e.GroupBy(
            e.Filter(over, e.Column("date") <= on), PERSON, {"resolved_day": e.Greatest(e.Column("date"))}
        )
        found = e.Join(found, ended, PERSON, every_left=True)
        found = e.Filter(found, e.Column("resolved_day").is_null() | (e.Column("last_day") > e.Column("resolved_day")))
    return e.Derive(found, {"mask": e.value(bit)}, PERSON)
