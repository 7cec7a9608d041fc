"""Where tables of people and events are worked out: one small plan, written as SQL for several engines.

A plan is made of some forty small primitives and holds no data. :func:`explain` shows its query; :func:`open_engine`
gives an engine that runs it: DuckDB, which is inside, or Spark, for data that outgrow one machine. Only aggregates come
back.
"""

from commonweal.engines.dialects import DIALECTS, explain
from commonweal.engines.engine import ENGINES, Engine, open_engine
from commonweal.engines.events import AsOfFlags, CodelistMatch, LatestValue, codelist
from commonweal.engines.expressions import Column, Condition, Literal, Plain, Value, value
from commonweal.engines.grouping import GroupBy, pivot
from commonweal.engines.joining import Join, With, Without
from commonweal.engines.masks import BitCount, Gained, HasAll, HasAny, Joined, Lost, Score, bits_of
from commonweal.engines.measures import AllBits, Count, DistinctCount, Greatest, Least, Measure, Sum, WholeSum
from commonweal.engines.names import PlanError
from commonweal.engines.packing import Numbered, Packing
from commonweal.engines.plan import Plan, Rows, Scan
from commonweal.engines.quantiles import Quantiles
from commonweal.engines.result import Result
from commonweal.engines.row_by_row import Derive, Distinct, Filter, Sorted, Union, keep, rename
from commonweal.engines.series import MonthSeries, StandardRateInputs
from commonweal.engines.values import AgeAt, Band, Choose, DaysBetween, MonthNumber, NamedBand, Priority, Ratio, Whole

__all__ = [
    "DIALECTS",
    "ENGINES",
    "AgeAt",
    "AllBits",
    "AsOfFlags",
    "Band",
    "BitCount",
    "Choose",
    "CodelistMatch",
    "Column",
    "Condition",
    "Count",
    "DaysBetween",
    "Derive",
    "Distinct",
    "DistinctCount",
    "Engine",
    "Filter",
    "Gained",
    "Greatest",
    "GroupBy",
    "HasAll",
    "HasAny",
    "Join",
    "Joined",
    "LatestValue",
    "Least",
    "Literal",
    "Lost",
    "Measure",
    "MonthNumber",
    "MonthSeries",
    "NamedBand",
    "Numbered",
    "Packing",
    "Plain",
    "Plan",
    "PlanError",
    "Priority",
    "Quantiles",
    "Ratio",
    "Result",
    "Rows",
    "Scan",
    "Score",
    "Sorted",
    "StandardRateInputs",
    "Sum",
    "Union",
    "Value",
    "Whole",
    "WholeSum",
    "With",
    "Without",
    "bits_of",
    "codelist",
    "explain",
    "keep",
    "open_engine",
    "pivot",
    "rename",
    "value",
]
