"""Answers and worked years, kept in the process: they rest on bundled figures and installed rules alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from commonweal.allocations.worked_year import WorkedYear, worked_year
from commonweal.answers import Dates, Evidence
from commonweal.calendars import FinancialYear
from commonweal.law import book
from commonweal.problems import BadInput, Problem
from commonweal.reference import facts
from commonweal.site.allocations.presenters.names import icb_names, short_name, stream_words
from commonweal.wiring import Asked, ask


def ask_of_icb(calculation: str, icb: str, stream: str, year: str, **further: Any) -> Asked:
    """Ask one of the questions about an ICB's allocation of a stream in a year.

    Args:
        calculation: ``icb_allocation``, ``explain`` or ``path``.
        icb: ODS code.
        stream: One that is explained.
        year: Financial year.
        further: Other inputs of the calculation.
    """
    name = short_name(icb_names().get(icb, icb))
    words = {
        "icb_allocation": f"What is {name} given for {stream_words(stream)} in {year}, and why?",
        "explain": f"How does {name}'s allocation for {stream_words(stream)} in {year} come about, step by step?",
        "path": f"When would {name} be on target for {stream_words(stream)} if the rule of {year} stayed?",
    }[calculation]
    inputs = {"icb": icb, "year": year, "stream": stream, **further}
    return ask(f"allocations.{calculation}", inputs, words, Dates.on(FinancialYear(year).start))


def ask_scenario(stream: str, year: str, change: Mapping[str, Any]) -> Asked:
    """Ask what a changed rule would do.

    Args:
        stream: One that has a rule.
        year: Financial year.
        change: What is changed, in the library's names and units.
    """
    words = f"What would another rule for {stream_words(stream)} have done in {year}?"
    inputs = {"stream": stream, "year": year, "change": dict(change)}
    return ask("allocations.scenario", inputs, words, Dates.on(FinancialYear(year).start))


def ask_again(calculation: str, inputs: Mapping[str, Any]) -> Asked:
    """Ask a question about England's published allocations again, from its name and inputs alone.

    Raises:
        BadInput: There is no such question, or the inputs are not its own.
    """
    if calculation == "allocations.scenario" and set(inputs) == {"stream", "year", "change"}:
        change = inputs["change"] if isinstance(inputs["change"], Mapping) else {}
        return ask_scenario(str(inputs["stream"]), str(inputs["year"]), change)
    name = calculation.removeprefix("allocations.")
    if name in ("icb_allocation", "explain", "path") and {"icb", "stream", "year"} <= set(inputs) <= _OF_ICB:
        rest = {key: value for key, value in inputs.items() if key not in ("icb", "stream", "year")}
        return ask_of_icb(name, str(inputs["icb"]), str(inputs["stream"]), str(inputs["year"]), **rest)
    raise BadInput(
        Problem("there is no such question", given=calculation[:80], do="choose the receipt on the page of the answer")
    )


_OF_ICB = {"icb", "stream", "year", "years"}


@lru_cache(maxsize=16)
def worked(stream: str, year: str) -> WorkedYear:
    """A stream and year worked by the rule book from the published figures."""
    evidence = Evidence(rules=book(), facts=facts, dates=Dates.on(FinancialYear(year).start))
    return worked_year(evidence, stream, year)
