"""The register that the pages read, made once for as long as the folder of public lists does not change."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from commonweal.home import data_folder
from commonweal.organisations.assembly import england
from commonweal.organisations.register import Register


def register() -> Register:
    """The register of England: from the folder that ``COMMONWEAL_DATA`` names, or from the bundled tables alone."""
    folder = data_folder()
    return _register(folder, folder_stamp(folder) if folder else ())


def has_lists() -> bool:
    """Whether a folder of public lists is named, so that practices, networks and trusts may be known."""
    return data_folder() is not None


def folder_stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What is in the folder, told without reading it: a changed file has another time or size."""
    held = [(path.name, path.stat()) for path in folder.iterdir()]
    return tuple(sorted((name, stat.st_size, stat.st_mtime_ns) for name, stat in held))


@lru_cache(maxsize=2)
def _register(folder: Path | None, stamp: tuple[tuple[str, int, int], ...]) -> Register:
    return england(folder, areas=False)
