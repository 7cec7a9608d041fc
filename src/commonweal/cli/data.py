"""``commonweal data``: the files that Commonweal can read, what each unlocks, and whether it was found."""

from __future__ import annotations

import argparse
import textwrap
from typing import Any

from commonweal.cli.output import add_json_flag, print_json

HELP = "List the files that Commonweal can read, where each is offered, what it unlocks, and whether it was found."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags."""
    parser.add_argument(
        "--data", metavar="DIR", help="folder with your downloads (otherwise the one that COMMONWEAL_DATA names)"
    )
    add_json_flag(parser)


def run(options: argparse.Namespace) -> int:
    """Print the catalogue. Nothing is fetched."""
    from commonweal.home import data_folder
    from commonweal.reference import catalogue, manifest, survey

    folder = data_folder(options.data)
    looked = survey(folder) if folder else None
    files = [
        {
            "id": file.id,
            "title": file.title,
            "publisher": file.publisher,
            "address": file.address,
            "unlocks": file.unlocks,
            "found": [_found(found) for found in (looked.of(file.id) if looked else ())],
        }
        for file in catalogue()
    ]
    bundled = manifest()
    report = {
        "folder": str(folder) if folder else None,
        "bundled": {"tables": len(bundled.tables), "digest": bundled.digest},
        "files": files,
        "not_recognised": [str(path) for path in looked.others] if looked else [],
    }
    if options.json:
        print_json(report)
    else:
        _print(report)
    return 0


def _found(found: Any) -> dict[str, Any]:
    return {"path": str(found.path), "recognised_by": found.how, "bytes": found.bytes}


_WORDS = {
    "edition": "byte for byte the published edition",
    "content": "by its content",
    "name": "by its name only: its columns are not those expected",
}


def _print(report: dict[str, Any]) -> None:
    print(f"Inside the package: {report['bundled']['tables']} tables of published figures.")
    if report["folder"] is None:
        print("No data folder is named. Put downloads in a folder and name it with --data or COMMONWEAL_DATA.")
    else:
        there = sum(bool(file["found"]) for file in report["files"])
        print(f"Data folder {report['folder']}: {there} of {len(report['files'])} kinds of file found.")
    print("Commonweal fetches nothing. Each publisher's page is given below.")
    for file in report["files"]:
        print()
        print(f"[{'found' if file['found'] else 'not found'}] {file['title']}")
        for found in file["found"]:
            print(f"    {found['path']} ({_WORDS[found['recognised_by']]})")
        print(textwrap.fill(f"unlocks {file['unlocks']}", 100, initial_indent="    ", subsequent_indent="    "))
        print(f"    {file['publisher']}: {file['address']}")
    if report["not_recognised"]:
        print()
        count = len(report["not_recognised"])
        lie = "other table lies" if count == 1 else "other tables lie"
        print(f"{count} {lie} there, which Commonweal does not read:")
        for path in report["not_recognised"]:
            print(f"    {path}")
