"""Stages of a run that are kept until it ends, so that a run which was stopped goes on where it was."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from commonweal.problems import BadInput, Problem

SUMMARY = "summary.json"


@dataclass(frozen=True)
class Workplace:
    """Where a run works, beside its result.

    Args:
        stages: Finished stages, named by what they rest on.
        spill: What does not fit in memory.
        result: The folder that becomes the result.
    """

    stages: Path
    spill: Path
    result: Path

    def stage(self, name: str, *rests_on: str) -> Path:
        """The file of a stage; the same inputs and plan have the same name, others another."""
        print_ = hashlib.sha256("\0".join(rests_on).encode()).hexdigest()[:24]
        return self.stages / f"{name}-{print_}.parquet"


@contextmanager
def workplace(out: Path) -> Iterator[Workplace]:
    """Work in a hidden folder beside ``out``; all of it becomes ``out`` at the end, in one move.

    A run that fails or is killed leaves what was at ``out`` as it was; one that is killed between the two moves at its
    very end leaves it beside ``out``, and the next run puts it back before it does anything else. Finished stages stay
    beside it for the next try and go when a run ends well.

    Raises:
        BadInput: There is something at ``out`` that is no result of a run, or the folder cannot be made.
    """
    out = out.absolute()
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / SUMMARY).is_file())):
        raise BadInput(
            Problem("there is something here that is no result of a run", file=str(out), do="name a new folder")
        )
    work = out.parent / f".{out.name}.work"
    before = work / "before"
    place = Workplace(work / "stages", work / "spill", work / f"result-{os.getpid()}")
    try:
        _put_back(before, out)
        for folder in (place.spill, *work.glob("result-*")):
            shutil.rmtree(folder, ignore_errors=True)
        for folder in (place.stages, place.spill, place.result):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(Problem(f"the folder cannot be made: {error.strerror}", file=str(work))) from error
    try:
        yield place
        _to_disk(place.result)
        _move(place.result, out, before)
    except BaseException:
        shutil.rmtree(place.result, ignore_errors=True)
        shutil.rmtree(place.spill, ignore_errors=True)
        _put_back(before, out)
        if not any(place.stages.iterdir()):
            shutil.rmtree(work, ignore_errors=True)
        raise
    shutil.rmtree(work, ignore_errors=True)


def _put_back(before: Path, out: Path) -> None:
    """The old result back to its place, where a run was stopped after it was moved away and before the new one came."""
    if (before / SUMMARY).is_file() and not (out.exists() and any(out.iterdir())):
        before.replace(out)


def _move(result: Path, out: Path, before: Path) -> None:
    if out.exists() and any(out.iterdir()):
        shutil.rmtree(before, ignore_errors=True)
        out.replace(before)
    result.replace(out)
    folder = os.open(out.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _to_disk(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
