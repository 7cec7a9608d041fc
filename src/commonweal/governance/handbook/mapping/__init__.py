"""Messy real registers come in through a saved mapping of their columns to ours, with a preview."""

from commonweal.governance.handbook.mapping.applying import Mapped, map_register
from commonweal.governance.handbook.mapping.schema import ColumnMapping, Mapping, read_mapping
from commonweal.governance.handbook.mapping.suggesting import suggest_mapping

__all__ = ["ColumnMapping", "Mapped", "Mapping", "map_register", "read_mapping", "suggest_mapping"]
