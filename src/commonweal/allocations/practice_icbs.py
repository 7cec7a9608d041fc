"""Whether the column of ICBs holds ICBs, and area codes and names stand each under their own heading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from commonweal import reference
from commonweal.allocations.area_column import AreaColumn
from commonweal.allocations.findings import Finding

_CODE = re.compile(r"(?=.*\d)[A-Z0-9]{2,12}|[A-Z]{3}")
_DO = "compare the headings with the publisher's file"


@lru_cache(maxsize=1)
def known_icbs() -> frozenset[str]:
    """Codes of every ICB there has been.

    Example:
        >>> {"QHL", "D7T5G"} <= known_icbs(), "Y56" in known_icbs()
        (True, False)
    """
    tables = ("organisations/icb_2022.csv", "organisations/icb_2026.csv")
    return frozenset(row["icb_code"] for table in tables for row in reference.rows(table))


@lru_cache(maxsize=1)
def _regions() -> frozenset[str]:
    rows = reference.rows("organisations/regions.csv")
    return frozenset(row[name].upper() for row in rows for name in ("region_code", "nhser24_code", "region_name"))


def check_areas(areas: Mapping[str, AreaColumn], words: Mapping[str, str]) -> list[Finding]:
    """Findings where areas stand under the heading of another kind, or names under that of codes.

    Args:
        areas: The area columns by kind.
        words: Kinds in words.

    Example:
        >>> from commonweal.allocations.area_column import area_column
        >>> regions, icbs = area_column(["Y56", "Y60"]), area_column(["QMJ", "QHL"])
        >>> [finding.kind for finding in check_areas({"icb": regions, "region": icbs}, {"region": "region"})]
        ['headings_exchanged']
        >>> check_areas({"icb": icbs, "region": regions}, {})
        []
    """
    findings = _icbs(areas, words)
    for kind, column in areas.items():
        if column.names and _exchanged(column):
            name = words.get(kind, kind)
            findings.append(
                Finding(
                    "headings_exchanged",
                    f"The columns of the {name}'s code and name look exchanged: {column.keys[0].title()} stands where "
                    f"a code should, and {column.name(column.keys[0])} where its name should.",
                    severity="error" if kind == "icb" else "warning",
                    do=_DO,
                )
            )
    return findings


def _icbs(areas: Mapping[str, AreaColumn], words: Mapping[str, str]) -> list[Finding]:
    codes = set(areas["icb"].keys) if "icb" in areas else set()
    if not codes or codes & known_icbs():
        return []
    shown = ", ".join(sorted(codes)[:5])
    for kind, column in areas.items():
        if known_icbs().intersection(column.keys):
            held = f"ICBs stand under the heading of the {words.get(kind, kind)}"
            break
    else:
        if not codes & _regions():
            return []
        held = "they are NHS regions"
    return [
        Finding(
            "headings_exchanged",
            f"The column of ICBs holds none of England's ICBs ({shown}): {held}, so that the columns look exchanged.",
            do=_DO,
        )
    ]


def _exchanged(column: AreaColumn) -> bool:
    """Whether every name looks like a code while most codes do not."""
    names = [column.names[key] for key in column.keys if key in column.names]
    worded = sum(_CODE.fullmatch(key) is None for key in column.keys)
    return worded * 2 > len(column.keys) and all(_CODE.fullmatch(name) for name in names)
