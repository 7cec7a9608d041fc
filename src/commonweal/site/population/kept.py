"""The aggregates that the pages read: the newest that were kept, checked once and held while they are."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.db.models import QuerySet

from commonweal.home import home
from commonweal.population.aggregates import PopulationAggregates, read_aggregates
from commonweal.problems import BadInput
from commonweal.site.population.models import KeptAggregates

KEPT_IN_MEMORY = 4


def folder_of(digest: str) -> Path:
    """Where aggregates lie in the installation."""
    return home() / "population" / "aggregates" / digest


def on_the_pages() -> QuerySet[KeptAggregates]:
    """What was kept and not taken down, the newest first."""
    return KeptAggregates.objects.filter(taken_down_at=None)


def current_aggregates(system: str = "") -> PopulationAggregates | None:
    """The newest aggregates, of a system or of any; None where none were kept.

    Aggregates whose files are gone or were changed are passed over, so that nothing unproved is shown.

    Args:
        system: Code of the system; empty for whichever was kept last.
    """
    rows = on_the_pages()
    for row in rows.filter(system=system) if system else rows:
        try:
            found = _read(str(folder_of(row.digest)))
        except BadInput:
            continue
        if found.manifest.digest == row.digest:
            return found
    return None


def kept_systems() -> list[tuple[str, str]]:
    """Code and title of each system whose aggregates are kept, the newest first."""
    found: dict[str, str] = {}
    for system, title in on_the_pages().values_list("system", "title"):
        found.setdefault(system, title)
    return list(found.items())


def read_beforehand() -> list[PopulationAggregates]:
    """Read the newest folders that lie in the installation, so that no visitor waits; the database is not asked."""
    try:
        folders = sorted(folder_of("any").parent.glob("[0-9a-f]*"), key=lambda one: one.stat().st_mtime)
    except OSError:
        return []
    found = []
    for folder in folders[-KEPT_IN_MEMORY:]:
        try:
            found.append(_read(str(folder)))
        except BadInput:  # the page passes it over too
            continue
    return found


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _read(folder: str) -> PopulationAggregates:
    return read_aggregates(Path(folder))
