"""Plans that cannot be are refused when they are made, in words; and the query is one that a person can read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from commonweal import engines as e

C = e.Column
EVENTS = e.Scan("events", ("person_id", "date", "code"))
PEOPLE = e.Scan("persons", ("person_id", "age", "mask"))
DAY = date(2025, 3, 31)

REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "a column that is not there": (
        lambda: e.Filter(EVENTS, C("age") > 1),
        "the filter reads age, but its source has only person_id, date, code",
    ),
    "a new column from one that is not there": (lambda: e.Derive(EVENTS, {"x": C("y") + 1}), "the column x reads y"),
    "a word of SQL as a name": (lambda: C("order"), "'order' cannot name a table or column on every engine"),
    "a name with capitals": (lambda: e.Scan("Persons", ()), "'Persons' cannot name"),
    "text slipped in as a name": (lambda: C("a; drop table persons"), "cannot name"),
    "a truth as a literal": (lambda: e.value(True), "there is no column of truth: write 1 or 0"),
    "not a number": (lambda: e.value(float("nan")), "nan is not a number"),
    "conditions joined by and": (lambda: bool(C("a") > 1 and C("b") > 1), "join conditions by & | ~"),
    "nothing to be one of": (lambda: C("a").is_in([]), "at least one value"),
    "unknown as one of": (lambda: C("a").is_in([1, None]), "none of them null"),
    "an empty prefix": (lambda: C("a").starts_with(""), "at least one character"),
    "a table without rows": (lambda: e.Rows(("a",), ()), "a table in a query has rows"),
    "a column of unknown type": (lambda: e.Rows(("a",), ((None,),)), "a first row without gaps"),
    "stacking different tables": (lambda: e.Union((EVENTS, PEOPLE)), "have the same columns"),
    "a join on nothing": (lambda: e.Join(EVENTS, PEOPLE, ()), "joined on at least one column"),
    "two columns of one name": (
        lambda: e.Join(PEOPLE, e.Scan("others", ("person_id", "mask")), ("person_id",)),
        "both tables have mask: rename one",
    ),
    "a mask of too many bits": (lambda: e.HasAny(C("mask"), 2**63), "is not a mask of 1 to 63 bits"),
    "a mask of none": (lambda: e.BitCount(C("mask"), 0), "0 is not a mask"),
    "weights of several bits": (lambda: e.Score(C("mask"), ((3, 1.0),)), "weights to single bits, each once"),
    "a name twice": (lambda: e.bits_of(["copd", "copd"]), "each once; 2 were given"),
    "bands out of order": (lambda: e.NamedBand(C("age"), ((5, "b"), (0, "a"))), "from low to high"),
    "a band of no width": (lambda: e.Band(C("age"), 0, 1), "at least one wide"),
    "fields that need too many bits": (
        lambda: e.Packing({"a": 40, "b": 24}),
        "63 together at most: {'a': 40",
    ),
    "a field that is not there": (lambda: e.Packing({"a": 4}).pack({"b": C("x")}), "there is no field b; there are a"),
    "a number in place of a column": (lambda: e.Numbered(EVENTS, "code", "date"), "has a column date already"),
    "beginnings of a length left out": (
        lambda: e.CodelistMatch(EVENTS, e.codelist({"I1": 1, "E11": 2}), prefix_lengths=(3,)),
        r"names each length once; \[2\] are left out",
    ),
    "a mask that is there already": (
        lambda: e.CodelistMatch(e.Scan("events", ("code", "mask")), e.codelist({"I1": 1})),
        "a column named mask already",
    ),
    "flags of nobody": (
        lambda: e.AsOfFlags(e.CodelistMatch(EVENTS, e.codelist({"I1": 1})), (), DAY),
        "name the columns that tell them apart",
    ),
    "a latest value of nobody": (lambda: e.LatestValue(EVENTS, (), ("code",), DAY), "has a key"),
    "a measure with a name taken": (lambda: e.GroupBy(EVENTS, ("code",), {"code": e.Count()}), "no name for both"),
    "a quantile past the end": (lambda: e.Quantiles(PEOPLE, (), C("age"), {"most": 1.1}), "between 0 and 1"),
    "months backwards": (lambda: e.MonthSeries(EVENTS, (), DAY, date(2025, 2, 28)), "the last month comes before"),
    "a standard without people": (
        lambda: e.StandardRateInputs(PEOPLE, (), "mask", "mask", {}, "age"),
        "the standard population has no bands",
    ),
    "work on a sorted table": (
        lambda: e.explain(e.Filter(e.Sorted(EVENTS, ("date",)), C("code").is_null())),
        "sort the last table only",
    ),
    "two steps of one name": (
        lambda: e.explain(
            e.Join(
                e.Distinct(EVENTS, label="one"), e.Distinct(e.keep(PEOPLE, "person_id"), label="one"), ("person_id",)
            )
        ),
        "are called one",
    ),
    "a step with the name of a table": (
        lambda: e.explain(e.Distinct(e.Distinct(EVENTS, label="events"))),
        "are called events",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_plan_is_refused(what: str) -> None:
    make, words = REFUSED[what]
    with pytest.raises(e.PlanError, match=words):
        make()


def test_a_step_that_two_rest_on_is_written_once() -> None:
    adults = e.Filter(PEOPLE, C("age") >= 18, label="adults")
    ill = e.Filter(adults, e.HasAny(C("mask"), 1))
    query = e.explain(e.Without(adults, ill, ("person_id",)))
    assert query.count("from persons") == 1
    assert query.count("adults as (") == 1


def test_query_reads_from_top_to_bottom() -> None:
    flags = e.AsOfFlags(e.CodelistMatch(EVENTS, e.codelist({"I10": 1}), label="matched"), ("person_id",), DAY)
    assert e.explain(flags) == (
        "with\n"
        "codelist as (\n"
        "  select\n    code,\n    mask\n  from (values\n    ('I10', 1)\n  ) as given(code, mask)\n"
        "),\n"
        "matched as (\n"
        "  select\n    e.person_id,\n    e.date,\n    e.code,\n    c.mask\n"
        "  from events as e\n  inner join codelist as c on e.code = c.code\n"
        ")\n"
        "select\n  person_id,\n  bit_or(mask) as mask\nfrom matched\n"
        "where date <= cast('2025-03-31' as date)\ngroup by person_id"
    )
