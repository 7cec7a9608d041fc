"""A restore that is refused leaves an empty installation as it was."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from commonweal.cli import main


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COMMONWEAL_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "commonweal", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("was_there", [True, False])
def test_a_refused_restore_leaves_nothing_behind(tmp_path, was_there):
    home, file = tmp_path / "home", tmp_path / "backup.zip"
    file.write_bytes(b"PK\x03\x04 and no more")
    if was_there:
        home.mkdir()
    for words in (["restore", str(file)], ["restore", "--check", str(file)]):
        ended = run(home, *words)
        assert ended.returncode == 2, ended.stderr
        assert "not a backup" in ended.stderr
        assert home.exists() == was_there
        assert not was_there or list(home.iterdir()) == []


def test_an_installation_that_holds_something_is_not_cleared(tmp_path):
    home, file = tmp_path / "home", tmp_path / "backup.zip"
    file.write_bytes(b"no zip")
    home.mkdir()
    (home / "secret_key").write_text("k" * 64)
    (home / "secret_key").chmod(0o600)
    assert run(home, "restore", str(file)).returncode == 2
    assert (home / "secret_key").read_text() == "k" * 64


@pytest.mark.parametrize("given", ["no-such-file.zip", "/dev/null", "."])
def test_what_is_no_file_is_refused_before_anything_is_made(given, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path / "home"))
    assert main(["restore", given]) == 2
    assert "file" in capsys.readouterr().err
    assert not (tmp_path / "home").exists()
