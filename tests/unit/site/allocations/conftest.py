"""What the tests of the pages about allocations share."""

from __future__ import annotations

import pytest

from commonweal import demo


@pytest.fixture
def wealdmarch() -> demo.DemoFiles:
    """The files of the fictional system, as this installation has made them."""
    from commonweal.site.allocations import data_sets

    return data_sets.wealdmarch()


@pytest.fixture(autouse=True)
def without_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder of real files, whatever the machine has; a test that wants one names it."""
    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)
