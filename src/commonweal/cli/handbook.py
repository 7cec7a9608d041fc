"""``commonweal handbook``: begin a governance handbook, see whether it can be read, export one, import into one."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, print_json, print_table

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.governance.handbook import Handbook
    from commonweal.governance.handbook.exchange import Reading

HELP = (
    "Begin a governance handbook, see whether it can be read, export one, import into one.\n"
    "A handbook is one workbook with a sheet for each table, or a folder with a CSV file for each."
)
_OUT = "a name ending in .xlsx for a workbook; any other name for a folder of CSV files"
_SYSTEMS = ("wealdmarch",)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the sub-commands."""
    from pathlib import Path

    from commonweal.cli import handbook_functions, handbook_import

    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    new = actions.add_parser("new", help="an empty handbook that explains itself, or one with example rows")
    new.add_argument("--example", action="store_true", help="with a few example rows, which name nobody")
    check = actions.add_parser(
        "check", help="can it be read, and do its rows agree? (`commonweal check` holds the rules)"
    )
    check.add_argument("handbook", metavar="FILE|DIR", type=Path, help="the workbook, or the folder of CSV files")
    export = actions.add_parser("export", help="the handbook of the demonstration, or another in the other form")
    source = export.add_mutually_exclusive_group(required=True)
    source.add_argument("--system", choices=_SYSTEMS, help="the fictional system of the demonstration")
    source.add_argument("--handbook", metavar="FILE|DIR", type=Path, help="a handbook of yours")
    for action in (new, export):
        action.add_argument("--out", metavar="FILE.xlsx|DIR", type=Path, required=True, help=_OUT)
        action.add_argument("--replace", action="store_true", help="write over a handbook that is there already")
    bring = actions.add_parser(
        "import", help="a register with columns of its own by a mapping, or a part of a handbook, into a handbook"
    )
    handbook_import.arguments(bring)
    functions = actions.add_parser("functions", help="where a function went: who held it and who decides, by day")
    handbook_functions.arguments(functions)
    for action in (new, check, export, bring, functions):
        add_json_flag(action)


def run(options: argparse.Namespace) -> int:
    """Run the sub-command that was asked for."""
    from commonweal.cli import handbook_functions, handbook_import

    actions = {
        "new": _new,
        "check": _check,
        "export": _export,
        "import": handbook_import.run,
        "functions": handbook_functions.run,
    }
    return actions[options.action](options)


def _new(options: argparse.Namespace) -> int:
    from commonweal.governance.handbook import Handbook
    from commonweal.governance.handbook.exchange import example_handbook

    return _written(example_handbook() if options.example else Handbook.of(()), options)


def _export(options: argparse.Namespace) -> int:
    from commonweal.governance.handbook.exchange import read_handbook

    if options.system:
        from commonweal.demo.handbook import wealdmarch_handbook

        return _written(wealdmarch_handbook(), options)
    return _written(read_handbook(options.handbook), options)


def _written(handbook: Handbook, options: argparse.Namespace) -> int:
    from commonweal.governance.handbook.exchange import fingerprint, write_handbook

    write_handbook(handbook, options.out, replace=options.replace)
    if options.json:
        print_json({"written": str(options.out), "sha256": fingerprint(handbook), "tables": _counts(handbook)})
        return 0
    print(f"Wrote {options.out}: {_summary(handbook)}.")
    if options.action == "new":
        where = "the sheet README" if options.out.suffix.lower() == ".xlsx" else f"{options.out}/README.txt"
        print(f"Begin with {where}. Then: commonweal handbook check {options.out}")
    return 0


def _counts(handbook: Handbook) -> dict[str, int]:
    return {table: len(rows) for table, rows in handbook.tables.items() if rows}


def _summary(handbook: Handbook) -> str:
    filled = _counts(handbook)
    rows = sum(filled.values())
    return f"{rows:,} row{'' if rows == 1 else 's'} in {len(filled)} of {len(handbook.tables)} tables"


def _check(options: argparse.Namespace) -> int:
    from commonweal.governance.handbook.exchange import examine

    reading = examine(options.handbook)
    if options.json:
        print_json(_report(reading, options.handbook))
    else:
        _print(reading, options.handbook)
    return 2 if reading.errors else 0


def _report(reading: Reading, path: Path) -> dict[str, Any]:
    return {
        "handbook": str(path),
        "valid": not reading.errors,
        "sha256": None if reading.errors else reading.handbook.sha256,
        "systems": list(reading.handbook.systems),
        "tables": _counts(reading.handbook),
        "errors": [problem.to_json() for problem in reading.errors],
        "warnings": [problem.to_json() for problem in reading.warnings],
    }


def _print(reading: Reading, path: Path) -> None:
    from commonweal.cli.telling import tell, visible

    for kind, problems in (("Errors", reading.errors), ("Warnings", reading.warnings)):
        if problems:
            print(f"{kind} ({len(problems)}):")
            for line in tell(problems):
                print(f"  {visible(line)}")
            print()
    if reading.errors:
        print(f"{path} cannot be used before the errors are mended.")
        return
    print_table([[table, rows] for table, rows in _counts(reading.handbook).items()], ("table", "rows"))
    print(f"{path} can be read: {_summary(reading.handbook)}. SHA-256 of its content: {reading.handbook.sha256}")
    print("Whether it keeps the rules is another question: commonweal check --handbook " + str(path))
