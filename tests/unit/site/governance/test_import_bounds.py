"""What somebody may send to the import page: bounded in size, depth and time, and refused with words that teach."""

from __future__ import annotations

import gzip
import io
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commonweal.governance.handbook.exchange import example_handbook
from commonweal.governance.handbook.exchange.workbook import write_workbook
from commonweal.site.audit.models import AuditEvent
from commonweal.site.governance.models import StoredRow

pytestmark = pytest.mark.django_db
ADDRESS, SYSTEM = "/governance/import/", "EXAMPLE-ICB"


def workbook() -> bytes:
    stream = io.BytesIO()
    write_workbook(example_handbook(), stream)
    return stream.getvalue()


def repacked(change) -> bytes:
    """The example's workbook with its parts changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        parts = {name: source.read(name) for name in source.namelist()}
        for name, held in change(parts).items():
            target.writestr(name, held)
    return made.getvalue()


SHEET = "xl/worksheets/sheet2.xml"
"""That of the bodies; the first explains the workbook and is not read."""


def bomb() -> bytes:
    """A workbook of which one sheet is 60 MB of blanks when it is unpacked."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        with zipfile.ZipFile(io.BytesIO(workbook())) as source:
            for name in source.namelist():
                if name != SHEET:
                    target.writestr(name, source.read(name))
        with target.open(SHEET, "w") as sheet:
            for _ in range(60):
                sheet.write(b" " * 1_000_000)
    return made.getvalue()


def deep(parts) -> dict[str, bytes]:
    return {**parts, SHEET: b"<a>" * 200_000 + b"</a>" * 200_000}


def entities(parts) -> dict[str, bytes]:
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, (b"&l%d;" % (n - 1)) * 10) for n in range(1, 10))
    return {**parts, SHEET: b'<!DOCTYPE x [<!ENTITY l0 "ha">' + laughs + b"]><x>&l9;</x>"}


BAD = {
    "zip bomb": bomb,
    "entities": lambda: repacked(entities),
    "no parts": lambda: repacked(lambda parts: {}),
    "leads outside": lambda: repacked(lambda parts: {"../../outside.txt": b"x"}),
    "no workbook": lambda: b"PK\x03\x04" + b"\x00" * 1000,
    "cut short": lambda: workbook()[:3000],
    "letters that are none": lambda: repacked(lambda parts: {**parts, SHEET: b"\xff\xfe\xc3\x28" * 1000}),
    "gzip bomb by another name": lambda: gzip.compress(b"a,b\n" * 5_000_000, 1),
}


def send(client, content: bytes, name: str = "handbook.xlsx"):
    return client.post(ADDRESS, {"system": SYSTEM, "file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize("how", BAD)
def test_file_made_to_harm_is_refused_soon_and_nothing_is_stored(client, secretary, how):
    content = BAD[how]()
    client.force_login(secretary)
    begun = time.monotonic()
    page = send(client, content)
    assert time.monotonic() - begun < 30
    assert page.status_code == 400
    text = page.content.decode()
    assert "There is a problem" in text
    assert "Traceback" not in text
    assert "/tmp/" not in text
    assert not StoredRow.objects.exists()
    assert not AuditEvent.objects.filter(verb__startswith="governance.").exists()


def test_depth_is_no_harm(client, secretary):
    """A sheet of 200,000 elements in one another is read as one without rows, soon and without a fault."""
    client.force_login(secretary)
    begun = time.monotonic()
    assert send(client, repacked(deep)).status_code in (302, 400)
    assert time.monotonic() - begun < 30


def test_file_that_is_too_large_or_of_another_kind_is_refused_unread(client, secretary):
    client.force_login(secretary)
    assert "at most 10 MB" in send(client, b"x" * (10 * 1024 * 1024 + 1)).content.decode()
    for name in ("handbook.zip", "handbook.pdf", "handbook.xlsx.exe", "handbook"):
        assert "this kind of file cannot be read" in send(client, workbook(), name).content.decode().lower(), name
    assert not StoredRow.objects.exists()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"body;name\n\xc3\x28;x", b"\x00" * 100], ids=range(3))
def test_text_that_is_no_text_is_refused(client, secretary, content):
    client.force_login(secretary)
    assert send(client, content, "bodies.csv").status_code == 400
    assert not StoredRow.objects.exists()


def test_same_page_takes_the_workbook_itself(client, secretary):
    client.force_login(secretary)
    assert send(client, workbook()).status_code == 302
    assert StoredRow.objects.count() == len(example_handbook())
