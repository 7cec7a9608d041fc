"""A backup is written and restored, and everything is as it was."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
import zipfile

import pytest
from django.db import connection, connections, transaction

from commonweal.answers import SigningKey, Verdict
from commonweal.problems import BadInput
from commonweal.site.accounts import actions
from commonweal.site.accounts.models import RoleGrant, User
from commonweal.site.audit import guards, heads
from commonweal.site.audit.actions import head, is_registered, record
from commonweal.site.audit.models import AuditEvent
from commonweal.site.audit.verification import verify
from commonweal.site.backups import check, restore, write
from commonweal.site.backups.manifest import NAME, Manifest
from commonweal.site.backups.rows import lines, models_to_keep
from commonweal.site.receipts.models import KeptReceipt

PASSWORD = "grey heron over wet slate"


def everything() -> dict[str, list[bytes]]:
    return {model._meta.label: list(lines(model)) for model in models_to_keep()}


def empty_the_records() -> None:
    from django.core.management import call_command

    call_command("flush", interactive=False, verbosity=0)


def test_restored_into_an_empty_installation_everything_is_there(installation, operator, tmp_path, monkeypatch):
    before, key = everything(), SigningKey.of_installation(installation.home).public
    written = write(tmp_path / "backup.zip", by=operator)
    empty_the_records()
    elsewhere = tmp_path / "elsewhere"
    monkeypatch.setenv("COMMONWEAL_HOME", str(elsewhere))

    done = restore(written.file, by=operator)

    assert done.before is None
    after = everything()
    added = after["audit.AuditEvent"].pop()
    assert after == before
    assert b"installation.restored" in added
    assert SigningKey.of_installation(elsewhere).public == key
    assert (elsewhere / "notes" / "read me.txt").read_text() == "Kept, though nobody thought of it."
    assert len(list((elsewhere / "archive").iterdir())) == 1
    assert User.objects.get(username="anna").check_password(PASSWORD)
    assert all(is_registered(receipt.digest) for receipt in installation.receipts)
    assert verify().verdict is Verdict.PASS
    assert guards.missing() == []
    if os.name == "posix":
        modes = {stat.S_IMODE(path.stat().st_mode) for path in elsewhere.rglob("*.pem")}
        assert modes == {0o600}


def test_records_can_be_added_after_a_restore(installation, operator, tmp_path):
    written = write(tmp_path / "backup.zip", by=operator)
    empty_the_records()
    heads.path().unlink()
    restore(written.file, by=operator)
    made = actions.add_account(by=operator, username="cato", password=PASSWORD, role="analyst")
    assert made.pk > User.objects.get(username="bola").pk
    assert RoleGrant.objects.latest("pk").user == made
    assert verify().verdict is Verdict.PASS


def test_backup_holds_the_head_and_is_recorded(installation, operator, tmp_path):
    at = head()
    written = write(tmp_path / "backup.zip", by=operator)
    assert written.manifest.audit_head == at
    event = AuditEvent.objects.last()
    assert (event.verb, event.subject) == ("installation.backed_up", f"backup:{written.digest}")
    assert event.detail["head"] == str(at)


def test_backup_is_private_and_leaves_no_draft(installation, operator, tmp_path):
    written = write(tmp_path / "backup.zip", by=operator)
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["backup.zip"]
    if os.name == "posix":
        assert stat.S_IMODE(written.file.stat().st_mode) == 0o600
    with zipfile.ZipFile(written.file) as archive:
        names = archive.namelist()
        manifest = Manifest.from_bytes(archive.read(NAME), file="")
    assert not [name for name in names if "sqlite3" in name or ".lock" in name or "audit-head" in name]
    assert {"files/secret_key"} & set(names) == set(), "no secret key was made in this test's folder"
    assert sum(part.rows or 0 for part in manifest.parts) == sum(len(rows) for rows in everything().values()) - 1


def test_backup_into_its_own_folder_does_not_hold_itself(installation, operator):
    first = write(installation.home / "backup.zip", by=operator)
    second = write(installation.home / "again.zip", by=operator)
    assert "files/backup.zip" not in {part.name for part in first.manifest.parts}
    assert "files/again.zip" not in {part.name for part in second.manifest.parts}


def test_backup_never_overwrites(installation, operator, tmp_path):
    (tmp_path / "backup.zip").write_text("something dear")
    with pytest.raises(BadInput, match="exists already"):
        write(tmp_path / "backup.zip", by=operator)
    assert (tmp_path / "backup.zip").read_text() == "something dear"


def test_backup_into_a_missing_folder_is_told(installation, operator, tmp_path):
    with pytest.raises(BadInput, match="folder of the backup does not exist"):
        write(tmp_path / "no" / "backup.zip", by=operator)


def test_installation_in_use_is_replaced_only_when_told_and_backed_up_first(installation, operator, tmp_path):
    written = write(tmp_path / "backup.zip", by=operator)
    later = actions.add_account(by=operator, username="cato", password=PASSWORD, role="analyst")
    with pytest.raises(BadInput, match=r"in use.*--force"):
        restore(written.file, by=operator)
    assert User.objects.filter(pk=later.pk).exists()

    done = restore(written.file, by=operator, force=True)
    assert not User.objects.filter(username="cato").exists()
    assert verify().verdict is Verdict.PASS
    event = AuditEvent.objects.last()
    assert event.verb == "installation.restored"
    assert event.detail["head_before"].split(":")[0] > str(written.manifest.audit_head.count)

    # Nothing is lost: what stood there can be had back.
    restore(done.before, by=operator, force=True)
    assert User.objects.filter(username="cato").exists()
    assert verify().verdict is Verdict.PASS


def test_check_proves_and_changes_nothing(installation, operator, tmp_path):
    written = write(tmp_path / "backup.zip", by=operator)
    before = everything()
    assert check(written.file) == written.manifest
    assert everything() == before
    assert not [path for path in installation.home.iterdir() if path.name.startswith(".restore-")]


def test_failure_while_files_are_swapped_leaves_everything_as_it_was(installation, operator, tmp_path, monkeypatch):
    from commonweal.site.backups import restoring

    written = write(tmp_path / "backup.zip", by=operator)
    (installation.home / "notes" / "read me.txt").write_text("Written since.")
    actions.add_account(by=operator, username="cato", password=PASSWORD, role="analyst")
    moved = []
    real = restoring.shutil.move

    def move(source, target):
        moved.append(target)
        if len(moved) == 4:
            raise OSError(28, "No space left on device")
        return real(source, target)

    monkeypatch.setattr(restoring.shutil, "move", move)
    with pytest.raises(OSError, match="No space"):
        restore(written.file, by=operator, force=True)
    assert User.objects.filter(username="cato").exists()
    assert (installation.home / "notes" / "read me.txt").read_text() == "Written since."
    assert guards.missing() == []
    assert verify().verdict is Verdict.PASS


def test_snapshot_is_of_one_moment_while_others_write(installation, operator, tmp_path):
    stop = threading.Event()
    faults: list[Exception] = []

    def keep_writing() -> None:
        try:
            while not stop.is_set():
                with transaction.atomic():
                    record(by=operator, verb="tests.did", subject="thing:1")
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        for number in range(3):
            check(write(tmp_path / f"backup-{number}.zip", by=operator).file)
    finally:
        stop.set()
        writer.join()
    assert faults == []


def test_rows_of_either_database_read_the_same(installation):
    line = next(lines(AuditEvent))
    assert b'"at":"20' in line
    assert b'+00:00"' in line
    assert connection.vendor in ("sqlite", "postgresql")
    assert [model._meta.label for model in models_to_keep()].index("accounts.User") < [
        model._meta.label for model in models_to_keep()
    ].index("accounts.RoleGrant")
    assert KeptReceipt in models_to_keep()


def test_backup_moves_between_databases(installation, operator, tmp_path):
    """From the database under test to SQLite in a process of its own, and back."""

    def commonweal(*arguments: str) -> str:
        environment = {**os.environ, "COMMONWEAL_HOME": str(tmp_path / "elsewhere"), "DATABASE_URL": ""}
        done = subprocess.run(
            [sys.executable, "-m", "commonweal", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    before = everything()
    there = write(tmp_path / "there.zip", by=operator).file
    assert "audit chain and receipts hold" in commonweal("restore", str(there), "--check")
    assert "audit chain and receipts hold" in commonweal("restore", str(there))
    assert "Keep it apart" in commonweal("backup", str(tmp_path / "back.zip"))
    assert "PASS" in commonweal("audit", "verify")
    restore(tmp_path / "back.zip", by=operator, force=True)
    after = everything()
    # The chain has grown by what happened elsewhere (a restore) and here (another): what it held still stands.
    assert after["audit.AuditEvent"][: len(before["audit.AuditEvent"])] == before.pop("audit.AuditEvent")
    assert len(after.pop("audit.AuditEvent")) == 8
    assert after == before
    assert verify().verdict is Verdict.PASS
