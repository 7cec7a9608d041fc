"""A plan for each primitive, keyed by case: what the parity tests run on every engine."""

from __future__ import annotations

from datetime import date
from functools import cache

from commonweal import engines as e

DAY = date(2025, 3, 31)
C = e.Column
FACTS = e.Scan(
    "facts",
    (
        "case_id",
        "row_id",
        "person_id",
        "born",
        "day",
        "amount",
        "whole",
        "band",
        "small",
        "word",
        "code",
        "before",
        "after",
    ),
)
OTHERS = e.Scan("others", ("case_id", "person_id", "extra", "note"))
BITS = 1 + 4 + 2**31 + 2**40
WORDS = ("it's", "back\\slash", "per%cent_", "a\nB", "")
FIELDS = e.Packing({"band": 3, "small": 5, "free": 32, "row": 23})
KEY = ("case_id", "person_id")
CODES = e.codelist({"I10": 1, "I1": 2, "E11": 4 + 1, "é1": 2**40, "I10.9": 8})
BEGINNINGS = e.codelist({"I": 1, "I10": 2, "E1": 4, "é": 2**40})


def flag(condition: e.Condition) -> e.Value:
    """A condition as 1, 0 or unknown, so that unknown can be told from false."""
    return e.Choose(condition, e.value(1), e.Choose(~condition, e.value(0), e.value(None)))


VALUES: dict[str, e.Value] = {
    "age": e.AgeAt(C("born"), C("day")),
    "age_on_a_day": e.AgeAt(C("born"), e.value(DAY)),
    "age_doubled": e.AgeAt(C("born"), C("day")) * 2,
    "age_less": e.value(100) - e.AgeAt(C("born"), C("day")),
    "days": e.DaysBetween(C("born"), C("day")),
    "days_less": e.value(0) - e.DaysBetween(C("born"), C("day")) * 3,
    "month": e.MonthNumber(C("day")),
    "whole_of": e.Whole(C("amount")),
    "whole_less": e.Whole(e.value(0) - C("amount")),
    "ratio": e.Ratio(C("amount"), C("whole")),
    "ratio_of_wholes": e.Ratio(C("whole"), C("band")),
    "ratio_of_sums": e.Ratio(C("amount") + C("whole"), C("band") - 1),
    "ratio_over_ratio": e.Ratio(C("amount"), e.Ratio(C("whole"), e.value(4))),
    "difference_in_brackets": C("whole") - (C("band") - C("whole")),
    "product_of_sums": (C("whole") + 1) * (C("band") - 2),
    "literal_below_nought": C("whole") - -3,
    "small_times": C("small") * 1000 - 128,
    "small_band": e.Band(C("small"), 10, 12),
    "fraction": C("amount") * 0.1 + 0.2,
    "age_band": e.Band(C("whole"), 5, 18),
    "amount_band": e.Band(C("amount"), 2, 3),
    "named_band": e.NamedBand(C("amount"), ((-1, "low"), (0.25, "it's"), (5, "high"))),
    "prefix": e.Choose(C("code").starts_with("I1"), e.value("I1"), C("code").or_else("none")),
    "segment": e.Priority(((e.HasAny(C("before"), 4), "four"), (C("band") >= 2, "wide")), "rest"),
    "segment_of_known": e.Priority(((C("band").or_else(9) >= 2, "wide"),), "rest"),
    "either": e.Joined(C("before"), C("after")),
    "gained": e.Gained(C("before"), C("after")),
    "lost": e.Lost(C("before"), C("after")),
    "changed_bits": e.BitCount(e.Gained(C("before"), C("after"))) + e.BitCount(e.Lost(C("before"), C("after"))),
    "bits": e.BitCount(C("before")),
    "packed": FIELDS.pack({"row": C("row_id"), "band": C("band")}),
    "unpacked": FIELDS.field(C("before"), "free") * 1 + FIELDS.field(C("after"), "small") * 100,
    "unpacked_again": FIELDS.field(FIELDS.pack({"row": C("row_id"), "band": C("band")}), "row"),
    "bits_thrice": e.BitCount(C("before")) * 3,
    "bits_among": e.BitCount(C("before"), BITS),
    "score": e.Score(C("before"), ((1, 0.08), (4, -1.5), (2**31, 2.5), (2**40, 1e-3))),
    "score_tripled": e.Score(C("before"), ((1, 0.1), (2, 0.2))) * 3,
}
CONDITIONS: dict[str, e.Condition] = {
    "field_set": FIELDS.sets(C("before"), "small"),
    "any_bit": e.HasAny(C("before"), BITS),
    "all_bits": e.HasAll(C("before"), 5),
    "no_bit": ~e.HasAny(C("after"), BITS),
    "mixed": (C("whole") > 0) & (C("band") < 2) | (C("word").equals("it's") & ~(C("amount") <= 0)),
    "other_order": (C("whole") > 0) & ((C("band") < 2) | C("word").equals("a")),
    "denied": ~((C("whole") > 0) | C("code").is_null()),
    "in_words": C("word").is_in(WORDS),
    "not_in_words": ~C("word").is_in(WORDS),
    "same_day": C("born").equals(C("day")),
    "since": C("day") >= date(2024, 2, 29),
    "differs": C("whole").differs(C("band")),
}
ONE_MASK = e.rename(e.Derive(FACTS, {}, ("case_id", "row_id", "person_id", "day", "before")), {"before": "mask"})

PLANS: dict[str, e.Plan] = {
    "scan": FACTS,
    "filter": e.Filter(FACTS, CONDITIONS["mixed"]),
    "filter_unknown": e.Filter(FACTS, ~CONDITIONS["in_words"]),
    "values": e.Derive(FACTS, VALUES, ("row_id",)),
    "conditions": e.Derive(FACTS, {name: flag(held) for name, held in CONDITIONS.items()}, ("row_id",)),
    "replace": e.Derive(FACTS, {"whole": C("whole") + 1, "band": C("whole")}, ("row_id", "whole")),
    "rows": e.Rows(
        ("place", "word", "day", "share"),
        (
            (1, "a", DAY, 0.5),
            (2**40, "it's", date(2024, 2, 29), -1e-7),
            (-3, None, None, None),
            (1, WORDS[1], DAY, 1.0),
        ),
    ),
    "distinct": e.Distinct(e.keep(FACTS, "case_id", "person_id", "word")),
    "union": e.Union((e.keep(FACTS, "case_id", "person_id"), e.keep(OTHERS, "person_id", "case_id"))),
    "sorted": e.Sorted(e.keep(FACTS, "word", "amount", "day", "case_id"), ("case_id", "day")),
    "numbered": e.Numbered(e.Distinct(e.keep(FACTS, "word", "case_id")), "word", "number"),
    "join": e.Join(FACTS, OTHERS, KEY),
    "join_every_left": e.Join(FACTS, OTHERS, KEY, every_left=True, fill={"extra": -1}),
    "with": e.With(FACTS, OTHERS, KEY),
    "without": e.Without(FACTS, OTHERS, KEY),
    "codelist": e.CodelistMatch(FACTS, CODES),
    "codelist_of_beginnings": e.CodelistMatch(FACTS, BEGINNINGS, prefix_lengths=(1, 2, 3)),
    "as_of_flags": e.AsOfFlags(ONE_MASK, KEY, DAY, "day"),
    "as_of_flags_of_a_year": e.AsOfFlags(
        e.CodelistMatch(FACTS, BEGINNINGS, prefix_lengths=(3, 1, 2)), KEY, DAY, "day", 366, 7 + 2**40
    ),
    "latest": e.LatestValue(FACTS, KEY, ("amount", "word"), DAY, "day"),
    "latest_of_a_year": e.LatestValue(FACTS, ("case_id",), ("word", "whole", "person_id"), DAY, "day", 365),
    "groups": e.GroupBy(
        FACTS,
        ("case_id", "person_id"),
        {
            "n": e.Count(),
            "wide": e.Count(C("band") > 1),
            "sum": e.Sum(C("amount")),
            "sum_where": e.Sum(C("amount"), C("band") > 1),
            "whole_sum": e.WholeSum(C("whole")),
            "whole_where": e.WholeSum(C("whole") * 2, ~C("word").equals("a")),
            "small_sum": e.WholeSum(C("small")),
            "words": e.DistinctCount(C("word")),
            "first": e.Least(C("day")),
            "last": e.Greatest(C("word")),
            "masks": e.AllBits(C("before")),
        },
    ),
    "pivot": e.pivot(FACTS, ("case_id",), "word", {"its": "it's", "slash": "back\\slash"}, C("amount")),
    "quantiles": e.Quantiles(
        FACTS, ("case_id",), C("amount"), {"lowest": 0, "p10": 0.1, "median": 0.5, "p90": 0.9, "highest": 1}
    ),
    "quantiles_of_wholes": e.Quantiles(FACTS, KEY, C("whole") + C("band"), {"quarter": 0.25}),
    "months": e.MonthSeries(FACTS, ("case_id", "band"), date(2024, 2, 5), date(2025, 4, 1), "day"),
    "standard_rate": e.StandardRateInputs(
        e.GroupBy(FACTS, ("case_id", "person_id", "band"), {"ill": e.Count(C("whole") > 0), "everyone": e.Count()}),
        ("case_id", "person_id"),
        "ill",
        "everyone",
        {0: 1000, 1: 2500.5, 3: 7},
    ),
    # Nothing by which to group: one row for the whole table, an empty one too.
    "whole_table": e.GroupBy(FACTS, (), {"n": e.Count(), "sum": e.Sum(C("amount")), "masks": e.AllBits(C("before"))}),
    "whole_table_quantile": e.Quantiles(FACTS, (), C("amount"), {"median": 0.5}),
    "whole_table_months": e.MonthSeries(FACTS, (), date(2025, 1, 1), date(2025, 4, 1), "day"),
}


def _job() -> e.Plan:
    """Many primitives on one another, as in the population run, with a step that two rest on."""
    flags = e.AsOfFlags(e.CodelistMatch(FACTS, CODES), KEY, DAY, "day", None, 15 + 2**40, label="flags")
    everyone = e.Distinct(e.keep(FACTS, *KEY, "band"), label="everyone")
    people = e.Join(everyone, flags, KEY, every_left=True, fill={"mask": 0}, label="people")
    alike = e.GroupBy(people, ("case_id", "band", "mask"), {"n": e.Count()}, label="alike")
    scored = e.Derive(alike, {"conditions": e.BitCount(C("mask"), 15), "score": e.Score(C("mask"), ((1, 0.5), (4, 2)))})
    totals = e.GroupBy(scored, ("case_id",), {"people": e.WholeSum(C("n")), "score": e.Sum(C("n") * C("score"))})
    many = e.GroupBy(e.Filter(scored, C("conditions") >= 2), ("case_id",), {"many": e.WholeSum(C("n"))})
    return e.Join(totals, many, ("case_id",), every_left=True, fill={"many": 0})


PLANS["job"] = _job()


@cache
def query_of(name: str, dialect: str) -> str:
    """The query of a plan, translated once."""
    return e.explain(PLANS[name], dialect)
