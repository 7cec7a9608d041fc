"""Bridges of real primary care networks: to the penny, from the ICB's published figures, and replayed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commonweal.allocations.bridge import Bridge
from commonweal.allocations.ccg_formula import CcgCoefficients
from commonweal.allocations.ccg_workbook import read_ccg_workbook
from commonweal.allocations.data_files import find_data_files
from commonweal.allocations.membership import members_in_file
from commonweal.allocations.membership_files import read_members
from commonweal.allocations.partition import partition_practices
from commonweal.allocations.place_amounts import published_amounts
from commonweal.allocations.place_bridge import fair_share_bridges
from commonweal.allocations.place_budget import place_budgets
from commonweal.allocations.place_ccg import ccg_place_bridges, workbook_practices
from commonweal.allocations.places import place_need
from commonweal.allocations.policy_rules import value_for
from commonweal.allocations.practice_file import PracticeFile, read_practice_file
from commonweal.answers import Answer, Dates, Receipt, Verdict, lines
from commonweal.money import to_pence
from commonweal.wiring import ask, today
from commonweal.wiring.asking import archive

FILE, MEMBERS = "nhse_place_tool_2025_2026_published_feb2025.csv", "ods_epcn_core_partners.csv.gz"
FORMULA = "allocations.ccg_formula."


@pytest.fixture(scope="module")
def file(data_folder: Path) -> PracticeFile:
    return read_practice_file(data_folder / FILE)


def whole(bridge: Bridge) -> int:
    return to_pence(bridge.start_k) + sum(step.amount_pence for step in bridge.steps)


@pytest.mark.parametrize("icb", ["QHL", "QMM", "QOP", "QWE"])
@pytest.mark.parametrize("stream", ["core", "primary_medical"])
def test_networks_of_an_icb_sum_to_its_published_allocation(
    file: PracticeFile, data_folder: Path, icb: str, stream: str
) -> None:
    need = place_need(partition_practices(file, read_members(data_folder / MEMBERS, kind="pcn"), icb=icb))
    amount = next(each for each in published_amounts("2025/26", [icb]).amounts if each.stream == stream)
    share = value_for("allocations.primary_medical.health_inequalities_share", "2025/26")
    bridges = fair_share_bridges(need, amount, share if stream == "primary_medical" else None)
    lines_of = [line for line in place_budgets(need, [amount]).lines if line.share is not None]
    assert [whole(bridge) for bridge in bridges] == [line.recurrent_pence for line in lines_of]
    assert sum(to_pence(bridge.start_k) for bridge in bridges) == amount.recurrent_pence
    kept = {bridge.code: bridge.step("dispensing").amount_pence for bridge in bridges if len(bridge.steps) == 3}
    assert sum(whole(bridge) for bridge in bridges) == amount.recurrent_pence + sum(kept.values())
    assert bool(kept) == (stream == "primary_medical" and icb == "QMM")
    for key in ("need", "health_inequalities"):
        assert sum(step.amount_pence for bridge in bridges for step in bridge.steps if step.key == key) == 0


@pytest.mark.parametrize("icb", ["QHL", "QKK", "QJK"])
def test_every_component_of_every_ccg_on_the_2018_19_base(data_folder: Path, icb: str) -> None:
    path = find_data_files(data_folder).ccg_workbook
    assert path is not None
    workbook = read_ccg_workbook(path)
    practices = workbook_practices(workbook)
    partition = partition_practices(practices, members_in_file(practices, "sub-icb"), icb=icb)
    coefficients = CcgCoefficients.from_rules(lambda id: value_for(id, "2019/20"))
    within, england = ccg_place_bridges(partition, icb, workbook, coefficients)
    published = workbook.published.including_remoteness_k
    total = sum(float(k) for k, code in zip(published, workbook.practices.icbs, strict=True) if code == icb)
    for code, bridge in within.items():
        own = sum(float(k) for k, ccg in zip(published, workbook.practices.ccgs, strict=True) if ccg == code)
        assert whole(bridge) == pytest.approx(to_pence(own), abs=2)
        assert all(step.standing == "exact" for step in bridge.steps)
        assert whole(england[code]) == to_pence(bridge.start_k)
    assert sum(whole(bridge) for bridge in within.values()) == to_pence(total)
    for number in range(9):
        assert sum(bridge.steps[number].amount_pence for bridge in within.values()) == 0


class TestAnswer:
    @pytest.fixture(autouse=True)
    def _home(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path / "home"))

    @staticmethod
    def ask(data: Path, **changes: Any) -> Any:
        def kept(name: str) -> dict[str, str]:
            return {"name": name, "sha256": archive().keep(data / name)}

        inputs = {
            "practices": kept(FILE),
            "members": kept(MEMBERS),
            "by": "pcn",
            "icb": "QHL",
            "place": "U15552",
            "year": "2025/26",
            "stream": "core",
        }
        return ask("allocations.place_fair_share", inputs | changes, "Our share?", Dates.on(date(2025, 4, 1)))

    def test_small_heath_from_england_to_the_penny_and_replayed(self, data_folder: Path) -> None:
        asked = self.ask(data_folder)
        answer: Answer = asked.answer
        assert answer.value is not None
        start = next(reason for reason in answer.reasons if reason.sentence.startswith("The ICB's money"))
        need = next(reason for reason in answer.reasons if reason.sentence.startswith("Need"))
        assert start.value is not None
        assert need.value is not None
        assert answer.value.amount == start.value.amount + need.value.amount == 7_076_914_773
        england = [reason.value for reason in start.children if reason.value and reason.value.unit == "gbp_pence"]
        assert sum(value.amount for value in england) == start.value.amount
        assert need.children[0].sentence.startswith("Estimate, not a step")
        assert "never checked" not in "\n".join(lines(answer))
        verified = today(Receipt.from_text(asked.receipt().to_text()))
        assert verified.replayed.verdict is Verdict.PASS

    def test_primary_medical_care_is_exact_throughout(self, data_folder: Path) -> None:
        answer = self.ask(data_folder, stream="primary_medical").answer
        steps = answer.details["bridge"]["steps"]
        assert [step["key"] for step in steps] == ["need", "health_inequalities"]
        assert {step["standing"] for step in steps} == {"exact"}
        apart = self.ask(data_folder, stream="primary_medical", icb="QMM", place="U04154", by="pcn")
        assert apart.answer.details["bridge"]["steps"][0]["key"] == "dispensing"

    def test_the_2018_19_base_has_nine_exact_steps_and_replays(self, data_folder: Path) -> None:
        path = find_data_files(data_folder).ccg_workbook
        assert path is not None
        book = {"name": path.name, "sha256": archive().keep(path)}
        asked = self.ask(data_folder, workbook=book, practices=None, on="2019-10-01")
        assert len(asked.answer.details["bridge"]["steps"]) == 9
        assert {step["standing"] for step in asked.answer.details["bridge"]["steps"]} == {"exact"}
        assert "never checked" not in "\n".join(lines(asked.answer))
        assert today(Receipt.from_text(asked.receipt().to_text())).replayed.verdict is Verdict.PASS
