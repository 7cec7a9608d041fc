"""The page of the handbook's tables says what the tables in the code say."""

from __future__ import annotations

import runpy
from pathlib import Path

from commonweal.governance.handbook import TABLES, columns_of
from commonweal.governance.handbook.validation import TERMS_READ


def test_page_of_the_handbooks_tables_is_current(checkout: Path) -> None:
    written = runpy.run_path(str(checkout / "scripts" / "write_handbook_reference.py"))
    page = Path(written["PAGE"])
    assert page.is_file(), "run `make docs`"
    assert page.read_text(encoding="utf-8") == written["page"](), "run `make docs` and commit the page"


def test_page_names_every_table_column_word_and_term(checkout: Path) -> None:
    text = (checkout / "docs" / "reference" / "handbook.md").read_text(encoding="utf-8")
    for table, row_class in TABLES.items():
        part = text.split(f"### {table}\n")[1].split("\n## ")[0].split("\n### ")[0]
        for column in columns_of(row_class):
            assert f"| `{column.name}` |" in part, f"{table}: {column.name}"
            assert all(f"`{choice}`" in part for choice in column.choices)
    assert all(f"| `{term}` |" in text for term in TERMS_READ)
