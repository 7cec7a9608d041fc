"""What the acts of this room are called in words, for whoever reads the audit chain."""

from __future__ import annotations

from commonweal.site.audit.wording import name_kind, tell

tell(
    {
        "population.aggregates_kept": (
            "Aggregates put on the pages",
            "put {subject} on the population pages: {title}, as of {as_of}",
        ),
        "population.aggregates_taken_down": (
            "Aggregates taken off the pages",
            "took {subject} off the population pages: {title}, as of {as_of}",
        ),
    }
)
name_kind("aggregates", "the aggregates")
