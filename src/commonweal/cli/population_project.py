"""``commonweal population project``: the people of a practice or area some years ahead, under assumptions."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, check_outputs, print_json, print_table

if TYPE_CHECKING:
    from commonweal.population.projections import Projection
    from commonweal.wiring.practice_figures import PracticeFiles

AGES = ((0, 4), (5, 17), (18, 64), (65, 74), (75, 84), (85, 95))


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    area = parser.add_mutually_exclusive_group(required=True)
    area.add_argument("--practice", metavar="CODE", help="a practice")
    area.add_argument("--area", metavar="CODE", help="an ICB, place or network, or ALL for every practice of the file")
    parser.add_argument("--years", type=int, default=5, metavar="N", help="how many years ahead (5)")
    parser.add_argument(
        "--growth", metavar="PERCENT", help="net growth of the list a year by comers and goers; by default none"
    )
    parser.add_argument(
        "--earlier", type=Path, metavar="FILE", help="an earlier list in the same layout, to tell growth"
    )
    parser.add_argument("--earlier-by", type=int, metavar="YEARS", help="how many years earlier it is")
    parser.add_argument(
        "--life-table", type=Path, metavar="FILE", help="a life table of one's own instead of the ONS's"
    )
    parser.add_argument("--lists", type=Path, metavar="FILE", help="patients by practice, sex and single year of age")
    parser.add_argument("--run", type=Path, metavar="DIR", help="result of `population run`: segments and need follow")
    parser.add_argument(
        "--data", metavar="DIR", help="folder with the public files (otherwise the one that COMMONWEAL_DATA names)"
    )
    parser.add_argument("--csv", type=Path, metavar="OUT", help="write people by year, sex and single year of age")
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Project, and print what came of it and what was assumed."""
    from commonweal.population.projections import NOT_A_FORECAST
    from commonweal.wiring.projected_lists import ProjectionRequest, projected

    check_outputs(options)
    files = _files(options)
    found = projected(
        ProjectionRequest(
            lists=options.lists if files is None else files.lists,
            files=files,
            practice=(options.practice or "").strip().upper(),
            area=(options.area or "").strip().upper(),
            years=options.years,
            growth=_percent(options.growth),
            earlier=options.earlier,
            earlier_by=options.earlier_by,
            life_table=options.life_table,
            run=options.run,
        )
    )
    if options.csv:
        _write(options.csv, found.projection)
    rows = _rows(found.projection)
    if options.json:
        print_json(
            {
                "area": found.code, "practices": found.practices, "left_out": found.left_out, "years": rows,
                "followed": [{"name": name, "by_year": values} for name, values in found.followed.items()],
                "assumptions": found.assumptions, "caveat": NOT_A_FORECAST,
            }
        )  # fmt: skip
        return 0
    print_table(
        [{name: f"{value:,.0f}" if name != "year" else value for name, value in row.items()} for row in rows],
        tuple(rows[0]),
    )
    if found.followed:
        print()
        print_table(
            [{"follows": name, **{f"year {year}": f"{value:,.0f}" for year, value in enumerate(values)}}
             for name, values in found.followed.items()],
            ("follows", *(f"year {year}" for year in range(options.years + 1))),
        )  # fmt: skip
    print(f"\n{NOT_A_FORECAST}")
    for line in (*found.assumptions, *found.left_out):
        print(line)
    return 0


def _files(options: argparse.Namespace) -> PracticeFiles | None:
    from commonweal.home import data_folder
    from commonweal.problems import BadInput, Problem
    from commonweal.wiring.practice_figures import find_practice_files

    if options.lists is not None:
        return None
    folder = data_folder(options.data)
    if folder is None:
        raise BadInput(
            Problem(
                "no folder of public files is named",
                do="name it with --data or COMMONWEAL_DATA, or the file itself with --lists",
            )
        )
    return find_practice_files(folder)


def _percent(given: str | None) -> float | None:
    from commonweal.problems import BadInput, Problem

    if given is None:
        return None
    try:
        return float(given.strip().removesuffix("%")) / 100
    except ValueError:
        raise BadInput(
            Problem("this is not a percentage", given=given, expected="such as 0.8 for 0.8% a year", column="--growth")
        ) from None


def _rows(projection: Projection) -> list[dict[str, Any]]:
    rows = []
    for year in range(projection.years + 1):
        people = projection.at(year)
        happened = {
            name: float(values[year - 1]) if year else 0.0
            for name, values in (
                ("births", projection.births),
                ("deaths", projection.deaths),
                ("net_movers", projection.movers),
            )
        }
        ages = {_words(*ages): people.between(*ages) for ages in AGES}
        rows.append({"year": year, "people": people.total, **ages, **happened})
    return rows


def _words(youngest: int, oldest: int) -> str:
    return f"{youngest} and over" if oldest == AGES[-1][1] else f"{youngest} to {oldest}"


def _write(path: Path, projection: Projection) -> None:
    from commonweal.tables import placed, write_csv

    rows = [
        {"year": year, "sex": sex, "age": age, "people": f"{projection.people[year, number, age]:.3f}"}
        for year in range(projection.years + 1)
        for number, sex in enumerate(("M", "F"))
        for age in range(projection.people.shape[2])
    ]
    with placed(path, replace=True) as stream:
        write_csv(stream, rows, ("year", "sex", "age", "people"))
