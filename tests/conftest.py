"""What every test may ask for: the published files, a browser, a PostgreSQL server and Spark.

A test that needs something this machine lacks is skipped with a plain reason. Where COMMONWEAL_REQUIRE names the thing
(a comma-separated list of data, browser, postgres and spark), its absence is a failure instead: that is how the
continuous integration proves that nothing was quietly left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import hypothesis
import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
NEEDS = ("data", "browser", "postgres", "spark")
# The same browser without its windows is preferred: the whole one spends most of its work on drawing those.
BROWSERS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")


def required() -> set[str]:
    """The things that must be there on this machine."""
    named = {word.strip() for word in os.environ.get("COMMONWEAL_REQUIRE", "").split(",") if word.strip()}
    if unknown := named - set(NEEDS):
        pytest.exit(f"COMMONWEAL_REQUIRE names {sorted(unknown)}; it knows {', '.join(NEEDS)}", returncode=2)
    return named


def missing(need: str, reason: str) -> NoReturn:
    """Skip with the reason, or fail where the thing is required."""
    if need in required():
        pytest.fail(f"{reason} (COMMONWEAL_REQUIRE asks for {need})", pytrace=False)
    pytest.skip(reason)


def find_data_folder() -> Path | None:
    """The folder of published allocation files, if this machine has one; its sibling `geography` holds the maps."""
    named = os.environ.get("COMMONWEAL_DATA")
    folder = Path(named) if named else CHECKOUT.parent / "shared" / "data" / "allocation"
    return folder.resolve() if folder.is_dir() else None


def find_chromium() -> str | None:
    """The browser that journeys drive, if there is one."""
    named = os.environ.get("COMMONWEAL_CHROMIUM")
    return next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of NHS England's published allocation files."""
    folder = find_data_folder()
    if folder is None:
        missing("data", "the published allocation files are not here: name their folder in COMMONWEAL_DATA")
    return folder


@pytest.fixture(scope="session")
def geography_folder(data_folder: Path) -> Path:
    """The folder of maps and area look-ups, a sibling of the allocation files."""
    folder = data_folder.parent / "geography"
    if not folder.is_dir():
        missing("data", f"there is no geography folder beside {data_folder.name}")
    return folder


@pytest.fixture(scope="session")
def population_cases(data_folder: Path) -> Path:
    """The folder of expected numbers for population statistics, in the folder of cases beside that of data."""
    folder = data_folder.parent.parent / "cases" / "population"
    if not folder.is_dir():
        missing("data", "the expected numbers of population statistics are not beside the data folder")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser."""
    path = find_chromium()
    if path is None:
        missing("browser", "there is no Chromium here: install it, or name it in COMMONWEAL_CHROMIUM")
    return path


@pytest.fixture(scope="session")
def postgresql() -> str:
    """The address of a PostgreSQL server that tests may write to; `make test-postgresql` starts one."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith(("postgres://", "postgresql://")):
        missing("postgres", "DATABASE_URL names no PostgreSQL server: run make test-postgresql")
    return address


def pytest_configure() -> None:
    """Check COMMONWEAL_REQUIRE before any time is spent, and set how examples are drawn.

    A slow machine is no fault of the code, so no example has a deadline. Where things are required, the same examples
    are drawn in every run: a change is judged on its own, and new examples are found while developing.
    """
    slow = hypothesis.HealthCheck.too_slow
    hypothesis.settings.register_profile("developing", deadline=None, suppress_health_check=[slow])
    hypothesis.settings.register_profile("judging", hypothesis.settings.get_profile("developing"), derandomize=True)
    hypothesis.settings.load_profile("judging" if required() else "developing")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by what it asks for, so that `-m "not browser"` chooses by need."""
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if names & {"data_folder", "geography_folder"}:
            item.add_marker(pytest.mark.data)
        if names & {"chromium", "page", "browser", "context"}:
            item.add_marker(pytest.mark.browser)
        if "postgresql" in names:
            item.add_marker(pytest.mark.postgres)
        if "spark" in names:
            item.add_marker(pytest.mark.spark)


def git(*arguments: str) -> str:
    """The output of a git command in the checkout."""
    return subprocess.run(["git", *arguments], cwd=CHECKOUT, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def small_files_are_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few made-up practices stand for a real ICB, so that its published pounds can be shared among them."""
    for room in ("place_report", "place_evidence", "split_units"):
        monkeypatch.setattr(f"commonweal.allocations.{room}.check_completeness", lambda *given: [])
