"""Whether anything changed in the data folder, told without reading it."""

from __future__ import annotations

from pathlib import Path

from commonweal.reference.recognition import folders_beside
from commonweal.site.organisations.register import folder_stamp


def whole_stamp(folder: Path) -> tuple[tuple[tuple[str, int, int], ...], ...]:
    """What is in the folder, in the folders right below it, and in those beside it that are read with it."""
    below = sorted(place for place in folder.iterdir() if place.is_dir())
    return tuple(folder_stamp(place) for place in dict.fromkeys((folder, *below, *folders_beside(folder))))
