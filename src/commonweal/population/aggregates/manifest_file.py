"""The manifest of a folder of aggregates, read as a file that anybody may have written."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from commonweal.plain_files import require_plain_file
from commonweal.population.aggregates.geography_file import require_system
from commonweal.problems import BadInput, Problem, Problems

if TYPE_CHECKING:
    from commonweal.population.aggregates.contract import Manifest

MOST_BYTES = 4 * 1024 * 1024
LONGEST = 200
AGAIN = "make the aggregates again from the run"
_HASH = re.compile(r"[0-9a-f]{64}")


def read_manifest(path: Path, kind: type[Manifest], version: str, names: Collection[str]) -> Manifest:
    """Read a manifest and hold every part of it against what it may be.

    Args:
        path: The file.
        kind: The class of manifests.
        version: The contract that is read.
        names: Names that files of aggregates may have. What is listed is copied into the installation later, so that
            another name would carry something there that nobody has looked at, or out of the folder.

    Raises:
        BadInput: No such file, no manifest, another contract, or parts that are none; all of them at once.
    """
    require_plain_file(path, what="manifest of aggregates", most_bytes=MOST_BYTES)
    try:
        found = TypeAdapter(kind).validate_json(path.read_bytes(), strict=True)
    except ValidationError as error:
        where = "; ".join(".".join(str(part) for part in each["loc"]) or "the whole" for each in error.errors()[:10])
        raise BadInput(
            Problem("this manifest of aggregates cannot be read", file=str(path), given=where[:LONGEST], do=AGAIN)
        ) from error
    if found.contract != version:
        raise BadInput(
            Problem("these aggregates are of another contract", given=found.contract[:LONGEST], expected=version,
                    do=AGAIN)
        )  # fmt: skip
    problems = Problems()
    _check_files(found, names, problems)
    try:
        require_system(found.system)
    except BadInput as bad:
        problems.extend(bad.problems)
    if not found.title.strip() or len(found.title) > LONGEST:
        problems.add("the aggregates have no title, or one too long", file=path.name, given=found.title[:40],
                     expected=f"up to {LONGEST} characters", do=AGAIN)  # fmt: skip
    days = [found.as_of, *found.dates, *([found.before] if found.before else [])]
    for day in days:
        if not _is_day(day):
            problems.add("the manifest names a day that is none", file=path.name, given=day[:40],
                         expected="a day such as 2025-03-31", do=AGAIN)  # fmt: skip
    if found.as_of not in found.dates:
        problems.add("the day of the figures is not among the days", file=path.name, given=found.as_of[:40], do=AGAIN)
    problems.raise_if_any()
    return found


def _check_files(found: Manifest, names: Collection[str], problems: Problems) -> None:
    for name, said in found.files.items():
        if name not in names:
            problems.add("this is no table of aggregates", file=name[:LONGEST], expected=", ".join(sorted(names)),
                         do=AGAIN)  # fmt: skip
            continue
        rows, digest = said.get("rows"), said.get("sha256")
        if type(rows) is not int or rows < 0 or not isinstance(digest, str) or not _HASH.fullmatch(digest):
            problems.add("the manifest does not tell the rows and hash of this file", file=name, do=AGAIN)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
