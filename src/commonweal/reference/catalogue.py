"""The files that Commonweal can read: what each is, where its publisher offers it, and what it unlocks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from commonweal.plain_yaml import read_plain_yaml
from commonweal.reference.files import rows


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of the catalogue.

    Args:
        id: Its name here.
        title: What it is.
        names: File names that it goes by; ``*`` stands for any text.
        publisher: Who publishes it.
        address: The publisher's page.
        unlocks: What Commonweal can do with it.
        columns: Headers that stand together in one of its first rows; each with its equal spellings.
        sheets: Sheets of the workbook, as regular expressions.
        first_cells: Forms of the first cells of a file without headers, as regular expressions.
        sha256: Hashes of the published editions.
        no_other_columns: Whether a file with more columns is another one.
    """

    id: str
    title: str
    names: tuple[str, ...]
    publisher: str
    address: str
    unlocks: str
    columns: tuple[tuple[str, ...], ...] = ()
    sheets: tuple[str, ...] = ()
    first_cells: tuple[str, ...] = ()
    sha256: tuple[str, ...] = ()
    no_other_columns: bool = False


@lru_cache(maxsize=1)
def catalogue() -> tuple[DataFile, ...]:
    """Every file that can be read, allocations first.

    Example:
        >>> [file.title for file in catalogue() if file.id == "networks"]
        ['Primary care networks (ePCN)']
    """
    editions = {row["edition"]: row["sha256"] for row in rows("allocations/practice_file_editions")}
    text = files("commonweal.reference").joinpath("catalogue.yaml").read_text("utf-8")
    return tuple(
        DataFile(
            id=entry["id"],
            title=entry["title"],
            names=tuple(entry["names"]),
            publisher=entry["publisher"],
            address=entry["address"],
            unlocks=entry["unlocks"],
            columns=tuple((item,) if isinstance(item, str) else tuple(item) for item in entry.get("columns", ())),
            sheets=tuple(entry.get("sheets", ())),
            first_cells=tuple(entry.get("first_cells", ())),
            sha256=tuple(editions[name] for name in entry.get("sha256", ())),
            no_other_columns=entry.get("no_other_columns", False),
        )
        for entry in read_plain_yaml(text)
    )
