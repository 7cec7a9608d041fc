"""Reproducing the published allocations from the publisher's own files, and holding them against the bundled tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from commonweal import reference
from commonweal.allocations.arrays import FloatArray, positions, sum_by
from commonweal.allocations.data_files import DataFiles, find_data_files
from commonweal.allocations.practice_columns import practice_codes, practice_meanings
from commonweal.allocations.practice_file import PracticeFile, read_practice_file
from commonweal.allocations.published import STREAM_YEARS, bundled_table, bundled_weights
from commonweal.allocations.published_table import PublishedTable
from commonweal.allocations.workbook import read_allocation_workbook
from commonweal.problems import BadInput, Problem, Problems
from commonweal.tables import read_table

_SAME = 1e-12


@dataclass(frozen=True)
class FromFiles:
    """What a folder's files hold, ready to be reproduced.

    Args:
        tables: Published figures of every stream and year that has a policy, in the usual order.
        running_costs: Published running costs, of every version met.
        weighted: Core weighted people by year, summed from practices in the order of that year's core table.
        practices: How many practices each year's sum is made of.
        checks: What was compared with the bundled tables, one sentence each.
        differing: Where the files differ from the bundled tables, one sentence each.
    """

    tables: tuple[PublishedTable, ...]
    running_costs: tuple[PublishedTable, ...]
    weighted: dict[str, FloatArray]
    practices: dict[str, int]
    checks: tuple[str, ...]
    differing: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class CorePractices:
    """What the core target is summed from.

    Args:
        practices: Practice codes.
        icbs: The ICB of each.
        weighted: (n,) core weighted people; missing where the file has none.
        file: Name of the file.
    """

    practices: tuple[str, ...]
    icbs: tuple[str, ...]
    weighted: FloatArray
    file: str

    @classmethod
    def of(cls, file: PracticeFile) -> CorePractices:
        """Of a practice file that has been read whole."""
        return cls(file.practices, tuple(file.area("icb").codes()), file.weights("core"), file.stamp.name)


def read_folder(folder: Path, files: DataFiles | None = None) -> FromFiles:
    """Read the workbooks and practice files of a folder and compare them with the bundled tables.

    Args:
        folder: Where the files lie; they are told apart by their contents.
        files: What was found there already.

    Raises:
        BadInput: A file cannot be read, or a stream, year or practice file that is needed is not there.
    """
    files = files or find_data_files(folder)
    held = [table for path in files.workbooks for table in read_allocation_workbook(path, with_ledger=False)]
    by_place, chosen = _one_of_each(held)
    missing = [
        f"{stream.replace('_', ' ')} {', '.join(year for year, _ in group)}"
        for stream, group in groupby(
            ((year, stream) for stream, year in STREAM_YEARS if (stream, year) not in by_place),
            key=lambda each: each[1],
        )
    ]
    problems = Problems()
    if missing:
        # The list is part of the sentence: what is quoted as given is cut when it is long.
        problems.add(
            f"no workbook in this folder holds {'; '.join(missing)}",
            file=str(folder),
            do="see `commonweal data` for where the workbooks are offered, or leave --data out to use the bundled "
            "tables",
        )
    years = [year for stream, year in STREAM_YEARS if stream == "core"]
    practice_files, unused = _practice_files(files.practice_files, years, problems)
    problems.raise_if_any()
    tables = tuple(by_place[place] for place in STREAM_YEARS)
    weighted = {year: core_by_icb(practice_files[year], by_place["core", year].codes) for year in years}
    checks, differing = _against_bundled(tables, weighted)
    return FromFiles(
        tables=tables,
        running_costs=tuple(table for table in held if table.stream == "running_costs"),
        weighted=weighted,
        practices={year: len(practice_files[year].practices) for year in years},
        checks=(*chosen, *unused, *checks),
        differing=differing,
    )


def core_by_icb(practices: CorePractices, codes: Sequence[str]) -> FloatArray:
    """Core weighted people of each ICB, summed from its practices.

    Args:
        practices: The practices of a year.
        codes: The ICBs, in the order that is wanted.

    Raises:
        BadInput: An ICB has no practice, an ICB of the file is not wanted, or a practice has no weighted population.
    """
    problems = Problems()
    for code in sorted(set(codes) - set(practices.icbs)):
        problems.add("no practice of this ICB is in the file", file=practices.file, given=code)
    for code in sorted(set(practices.icbs) - set(codes)):
        problems.add("the file has practices of an ICB that has no allocation", file=practices.file, given=code)
    blank = np.flatnonzero(np.isnan(practices.weighted))
    if blank.size:
        problems.add(
            f"{blank.size} practices have no core weighted population",
            file=practices.file,
            given=", ".join(practices.practices[place] for place in blank[:5]),
            do="use a year whose file is complete",
        )
    problems.raise_if_any()
    return sum_by(practices.weighted, positions(practices.icbs, codes), len(codes))


def _one_of_each(
    held: Sequence[PublishedTable],
) -> tuple[dict[tuple[str, str], PublishedTable], tuple[str, ...]]:
    """One table for each stream and year; of several, one that agrees with the bundled table, and this is told."""
    every: dict[tuple[str, str], list[PublishedTable]] = {}
    for table in held:
        every.setdefault((table.stream, table.year), []).append(table)
    chosen, told = {}, []
    for place, tables in every.items():
        agree = [table for table in tables if len(tables) > 1 and place in STREAM_YEARS and not _differing(table)[1]]
        chosen[place] = (agree or tables)[0]
        others = sorted({table.file for table in tables} - {chosen[place].file})
        if others:
            name = f"{place[0].replace('_', ' ')} {place[1]}"
            told.append(f"{name} stands in several workbooks: {chosen[place].file} was used, not {', '.join(others)}")
    return chosen, tuple(told)


def _practice_files(
    paths: Sequence[Path], years: Sequence[str], problems: Problems
) -> tuple[dict[str, CorePractices], tuple[str, ...]]:
    """One practice file for each year, a published edition before any other, and which were not used.

    Editions of one year carry the same core column, so the first is enough.
    """
    editions = {row["sha256"]: row["year"] for row in reference.rows("allocations/practice_file_editions")}
    known = {path: editions.get(_sha256(path)) for path in paths}
    found: dict[str, CorePractices] = {}
    unused: list[str] = []
    for path in sorted(paths, key=lambda each: known[each] is None):
        year = known[path]
        if year is None:
            whole = read_practice_file(path)
            if whole.year in found:
                used = found[whole.year].file
                unused.append(f"{path.name} was not used for {whole.year}: {used} is here too")
            elif whole.year in years:
                found[str(whole.year)] = CorePractices.of(whole)
        elif year in years and year not in found:
            found[year] = _core_columns(path)
    for year in years:
        if year not in found:
            problems.add(
                f"there is no practice file of {year} in this folder",
                do="see `commonweal data` for where it is offered, or leave --data out to use the bundled sums",
            )
    return found, tuple(unused)


def _core_columns(path: Path) -> CorePractices:
    """The three columns that are summed, of a file that is byte for byte a published edition: its year is known."""
    wanted = [meaning for meaning in practice_meanings() if meaning.name in ("practice", "icb", "wp_core")]
    table = read_table(path, wanted)
    icbs = tuple(str(code) for code in table.text("icb"))
    return CorePractices(practice_codes(table), icbs, table.number("wp_core"), path.name)


def _sha256(path: Path) -> str:
    import hashlib

    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise BadInput(Problem(f"the file cannot be read: {error.strerror}", file=str(path))) from error


def _against_bundled(
    tables: Sequence[PublishedTable], weighted: dict[str, FloatArray]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    compared, differing = 0, []
    for table in tables:
        figures, sentences = _differing(table)
        compared += figures
        differing += sentences
    sums = 0
    for year, values in weighted.items():
        codes = next(table.codes for table in tables if (table.stream, table.year) == ("core", year))
        ours = bundled_weights(year, codes)
        sums += ours.size
        wrong = np.flatnonzero(np.abs(values / ours - 1.0) > _SAME)
        differing += [f"core weighted people {year} of {codes[place]} differ from the bundled sum" for place in wrong]
    checks = (
        f"{compared:,} figures of the workbooks compared with the bundled tables",
        f"{sums} sums over practices compared with the bundled sums",
    )
    return checks, tuple(differing)


def _differing(table: PublishedTable) -> tuple[int, list[str]]:
    """How many figures of a table stand in the bundled one too, and a sentence for each that differs."""
    bundled = bundled_table(table.stream, table.year)
    if set(bundled.codes) != set(table.codes):
        return 0, [f"{table.stream} {table.year}: the file and the bundled table name different ICBs"]
    order = positions(table.codes, bundled.codes)
    compared, wrong = 0, []
    for name in table.figures:
        if name not in bundled.figures:
            continue
        ours, theirs = bundled.figures[name][order], table.figures[name]
        compared += ours.size
        wrong += [
            f"{table.stream} {table.year}, {name} of {table.codes[place]}: {_figure(theirs[place])} in {table.file}, "
            f"{_figure(ours[place])} bundled"
            for place in np.flatnonzero(np.abs(ours - theirs) > _SAME * np.maximum(1.0, np.abs(ours)))
        ]
    return compared, wrong


def _figure(value: float) -> str:
    """A figure as people write it, with all that tells it from another.

    Example:
        >>> _figure(2934146.0), _figure(0.0194171244659556), _figure(0.00001)
        ('2,934,146', '0.0194171244659556', '0.00001')
    """
    shown = f"{value:,.15g}"
    return f"{value:,.15f}".rstrip("0") if "e-" in shown else shown
