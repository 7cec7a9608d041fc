"""``commonweal population expected``: people on a register, and how many practices alike would have on it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, check_outputs, print_json, print_table

if TYPE_CHECKING:
    from commonweal.population.prevalence import DiseaseRegister, PracticeFigures
    from commonweal.population.prevalence.shown import ShownArea

LEVELS = ("icb", "place", "pcn", "practice")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--level", choices=LEVELS, default="icb", help="what to show: by default every ICB of England")
    parser.add_argument(
        "--code", metavar="CODE", help="one ICB, place, network or practice, with what its figures mean"
    )
    parser.add_argument("--icb", metavar="CODE", help="only places, networks or practices of this ICB")
    parser.add_argument(
        "--condition", metavar="NAME", default="hypertension", help="such as diabetes; `all` for every register"
    )
    parser.add_argument(
        "--data", metavar="DIR", help="folder with the public files (otherwise the one that COMMONWEAL_DATA names)"
    )
    parser.add_argument(
        "--check", action="store_true", help="how well the fit tells of ICBs that it has not seen, instead of figures"
    )
    parser.add_argument("--csv", type=Path, metavar="OUT", help="write the table as CSV")
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print the table; 0 where something is known, 3 where the one area that was asked for has no figure."""
    from commonweal.population.prevalence import disease_registers, find_register

    check_outputs(options)
    every = options.condition.strip().casefold() == "all"
    registers = disease_registers() if every else (find_register(options.condition),)
    figures = _figures(options)
    if options.check:
        return _check(figures, registers, options)
    rows = [(register, area) for register in registers for area in _areas(figures, register, options)]
    if options.csv:
        _write(options.csv, rows)
    if options.json:
        _print_json(figures, rows)
    else:
        _print(figures, rows, options)
    return 3 if options.code and all(area.observed is None for _, area in rows) else 0


def _figures(options: argparse.Namespace) -> PracticeFigures:
    from commonweal.home import data_folder
    from commonweal.problems import BadInput, Problem
    from commonweal.wiring.practice_figures import find_practice_files, read_practice_figures

    folder = data_folder(options.data)
    if folder is None:
        raise BadInput(
            Problem(
                "no folder of public files is named",
                do="name it with --data or COMMONWEAL_DATA; `commonweal data` lists the files it may hold",
            )
        )
    return read_practice_figures(find_practice_files(folder))


def _areas(figures: PracticeFigures, register: DiseaseRegister, options: argparse.Namespace) -> list[ShownArea]:
    import numpy as np

    from commonweal.population.prevalence import areas_compared, compare
    from commonweal.population.prevalence.practices import LEVELS as NAMES
    from commonweal.population.prevalence.shown import shown_areas

    within = None
    if options.icb:
        board = _known(options.icb, sorted(set(figures.areas["icb"])), "ICB")
        within = np.array([code == board for code in figures.areas["icb"]])
    if options.code:
        code = _known(options.code, sorted(set(figures.area_codes(options.level))), NAMES[options.level])
        chosen = np.array([one == code for one in figures.area_codes(options.level)])
        within = chosen if within is None else within & chosen
    comparison = compare(figures, register)
    return shown_areas(comparison, areas_compared(comparison, options.level, within=within))


def _known(given: str, held: list[str], what: str) -> str:
    from commonweal.answers.codes_like import codes_like
    from commonweal.problems import BadInput, Problem

    code = given.strip().upper()
    if code in held and code:
        return code
    raise BadInput(
        Problem(
            f"no {what} has this code in the public files",
            given=given,
            expected=codes_like(code, held),
            do="name the level with --level, and look the code up with `commonweal organisations show`",
        )
    )


_TITLES = {
    "register": "condition",
    "level": "level",
    "code": "code",
    "name": "name",
    "practices": "practices",
    "compared": "practices_compared",
    "people": "people_on_lists",
    "people_compared": "people_compared",
    "observed": "observed",
    "expected": "expected",
    "low": "expected_low",
    "high": "expected_high",
    "difference": "expected_less_observed",
    "difference_low": "difference_low",
    "difference_high": "difference_high",
    "standing": "standing",
    "why": "why_not_shown",
}


def _write(path: Path, rows: list[tuple[DiseaseRegister, ShownArea]]) -> None:
    from commonweal.tables import placed, write_csv

    table: list[dict[str, Any]] = [{"register": register.id, **area.to_json()} for register, area in rows]
    with placed(path, replace=True) as stream:
        write_csv(stream, table, _TITLES)


def _print_json(figures: PracticeFigures, rows: list[tuple[DiseaseRegister, ShownArea]]) -> None:
    from commonweal.population.prevalence.shown import CAVEAT, METHOD, sentence

    areas = [{"register": one.id, **area.to_json(), "sentence": sentence(area, one)} for one, area in rows]
    print_json({"areas": areas, "method": METHOD, "caveat": CAVEAT, "sources": figures.sources, "notes": figures.notes})


def _print(
    figures: PracticeFigures, rows: list[tuple[DiseaseRegister, ShownArea]], options: argparse.Namespace
) -> None:
    from commonweal.population.prevalence.shown import CAVEAT, METHOD, sentence

    if options.code:
        for register, area in rows:
            print(sentence(area, register))
    else:
        columns = ("condition", "code", "name", "observed", "expected", "low", "high", "difference", "standing")
        print_table(
            [{"condition": one.id, **area.to_json(), "name": area.name[:48]} for one, area in rows],
            columns if options.condition.strip().casefold() == "all" else columns[1:],
        )
    print(f"\n{CAVEAT}\n{METHOD}")
    for line in (*(f"Source: {source}" for source in figures.sources), *figures.notes):
        print(line)


def _check(figures: PracticeFigures, registers: tuple[DiseaseRegister, ...], options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from commonweal.population.prevalence.validation import validate

    found = [validate(figures, register) for register in registers]
    if options.json:
        print_json([asdict(one) for one in found])
        return 0
    rows = [
        {
            "register": one.register,
            "practices": one.practices,
            **{f"in_{level}": f"{share:.1%}" for level, share in one.coverage.items()},
            "expected/observed": f"{one.total:.4f}",
            "slope": f"{one.slope:.3f}",
            "error": f"{one.error:.1%}",
            "error_alone": f"{one.error_alone:.1%}",
            "dispersion": f"{one.dispersion:.1f}",
        }
        for one in found
    ]
    print_table(rows, tuple(rows[0]))
    print(
        "\nEvery sixth ICB was left out in turn, and its practices judged by a fit on the others. in_...: within limits"
        " of 95%.\nerror: typical difference of observed from expected; error_alone: with one percentage for England."
    )
    return 0
