"""Aggregates on the pages: permitted, audited, copied whole, never changed, and passed over where they were."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from commonweal.population.aggregates import TABLES, Manifest, write_aggregates
from commonweal.population.aggregates.table_values import TEXTS
from commonweal.problems import BadInput
from commonweal.site.audit.models import AuditEvent
from commonweal.site.population.actions import keep_aggregates, take_down_aggregates
from commonweal.site.population.kept import current_aggregates, folder_of
from commonweal.site.population.models import KeptAggregates

pytestmark = pytest.mark.django_db


def aggregates(folder: Path, title: str = "Made-up system") -> Path:
    manifest = Manifest(
        "QXX", title, True, "2025-03-31", "2024-03-31", ("2024-03-31", "2025-03-31"), "Small counts are not shown.",
        {"summary_sha256": "0" * 64, "people": 100}, {}, dict.fromkeys(TABLES, "A note."), "commonweal 0",
    )  # fmt: skip
    tables = {name: [{key: "x" if key in TEXTS else 10 for key in columns}] for name, columns in TABLES.items()}
    write_aggregates(folder, manifest, tables)
    return folder


def test_kept_by_those_who_may_and_told_in_the_audit_chain(tmp_path: Path, account) -> None:
    folder = aggregates(tmp_path / "a")
    for actor in (AnonymousUser(), account("mo", "auditor"), account("lee", "analyst", "QYY")):
        with pytest.raises(PermissionDenied):
            keep_aggregates(by=actor, folder=folder)
    assert current_aggregates() is None
    anna = account("anna", "analyst", "QXX")
    row = keep_aggregates(by=anna, folder=folder)
    event = AuditEvent.objects.get(verb="population.aggregates_kept")
    assert (event.subject, event.detail["system"]) == (row.reference, "QXX")
    held = current_aggregates()
    assert held is not None
    assert held.manifest.digest == row.digest
    assert keep_aggregates(by=anna, folder=folder).digest == row.digest
    assert AuditEvent.objects.filter(verb="population.aggregates_kept").count() == 1


def test_the_newest_are_shown_and_changed_ones_are_passed_over(tmp_path: Path, operator) -> None:
    first = keep_aggregates(by=operator, folder=aggregates(tmp_path / "a"))
    second = keep_aggregates(by=operator, folder=aggregates(tmp_path / "b", "Made-up system again"))
    KeptAggregates.objects.filter(digest=first.digest).update(kept_at=datetime(2020, 1, 1, tzinfo=UTC))
    with (folder_of(second.digest) / "need.parquet").open("ab") as file:
        file.write(b"x")
    held = current_aggregates("QXX")
    assert held is not None
    assert held.manifest.digest == first.digest
    assert current_aggregates("QYY") is None


def test_a_folder_that_is_not_whole_is_refused_and_nothing_is_kept(tmp_path: Path, operator) -> None:
    folder = aggregates(tmp_path / "a")
    (folder / "flows.parquet").unlink()
    with pytest.raises(BadInput):
        keep_aggregates(by=operator, folder=folder)
    assert not KeptAggregates.objects.exists()


def test_what_was_kept_never_changes(tmp_path: Path, operator) -> None:
    row = keep_aggregates(by=operator, folder=aggregates(tmp_path / "a"))
    row.title = "Another"
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()


def test_a_row_from_a_backup_finds_its_files_again(tmp_path: Path, operator) -> None:
    folder = aggregates(tmp_path / "a")
    row = keep_aggregates(by=operator, folder=folder)
    shutil.rmtree(folder_of(row.digest))
    assert current_aggregates("QXX") is None
    assert keep_aggregates(by=operator, folder=folder).digest == row.digest
    assert current_aggregates("QXX") is not None
    assert AuditEvent.objects.filter(verb="population.aggregates_kept").count() == 1


def test_taken_down_by_those_who_may_with_its_files_and_put_up_again(tmp_path: Path, account, operator) -> None:
    older = keep_aggregates(by=operator, folder=aggregates(tmp_path / "a"))
    KeptAggregates.objects.filter(digest=older.digest).update(kept_at=datetime(2020, 1, 1, tzinfo=UTC))
    row = keep_aggregates(by=operator, folder=aggregates(tmp_path / "b", "Made-up system again"))
    for actor in (AnonymousUser(), account("mo", "auditor"), account("lee", "analyst", "QYY")):
        with pytest.raises(PermissionDenied):
            take_down_aggregates(by=actor, digest=row.digest)
    take_down_aggregates(by=account("anna", "analyst", "QXX"), digest=row.digest)
    assert not folder_of(row.digest).exists()
    held = current_aggregates("QXX")
    assert held is not None
    assert held.manifest.digest == older.digest
    assert AuditEvent.objects.get(verb="population.aggregates_taken_down").subject == row.reference
    with pytest.raises(BadInput, match="stand on the pages"):
        take_down_aggregates(by=operator, digest=row.digest)
    again = keep_aggregates(by=operator, folder=tmp_path / "b")
    assert again.taken_down_at is None
    held = current_aggregates("QXX")
    assert held is not None
    assert held.manifest.digest == row.digest
    assert AuditEvent.objects.filter(verb="population.aggregates_kept", subject=row.reference).count() == 2
