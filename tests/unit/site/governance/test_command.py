"""``commonweal handbook import FILE --system CODE`` writes into the stored handbook, in the name of the operator."""

from __future__ import annotations

import json

import pytest

from commonweal.cli import main
from commonweal.governance.handbook.exchange import example_handbook, write_handbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def workbook(tmp_path):
    write_handbook(example_handbook(), tmp_path / "handbook.xlsx")
    return str(tmp_path / "handbook.xlsx")


def test_import_of_a_file_is_stored_once(workbook, capsys):
    from commonweal.site.audit.models import AuditEvent
    from commonweal.site.governance.records import stored_handbook

    counts = []
    for _ in range(2):
        assert main(["handbook", "import", workbook, "--system", "EXAMPLE-ICB", "--json"]) == 0
        counts.append(json.loads(capsys.readouterr().out))
    assert counts[0]["added"] == len(example_handbook()) == counts[1]["same"]
    assert len(stored_handbook("EXAMPLE-ICB")) == len(example_handbook())
    events = AuditEvent.objects.filter(verb="governance.handbook_imported")
    assert [event.actor.split(":")[0] for event in events] == ["operator"]


def test_preview_stores_nothing_and_another_system_is_refused(workbook, capsys):
    from commonweal.site.governance.records import systems

    assert main(["handbook", "import", workbook, "--system", "EXAMPLE-ICB", "--preview"]) == 0
    assert main(["handbook", "import", workbook, "--system", "QOP"]) == 2
    assert "no ICB with this id" in capsys.readouterr().err
    assert systems() == []


def test_one_place_for_the_rows(workbook, capsys, tmp_path):
    assert main(["handbook", "import", workbook, "--system", "A", "--out", str(tmp_path / "x")]) == 2
    assert "one of --into, --out and --system" in capsys.readouterr().err
