"""``commonweal population core20plus5``: what is known of each clinical area, and what is not published."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, print_json, print_table

if TYPE_CHECKING:
    from commonweal.population.core20plus5.figures import AreaFigure


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--level", choices=("icb", "place", "pcn", "practice"), default="icb", help="what CODE is")
    parser.add_argument("--code", metavar="CODE", required=True, help="the ICB, place, network or practice")
    parser.add_argument(
        "--local", metavar="FILE", help="figures of your own: area, level, code, figure, numerator, denominator, ..."
    )
    parser.add_argument(
        "--data", metavar="DIR", help="folder with the public files (otherwise the one that COMMONWEAL_DATA names)"
    )
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print every clinical area; 3 where nothing measures one of them."""
    import numpy as np

    from commonweal.answers import Verdict
    from commonweal.home import data_folder
    from commonweal.population.core20plus5 import area_figures, read_local_figures
    from commonweal.population.prevalence.practices import LEVELS
    from commonweal.problems import BadInput, Problem
    from commonweal.wiring.practice_figures import find_practice_files, read_practice_figures

    folder = data_folder(options.data)
    if folder is None:
        raise BadInput(Problem("no folder of public files is named", do="name it with --data or COMMONWEAL_DATA"))
    code = options.code.strip().upper()
    local = read_local_figures(options.local) if options.local else []
    figures = read_practice_figures(find_practice_files(folder))
    within = np.array([one == code for one in figures.area_codes(options.level)])
    if not within.any():
        raise BadInput(Problem(f"no {LEVELS[options.level]} has this code in the public files", given=options.code))
    own = [one for one in local if one.level == options.level and one.code == code]
    found = area_figures(figures, within, level=options.level, local=own)
    rows: list[dict[str, Any]] = [figure.to_json() for figure in found]
    if options.json:
        print_json({"level": options.level, "code": code, "figures": rows})
    else:
        shown = [
            {
                "group": row["group"], "clinical area": row["name"], "figure": row["figure"] or "none is published",
                "value": "" if row["value"] is None else f"{row['value']:.1%}",
                "from": row["how"] if row["figure"] else "",
                "what it tells": _tells(figure) if row["figure"] else "not known",
            }
            for row, figure in zip(rows, found, strict=True)
        ]  # fmt: skip
        print_table(shown, tuple(shown[0]))
        print("\nRelated only: the figure lies near what the clinical area asks for and does not measure it.")
        print("What is not published can be given from tables of your own with --local.")
    unknown = any(figure.verdict is Verdict.INSUFFICIENT_DATA and figure.is_measure for figure in found)
    return 3 if unknown else 0


def _tells(figure: AreaFigure) -> str:
    """What a figure says of its clinical area, in words."""
    target = figure.area.target
    if not figure.is_measure:
        return "related only"
    if target is None or figure.value is None:
        return "measures it; there is no target"
    return f"{'meets' if figure.value >= target else 'below'} the target of {target:.0%}"
