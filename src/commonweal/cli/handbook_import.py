"""``commonweal handbook import``: all of a register or a part of a handbook comes in, or nothing does."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import print_json, print_table
from commonweal.cli.telling import tell, visible
from commonweal.problems import BadInput, Problem

if TYPE_CHECKING:
    from commonweal.governance.handbook import Handbook
    from commonweal.governance.handbook.exchange import Merged
    from commonweal.governance.handbook.mapping import Mapped, Mapping
    from commonweal.governance.handbook.row import Row

_WIDEST = 34


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags."""
    parser.add_argument("register", metavar="FILE|DIR", type=Path, help="the register, or the part of a handbook")
    parser.add_argument("--mapping", metavar="FILE", type=Path, help="which of its columns is which of ours, in YAML")
    parser.add_argument("--table", help="the table that the mapping must be for")
    parser.add_argument("--into", metavar="DIR|FILE.xlsx", type=Path, help="the handbook that takes the rows in")
    parser.add_argument("--out", metavar="DIR|FILE.xlsx", type=Path, help="write the rows as a handbook of their own")
    parser.add_argument(
        "--system", metavar="CODE", default="", help="the ICB whose handbook, kept by the site, takes the rows in"
    )
    parser.add_argument("--preview", action="store_true", help="show what would come in, and write nothing")
    parser.add_argument(
        "--suggest", action="store_true", help="print a mapping to begin with, made from the register's headers"
    )
    parser.add_argument("--sheet", metavar="NAME", default="", help="the register's sheet, for --suggest")
    parser.add_argument("--rows", type=int, default=10, metavar="N", help="rows that a preview shows (10)")


def run(options: argparse.Namespace) -> int:
    """Read, show or write."""
    _require(options)
    if options.suggest:
        return _suggest(options)
    held = _held(options)
    if not options.mapping:
        from commonweal.governance.handbook.exchange import read_handbook

        part = read_handbook(options.register, linked=False)
        rows = [row for each in part.tables.values() for row in each]
        return _bring(rows, [Problem(note.rstrip(".")) for note in part.notes], held, options)
    from commonweal.governance.handbook.mapping import map_register, read_mapping

    mapping = read_mapping(options.mapping)
    if options.table and mapping.table != options.table:
        what = f"the mapping is for {mapping.table}"
        raise BadInput(
            Problem(what, file=options.mapping.name, given=options.table, do="name the mapping for that table")
        )
    mapped = map_register(mapping, options.register, handbook=held)
    if options.preview:
        return _preview(mapped, mapping, options)
    if mapped.errors:
        raise BadInput(mapped.errors)
    return _bring(mapped.rows, _told(mapped), held, options)


def _suggest(options: argparse.Namespace) -> int:
    from commonweal.governance.handbook.mapping import suggest_mapping

    text = suggest_mapping(options.register, options.table, sheet=options.sheet)
    if options.json:
        print_json({"table": options.table, "mapping": text})
    else:
        print("\n".join(visible(line) for line in text.splitlines()))
    return 0


def _require(options: argparse.Namespace) -> None:
    if options.suggest:
        if not options.table or options.mapping or options.into or options.out or options.system:
            raise BadInput(Problem("--suggest goes with --table alone", do="such as --suggest --table interests"))
        return
    if sum(map(bool, (options.into, options.out, options.system))) > 1:
        do = "give one of --into, --out and --system, not both or all"
        raise BadInput(Problem("rows go into a handbook or make one of their own", do=do))
    if not (options.into or options.out or options.system or options.preview):
        do = "give --into a handbook, --system, --out, or --preview"
        raise BadInput(Problem("the command does not say where the rows go", do=do))
    if options.table and not options.mapping:
        what = "--table goes with --mapping"
        raise BadInput(Problem(what, do=f"give --mapping, or name the file {options.table}.csv"))


def _held(options: argparse.Namespace) -> Handbook | None:
    """The handbook that takes the rows in, for looking names up; none where there is none yet."""
    from commonweal.governance.handbook.exchange import read_handbook

    if options.system:
        from commonweal.site.governance.command_line import handbook_if_stored

        return handbook_if_stored(options.system)
    into = options.into
    there = into and (into.is_file() or (into.is_dir() and any(into.iterdir())))
    return read_handbook(into) if there else None


def _bring(rows: Sequence[Row], told: list[Problem], held: Handbook | None, options: argparse.Namespace) -> int:
    from commonweal.governance.handbook import Handbook
    from commonweal.governance.handbook.exchange import merge, merge_into, write_handbook

    if options.preview:
        return _report(merge(held or Handbook.of(()), rows), told, "would be", options)
    if options.into:
        return _report(merge_into(options.into, rows), told, "were", options)
    if options.system:
        from commonweal.site.governance.command_line import import_handbook

        merged = merge(held or Handbook.of(()), rows)
        import_handbook(Handbook.of(rows, name=str(options.register)), system=options.system)
        return _report(merged, told, "were", options)
    merged = merge(Handbook.of(()), rows)
    write_handbook(merged.handbook, options.out, replace=False)
    return _report(merged, told, "were", options)


def _report(merged: Merged, told: list[Problem], were: str, options: argparse.Namespace) -> int:
    warnings = list(dict.fromkeys([*told, *merged.warnings]))
    counts = {done: merged.count(done) for done in ("added", "changed", "same")}
    place = str(options.into or options.out or options.system or "") or None
    if options.json:
        print_json({"into": place, "written": were == "were", **counts, "sha256": merged.handbook.sha256,
                    "warnings": [each.to_json() for each in warnings]})  # fmt: skip
        return 0
    for line in tell(warnings):
        print(visible(line))
    tables: dict[str, dict[str, int]] = {}
    for change in merged.changes:
        tables.setdefault(change.table, dict.fromkeys(counts, 0))[change.done] += 1
    print_table(
        [[table, *found.values()] for table, found in tables.items()], ("table", "added", "changed", "the same")
    )
    done = f"{counts['added']:,} rows {were} added, {counts['changed']:,} changed, {counts['same']:,} are the same"
    print(f"{place}: {done}." if place else f"{done}.")
    return 0


def _told(mapped: Mapped) -> list[Problem]:
    unused = ", ".join(f'"{name}"' for name in mapped.unused)
    if not unused:
        return list(mapped.warnings)
    what = f"columns that the mapping does not use: {unused}"
    return [*mapped.warnings, Problem(what, file=mapped.register.file, sheet=mapped.register.sheet)]


def _preview(mapped: Mapped, mapping: Mapping, options: argparse.Namespace) -> int:
    register, status = mapped.register, 2 if mapped.errors else 0
    if options.json:
        print_json({
            "file": register.file, "sheet": register.sheet or None, "header_row": register.header_row,
            "rows_read": len(register.lines), "rows_skipped": register.skipped, "unused_columns": list(mapped.unused),
            "rows": [{"table": row.TABLE, **row.to_json()} for row in mapped.rows],
            "errors": [each.to_json() for each in mapped.errors],
            "warnings": [each.to_json() for each in mapped.warnings],
        })  # fmt: skip
        return status
    sheet = f', sheet "{register.sheet}"' if register.sheet else ""
    skipped = f", {register.skipped} more passed over" if register.skipped else ""
    print(visible(f"{register.file}{sheet}: header in row {register.header_row}, {len(register.lines)} rows{skipped}."))
    _print_rows(mapped.rows, mapping, options.rows)
    for title, problems in (("Errors", mapped.errors), ("Warnings", _told(mapped))):
        if problems:
            print(f"{title} ({len(problems)}):")
            for line in tell(problems):
                print(f"  {visible(line)}")
    print("Nothing was written." + (" The errors are to be mended first." if mapped.errors else ""))
    return status


def _print_rows(rows: Sequence[Row], mapping: Mapping, most: int) -> None:
    from commonweal.governance.handbook import TABLES

    for table in dict.fromkeys(row.TABLE for row in rows):
        found = [row for row in rows if row.TABLE == table]  # noqa: SIM300 - the row is what is asked about
        names = list(mapping.columns) if table == mapping.table else [*TABLES[table].KEY, "name"]
        print(f"{len(found)} row{'' if len(found) == 1 else 's'} of {table}:")
        print_table([[_shown(getattr(row, name)) for name in names] for row in found[: max(most, 0)]], names)
        if len(found) > most:
            print(f"... and {len(found) - most} more")


def _shown(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
    text = {"True": "yes", "False": "no"}.get(text, " ".join(text.split()))
    return text if len(text) <= _WIDEST else text[: _WIDEST - 3] + "..."
