"""A process that is killed in the middle of an act leaves nothing half done, on either database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__)
ACTS = {"import_handbook", "put_row", "end_row", "withdraw_row", "change_rows"}
# An act that touches no older row, or adds none, does not come to every point.
NOT_REACHED = {
    ("withdraw_row", "after rows are added"),
}


def run(home: Path, database: str) -> list[dict[str, object]]:
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PYTEST_VERSION")}
    environment |= {"COMMONWEAL_HOME": str(home), "DATABASE_URL": database}
    done = subprocess.run(
        [sys.executable, str(HERE.with_name("crash_points.py"))],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def check(said: list[dict[str, object]]) -> None:
    cut = [line for line in said if "point" in line]
    assert {line["act"] for line in cut} == ACTS
    reached = 0
    for line in cut:
        where = (line["act"], line["point"])
        assert line["verdict"] == "PASS", where
        assert line["current"], where
        if where in NOT_REACHED:
            assert not line["killed"], where
            continue
        assert line["killed"], where
        reached += 1
        # What was committed stands, with its event; what was not has left no trace.
        committed = line["point"] == "after the commit"
        assert line["changed"] is committed, where
        assert line["events"] == int(committed), where
    assert reached == len(cut) - len(NOT_REACHED)
    done = [line for line in said if "done" in line]
    assert {line["act"] for line in done} == ACTS
    assert all(line["done"] and line["verdict"] == "PASS" for line in done), done


def test_killed_in_the_middle_of_any_act_on_sqlite(tmp_path):
    said = run(tmp_path, "")
    assert said[0] == {"vendor": "sqlite"}
    check(said[1:])


def test_killed_in_the_middle_of_any_act_on_postgresql(tmp_path, postgresql):
    import psycopg

    scratch = f"crash_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgresql, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{scratch}"')
        try:
            said = run(tmp_path, urlsplit(postgresql)._replace(path=f"/{scratch}").geturl())
        finally:
            server.execute(f'DROP DATABASE "{scratch}" WITH (FORCE)')
    assert said[0] == {"vendor": "postgresql"}
    check(said[1:])
