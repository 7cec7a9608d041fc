"""Law is data with dates: rule packs, dated values, overlays."""

from commonweal.law.book import Change, RuleBook, book, overlay_names, overlay_standing
from commonweal.law.evidence_letters import (
    EVIDENCE,
    Letters,
    evidence_of,
    evidence_words,
    lettered,
    letters_of,
    rules_told,
)
from commonweal.law.loading import load_packs, pack_files, read_pack
from commonweal.law.schema import Entry, Pack
from commonweal.law.units import STATUSES, UNITS

__all__ = [
    "EVIDENCE",
    "STATUSES",
    "UNITS",
    "Change",
    "Entry",
    "Letters",
    "Pack",
    "RuleBook",
    "book",
    "evidence_of",
    "evidence_words",
    "lettered",
    "letters_of",
    "load_packs",
    "overlay_names",
    "overlay_standing",
    "pack_files",
    "read_pack",
    "rules_told",
]
