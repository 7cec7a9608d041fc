"""Facts about the whole house that no room owns."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

import commonweal


def test_version_is_three_numbers() -> None:
    assert [part.isdigit() for part in commonweal.__version__.split(".")] == [True, True, True]


def test_no_source_file_is_long() -> None:
    """A file is one idea; past 300 lines it is two."""
    source = Path(commonweal.__file__).parent
    long = {str(path.relative_to(source)): count for path in source.rglob("*.py") if (count := _lines(path)) > 300}
    assert long == {}


def _lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def test_network_outside_this_machine_is_refused() -> None:
    """The address is one that documentation reserves, so nothing answers if the guard ever fails."""
    with socket.socket() as connection:
        connection.settimeout(0.1)
        with pytest.raises((SocketConnectBlockedError, UserWarning)):
            connection.connect(("192.0.2.1", 80))
