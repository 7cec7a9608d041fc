"""The search for authority against a slow and plain one, and what must hold of any handbook whatever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.governance.authority_rows import BASE, BEGAN, ON, ask
from tests.unit.governance.plain_authority import plain_verdict

from commonweal.answers import Verdict
from commonweal.governance.authority import holders
from commonweal.governance.handbook import Direction, Grant, Handbook, Records

NAMES = tuple("ABCDEFG")
BODIES = ("QWM", "FINANCE", "PANEL", "RTX", "E10", "JOINT")
MAYBE = st.sampled_from([False, None])
STARTS = st.sampled_from([BEGAN, BEGAN, BEGAN, date(2026, 5, 2), None])
ENDS = st.sampled_from([None, None, None, ON, date(2026, 4, 30)])
ROUTE = {
    "FINANCE": "schedule_1b_paragraph_11",
    "PANEL": "schedule_1b_paragraph_11",
    "RTX": "section_65z5",
    "E10": "section_65z5",
    "QWM": "section_65z5",
    "JOINT": "section_65z6",
}
USUAL = (
    ("QWM", "FINANCE"), ("FINANCE", "PANEL"), ("QWM", "RTX"), ("RTX", "E10"), ("E10", "RTX"), ("E10", "JOINT"),
    ("RTX", "JOINT"), ("QWM", "PANEL"), ("QWM", "E10"), ("JOINT", "RTX"),
)  # fmt: skip
SPOILT = {
    "function": st.just("beds"),
    "to_body": st.sampled_from(BODIES),
    "from_body": st.sampled_from(BODIES),
    "route": st.sampled_from(sorted(set(ROUTE.values()))),
    "under": st.sampled_from(NAMES),
    "onward_allowed": MAYBE,
    "decides": MAYBE,
    "limit": st.just(""),
    "place": st.sampled_from(["NORTH", "SOUTH"]),
    "from_date": st.sampled_from([date(2026, 5, 2), None]),
    "to_date": st.sampled_from([ON, date(2026, 4, 30)]),
}


@st.composite
def grants(draw):
    """A chain down from the board and up to three grants beside it, each now and then with one thing spoilt."""
    pairs, here = [], "QWM"
    for _ in range(draw(st.integers(0, 4))):
        ahead = [pair for pair in USUAL if pair[0] == here]
        if not ahead:
            break
        pairs.append(draw(st.sampled_from(ahead)))
        here = pairs[-1][1]
    pairs += draw(st.lists(st.sampled_from(USUAL), max_size=3))
    found = []
    for name, (giver, taker) in zip(NAMES, pairs, strict=False):
        row = Grant(
            grant=name, function="community", from_body=giver, to_body=taker, route=ROUTE[taker], onward_allowed=True,
            decides=True, limit=draw(st.sampled_from(["no limit", "£1m", "£500,000", "£100,000 a year"])),
            from_date=BEGAN,
        )  # fmt: skip
        column = draw(st.sampled_from([""] * len(SPOILT) + [*SPOILT]))
        found.append(replace(row, **{column: draw(SPOILT[column])}) if column else row)
    return tuple(found)


@st.composite
def worlds(draw):
    """Grants, directions and who would decide: mostly somebody whom the grants reach."""
    granted = draw(grants())
    reached = [row.to_body for row in granted]
    return granted, draw(directions()), draw(st.sampled_from([*reached * 3, *BODIES]))


@st.composite
def directions(draw):
    return tuple(
        Direction(
            direction=f"D{number}",
            from_body="NHSE",
            to_body=draw(st.sampled_from(BODIES)),
            functions=draw(st.sampled_from([("community",), ("beds",), ("gp_contracts",), ()])),
            bars_exercise=draw(st.sampled_from([False, False, True, None])),
            bars_delegation=draw(st.sampled_from([False, False, True, None])),
            from_date=draw(STARTS),
            to_date=draw(ENDS),
        )
        for number in range(draw(st.sampled_from([0, 0, 0, 0, 1, 2])))
    )


QUESTIONS = st.fixed_dictionaries(
    {
        "function": st.sampled_from(["community", "beds"]),
        "amount_pence": st.sampled_from([None, 0, 1, 1, 10**7, 2 * 10**7, 5 * 10**7, 5 * 10**7 + 1, 10**8, 10**8 + 1]),
        "years": st.integers(1, 3),
        "place": st.sampled_from(["", "NORTH", "NORTH", "SOUTH"]),
    }
)
WIDE = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(worlds(), QUESTIONS)
@WIDE
def test_the_search_and_the_plain_walk_agree(world, question):
    granted, directed, decider = world
    chain = ask([*granted, *directed], decider, **question)
    verdict, limit = plain_verdict(
        granted, directed, decider, question["function"], question["amount_pence"], question["years"],
        question["place"], ON,
    )  # fmt: skip
    assert chain.verdict == verdict
    if verdict == "PASS":
        assert chain.limit_pence == limit
        assert chain.limit_known or question["amount_pence"] == 0


@given(worlds(), QUESTIONS)
@WIDE
def test_no_grant_outlives_its_source_and_each_link_of_a_chain_that_holds_is_live(world, question):
    granted, directed, decider = world
    chain = ask([*granted, *directed], decider, **question)
    if chain.verdict is not Verdict.PASS:
        return
    assert all(step.verdict is Verdict.PASS for step in chain.steps)
    assert not chain.unknowns
    rows = {row.grant: row for row in granted}
    links = [rows[step.id] for step in chain.steps if step.kind == "grant"]
    for row in links:
        assert row.from_date is not None
        assert row.holds_on(ON)
    for lower, upper in pairwise(links):
        assert lower.from_body == upper.to_body
        assert upper.onward_allowed
    if links:
        assert links[-1].from_body == "QWM"
        # End every link on the way but the lowest: what rests on it alone ends with it.
        others = [replace(row, to_date=date(2026, 4, 30)) if row.from_body == "QWM" else row for row in granted]
        assert decider == "QWM" or ask([*others, *directed], decider, **question).verdict is not Verdict.PASS


@given(worlds(), QUESTIONS, st.integers(0, 6))
@WIDE
def test_removing_a_grant_never_creates_authority(world, question, which):
    granted, directed, decider = world
    before = ask([*granted, *directed], decider, **question)
    after = ask([row for row in granted if row.grant != NAMES[which]] + list(directed), decider, **question)
    assert before.verdict is Verdict.PASS or after.verdict is not Verdict.PASS


@given(worlds(), QUESTIONS, st.data())
@WIDE
def test_a_fact_that_goes_missing_never_creates_authority(world, question, data):
    granted, _, decider = world
    if not granted:
        return
    which = data.draw(st.integers(0, len(granted) - 1))
    column = data.draw(st.sampled_from(["from_date", "decides", "onward_allowed", "limit"]))
    blank = replace(granted[which], **{column: "" if column == "limit" else None})
    before = ask(granted, decider, **question)
    after = ask([*granted[:which], blank, *granted[which + 1 :]], decider, **question)
    assert before.verdict is Verdict.PASS or after.verdict is not Verdict.PASS


def test_many_grants_that_go_round_in_circles_are_searched_at_once():
    bodies = [replace(BASE[10], body=f"R{number}", name=f"Trust {number}") for number in range(14)]
    ids = ["QWM", *(row.body for row in bodies)]
    every = [
        Grant(
            grant=f"{giver}-{taker}", function="community", from_body=giver, to_body=taker, route="section_65z5",
            limit="£1m", decides=True, onward_allowed=True, from_date=BEGAN,
        )
        for giver in ids[1:] for taker in ids[1:] if giver != taker
    ]  # fmt: skip
    assert ask([*bodies, *every], "R9", amount_pence=1).verdict is Verdict.FAIL
    first = replace(every[0], grant="TOP", from_body="QWM", to_body="R3")
    assert ask([*bodies, *every, first], "R9", amount_pence=1).verdict is Verdict.PASS


@given(worlds(), QUESTIONS)
@WIDE
def test_the_reverse_question_names_exactly_those_of_whom_the_question_itself_is_not_answered_by_no(world, question):
    granted, directed, _ = world
    records = Records(Handbook.of([*BASE, *granted, *directed]))
    found = {each.body: each.chain.verdict for each in holders(records, **question, on=ON)}
    for decider in BODIES:
        chain = ask([*granted, *directed], decider, **question)
        if question["amount_pence"] is not None and granted:
            assert found.get(decider, Verdict.FAIL) is chain.verdict
