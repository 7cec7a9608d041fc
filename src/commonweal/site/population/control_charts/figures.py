"""Published series of access to care, read once while the data folder is the same."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path

from commonweal.home import data_folder
from commonweal.reference import DataFile
from commonweal.site.population.data_stamp import whole_stamp
from commonweal.wiring.access_files import AccessSeries, missing_access_files, read_access_series

_READING = threading.Lock()


def series() -> dict[tuple[str, str], AccessSeries]:
    """Every series, by measure and level; empty where the data folder has none of the files.

    Raises:
        BadInput: A file is there and faulty.
    """
    folder = data_folder()
    if folder is None:
        return {}
    with _READING:
        return _read(folder, whole_stamp(folder))


def missing() -> list[DataFile]:
    """The files that the data folder lacks."""
    folder = data_folder()
    return missing_access_files(folder)


@lru_cache(maxsize=2)
def _read(folder: Path, stamp: object) -> dict[tuple[str, str], AccessSeries]:
    return read_access_series(folder)
