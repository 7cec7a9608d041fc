"""``commonweal population project``: the people of a practice or area some years ahead, under assumptions."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, check_outputs, print_json, print_table

if TYPE_CHECKING:
    from commonweal.population.projections import Projection
    from commonweal.wiring.need_of_projection import ProjectedNeed
    from commonweal.wiring.practice_figures import PracticeFiles


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
        "--aggregates", type=Path, metavar="DIR",
        help="tables of `population aggregates`, with need: segments, weighted people and the need index follow",
    )  # fmt: skip
    parser.add_argument(
        "--need-csv", type=Path, metavar="OUT", help="write need and segments by year, with --aggregates"
    )
    parser.add_argument(
        "--data", metavar="DIR", help="folder with the public files (otherwise the one that COMMONWEAL_DATA names)"
    )
    parser.add_argument("--csv", type=Path, metavar="OUT", help="write people by year, sex and single year of age")
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Project, and print what came of it and what was assumed."""
    from commonweal.population.projections import NOT_A_FORECAST
    from commonweal.problems import BadInput, Problems
    from commonweal.wiring.projected_lists import ProjectionRequest, projected

    check_outputs(options)
    problems = Problems()
    if options.need_csv and not options.aggregates:
        problems.add("need is written from tables, and none are given", do="name them with --aggregates")
    growth = None
    try:
        growth = _percent(options.growth)
    except BadInput as bad:
        problems.extend(bad.problems)
    try:
        files = _files(options)
        found = projected(
            ProjectionRequest(
                lists=options.lists if files is None else files.lists,
                files=files,
                practice=(options.practice or "").strip().upper(),
                area=(options.area or "").strip().upper(),
                years=options.years,
                growth=growth,
                earlier=options.earlier,
                earlier_by=options.earlier_by,
                life_table=options.life_table,
                run=options.run,
                aggregates=options.aggregates,
            )
        )
    except BadInput as bad:
        problems.extend(bad.problems)
    problems.raise_if_any()
    if options.csv:
        _write(options.csv, found.projection)
    if options.need_csv and found.need:
        _write_need(options.need_csv, found.need)
    rows = _rows(found.projection)
    if options.json:
        print_json(
            {
                "area": found.code, "practices": found.practices, "left_out": found.left_out, "years": rows,
                "followed": [{"name": name, "by_year": values} for name, values in found.followed.items()],
                **({"need": _need_json(found.need)} if found.need else {}),
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
    if found.need:
        print()
        print_table(_need_words(found.need), tuple(_need_words(found.need)[0]))
        print(f"\n{found.need.caution}")
    print(f"\n{NOT_A_FORECAST}")
    for line in (*found.assumptions, *(found.need.told if found.need else ()), *found.left_out):
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
    from commonweal.population.projections.cohorts import BROAD_AGES, ages_in_words

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
        ages = {ages_in_words(*ages): people.between(*ages) for ages in BROAD_AGES}
        rows.append({"year": year, "people": people.total, **ages, **happened})
    return rows


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


def _need_rows(need: ProjectedNeed) -> list[dict[str, Any]]:
    return [
        {
            "year": year, "people": round(float(need.people[year]), 1), "weighted_people": int(need.weighted[year]),
            "need_index": float(need.index[year]), "change_in_people": float(need.growth_of_people[year]),
            "change_in_weighted_people": float(need.growth_of_weighted[year]),
            **{title: int(count) for title, count in zip(need.titles, need.segments[year], strict=True)},
        }
        for year in range(need.years + 1)
    ]  # fmt: skip


def _need_json(need: ProjectedNeed) -> dict[str, Any]:
    return {"years": _need_rows(need), "held": list(need.told), "rule": need.rule, "caution": need.caution}


def _need_words(need: ProjectedNeed) -> list[dict[str, Any]]:
    """What a person reads: a column for each year."""
    from commonweal.population.disclosure_control import disclosure_rule

    few = f"{disclosure_rule().suppress_up_to} or fewer"
    forms = {"people": ",.0f", "need_index": ".3f", "change_in_people": "+.1%", "change_in_weighted_people": "+.1%"}
    rows = _need_rows(need)
    return [
        {"need": name.replace("_", " "),
         **{f"year {row['year']}": format(row[name], forms[name]) if name in forms else f"{row[name]:,}" if row[name]
            else few for row in rows}}
        for name in rows[0] if name != "year"
    ]  # fmt: skip


def _write_need(path: Path, need: ProjectedNeed) -> None:
    from commonweal.tables import placed, write_csv

    rows = [row | {"note": need.caution} for row in _need_rows(need)]
    with placed(path, replace=True) as stream:
        write_csv(stream, rows, tuple(rows[0]))
