"""``sealed.json``: what is written down beside sealed files at their sealing, and the codes of events told from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import duckdb

from commonweal.population.people.seal import FILE, Seal, footer_print, reading, said_at_sealing, sha256

MOST_WRITTEN = 20_000


def write_sealed_json(folder: Path, seals: Mapping[str, Seal], facts: Mapping[str, Any]) -> None:
    """Write ``sealed.json``: the seals, the hash and size of each file, and what was counted on the way in."""
    files: dict[str, dict[str, Any]] = {
        f"{table}.parquet": {
            "rows": seal.rows,
            "bytes": (folder / f"{table}.parquet").stat().st_size,
            "sha256": sha256(folder / f"{table}.parquet"),
            "footer": footer_print(folder / f"{table}.parquet"),
        }
        for table, seal in seals.items()
    }
    if "events" in seals and (codes := _codes_written(folder / "events.parquet")):
        files["events.parquet"]["codes"] = codes
    first = next(iter(seals.values()))
    told = {
        "contract": first.contract,
        "batch": first.batch,
        "files": files,
        "seal": json.loads(first.metadata),
        **facts,
    }
    (folder / FILE).write_text(json.dumps(told, indent=2, default=str) + "\n", "utf-8")


def event_codes(events: Path, connection: duckdb.DuckDBPyConnection | None = None) -> tuple[str, ...]:
    """The different codes of sealed events, as they stand there.

    What ``sealed.json`` says is taken where its mark is that of the file; else the file is asked.

    Args:
        events: Sealed events.
        connection: To read with, where one is open.
    """
    said = said_at_sealing(events) or {}
    if isinstance(said.get("codes"), str) and said.get("footer") == footer_print(events):
        return tuple(said["codes"].split())
    return _asked(events, connection)


def _codes_written(events: Path) -> str | None:
    """What is written down of the codes of sealed events; nothing where they are too many or have spaces within."""
    codes = _asked(events, None)
    if len(codes) > MOST_WRITTEN or any(code.split() != [code] for code in codes):
        return None
    return " ".join(codes)


def _asked(events: Path, connection: duckdb.DuckDBPyConnection | None) -> tuple[str, ...]:
    with nullcontext(connection) if connection else reading() as reader:
        query = "select distinct code from read_parquet(?) where code is not null"
        return tuple(sorted(code for (code,) in reader.execute(query, [str(events)]).fetchall()))
