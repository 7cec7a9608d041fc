"""The files of Wealdmarch and where they lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from commonweal.demo.reissue import Change

BANNER = (
    "Wealdmarch is fictional. Its people, practices, places, trusts, councils and pounds do not exist. "
    "It stands in for real practice files so that Commonweal can be tried without them."
)
"""To be shown wherever Wealdmarch is."""


@dataclass(frozen=True)
class DemoFiles:
    """What ``build`` wrote.

    Args:
        folder: Where the files lie.
        seed: What they were made from.
        icb_code: Code of the system, as the files have it.
        icb_name: Its name, which says that it is fictional.
        practices: Practice file in the layout of the 2025/26 place tool, first edition.
        practices_reissued: Second edition, which differs by ``changes``.
        members: Practice to network and place, dated.
        spend: What each place spends now on core and primary medical care.
        indicators: Indicators by practice, deprivation and its fifths among them.
        allocations: One row per stream in the columns of the bundled allocation tables.
        weighted_populations: Sums of both editions in the columns of the bundled weighted populations.
        bodies, memberships, successions: The organisations.
        changes_file: The differences between the editions, as a table.
        readme: What the files are.
        changes: The differences between the editions.
    """

    folder: Path
    seed: int
    icb_code: str
    icb_name: str
    practices: Path
    practices_reissued: Path
    members: Path
    spend: Path
    indicators: Path
    allocations: Path
    weighted_populations: Path
    bodies: Path
    memberships: Path
    successions: Path
    changes_file: Path
    readme: Path
    changes: tuple[Change, ...]

    @property
    def banner(self) -> str:
        """To be shown wherever Wealdmarch is."""
        return BANNER
