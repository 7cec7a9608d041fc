"""Questions about bodies: what they say, their sources, their verdicts, and that receipts replay."""

from datetime import UTC, date, datetime
from fractions import Fraction

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
from commonweal.organisations import Body, Chains, Share, Succession, Version, find_lists
from commonweal.organisations.assembly.england import Files
from commonweal.organisations.citing import Sources
from commonweal.organisations.replies import descent_reason, share_words
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
    assert "is not open yet: it opens on 1 April 2026" in answer.sentence
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


def ask_lists(folder, calculation, day=CHANGED, **inputs):
    found = find_lists(folder)
    dates = Dates.on(day, known_at=KNOWN)
    datasets = {item.what.key: item.sha256 for item in found}
    question = Question(f"organisations.{calculation}", {"datasets": datasets, **inputs}, "A question", dates)
    return run(question, Evidence(rules=book(), facts=facts, datasets=Files(found), dates=dates))


def test_board_with_lists_says_what_it_covers_and_what_it_was(folder):
    said = text(ask_lists(folder, "show", LAST, code="QNQ"))
    assert "Covers 2 of 2 small areas (lsoa21)" in said
    assert "until 30 June 2022: Frimley, open" in said
    assert "Holds 1 sub-ICB location, 1 general practice and 1 NHS trust" in said
    assert "D4U1Y NHS Frimley CCG: all of it, on 1 July 2022" in said


def test_practice_cites_its_list_by_hash_and_warns_of_age(folder):
    answer = ask_lists(folder, "show", date(2025, 1, 1), code="P81006")
    assert "GP practices (epraccur), your own copy, SHA-256" in text(answer)
    assert "tells of nothing after 1 November 2022; it may have changed since" in text(answer)
    assert "is not named by a list of that day" in ask_lists(folder, "show", code="P81006").sentence


def test_chain_over_several_steps_shows_the_way_and_its_limits(folder):
    said = text(ask_lists(folder, "successors", code="99M"))
    assert "By way of 99M → D4U1Y (1 April 2021) → QNQ (1 July 2022) → S0E4D (1 April 2026)" in said
    assert "S0E4D NHS Thames Valley Integrated Care Board: 56.044%" in said
    assert "supposes that each body was spread evenly" in said


def test_group_whose_code_lives_on_says_where_the_location_stands(folder):
    said = text(ask_lists(folder, "successors", code="D4U1Y"))
    assert "The code D4U1Y lives on as a sub-ICB location, which stands in no one board." in said


def test_predecessors_through_others_are_counted(folder):
    sentence = ask_lists(folder, "predecessors", code="S0E4D").sentence
    assert sentence.endswith("and through them from 2 earlier bodies.")


def test_tree_says_how_many_practices_stand_directly_below_the_board(folder):
    said = text(ask_lists(folder, "tree", code="S0E4D"))
    assert "1 practice stands directly below the board" in said


def test_check_with_lists_fails_on_the_wrong_name_and_says_which_lists_are_missing(folder):
    answer = ask_lists(folder, "check")
    assert answer.verdict is Verdict.FAIL
    assert "S0E4D is NHS Thames Valley Integrated Care Board, and the list calls it NHS SURREY AND SUSSEX" in text(
        answer
    )
    assert any("of April 2024 was not found" in unknown.fact for unknown in answer.unknowns)


def test_shares_that_are_not_known_or_not_given_away_are_said():
    rows = [Succession("A", "X", CHANGED), Succession("A", "Y", CHANGED)]
    part = [Succession("B", "Z", CHANGED, (Share("beds", Fraction(1, 10)),))]
    unknown = Chains(rows).successors("A")[0]
    assert share_words(unknown) == "share not known"
    bodies = {id: Body(id, (Version(f"Body {id}"),), ()) for id in "ABXYZ"}
    sources = Sources(Evidence(rules=book(), dates=Dates.on(CHANGED)))
    told = descent_reason(unknown, bodies["X"], sources)
    assert (told.sentence, told.value) == ("X Body X: share not known, on 1 April 2026", None)
    stayed = next(each for each in Chains(part).successors("B") if each.body == "B")
    assert descent_reason(stayed, bodies["B"], sources).sentence == "B Body B kept 90.00%"
