"""What is asked of every row on the way in, in SQL over the columns as text (``r``) and the persons as read (``p``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from commonweal.engines.idioms import age_at
from commonweal.population.people.contract import Column, TableContract
from commonweal.population.people.incoming import ATTRIBUTE, Incoming, literal, quoted
from commonweal.population.people.nhs_number import nhs_number_sql

EARLIEST = date(1890, 1, 1)
MOST_YEARS_APART = 2
"""An age may be of another day than the one asked about, but not of another person."""

HELD, NOT_HELD = "('1', '1.0', 'true')", "('0', '0.0', 'false')"
"""How a condition that is an attribute says that somebody has it, or has not."""

AFTER_DEATH = "entries after the person died"
OF_STRANGERS = "entries of people who are not among the persons, left out"

WITHOUT_COST = "entries without a cost, kept; need and shares cannot be worked out of them, since blank is not nought"
COST_BELOW_NOUGHT = "entries with a cost below nought, kept and taken off what their people's care cost"


@dataclass(frozen=True, slots=True)
class RowCheck:
    """A question asked of every row.

    Args:
        column: The column of the contract that is quoted back.
        wrong: SQL that is true for a row that is wrong.
        what: What is wrong.
        expected: What would be right.
        do: What to do.
        counted: Whether such rows are only counted, and the import goes on.
        joined: Whether the question needs the persons.
        placed: Whether the first rows of such are told where they are only counted.
    """

    column: str
    wrong: str
    what: str
    expected: str = ""
    do: str = ""
    counted: bool = False
    joined: bool = False
    placed: bool = False


def day_sql(text: str) -> str:
    """A text as a day; null where it is none. A time of midnight is let pass, any other day's time is not."""
    return (
        f"(case when length({text}) = 10 or {text} like '____-__-__ 00:00:00%' "
        f"then try_cast(substr({text}, 1, 10) as date) end)"
    )


def whole_sql(text: str) -> str:
    """A text as a whole number; null where it is none."""
    return f"(case when regexp_full_match({text}, '-?[0-9]{{1,15}}([.]0+)?') then cast({text} as double) end)"


def number_sql(text: str) -> str:
    """A text as a finite number; null where it is none."""
    return f"(case when isfinite(try_cast({text} as double)) then try_cast({text} as double) end)"


def word_sql(column: Column, text: str) -> str:
    """A word as it is kept; null where it is not allowed."""
    if not column.words:
        return text
    cases = " ".join(f"when {literal(given)} then {literal(kept)}" for given, kept in column.words.items())
    return f"(case lower({text}) {cases} end)"


def kind_checks(table: TableContract, incoming: Incoming, today: date) -> Iterator[RowCheck]:
    """Checks that follow from the contract: presence, type, range and allowed values of each column."""
    for column in table.columns:
        if not incoming.has(column.name):
            continue
        text = f"r.{quoted(column.name)}"
        name = column.name
        if column.filled:
            what = "this row names nobody" if column.kind == "identifier" else f"there is no {column.meaning}"
            yield RowCheck(name, f"{text} is null", what, do="fill the cell or take the row out")
        if column.kind == "identifier":
            signs = f"regexp_matches({text}, '[\\p{{Cc}}\\p{{Cf}}]')"
            yield RowCheck(name, signs, "a sign that cannot be seen stands in this identifier", "letters and digits")
        if column.kind == "date":
            day = day_sql(text)
            yield RowCheck(
                name, f"{text} is not null and {day} is null", "this is not a day", "a day such as 2025-03-31"
            )
            yield RowCheck(name, f"{day} > {_day(today)}", "this day is in the future", f"no day after {today}")
            yield RowCheck(name, f"{day} < {_day(EARLIEST)}", "this day is too long ago", f"a day after {EARLIEST}")
        elif column.kind in ("whole", "number", "pounds"):
            value = whole_sql(text) if column.kind == "whole" else number_sql(text)
            said = "a whole number" if column.kind == "whole" else "a number"
            span = (
                f" from {column.least:g} to {column.most:g}"
                if column.least is not None and column.most is not None
                else ""
            )
            yield RowCheck(name, f"{text} is not null and {value} is null", f"this is not {said}", f"{said}{span}")
            if span:
                outside = f"{value} not between {column.least} and {column.most}"
                yield RowCheck(name, outside, "this number is out of range", f"{said}{span}")
            if column.kind == "pounds":
                yield RowCheck(name, f"{text} is null", WITHOUT_COST, counted=True, placed=True)
                yield RowCheck(name, f"{value} < 0", COST_BELOW_NOUGHT, counted=True, placed=True)
        elif column.words:
            allowed = ", ".join(column.choices)
            yield RowCheck(
                name, f"{text} is not null and {word_sql(column, text)} is null", "this word is not known", allowed
            )
        elif column.kind == "practice":
            yield RowCheck(
                name,
                f"not regexp_full_match(upper({text}), '[A-Z0-9]{{3,8}}')",
                "this is no ODS code",
                "such as A81001",
            )
            yield RowCheck(
                name, f"{text} <> upper({text})", "practice codes in lower case, kept in capitals", counted=True
            )
        elif column.kind == "lsoa":
            shape = "[EW]01[0-9]{6}|S01[0-9]{6}|N20[0-9]{6}|95[A-Z0-9]{6}"
            yield RowCheck(
                name, f"not regexp_full_match(upper({text}), '{shape}')", "this is no small area", "such as E01000001"
            )
            yield RowCheck(name, f"{text} is null", "people without a small area", counted=True)
        elif column.kind == "code":
            yield RowCheck(name, f"{text} is null", "entries without a code, left out", counted=True)
            lower = f"{text} <> upper({text})" + (
                " and lower(r.system) is distinct from 'ctv3'" if incoming.has("system") else ""
            )
            yield RowCheck(name, lower, "codes in lower case, kept in capitals", counted=True)


def attribute_checks(incoming: Incoming) -> Iterator[RowCheck]:
    """Conditions that came as attributes of persons are 1 or 0; whatever else stood there would count as 0."""
    for name in incoming.attributes:
        column = f"{ATTRIBUTE}{name}"
        text = f"lower(r.{quoted(column)})"
        yield RowCheck(
            column, f"{text} not in {HELD} and {text} not in {NOT_HELD}", "this does not say whether somebody has it",
            "1 or 0", "write 1 for whoever has the condition and 0 for whoever has not",
        )  # fmt: skip
    empty = " or ".join(f"r.{quoted(f'{ATTRIBUTE}{name}')} is null" for name in incoming.attributes)
    if empty:
        yield RowCheck(
            "person_id", empty, "people with an empty cell for a condition, taken as without it", counted=True
        )


def person_checks(incoming: Incoming, as_of: date, today: date) -> Iterator[RowCheck]:
    """Checks between columns of one person; ages are of the day asked about, and so is who is on the list."""
    has = incoming.has
    yield from _not_on_list(incoming, as_of, today)
    if has("nhs_number"):
        wrong = f"r.nhs_number is not null and not {nhs_number_sql('r.nhs_number')}"
        yield RowCheck(
            "nhs_number", wrong, "the check digit shows that this is no NHS number", "ten digits", "ask for it again"
        )
        yield RowCheck("nhs_number", "r.nhs_number is null", "people without an NHS number", counted=True)
    if has("birth_date"):
        none = "r.birth_date is null" + (" and r.age is null" if has("age") else "")
        yield RowCheck("birth_date", none, "there is neither a date of birth nor an age", do="fill one of them")
        if has("age"):
            years = age_at(day_sql("r.birth_date"), _day(as_of))
            wide = f"abs({years} - {whole_sql('r.age')}) > {MOST_YEARS_APART}"
            yield RowCheck("age", wide, "ages that are not those of the dates of birth, which are used", counted=True)
        for column, words in (("death_date", "died"), ("registered_from", "was registered")):
            if has(column):
                before = f"{day_sql(f'r.{column}')} < {day_sql('r.birth_date')}"
                yield RowCheck(
                    column, before, f"the person {words} before being born", do="put one of the two days right"
                )
    elif has("age"):
        yield RowCheck("age", "r.age is null", "there is no age", do="fill the cell or take the row out")
    if has("registered_from") and has("registered_to"):
        before = f"{day_sql('r.registered_to')} < {day_sql('r.registered_from')}"
        yield RowCheck(
            "registered_to", before, "the person left the list before joining it", do="put one of the days right"
        )


def _not_on_list(incoming: Incoming, as_of: date, today: date) -> Iterator[RowCheck]:
    """People who are not registered on the day: each is counted once, whoever is not yet born is refused."""
    asked = _day(as_of)
    if incoming.has("birth_date"):
        later = f"{day_sql('r.birth_date')} > {asked} and {day_sql('r.birth_date')} <= {_day(today)}"
        yield RowCheck(
            "birth_date", later, "this person was born after the day asked about",
            f"a birth on {as_of} or before", "take the row out, or name a later day with --as-of",
        )  # fmt: skip
    before = "true"
    for column, sign, what in (
        ("death_date", "<=", "had died"), ("registered_to", "<", "had left the list"),
        ("registered_from", ">", "had not joined the list"),
    ):  # fmt: skip
        if incoming.has(column):
            gone = f"coalesce({day_sql(f'r.{column}')} {sign} {asked}, false)"
            what = f"people who {what} on {as_of}: kept, and not counted as registered"
            yield RowCheck(column, f"{before} and {gone}", what, counted=True)
            before += f" and not {gone}"


def entry_checks(incoming: Incoming) -> Iterator[RowCheck]:
    """Checks of events and activity against the person they belong to."""
    day = day_sql("r.date")
    yield RowCheck(
        "date",
        f"{day} < p.born",
        "this day is before the person was born",
        do="put the day or the birth right",
        joined=True,
    )
    yield RowCheck("date", f"{day} > p.died", AFTER_DEATH, counted=True, joined=True)
    unknown = "r.person_id is not null and p.identifier is null"
    yield RowCheck("person_id", unknown, OF_STRANGERS, counted=True, joined=True)
    if incoming.has("end_date"):
        before = f"{day_sql('r.end_date')} < {day}"
        yield RowCheck("end_date", before, "the departure is before the arrival", do="put one of the two days right")


def _day(day: date) -> str:
    return f"date '{day.isoformat()}'"
