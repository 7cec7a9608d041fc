"""The allocation jobs on Commonweal."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np

import commonweal
from commonweal.allocations.membership_files import read_members
from commonweal.allocations.partition import partition_practices
from commonweal.allocations.place_budget import IcbAmount, place_budgets
from commonweal.allocations.places import PlaceNeed, place_need
from commonweal.allocations.policy import Basis, Pace, Policy
from commonweal.allocations.practice_file import read_practice_file
from commonweal.allocations.scenario import Change, run_scenario
from commonweal.allocations.stream_year import StreamYear

PRACTICES = "nhse_place_tool_2025_2026_published_feb2025.csv"
MEMBERS = "ods_epcn_core_partners.csv.gz"
PUBLISHED = "icb_allocations_tidy_2023-24_to_2025-26.csv"

Work = Callable[[], list[float]]


def versions() -> str:
    """What these cases run on."""
    return f"Commonweal {commonweal.__version__}, NumPy {np.__version__}"


def figures(need: PlaceNeed) -> list[float]:
    """How many places, their people, and their indices to their ICB, summed by service."""
    services = sorted(need.services)
    order = [need.services.index(service) for service in services]
    return [float(len(need.partition)), float(need.population.sum()), *np.nansum(need.index_to_icb, axis=0)[order]]


def load_practices(data: Path) -> Work:
    """Read the file, and check each cell."""

    def work() -> list[float]:
        file = read_practice_file(data / PRACTICES)
        return [float(len(file.practices)), float(file.population.sum())]

    return work


def pcn_indices(data: Path) -> Work:
    """Indices of places, when practices are already sorted into them."""
    file = read_practice_file(data / PRACTICES)
    places = partition_practices(file, read_members(data / MEMBERS, kind="pcn"))
    return lambda: figures(place_need(places))


def pcn_gate_and_indices(data: Path) -> Work:
    """Sort practices into places, report what stands against it, and work the indices."""
    file = read_practice_file(data / PRACTICES)
    members = read_members(data / MEMBERS, kind="pcn")
    return lambda: figures(place_need(partition_practices(file, members)))


def pcn_pounds(data: Path) -> Work:
    """Indices of places, and the core allocation of each ICB split among them to the penny."""
    file = read_practice_file(data / PRACTICES)
    places = partition_practices(file, read_members(data / MEMBERS, kind="pcn"))
    amounts = [
        IcbAmount(row["icb_code"], "core", round(float(row["recurrent_allocation_k"]) * 100_000))
        for row in core_2025_26(data)
    ]

    def work() -> list[float]:
        need = place_need(places)
        lines = place_budgets(need, amounts).lines
        return [float(len(lines)), float(sum(line.recurrent_pence for line in lines))]

    return work


def core_2025_26(data: Path) -> list[dict[str, str]]:
    """The published core figures of 2025/26, a row for each ICB."""
    with (data / PUBLISHED).open(encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.DictReader(stream) if (row["stream"], row["year"]) == ("core", "2025/26")]


def scenarios(data: Path) -> Work:
    """A thousand scenarios, each with its own growth and cap."""
    rows = core_2025_26(data)
    year = StreamYear(
        stream="core",
        year="2025/26",
        codes=tuple(row["icb_code"] for row in rows),
        baseline_k=np.array([float(row["baseline_k"]) for row in rows]),
        closing_target_k=np.array([float(row["closing_target_k"]) for row in rows]),
    )
    policy = Policy(growth_rate=0.0437, gain=Pace(0.2, 0.005), loss=Pace(0.2, 0.005), basis=Basis.PRE)
    cap = np.linspace(0.001, 0.02, 1000)[:, None]
    change = Change(growth=np.linspace(0.01, 0.06, 1000)[:, None], gain_cap=cap, loss_cap=cap)
    return lambda: [float(run_scenario(year, policy, change).allocation_k.sum()), float(len(rows))]
