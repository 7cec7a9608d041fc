"""Every page's first load on the embedded default: each in a process of its own that has just started to serve.

The server is made ready once, as ``commonweal serve`` makes it, and then copied for each load: no load finds
what another has left behind. What is timed is the server's own work, from the request to the last byte of the page.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pages import PAGES

import commonweal

Work = Callable[[], list[float]]

_seconds: dict[str, list[float]] = {}


def versions() -> str:
    """What these cases run on."""
    import django

    return f"Commonweal {commonweal.__version__}, Django {django.__version__}"


def parts() -> dict[str, float]:
    """The median seconds of each page's first load, the slowest first."""
    medians = {address: statistics.median(runs) for address, runs in _seconds.items()}
    return dict(sorted(medians.items(), key=lambda item: -item[1]))


def pages(data: Path) -> Work:
    """Load every page once; the figures are how many there are and how many were found."""
    os.environ["COMMONWEAL_HOME"] = tempfile.mkdtemp(prefix="commonweal-bench-")
    os.environ["COMMONWEAL_DATA"] = str(data)
    from commonweal.site.command_line import ready

    ready()
    _own_people_kept()
    from commonweal.site import wsgi  # noqa: F401  (reading it warms the server)

    visitor, known = _visitor()
    addresses = [address.format(**known) for address in PAGES]

    def work() -> list[float]:
        found = 0
        for page, address in zip(PAGES, addresses, strict=True):
            seconds, status = _first_load(visitor, address)
            _seconds.setdefault(page, []).append(seconds)
            # Whoever is signed in is sent on from the page to sign in.
            found += status in (200, 302)
        return [float(len(PAGES)), float(found)]

    return work


def _visitor() -> tuple[Any, dict[str, str]]:
    """Somebody who is signed in and has saved places, ready to ask; and what stands for the names in addresses."""
    from django.db import connections
    from django.test import Client

    from commonweal.allocations.place_definition import OWN, DefinedPlace, PlaceDefinition
    from commonweal.site.accounts.actions import add_account
    from commonweal.site.allocations.actions import save_places
    from commonweal.site.allocations.data_sets import data_set, membership
    from commonweal.site.allocations.forms.explain import PlaceNumberForm
    from commonweal.site.allocations.forms.places import default_data
    from commonweal.site.allocations.worked import ask_of_icb
    from commonweal.site.audit.actors import Operator
    from commonweal.site.receipts.actions import issue

    director = add_account(
        by=Operator("operator:0"),
        username="bench",
        password="grey heron over wet slate",
        role="system_finance_director",
    )
    wealdmarch = data_set("wealdmarch")
    held = membership(wealdmarch, "pcn").on(None)
    made = PlaceDefinition(
        title="Two halves",
        icb="WEALDM",
        by=OWN,
        places=(DefinedPlace("North", tuple(sorted(held)[:40])),),
        remainder="South",
        data_title=wealdmarch.title,
        data_sha256=wealdmarch.sha256,
    )
    saved = save_places(by=director, definition=made)
    visitor = Client(HTTP_HOST="localhost")
    visitor.force_login(director)
    visitor.handler.load_middleware()
    connections.close_all()
    return visitor, {
        "place": str(saved.place_id),
        "receipt": issue(ask_of_icb("explain", "QHL", "core", "2025/26"), by=director).digest,
        "network": held[min(held)][0],
        "row": _handbook_kept_by(director),
        "network_in_england": next(iter(PlaceNumberForm({"icb": "QHL", "by": "pcn"}, data_set(default_data())).places)),
    }


def _handbook_kept_by(director: Any) -> str:
    """Keep a small handbook whose secretary and member the visitor is; what stands for one of its rows in addresses."""
    from commonweal.governance.handbook.exchange import example_handbook
    from commonweal.site.accounts.models import RoleGrant
    from commonweal.site.governance.actions import import_handbook
    from commonweal.site.governance.records import key_of

    system, handbook = "EXAMPLE-ICB", example_handbook()
    for role, person in (("company_secretary", ""), ("member", "P04")):
        RoleGrant.objects.create(
            user=director, role=role, organisation_code=system, person=person, granted_by="operator:0"
        )
    vars(director).pop("_current_grants", None)
    import_handbook(by=director, system=system, handbook=handbook)
    return key_of(handbook.tables["seats"][0])[1]


def _own_people_kept() -> None:
    """Put tables of made-up people on the pages; a quarter of the demonstration's people make as many rows."""
    from commonweal.demo.population_path import demonstrate_population
    from commonweal.site.audit.actors import Operator
    from commonweal.site.population.actions import keep_aggregates

    made = demonstrate_population(Path(tempfile.mkdtemp(prefix="commonweal-people-")), people=30_000)
    keep_aggregates(by=Operator("operator:0"), folder=made.aggregates)


def _first_load(visitor: Any, address: str) -> tuple[float, int]:
    """The seconds of a load and its status, in a copy of this process that has loaded no page before."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        started = time.perf_counter()
        response = visitor.get(address)
        response.getvalue()
        os.write(writing, json.dumps([time.perf_counter() - started, response.status_code]).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        seconds, status = json.loads(told.read())
    os.waitpid(child, 0)
    return seconds, status
