"""What is kept is whole, and what cannot be kept leaves nothing behind."""

from pathlib import Path

import pytest

from commonweal.answers import Archive
from commonweal.answers import archive as module
from commonweal.problems import BadInput


@pytest.fixture
def given(tmp_path) -> Path:
    file = tmp_path / "practices.csv"
    file.write_text("a\n1\n")
    return file


def test_what_is_kept_is_the_file_and_nothing_else(given, tmp_path):
    archive = Archive(tmp_path / "archive")
    sha256 = archive.keep(given)
    assert [file.name for file in archive.folder.iterdir()] == [sha256]
    assert archive.keep(given) == sha256
    assert archive.path(sha256).read_bytes() == given.read_bytes()


def test_a_file_that_changes_while_it_is_kept_leaves_no_draft(given, tmp_path, monkeypatch):
    archive, hashes = Archive(tmp_path / "archive"), iter(["a" * 64, "b" * 64])
    monkeypatch.setattr(module, "_hash", lambda file: next(hashes))
    with pytest.raises(BadInput, match="changed while it was being kept"):
        archive.keep(given)
    assert list(archive.folder.iterdir()) == []


def test_a_full_disk_leaves_no_draft(given, tmp_path, monkeypatch):
    archive = Archive(tmp_path / "archive")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.os, "fsync", full)
    with pytest.raises(BadInput, match="cannot be kept: No space left on device"):
        archive.keep(given)
    assert list(archive.folder.iterdir()) == []


def test_an_interruption_leaves_no_draft(given, tmp_path, monkeypatch):
    archive = Archive(tmp_path / "archive")

    def stop(descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr(module.os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        archive.keep(given)
    assert list(archive.folder.iterdir()) == []
