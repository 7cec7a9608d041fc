"""Facts about the whole house that no room owns."""

from __future__ import annotations

import socket

import pytest
from pytest_socket import SocketConnectBlockedError

import commonweal


def test_version_is_three_numbers() -> None:
    assert [part.isdigit() for part in commonweal.__version__.split(".")] == [True, True, True]


def test_network_outside_this_machine_is_refused() -> None:
    """The address is one that documentation reserves, so nothing answers if the guard ever fails."""
    with socket.socket() as connection:
        connection.settimeout(0.1)
        with pytest.raises((SocketConnectBlockedError, UserWarning)):
            connection.connect(("192.0.2.1", 80))
