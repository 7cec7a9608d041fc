"""Look-ups of the Office for National Statistics: which body every small area stands in, on one map or on several."""

from __future__ import annotations

import re
from dataclasses import dataclass

from commonweal.organisations.kinds import Kind
from commonweal.organisations.loading.listings import Source
from commonweal.problems import BadInput, Problem
from commonweal.tables import FileStamp, Meaning, read_table

_AREA = re.compile(r"lsoa(\d\d)(?:_?code|_?cd)", re.IGNORECASE)
_TIERS = {"icb": Kind.ICB, "sicbl": Kind.SUB_ICB, "ccg": Kind.CCG, "nhser": Kind.REGION}
_CODE = re.compile(r"(icb|sicbl|ccg|nhser)(\d\d)_?(code_nhs|code_h|code|cdh|cd|name|nm)", re.IGNORECASE)
_ODS, _ONS, _NAME = ("codenhs", "codeh", "cdh"), ("code", "cd"), ("name", "nm")


@dataclass(frozen=True, slots=True)
class LookupMap:
    """One map out of a look-up.

    Args:
        vintage: Such as ``icb24`` or ``sicbl24``.
        tier: What the bodies are.
        pairs: Small area and ODS code of the body (the ONS code where the file has no other); blank where missing.
        ons: ONS code by ODS code, where the file has both.
        names: Name by ODS code, where the file has it.
    """

    vintage: str
    tier: Kind
    pairs: tuple[tuple[str, str], ...]
    ons: dict[str, str]
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Lookup:
    """All maps of one look-up file over one kind of small area, such as ``lsoa21``."""

    unit: str
    maps: tuple[LookupMap, ...]
    stamp: FileStamp
    notes: tuple[str, ...] = ()

    def map(self, vintage: str) -> LookupMap | None:
        """The map of a vintage, or None."""
        return next((item for item in self.maps if item.vintage == vintage), None)


def read_area_lookup(source: Source, *, name: str | None = None) -> Lookup:
    r"""Read a look-up of small areas, whatever vintages it holds: the headers say them.

    Headers may be as the ONS writes them (``LSOA21CD, ICB24CD, ICB24CDH, ICB24NM``) or spelled out
    (``lsoa21_code, icb24_code, icb24_code_nhs``). A small area may stand in several rows, and a blank body is kept:
    the checks report both.

    Raises:
        BadInput: There is no column of small areas or of bodies, or a small area is blank.

    Example:
        >>> lookup = read_area_lookup(b"LSOA21CD,ICB24CD,ICB24CDH,ICB24NM\nE01012392,E54000008,QYG,NHS Cheshire\n")
        >>> lookup.unit, lookup.maps[0].vintage, lookup.maps[0].pairs, lookup.maps[0].ons
        ('lsoa21', 'icb24', (('E01012392', 'QYG'),), {'QYG': 'E54000008'})
    """
    area = Meaning("area", tuple(f"lsoa{y}_code" for y in _years()) + tuple(f"lsoa{y}cd" for y in _years()), "code")
    table = read_table(source, [area], name=name, keep_other_columns=True)
    header = table.headers["area"]
    found = _AREA.fullmatch(header.strip())
    unit = f"lsoa{found[1]}" if found else "lsoa"
    columns: dict[tuple[str, str], dict[str, str]] = {}
    for column in table.names:
        match = _CODE.fullmatch(column.strip())
        if match:
            part = match[3].casefold().replace("_", "")
            kind = "ods" if part in _ODS else "ons" if part in _ONS else "name"
            columns.setdefault((match[1].casefold(), match[2]), {})[kind] = column
    units = [text or "" for text in table.text("area")]
    maps = []
    for (tier, year), parts in sorted(columns.items()):
        code = parts.get("ods") or parts.get("ons")
        if code is None:
            continue
        bodies = [(text or "").upper() for text in table.text(code)]
        ons = _paired(bodies, [t or "" for t in table.text(parts["ons"])]) if {"ods", "ons"} <= set(parts) else {}
        names = _paired(bodies, [t or "" for t in table.text(parts["name"])]) if "name" in parts else {}
        maps.append(LookupMap(f"{tier}{year}", _TIERS[tier], tuple(zip(units, bodies, strict=True)), ons, names))
    if not maps:
        raise BadInput(
            Problem(
                "there is no column with the code of a board or sub-ICB location",
                file=table.stamp.name,
                expected='headers such as "ICB24CDH" or "icb24_code_nhs"',
                do="use a look-up from small areas to integrated care boards",
            )
        )
    return Lookup(unit, tuple(maps), table.stamp, table.notes)


def _paired(bodies: list[str], values: list[str]) -> dict[str, str]:
    return {body: value for body, value in dict(zip(bodies, values, strict=True)).items() if body and value}


def _years() -> list[str]:
    return ["21", "11", "01", "31"]
