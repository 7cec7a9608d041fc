"""Text files as they are met: encodings, line ends, separators, quotes, ragged and doubled rows."""

import datetime
import gzip

import numpy as np
import pytest

from commonweal.problems import BadInput
from commonweal.tables import Limits, Meaning, read_table

CODE = Meaning("practice_code", ("Practice_Code", "Practice"), "code", pattern="[A-Z][0-9A-Z]{5}")
NAME = Meaning("name", ("GP_Practice_Name",), required=False, blank_allowed=True)
POPULATION = Meaning("population", ("Population", "pop 2022/23"), "number", blank_allowed=True, minimum=0)
MEANINGS = [CODE, NAME, POPULATION]


def problems_of(source, meanings=MEANINGS, **options):
    with pytest.raises(BadInput) as caught:
        read_table(source, meanings, name=options.pop("name", "practices.csv"), **options)
    return caught.value.problems


@pytest.mark.parametrize(
    "data",
    [
        b"Practice_Code,GP_Practice_Name,Population\nA81001,A,10.5\nA81002,B,20\n",
        b"\xef\xbb\xbfPractice_Code,GP_Practice_Name,Population\nA81001,A,10.5\nA81002,B,20\n",
        b"Practice_Code,GP_Practice_Name,Population\r\nA81001,A,10.5\r\nA81002,B,20\r\n",
        b"Practice_Code,GP_Practice_Name,Population\rA81001,A,10.5\rA81002,B,20",
        b"Population;practice code;GP Practice Name\n10.5;A81001;A\n20;A81002;B\n",
        b"Population\tPRACTICE-CODE\tGP Practice Name\n10.5\tA81001\tA\n20\tA81002\tB\n",
        b"Population|Practice|GP Practice Name\n10.5|A81001|A\n20|A81002|B\n",
        b"Table 3: lists\n\n pop 2022/23 , Practice_Code ,gp_practice_name\n 10.5 , A81001 , A \n20,A81002,B\n\n,,\n",
        b'"Practice_Code","GP_Practice_Name","Population"\n"A81001","A","10.5"\n"A81002","B","20"\n',
        "Practice_Code,GP_Practice_Name,Population\nA81001,A,10.5\nA81002,B,20\n".encode("utf-16"),
        gzip.compress(b"Practice_Code,GP_Practice_Name,Population\nA81001,A,10.5\nA81002,B,20\n", mtime=0),
    ],
)
def test_the_same_table_in_eleven_dresses_reads_the_same(data):
    table = read_table(data, MEANINGS)
    assert table.text("practice_code") == ["A81001", "A81002"]
    assert table.text("name") == ["A", "B"]
    assert table.number("population").tolist() == [10.5, 20.0]


def test_row_numbers_are_those_of_the_file():
    table = read_table(b"title\n\nPractice,Population\nA81001,1\n\nA81002,2\n", MEANINGS)
    assert table.row_numbers.tolist() == [4, 6]


def test_windows_text_is_read_with_a_note():
    data = "Practice,GP_Practice_Name,Population\nA81001,Café £ Surgery,1\n".encode("cp1252")
    table = read_table(data, MEANINGS)
    assert table.text("name") == ["Café £ Surgery"]
    assert "Windows-1252" in table.notes[0]
    assert "row 2" in table.notes[0]


def test_names_with_brackets_quotes_separators_and_line_breaks_survive():
    name = 'The "Old" Surgery (Main), Site\nTwo'
    data = f'Practice,GP_Practice_Name,Population\nA81001,"{name.replace(chr(34), chr(34) * 2)}",1\n'.encode()
    assert read_table(data, MEANINGS).text("name") == [name]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"1,234"', 1234.0),
        ('"£1,234.50"', 1234.5),
        ("£7", 7.0),
        (" 12 ", 12.0),
        ("1e3", 1000.0),
        ("(0)", 0.0),
        ("+4", 4.0),
        (".5", 0.5),
        ('"94,591,175 "', 94591175.0),
    ],
)
def test_numbers_as_people_write_them(text, value):
    assert read_table(f"Practice,Population\nA81001,{text}\n".encode(), MEANINGS).number("population")[0] == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("NaN", "not a number"),
        ("inf", "not a number"),
        ("-Infinity", "not a number"),
        ("1e400", "too large"),
        ("1_000", "not a number"),
        ("\u0663", "not a number"),
        ('"1,23"', "commas"),
        ('"12,345,6"', "commas"),
        ("4.4%", "percentage"),
        ("-", "dash"),
        ("-3", "too small"),
        ("#REF!", "formula error"),
        ("#N/A", "formula error"),
        ("0x10", "not a number"),
        ("1 2", "not a number"),
        ("twelve", "not a number"),
    ],
)
def test_what_is_no_number_is_named_with_its_row_and_column(text, words):
    (problem,) = problems_of(f"Practice,Population\nA81001,1\nA81002,{text}\n".encode())
    assert words in problem.what
    assert (problem.row, problem.column, problem.given) == (3, "Population", text.strip('"'))


def test_blank_is_missing_and_never_nought():
    table = read_table(b"Practice,Population\nA81001,\nA81002,0\nA81003, \nA81004,n/a\nA81005,*\n", MEANINGS)
    assert np.isnan(table.number("population")).tolist() == [True, False, True, True, True]
    assert [row["population"] for row in table.rows()] == [None, 0.0, None, None, None]
    assert "2 marks" in table.notes[0]


def test_blank_where_none_is_allowed_is_a_problem():
    strict = [CODE, Meaning("population", ("Population",), "number")]
    found = problems_of(b"Practice,Population\nA81001,\n,5\nA81003,n/a\n", strict)
    assert [(p.row, p.column) for p in found] == [(2, "Population"), (3, "Practice"), (4, "Population")]
    assert "never" in found[0].expected or "not taken for nought" in found[0].expected


def test_all_bad_cells_are_reported_in_the_order_of_rows():
    found = problems_of(b"Practice,Population\nbad,x\nA81002,y\n")
    assert [(p.row, p.column) for p in found] == [(2, "Practice"), (2, "Population"), (3, "Population")]


def test_the_list_of_problems_ends_at_200_and_says_how_many_more():
    found = problems_of(b"Practice,Population\n" + b"bad,x\n" * 1000)
    assert len(found) == 201
    assert "1,800 more" in found[-1].what


def test_missing_column_names_the_headers_there_and_the_nearest():
    (problem,) = problems_of(b"Practise_Code,Population\nA81001,1\n")
    assert "Practice_Code" in problem.what
    assert 'rename "Practise_Code"' in problem.do
    assert problem.row == 1


def test_a_file_without_any_wanted_header_says_so_once():
    (problem,) = problems_of(b"a,b\n1,2\n")
    assert "no header row" in problem.what


def test_two_columns_with_one_header_are_refused():
    (problem,) = problems_of(b"Practice,Population,population\nA81001,1,2\n")
    assert "2 columns have the same header: B, C" in problem.what


def test_two_accepted_headers_take_the_better_one_with_a_note():
    table = read_table(b"Practice,pop 2022/23,Population\nA81001,1,2\n", MEANINGS)
    assert table.number("population").tolist() == [2.0]
    assert "pop 2022/23" in table.notes[0]


def test_a_doubled_header_nobody_asked_for_does_no_harm():
    table = read_table(b"Practice,x,x,Population\nA81001,1,2,3\n", MEANINGS, keep_other_columns=True)
    assert table.names == ("practice_code", "population", "x", "x (column C)")
    assert table.text("x (column C)") == ["2"]


def test_a_row_with_too_many_cells_is_a_problem():
    (problem,) = problems_of(b"Practice,GP_Practice_Name,Population\nA81001,Surgery, The,5\n")
    assert problem.row == 2
    assert "4 cells and the header 3" in problem.what


def test_empty_cells_past_the_header_do_no_harm():
    assert len(read_table(b"Practice,Population\nA81001,5,,\n", MEANINGS)) == 1


def test_short_rows_are_blank_at_the_end_with_a_note():
    table = read_table(b"Practice,Population\nA81001\nA81002,5\n", MEANINGS)
    assert np.isnan(table.number("population")[0])
    assert "shorter" in table.notes[0]


def test_a_file_cut_in_its_last_row_is_refused():
    (problem,) = problems_of(b"Practice,GP_Practice_Name,Population\nA81001,A,5\nA81002,")
    assert "middle of its last row" in problem.what


@pytest.mark.parametrize("tail", ['A81002,"open,5\n', 'A81002,"a"b,5\n'])
def test_quotes_that_do_not_pair_are_refused_with_their_row(tail):
    (problem,) = problems_of(f"Practice,GP_Practice_Name,Population\nA81001,A,5\n{tail}".encode())
    assert problem.row == 3
    assert "quot" in problem.what


def test_total_rows_are_skipped_when_the_caller_knows_them():
    data = b"Practice,Population\nA81001,5\nTotal,5\n,\n"
    table = read_table(data, MEANINGS, skip_row=lambda row: row["practice_code"] == "Total")
    assert len(table) == 1


def test_header_without_rows_is_refused():
    (problem,) = problems_of(b"Practice,Population\n")
    assert "no rows" in problem.what


def test_a_value_that_may_stand_once_is_reported_with_both_rows():
    meanings = [Meaning("practice_code", ("Practice",), "code", unique=True)]
    (problem,) = problems_of(b"Practice\nA81001\nA81002\nA81001\n", meanings)
    assert (problem.row, problem.given) == (4, "A81001")
    assert "row 2" in problem.what


def test_cells_too_long_are_refused():
    (problem,) = problems_of(b"Practice,Population,GP_Practice_Name\nA81001,1," + b"x" * 40_000 + b"\n")
    assert "40,000 characters" in problem.what
    (problem,) = problems_of(b"Practice,Population,GP_Practice_Name\nA81001,1," + b"x" * 200_000 + b"\n")
    assert "far too long" in problem.what


def test_nul_bytes_are_refused_with_their_row():
    (problem,) = problems_of(b"Practice,Population\nA81001,1\nA8\x001002,2\n")
    assert problem.row == 3
    assert "bytes that no text has" in problem.what


def test_dates_in_the_ways_they_are_written():
    meanings = [Meaning("start", (), "date", blank_allowed=True)]
    texts = ["2019-10-01", "20191001", "01/10/2019", "1 October 2019", "01Oct2019", "1-Oct-2019", "2019-10-01 00:00:00"]
    table = read_table(("start\n" + "\n".join(texts) + "\n").encode(), meanings)
    assert table.dates("start") == [datetime.date(2019, 10, 1)] * len(texts)


@pytest.mark.parametrize("text", ["2019-13-01", "10/31/2019", "43739", "01/10/19", "yesterday", "32 May 2020"])
def test_what_is_no_date_is_refused(text):
    (problem,) = problems_of(f"start\n{text}\n".encode(), [Meaning("start", (), "date")])
    assert problem.given == text


def test_yes_and_no():
    table = read_table(b"open\nyes\nN\nTRUE\n0\n\nn\n", [Meaning("open", (), "boolean", blank_allowed=True)])
    assert table.booleans("open") == [True, False, True, False, False]
    problems_of(b"open\nperhaps\n", [Meaning("open", (), "boolean")])


def test_whole_numbers():
    meanings = [Meaning("patients", (), "integer", blank_allowed=True, maximum=1e15), Meaning("x")]
    table = read_table(b'patients,x\n12,a\n"1,200",a\n3.0,a\n,a\n', meanings)
    assert [row["patients"] for row in table.rows()] == [12, 1200, 3, None]
    found = problems_of(b"patients,x\n1.5,a\n9007199254740994,a\n", meanings)
    assert ["whole" in found[0].what, "exact" in found[1].what or "large" in found[1].what] == [True, True]


def test_limits_on_rows_columns_and_time():
    many = b"Practice,Population\n" + b"A81001,1\n" * 100
    assert "more than 50 rows" in problems_of(many, limits=Limits(max_rows=50))[0].what
    wide = b"Practice,Population" + b",x" * 3000 + b"\nA81001,1" + b",x" * 3000 + b"\n"
    assert "columns" in problems_of(wide)[0].what
    assert "seconds" in problems_of(many, limits=Limits(seconds=-1))[0].what


def test_a_table_tells_missing_columns_from_unknown_ones():
    table = read_table(b"Practice,Population\nA81001,1\n", MEANINGS)
    assert not table.has("name")
    assert table.text("name") == [None]
    assert table.headers["practice_code"] == "Practice"
    with pytest.raises(KeyError):
        table.text("nme")
    with pytest.raises(TypeError):
        table.number("practice_code")
    with pytest.raises(ValueError, match="read-only"):
        table.number("population")[0] = 5


def test_stamp_is_of_the_file_as_given():
    packed = gzip.compress(b"Practice,Population\nA81001,1\n")
    table = read_table(packed, MEANINGS, name="p.csv.gz")
    assert (table.stamp.name, table.stamp.bytes) == ("p.csv.gz", len(packed))
    assert len(table.stamp.sha256) == 64


def test_a_file_of_optional_columns_with_none_of_them_is_refused():
    (problem,) = problems_of(b"a,b\n1,2\n", [Meaning("population", required=False)])
    assert "no header row" in problem.what


def test_an_other_column_never_hides_behind_a_wanted_name():
    meanings = [Meaning("code", ("Practice",), "code")]
    table = read_table(b"Practice,code,x\nA,B,C\n", meanings, keep_other_columns=True)
    assert table.text("code") == ["A"]
    assert table.text("code (column B)") == ["B"]


def test_a_million_bad_cells_are_counted_and_not_kept():
    found = problems_of(b"Practice,Population\n" + b"A81001,x\n" * 300_000)
    assert len(found) == 201
    assert "299,800 more" in found[-1].what
