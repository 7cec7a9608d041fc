"""A test that needs what this machine lacks is skipped with a reason, and fails where the thing is required."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NEEDS = "data,browser,postgres"
ASKS = """
def test_data(data_folder): pass
def test_browser(chromium): pass
def test_postgres(postgresql): pass
"""


def run(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run tests in a folder of its own, beside which there is no data, browser or server."""
    tests = folder / "checkout" / "tests"
    tests.mkdir(parents=True)
    shutil.copy(Path(__file__).with_name("conftest.py"), tests)
    (tests / "test_it.py").write_text(ASKS)
    command = [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", f"--rootdir={tests}", "-c", os.devnull]
    command.append(str(tests))
    bare = {name: value for name, value in os.environ.items() if name not in {"COMMONWEAL_DATA", "DATABASE_URL"}}
    bare |= {"COMMONWEAL_CHROMIUM": "/nowhere/chromium", "COMMONWEAL_REQUIRE": "", **environment}
    bare |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # they take longer to load than these tests to run
    return subprocess.run(command, env=bare, capture_output=True, text=True)


def test_tests_are_skipped_with_a_plain_reason(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 0, done.stdout
    assert "3 skipped" in done.stdout
    assert "name their folder in COMMONWEAL_DATA" in done.stdout


def test_tests_fail_where_the_things_are_required(tmp_path: Path) -> None:
    done = run(tmp_path, COMMONWEAL_REQUIRE=NEEDS)
    assert done.returncode == 1
    for need in NEEDS.split(","):
        assert f"COMMONWEAL_REQUIRE asks for {need}" in done.stdout


def test_unknown_need_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, COMMONWEAL_REQUIRE="date")
    assert done.returncode == 2
    assert "COMMONWEAL_REQUIRE names ['date']" in done.stdout + done.stderr


def test_folder_beside_the_checkout_is_found(tmp_path: Path) -> None:
    (tmp_path / "shared" / "data" / "allocation").mkdir(parents=True)
    assert "1 passed" in run(tmp_path).stdout
