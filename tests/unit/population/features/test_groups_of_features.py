"""Features carry deprivation tenth and ethnic group, so that risk tiers are judged by them without another join."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from commonweal.cli import main
from commonweal.population.features.combinations import GROUPS


def brought_in(folder: Path, *groups: str, people: int = 400) -> Path:
    """Sealed persons with these columns of groups, and the features made of them."""
    values = {"imd_decile": lambda n: n % 10 + 1, "ethnic_group": lambda n: "white" if n % 3 else "asian"}
    head = ",".join(("person_id", "age", "sex", "practice", *groups))
    lines = [
        ",".join(map(str, (f"p{n}", 20 + n % 60, "FM"[n % 2], "A81001", *(values[name](n) for name in groups))))
        for n in range(people)
    ]
    (folder / "persons.csv").write_text("\n".join((head, *lines)) + "\n")
    codes = "".join(f"p{n},2024-05-01,I50.0\n" for n in range(0, people, 2))
    (folder / "events.csv").write_text("person_id,date,code\n" + codes)
    (folder / "key").write_bytes(bytes(range(32)))
    files = ["--persons", str(folder / "persons.csv"), "--events", str(folder / "events.csv")]
    key = ["--key", str(folder / "key"), "--as-of", "2025-03-31"]
    assert main(["population", "import", *files, *key, "--out", str(folder / "sealed")]) == 0
    sealed = [f"--{table}={folder / 'sealed' / table}.parquet" for table in ("persons", "events")]
    out = folder / "features"
    assert main(["population", "features", *sealed, "--score", "cambridge_20", "--out", str(out)]) == 0
    return out / "features.parquet"


@pytest.mark.parametrize("groups", [(), ("imd_decile",), GROUPS], ids=["none", "tenths", "both"])
def test_what_the_persons_have_is_carried_and_nothing_else(tmp_path: Path, groups: tuple[str, ...]) -> None:
    features = brought_in(tmp_path, *groups, people=20)
    with duckdb.connect() as connection:
        found = connection.execute("select * from read_parquet(?)", [str(features)])
        assert [name for name, *_ in found.description if name in GROUPS] == list(groups)
        if groups:
            counted = "select imd_decile, count(*) from read_parquet(?) group by all order by 1"
            assert connection.execute(counted, [str(features)]).fetchall() == [(tenth, 2) for tenth in range(1, 11)]


def test_risk_is_judged_by_fifth_and_ethnic_group_of_the_features(tmp_path: Path) -> None:
    features = brought_in(tmp_path, *GROUPS)
    people = tmp_path / "people.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            "copy (select *, 0.2 + cambridge_20 / 5 as chance, cast(person_id % 3 = 0 as integer) as outcome "
            f"from read_parquet('{features}')) to '{people}' (format parquet)"
        )
    days = ["--score-on", "2025-03-31", "--outcome-days", "2025-04-01", "2026-03-31"]
    asked = ["--chance", "chance", "--made-with-outcomes-to", "2025-03-31", "--share", "0.5"]
    judged = ["--people", str(people), "--out", str(tmp_path / "risk")]
    assert main(["population", "risk", *judged, *days, *asked]) == 0
    assert json.loads((tmp_path / "risk" / "summary.json").read_text())["not_judged_by"] == []
    told = (tmp_path / "risk" / "groups.csv").read_text()
    assert "deprivation_fifth" in told
    assert "ethnic_group" in told
