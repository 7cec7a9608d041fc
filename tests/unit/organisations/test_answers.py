"""Questions about bodies: what they say, their sources, their verdicts, and that receipts replay."""

from datetime import UTC, date, datetime

import pytest

import commonweal.organisations.answers  # noqa: F401  (registers the calculations)
from commonweal.answers import (
    Answer,
    Dates,
    Evidence,
    Question,
    Receipt,
    SigningKey,
    Verdict,
    lines,
    run,
    verify,
)
from commonweal.law import book
from commonweal.problems import BadInput
from commonweal.reference import facts

KNOWN = datetime(2026, 11, 21, tzinfo=UTC)
FRIMLEY = "QNQ NHS Frimley Integrated Care Board, an integrated care board,"
LAST, CHANGED = date(2026, 3, 31), date(2026, 4, 1)


def ask(calculation, day=CHANGED, **inputs):
    dates = Dates.on(day, known_at=KNOWN)
    question = Question(f"organisations.{calculation}", {"datasets": {}, **inputs}, "A question", dates)
    evidence = Evidence(rules=book(), facts=facts, dates=dates)
    return question, run(question, evidence), evidence


def text(answer):
    return "\n".join(lines(answer))


def test_open_board_is_shown_with_what_will_become_of_it():
    _, answer, _ = ask("show", LAST, code="QNQ")
    assert answer.sentence == f"On 31 March 2026 {FRIMLEY} was open."
    assert answer.value.amount == "open"
    assert "Stands in Y59 South East" in text(answer)
    assert "E54000034 (ONS GSS: icb24)" in text(answer)
    assert "S0E4D NHS Thames Valley Integrated Care Board: 56.04% by small areas" in text(answer)


def test_closed_board_says_when_and_where_it_went():
    _, answer, _ = ask("show", CHANGED, code="QNQ")
    assert answer.sentence.startswith(f"{FRIMLEY} closed on 31 March 2026 and")
    assert "and went to S0E4D NHS Thames Valley Integrated Care Board (56.04%" in answer.sentence
    assert answer.value.amount == "closed"
    assert {part["code"] for part in answer.details["successors"]} == {"S0E4D", "S9B9J", "QRL"}


def test_board_that_is_not_open_yet():
    _, answer, _ = ask("show", LAST, code="T6Y0W")
    assert "opened on 1 April 2026" in answer.sentence
    assert answer.value.amount == "not open yet"
    assert "QMM NHS Norfolk and Waveney Integrated Care Board: all of it" in text(answer)


def test_every_statement_is_cited():
    for calculation in ("show", "successors"):
        _, answer, _ = ask(calculation, code="QNQ")
        cited = [source.cite() for source in answer.sources()]
        assert "Succession of ICBs on 1 April 2026, by LSOA, row QNQ, S0E4D" in cited


def test_successors_by_day_and_by_basis():
    _, before, _ = ask("successors", LAST, code="QNQ")
    assert before.value.amount == 0
    assert "QRL, S0E4D and S9B9J did on 1 April 2026" in before.sentence
    _, after, _ = ask("successors", code="QNQ", basis="registered weighted population 2025/26")
    shares = {part["code"]: part["share"] for part in after.details["bodies"]}
    assert shares["S0E4D"] == pytest.approx(0.581859, abs=1e-6)
    assert sum(shares.values()) == pytest.approx(1.0, abs=1e-12)
    _, none, _ = ask("successors", code="QOP")
    assert none.sentence.endswith("nothing had taken over from QOP NHS Greater Manchester Integrated Care Board.")


def test_predecessors():
    _, answer, _ = ask("predecessors", code="T6Y0W")
    assert answer.value.amount == 2
    assert "QJG NHS Suffolk and North East Essex Integrated Care Board (64.67% of it by small areas" in answer.sentence
    _, none, _ = ask("predecessors", LAST, code="T6Y0W")
    assert none.sentence.endswith("had taken over from nothing that is listed.")


def test_tree():
    _, answer, _ = ask("tree", code="Y62")
    assert answer.sentence == "On 1 April 2026 Y62 North West held 3 integrated care boards and 27 sub-ICB locations."
    assert answer.value.amount == 30
    assert len(answer.details["tree"]["children"]) == 3
    _, leaf, _ = ask("tree", code="00T")
    assert leaf.sentence.endswith("held no other body.")


def test_check_without_lists_is_undecided_and_says_what_is_missing():
    _, answer, _ = ask("check")
    assert answer.verdict is Verdict.INSUFFICIENT_DATA
    assert answer.exit_status == 3
    assert len(answer.unknowns) == 1
    assert "every small area stands in an open board: no map" in text(answer)
    assert "section 14Z25(4)" in text(answer)


def test_before_boards_there_was_no_duty_to_cover_england():
    _, answer, _ = ask("check", date(2021, 1, 1))
    assert [r.verdict for r in answer.reasons if "did not yet ask" in r.sentence] == [Verdict.NOT_APPLICABLE]


def test_unknown_code_is_bad_input():
    with pytest.raises(BadInput, match="QNX"):
        ask("show", code="QNZ")


@pytest.mark.parametrize(
    ("calculation", "inputs"),
    [
        ("show", {"code": "QNQ"}),
        ("successors", {"code": "QNQ"}),
        ("predecessors", {"code": "T6Y0W"}),
        ("tree", {"code": "QOP"}),
        ("check", {}),
    ],
)
def test_receipts_replay_and_answers_survive_json(calculation, inputs):
    question, answer, evidence = ask(calculation, **inputs)
    assert Answer.from_json(answer.to_json()) == answer
    key = SigningKey.new()
    receipt = Receipt.issue(question, answer, evidence, key)
    verification = verify(receipt, known_keys=frozenset({key.public}), rules=book(), facts=facts)
    assert verification.intact.verdict is Verdict.PASS
    assert verification.replayed.verdict is Verdict.PASS
