"""What a run shows: no small number, none that another gives away, and who is counted apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.unit.population.runs.compared import PEOPLE, resealed, rows

from commonweal.population.runs.running import RunRequest, run_people


def test_what_is_shown_has_no_small_number(request_: RunRequest) -> None:
    run_people(request_)
    shown = request_.out / "shown"
    counted = 0
    for path in sorted(shown.iterdir()):
        for count in (count for row in rows(path, "people, multimorbid") for count in row if count is not None):
            assert count == 0 or (count >= 10 and count % 5 == 0)
            counted += 1
    assert counted > 300
    exact = {n for row in rows(request_.out / "internal" / "deprivation_age.parquet", "multimorbid") for n in row}
    assert exact & set(range(1, 8)), "the people made up here have small numbers to hide"


def test_people_without_age_practice_or_tenth_are_counted_apart(request_: RunRequest, tmp_path: Path) -> None:
    folder = tmp_path / "gaps"
    folder.mkdir()
    changed = (
        "* replace (case when person_id % 10 = 0 then null else age end as age,"
        " case when person_id % 10 = 1 then null else practice end as practice,"
        " case when person_id % 10 = 2 then null else imd_decile end as imd_decile,"
        " case when person_id % 10 = 3 then 'I' else sex end as sex)"
    )
    resealed(request_.persons, folder / "persons.parquet", changed)
    resealed(request_.events, folder / "events.parquet", "*")
    summary = run_people(replace(request_, persons=folder / "persons.parquet", events=folder / "events.parquet"))
    assert summary["totals"]["people"] == PEOPLE
    cells = request_.out / "internal" / "practice_age_sex_segment.parquet"
    counted = rows(
        cells,
        "sum(people) filter (age_band is null), sum(people) filter (practice is null), sum(people) filter (sex = 'I')",
    )
    assert counted == [(2000, 2000, 2000)]
    tenths = rows(request_.out / "internal" / "deprivation_age.parquet", "sum(people) filter (imd_decile is null)")
    assert tenths == [(2000,)]


def test_a_total_does_not_give_a_small_practice_away(request_: RunRequest, tmp_path: Path) -> None:
    """Everybody less one large practice is the small one: the large one is left out, since totals stand elsewhere."""
    folder = tmp_path / "small"
    folder.mkdir()
    # 7 and 19,992 people, shown as 0 and 19,990, beside 20,000 in all: 6 or 7 would have to be at the small one.
    place = "row_number() over (order by person_id)"
    changed = f"* replace (case when {place} < 8 then 'A81002' when {place} > 8 then 'A81001' end as practice)"
    resealed(request_.persons, folder / "persons.parquet", changed)
    resealed(request_.events, folder / "events.parquet", "*")
    summary = run_people(replace(request_, persons=folder / "persons.parquet", events=folder / "events.parquet"))
    of_practices = dict(rows(request_.out / "shown" / "rates_by_practice.parquet", "practice, people"))
    assert of_practices.get("A81002") == 0, of_practices
    assert of_practices["A81001"] is None
    segments = dict(rows(request_.out / "shown" / "segments.parquet", "segment, people"))
    assert segments["All"] == summary["totals"]["people"] == 20_000
    rates = dict(rows(request_.out / "shown" / "rates_by_practice.parquet", "practice, multimorbid is null"))
    assert rates == {"A81001": False, "A81002": False}
