"""Made-up people: the same seed, the same people, whatever the layout; written whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from commonweal.cli import main
from commonweal.population.people.seal import check_sealed
from commonweal.population.synthetic import synthesise, writing
from commonweal.population.synthetic.conditions import made_up_conditions
from commonweal.population.synthetic.recipe import code_texts, draw
from commonweal.problems import BadInput


def test_draws_are_those_of_the_recipe() -> None:
    """The recipe once more, straight from its words, for the first condition."""
    people = 5_000
    made = draw(people)
    g = np.random.default_rng(20261121)
    p = np.interp(np.arange(100), [0, 20, 60, 75, 90, 99], [1.1, 1.2, 1.3, 0.9, 0.25, 0.02])
    age = g.choice(100, people, p=p / p.sum())
    sex = g.integers(0, 2, people)
    size = g.lognormal(0, 0.5, 20)
    practice = g.choice(20, people, p=size / size.sum())
    area = g.integers(0, 20, people)
    decile = g.integers(1, 11, 20)[area]
    identifier = g.permutation(people) + 10_000_000
    for mine, theirs in ((made.age, age), (made.sex, sex), (made.practice, practice), (made.area, area),
                         (made.decile, decile), (made.identifier, identifier)):  # fmt: skip
        assert mine.tolist() == theirs.tolist()
    slope = (np.log(0.55 / 0.45) - np.log(0.005 / 0.995)) / 60
    share = 1 / (1 + np.exp(-(np.log(0.005 / 0.995) + slope * (age - 20))))
    share = np.clip(share * (1 + 0.05 * (5.5 - decile)), 0, 0.95)
    has = np.flatnonzero(g.random(people) < np.where(age < 10, share * 0.1, share))
    who = np.repeat(has, 1 + g.poisson(3.4, len(has)))
    assert made.who[: len(who)].tolist() == who.tolist()
    assert made.code[: len(who)].tolist() == g.integers(0, 5, len(who)).tolist()
    first, end = (np.datetime64(day, "D").astype(int) for day in ("2005-01-01", "2026-03-31"))
    assert made.day[: len(who)].tolist() == g.integers(first, end, len(who), dtype=np.int32).tolist()
    assert len(made.who) - made.condition_events == int(2.5 * people)


def test_codes() -> None:
    assert len(made_up_conditions()) == 20
    assert len(code_texts()) == len(set(code_texts())) == 87 + 297


@pytest.fixture(scope="module")
def layouts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("layouts")
    for layout in writing.LAYOUTS:
        synthesise(2_000, folder / layout, layout=layout)
    return {layout: folder / layout for layout in writing.LAYOUTS}


def read(path: Path, order: str = "") -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(f"from read_parquet('{path}') {order}").fetchall()


@pytest.mark.parametrize("table", ["persons", "events"])
def test_layouts_hold_the_same_rows(table: str, layouts: dict[str, Path]) -> None:
    one, other = (read(folder / f"{table}.parquet", "order by all") for folder in layouts.values())
    assert one == other


def test_mixed_layout_is_the_recipes_order(layouts: dict[str, Path]) -> None:
    made = draw(2_000, permuted=True)
    order = made.permutation
    assert order is not None
    rows = read(layouts["mixed"] / "events.parquet")
    assert [row[0] for row in rows] == made.identifier[made.who][order].tolist()
    assert [row[2] for row in rows[:50]] == [code_texts()[number] for number in made.code[order][:50]]
    assert [row[0] for row in read(layouts["mixed"] / "persons.parquet")] == made.identifier.tolist()


def test_files_are_sealed_and_typed(layouts: dict[str, Path]) -> None:
    folder = layouts["by_person"]
    paths = {table: folder / f"{table}.parquet" for table in ("persons", "events")}
    seals = check_sealed(paths, whole=True)
    assert seals["persons"].synthetic
    assert seals["persons"].rows == 2_000
    with duckdb.connect() as connection:
        types = [connection.execute(f"describe from '{path}'").fetchall() for path in paths.values()]
    assert [[row[:2] for row in table] for table in types] == [
        [("person_id", "BIGINT"), ("age", "SMALLINT"), ("sex", "VARCHAR"), ("practice", "VARCHAR"),
         ("lsoa", "VARCHAR"), ("imd_decile", "TINYINT")],
        [("person_id", "BIGINT"), ("date", "DATE"), ("code", "VARCHAR")],
    ]  # fmt: skip
    assert len(read(folder / "codelist.parquet")) == 87


def test_a_failure_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_write_events", lambda *given: (_ for _ in ()).throw(RuntimeError("disk full")))
    with pytest.raises(RuntimeError, match="disk full"):
        synthesise(100, tmp_path / "made")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("people", "more"), [(0, {}), (10**12, {}), (5, {"seed": -1}), (5, {"layout": "heap"})])
def test_what_cannot_be_made(people: int, more: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        synthesise(people, tmp_path / "made", **more)


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made, result = tmp_path / "made", tmp_path / "result"
    assert main(["population", "synthesise", "--people", "1000", "--out", str(made)]) == 0
    assert "1,000 made-up people and 6,096 events" in capsys.readouterr().out
    assert main(["population", "synthesise", "--people", "1000", "--out", str(made)]) == 2
    files = ["--persons", str(made / "persons.parquet"), "--events", str(made / "events.parquet")]
    assert main(["population", "run", *files, "--out", str(result), "--json"]) == 0
    assert '"people": 1000' in capsys.readouterr().out
    assert main(["population", "run", *files]) == 2
    assert "--out is missing" in capsys.readouterr().err
    assert main(["population", "run", "--explain"]) == 0
    assert "bit_or(packed)" in capsys.readouterr().out
