"""What is no plain file is refused before it is opened: nothing waits on a pipe, and nothing reads a device."""

import os
from pathlib import Path

import pytest

from commonweal.answers import Receipt
from commonweal.answers.archive import Archive
from commonweal.lined_yaml import LinedYaml
from commonweal.plain_files import require_plain_file
from commonweal.problems import BadInput
from commonweal.tables import Meaning, read_table


def table(path: Path) -> object:
    return read_table(path, [Meaning("a", ("A",))])


def kept(path: Path) -> object:
    return Archive(path.parent / "archive").keep(path)


@pytest.mark.parametrize("read", [Receipt.read, LinedYaml.read, table, kept, require_plain_file])
def test_pipes_devices_folders_and_circles_are_refused_at_once(read, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "folder").mkdir()
    told = {}
    for name in ("pipe", "zero", "circle", "folder", "none"):
        with pytest.raises(BadInput) as caught:
            read(tmp_path / name)
        told[name] = str(caught.value)
    assert "device or a pipe" in told["pipe"]
    assert "device or a pipe" in told["zero"]
    assert "symbolic links" in told["circle"]
    assert "folder" in told["folder"]
    assert "does not exist" in told["none"]


@pytest.mark.parametrize("read", [Receipt.read, LinedYaml.read, table])
def test_two_gigabytes_are_refused_without_reading(read, tmp_path):
    with (tmp_path / "sparse").open("wb") as stream:
        stream.truncate(2 * 1024**3)
    with pytest.raises(BadInput, match="too large"):
        read(tmp_path / "sparse")
