"""The second implementation of tables and measures: lists of rows, one loop at a time."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from tests.unit.engines.reference_values import Row, bits, total, worked_out

from commonweal.engines import events, grouping, joining, measures, packing, plan, quantiles, row_by_row, series

Rows = list[Row]
Tables = dict[str, Rows]


def rows_of(wanted: plan.Plan, tables: Tables) -> Rows:
    """The rows of a plan."""
    sources = [rows_of(source, tables) for source in wanted.sources]
    if isinstance(wanted, plan.Scan):
        sources = [tables[wanted.table]]
    found = RULES[type(wanted)](wanted, *sources)
    return [{name: row[name] for name in wanted.columns} for row in found]


def grouped(rows: Rows, by: Iterable[str]) -> dict[tuple[Any, ...], Rows]:
    """Rows by their values in some columns; unknown is a value here."""
    groups: dict[tuple[Any, ...], Rows] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in by), []).append(row)
    return groups


def keyed(by: Iterable[str], key: tuple[Any, ...]) -> Row:
    return dict(zip(by, key, strict=True))


def measured(measure: Any, rows: Rows) -> Any:
    if isinstance(measure, measures.Count):
        return sum(1 for row in rows if measure.where is None or worked_out(measure.where, row) is True)
    if isinstance(measure, measures._Sum):
        inside = [measure.where is None or worked_out(measure.where, row) is True for row in rows]
        parts = [worked_out(measure.of, row) if held else 0 for row, held in zip(rows, inside, strict=True)]
        parts = [part for part in parts if part is not None]
        return None if not parts else math.fsum(parts) if isinstance(measure, measures.Sum) else sum(parts)
    found = [value for row in rows if (value := worked_out(measure.of, row)) is not None]
    if isinstance(measure, measures.DistinctCount):
        return len(set(found))
    if not found:
        return None
    if isinstance(measure, measures.AllBits):
        return total(set().union(*map(bits, found)))
    return sorted(found)[0 if isinstance(measure, measures.Least) else -1]


def group_by(wanted: grouping.GroupBy, rows: Rows) -> Rows:
    groups = grouped(rows, wanted.by)
    if not wanted.by:
        groups = {(): rows}
    return [
        keyed(wanted.by, key) | {name: measured(measure, members) for name, measure in wanted.measures.items()}
        for key, members in groups.items()
    ]


def same_key(names: Iterable[str], left: Row, right: Row) -> bool:
    return all(left[name] is not None and left[name] == right[name] for name in names)


def join(wanted: joining.Join, left: Rows, right: Rows) -> Rows:
    found = []
    for row in left:
        matches: Rows = [other for other in right if same_key(wanted.on, row, other)]
        if not matches and wanted.every_left:
            matches = [dict.fromkeys(wanted.right.columns)]
        for other in matches:
            added = {name: value for name, value in other.items() if name not in wanted.on}
            filled = {name: wanted.fill.get(name) if value is None else value for name, value in added.items()}
            found.append(row | filled)
    return found


def sift(stays: bool) -> Callable[..., Rows]:
    def rule(wanted: Any, left: Rows, right: Rows) -> Rows:
        return [row for row in left if any(same_key(wanted.on, row, other) for other in right) is stays]

    return rule


def codelist_match(wanted: events.CodelistMatch, rows: Rows, codes: Rows) -> Rows:
    def fits(code: str, entry: str) -> bool:
        return code.startswith(entry) if wanted.prefix_lengths else code == entry

    return [
        row | {"mask": entry["mask"]}
        for row in rows
        for entry in codes
        if row[wanted.code] is not None and fits(row[wanted.code], entry["code"])
    ]


def in_window(wanted: Any, rows: Rows) -> Rows:
    first = None if wanted.days is None else wanted.on - timedelta(days=wanted.days - 1)
    dated = [row for row in rows if row[wanted.date] is not None and row[wanted.date] <= wanted.on]
    return [row for row in dated if first is None or row[wanted.date] >= first]


def as_of_flags(wanted: events.AsOfFlags, rows: Rows) -> Rows:
    found = []
    for key, members in grouped(in_window(wanted, rows), wanted.person).items():
        sets = [bits(row["mask"]) for row in members if row["mask"] is not None]
        found.append(keyed(wanted.person, key) | {"mask": total(set().union(*sets)) if sets else None})
    return found


def latest_value(wanted: events.LatestValue, rows: Rows) -> Rows:
    def place(row: Row) -> list[Any]:
        # A known value stands before an unknown one.
        return [row[wanted.date], *((row[name] is not None, row[name]) for name in wanted.kept)]

    found = []
    for members in grouped(in_window(wanted, rows), wanted.key).values():
        last = members[0]
        for row in members[1:]:
            if greater(place(row), place(last)):
                last = row
        found.append(last)
    return found


def greater(one: list[Any], other: list[Any]) -> bool:
    for left, right in zip(one, other, strict=True):
        if left != right:
            return bool(left > right)
    return False


def derive(wanted: row_by_row.Derive, rows: Rows) -> Rows:
    return [row | {name: worked_out(made, row) for name, made in wanted.made.items()} for row in rows]


def distinct(wanted: row_by_row.Distinct, rows: Rows) -> Rows:
    return [members[0] for members in grouped(rows, wanted.columns).values()]


def ordered(wanted: row_by_row.Sorted, rows: Rows) -> Rows:
    order = [*wanted.by, *(name for name in wanted.columns if name not in wanted.by)]
    # A stable sort by the last column first; a filler stands for what is unknown, which comes last.
    for name in reversed(order):
        known = [row for row in rows if row[name] is not None]
        rows = sorted(known, key=lambda row: row[name]) + [row for row in rows if row[name] is None]
    return rows


def numbered(wanted: packing.Numbered, rows: Rows) -> Rows:
    inner = row_by_row.Sorted(wanted.source, (wanted.by,))
    return [row | {wanted.number: number} for number, row in enumerate(ordered(inner, rows), start=1)]


def month_series(wanted: series.MonthSeries, rows: Rows) -> Rows:
    found = []
    for key, members in (grouped(rows, wanted.by) if wanted.by else {(): rows}).items():
        for year in range(wanted.first.year, wanted.last.year + 1):
            for month in range(1, 13):
                if (wanted.first.year, wanted.first.month) <= (year, month) <= (wanted.last.year, wanted.last.month):
                    days = [row[wanted.date] for row in members if row[wanted.date] is not None]
                    n = sum(1 for day in days if (day.year, day.month) == (year, month))
                    found.append(keyed(wanted.by, key) | {"month": year * 100 + month, "n": n})
    return found


def standard_rate_inputs(wanted: series.StandardRateInputs, rows: Rows) -> Rows:
    found = []
    for key, members in (grouped(rows, wanted.by) if wanted.by else {(): rows}).items():
        for band in {*wanted.standard, *(row[wanted.band] for row in members)}:
            within = [row for row in members if row[wanted.band] == band]
            noughts = [0.0] if band in wanted.standard else []
            sums = {}
            for name, column in (("events", wanted.events), ("population", wanted.population)):
                parts = noughts + [row[column] for row in within if row[column] is not None]
                sums[name] = math.fsum(parts) if parts else None
            found.append(keyed(wanted.by, key) | {"band": band, **sums, "standard": wanted.standard.get(band)})
    return found


def quantile_rows(wanted: quantiles.Quantiles, rows: Rows) -> Rows:
    found = []
    for key, members in (grouped(rows, wanted.by) if wanted.by else {(): rows}).items():
        values = sorted(value for row in members if (value := worked_out(wanted.of, row)) is not None)
        shares: Row = dict.fromkeys(wanted.at)
        for name, share in wanted.at.items() if values else ():
            whole, part = divmod(share * (len(values) - 1), 1)
            above = values[min(int(whole) + 1, len(values) - 1)]
            shares[name] = values[int(whole)] * (1 - part) + above * part
        found.append(keyed(wanted.by, key) | shares)
    return found


RULES: dict[type, Callable[..., Rows]] = {
    plan.Scan: lambda wanted, rows: rows,
    plan.Rows: lambda wanted: [keyed(wanted.named, row) for row in wanted.given],
    row_by_row.Filter: lambda wanted, rows: [row for row in rows if worked_out(wanted.where, row) is True],
    row_by_row.Derive: lambda wanted, rows: [
        row | {n: worked_out(e, row) for n, e in wanted.made.items()} for row in rows
    ],
    row_by_row.Distinct: distinct,
    row_by_row.Union: lambda wanted, *parts: [row for part in parts for row in part],
    row_by_row.Sorted: ordered,
    packing.Numbered: numbered,
    joining.Join: join,
    joining.With: sift(True),
    joining.Without: sift(False),
    grouping.GroupBy: group_by,
    events.CodelistMatch: codelist_match,
    events.AsOfFlags: as_of_flags,
    events.LatestValue: latest_value,
    series.MonthSeries: month_series,
    series.StandardRateInputs: standard_rate_inputs,
    quantiles.Quantiles: quantile_rows,
}
