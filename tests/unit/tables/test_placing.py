"""A file is written whole or not at all, and never over what may not be replaced."""

import os
import stat
from pathlib import Path

import pytest

from commonweal.problems import BadInput
from commonweal.tables import placed, write_csv, write_xlsx


def names_in(folder):
    return [path.name for path in folder.iterdir()]


def fail_in_the_middle(target):
    with placed(target) as stream:
        stream.write(b"half")
        raise RuntimeError


def refused(target, **options):
    with pytest.raises(BadInput) as caught, placed(target, **options) as stream:
        stream.write(b"x")
    (problem,) = caught.value.problems
    return problem


def test_a_new_file_has_the_usual_permissions_and_leaves_no_draft(tmp_path):
    with placed(tmp_path / "a.csv") as stream:
        stream.write(b"x")
    assert names_in(tmp_path) == ["a.csv"]
    plain = tmp_path / "b.csv"
    plain.write_bytes(b"")
    assert (tmp_path / "a.csv").stat().st_mode == plain.stat().st_mode


def test_a_failure_in_the_middle_leaves_the_old_file_and_no_draft(tmp_path):
    (tmp_path / "a.csv").write_text("old")
    with pytest.raises(RuntimeError):
        fail_in_the_middle(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text() == "old"
    assert names_in(tmp_path) == ["a.csv"]


def test_replacing_keeps_permissions_and_follows_links(tmp_path):
    (tmp_path / "a.csv").write_text("old")
    (tmp_path / "a.csv").chmod(0o600)
    (tmp_path / "link.csv").symlink_to("a.csv")
    with placed(tmp_path / "link.csv") as stream:
        stream.write(b"new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "a.csv").read_text() == "new"
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o600


def test_what_may_not_be_replaced_is_not(tmp_path):
    (tmp_path / "a.json").write_text("old")
    assert "exists already" in refused(tmp_path / "a.json", replace=False).what
    assert (tmp_path / "a.json").read_text() == "old"
    with placed(tmp_path / "b.json", replace=False) as stream:
        (tmp_path / "b.json").write_text("made meanwhile")
        stream.write(b"x")
        stream.flush()
        with pytest.raises(BadInput, match="exists already"), placed(tmp_path / "b.json", replace=False):
            pass
        (tmp_path / "b.json").unlink()
    assert (tmp_path / "b.json").read_text() == "x"


def test_a_file_made_meanwhile_is_not_replaced(tmp_path):
    with pytest.raises(BadInput, match="exists already"), placed(tmp_path / "a", replace=False):
        (tmp_path / "a").write_text("made meanwhile")
    assert (tmp_path / "a").read_text() == "made meanwhile"
    assert names_in(tmp_path) == ["a"]


def test_places_that_cannot_be_written_to(tmp_path):
    assert refused(tmp_path).what == "this is a folder"
    assert "make the folder" in refused(tmp_path / "none" / "a.csv").do
    (tmp_path / "file").write_text("")
    assert "Not a directory" in refused(tmp_path / "file" / "a.csv").what
    (tmp_path / "loop").symlink_to("loop")
    assert "symbolic links" in refused(tmp_path / "loop").what
    assert "null" in refused("a\0b").what
    os.mkfifo(tmp_path / "pipe")
    assert "cannot be written" in refused(tmp_path / "pipe").what


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk():
    with pytest.raises(BadInput, match="No space"), placed("/dev/full") as stream:
        stream.write(b"x" * 100_000)


def test_devices_are_written_to_directly():
    with placed("/dev/null") as stream:
        stream.write(b"x")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_tables_are_placed_so(tmp_path):
    with pytest.raises(BadInput, match="Make the folder"):
        write_csv(tmp_path / "none" / "a.csv", [["x"]], ["a"])
    with pytest.raises(BadInput, match="is a folder"):
        write_xlsx(tmp_path, {"a": [{"x": 1}]})
    with pytest.raises(ValueError, match="cells"):
        write_csv(tmp_path / "a.csv", [["x"], ["y", "z"]], ["a"])
    assert names_in(tmp_path) == []
