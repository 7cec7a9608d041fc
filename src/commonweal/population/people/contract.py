"""The contract: the columns of persons, events and activity, and what may stand in each. All choices derive from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

VERSION = "population/1"

SEX = MappingProxyType(
    {
        "f": "F", "female": "F", "2": "F", "m": "M", "male": "M", "1": "M",
        "i": "I", "indeterminate": "I", "9": "I", "u": "U", "unknown": "U", "not known": "U", "not specified": "U",
        "0": "U", "x": "U",
    }
)  # fmt: skip
"""Sex as it comes in, and as it is kept; the figures are those of the NHS Data Dictionary."""

ETHNIC_GROUP = MappingProxyType(
    {
        **dict.fromkeys(["white", "a", "b", "c"], "white"),
        **dict.fromkeys(["mixed", "mixed or multiple", "d", "e", "f", "g"], "mixed"),
        **dict.fromkeys(["asian", "asian or asian british", "h", "j", "k", "l", "r", "chinese"], "asian"),
        **dict.fromkeys(["black", "black or black british", "m", "n", "p"], "black"),
        **dict.fromkeys(["other", "other ethnic group", "s"], "other"),
        **dict.fromkeys(["unknown", "not stated", "not known", "u", "z", "99", "x"], "unknown"),
    }
)
"""Ethnic group: the five groups of the census of 2021 in words, or the letters of the NHS Data Dictionary."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Args:
        name: Its name in the contract.
        kind: ``identifier``, ``date``, ``whole``, ``number``, ``word``, ``code``, ``practice``, ``lsoa`` or ``pounds``.
        meaning: For people.
        required: Whether the table must have it.
        filled: Whether every row must have a value.
        also: Other headings under which it is known.
        words: Allowed values as they come in, and what they are kept as; empty for any.
        least: Smallest number allowed.
        most: Largest number allowed.
    """

    name: str
    kind: str
    meaning: str
    required: bool = False
    filled: bool = False
    also: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    least: float | None = None
    most: float | None = None

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that a column with words is kept as."""
        return tuple(dict.fromkeys(self.words.values()))


@dataclass(frozen=True, slots=True)
class TableContract:
    """A table: its name and columns."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """The column of a name.

        Example:
            >>> PERSONS.column("sex").choices
            ('F', 'M', 'I', 'U')
        """
        return next(column for column in self.columns if column.name == name)


PERSONS = TableContract(
    "persons",
    "one row for each person registered on the day of the extract",
    (
        Column("person_id", "identifier", "who it is, in the sender's own way", True, True, ("id", "patient_id")),
        Column("nhs_number", "identifier", "NHS number; checked, used for opt-outs, never kept", also=("nhsnumber",)),
        Column("birth_date", "date", "date of birth; the month is kept", also=("date_of_birth", "dob")),
        Column("age", "whole", "age on the day asked about, where there is no date of birth", least=0, most=130),
        Column("sex", "word", "sex", True, True, ("sex_at_birth",), words=SEX),
        Column("practice", "practice", "ODS code of the practice", True, True, ("practice_code", "gp_practice")),
        Column("lsoa", "lsoa", "small area of residence", also=("lsoa_code", "lsoa11", "lsoa21")),
        Column("lsoa_vintage", "word", "census whose map the area is of", words={"2011": "2011", "2021": "2021"}),
        Column("imd_decile", "whole", "deprivation tenth", also=("deprivation_decile",), least=1, most=10),
        Column("ethnic_group", "word", "ethnic group", also=("ethnicity",), words=ETHNIC_GROUP),
        Column("death_date", "date", "date of death", also=("date_of_death", "dod")),
        Column("registered_from", "date", "first day on the list"),
        Column("registered_to", "date", "last day on the list"),
    ),
)  # fmt: skip

EVENTS = TableContract(
    "events",
    "one row for each coded entry in a record",
    (
        Column("person_id", "identifier", "whose it is", True, True, ("id", "patient_id")),
        Column("date", "date", "day of the entry", True, True, ("event_date",)),
        Column("code", "code", "clinical code", True, also=("event_code",)),
        Column("system", "word", "code system", words={name: name for name in ("icd10", "snomed", "ctv3")}),
        Column("value", "number", "measured value", also=("numeric_value",)),
    ),
)

ACTIVITY = TableContract(
    "activity",
    "one row for each contact with a service",
    (
        Column("person_id", "identifier", "whose it is", True, True, ("id", "patient_id")),
        Column("date", "date", "day of arrival", True, True, ("arr_date",)),
        Column("end_date", "date", "day of departure", also=("dep_date",)),
        Column("kind", "word", "point of delivery", True, True, ("pod_l1", "pod")),
        Column("kind_2", "word", "point of delivery, second level", also=("pod_l2",)),
        Column("kind_3", "word", "point of delivery, third level", also=("pod_l3",)),
        Column("specialty", "word", "specialty", also=("spec",)),
        Column("cost", "pounds", "cost in pounds; kept in pence", least=-1e7, most=1e8),
    ),
)

TABLES: Mapping[str, TableContract] = MappingProxyType({table.name: table for table in (PERSONS, EVENTS, ACTIVITY)})
