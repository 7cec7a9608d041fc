"""The answers of this room: what they say, that their bridges add up to the penny, and that their receipts replay."""

from datetime import date

import pytest

from commonweal.allocations.policy_rules import policy_for
from commonweal.allocations.published import STREAM_YEARS, bundled_table
from commonweal.allocations.reproduction import closing_line, reproduce
from commonweal.allocations.running_costs import running_cost_lines
from commonweal.answers import Dates, Evidence, SigningKey, Verdict, lines, verify
from commonweal.answers.receipt import Receipt
from commonweal.calendars import FinancialYear
from commonweal.law import book
from commonweal.problems import BadInput
from commonweal.reference import facts
from commonweal.wiring import ask


def asked(name, **inputs):
    inputs = {"year": "2025/26", "stream": "core"} | inputs
    return ask(f"allocations.{name}", inputs, "?", Dates.on(FinancialYear(inputs["year"]).start))


@pytest.mark.parametrize(("stream", "year"), STREAM_YEARS)
def test_every_icb_of_every_stream_and_year_is_explained_to_the_penny(stream, year):
    for code in bundled_table(stream, year).codes[::7]:
        answer = asked("explain", icb=code, stream=stream, year=year).answer
        steps = len(answer.details["bridge"]["steps"]) + 1
        assert sum(reason.value.amount for reason in answer.reasons[:steps]) == answer.value.amount
        assert answer.reasons[-1].verdict is Verdict.PASS


def test_core_need_is_one_step_and_says_that_its_parts_are_not_known():
    answer = asked("explain", icb="QHL").answer
    need = next(reason for reason in answer.reasons if "[not separable]" in reason.sentence)
    (estimate,) = need.children
    assert estimate.sentence.startswith("Estimate:")
    assert answer.value.amount == 293_414_100_000
    assert answer.details["bridge"]["steps"][0]["standing"] == "not separable"


def test_primary_medical_need_health_inequalities_and_dispensing_are_exact():
    answer = asked("explain", icb="QMM", stream="primary_medical").answer
    steps = {step["key"]: step for step in answer.details["bridge"]["steps"]}
    assert {"need", "health_inequalities", "dispensing"} <= set(steps)
    assert {step["standing"] for step in steps.values()} == {"exact"}


def test_an_icbs_allocation_names_its_sources_and_equals_the_published_figure():
    answer = asked("icb_allocation", icb="QYG").answer
    assert answer.value.amount == 589_360_400_000
    assert "4.13% above its target" in answer.sentence
    assert answer.reasons[-1].verdict is Verdict.PASS
    assert all(source.last_checked for source in answer.sources())
    assert any("Cheshire" in line for line in lines(answer))


def test_a_stream_without_targets_says_so():
    answer = asked("icb_allocation", icb="QYG", stream="pod").answer
    assert "no target" in answer.reasons[0].sentence
    assert answer.details["figures"]["closing_target_k"] is None


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"icb": "QZZ"}, "no ICB with this code"),
        ({"icb": "QHL", "stream": "dental"}, "no such stream"),
        ({"icb": "QHL", "stream": "running_costs"}, "no rule for running costs"),
        ({"icb": "QHL", "year": "2031/32"}, "next-year"),
        ({"icb": "QHL", "year": "2025"}, "financial year"),
    ],
)
def test_questions_that_cannot_be_asked_are_refused(inputs, said):
    inputs = {"year": "2025/26", "stream": "core"} | inputs
    for name in ("icb_allocation", "explain", "path"):
        with pytest.raises(BadInput, match=f"(?i){said}"):
            ask(f"allocations.{name}", inputs, "?", Dates.on(date(2025, 4, 1)))


def test_the_path_of_an_icb():
    answer = asked("path", icb="QXU").answer
    assert (answer.value.amount, answer.value.unit) == (18, "years")
    years = answer.details["years"]
    assert [row["status"] for row in years] == ["firm"] * 3 + ["indicative"] * 2
    assert years[2]["distance"] == pytest.approx(0.064325, abs=1e-6)


def test_the_path_of_an_earlier_year_grows_targets_as_england_did():
    answer = asked("path", icb="QXU", year="2024/25").answer
    assert len(answer.details["years"]) == 5


def test_a_path_that_does_not_arrive_is_undecided():
    answer = asked("path", icb="QXU", within=0.0000001).answer
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert answer.exit_status == 3


def test_a_path_needs_targets():
    with pytest.raises(BadInput, match="no targets"):
        asked("path", icb="QXU", stream="pod")


def test_a_scenario_says_who_gains_and_what_it_costs():
    answer = asked("scenario", change={"gain_cap": 0.01, "gain_slope": 0.4}).answer
    assert answer.value.amount == 8_910_500_000
    assert "10 ICBs would gain and 0 lose" in answer.sentence
    assert len(answer.details["rows"]) == 42
    saving = asked("scenario", change={"growth": 0.04}).answer
    assert "save" in saving.sentence
    nothing = asked("scenario", change={"growth": 0.0437}).answer
    assert "cost nothing more" in nothing.sentence


@pytest.mark.parametrize(
    ("name", "inputs"),
    [
        ("icb_allocation", {"icb": "QHL"}),
        ("explain", {"icb": "QHL"}),
        ("explain", {"icb": "QHL", "stream": "primary_medical"}),
        ("path", {"icb": "QHL"}),
        ("scenario", {"change": {"health_inequalities_share": 0.15}}),
        ("scenario", {"change": {"total_k": 117_000_000}}),
    ],
)
def test_receipts_of_answers_replay_on_what_they_carry(name, inputs, tmp_path):
    from commonweal.wiring import registry

    question = asked(name, **inputs)
    key = SigningKey.of_installation(tmp_path)
    receipt = Receipt.issue(question.question, question.answer, question.evidence, key)
    found = verify(receipt, known_keys=frozenset({key.public}), rules=book(), facts=facts, registry=registry())
    assert found.intact.verdict is Verdict.PASS
    assert found.replayed.verdict is Verdict.PASS, found.replayed.sentence
    assert found.today.sentence.startswith("Nothing")


def test_a_changed_rule_makes_a_line_differ():
    from dataclasses import replace

    from commonweal.allocations.policy_rules import book_rule

    def changed(id, day):
        record = book_rule(id, day)
        if id != "allocations.core.policy" or record is None:
            return record
        value = {**record.value, "growth": {"mode": "uniform", "rate": 0.05}}
        return replace(record, value=value)

    table = bundled_table("core", "2025/26")
    (line,) = reproduce([table], {}, changed)
    assert line.equal == 0
    assert line.to_json()["differing"][0]["icb"] == "QOQ"
    assert closing_line([line]) == "0 of 42 published allocations reproduced to £1,000"


def test_running_costs_are_told_as_printed_and_never_counted():
    told = running_cost_lines()
    assert any("v1.4" in line and "v1.2" in line for line in told)
    assert all("reproduced" not in line for line in told)
    assert policy_for("core", "2025/26").growth_rate == 0.0437


def test_evidence_names_every_rule_that_an_answer_rests_on():
    evidence = Evidence(rules=book(), facts=facts, dates=Dates.on(date(2025, 4, 1)))
    from commonweal.allocations.worked_year import worked_year

    worked_year(evidence, "core", "2025/26")
    assert {id for id, _ in evidence.rules_read} == {"allocations.core.policy", "allocations.core.target_quantum"}
