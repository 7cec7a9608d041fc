"""A handbook typed into CSV files as a company secretary would, with the awkward cases of a year; what check says."""

from __future__ import annotations

from datetime import date

import pytest

from commonweal.answers import Verdict
from commonweal.governance.checking import check_handbook
from commonweal.governance.handbook.exchange import read_handbook
from commonweal.governance.handbook.validation import validate

ON = date(2026, 5, 1)
SHEETS = {
    "bodies": """Body,Name,Kind,Parent,System,Population,From,To
QWM,Wold and Mere ICB,icb,,,250000,01/07/2022,
FIN,Finance Committee,committee,QWM,QWM,250000,01/07/2022,31/12/2025
FIN,Resources Committee,committee,QWM,QWM,250000,01/01/2026,
CNORTH,North Wold Council,council,,QWM,,,
CSOUTH,South Wold Council,council,,QWM,,,
QOLD,Old Wold ICB,icb,,,,01/07/2022,31/03/2026
QEST,East Wold ICB,icb,,,,01/04/2026,
""",
    "people": """Person,Name
P1,Chair of the board
P2,Chief executive
P3,Finance director
P4,Member for the councils
P5,Deputy who became a member
""",
    "seats": """Seat,Body,Title,Class,Voting,Nominated by
B1,QWM,Chair,chair,yes,
B2,QWM,Chief Executive,chief executive,yes,
B3,QWM,Director of Finance,executive,yes,
B4,QWM,Council partner,partner,yes,local authorities
F1,FIN,Chair,non_executive,yes,
F2,FIN,Director of Finance,executive,yes,
F3,FIN,Member,executive,yes,
""",
    "appointments": """Seat,Person,On behalf of,From,To
B1,P1,,01/07/2022,
B2,P2,,01/07/2022,
B3,P3,,01/07/2022,
B4,P4,CNORTH; CSOUTH,01/07/2022,
F1,P1,,01/07/2022,
F2,P3,,01/07/2022,
F3,P3,,01/07/2022,31/12/2025
F3,P5,,01/01/2026,
""",
    "deputies": """Seat,Person,From,To
F2,P5,01/07/2022,
""",
    "terms": """Body,Term,Value,Approved on
FIN,quorum,at least 2,01/07/2022
FIN,deputies,do not count,01/07/2022
QWM,paper lead time,5 working days,01/07/2022
""",
    "meetings": """Meeting,Body,On,Starts,Ends,Papers on
OCT,FIN,14/10/2025,10:00,12:00,07/10/2025
NOV,FIN,11/11/2025,10:00,12:00,04/11/2025
JAN,FIN,13/01/2026,10:00,12:00,06/01/2026
APR,FIN,09/04/2026,10:00,12:00,01/04/2026
""",
    "agenda_items": """Item,Meeting,Title,For decision,Counterparties,Amount (£),Function,Starts,Ends
OCT-1,OCT,Scanner,yes,none,,,10:00,10:30
NOV-1,NOV,Scanner again,yes,none,,,10:00,10:30
JAN-1,JAN,Beds,yes,none,,,10:00,10:30
APR-1,APR,Clinics,yes,none,,,10:00,10:30
""",
    "attendance": """Meeting,Person,Seat
OCT,P3,F2
OCT,P5,F2
NOV,P1,F1
NOV,P3,F2
NOV,P3,F3
JAN,P3,F2
JAN,P5,F3
APR,P1,F1
APR,P5,F3
""",
    "decisions": """Decision,Item,Meeting,On,Title,Outcome,Taken by,Function,Amount (£),Quorate
D-OCT,OCT-1,OCT,14/10/2025,Scanner,approved,FIN,,,yes
D-NOV,NOV-1,NOV,11/11/2025,Scanner,approved,FIN,buy,"125,000.01",yes
D-JAN,JAN-1,JAN,13/01/2026,Beds,approved,FIN,buy,"125,000.00",yes
D-APR,APR-1,APR,09/04/2026,Clinics,approved,FIN,,,yes
""",
    "functions": """Function,Title,Holder,Provision,Delegable,Commissioning,From
buy,Arrange scans,QWM,NHSA 2006 s.3,yes,yes,01/07/2022
""",
    "grants": """Grant,Function,From body,To body,Route,Limit,Decides,From
G1,buy,QWM,FIN,schedule_1b_paragraph_11,"£50,000 per decision per 100,000 populations",yes,01/07/2022
""",
    "partners": """ICB,Body,Serves area,May nominate
QWM,CNORTH,yes,yes
QWM,CSOUTH,yes,yes
""",
    "successions": """Old body,New body,On,Share
QOLD,QWM,01/04/2026,0.4
QOLD,QEST,01/04/2026,0.6
""",
}


@pytest.fixture(scope="module")
def handbook(tmp_path_factory):
    folder = tmp_path_factory.mktemp("typed")
    for sheet, text in SHEETS.items():
        (folder / f"{sheet}.csv").write_text(text)
    return read_handbook(folder)


@pytest.fixture(scope="module")
def found(handbook):
    rules = ["B11", "E05", "E07", "F10", "A02"]
    held = check_handbook(handbook, on=ON, systems=["QWM"], rules=rules)
    return {(each.rule.number, each.finding.subject): each.finding for each in held}


def test_it_is_read_without_an_error(handbook):
    assert validate(handbook).errors == []


def test_a_deputy_who_became_a_member_in_mid_year_counts_from_that_day(found):
    before, after = found["E05", "OCT-1"], found["E05", "JAN-1"]
    assert before.verdict is Verdict.FAIL
    assert "1 voting member of Finance Committee counts" in before.sentence
    assert after.verdict is Verdict.PASS
    assert "2 voting members of Resources Committee count" in after.sentence


def test_a_person_on_two_seats_counts_once(found):
    assert found["E05", "NOV-1"].verdict is Verdict.PASS
    assert "2 voting members" in found["E05", "NOV-1"].sentence


def test_a_partner_member_for_two_councils_is_one_member(found):
    partner = found["B11", "QWM"]
    assert partner.verdict is Verdict.PASS
    assert "from North Wold Council and South Wold Council, one person" in partner.sentence


def test_papers_late_by_one_working_day_over_easter_are_told_so_under_the_new_name(found):
    late = found["E07", "APR"]
    assert late.verdict is Verdict.FAIL
    assert "Resources Committee" in late.sentence
    assert "went out on 1 April 2026, 1 working day late" in late.sentence
    assert found["E07", "JAN"].verdict is Verdict.PASS


def test_a_limit_per_100_000_people_is_worked_out_to_the_penny(found):
    assert found["F10", "D-JAN"].verdict is Verdict.PASS
    over = found["F10", "D-NOV"]
    assert over.verdict is Verdict.FAIL
    assert "£125,000" in over.sentence


def test_a_board_split_in_two_is_followed_by_both_without_a_gap(handbook, found):
    assert found["A02", "QOLD to QWM"].verdict is Verdict.PASS
    (east,) = check_handbook(handbook, on=ON, systems=["QOLD"], rules=["B02"])
    assert east.verdict is Verdict.NOT_APPLICABLE
    assert east.finding.sentence == "Old Wold ICB closed at the end of 31 March 2026."
    both = check_handbook(handbook, on=ON, systems=["QOLD"], rules=["A02"])
    told = {each.finding.sentence for each in both}
    assert told == {
        f"{name} follows Old Wold ICB on 1 April 2026 without a day between."
        for name in ("Wold and Mere ICB", "East Wold ICB")
    }
