"""The page of commands says what the commands say."""

from __future__ import annotations

import runpy
from pathlib import Path


def test_page_of_commands_is_what_the_commands_say(checkout: Path) -> None:
    written = runpy.run_path(str(checkout / "scripts" / "write_cli_reference.py"))
    page = Path(written["PAGE"])
    assert page.is_file(), "run `make docs`"
    assert page.read_text(encoding="utf-8") == written["reference"](), "run `make docs` and commit the page"


def test_every_command_has_words_of_its_own(checkout: Path) -> None:
    page = runpy.run_path(str(checkout / "scripts" / "write_cli_reference.py"))["reference"]()
    assert "|  |" not in page, "an argument without help"
