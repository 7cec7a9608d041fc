"""A fund split on real practices: all 36 ICBs, missing figures listed, the measured faults of other tools absent."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from commonweal import reference
from commonweal.allocations.practice_age_sex import read_age_sex
from commonweal.allocations.practice_file import PracticeFile, read_practice_file
from commonweal.allocations.practice_indicators import IndicatorFile, read_indicators
from commonweal.allocations.split import split_fund
from commonweal.allocations.split_equity import by_deprivation
from commonweal.allocations.split_scaling import read_use
from commonweal.allocations.split_units import practice_units

BOWEL = "Bowel cancer screening coverage: aged 60 to 74 years old"


@pytest.fixture(scope="module")
def practices(data_folder: Path) -> PracticeFile:
    return read_practice_file(data_folder / "nhse_place_tool_2025_2026_corrected_jun2025.csv")


@pytest.fixture(scope="module")
def indicators(data_folder: Path) -> IndicatorFile:
    return read_indicators(data_folder / "practice_indicators_qof_imd2025_wp2026-27.csv")


def test_indicators_are_read_with_blanks_missing(indicators: IndicatorFile) -> None:
    assert len(indicators.practices) == 6085
    assert len(indicators.values) == 28
    assert int(np.isnan(indicators.values["Deprivation score (IMD 2025)"]).sum()) == 23
    assert (
        int(np.isnan(indicators.values["People with type 2 diabetes who have received an annual foot check"]).sum())
        == 35
    )
    assert indicators.deprivation() == "Deprivation score (IMD 2025)"


def test_every_one_of_the_36_icbs_can_be_split(practices: PracticeFile, indicators: IndicatorFile) -> None:
    """A measured tool offered 35, and gave one of them the practices of another."""
    codes = [row["icb_code"] for row in reference.rows("organisations/icb_2026")]
    assert len(codes) == 36
    counted = 0
    for code in codes:
        units = practice_units(practices, indicators, [BOWEL], icb=code)
        split = split_fund(units, 1_000_000_00, [read_use(f"{BOWEL}=0.5:less")])
        assert sum(split.amount_pence) == 1_000_000_00
        counted += len(units.codes)
    assert counted > 6000


def test_thames_valley_and_surrey_and_sussex_are_not_mixed_up(
    practices: PracticeFile, indicators: IndicatorFile
) -> None:
    def old_icbs(code: str) -> set[str]:
        units = practice_units(practices, indicators, [], icb=code)
        return {practices.areas["icb"].code(practices.position[practice]) for practice in units.codes}

    assert old_icbs("S0E4D") == {"QU9", "QNQ"}
    assert old_icbs("S9B9J") == {"QNX", "QXU", "QNQ"}


def test_barnsley_is_missing_at_source_and_said_to_be(practices: PracticeFile, indicators: IndicatorFile) -> None:
    units = practice_units(practices, indicators, [BOWEL], icb="QF7")
    [gap] = [finding for finding in units.left_out if finding.kind == "no_indicator_row"]
    split = split_fund(units, 1_000_000_00, [read_use(f"{BOWEL}=1:less")])
    listed = [finding for finding in split.findings if finding.kind == "missing_indicator"]
    lad = practices.areas["lad"]
    barnsley = [code for code in units.codes if lad.name(lad.code(practices.position[code])) == "Barnsley"]
    assert len(barnsley) > 25
    assert {finding.practice for finding in listed} >= set(barnsley)
    assert gap.severity == "warning"
    amount = dict(zip(units.codes, split.amount_pence, strict=True))
    assert all(amount[code] > 0 for code in barnsley)


def test_inverse_screening_is_no_head_count(practices: PracticeFile, indicators: IndicatorFile) -> None:
    units = practice_units(practices, indicators, [BOWEL], icb="QOP")
    split = split_fund(units, 1_000_000_00, [read_use(f"{BOWEL}=1:less:min-max=3")])
    coverage, per_head = units.indicators[BOWEL], split.per_head_pence
    least, most = int(np.nanargmin(coverage)), int(np.nanargmax(coverage))
    assert per_head[least] / per_head[most] == pytest.approx(3.0, rel=0.02)
    fifths = by_deprivation(split)
    assert sum(fifth.amount_pence for fifth in fifths) == 1_000_000_00
    assert fifths[0].amount_pence > fifths[0].even_pence


def test_the_age_and_sex_file_conserves_everybody(data_folder: Path) -> None:
    found = read_age_sex(data_folder / "practice_population_single_year_age_sex_apr2026.csv.gz")
    assert len(found.practices) == 6168
    assert sum(found.people().values()) == 63_673_685
    parts = sum(
        sum(found.people(sex, *ages).values()) for sex in ("male", "female") for ages in ((0, 17), (18, 64), (65, 95))
    )
    assert parts == 63_673_685
    assert {code for code in found.icbs if code} == {
        row["icb_code"] for row in reference.rows("organisations/icb_2026")
    }


def test_a_fund_for_the_screening_ages_follows_those_people(practices: PracticeFile, data_folder: Path) -> None:
    people = read_age_sex(data_folder / "practice_population_single_year_age_sex_apr2026.csv.gz").people("all", 60, 74)
    units = practice_units(practices, None, [], icb="QOP", base=people, base_name="people aged 60 to 74")
    split = split_fund(units, 500_000_00)
    assert sum(split.amount_pence) == 500_000_00
    for code, pence in zip(units.codes, split.amount_pence, strict=True):
        assert pence == pytest.approx(500_000_00 * people[code] / float(units.base.sum()), abs=1)
    gone = [finding for finding in units.left_out if finding.kind == "base_missing"]
    assert {finding.practice for finding in gone}.isdisjoint(units.codes)
