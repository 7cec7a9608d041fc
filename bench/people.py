"""The made-up people of the person-level jobs: made once for all cases of a run, and used again by the next."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import tempfile
from pathlib import Path

MADE = Path(tempfile.gettempdir()) / "commonweal-bench-people"
AS_OF = datetime.date(2025, 3, 31)
"""Events up to and including this day count, and ages hold on it."""
MARKS = 1009
"""A score is also summed times the rest of the person's number by this, which tells whose it is."""
FEWER = "COMMONWEAL_BENCH_PEOPLE"
"""Names another number of people than the job's, to try a case quickly; its times are no results."""


def folder_of(people: int, layout: str = "by_person") -> Path:
    """Where so many people are, once ours has made them: ours is the first case of each job."""
    return MADE / f"{os.environ.get(FEWER, people)}-{layout}"


def made(people: int, layout: str = "by_person") -> Path:
    """The folder of so many people, who are made on Commonweal if they are not there."""
    folder = folder_of(people, layout)
    if not (folder / "sealed.json").is_file():
        number = folder.name.partition("-")[0]
        command = [sys.executable, "-m", "commonweal", "population", "synthesise", "--people", number]
        subprocess.run([*command, "--out", str(folder), "--layout", layout], check=True, stdout=subprocess.DEVNULL)
    return folder
