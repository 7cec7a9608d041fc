"""Build the bundled reference tables and their manifest from the published files.

    python scripts/build_reference.py --data ../shared/data/allocation [--to FOLDER]

The same files give the same bytes. Descriptions, units and sources stand in ``reference_tables/described.yaml``.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).parent))

from reference_tables import ledgers, national, organisations, public_bodies, streams, weighted_populations
from reference_tables.inputs import Inputs, as_csv

HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "commonweal" / "reference"

BUILDERS: dict[str, Callable[[Inputs], list[dict[str, Any]]]] = {
    "allocations/core.csv": streams.core,
    "allocations/primary_medical.csv": streams.primary_medical,
    "allocations/specialised.csv": streams.specialised,
    "allocations/pod.csv": streams.pod,
    "allocations/running_costs.csv": streams.running_costs,
    "allocations/core_baseline_ledger.csv": lambda i: ledgers.lines(i, ledgers.CORE_BASELINES),
    "allocations/primary_medical_baseline_ledger.csv": lambda i: ledgers.lines(i, ledgers.PRIMARY_MEDICAL_BASELINES),
    "allocations/specialised_baseline_ledger.csv": lambda i: ledgers.lines(i, ledgers.SPECIALISED_BASELINES),
    "allocations/pod_baseline_ledger.csv": lambda i: ledgers.lines(i, ledgers.POD_BASELINES),
    "allocations/core_additions.csv": lambda i: ledgers.lines(i, ledgers.CORE_ADDITIONS),
    "allocations/primary_medical_additions.csv": lambda i: ledgers.lines(i, ledgers.PRIMARY_MEDICAL_ADDITIONS),
    "allocations/specialised_additions.csv": lambda i: ledgers.lines(i, ledgers.SPECIALISED_ADDITIONS),
    "allocations/pod_additions.csv": lambda i: ledgers.lines(i, ledgers.POD_ADDITIONS),
    "allocations/weighted_populations.csv": weighted_populations.by_icb,
    "allocations/weighted_populations_2026.csv": weighted_populations.on_36,
    "allocations/practice_file_editions.csv": weighted_populations.editions,
    "allocations/national.csv": national.national,
    "organisations/regions.csv": organisations.regions,
    "organisations/icb_2022.csv": organisations.icb_2022,
    "organisations/icb_codes_2022.csv": organisations.icb_codes_2022,
    "organisations/icb_2026.csv": organisations.icb_2026,
    "organisations/region_membership.csv": organisations.region_membership,
    "organisations/icb_succession_2026.csv": organisations.succession,
    "organisations/icb_succession_shares_2026.csv": organisations.succession_shares,
    "organisations/sub_icb.csv": organisations.sub_icb,
    "organisations/clinical_commissioning_groups.csv": public_bodies.groups,
    "organisations/nhs_trusts.csv": public_bodies.trusts,
    "organisations/nhs_trust_former_names.csv": public_bodies.former_names,
    "organisations/nhs_trust_hospitals.csv": public_bodies.hospitals,
    "organisations/council_successions.csv": public_bodies.councils,
    "geography/icb24_hex.csv": lambda i: organisations.hexagons(i, "icb24"),
    "geography/icb26_hex.csv": lambda i: organisations.hexagons(i, "icb26"),
}


def build(data: Path, target: Path) -> dict[str, bytes]:
    """Make every table and the manifest, write them below ``target``, and give back their bytes by name."""
    inputs = Inputs(data)
    described = yaml.safe_load((HERE / "reference_tables" / "described.yaml").read_text("utf-8"))
    shared = described["shared_columns"]
    made: dict[str, bytes] = {}
    tables: dict[str, Any] = {}
    for file, builder in BUILDERS.items():
        entry = described["tables"][file]
        columns = {name: _column(file, name, entry, shared) for name in entry["columns"]}
        rows = builder(inputs)
        made[file] = as_csv(columns, rows)
        tables[file] = {
            "title": entry["title"],
            "description": entry.get("description", ""),
            "sha256": hashlib.sha256(made[file]).hexdigest(),
            "rows": len(rows),
            "key": entry["key"],
            "columns": columns,
            "sources": entry["sources"],
        }
    sources = {name: _source(source, described, inputs) for name, source in described["sources"].items()}
    unused = inputs.read - {source["file"] for source in sources.values()}
    if unused:
        raise SystemExit(f"files without a source in described.yaml: {', '.join(sorted(unused))}")
    head = "# Made by scripts/build_reference.py; descriptions stand in scripts/reference_tables/described.yaml.\n"
    text = yaml.safe_dump({"sources": sources, "tables": tables}, sort_keys=False, allow_unicode=True, width=118)
    made["manifest.yaml"] = (head + text).encode()
    for file, content in made.items():
        (target / file).parent.mkdir(parents=True, exist_ok=True)
        (target / file).write_bytes(content)
    return made


def _column(file: str, name: str, entry: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, str]:
    own = entry["columns"][name]
    column = own if isinstance(own, dict) else shared.get(name)
    if column is None:
        raise SystemExit(f"described.yaml says nothing of column {name} in {file}")
    if set(column) - {"meaning", "unit", "kind"}:
        raise SystemExit(f"described.yaml has a comma that parts the meaning of column {name} in {file}")
    return dict(column)


def _source(source: Mapping[str, Any], described: Mapping[str, Any], inputs: Inputs) -> dict[str, Any]:
    common = {name: described[name] for name in ("licence", "retrieved")}
    made = {**common, **source}
    if "sha256" not in made:  # a source that is told with its hash was read elsewhere, and typed
        made["sha256"] = inputs.sha256(source["file"])
    made["licence"] = f"{made['licence']}; carrier: {made.pop('carrier_licence')}"
    return made


def main() -> None:
    """Read the arguments and build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the published files")
    parser.add_argument("--to", type=Path, default=TARGET, help="folder to write to")
    arguments = parser.parse_args()
    made = build(arguments.data, arguments.to)
    print(f"{len(made) - 1} tables, {sum(map(len, made.values())):,} bytes")


if __name__ == "__main__":
    main()
