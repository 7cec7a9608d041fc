"""What a system lacks is told of that system, in whole sentences."""

from __future__ import annotations

from datetime import date

from commonweal.governance.checking import check_handbook
from commonweal.governance.handbook import Body, Function, Grant, Handbook

ON = date(2026, 5, 1)
BOARDS = [Body(body=code, name=f"Board {code}", kind="icb", from_date=date(2022, 7, 1)) for code in ("QAA", "QBB")]


def test_a_tier_without_a_body_is_told_of_each_board_by_its_name():
    found = check_handbook(Handbook.of(BOARDS), on=ON, rules=["K06", "K07"])
    told = [(each.rule.number, each.finding.subject, each.finding.sentence) for each in found]
    assert len(set(told)) == len(told)
    for code in ("QAA", "QBB"):
        assert any(f"tier of the place for Board {code} on 1 May 2026." in sentence for _, _, sentence in told)


def test_a_function_delegated_in_without_its_document_is_told_in_one_sentence():
    dental = Function(
        function="dental",
        title="Dental",
        holder="QAA",
        origin="delegated_from_nhs_england",
        provision="NHSA 2006 s.99",
    )
    nation = Body(body="NHSE", name="NHS England", kind="nhs_england")
    came = Grant(grant="G", function="dental", from_body="NHSE", to_body="QAA", route="nhs_england_agreement")
    (found,) = check_handbook(Handbook.of([*BOARDS, nation, dental, came]), on=ON, systems=["QAA"], rules=["F12"])
    assert "delegated in from NHS England: document is not recorded" in found.finding.sentence
