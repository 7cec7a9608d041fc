"""Answers and worked years, kept in the process: they rest on bundled figures and installed rules alone."""

from __future__ import annotations

from functools import lru_cache

from commonweal.allocations.allocation import Allocation
from commonweal.allocations.policy_rules import find_policy
from commonweal.allocations.worked_year import WorkedYear, worked_year
from commonweal.answers import Dates, Evidence
from commonweal.calendars import FinancialYear
from commonweal.law import book
from commonweal.reference import facts
from commonweal.site.allocations.presenters.names import icb_names, short_name, stream_words
from commonweal.wiring import Asked, ask

EXPLAINED = ("core", "primary_medical", "specialised", "pod")
"""The streams that have a rule, and so can be worked and explained."""


def ask_of_icb(calculation: str, icb: str, stream: str, year: str) -> Asked:
    """Ask one of the questions about an ICB's allocation of a stream in a year.

    Args:
        calculation: ``icb_allocation`` or ``explain``.
        icb: ODS code.
        stream: One that is explained.
        year: Financial year.
    """
    name = short_name(icb_names().get(icb, icb))
    words = {
        "icb_allocation": f"What is {name} given for {stream_words(stream)} in {year}, and why?",
        "explain": f"How does {name}'s allocation for {stream_words(stream)} in {year} come about, step by step?",
    }[calculation]
    inputs = {"icb": icb, "year": year, "stream": stream}
    return ask(f"allocations.{calculation}", inputs, words, Dates.on(FinancialYear(year).start))


@lru_cache(maxsize=16)
def worked(stream: str, year: str) -> WorkedYear:
    """A stream and year worked by the rule book from the published figures."""
    evidence = Evidence(rules=book(), facts=facts, dates=Dates.on(FinancialYear(year).start))
    return worked_year(evidence, stream, year)


def allocation_of(stream: str, year: str) -> Allocation:
    """What the published policy gives, with every step on the way."""
    return worked(stream, year).allocation


def has_rule(stream: str, year: str) -> bool:
    """Whether the rule of a stream and year is known."""
    return find_policy(stream, year) is not None
