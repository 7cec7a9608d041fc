"""Aggregates that may be shown: a folder of tables after disclosure control, which is all that the site reads.

They are made from sealed people on some days, and say which run, versions and rule they come from.
"""

from commonweal.population.aggregates.contract import (
    ALL,
    LEVELS,
    OPTIONAL,
    TABLES,
    Manifest,
    PopulationAggregates,
    read_aggregates,
    write_aggregates,
)

__all__ = [
    "ALL",
    "LEVELS",
    "OPTIONAL",
    "TABLES",
    "Manifest",
    "PopulationAggregates",
    "read_aggregates",
    "write_aggregates",
]
