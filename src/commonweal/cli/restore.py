"""``commonweal restore FILE``: the installation as a backup holds it, proved before anything is replaced."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path

from commonweal.plain_files import require_plain_file
from commonweal.problems import BadInput, Problem

HELP = """Restore this installation from a backup. Every hash, the audit chain and the receipts are proved first; then
everything is replaced, or nothing. Stop the site before, and start it again after."""


_MOST_GIGABYTES = 1_000_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that `commonweal backup` wrote")
    parser.add_argument("--check", action="store_true", help="prove the backup and change nothing")
    parser.add_argument("--force", action="store_true", help="replace an installation in use, which is backed up first")
    parser.add_argument(
        "--most-gigabytes", type=float, default=50, metavar="N", help="how much the backup may hold, unpacked (50)"
    )


def run(options: argparse.Namespace) -> int:
    """Prove, and restore unless only asked to prove."""
    if not 0 < options.most_gigabytes <= _MOST_GIGABYTES:
        expected = f"more than 0, at most {_MOST_GIGABYTES:,}"
        raise BadInput(Problem("this size cannot be used", given=str(options.most_gigabytes), expected=expected))
    require_plain_file(options.file)
    with _nothing_left(on_success=options.check):
        return _run(options)


def _run(options: argparse.Namespace) -> int:
    from commonweal.site.command_line import ready

    ready()
    from django.core.exceptions import PermissionDenied

    from commonweal.site.audit.actors import Operator
    from commonweal.site.backups import check, restore

    largest = int(options.most_gigabytes * 1024**3)
    if options.check:
        manifest = check(options.file, largest_bytes=largest)
        print(f"{options.file} can be restored: written {manifest.made_at} by Commonweal {manifest.commonweal}.")
        print(f"  Its hashes, audit chain and receipts hold. Head: {manifest.audit_head}")
        return 0
    try:
        done = restore(options.file, by=Operator(), force=options.force, largest_bytes=largest)
    except PermissionDenied as refused:
        raise BadInput(str(refused)) from refused
    print(f"Restored what {options.file} holds, written {done.manifest.made_at}.")
    print(f"  Its hashes, audit chain and receipts hold. Head: {done.manifest.audit_head}")
    for lacking in done.lacking:
        print(f"  Of {lacking} only the record came back: put the files there again with `commonweal population demo`,")
        print("  or by whatever made them; until then the pages pass them over.")
    if done.before:
        print(f"  What was here before is in {done.before}.")
    return 0


@contextlib.contextmanager
def _nothing_left(*, on_success: bool) -> Iterator[None]:
    """Where the installation's folder held nothing, take away what this command made there when it is refused.

    Args:
        on_success: Whether to do so when nothing was refused too, as nothing was to be changed.
    """
    from commonweal.home import home_path

    folder = home_path()
    was_there = folder.is_dir()
    try:
        held = was_there and any(folder.iterdir())
    except OSError:  # what cannot be looked into is not cleared
        held = True
    done = False
    try:
        yield
        done = True
    finally:
        if not held and folder.is_dir() and (on_success or not done):
            _clear(folder)
            if not was_there:
                with contextlib.suppress(OSError):  # it is left where something else lies in it by now
                    folder.rmdir()


def _clear(folder: Path) -> None:
    """Remove what is made when a database is brought up: the database, the secret key, the locks. Nothing else."""
    from django.conf import settings
    from django.db import connections

    from commonweal.site.command_line import ready

    if settings.configured:
        connections.close_all()
    ready.cache_clear()
    for pattern in ("commonweal.sqlite3*", "secret_key", ".*.lock"):
        for file in folder.glob(pattern):
            file.unlink(missing_ok=True)
