"""``commonweal population deprivation``: the share of each area in the most deprived fifth of England."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from commonweal.cli.output import add_json_flag, check_outputs, print_json, print_table


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--level",
        choices=("icb", "place", "pcn", "practice"),
        default="icb",
        help="networks and practices are estimates",
    )
    parser.add_argument(
        "--index",
        choices=("2025", "2019"),
        default="2025",
        help="edition of the index, with its map; of practices and networks by that of 2019 the average score is told",
    )
    parser.add_argument("--icb", metavar="CODE", help="only networks or practices of this ICB")
    parser.add_argument(
        "--data", metavar="DIR", help="folder with the public files (otherwise the one that COMMONWEAL_DATA names)"
    )
    parser.add_argument("--csv", type=Path, metavar="OUT", help="write the table as CSV")
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print the shares."""
    from commonweal.home import data_folder
    from commonweal.problems import BadInput, Problem

    check_outputs(options)
    folder = data_folder(options.data)
    if folder is None:
        raise BadInput(Problem("no folder of public files is named", do="name it with --data or COMMONWEAL_DATA"))
    if options.level in ("icb", "place"):
        if options.icb:
            raise BadInput(Problem("--icb is for networks and practices", do="leave it out, or name --level pcn"))
        rows, notes = _counted(folder, options)
    elif options.index == "2019":
        rows, notes = _averages_of_2019(folder, options)
    else:
        rows, notes = _estimated(folder, options)
    if options.csv:
        from commonweal.tables import placed, write_csv

        with placed(options.csv, replace=True) as stream:
            write_csv(stream, rows, {name: name for name in rows[0]})
    if options.json:
        print_json({"index": options.index, "level": options.level, "areas": rows, "notes": notes})
    else:
        shown = [{name: _percent(row[name]) if name == "core20_share" else row[name] for name in row} for row in rows]
        print_table(shown, tuple(shown[0]))
        print()
        for note in notes:
            print(note)
    return 0


def _percent(share: float | None) -> str:
    return "not known" if share is None else f"{share:.1%}"


def _counted(folder: Path, options: argparse.Namespace) -> tuple[list[dict[str, Any]], list[str]]:
    from commonweal import reference
    from commonweal.population.deprivation.core20 import COUNTED, core20_shares
    from commonweal.wiring.deprivation_files import read_deprivation

    held = read_deprivation(folder, options.index)
    of = held.boards if options.level == "icb" else held.places
    found = core20_shares(held.index, of)
    table = "icb_2026" if options.index == "2025" else "icb_2022"
    boards = {row["icb_code"]: row["icb_name"] for row in reference.rows(f"organisations/{table}")}
    names = boards if options.level == "icb" else held.place_names
    rows = [
        {
            "code": code,
            "name": names.get(code, code),
            "small_areas": int(found.areas[number]),
            "core20_share": round(float(found.share[number]), 4),
            "how": "counted",
        }
        for number, code in enumerate(found.codes)
    ]
    rows.sort(key=lambda row: -float(str(row["core20_share"])))
    return rows, [f"Index of Multiple Deprivation {options.index}: {held.maps}.", COUNTED]


def _estimated(folder: Path, options: argparse.Namespace) -> tuple[list[dict[str, Any]], list[str]]:
    import math

    from commonweal.population.deprivation.core20 import ESTIMATED, core20_curve, weighted
    from commonweal.population.deprivation.practice_fifths import practice_fifths
    from commonweal.problems import BadInput, Problem
    from commonweal.wiring.deprivation_files import read_deprivation
    from commonweal.wiring.practice_figures import find_practice_files, read_practice_figures

    held = read_deprivation(folder)
    if not held.wards:
        raise BadInput(Problem("the look-up of wards is not in the folder", do="see `commonweal data`"))
    figures = read_practice_figures(find_practice_files(folder))
    shares = core20_curve(held.index, held.wards).estimate(figures.deprivation)
    within = [not options.icb or code == options.icb.strip().upper() for code in figures.areas["icb"]]
    if not any(within):
        raise BadInput(Problem("no ICB has this code in the public files", given=options.icb))
    if options.level == "practice":
        fifths = practice_fifths(figures.deprivation)
        rows: list[dict[str, Any]] = [
            {
                "code": code,
                "name": figures.names[number],
                "score": None if math.isnan(figures.deprivation[number]) else float(figures.deprivation[number]),
                "fifth_of_practices": int(fifths[number]) or None,
                "core20_share": None if math.isnan(shares[number]) else round(float(shares[number]), 4),
                "how": "estimate" if not math.isnan(shares[number]) else "no score is published",
            }
            for number, code in enumerate(figures.codes)
            if within[number]
        ]
    else:
        codes = [code if inside else "" for code, inside in zip(figures.areas["pcn"], within, strict=True)]
        rows = [
            {
                "code": code,
                "name": figures.name_of("pcn", code),
                "core20_share": round(share, 4),
                "how": "estimate",
            }
            for code, share in sorted(weighted(shares, figures.people(), codes).items())
        ]
    rows.sort(key=lambda row: -(row["core20_share"] or 0.0))
    return rows, [f"Index of Multiple Deprivation 2025: {held.maps}.", ESTIMATED]


def _averages_of_2019(folder: Path, options: argparse.Namespace) -> tuple[list[dict[str, Any]], list[str]]:
    import math

    from commonweal.problems import BadInput, Problem
    from commonweal.wiring.average_deprivation_2019 import NO_CORE20, VINTAGE, read_average_deprivation_2019

    held = read_average_deprivation_2019(folder, options.level)
    board = (options.icb or "").strip().upper()
    rows: list[dict[str, Any]] = [
        {
            "code": code,
            "name": name,
            "score": None if math.isnan(score) else round(score, 2),
            "tenth": None if math.isnan(tenth) else int(tenth),
            "how": "average of 2023" if not math.isnan(score) else "no score is published",
        }
        for code, name, of, score, tenth in zip(
            held.codes, held.names, held.boards, held.scores.tolist(), held.tenths.tolist(), strict=True
        )
        if not board or of == board
    ]
    if not rows:
        told = sorted({of for of in held.boards if of})
        raise BadInput(
            Problem(
                "no ICB of July 2022 has this code",
                given=board,
                expected="one of " + ", ".join(told),
                do="leave out --icb for all",
            )
        )
    rows.sort(key=lambda row: -1.0 if row["score"] is None else row["score"], reverse=True)
    return rows, [VINTAGE, NO_CORE20]
