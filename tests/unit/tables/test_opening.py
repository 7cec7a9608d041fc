"""Files that cannot be tables are refused at once, in words that say what to do."""

import gzip
import json
import os
import time
import tracemalloc

import pytest

from commonweal.problems import BadInput
from commonweal.tables import Limits, Meaning, read_table

MEANINGS = [Meaning("practice_code", ("Practice",), "code")]


def problem_of(source, **options):
    with pytest.raises(BadInput) as caught:
        read_table(source, MEANINGS, **options)
    (problem,) = caught.value.problems
    return problem


def test_missing_file(tmp_path):
    problem = problem_of(tmp_path / "nowhere.csv")
    assert "does not exist" in problem.what
    assert problem.file == "nowhere.csv"


def test_folder_and_device(tmp_path):
    assert problem_of(tmp_path).what == "this is a folder, not a file"
    assert problem_of("/dev/zero").what == "this is a device or a pipe, not a file"
    os.mkfifo(tmp_path / "pipe.csv")
    assert problem_of(tmp_path / "pipe.csv").what == "this is a device or a pipe, not a file"


def test_file_below_a_file(tmp_path):
    (tmp_path / "a.csv").write_text("x")
    assert "does not exist" in problem_of(tmp_path / "a.csv" / "b.csv").what


def test_name_with_a_nul(tmp_path):
    assert "cannot be read" in problem_of(f"{tmp_path}/a\0b.csv").what


@pytest.mark.skipif(os.geteuid() == 0, reason="the root user may read every file")
def test_file_without_permission(tmp_path):
    path = tmp_path / "secret.csv"
    path.write_text("Practice\nA81001\n")
    path.chmod(0)
    assert "cannot be read" in problem_of(path).what


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n  \n", b"\0" * 10])
def test_empty_files(data):
    assert "empty" in problem_of(data).what or "nothing but blanks" in problem_of(data).what


def test_two_gigabytes_of_nothing_are_refused_without_reading(tmp_path):
    path = tmp_path / "sparse.csv"
    with path.open("wb") as stream:
        stream.truncate(2 * 1024**3)
    tracemalloc.start()
    begun = time.process_time()
    problem = problem_of(path)
    taken, (_, peak) = time.process_time() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "too large (2,147 MB)" in problem.what
    assert taken < 1
    assert peak < 5_000_000


def test_gzip_bomb_is_stopped_early():
    bomb = gzip.compress(b"a" * 60_000_000)
    assert "fill a machine's memory" in problem_of(bomb, name="bomb.csv.gz").what


def test_gzip_larger_than_allowed():
    packed = gzip.compress(b"Practice\n" + os.urandom(500_000).hex().encode())
    assert "unpacks to" in problem_of(packed, limits=Limits(max_uncompressed_bytes=300_000)).what


def test_gzip_cut_short_damaged_empty_or_twice():
    packed = gzip.compress(b"Practice\nA81001\n" * 1000)
    assert "damaged or cut short" in problem_of(packed[:-20]).what
    assert "damaged or cut short" in problem_of(packed[:30] + b"\xff\xff" + packed[32:]).what
    assert "empty file" in problem_of(gzip.compress(b"")).what
    assert "twice" in problem_of(gzip.compress(packed)).what


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PAR1....", "Parquet"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (json.dumps({"a": 1}).encode(), "JSON"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"\n<HTML><body>Error 404", "web page"),
        (b"<?xml version='1.0'?><Workbook/>", "XML"),
        (b"version https://git-lfs.github.com/spec/v1\noid ...", "pointer"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (bytes(range(256)) * 40, "bytes that no text has"),
    ],
)
def test_other_kinds_of_file_are_named(data, words):
    assert words in problem_of(data, name="file.csv").what


@pytest.mark.parametrize("name", ["file.xlsx", "FILE.XLSM"])
def test_what_is_named_as_a_workbook_and_is_none_is_told_so(name):
    problem = problem_of(bytes(range(255, -1, -1)) * 12, name=name)
    assert "this is not a workbook" in problem.what
    assert "CSV" not in str(problem)


def test_text_that_is_named_as_a_workbook_is_still_read():
    assert len(read_table(b"Practice\nA81001\n", [Meaning("code", ("Practice",), "code")], name="file.xlsx")) == 1
