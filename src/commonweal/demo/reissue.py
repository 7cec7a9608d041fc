"""The second edition of the practice file: what was put right in it, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace

from commonweal.demo.people import Practice


@dataclass(frozen=True)
class Change:
    """One documented difference between the two editions.

    Args:
        practice: Its code.
        what: ``list size`` or ``need``.
        before, after: Projected population, or the need index for primary medical care, in each edition.
        why: One sentence.
    """

    practice: str
    what: str
    before: float
    after: float
    why: str


def reissue(first: list[Practice]) -> tuple[list[Practice], list[Change]]:
    """The second edition, and every difference from the first.

    Three pairs of practices had merged, and the first edition counted the people who came over twice; eight practices
    had their need for primary medical care worked out on eleven months. Nothing else differs.
    """
    second, changes = list(first), list[Change]()
    by_network: dict[int, list[Practice]] = {}
    for practice in first:
        by_network.setdefault(practice.network, []).append(practice)
    for network in (1, 9, 15):
        larger, smaller = sorted(by_network[network], key=lambda practice: -practice.population)[:2]
        counted_twice = 0.35 * smaller.population
        corrected = larger.with_population(larger.population - counted_twice)
        second[larger.number - 1] = corrected
        why = f"people who came from {smaller.code} had been counted twice"
        changes.append(Change(larger.code, "list size", larger.population, corrected.population, why))
    for network in range(2, 18, 2):
        practice = by_network[network][-1]
        factor = 1.03 if network % 4 else 0.965
        need = dict(practice.need)
        need["primary_medical_need"] = round(need["primary_medical_need"] * factor, 9)
        need["primary_medical"] = round(0.85 * need["primary_medical_need"] + 0.15 * need["health_inequalities"], 9)
        second[practice.number - 1] = replace(practice, need=need)
        why = "the workload of eleven months had been taken for a year's"
        before, after = practice.need["primary_medical_need"], need["primary_medical_need"]
        changes.append(Change(practice.code, "need", before, after, why))
    return second, sorted(changes, key=lambda change: change.practice)
