"""Is this the same organisation? Two hundred pairs of invented ones, half of them the same, half only alike."""

from __future__ import annotations

import csv
import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from commonweal.governance.counterparties import Matcher, Party, match

PAIRS = Path(__file__).with_name("counterparty_pairs.csv")
LEAST_RECALL = 0.98
LEAST_PRECISION = 0.90


def sides(row: dict[str, str]) -> tuple[Party, Party]:
    interest = Party.of(
        row["interest"], code=row["interest_code"], number=row["interest_number"], telling=row["description"]
    )
    others = row["other_names"].split(";")
    return interest, Party.of(row["counterparty"], *others, code=row["code"], number=row["number"])


@cache
def pairs() -> tuple[dict[str, str], ...]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def shown(row: dict[str, str]) -> str:
    return f"[{row['variation']}] {row['interest'] or row['description']} | {row['counterparty']}"


@pytest.mark.parametrize(
    ("initials", "name"),
    [
        ("HSE", "Health and Safety Executive"),
        ("The HSE", "Health & Safety Executive"),
        ("NICE", "National Institute for Health and Care Excellence"),
        ("MHRA", "Medicines and Healthcare products Regulatory Agency"),
    ],
)
def test_a_body_that_is_known_by_its_initials_is_shown_both_ways_round(initials, name):
    assert [match(initials, name).how, match(name, initials).how] == ["near", "near"]
    assert list(Matcher([Party.of(name)]).matches(Party.of(initials)))


@pytest.mark.parametrize(("initials", "name"), [("NIE", "National Institute for Health and Care Excellence"),
                                                ("HSX", "Health and Safety Executive")])  # fmt: skip
def test_letters_that_are_not_the_initials_of_a_name_are_not_taken_for_them(initials, name):
    assert match(initials, name) is None


def test_the_pairs_are_two_hundred_half_of_them_the_same_in_at_least_eight_ways():
    same = [row for row in pairs() if row["same"] == "yes"]
    assert (len(pairs()), len(same)) == (200, 100)
    assert len({row["variation"] for row in same}) >= 8


def test_recall_is_at_least_98_per_cent_and_precision_is_measured(record_property):
    """Both are over all matches, near ones included; a near match is shown to a person, never dropped."""
    found = [(row, match(*sides(row))) for row in pairs()]
    misses = [shown(row) for row, hit in found if row["same"] == "yes" and hit is None]
    wrong = [f"{shown(row)} ({hit.how}: {hit.why})" for row, hit in found if row["same"] == "no" and hit]
    right = sum(row["same"] == "yes" and hit is not None for row, hit in found)
    sure = [row["same"] for row, hit in found if hit and hit.how != "near"]
    recall, precision = right / 100, right / (right + len(wrong))
    told = (
        f"recall {recall:.1%}, precision {precision:.1%}; of {len(sure)} matches that are not near "
        f"{sure.count('yes') / len(sure):.1%} are right.\nMissed:\n  " + "\n  ".join(misses or ["none"])
        + "\nWrongly shown:\n  " + "\n  ".join(wrong or ["none"])
    )  # fmt: skip
    record_property("counterparties", told)
    print(told)
    assert recall >= LEAST_RECALL, told
    assert precision >= LEAST_PRECISION, told
    assert sure.count("no") == 0, told


def test_both_sides_may_be_changed_over():
    for row in pairs():
        left, right = sides(row)
        assert (match(left, right) is None) == (match(right, left) is None), shown(row)


def test_a_matcher_finds_what_comparing_every_pair_finds():
    lefts, rights = zip(*(sides(row) for row in pairs()), strict=True)
    matcher = Matcher(lefts)
    for right in rights[::7]:
        slow = {place: hit for place, left in enumerate(lefts) if (hit := match(right, left))}
        assert dict(matcher.matches(right)) == slow


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("RX9", "RX9", "code"),
        ("09123456", "9123456", "company_number"),
        ("Elmbrook Surgery Ltd", "elmbrook surgery", "name"),
        ("Elmbrok Surgery", "Elmbrook Surgery", "near"),
        ("Weald Hospital", "North Weald Hospital", "near"),
        ("Integrated Care Board", "The Integrated Care Board", "near"),
        ("", "", None),
        ("Ltd", "Limited", None),
        ("Weald", "", None),
    ],
)
def test_how_two_names_match(one, other, how):
    found = match(one, other)
    assert (found.how if found else None) == how


def test_the_kinds_of_variation_are_counted_for_the_reader():
    kinds = Counter(row["variation"] for row in pairs() if row["same"] == "yes")
    assert min(kinds.values()) >= 3, kinds


def test_three_hundred_interests_against_ten_counterparties_are_quick():
    lefts = [sides(row)[0] for row in pairs()] + [sides(row)[1] for row in pairs()[:100]]
    rights = [sides(row)[1] for row in pairs()[:100:10]]
    matcher = Matcher(lefts)
    assert len(lefts) == 300

    def once() -> float:
        began = time.perf_counter()
        for right in rights:
            list(matcher.matches(right))
        return time.perf_counter() - began

    once()
    best = min(once() for _ in range(20))
    print(f"300 interests against 10 counterparties: {best * 1000:.2f} ms")
    # The target is 2 ms; a busy machine is given room, and the figure is printed.
    assert best < 0.01
