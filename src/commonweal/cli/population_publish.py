"""``commonweal population publish``: tables that may be shown, onto the pages of this installation and off them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.cli.output import add_json_flag, print_json, print_table

if TYPE_CHECKING:
    from commonweal.site.population.models import KeptAggregates

SHORTEST = 6
"""So many characters of a digest name one."""
SHOWN = 12


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "folder", nargs="?", type=Path, metavar="DIR",
        help="folder that `population aggregates` wrote; without it, what stands on the pages is listed",
    )  # fmt: skip
    parser.add_argument(
        "--remove",
        metavar="DIGEST",
        help="take these tables off the pages; the first characters of the digest are enough",
    )
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Publish, take down, or list; in the operator's name."""
    from commonweal.problems import BadInput, Problem
    from commonweal.site.command_line import ready

    if options.folder is not None and options.remove:
        raise BadInput(Problem("tables are either put on the pages or taken off", do="give a folder or --remove"))
    ready()
    if options.remove:
        return _remove(options)
    if options.folder is None:
        return _list(options)
    row = publish(options.folder)
    if options.json:
        print_json(_told(row))
        return 0
    print(f"{row.title} on {row.as_of} is on the population pages: /population/people/{row.system}/")
    print(f"To take it off again: commonweal population publish --remove {row.digest[:SHOWN]}")
    return 0


def publish(folder: Path) -> KeptAggregates:
    """Put aggregates on the pages of this installation, in the name of the operator."""
    from commonweal.site.command_line import ready

    ready()
    from commonweal.site.audit.actors import Operator
    from commonweal.site.population.actions import keep_aggregates

    return keep_aggregates(by=Operator(), folder=folder)


def _remove(options: argparse.Namespace) -> int:
    from commonweal.problems import BadInput, Problem
    from commonweal.site.audit.actors import Operator
    from commonweal.site.population.actions import take_down_aggregates
    from commonweal.site.population.kept import on_the_pages

    begins = options.remove.lower()
    found = [row for row in on_the_pages() if row.digest.startswith(begins)] if len(begins) >= SHORTEST else []
    if len(found) != 1:
        raise BadInput(
            Problem(
                "this names no tables on the pages" if not found else "several tables begin so",
                given=options.remove, expected=f"{SHORTEST} characters or more of one digest",
                do="`commonweal population publish` lists them",
            )
        )  # fmt: skip
    row = take_down_aggregates(by=Operator(), digest=found[0].digest)
    left = on_the_pages().filter(system=row.system).first()
    if options.json:
        print_json({"taken_down": _told(row), "shown_now": _told(left) if left else None})
        return 0
    print(f"{row.title} on {row.as_of} is off the pages, and its files are gone.")
    print(f"The pages now show those of {left.as_of}." if left else f"Nothing of {row.system} is left on the pages.")
    return 0


def _list(options: argparse.Namespace) -> int:
    from commonweal.site.population.kept import on_the_pages

    seen: set[str] = set()
    rows = []
    for row in on_the_pages():
        rows.append({**_told(row), "shown": "yes" if row.system not in seen else "no: newer ones are"})
        seen.add(row.system)
    if options.json:
        print_json(rows)
    elif not rows:
        print("No tables of a system's own people stand on the pages.")
    else:
        print_table([{**row, "digest": row["digest"][:SHOWN]} for row in rows], tuple(rows[0]))
    return 0


def _told(row: KeptAggregates) -> dict[str, Any]:
    return {
        "digest": row.digest, "system": row.system, "title": row.title, "as_of": row.as_of.isoformat(),
        "fictional": "yes" if row.fictional else "no", "published": f"{row.kept_at:%Y-%m-%d %H:%M}",
        "by": row.kept_by,
    }  # fmt: skip
