"""The published figures of practices that the pages read, joined and fitted once while the data folder is the same."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from commonweal.home import data_folder
from commonweal.population.deprivation.core20 import core20_curve, core20_shares, weighted
from commonweal.population.deprivation.practice_fifths import practice_fifths
from commonweal.population.prevalence import Comparison, PracticeFigures, compare, disease_registers
from commonweal.population.statistics.estimates import IntArray
from commonweal.problems import BadInput
from commonweal.site.population.data_stamp import whole_stamp
from commonweal.site.population.figures_on_disk import is_kept, keep, kept, key_of
from commonweal.site.population.figures_packed import packed, unpacked
from commonweal.wiring.deprivation_files import read_deprivation
from commonweal.wiring.practice_figures import find_practice_files, read_practice_figures

_READING = threading.Lock()


@dataclass(frozen=True, eq=False)
class Held:
    """What the pages read.

    Args:
        figures: Every practice.
        comparisons: Each register that is published, by its id.
        fifths: The fifth of each practice by deprivation.
        core20: The share in the most deprived fifth of England, by level and code; empty without the index. Counted for
            ICBs and places, estimated for networks and practices.
    """

    figures: PracticeFigures
    comparisons: dict[str, Comparison]
    fifths: IntArray
    core20: Mapping[str, Mapping[str, float]]


def held() -> Held | None:
    """The figures of England; None where the installation's data folder has not the files.

    Raises:
        BadInput: A file is there and faulty.
    """
    folder = data_folder()
    if folder is None:
        return None
    with _READING:  # the files are read once, not once for each visitor who came meanwhile
        return _read(folder, whole_stamp(folder))


def to_be_worked_out() -> Path | None:
    """The data folder whose figures no earlier start has kept; None where nothing has to be worked out anew."""
    try:
        folder = data_folder()
        if folder is None:
            return None
        find_practice_files(folder)
        return None if is_kept(key_of(folder)) else folder
    except BadInput:  # the pages that need the files say what is wrong
        return None


@lru_cache(maxsize=2)
def _read(folder: Path, stamp: object) -> Held | None:
    try:
        files = find_practice_files(folder)
    except BadInput:
        return None
    key = key_of(folder)
    found = kept(key)
    if found:
        texts, arrays = found
        try:
            figures, comparisons = unpacked(texts, arrays)
            return Held(figures, comparisons, practice_fifths(figures.deprivation), texts["core20"])
        except (KeyError, ValueError, TypeError):  # of another form, which the key should have told: worked out anew
            pass
    figures = read_practice_figures(files)
    comparisons = {}
    for register in disease_registers():
        try:
            comparisons[register.id] = compare(figures, register)
        except BadInput:  # a register that the file has not: the pages say that nothing is published
            continue
    if not comparisons:
        return None
    core20 = _core20(folder, figures)
    if key_of(folder) == key:  # else a file changed while it was read
        texts, arrays = packed(figures, comparisons)
        keep(key, texts | {"core20": core20}, arrays)
    return Held(figures, comparisons, practice_fifths(figures.deprivation), core20)


def _core20(folder: Path, figures: PracticeFigures) -> dict[str, dict[str, float]]:
    try:
        files = read_deprivation(folder)
    except BadInput:
        return {}
    found: dict[str, dict[str, float]] = {}
    for level, of in (("icb", files.boards), ("place", files.places)):
        counted = core20_shares(files.index, of) if of else None
        found[level] = dict(zip(counted.codes, counted.share.tolist(), strict=True)) if counted else {}
    if files.wards:
        shares = core20_curve(files.index, files.wards).estimate(figures.deprivation)
        for level in ("pcn", "practice"):
            found[level] = weighted(shares, figures.people(), figures.area_codes(level))
    return found
