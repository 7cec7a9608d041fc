"""Names and words that somebody chose: escaped on pages, plain text in files, harmless in headers."""

from __future__ import annotations

import csv
import io

import pytest
from django.http import HttpResponse

from commonweal.site.accounts.models import User
from commonweal.site.components.files import attached, csv_stream
from commonweal.site.components.tables import Column, TableView, download

EVIL = "<script>alert('x')</script>\"'&"
FORMULAS = ["=1+1", "+1+cmd", "-1+cmd", "@SUM(1)", "\t=1", "\r=1", '=HYPERLINK("http://evil.example")']


@pytest.mark.django_db
def test_name_of_an_account_is_escaped_wherever_it_stands(client, account):
    audrey = account("audrey", "auditor")
    User.objects.update(display_name=EVIL, organisation_code="<b>Q")
    audrey.refresh_from_db()
    from commonweal.site.accounts.actions import note_sign_in

    note_sign_in(by=audrey)
    client.force_login(audrey)
    for address in ("/", "/account/", "/audit/", "/receipts/", "/organisations/", "/allocations/", "/no-such-page/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page, address
        assert "<b>Q" not in page, address
        assert "&lt;script&gt;alert" in page, address


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("kind", ["csv", "xlsx", "stream"])
def test_text_never_becomes_a_formula(text, kind):
    rows, columns = [{"a": text, "b": -1.5}], {"a": "A", "b": "B"}
    if kind == "stream":
        content = b"".join(csv_stream("x.csv", rows, columns).streaming_content).decode("utf-8-sig")
    else:
        table = TableView("x", "X", [Column("a", "A"), Column("b", "B", "fraction")], rows)
        response = download(table, kind)
        if kind == "xlsx":
            import openpyxl

            cells = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0][2]
            assert cells[0].data_type == "s"
            assert cells[1].value == -1.5
            return
        content = response.content.decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(content, newline="")))[1]
    assert row[0].startswith("'")
    assert row[1] == "-1.5"


@pytest.mark.parametrize(
    "name",
    ['a".csv"; filename="b.html', "a\r\nSet-Cookie: x=1.csv", "../../etc/passwd", "a\\b.csv", "Ærø.csv", "\x00.csv"],
)
def test_name_of_a_download_cannot_end_its_header_or_leave_its_folder(name):
    header = attached(HttpResponse(), name)["Content-Disposition"]
    assert header.startswith("attachment; filename")
    assert "\r" not in header
    assert "\n" not in header
    assert "/" not in header
    assert '; filename="b.html' not in header.replace('\\"', "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/allocations/?format=csv", "/organisations/?format=csv", "/allocations/?format=xlsx"]
)
def test_downloads_are_attachments_of_their_kind(client, address):
    response = client.get(address)
    assert response["Content-Disposition"].startswith("attachment; ")
    assert "html" not in response["Content-Type"]
    assert response["X-Content-Type-Options"] == "nosniff"
