"""The made-up people as an import seals them: identifiers spread like pseudonyms over all numbers, in their order."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
from people import MADE, folder_of, made

from commonweal.population.people import write_sealed_json
from commonweal.population.people.seal import read_seal

ROWS = 245_760
"""Rows of a group, as sealed files have."""


def spread(people: int) -> Path:
    """The folder of so many people, made from those in the order of their numbers if it is not there."""
    source, folder = made(people), folder_of(people, "spread")
    if not (folder / "sealed.json").is_file():
        # In a process of its own: what it takes would else count as memory of the commands that are timed after it.
        subprocess.run([sys.executable, __file__, str(source), str(folder)], check=True)
    return folder


def _spread(source: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    seals = {table: read_seal(source / f"{table}.parquet") for table in ("persons", "events")}
    with duckdb.connect(config={"memory_limit": "4GB", "temp_directory": str(MADE / "spill")}) as connection:
        for table, seal in seals.items():
            part = folder / f".{table}.part"
            connection.execute(
                f"copy (select * replace ((hash(person_id) >> 1)::bigint as person_id) from '{source}/{table}.parquet'"
                f" order by person_id) to '{part}' (format parquet, compression zstd, row_group_size {ROWS},"
                f" {seal.sql})"
            )
            part.replace(folder / f"{table}.parquet")
    write_sealed_json(folder, seals, {})


if __name__ == "__main__":
    _spread(Path(sys.argv[1]), Path(sys.argv[2]))
