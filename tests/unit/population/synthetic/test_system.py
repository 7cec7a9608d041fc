"""Made-up people of a fictional system: sealed, the same from a seed, ageing, and worse off where it is deprived."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest

from commonweal.demo.population import area_names, made_up_practices
from commonweal.population.people.seal import check_sealed
from commonweal.population.synthetic.system_events import draw_events
from commonweal.population.synthetic.system_people import DAYS, draw_lives, numbered
from commonweal.population.synthetic.system_shape import MadeUpPractice, draw_areas
from commonweal.population.synthetic.system_writing import STAGES, synthesise_system
from commonweal.problems import BadInput

SHAPE = [MadeUpPractice(f"Y{number}", f"U{number // 2}", "P0", 1, 45 - 4 * number, 0.2) for number in range(10)]


def test_each_day_is_sealed_by_itself_and_a_seed_makes_the_same_people(tmp_path: Path) -> None:
    told: list[str] = []
    made = [synthesise_system(SHAPE, 2000, tmp_path / name, seed=3, telling=told.append) for name in ("one", "two")]
    parts = ["drawing lives", "drawing events and care", *(f"writing {day}" for day in DAYS)]
    assert told == 2 * parts
    assert len(parts) == STAGES
    assert made[0].people == made[1].people
    with duckdb.connect() as connection:
        for day in made[0].days:
            paths = {table: made[0].on(day) / f"{table}.parquet" for table in ("persons", "events")}
            assert check_sealed(paths, whole=True)["persons"].as_of == day
            for table in paths:
                one, two = (f"'{one.on(day)}/{table}.parquet'" for one in made)
                (apart,) = (
                    connection.execute(f"select count(*) from (from {one} except all from {two})").fetchone() or ()
                )
                assert apart == 0
            (early,) = connection.execute(
                f"select count(*) from '{paths['events']}' where date > ? or person_id not in"
                f" (select person_id from '{paths['persons']}')",
                [day],
            ).fetchone() or (1,)
            assert early == 0
    with pytest.raises(BadInput, match="something here"):
        synthesise_system(SHAPE, 2000, tmp_path / "one")


def test_people_age_and_nobody_who_stays_loses_a_condition() -> None:
    g = np.random.default_rng(1)
    lives = draw_lives(g, SHAPE, draw_areas(g, SHAPE, 5000), 5000)
    stays = lives.on(DAYS[0]) & lives.on(DAYS[2])
    years = lives.age(DAYS[2])[stays] - lives.age(DAYS[0])[stays]
    assert set(np.unique(years)) <= {1, 2}
    assert (years == 2).mean() > 0.99
    assert (lives.age(DAYS[0])[lives.on(DAYS[0])] >= 0).all()
    events, many = draw_events(g, lives, np.zeros(len(lives.born), dtype=np.bool_))
    assert (events.day >= lives.born[events.who]).all()
    assert (events.day <= numbered(DAYS[2])).all()
    assert many.max() <= 20


def test_the_deprived_are_ill_more_often_at_one_age() -> None:
    g = np.random.default_rng(2)
    lives = draw_lives(g, SHAPE, draw_areas(g, SHAPE, 60_000), 60_000)
    _, many = draw_events(g, lives, np.zeros(len(lives.born), dtype=np.bool_))
    middle = (lives.age(DAYS[2]) >= 50) & (lives.age(DAYS[2]) < 60) & lives.on(DAYS[2])
    poor, rich = (many[middle & np.isin(lives.decile, tenths)].mean() for tenths in ((1, 2), (9, 10)))
    assert poor > 1.2 * rich
    died = lives.died[lives.on(DAYS[0]) & (lives.born < numbered(date(1953, 1, 1)))]
    assert 0.05 < died.mean() < 0.2


def test_wealdmarch_is_as_the_demonstration_has_it() -> None:
    shape = made_up_practices()
    assert (len(shape), len({one.network for one in shape}), len({one.place for one in shape})) == (150, 21, 4)
    names = area_names()
    assert all(("practice", one.code) in names and ("pcn", one.network) in names for one in shape)
    assert all(("place", one.place) in names for one in shape)


@pytest.mark.parametrize(("people", "seed"), [(10, 1), (6_000_000, 1), (2000, -1)], ids=["few", "many", "seed"])
def test_what_cannot_be_made_is_refused(people: int, seed: int, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        synthesise_system(SHAPE, people, tmp_path / "out", seed=seed)
    assert not (tmp_path / "out").exists()
