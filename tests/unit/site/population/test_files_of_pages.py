"""Tables of the pages about people as files: the one that was asked for, and what has to be known of its figures."""

from __future__ import annotations

import html
import io
import re

import openpyxl
import pytest

pytestmark = [pytest.mark.usefixtures("public_files_at_hand"), pytest.mark.django_db]
PUBLIC = {
    "/population/": "icb-hypertension",
    "/population/icb/QHL/": "practice-hypertension-qhl",
    "/population/practice/A81006/": "conditions-a81006",
    "/population/finder/": "finder-pcn-all",
    "/population/funnel/?icb=QHL": "funnel-diabetes-qhl",
    "/population/map/": "map-missing-",
}
"""Pages, and a table of each."""


def asked(client, address: str, kind: str, table: str = ""):
    return client.get(address + ("&" if "?" in address else "?") + f"format={kind}&table={table}")


@pytest.mark.parametrize("address", PUBLIC)
def test_each_file_comes_with_method_version_source_and_what_is_not_told(client, address: str) -> None:
    page = html.unescape(client.get(address).content.decode())
    tables = set(re.findall(r"format=notes&table=([^\"]+)", page))
    assert tables
    for table in tables:
        sent = asked(client, address, "notes", table)
        assert sent.headers["Content-Disposition"] == f'attachment; filename="{table}-notes.txt"'
        notes = sent.content.decode()
        assert notes.startswith(f"{table}.csv\r\n\r\n")
        assert "Sources: " in notes
        book = openpyxl.load_workbook(io.BytesIO(asked(client, address, "xlsx", table).content))
        assert "\r\n\r\n".join(str(row[0].value) for row in list(book["Notes"].iter_rows())[1:]) in notes
        if "core20plus5" not in table:
            assert "method version 1" in notes
            assert re.search(r"rounded to 5|7 and fewer are not shown", notes)
        assert "\r\n\r\n" not in asked(client, address, "csv", table).content.decode()


@pytest.mark.parametrize("address", PUBLIC)
def test_a_table_that_the_page_has_not_is_refused_with_those_that_it_has(client, address: str) -> None:
    for kind in ("csv", "xlsx", "notes"):
        refused = asked(client, address, kind, "nope")
        assert refused.status_code == 400
        told = html.unescape(refused.content.decode())
        assert 'his page has no such table ("nope")' in told
        assert PUBLIC[address] in told
