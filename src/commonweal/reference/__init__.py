"""Small published figures inside the package, each with its source, licence, date and hash.

Example:
    >>> from commonweal import reference
    >>> reference.facts.look_up("allocations/core", {"year": "2025/26", "icb_code": "QHL"}).values["base_growth"]
    0.0437
"""

from commonweal.reference.catalogue import DataFile, catalogue
from commonweal.reference.facts import ReferenceFacts, facts
from commonweal.reference.files import dataset, rows
from commonweal.reference.manifest import ColumnEntry, Manifest, SourceEntry, TableEntry, manifest
from commonweal.reference.recognition import FoundFile, Survey, recognise, survey

__all__ = [
    "ColumnEntry",
    "DataFile",
    "FoundFile",
    "Manifest",
    "ReferenceFacts",
    "SourceEntry",
    "Survey",
    "TableEntry",
    "catalogue",
    "dataset",
    "facts",
    "manifest",
    "recognise",
    "rows",
    "survey",
]
