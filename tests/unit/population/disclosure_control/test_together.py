"""Counts of several tables protected together: what another table tells is not hidden, but something beside it is."""

from __future__ import annotations

import pytest

from commonweal.population.disclosure_control import CountsTogether


@pytest.mark.parametrize(
    ("stays", "hidden"),
    [((), "well"), (("well",), "all"), (("well", "all"), "frail"), (("frail", "well"), "all")],
    ids=["none", "part", "all others", "small one and part"],
)
def test_what_stays_is_told_and_something_else_is_hidden(stays: tuple[str, ...], hidden: str) -> None:
    counts = CountsTogether()
    for name, people, worth in (("frail", 6, 0), ("well", 52, 0), ("all", 58, 1)):
        counts.put(name, people, worth=worth, stays=name in stays)
    counts.adds_up("all", ["frail", "well"])
    told = {"frail": 0, "well": 50, "all": 60}
    assert counts.shown() == told | {hidden: None}


def test_what_others_tell_entirely_is_left_as_it_is() -> None:
    counts = CountsTogether()
    for name, people in (("frail", 6), ("well", 52), ("all", 58)):
        counts.put(name, people, stays=True)
    counts.adds_up("all", ["frail", "well"])
    assert counts.shown() == {"frail": 0, "well": 50, "all": 60}
