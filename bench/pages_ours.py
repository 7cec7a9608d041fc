"""Pages of the site on the embedded default, asked of the server's own code."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import commonweal

Work = Callable[[], list[float]]

PAGES = (
    "/",
    "/allocations/",
    "/allocations/?map=icb26&stream=primary_medical",
    "/allocations/QHL/",
    "/allocations/S0E4D/",
    "/allocations/scenario/?gain_cap=1",
    "/allocations/places/",
    "/allocations/places/results/?data=wealdmarch&icb=WEALDM&by=pcn",
    "/allocations/places/choose/?data=wealdmarch&icb=WEALDM",
    "/allocations/difference/",
    "/allocations/explain/?icb=QRV&stream=core&year=2025/26&number=explain",
    "/organisations/",
    "/organisations/QNQ/",
    "/organisations/Y60/tree/",
)
"""One address of each page."""


def versions() -> str:
    """What these cases run on."""
    import django

    return f"Commonweal {commonweal.__version__}, Django {django.__version__}"


def pages(data: Path) -> Work:
    """Load every page once; the figures are how many there are and how many were found."""
    os.environ["COMMONWEAL_HOME"] = tempfile.mkdtemp(prefix="commonweal-bench-")
    os.environ.pop("COMMONWEAL_DATA", None)
    from commonweal.site.command_line import ready
    from commonweal.site.warming import warm

    ready()
    warm()
    from django.test import Client

    visitor = Client(HTTP_HOST="localhost")

    def work() -> list[float]:
        found = [visitor.get(address).status_code == 200 for address in PAGES]
        return [float(len(found)), float(sum(found))]

    return work
