"""Law is data with dates: rule packs, dated values, overlays."""

from commonweal.law.book import Change, RuleBook, book, overlay_names, overlay_standing
from commonweal.law.lines import LinedYaml
from commonweal.law.loading import load_packs, pack_files, read_pack
from commonweal.law.schema import Entry, Pack
from commonweal.law.units import STATUSES, UNITS

__all__ = [
    "STATUSES",
    "UNITS",
    "Change",
    "Entry",
    "LinedYaml",
    "Pack",
    "RuleBook",
    "book",
    "load_packs",
    "overlay_names",
    "overlay_standing",
    "pack_files",
    "read_pack",
]
