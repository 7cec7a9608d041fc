"""The finder of unmet need: areas in order, filters, files, and figures that equal those of the area's own page."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from commonweal.population.prevalence import areas_compared
from commonweal.population.prevalence.across_registers import AcrossRegisters, across_registers
from commonweal.population.prevalence.shown import shown_areas
from commonweal.population.statistics.estimates import IntArray
from commonweal.site.population.figures import held
from commonweal.site.population.finder import presenters
from commonweal.site.population.finder.forms import DEFAULTS

pytestmark = pytest.mark.usefixtures("public_files_at_hand")


def page(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def rows_of(client, query: str) -> list[dict[str, str]]:
    text = client.get(f"/population/finder/?{query}&format=csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_practice_that_records_least_stands_first_and_leads_to_its_page(client) -> None:
    rows = rows_of(client, "level=practice")
    assert rows[0]["Code"] == "A81006"
    assert int(rows[0]["Registers below limits"]) == 2
    name, _, most = rows[0]["Most of them"].partition(": ")
    assert name == "Hypertension"
    assert 0 < int(most.replace(",", "")) < int(rows[0]["Recorded fewer than expected (people)"])
    text = page(client, "/population/finder/?level=practice")
    assert '<a href="/population/practice/A81006/' in text
    assert "is counted on both" in text
    assert "of 118 practices record fewer people" in text or "of 120 practices record fewer people" in text


@pytest.mark.parametrize("level", ["icb", "pcn", "practice"])
def test_every_figure_is_that_of_the_area_itself(level: str) -> None:
    found = held()
    assert found is not None
    across = across_registers(tuple(found.comparisons.values()), level)
    for number, comparison in enumerate(found.comparisons.values()):
        for at, area in enumerate(shown_areas(comparison, areas_compared(comparison, level))):
            missing = across.missing[at, number]
            assert (None if np.isnan(missing) else missing) == area.not_yet_found
            assert across.compared[at, number] == (area.observed is not None)


def test_the_caveat_stands_before_the_figures_and_no_word_is_stronger_than_the_method(client) -> None:
    text = page(client, "/population/finder/")
    assert text.index("is not the same as missed") < text.index("fewer than expected. ")
    assert text.index("Recording may be too low everywhere") < text.index("<table")
    assert "missing from" not in text
    assert "not yet found" not in text.partition("<main")[2].partition("<h1")[2].partition("</main")[0]


def test_what_is_likelier_to_have_another_cause_stands_after_the_others() -> None:
    found = held()
    assert found is not None
    first = across_registers(tuple(found.comparisons.values()), "practice")
    missing = first.missing.copy()
    rate = np.nan_to_num(np.nansum(missing, axis=1))
    lead = int(rate.argmax())
    unlike = np.where(np.arange(len(first.codes)) == lead, 1.0, 0.0)
    made = replace(first, unlike=unlike, explained=np.array([0.9, 0.2]))
    assert made.uncertain.sum() == 1
    assert made.counted_together == first.registers[:1]
    assert replace(made, explained=np.array([0.1, 0.2])).counted_together == first.registers
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(presenters, "ranked", lambda held, level: made)
        chosen = {"level": "practice", "condition": "", "icb": "", "core20": "0"}
        default = presenters.rows(found, {**chosen, "sort": "caution", "order": "ascending"})
        known = [row for row in default if row["rate"] is not None]
        assert known[-1]["code"] == first.codes[lead]
        assert known[-1]["caution"] == presenters.UNLIKE
        assert [row["rate"] for row in known[:-1]] == sorted((row["rate"] for row in known[:-1]), reverse=True)
        by_rate = presenters.rows(found, {**chosen, "sort": "rate", "order": "descending"})
        assert by_rate[0]["code"] == first.codes[lead]
        assert "can be chosen one by one" in presenters.registers_words(found, "")
        assert "What is expected is rough" in presenters.registers_words(found, first.registers[1])


def test_an_area_low_on_many_registers_is_suspected_of_a_common_cause() -> None:
    found = held()
    assert found is not None
    first = across_registers(tuple(found.comparisons.values()), "pcn")
    missing = np.full((len(first.codes), 4), np.nan)
    missing[0], missing[1, :3] = 20.0, 50.0
    made = replace(first, missing=missing, registers=("a", "b", "c", "d"))
    assert np.flatnonzero(made.low_on_many).tolist() == [0]


def test_how_much_a_fit_explains_lies_between_nothing_and_all() -> None:
    found = held()
    assert found is not None
    for comparison in found.comparisons.values():
        assert 0.5 < comparison.explained < 1
        assert replace(comparison, expected=comparison.observed).explained == 1
        assert replace(comparison, expected=comparison.observed * 3).explained == 0


def test_totals_are_sums_over_the_registers_chosen(client) -> None:
    both, one, other = (
        {row["Code"]: int(row["Recorded fewer than expected (people)"] or 0) for row in rows_of(client, query)}
        for query in ("level=pcn", "level=pcn&condition=hypertension", "level=pcn&condition=diabetes")
    )
    assert both == {code: one[code] + other[code] for code in both}


def test_rows_are_sorted_either_way_with_what_is_not_known_last(client) -> None:
    rates = [row["for 10,000 on lists"] for row in rows_of(client, "level=practice&sort=rate&order=ascending")]
    assert rates[-1] == ""
    known = [float(rate) for rate in rates if rate]
    assert known == sorted(known)
    names = [row["Practice"] for row in rows_of(client, "level=practice&sort=name&order=descending")]
    assert names == sorted(names, reverse=True)


def test_rows_of_one_board_alone(client) -> None:
    rows = rows_of(client, "level=practice&icb=QHL")
    assert {row["ICB"] for row in rows} == {"Birmingham and Solihull"}
    assert len(rows) == 60


def test_a_share_that_nobody_knows_passes_no_filter(client) -> None:
    assert rows_of(client, "level=practice&core20=20") == []
    assert "None of 0 practices" in page(client, "/population/finder/?level=practice&core20=20")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("level=ward", "Choose ICBs, places, networks or practices"),
        ("icb=QXX", "Choose an ICB from the list"),
        ("condition=happiness", "Choose a condition from the list"),
        ("sort=code", "Sort by a column of the table"),
    ],
)
def test_what_is_not_on_the_lists_is_refused(client, asked: str, told: str) -> None:
    assert told in page(client, f"/population/finder/?{asked}", 400)


def test_without_the_files_the_page_names_them(client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMONWEAL_DATA")
    assert "Patients registered at a GP practice" in page(client, "/population/finder/")


def test_the_page_shows_the_first_and_the_workbook_all(client) -> None:
    assert "The first 100 of 120 are shown" in page(client, "/population/finder/?level=practice")
    response = client.get("/population/finder/?level=practice&format=xlsx")
    assert "finder-practice-all.xlsx" in response["Content-Disposition"]


def test_what_is_worked_over_all_areas_is_worked_once_and_not_for_each_of_them() -> None:
    found = held()
    assert found is not None
    counted: list[int] = []

    class Counted(AcrossRegisters):
        def below(self, chosen: Sequence[str] = ()) -> IntArray:
            counted.append(1)
            return super().below(chosen)

    first = across_registers(tuple(found.comparisons.values()), "practice")
    made = Counted(**{name: getattr(first, name) for name in first.__dataclass_fields__})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(presenters, "ranked", lambda held, level: made)
        presenters.rows(found, {**DEFAULTS, "level": "practice"})
    assert len(counted) < 5
