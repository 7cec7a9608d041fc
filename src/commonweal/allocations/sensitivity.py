"""How far a place's index moves when the shares of its components move: the table behind a tornado chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from commonweal.allocations.component_shares import ComponentShares
from commonweal.allocations.partition import Partition
from commonweal.allocations.places import place_need

Figures = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ShareSensitivity:
    """Place indices with one component's share moved down and up, all others scaled to make room.

    Args:
        components: The shares that were moved.
        shift: How far each share was moved, as a fraction of the whole.
        published: Index of each part to its ICB, as the file has it.
        modelled: The same from the components and their shares.
        lower, upper: Modelled index by component, with its share moved down and up. Shape of each: parts.
    """

    components: ComponentShares
    shift: float
    published: Figures
    modelled: Figures
    lower: Mapping[str, Figures]
    upper: Mapping[str, Figures]

    @property
    def model_error(self) -> float:
        """The most that a modelled index differs from the file's, as a fraction; nan parts are passed over."""
        off = np.abs(self.modelled / self.published - 1.0)
        off = off[~np.isnan(off)]
        return float(off.max()) if off.size else 0.0

    def tornado(self, part: int) -> list[dict[str, Any]]:
        """One row per component for one part, the widest bar first: the change in its index, down and up.

        Args:
            part: Its position in the partition.
        """
        base = float(self.modelled[part])
        rows = [
            {
                "component": name,
                "share": share,
                "share_down": max(0.0, share - self.shift),
                "share_up": min(1.0, share + self.shift),
                "change_down": float(self.lower[name][part]) - base,
                "change_up": float(self.upper[name][part]) - base,
            }
            for name, share in self.components.shares.items()
        ]
        return sorted(rows, key=lambda row: -abs(row["change_up"] - row["change_down"]))

    def reach(self) -> Figures:
        """The widest change, up or down, that any one component makes to each part's index."""
        changes = [np.abs(values - self.modelled) for side in (self.lower, self.upper) for values in side.values()]
        return np.asarray(np.max(changes, axis=0))


def share_sensitivity(partition: Partition, components: ComponentShares, *, shift: float = 0.05) -> ShareSensitivity:
    """Move each component's share down and up, and work every place's index anew.

    Each component's weighted population sums to England's population, so any blend whose shares sum to 1 is a weighted
    population too, and the index of a place to its ICB follows.

    Args:
        partition: The places.
        components: The shares to move.
        shift: How far, as a fraction of the whole: 0.05 moves a share of 0.62 to 0.57 and 0.67.

    Example:
        >>> from commonweal.allocations.membership import members_from_pairs
        >>> from commonweal.allocations.partition import partition_practices
        >>> from commonweal.allocations.practice_file import practice_file_from_columns
        >>> file = practice_file_from_columns({"practice": ["P1", "P2"], "icb": ["Q1", "Q1"], "population": [100, 100],
        ...     "wp_core": [100, 100], "wp_primary_medical_need": [120, 80], "wp_health_inequalities": [80, 120],
        ...     "wp_primary_medical": [114, 86]})
        >>> places = partition_practices(file, members_from_pairs([("P1", "North"), ("P2", "South")]))
        >>> from commonweal.allocations.component_shares import primary_medical_shares
        >>> found = share_sensitivity(places, primary_medical_shares(file, 0.15))
        >>> [(row["component"], round(row["change_up"], 3)) for row in found.tornado(0)]
        [('primary_medical_need', 0.02), ('health_inequalities', -0.02)]
    """
    names = tuple(components.shares)
    need = place_need(partition, (components.service, *names))
    own, of_icb = need.index_to_england[:, 1:], need.icb_weighted[:, 1:] / need.icb_population[:, None]

    def index(shares: Mapping[str, float]) -> Figures:
        mix = np.array([shares[name] for name in names])
        return np.asarray(own @ mix / (of_icb @ mix))

    return ShareSensitivity(
        components=components,
        shift=shift,
        published=need.index_to_icb[:, 0],
        modelled=index(components.shares),
        lower={name: index(moved(components.shares, name, -shift)) for name in names},
        upper={name: index(moved(components.shares, name, shift)) for name in names},
    )


def moved(shares: Mapping[str, float], name: str, by: float) -> dict[str, float]:
    """Shares with one moved, kept between 0 and 1, and the others scaled so that all sum to 1.

    Example:
        >>> moved({"a": 0.5, "b": 0.3, "c": 0.2}, "a", 0.1)
        {'a': 0.6, 'b': 0.24, 'c': 0.16}
    """
    new = min(1.0, max(0.0, shares[name] + by))
    rest = 1.0 - shares[name]
    return {
        other: new if other == name else round(share * (1.0 - new) / rest, 15) if rest > 0 else 0.0
        for other, share in shares.items()
    }
