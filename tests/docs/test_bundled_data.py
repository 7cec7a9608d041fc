"""The page of bundled tables says what the manifest says."""

from __future__ import annotations

import runpy
from pathlib import Path

from commonweal import reference


def test_page_of_bundled_tables_is_what_the_manifest_says(checkout: Path) -> None:
    written = runpy.run_path(str(checkout / "scripts" / "write_bundled_data.py"))
    page = Path(written["PAGE"])
    assert page.is_file(), "run `make docs`"
    assert page.read_text(encoding="utf-8") == written["page"](), "run `make docs` and commit the page"


def test_page_names_every_table_column_and_hash(checkout: Path) -> None:
    text = (checkout / "docs" / "reference" / "bundled-data.md").read_text(encoding="utf-8")
    for name, table in reference.manifest().tables.items():
        assert f"## {name}\n" in text
        assert table.sha256 in text
        for column in table.columns:
            assert f"| `{column.name}` | {column.meaning[:20]}" in text, f"{name}: {column.name}"
