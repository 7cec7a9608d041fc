"""Options that the commands on places share: which practices, which membership, which day."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from commonweal.allocations.membership import Membership
    from commonweal.allocations.practice_file import PracticeFile
    from commonweal.allocations.practice_register import PracticeRegister

LATEST = "2025/26"
"""The year whose rules of method are used where a file's own year has none, or is not known."""

GROUPINGS = ("pcn", "lad", "sub-icb", "icb", "region", "upper-tier")
"""Groupings that a practice file may hold."""

IN_MEMBERS = ("pcn", "sub-icb", "place")
"""Groupings that a file of members may hold."""

FORMS = (
    f"{', '.join(GROUPINGS)}, as the practice file holds them; {', '.join(IN_MEMBERS[:-1])} or {IN_MEMBERS[-1]} of the "
    "file that --members names; or a file with a practice and a place on each row"
)
"""Every form that ``--by`` takes, in words."""


def add_place_options(parser: argparse.ArgumentParser, *, required: bool = True, register: bool = True) -> None:
    """Add ``--practices``, ``--by``, ``--icb``, ``--members``, ``--on``, ``--year`` and, if wanted, the register."""
    parser.add_argument(
        "--practices", required=True, metavar="FILE", help="NHS England's practice file of any year, or one like it"
    )
    parser.add_argument(
        "--by",
        required=required,
        metavar="GROUPING",
        help=f"what a place is: {FORMS}",
    )
    parser.add_argument("--icb", default="all", metavar="CODE", help="one ICB, or all (default)")
    parser.add_argument("--members", metavar="FILE", help="dated membership, such as the ODS file of PCN core partners")
    parser.add_argument(
        "--on", metavar="DATE", help="the day of the membership; without it, memberships that have not ended"
    )
    parser.add_argument(
        "--year", metavar="YEAR", help="financial year of the practice file, such as 2025/26, when it cannot be told"
    )
    if register:
        add_register_options(parser)


def add_register_options(parser: argparse.ArgumentParser) -> None:
    """Add the two files that tell of closures and successions."""
    parser.add_argument("--practice-list", metavar="FILE", help="the ODS list of practices, to find those that closed")
    parser.add_argument("--successors", metavar="FILE", help="the ODS successor file, to find who took over")


def checked_year(text: str | None) -> str | None:
    """A financial year as typed, in its usual form.

    Raises:
        BadInput: It is none.
    """
    if text is None:
        return None
    from commonweal.calendars import FinancialYear

    return str(FinancialYear(text))


def day_of(options: argparse.Namespace) -> date | None:
    """The day of ``--on``."""
    from commonweal.answers import read_date

    return read_date(options.on, what="day of --on") if options.on else None


def membership_of(options: argparse.Namespace, file: PracticeFile) -> Membership:
    """The membership that ``--by`` and ``--members`` name."""
    from commonweal.allocations.membership import members_in_file
    from commonweal.allocations.membership_files import read_members
    from commonweal.problems import BadInput, Problem

    by = options.by.replace("_", "-").lower()
    if options.members and by in IN_MEMBERS:
        return read_members(options.members, kind=by)
    if by in GROUPINGS and not options.members:
        return members_in_file(file, by)
    if options.members:
        raise BadInput(
            Problem(
                "a file of members does not go with this grouping",
                given=f"--by {options.by}",
                expected="--by " + ", ".join(IN_MEMBERS),
                do="name a file of your own in --by alone",
            )
        )
    if not options.by or not Path(options.by).exists():
        raise BadInput(
            Problem(
                "a place is in a file of members, and none is named"
                if by == "place"
                else "this is neither a grouping nor a file that exists",
                given=options.by,
                expected=FORMS,
                do="name the file with --members, or in --by itself" if by == "place" else "",
            )
        )
    return read_members(options.by)


def register_of(options: argparse.Namespace) -> PracticeRegister | None:
    """Closures and successions, where a file of either is given."""
    if not (options.practice_list or options.successors):
        return None
    from commonweal.allocations.practice_register import read_register

    return read_register(options.practice_list, options.successors)


def remarks(*files: PracticeFile, notes_only: bool = False) -> list[str]:
    """What a reader must know of the practice files before any figure: that they are fictional, or in doubt.

    Args:
        files: The practice files.
        notes_only: Whether to leave out warnings and errors, where these are told elsewhere.
    """
    from commonweal.allocations.place_reasons import fictional_notes

    told = [note for file in files for name in file.icb_names.values() for note in fictional_notes(name)]
    told += [
        f"{'Note' if finding.severity == 'note' else finding.severity.capitalize()}: {finding.sentence}"
        + (f" To mend it: {finding.do}." if finding.do else "")
        for file in files
        for finding in file.remarks
        if finding.severity == "note" or not notes_only
    ]
    return list(dict.fromkeys(told))


def rule_of_method(id: str, file: PracticeFile) -> Any:
    """The value of a rule of the product's own method for the file's year, or the latest where that year has none."""
    from commonweal.allocations.policy_rules import value_for

    found = value_for(id, file.year) if file.year else None
    return found if found is not None else value_for(id, LATEST)
