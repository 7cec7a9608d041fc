"""Regions, the 42 and the 36 ICBs, what became of each, sub-ICB locations, and the hexagon maps."""

from __future__ import annotations

from collections import Counter
from typing import Any

from reference_tables.inputs import SECOND_WORKBOOK, Inputs

LSOAS = "lsoa21_icb24_icb26.csv.gz"
SUB_ICB = "lookup_lsoa21_sicbl24_icb24.csv.gz"
TRUSTS = "trust_to_icb_2026_mapping.csv"
SUCCESSION = "icb_succession_2026.csv"
SUCCESSORS = "icb_2025_to_2026_successor_by_practice.csv"

ESTABLISHED = "2022-07-01"
"""Integrated care boards were established on this day: Health and Care Act 2022, section 19 and its order."""
LAST_DAY, CHANGED = "2026-03-31", "2026-04-01"

# ODS code: ONS code of April 2024, name. Region boundaries, hence two of the ONS codes, changed in July 2022.
REGIONS = {
    "Y56": ("E40000003", "London"),
    "Y58": ("E40000006", "South West"),
    "Y59": ("E40000005", "South East"),
    "Y60": ("E40000011", "Midlands"),
    "Y61": ("E40000007", "East of England"),
    "Y62": ("E40000010", "North West"),
    "Y63": ("E40000012", "North East and Yorkshire"),
}

Rows = list[dict[str, Any]]


def regions(inputs: Inputs) -> Rows:
    """The seven NHS England regions."""
    return [
        {"region_code": code, "nhser24_code": ons, "region_name": name, "from": "2022-07-01", "to": ""}
        for code, (ons, name) in REGIONS.items()
    ]


def _regions_of_42(inputs: Inputs) -> dict[str, str]:
    table = inputs.sheet(SECOND_WORKBOOK, "ICB Core Allocations 2025-26")
    return {str(row["icb_code"]): str(row["region_code"]) for row in table.rows()}


def _regions_of_36(inputs: Inputs) -> dict[str, str]:
    by_name = {name: code for code, (_, name) in REGIONS.items()}
    votes: dict[str, Counter[str]] = {}
    for row in inputs.rows(TRUSTS):
        votes.setdefault(row["icb_code"], Counter())[by_name[row["region"]]] += 1
    return {icb: counted.most_common(1)[0][0] for icb, counted in votes.items()}


def icb_2022(inputs: Inputs) -> Rows:
    """The 42 ICBs that stood from July 2022 to March 2026."""
    regions_of, new = _regions_of_42(inputs), {row["icb26_code_nhs"] for row in inputs.rows("icb26.csv")}
    return [
        {
            "icb_code": row["icb24_code_nhs"],
            "icb24_code": row["icb24_code"],
            "icb_name": row["icb24_name"],
            "region_code": regions_of[row["icb24_code_nhs"]],
            "from": ESTABLISHED,
            "to": "" if row["icb24_code_nhs"] in new else LAST_DAY,
        }
        for row in sorted(inputs.rows("icb24.csv"), key=lambda row: row["icb24_code_nhs"])
    ]


def icb_codes_2022(inputs: Inputs) -> Rows:
    """The ONS codes with which the 42 ICBs began, by the full name that they kept."""
    code_of = {row["icb24_name"]: row["icb24_code_nhs"] for row in inputs.rows("icb24.csv")}
    names = {row["icb22_code"]: row["icb22_name"] for row in inputs.rows("england_health_index_ics.csv")}
    return [{"icb22_code": code, "icb_code": code_of[name]} for code, name in sorted(names.items())]


def icb_2026(inputs: Inputs) -> Rows:
    """The 36 ICBs from April 2026."""
    regions_of, old = _regions_of_36(inputs), {row["icb24_code_nhs"] for row in inputs.rows("icb24.csv")}
    return [
        {
            "icb_code": row["icb26_code_nhs"],
            "icb26_code": row["icb26_code"],
            "icb_name": row["icb26_name"],
            "region_code": regions_of[row["icb26_code_nhs"]],
            "from": ESTABLISHED if row["icb26_code_nhs"] in old else CHANGED,
            "to": "",
        }
        for row in sorted(inputs.rows("icb26.csv"), key=lambda row: row["icb26_code_nhs"])
    ]


def region_membership(inputs: Inputs) -> Rows:
    """Which region each ICB lies in, by day."""
    old, new = icb_2022(inputs), icb_2026(inputs)
    rows = [*old, *(row for row in new if row["from"] == CHANGED)]
    now = {row["icb_code"]: row["region_code"] for row in new}
    moved = [row["icb_code"] for row in old if not row["to"] and now[row["icb_code"]] != row["region_code"]]
    if moved:
        raise SystemExit(f"the region of {', '.join(moved)} differs between the sources")
    return [{name: row[name] for name in ("icb_code", "region_code", "from", "to")} for row in rows]


def succession(inputs: Inputs) -> Rows:
    """The 16 succession rows of April 2026, by residents and by registered patients."""
    registered = {(row["ICB"], row["icb_code_2026"]): row for row in inputs.rows(SUCCESSORS)}
    links = inputs.rows(SUCCESSION)
    of_old: Counter[str] = Counter()
    for link in links:
        of_old[link["icb24_code_nhs"]] += int(link["lsoas"])
    return [
        {
            "predecessor": link["icb24_code_nhs"],
            "successor": link["icb26_code_nhs"],
            "date": link["succession_date"],
            "lsoas": int(link["lsoas"]),
            "share_of_lsoas": int(link["lsoas"]) / of_old[link["icb24_code_nhs"]],
            **_registered(registered[link["icb24_code_nhs"], link["icb26_code_nhs"]]),
        }
        for link in links
    ]


def succession_shares(inputs: Inputs) -> Rows:
    """All 46 parts of the 42 ICBs on the map of the 36, by registered patients."""
    return [
        {"predecessor": row["ICB"], "successor": row["icb_code_2026"], "date": CHANGED, **_registered(row)}
        for row in inputs.rows(SUCCESSORS)
    ]


def _registered(row: dict[str, str]) -> dict[str, Any]:
    return {
        "practices": int(row["practices"]),
        "population_2025_26": float(row["population_2025_26"]),
        "weighted_population_2025_26": float(row["wp_2025_26"]),
        "share_of_weighted_population": float(row["share_of_old_icb_wp"]),
    }


def sub_icb(inputs: Inputs) -> Rows:
    """The 106 sub-ICB locations of 2024 with their ICB then and the ICBs their LSOAs lie in from April 2026."""
    names = {row["sicbl24_code_nhs"]: row["sicbl24_name"] for row in inputs.rows(SUB_ICB)}
    counted: dict[tuple[str, str, str], Counter[str]] = {}
    for row in inputs.rows(LSOAS):
        key = (row["sicbl24_code_nhs"], row["sicbl24_code"], row["icb24_code_nhs"])
        counted.setdefault(key, Counter())[row["icb26_code_nhs"]] += 1
    return [
        {
            "sub_icb_code": code,
            "sicbl24_code": ons,
            "sub_icb_name": names[code],
            "icb_code_2022": old,
            "icb_code_2026": ";".join(new for new, _ in parts.most_common()),
            "lsoas": parts.total(),
        }
        for (code, ons, old), parts in sorted(counted.items())
    ]


def hexagons(inputs: Inputs, vintage: str) -> Rows:
    """One hexagon per ICB, with the centre of the ICB on the National Grid."""
    return [
        {
            "icb_code": row[f"{vintage}_code_nhs"],
            f"{vintage}_code": row[f"{vintage}_code"],
            "icb_name": row[f"{vintage}_name"],
            "column": int(row["col"]),
            "row": int(row["row"]),
            "shift": int(row["shift"]),
            "easting": float(row["x"]),
            "northing": float(row["y"]),
            "lsoas": int(row["lsoas"]),
        }
        for row in sorted(inputs.rows(f"{vintage}_hex.csv"), key=lambda row: row[f"{vintage}_code_nhs"])
    ]
