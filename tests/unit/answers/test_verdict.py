"""How verdicts become one: every ordering of every small set, against a plain table."""

from itertools import permutations, product

import pytest

from commonweal.answers import Answer, Verdict, all_of, any_of, exit_status

ORDER_ALL = ["FAIL", "INSUFFICIENT_DATA", "NEEDS_JUDGEMENT", "NOT_YET_DUE", "PASS"]
ORDER_ANY = ["PASS", "INSUFFICIENT_DATA", "NEEDS_JUDGEMENT", "NOT_YET_DUE", "FAIL"]


@pytest.mark.parametrize(("function", "order"), [(all_of, ORDER_ALL), (any_of, ORDER_ANY)])
def test_every_triple_gives_the_first_in_rank_whatever_the_order(function, order):
    for triple in product(Verdict, repeat=3):
        expected = min((order.index(v) for v in triple if v != "NOT_APPLICABLE"), default=None)
        for arranged in permutations(triple):
            assert function(arranged) == ("NOT_APPLICABLE" if expected is None else order[expected])


def test_unknown_never_becomes_a_pass_where_all_must_hold():
    for unknown in (Verdict.INSUFFICIENT_DATA, Verdict.NEEDS_JUDGEMENT):
        assert all_of([Verdict.PASS, unknown]) is unknown


def test_exit_statuses_are_those_of_the_plan():
    assert {verdict.value: exit_status(verdict) for verdict in Verdict} == {
        "PASS": 0,
        "FAIL": 1,
        "NOT_YET_DUE": 0,
        "NOT_APPLICABLE": 0,
        "INSUFFICIENT_DATA": 3,
        "NEEDS_JUDGEMENT": 3,
    }


def test_an_answer_without_verdict_and_value_cannot_be_made():
    with pytest.raises(TypeError):
        Answer(sentence="Perhaps.")
