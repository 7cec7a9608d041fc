"""A small system's own people as an ICB would hold them: plain CSV of two days, imported, with a file of practices."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from commonweal.cli.main import main

PEOPLE = 2_000
DAYS = (date(2024, 3, 31), date(2025, 3, 31))
CODES = ("I10", "E11.9", "F32.9", "J44.9", "I25.1", "C50.9", "F00")
PRACTICES = ("A10001", "A10002", "A10003", "A10004")
ELSEWHERE = "Z99999"
"""A practice of another system, with a few dozen people of this list."""


def write_own_system(folder: Path) -> Path:
    """Persons, events and activity of each day, a key, and the practices with networks and places."""
    g = np.random.default_rng(7)
    age = g.integers(0, 96, PEOPLE)
    sex, tenth = g.choice(["F", "M"], PEOPLE), g.integers(1, 11, PEOPLE)
    practice = g.choice([*PRACTICES, ELSEWHERE], PEOPLE, p=[0.3, 0.25, 0.25, 0.18, 0.02])
    died = np.where(g.random(PEOPLE) < 0.03, g.integers(1, 365, PEOPLE), 0)
    joined = g.random(PEOPLE) < 0.05
    ill = g.random((PEOPLE, len(CODES))) < np.where(age < 6, 0, 0.05 + age / 300)[:, None]
    recorded = g.integers(0, 1400, (PEOPLE, len(CODES)))
    for day in DAYS:
        here = folder / f"{day.year}"
        here.mkdir(parents=True)
        last = day == DAYS[-1]
        who = [one for one in range(PEOPLE) if last or not joined[one]]
        _write(
            here / "persons.csv", ("person_id", "age", "sex", "practice", "imd_decile", "death_date"),
            (
                (f"P{one:05d}", age[one], sex[one], practice[one], tenth[one],
                 DAYS[0] + timedelta(days=int(died[one])) if died[one] and last else "")
                for one in who
            ),
        )  # fmt: skip
        days = ((one, n, DAYS[-1] - timedelta(days=int(recorded[one, n]))) for one in who for n in range(len(CODES)))
        events = ((f"P{one:05d}", on, CODES[n]) for one, n, on in days if ill[one, n] and on <= day)
        _write(here / "events.csv", ("person_id", "date", "code"), events)
        used = ((f"P{one:05d}", day - timedelta(days=30), "GP", f"{20 + 3 * age[one]}.00") for one in who if one % 2)
        _write(here / "activity.csv", ("person_id", "date", "kind", "cost"), used)
    (folder / "key").write_bytes(bytes(range(32)))
    _write(
        folder / "practices.csv", ("practice", "practice_name", "pcn", "pcn_name", "place", "place_name"),
        [
            (code, f"Surgery {number}", f"U{half}", f"Network {half}", f"P{half}", f"Place {half}")
            for number, code in enumerate(PRACTICES)
            for half in (number // 2,)
        ],
    )  # fmt: skip
    return folder


def import_day(folder: Path, day: date, *tables: str, key: str = "key", out: str = "") -> Path:
    """Bring the tables of a day in as the command does; gives the sealed folder."""
    sealed = folder / (out or f"sealed-{day.year}")
    words = ["population", "import", "--key", str(folder / key), "--as-of", day.isoformat(), "--out", str(sealed)]
    for table in ("persons", *tables):
        words += [f"--{table}", str(folder / f"{day.year}" / f"{table}.csv")]
    assert main([*words, "--json"]) == 0
    return sealed


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
