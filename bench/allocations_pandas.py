"""The allocation jobs the way an analyst writes them in pandas."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

PRACTICES = "nhse_place_tool_2025_2026_published_feb2025.csv"
MEMBERS = "ods_epcn_core_partners.csv.gz"
PUBLISHED = "icb_allocations_tidy_2023-24_to_2025-26.csv"
WEIGHTS = {
    "community": "CS WP",
    "core": "Final WP",
    "general_and_acute": "G&A WP",
    "health_inequalities": "Health Ineq WP",
    "maternity": "Mat WP",
    "mental_health": "MH WP",
    "prescribing": "Prescr WP",
    "primary_medical": "Final PMC WP",
    "primary_medical_need": "Primary Medical Care WP",
}

Work = Callable[[], list[float]]


def versions() -> str:
    """What these cases run on."""
    return f"pandas {pd.__version__}, NumPy {np.__version__}"


def practices(data: Path) -> pd.DataFrame:
    """The practice file, with its headers stripped."""
    frame = pd.read_csv(data / PRACTICES, encoding="utf-8-sig")
    return frame.rename(columns=str.strip)


def members(data: Path) -> pd.DataFrame:
    """Which PCN each practice is in now."""
    frame = pd.read_csv(data / MEMBERS, dtype=str)
    frame = frame[frame["Practice to PCN Relationship End Date"].isna()]
    return frame[["Partner Organisation Code", "PCN Code"]]


def with_pcn(frame: pd.DataFrame, joined: pd.DataFrame) -> pd.DataFrame:
    """Practices with their PCN; one that has none goes to its ICB's own line."""
    merged = frame.merge(joined, left_on="Practice_Code", right_on="Partner Organisation Code", how="left")
    merged["PCN Code"] = merged["PCN Code"].fillna("none")
    return merged


def by_groups(merged: pd.DataFrame) -> list[float]:
    """Indices by one groupby for the places and one for the ICBs."""
    columns = ["Population", *WEIGHTS.values()]
    places = merged.groupby(["ICB", "PCN Code"])[columns].sum()
    icbs = merged.groupby("ICB")[columns].sum()
    need = places[list(WEIGHTS.values())].div(places["Population"], axis=0)
    icb_need = icbs[list(WEIGHTS.values())].div(icbs["Population"], axis=0)
    index = need.div(icb_need, level="ICB")
    return [float(len(places)), float(places["Population"].sum()), *(float(index[c].sum()) for c in WEIGHTS.values())]


def load_practices(data: Path) -> Work:
    """Read the file."""

    def work() -> list[float]:
        frame = practices(data)
        return [float(len(frame)), float(frame["Population"].sum())]

    return work


def pcn_indices_groupby(data: Path) -> Work:
    """One groupby over practices that already know their PCN."""
    merged = with_pcn(practices(data), members(data))
    return lambda: by_groups(merged)


def pcn_merge_and_indices(data: Path) -> Work:
    """The merge as well."""
    frame, joined = practices(data), members(data)
    return lambda: by_groups(with_pcn(frame, joined))


def pcn_indices_loop(data: Path) -> Work:
    """For each place, filter the whole frame for the place and again for its ICB, and sum both."""
    merged = with_pcn(practices(data), members(data))

    def work() -> list[float]:
        rows = []
        for icb, pcn in merged[["ICB", "PCN Code"]].drop_duplicates().itertuples(index=False):
            place = merged[(merged["ICB"] == icb) & (merged["PCN Code"] == pcn)]
            whole = merged[merged["ICB"] == icb]
            row = {"people": place["Population"].sum()}
            for name, column in WEIGHTS.items():
                need = place[column].sum() / place["Population"].sum()
                row[name] = need / (whole[column].sum() / whole["Population"].sum())
            rows.append(row)
        result = pd.DataFrame(rows)
        return [float(len(result)), float(result["people"].sum()), *(float(result[name].sum()) for name in WEIGHTS)]

    return work


def pcn_pounds(data: Path) -> Work:
    """Indices, and each ICB's allocation times the place's share, rounded to the penny: the sums may be pennies out."""
    merged = with_pcn(practices(data), members(data))
    published = pd.read_csv(data / PUBLISHED)
    published = published[(published["stream"] == "core") & (published["year"] == "2025/26")]
    allocation = published.set_index("icb_code")["recurrent_allocation_k"]

    def work() -> list[float]:
        by_groups(merged)
        weighted = merged.groupby(["ICB", "PCN Code"])["Final WP"].sum()
        share = weighted / merged.groupby("ICB")["Final WP"].sum().reindex(weighted.index, level="ICB")
        pounds = (share * allocation.reindex(share.index, level="ICB") * 1000).round(2)
        return [float(len(pounds)), float(pounds.sum() * 100)]

    return work


def scenarios(data: Path) -> Work:
    """A frame for each scenario, rounded to £1,000 like the published figures."""
    frame = pd.read_csv(data / PUBLISHED)
    frame = frame[(frame["stream"] == "core") & (frame["year"] == "2025/26")].reset_index(drop=True)

    def work() -> list[float]:
        total = 0.0
        for growth, cap in zip(np.linspace(0.01, 0.06, 1000), np.linspace(0.001, 0.02, 1000), strict=True):
            run = frame[["icb_code", "baseline_k", "closing_target_k"]].copy()
            run["grown"] = run["baseline_k"] * (1 + growth)
            run["distance"] = run["grown"] / run["closing_target_k"] - 1
            run["convergence"] = (-0.2 * run["distance"]).clip(-cap, cap)
            run["allocation"] = (run["grown"] * (1 + run["convergence"]) + 0.5).apply(np.floor)
            total += run["allocation"].sum()
        return [float(total), float(len(frame))]

    return work
