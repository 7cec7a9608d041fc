"""Looking a rule up by its three dates, its status and its overlays; compared with a slow plain version."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.law import RuleBook, read_pack
from commonweal.lined_yaml import LinedYaml
from commonweal.problems import BadInput

TEXT = """\
pack: example
sources:
  act: {title: An Act, last_checked: 2026-01-01}
entries:
  - id: example.limit
    title: A limit
    unit: count
    values:
      - {from: 2024-04-01, to: 2025-03-31, recorded_from: 2024-01-01, status: in_force, source: act, at: s. 1, value: 1}
      - {from: 2024-04-01, to: 2025-03-31, recorded_from: 2024-06-01, status: in_force, source: act, at: s, value: 11}
      - {from: 2025-04-01, recorded_from: 2024-01-01, status: enacted_not_commenced, source: act, at: s, value: 2}
"""
OVERLAY = """\
pack: reform
overlay: reform
sources:
  bill: {title: A Bill, last_checked: 2026-01-01}
entries:
  - id: example.limit
    title: A limit
    unit: count
    values:
      - {from: 2026-04-01, recorded_from: 2026-01-01, status: expected, source: bill, at: cl. 1, value: 3}
"""
PACKS = tuple(read_pack(LinedYaml.parse(text, file="example.yaml")) for text in (TEXT, OVERLAY))
NOW = datetime(2026, 7, 1, tzinfo=UTC)


def value_of(book, day, known=NOW):
    record = book.look_up("example.limit", rules_on=day, known_at=known)
    return record.value if record else None


def test_a_correction_applies_from_the_day_it_was_recorded():
    book = RuleBook(PACKS)
    assert value_of(book, date(2024, 5, 1), datetime(2024, 5, 1, tzinfo=UTC)) == 1
    assert value_of(book, date(2024, 5, 1)) == 11


def test_enacted_is_not_in_force():
    assert value_of(RuleBook(PACKS), date(2025, 4, 1)) is None


def test_an_overlay_applies_only_when_it_is_named():
    assert value_of(RuleBook(PACKS), date(2026, 4, 1)) is None
    assert value_of(RuleBook(PACKS, ["reform"]), date(2026, 4, 1)) == 3
    assert value_of(RuleBook(PACKS, ["reform"]), date(2024, 5, 1)) == 11


def test_an_overlay_that_does_not_exist_is_refused():
    with pytest.raises(BadInput, match="expected reform"):
        RuleBook(PACKS, ["reforms"])


def test_a_rule_that_does_not_exist_is_refused_with_its_nearest():
    with pytest.raises(BadInput, match=r"id you mean example\.limit"):
        RuleBook(PACKS).entry("example.limits")


def test_what_changes_between_two_days_is_listed():
    (change,) = RuleBook(PACKS).differences(date(2024, 3, 31), date(2024, 4, 1), known_at=NOW)
    assert (change.then, change.now.value) == (None, 11)
    assert RuleBook(PACKS).differences(date(2024, 5, 1), date(2024, 6, 1), known_at=NOW) == ()


days = st.integers(0, 60).map(lambda n: date(2024, 1, 1) + timedelta(days=n))


@given(
    periods=st.lists(
        st.tuples(days, st.integers(0, 20), days, st.sampled_from(["in_force", "draft", "repealed"])),
        min_size=1,
        max_size=6,
    ),
    day=days,
    known=days,
)
def test_look_up_equals_a_plain_search(periods, day, known):
    lines, kept = [], []
    for number, (start, length, recorded, status) in enumerate(periods):
        end = start + timedelta(days=length)
        if any(r == recorded and not (e < start or s > end) for s, e, r, _, _ in kept):
            continue
        kept.append((start, end, recorded, status, number))
        dated = f"from: {start}, to: {end}, recorded_from: {recorded}, status: {status}"
        lines.append(f"      - {{{dated}, source: act, at: s, value: {number}}}")
    text = TEXT[: TEXT.index("      - {from")] + "\n".join(lines) + "\n"
    book = RuleBook([read_pack(LinedYaml.parse(text, file="example.yaml"))])
    best = None
    for start, end, recorded, status, number in kept:
        covers = start <= day <= end and recorded <= known
        if covers and (best is None or (recorded, start) > best[:2]):
            best = (recorded, start, status, number)
    expected = best[3] if best and best[2] != "repealed" else None
    assert value_of(book, day, datetime(known.year, known.month, known.day, 12, tzinfo=UTC)) == expected
