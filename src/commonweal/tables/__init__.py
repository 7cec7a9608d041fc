"""Reading tables by the meaning of their columns, with all errors collected; writing them so that they open safely."""

from commonweal.tables.limits import Limits
from commonweal.tables.meanings import Meaning
from commonweal.tables.placing import placed, require_place
from commonweal.tables.reading import read_table
from commonweal.tables.sheets import Sheet, read_sheets
from commonweal.tables.stamp import FileStamp
from commonweal.tables.table import Table
from commonweal.tables.writing import write_csv, write_xlsx

__all__ = [
    "FileStamp",
    "Limits",
    "Meaning",
    "Sheet",
    "Table",
    "placed",
    "read_sheets",
    "read_table",
    "require_place",
    "write_csv",
    "write_xlsx",
]
