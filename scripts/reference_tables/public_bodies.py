"""Public bodies that were renamed or taken over, clinical commissioning groups, trusts and their hospitals.

Former names, hospitals and councils are written down by hand in the tables themselves, since most of their sources are
not in the data folder. They are read back from the package, held against the lists that are in the folder, and put in
order.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from commonweal.tables import Meaning, read_table
from reference_tables.inputs import Inputs

HELD = Path(__file__).resolve().parents[2] / "src" / "commonweal" / "reference" / "organisations"
TRUSTS = "trust_to_icb_2026_mapping.csv"
SUCCESSORS = "lookup_ods_successor_old_new.csv"
GROUPS_2019 = "nhse_ccg_formula_practice_wp_2018-19_base.xlsx"
GROUPS_2021 = "nhse_place_tool_2023_2024.csv"
_AND = re.compile(" (?:&|And) ")
_EVIDENCE = ("successor list", "two lists", "change report", "memory")
_GROUP_2019 = (
    Meaning("icb", ("STP21",), blank_allowed=True),
    Meaning("code", ("CCG",), "code", blank_allowed=True),
    Meaning("name", ("CCG19",), blank_allowed=True),
)

Rows = list[dict[str, Any]]


def trusts(inputs: Inputs) -> Rows:
    """Codes and names of NHS trusts, with the one apostrophe and the one *and*."""
    return [
        {"trust_code": row["nhs_code"], "trust_name": _AND.sub(" and ", row["trust_name"].replace("’", "'"))}
        for row in sorted(inputs.rows(TRUSTS), key=lambda row: row["nhs_code"])
    ]


def groups(inputs: Inputs) -> Rows:
    """Clinical commissioning groups of 2019 and 2021, each with the ICB that took over its area.

    The name of 2019 stands; a new code that bears a name of 2019 is left out, since the group of that name had ended.
    """
    table = read_table(
        inputs.path(GROUPS_2019), _GROUP_2019, sheet="GP practice WP by ICS", skip_row=lambda row: not row["code"]
    )
    of_2019 = {str(row["code"]): (str(row["name"]), str(row["icb"])) for row in table.rows()}
    of_2021 = {row["CCG21"]: (row["Former CCG"], row["ICS22"]) for row in inputs.rows(GROUPS_2021)}
    names = {name for name, _ in of_2019.values()}
    new = {code: told for code, told in of_2021.items() if told[0] not in names}
    found = sorted({**new, **of_2019}.items())
    return [{"ccg_code": code, "ccg_name": name, "icb_code_2022": icb} for code, (name, icb) in found]


def former_names(inputs: Inputs) -> Rows:
    """Names of trusts before the name or the trust that came after; every row says what it rests on."""
    rows = _held("nhs_trust_former_names.csv", ("successor_name", "name"))
    listed = {(row["old_code"], row["new_code"], row["date"]) for row in inputs.rows(SUCCESSORS)}
    told = [(row["code"], row["successor_code"], row["date"]) for row in rows if row["evidence"] == "successor list"]
    _refuse("not in the list of successors", [link for link in told if link not in listed])
    _refuse("of no known evidence", [row["name"] for row in rows if row["evidence"] not in _EVIDENCE])
    renamed = [row["code"] for row in rows if row["code"] == row["successor_code"]]
    _refuse("renamed twice", sorted({code for code in renamed if renamed.count(code) > 1}))
    return rows


def hospitals(inputs: Inputs) -> Rows:
    """Hospitals of trusts that are in the list of trusts, or that took over from one."""
    rows = _held("nhs_trust_hospitals.csv", ("trust_code", "hospital_name"))
    known = {row["trust_code"] for row in trusts(inputs)} | {row["successor_code"] for row in former_names(inputs)}
    _refuse("of a trust that no table has", [row["hospital_name"] for row in rows if row["trust_code"] not in known])
    return rows


def councils(inputs: Inputs) -> Rows:
    """Councils that were abolished, with those that took over."""
    return _held("council_successions.csv", ("successor_name", "council_name"))


def _held(file: str, order: Sequence[str]) -> Rows:
    with (HELD / file).open(encoding="utf-8", newline="") as stream:
        return sorted(csv.DictReader(stream), key=lambda row: [row[name] for name in order])


def _refuse(what: str, found: Sequence[object]) -> None:
    if found:
        raise SystemExit(f"{what}: {', '.join(map(str, found))}")
