"""The pins name no host, are exact, and cover what the project asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_pin_is_exact_and_names_no_host(checkout: Path) -> None:
    for line in (checkout / "constraints.txt").read_text().splitlines():
        assert re.fullmatch(r"[a-z0-9.-]+==[\w.]+( ; [^@:]+)?", line), line


def test_everything_asked_for_is_pinned(checkout: Path) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    names = {normal(re.match(r"[\w.-]+", one)[0]) for one in asked}  # type: ignore[index]
    pinned = {line.split("==")[0] for line in (checkout / "constraints.txt").read_text().splitlines()}
    assert names <= pinned, f"not pinned: {sorted(names - pinned)}"


def test_no_lock_file_of_another_installer_is_kept(checkout: Path) -> None:
    """Such a lock holds the address of the registry it was made from."""
    assert not (checkout / "uv.lock").exists()
