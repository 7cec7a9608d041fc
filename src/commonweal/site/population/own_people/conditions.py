"""What people have: rates of conditions with their limits against the area above, and between the days."""

from __future__ import annotations

from typing import Any

from commonweal.charts.compared import Compared, compared
from commonweal.charts.points_with_limits import points_with_limits
from commonweal.site.components.tables import Column, TableView
from commonweal.site.population.own_people.figure import Figure
from commonweal.site.population.own_people.figures import (
    TWO_OR_MORE,
    OwnPeople,
    Row,
    change,
    of_condition,
    standing,
)
from commonweal.site.population.own_people.words import (
    CHANGED,
    STANDING,
    day,
    method_of,
    notes,
    nothing_drawn,
    one_in,
    people,
    provenance,
    rate,
    short_days,
    version_of,
)

SHORT = {
    "Schizophrenia or bipolar": "Schiz., bipolar",
    "Connective tissue disorder": "Connective tis.",
    "Irritable bowel syndrome": "Irritable bowel",
    "Coronary heart disease": "Coronary heart",
    "Chronic kidney disease": "Chronic kidney",
    "Anxiety or depression": "Anxiety, depr.",
}
"""Names of conditions where the page is narrow."""


def conditions(own: OwnPeople) -> Figure:
    """Every condition on the day of the figures, with limits, beside the area above."""
    manifest = own.manifest
    rows = own.rows("conditions", on=manifest.as_of)
    above = {row["condition"]: row for row in own.rows_above("conditions", on=manifest.as_of)}
    beside = own.next_above
    listed = [_row(row, above.get(row["condition"]), own) for row in rows]
    columns = [
        Column("title", "Condition"),
        Column("cases", "People with it", "people"),
        Column("crude", "In 1,000 people", "rate"),
        Column("dsr", "In 1,000, with age allowed for", "rate"),
        Column("low", "at least", "rate"),
        Column("high", "at most", "rate"),
    ]
    if beside:
        columns += [
            Column("above", f"{beside['name']}, with age allowed for", "rate"),
            Column("standing", f"Held against {beside['name']}"),
        ]
    caption = f"Conditions of the people of {own.name}, {day(manifest.as_of)}"
    drawn = [
        Compared(
            str(row["title"]),
            row["dsr_per_1000"],
            f"{one_in(row['dsr_per_1000'])} ({one_in(row['dsr_low'])} to {one_in(row['dsr_high'])})",
            above[row["condition"]]["dsr_per_1000"] if row["condition"] in above else None,
            row["dsr_low"],
            row["dsr_high"],
            SHORT.get(str(row["title"]), ""),
        )
        for row in rows
        if row["condition"] != TWO_OR_MORE  # it would leave the others no room; it stands at the head of the page
    ]
    told = any(row.value is not None for row in drawn)
    return Figure(
        "conditions",
        _title(own, rows, above),
        TableView(f"conditions-{own.code.lower()}", caption, columns, listed, notes(manifest, "conditions")),
        provenance(manifest, method(own)),
        compared(
            drawn,
            here=own.name,
            beside=str(beside["name"]) if beside else "",
            axis="In 1,000 people",
            format=",.0f",
            subject="Condition",
            description=caption,
        )
        if told
        else None,
        note=nothing_drawn(manifest)
        if not told
        else "Points are rates with age allowed for, lines their limits."
        + (f" Black marks are {beside['name']}, of which {own.name} is a part." if beside else "")
        + " Where nothing is drawn, too few people have it to tell.",
    )


def between_days(own: OwnPeople, condition: str, title: str) -> Figure | None:
    """The conditions on each day, with one of them as a picture; None where only one day is told."""
    manifest = own.manifest
    rows = own.rows("conditions")
    days = [on for on in manifest.dates if any(row["on"] == on for row in rows)]
    if len(days) < 2:
        return None
    titles = {row["condition"]: row["title"] for row in rows}
    listed = []
    for id, words in titles.items():
        on = {when: of_condition(rows, id, when) for when in days}
        line: dict[str, Any] = {"title": words, "_chosen": id == condition}
        for when, row in on.items():
            for key in ("per_1000", "low", "high"):
                line[f"{key}_{when}"] = rate(row[f"dsr_{key}"] if row else None)
        line["change"] = CHANGED[change(on[days[0]], on[days[-1]])]
        listed.append(line)
    columns = [
        Column("title", "Condition"),
        *(
            Column(f"{key}_{when}", words.format(day(when)), "rate")
            for when in days
            for key, words in (("per_1000", "{}"), ("low", "{}: at least"), ("high", "{}: at most"))
        ),
        Column("change", f"{day(days[-1])} against {day(days[0])}"),
    ]
    caption = f"Conditions in 1,000 people of {own.name}, with age allowed for, on {len(days)} days"
    one = [of_condition(rows, condition, when) for when in days]
    return Figure(
        "between-days",
        _change_title(own, title, one, days),
        TableView(f"between-days-{own.code.lower()}", caption, columns, listed, notes(manifest, "conditions")),
        provenance(manifest, method(own)),
        points_with_limits(
            short_days(days),
            *([row[f"dsr_{key}"] if row else None for row in one] for key in ("per_1000", "low", "high")),
            order="",
            axis="In 1,000 people",
            format=",.0f",
            fine_format=",.1f",
            subject="Day",
            height=180,
            description=f"{title} of {own.name} on {len(days)} days",
        ),
        note="A change is told where the limits of the first and the last day do not overlap. The table has every "
        "condition.",
        short=True,
    )


def method(own: OwnPeople) -> str:
    """Standardisation and codelist, in a few words with their versions."""
    return f"{method_of(own.manifest, 'conditions')}; {version_of(own.manifest, 'codelist', titled=False)}"


def _row(row: Row, above: Row | None, own: OwnPeople) -> dict[str, Any]:
    other = above["dsr_per_1000"] if above else None
    return {
        "title": row["title"],
        "cases": people(row["cases"], own.manifest),
        "crude": rate(row["rate_per_1000"]),
        "dsr": rate(row["dsr_per_1000"]),
        "low": rate(row["dsr_low"]),
        "high": rate(row["dsr_high"]),
        "above": rate(other),
        "standing": STANDING[standing(row["dsr_low"], row["dsr_high"], other)],
    }


def _title(own: OwnPeople, rows: list[Row], above: dict[str, Row]) -> str:
    if own.next_above is None:
        return f"How many in 1,000 people of {own.name} have each condition"
    found = [
        standing(row["dsr_low"], row["dsr_high"], above[row["condition"]]["dsr_per_1000"])
        for row in rows
        if row["condition"] in above and row["condition"] != TWO_OR_MORE
    ]
    higher, lower, told = found.count("higher"), found.count("lower"), len(found) - found.count("")
    if not told:
        return f"No condition of the people of {own.name} can be told: too few have each, or the number is hidden"
    return (
        f"Of {told} conditions that can be told, {higher or 'none'} {'is' if higher == 1 else 'are'} more frequent in "
        f"{own.name} than in {own.next_above['name']} and {lower or 'none'} less, with age allowed for"
    )


def _change_title(own: OwnPeople, title: str, rows: list[Row | None], days: list[str]) -> str:
    changed = change(rows[0], rows[-1])
    if not changed:
        return f"{title} in {own.name} on {len(days)} days: not all are shown"
    said = {
        "alike": "no clear change",
        "higher": "more people than before",
        "lower": "fewer people than before",
    }[changed]
    return f"{title} in {own.name}, {day(days[0])} to {day(days[-1])}: {said}"
