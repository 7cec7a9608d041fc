"""``commonweal allocations reproduce``: every published allocation worked anew and compared."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, print_json

if TYPE_CHECKING:
    from commonweal.allocations.reproduction import Line
    from commonweal.allocations.reproduction_files import FromFiles


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="a folder of NHS England's workbooks and practice files; without it the bundled tables are used",
    )
    parser.add_argument(
        "--formula",
        choices=["icb", "ccg"],
        default="icb",
        help="icb: the allocations of 2023/24 to 2025/26; ccg: the target formula of 2019/20, practice by practice",
    )
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print a line for each stream and year, and the count; status 1 if one differs."""
    from commonweal.home import data_folder

    folder = data_folder(options.data)
    if options.formula == "ccg":
        return _ccg(folder, options.json)
    if folder is not None and options.data is None and not _is_enough(folder):
        if not options.json:
            print(f"{folder} does not hold the workbooks and practice files, so the bundled tables are used.")
        folder = None
    return _icb(folder, options.json)


def _is_enough(folder: Path) -> bool:
    """Whether the folder that COMMONWEAL_DATA names holds what is needed; one that is asked for by --data must."""
    from commonweal.allocations.data_files import find_data_files
    from commonweal.problems import BadInput

    try:
        files = find_data_files(folder)
    except BadInput:
        return False
    return len(files.workbooks) > 1 and len(files.practice_files) > 2


def _icb(folder: Path | None, as_json: bool) -> int:
    from commonweal.allocations.published import bundled_tables, bundled_weights
    from commonweal.allocations.reproduction import closing_line, reproduce
    from commonweal.allocations.running_costs import running_cost_lines

    if folder is None:
        files, tables = None, bundled_tables()
        weighted = {table.year: bundled_weights(table.year, table.codes) for table in tables if table.stream == "core"}
    else:
        from commonweal.allocations.reproduction_files import read_folder

        files = read_folder(folder)
        tables, weighted = files.tables, files.weighted
    lines = reproduce(tables, weighted)
    costs = running_cost_lines(files.running_costs if files else None)
    differ = any(line.differing for line in lines) or bool(files and files.differing)
    if as_json:
        print_json(_as_json(lines, costs, files, closing_line(lines), differ))
        return int(differ)
    _print_source(files, folder)
    for line in lines:
        if line.counted:
            _print_line(line)
    print("Pharmacy, ophthalmic and dental follow an additive rule and are not rounded:")
    for line in lines:
        if not line.counted:
            _print_line(line)
    pod = [line for line in lines if not line.counted]
    print(f"  {sum(line.equal for line in pod)} of {sum(line.of for line in pod)} reproduced to a tenth of a penny")
    print("Running costs have no published rule; nothing is counted as reproduced:")
    for sentence in costs:
        print(f"  {sentence}")
    for sentence in files.differing if files else ():
        print(f"DIFFERS: {sentence}")
    print(closing_line(lines))
    return int(differ)


def _print_source(files: FromFiles | None, folder: Path | None) -> None:
    if files is None:
        print("From the bundled tables (core targets from weighted populations summed by ICB).")
        return
    print(f"From the files in {folder}.")
    for year, practices in files.practices.items():
        print(f"  core {year} starts from {practices:,} practices")
    for sentence in files.checks:
        print(f"  {sentence}")


def _print_line(line: Line) -> None:
    from commonweal.allocations.reproduction import stream_name

    name = f"{stream_name(line.stream)} {line.year}"
    print(f"{name:40} {line.equal} of {line.of}   checks {line.checks}; in: {line.inputs}")
    for each in line.differing:
        print(f"  {each.code}: worked £{each.worked_k:,.3f}k, published £{each.published_k:,.3f}k")


def _as_json(
    lines: tuple[Line, ...], costs: tuple[str, ...], files: FromFiles | None, closing: str, differ: bool
) -> Any:
    return {
        "from": "files" if files else "bundled tables",
        "lines": [line.to_json() for line in lines],
        "running_costs": list(costs),
        "practices": files.practices if files else None,
        "checks": list(files.checks) if files else [],
        "differing_from_bundled": list(files.differing) if files else [],
        "closing": closing,
        "all_equal": not differ,
    }


def _ccg(folder: Path | None, as_json: bool) -> int:
    from commonweal.allocations.ccg_formula import CcgCoefficients
    from commonweal.allocations.ccg_workbook import component_errors, read_ccg_workbook
    from commonweal.allocations.data_files import find_data_files
    from commonweal.allocations.policy_rules import value_for
    from commonweal.problems import BadInput, Problem

    wanted = "give --data the folder with the workbook of practice weighted populations on the 2018/19 base"
    if folder is None:
        raise BadInput(
            Problem("the formula for CCGs is worked practice by practice, and practices are not bundled", do=wanted)
        )
    path = find_data_files(folder).ccg_workbook
    if path is None:
        raise BadInput(Problem("the workbook of the CCG formula is not in this folder", file=str(folder), do=wanted))
    workbook = read_ccg_workbook(path)
    coefficients = CcgCoefficients.from_rules(lambda id: value_for(id, "2019/20"))
    errors = component_errors(workbook, coefficients)
    most = max(errors.values())
    good = most <= 1e-12
    practices = len(workbook.practices.practices)
    if as_json:
        print_json({"practices": practices, "largest_relative_error": errors, "within": 1e-12, "all_equal": good})
        return int(not good)
    print(f"CCG target formula, 2018/19 base, from {path.name}: {practices:,} practices")
    for name, error in errors.items():
        print(f"  {name:26} largest relative error {error:.1e}")
    verb = "reproduced" if good else "NOT reproduced"
    print(f"every component of {practices:,} practices {verb} to a relative error of 1e-12 (largest {most:.1e})")
    return int(not good)
