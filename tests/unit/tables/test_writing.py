"""What is written opens safely, and reads back as it was."""

import contextlib
import datetime
import io
import string

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.problems import BadInput
from commonweal.tables import Meaning, read_table, write_csv, write_xlsx

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff")
    | st.sampled_from("'=+-@\",;|\n()£"),
    max_size=30,
).map(str.strip)
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)
ROWS = st.lists(st.tuples(st.uuids().map(str), TEXTS, NUMBERS), min_size=1, max_size=20)
MEANINGS = [
    Meaning("key", ("Key",), "code"),
    Meaning("words", ("Words, if any",), blank_allowed=True),
    Meaning("amount", ("Amount (£k)",), "number", blank_allowed=True),
]
HEADERS = {"key": "Key", "words": "Words, if any", "amount": "Amount (£k)"}


def as_given(table):
    amounts = [None if value != value else value for value in table.number("amount").tolist()]
    return list(zip(table.text("key"), table.text("words"), amounts, strict=True))


def expected(rows):
    return [(key, words or None, amount) for key, words, amount in rows]


def not_error(rows):
    return all(not words.startswith("#") for _, words, _ in rows)


@settings(max_examples=150, deadline=None)
@given(rows=ROWS.filter(not_error), bom=st.booleans(), order=st.permutations(list(HEADERS)))
def test_csv_round_trip_in_any_order_of_columns_with_or_without_a_mark(rows, bom, order):
    out = io.BytesIO()
    named = [dict(zip(HEADERS, row, strict=True)) for row in rows]
    write_csv(out, named, {name: HEADERS[name] for name in order}, bom=bom)
    assert as_given(read_table(out.getvalue(), MEANINGS)) == expected(rows)


@settings(max_examples=40, deadline=None)
@given(rows=ROWS.filter(not_error))
def test_xlsx_round_trip_to_the_16_figures_that_workbooks_hold(rows):
    rows = [(key, words, None if amount is None or abs(amount) > 1e300 else amount) for key, words, amount in rows]
    out = io.BytesIO()
    write_xlsx(out, {"Sheet/one": rows}, columns=HEADERS)
    table = read_table(out.getvalue(), MEANINGS)
    for found, wanted in zip(as_given(table), expected(rows), strict=True):
        assert found[:2] == wanted[:2]
        assert found[2] == (wanted[2] if wanted[2] is None else pytest.approx(wanted[2], rel=1e-15))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(string.printable, max_size=40), max_size=6).map("\n".join).map(str.encode))
def test_any_text_gives_a_table_or_a_problem(data):
    with contextlib.suppress(BadInput):
        read_table(b"Key,Words if any,Amount (k)\n" + data, MEANINGS)


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-cmd", "@SUM(A1)", "\tx"])
def test_no_text_can_run_as_a_formula(text):
    out = io.StringIO()
    write_csv(out, [[text]], ["a"], bom=False)
    assert out.getvalue().splitlines()[1].lstrip('"').startswith("'")
    book = io.BytesIO()
    write_xlsx(book, {"s": [[text]]}, columns=["a"])
    cell = openpyxl.load_workbook(book)["s"]["A2"]
    assert (cell.data_type, cell.value) == ("s", text)


def test_negative_numbers_stay_numbers():
    out = io.StringIO()
    write_csv(out, [[-3.5, "-4", np.float64(-1), np.int64(7), True]], list("abcde"), bom=False)
    assert out.getvalue().splitlines()[1] == "-3.5,-4,-1.0,7,yes"


def test_paths_streams_notes_and_sheet_names(tmp_path):
    write_csv(tmp_path / "a.csv", [{"a": "£"}], ["a"])
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbfa\r\n\xc2\xa3\r\n"
    rows = [{"day": datetime.date(2026, 4, 1), "n": float("nan")}]
    write_xlsx(tmp_path / "a.xlsx", {"2025/26 [x]" + "y" * 40: rows, "2025-26 -x-" + "y" * 40: rows}, notes=["Source"])
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames[0] == ("2025-26 -x-" + "y" * 40)[:31]
    assert len(set(book.sheetnames)) == 3
    assert [cell.value for cell in book["Notes"]["A"]] == ["Notes", "Source"]
    assert book.worksheets[0]["A2"].value.date() == datetime.date(2026, 4, 1)
    assert book.worksheets[0]["B2"].value is None


def test_columns_by_sheet():
    out = io.BytesIO()
    write_xlsx(out, {"a": [{"x": 1}], "b": [{"y": 2}]}, columns={"a": ["x"], "b": {"y": "Why"}})
    book = openpyxl.load_workbook(out)
    assert [book["a"]["A1"].value, book["b"]["A1"].value] == ["x", "Why"]


def test_wrong_rows_are_refused():
    with pytest.raises(ValueError, match="2 cells and there are 1"):
        write_csv(io.StringIO(), [[1, 2]], ["a"])
    with pytest.raises(ValueError, match="infinite"):
        write_csv(io.StringIO(), [[float("inf")]], ["a"])
    with pytest.raises(TypeError, match="must be given"):
        write_xlsx(io.BytesIO(), {"s": [[1]]})
