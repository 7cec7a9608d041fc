"""``commonweal backup FILE``: all of the installation in one file."""

from __future__ import annotations

import argparse
from pathlib import Path

from commonweal.cli.output import add_json_flag, print_json
from commonweal.problems import BadInput, Problem

HELP = """Write a backup of this installation into one file: records, keys and archives. The site may go on running.
The file holds the installation's keys: guard it as you guard them."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write, such as commonweal-2026-11-21.zip")
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Write it and say what it holds."""
    try:
        options.file.stat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, ValueError) as error:  # too long for a name, or a NUL in it
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(Problem(f"this file cannot be written: {reason}", given=str(options.file))) from error
    from commonweal.site.command_line import ready

    ready()
    from django.core.exceptions import PermissionDenied

    from commonweal.site.audit.actors import Operator
    from commonweal.site.backups import write

    try:
        written = write(options.file, by=Operator())
    except PermissionDenied as refused:
        raise BadInput(str(refused)) from refused
    size = written.file.stat().st_size
    told = {
        "file": str(written.file),
        "bytes": size,
        "audit_head": str(written.manifest.audit_head),
        "records": sum(part.rows or 0 for part in written.manifest.parts),
        "files": sum(part.rows is None for part in written.manifest.parts),
        "without_files": list(written.lacking),
    }
    if options.json:
        print_json(told)
    else:
        print(f"Wrote {told['file']}: {told['records']:,} records and {told['files']:,} files in {size:,} bytes.")
        print(f"  Head of the audit chain: {told['audit_head']}")
        for lacking in written.lacking:
            print(f"  Only the record of {lacking} is in it: the files here are lost or changed. Keep them anew.")
        print("  Keep it apart from this machine: it holds the installation's keys.")
    return 0
