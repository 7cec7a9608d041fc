"""A seat may bring several sectors: in files and forms, in the quorum, and from rows that were kept with one."""

from __future__ import annotations

import pytest

from commonweal.answers import Verdict
from commonweal.governance.handbook import Body, Handbook, Seat
from commonweal.governance.handbook.canonical import fingerprint
from commonweal.governance.handbook.exchange import read_handbook, write_handbook
from commonweal.governance.quorum import Present, SeatAt, evaluate, parse_quorum
from commonweal.problems import BadInput

PLACE = Body(body="PL", name="Marchside", kind="place_partnership")
BOTH = Seat(seat="PL1", body="PL", title="Officer", seat_class="member", represents=("council", "public_health"))


@pytest.mark.parametrize("name", ["book.xlsx", "folder"])
def test_several_sectors_are_written_and_read_back(tmp_path, name):
    book = Handbook.of([PLACE, BOTH])
    write_handbook(book, tmp_path / name)
    again = read_handbook(tmp_path / name)
    assert again.rows(Seat)[0].represents == ("council", "public_health")
    assert fingerprint(again) == fingerprint(book)


def test_cell_takes_semicolons_and_says_which_word_is_wrong(tmp_path):
    write_handbook(Handbook.of([PLACE, BOTH]), tmp_path / "book")
    file = tmp_path / "book" / "seats.csv"
    text = file.read_text(encoding="utf-8-sig")
    assert "council; public_health" in text
    file.write_text(text.replace("council; public_health", "Council;Public health ;icb"), encoding="utf-8")
    assert read_handbook(tmp_path / "book").rows(Seat)[0].represents == ("council", "public_health", "icb")
    file.write_text(text.replace("council; public_health", "council; publik_health"), encoding="utf-8")
    with pytest.raises(BadInput, match="public_health if that is meant"):
        read_handbook(tmp_path / "book")


@pytest.mark.parametrize(
    ("kept", "read"), [("council", ("council",)), ("", ()), (["council", "icb"], ("council", "icb"))]
)
def test_row_that_was_kept_with_one_sector_is_read(kept, read):
    stored = {"seat": "PL1", "body": "PL", "title": "Officer", "seat_class": "member", "represents": kept}
    assert Seat.from_json(stored).represents == read


ASKED = "all of (at least 1 represents council; at least 1 represents public_health; at least 2)"


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        (("council", "public_health"), ("icb",), Verdict.PASS),
        (("icb", "council"), ("acute", "public_health"), Verdict.PASS),
        (("council",), ("icb",), Verdict.FAIL),
        (("council", "public_health"), None, Verdict.FAIL),
    ],
)
def test_quorum_counts_a_member_for_each_sector_of_the_seat_and_once_as_a_person(first, second, verdict):
    seats = [
        SeatAt("S1", True, represents=first, holders=("P1",)),
        SeatAt("S2", True, represents=second or (), holders=("P2",)),
    ]
    room = [Present("P1", ("S1",)), *([Present("P2", ("S2",))] if second else [])]
    assert evaluate(parse_quorum(ASKED), seats=seats, present=room).verdict is verdict
