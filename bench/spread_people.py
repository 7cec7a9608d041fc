"""The made-up people as an import seals them: identifiers spread like pseudonyms over all numbers, in their order."""

from __future__ import annotations

from pathlib import Path

import duckdb
from people import MADE, folder_of, made

ROWS = 245_760
"""Rows of a group, as sealed files have."""


def spread(people: int) -> Path:
    """The folder of so many people, made from those in the order of their numbers if it is not there."""
    source, folder = made(people), folder_of(people, "spread")
    if (folder / "events.parquet").is_file():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(config={"memory_limit": "4GB", "temp_directory": str(MADE / "spill")}) as connection:
        for table in ("persons", "events"):
            (seal,) = connection.execute(
                "select value from parquet_kv_metadata(?) where key = 'commonweal.seal'::blob",
                [str(source / f"{table}.parquet")],
            ).fetchone() or (b"",)
            part = folder / f".{table}.part"
            connection.execute(
                f"copy (select * replace ((hash(person_id) >> 1)::bigint as person_id) from '{source}/{table}.parquet'"
                f" order by person_id) to '{part}' (format parquet, compression zstd, row_group_size {ROWS},"
                f" kv_metadata {{'commonweal.seal': '{bytes(seal).decode()}'}})"
            )
            part.replace(folder / f"{table}.parquet")
    return folder
