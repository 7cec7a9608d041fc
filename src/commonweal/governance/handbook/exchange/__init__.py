"""The handbook's exchange format: one workbook with a sheet for each table, or a folder with a CSV file for each."""

from commonweal.governance.handbook.canonical import fingerprint
from commonweal.governance.handbook.exchange.example import example_handbook
from commonweal.governance.handbook.exchange.merging import Change, Merged, merge, merge_into
from commonweal.governance.handbook.exchange.reading import Reading, examine, read_handbook
from commonweal.governance.handbook.exchange.writing import write_handbook

__all__ = [
    "Change",
    "Merged",
    "Reading",
    "examine",
    "example_handbook",
    "fingerprint",
    "merge",
    "merge_into",
    "read_handbook",
    "write_handbook",
]
