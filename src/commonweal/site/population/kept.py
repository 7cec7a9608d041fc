"""The aggregates that the pages read: the newest that were kept, checked once and held while they are."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from commonweal.home import home
from commonweal.population.aggregates import PopulationAggregates, read_aggregates
from commonweal.problems import BadInput
from commonweal.site.population.models import KeptAggregates


def folder_of(digest: str) -> Path:
    """Where aggregates lie in the installation."""
    return home() / "population" / "aggregates" / digest


def current_aggregates(system: str = "") -> PopulationAggregates | None:
    """The newest aggregates, of a system or of any; None where none were kept.

    Aggregates whose files are gone or were changed are passed over, so that nothing unproved is shown.

    Args:
        system: Code of the system; empty for whichever was kept last.
    """
    rows = KeptAggregates.objects.all()
    for row in rows.filter(system=system) if system else rows:
        try:
            found = _read(str(folder_of(row.digest)))
        except BadInput:
            continue
        if found.manifest.digest == row.digest:
            return found
    return None


@lru_cache(maxsize=4)
def _read(folder: str) -> PopulationAggregates:
    return read_aggregates(Path(folder))
