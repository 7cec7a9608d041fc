"""The item of a file: every key that holds the wrong thing is refused by name, and all of them at once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commonweal.governance.decide_inputs import read_item
from commonweal.problems import BadInput


def test_every_fault_of_an_item_is_told_at_once():
    with pytest.raises(BadInput) as told:
        read_item({"titel": "x", "amount": "lots", "years": "many", "present": "me", "notice_on": "soon"})
    assert len(told.value.problems) >= 6


@pytest.mark.parametrize(("in_a_file", "day", "reform"), [(True, True, False), (False, False, True)])
def test_an_unknown_field_is_told_with_those_that_may_stand_there(in_a_file, day, reform):
    with pytest.raises(BadInput) as told:
        read_item({"title": "x", "body": "FIN", "nonsense": 1}, in_a_file=in_a_file)
    (problem,) = told.value.problems
    names = problem.expected.removeprefix("one of ").split(", ")
    assert ("on" in names, "overlays" in names) == (day, reform)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"present": [{"person": "P2", "deputy": "perhaps"}]}, "present[1].deputy"),
        ({"present": [{"person": "P2", "deputy": 1}]}, "present[1].deputy"),
        ({"present": [{"person": "P2", "set": "F2"}]}, "present[1]"),
        ({"present": [{"person": "P2", "seat": 2}]}, "present[1].seat"),
        ({"present": ["P2", " "]}, "present[2]"),
        ({"present": "P2"}, "present"),
        ({"rulings": [{"person": "P2", "action": "excluded", "by": ["chair"]}]}, "rulings[1].by"),
        ({"rulings": [{"person": "P2", "action": "left"}]}, "rulings[1]"),
        ({"rulings": "P2"}, "rulings"),
        ({"considered": {"quality": True}}, "considered.quality"),
        ({"considered": ["quality"]}, "considered"),
        ({"title": True}, "title"),
        ({"function": 7}, "function"),
        ({"years": "³"}, "years"),
        ({"years": True}, "years"),
        ({"amount": "1", "amount_pence": 100}, "amount_pence"),
        ({"amount": ["1"]}, "amount"),
        ({"amount_pence": 1.0}, "amount_pence"),
        ({"notice_on": datetime(2026, 5, 1, 10, tzinfo=UTC)}, "notice_on"),
        ({"papers_on": 20260501}, "papers_on"),
        ({"counterparties": ""}, "counterparties"),
        ({"counterparties": ["8XW01", ""]}, "counterparties"),
        ({"individual_patient": 0}, "individual_patient"),
        ({"seat": "F3"}, "a seat"),
    ],
)
def test_a_wrong_type_in_an_item_is_refused_by_name_and_never_read_as_something_else(wrong, named):
    with pytest.raises(BadInput) as told:
        read_item({"title": "Scanner", "body": "FIN"} | wrong)
    assert named in str(told.value).casefold()


def test_yes_and_no_in_words_are_read_for_a_deputy_too():
    item = read_item({"title": "Scanner", "body": "FIN", "present": [{"person": "P2", "seat": "F2", "deputy": "yes"}]})
    assert item.present[0].deputy is True
    assert read_item(item.to_json()) == item
