"""The governance jobs on Commonweal: one item of an agenda, and every rule over every system of England."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import commonweal
from commonweal.answers import Dates
from commonweal.demo.handbook import wealdmarch_handbook
from commonweal.governance.checking import check_handbook
from commonweal.governance.decide import CALCULATION, ask
from commonweal.governance.decide_inputs import Item
from commonweal.governance.handbook import AgendaItem, HandbookFacts, Meeting
from commonweal.reference import rows

ITEMS = 40
"""Items of the fictional system's meetings that are asked about in one run."""
ON = date(2026, 5, 1)

Work = Callable[[], list[float]]


def versions() -> str:
    """What these cases run on."""
    return f"Commonweal {commonweal.__version__}"


def decide(data: Path) -> Work:
    """May each of 40 items be decided: authority, interests, quorum, notice and duties, each a whole Answer."""
    handbook = wealdmarch_handbook()
    facts = HandbookFacts(handbook)
    days = {meeting.meeting: meeting.on_date for meeting in handbook.rows(Meeting)}
    held = [row for row in handbook.rows(AgendaItem) if row.for_decision][:ITEMS]
    asked = [(Item(title=row.title, item=row.item), Dates.on(days[row.meeting])) for row in held]

    def work() -> list[float]:
        answers = [ask(CALCULATION, item, handbook=handbook, dates=dates, facts=facts)[1] for item, dates in asked]
        return [float(len(answers)), float(sum(answer.exit_status == 0 for answer in answers))]

    return work


def check_england(data: Path) -> Work:
    """Every rule over 36 handbooks, one for each system, on one day; the handbooks are made before, from a seed."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from tests.unit.governance.generated.handbook import clean_handbook

    codes = [row["icb_code"] for row in rows("geography/icb26_hex.csv")]
    handbooks = [clean_handbook(code, seed) for seed, code in enumerate(codes)]

    def work() -> list[float]:
        found = [check_handbook(handbook, on=ON) for handbook in handbooks]
        return [float(len(found)), float(sum(len(each) for each in found))]

    return work
