"""The arithmetic of the chain, without a database."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.site.audit.chain import FORMAT_VERSION, START, Head, Link, canonical
from commonweal.site.audit.verification import check_chain

NOON = datetime.datetime(2026, 4, 1, 11, 0, 0, 250, tzinfo=datetime.UTC)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def chain(length: int) -> list[tuple[Link, str]]:
    links, previous = [], START
    for sequence in range(1, length + 1):
        link = Link(sequence, FORMAT_VERSION, NOON, "operator:1", "did", f"thing:{sequence}", "{}", previous)
        previous = link.digest()
        links.append((link, previous))
    return links


def reseal(events: list[tuple[Link, str]], first: int) -> list[tuple[Link, str]]:
    """Give the events from `first` on new hashes, as a forger with write access would."""
    done, previous = events[:first], events[first - 1][1] if first else START
    for link, _ in events[first:]:
        again = replace(link, previous_hash=previous)
        previous = again.digest()
        done.append((again, previous))
    return done


def test_known_digest_never_changes():
    link = Link(1, 1, NOON, "operator:1000", "accounts.added", "account:x", '{"role":"analyst"}', START)
    assert link.digest() == "21fc367db679c0bbe2ee0a0c7c22c099660c55012d8d239d5058b27ac600c9b2"


def test_same_moment_in_another_zone_has_the_same_digest():
    link = chain(1)[0][0]
    london = NOON.astimezone(datetime.timezone(datetime.timedelta(hours=1)))
    assert replace(link, at=london).digest() == link.digest()


@pytest.mark.parametrize(
    "change",
    [
        {"at": NOON + datetime.timedelta(microseconds=1)},
        {"actor": "operator:2"},
        {"verb": "undid"},
        {"subject": "thing:9"},
        {"detail_json": '{"a":1}'},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_change_is_found(change):
    events = chain(5)
    events[2] = (replace(events[2][0], **change), events[2][1])
    assert check_chain(events).findings == ["event 3 was changed: its contents do not give its hash"]


def test_change_with_its_hash_made_again_is_found_by_the_next():
    events = chain(5)
    changed = replace(events[2][0], actor="operator:2")
    events[2] = (changed, changed.digest())
    assert check_chain(events).findings == [
        "event 4 does not follow the event before it: one of them was replaced or moved"
    ]


def test_missing_event_is_found():
    events = chain(6)
    del events[2:4]
    assert check_chain(events).findings == ["events 3 to 4 are missing"]


def test_missing_first_event_is_found():
    assert check_chain(chain(3)[1:]).findings == ["event 1 is missing"]


def test_reordered_events_are_found():
    events = chain(4)
    swapped = [
        events[0],
        (replace(events[2][0], sequence=2), events[2][1]),
        (replace(events[1][0], sequence=3), events[1][1]),
        events[3],
    ]
    assert len(check_chain(swapped).findings) >= 2


def test_event_put_in_is_found():
    events = chain(4)
    extra = replace(events[1][0], subject="thing:extra")
    assert check_chain([*events[:2], (extra, extra.digest()), *events[2:]]).findings


def test_format_of_the_future_is_not_called_whole():
    events = chain(2)
    events[1] = (replace(events[1][0], format_version=2), events[1][1])
    assert "which this version cannot check" in check_chain(events).findings[0]


def test_chain_forged_throughout_is_whole_in_itself_and_differs_from_a_noted_head():
    events = chain(5)
    noted = Head(5, events[4][1])
    forged = reseal([*events[:1], (replace(events[1][0], actor="operator:2"), ""), *events[2:]], 1)
    found = check_chain(forged, note_hashes_at=frozenset({5}))
    assert found.findings == []
    assert found.hashes_at[5] != noted.hash


@given(plain)
def test_canonical_text_reads_back_as_what_it_was(value):
    import json

    assert json.loads(canonical({"value": value}))["value"] == value


@given(st.dictionaries(st.text(), st.integers(), min_size=2))
def test_canonical_text_does_not_depend_on_the_order_of_keys(detail):
    assert canonical(dict(reversed(detail.items()))) == canonical(detail)


@pytest.mark.parametrize("value", [1.5, NOON, b"x", {1: "a"}, {"a": [object()]}, {"a": {3, 4}}])
def test_what_is_not_plain_json_is_refused(value):
    with pytest.raises(TypeError, match=r"detail"):
        canonical({"a": value})


def test_head_is_read_as_it_is_printed():
    head = Head(12, "9f" * 32)
    assert Head.parse(str(head)) == head
    for bad in ("", "12", "12:", "x:" + "9f" * 32, "12:9F"):
        with pytest.raises(ValueError, match="COUNT:HASH"):
            Head.parse(bad)
