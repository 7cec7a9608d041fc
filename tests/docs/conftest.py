"""The documents that the project keeps, and the fenced blocks in them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^(?P<margin> *)```(?P<language>[\w-]*)[^\n]*\n(?P<body>.*?)^(?P=margin)```[ \t]*$", re.M | re.S)
# Only the remark that ends here: it must not begin at an earlier remark of the page.
REMARK = re.compile(r"<!--\s*((?:(?!-->).)*?)\s*-->\s*\Z", re.S)


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, its text, the remark on the line before it, and where it begins."""

    language: str
    text: str
    remark: str
    line: int


def kept_files() -> list[Path]:
    """Every file that the project keeps or is about to."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=CHECKOUT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return sorted(CHECKOUT / name for name in names.split("\0") if name and (CHECKOUT / name).is_file())


def kept_parts() -> dict[str, list[Path]]:
    """The files that the project keeps, by the part of it, for a test that would be short for each file alone."""
    parts: dict[str, list[Path]] = {}
    for path in kept_files():
        folders = path.relative_to(CHECKOUT).parts[:-1]
        parts.setdefault("/".join(folders[:2]) or "top", []).append(path)
    return parts


def documents() -> list[Path]:
    """Every Markdown file."""
    return [path for path in kept_files() if path.suffix == ".md"]


def blocks(path: Path) -> Iterator[Block]:
    """The fenced blocks of a document, in order."""
    text = path.read_text(encoding="utf-8")
    for found in FENCE.finditer(text):
        before = REMARK.search(text, 0, found.start())
        margin = len(found["margin"])
        body = "\n".join(line[margin:] for line in found["body"].splitlines())
        yield Block(found["language"], body, before[1] if before else "", text.count("\n", 0, found.start()) + 1)


def name_of(path: Path) -> str:
    """The document's path in the project."""
    return path.relative_to(CHECKOUT).as_posix()


@pytest.fixture
def fenced() -> Callable[[Path], Iterator[Block]]:
    """The function that finds blocks."""
    return blocks


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for a document or the files of a part of the project once for each."""
    if "document" in metafunc.fixturenames:
        metafunc.parametrize("document", documents(), ids=name_of)
    if "files_of_a_part" in metafunc.fixturenames:
        parts = kept_parts()
        metafunc.parametrize("files_of_a_part", parts.values(), ids=parts.keys())


@pytest.fixture
def checkout() -> Path:
    """The project's folder."""
    return CHECKOUT
