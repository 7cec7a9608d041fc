"""Wealdmarch's organisations as a register, read back from its files."""

from __future__ import annotations

from commonweal.demo.files import BANNER, DemoFiles
from commonweal.organisations.loading import read_register
from commonweal.organisations.register import Register

_SOURCE = "Wealdmarch (fictional)"


def register(files: DemoFiles) -> Register:
    """The organisations of Wealdmarch: what stands in what, and what took over from what.

    Args:
        files: What ``wealdmarch.build`` wrote.

    Raises:
        BadInput: A file has been changed and is faulty now.
    """
    return read_register(
        files.bodies, files.memberships, files.successions, source=_SOURCE, vintage="fictional", note=BANNER
    )
