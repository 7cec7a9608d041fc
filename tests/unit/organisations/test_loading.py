"""Readers of the public lists: header or none, byte-order mark, all bad rows at once, nothing half-loaded."""

import gzip
import io
from datetime import date

import openpyxl
import pytest

from commonweal.organisations import Status
from commonweal.organisations.loading import (
    read_area_lookup,
    read_code_list,
    read_network_members,
    read_networks,
    read_practice_boards,
    read_practice_map,
    read_practices,
    read_successors,
    read_trust_boards,
    read_trusts,
)
from commonweal.problems import BadInput


# Made-up rows in the layouts of the Organisation Data Service.
def practice(code, name, region, board, opened, closed, status, group, joined, left="", setting="4"):
    cells = [code, name, region, board, "", "", "", "", "", "WM1 1AA", opened, closed, status, "B", group, joined, left]
    return ",".join(f'"{cell}"' for cell in [*cells, "", "", "", "", "0", "", group, "", setting, ""]) + "\n"


PRACTICES = (
    practice("P81001", "THE WEALD SURGERY", "Y61", "QWM", "19740401", "", "A", "9WA", "20200401")
    + practice("P81002", "OLD MILL", "Y61", "QWM", "19740401", "20171031", "C", "9WA", "20130401", "20171031")
    + practice("W99001", "CALON LAN", "W00", "Q99", "19740401", "", "A", "7A1", "")
)
ADDRESS = ",,,,,"
WITH_HEADER = (
    "code,name,national_grouping,hl_health_geography,open_date,close_date,status,commissioner\n"
    "P81001,THE WEALD SURGERY,Y61,QWM,19740401,,A,9WA\n"
)


def test_practices_without_a_header_row_are_read_by_place():
    first, second, third = read_practices(PRACTICES.encode(), name="epraccur.csv").rows
    assert (first.code, first.name, first.grouping, first.geography) == ("P81001", "THE WEALD SURGERY", "Y61", "QWM")
    assert (first.postcode, first.opened, first.closed) == ("WM1 1AA", date(1974, 4, 1), None)
    assert (first.commissioner, first.joined, first.left, first.setting) == ("9WA", date(2020, 4, 1), None, "4")
    assert first.active
    assert (second.status, second.closed, second.left) == (Status.CLOSED, date(2017, 10, 31), date(2017, 10, 31))
    assert (third.english, first.english) == (False, True)


def test_both_layouts_give_the_same_practice():
    with_header = read_practices(WITH_HEADER.encode()).rows[0]
    without = read_practices(PRACTICES.encode()).rows[0]
    assert with_header._replace(postcode="", joined=None, setting="") == without._replace(
        postcode="", joined=None, setting=""
    )


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + PRACTICES.encode(),
        gzip.compress(PRACTICES.encode()),
        b"\r\n".join(PRACTICES.encode().splitlines()),
        b"\xef\xbb\xbf" + WITH_HEADER.encode(),
    ],
)
def test_byte_order_mark_packing_and_line_ends_do_not_matter(data):
    assert read_practices(data).rows[0].code == "P81001"


def test_swapped_columns_are_read_by_meaning():
    data = b"Status Code,Name,Commissioner,Organisation Code,Close Date,Open Date,National Grouping\n"
    data += b"A,X,9WA,P1,,20200101,Y61\n"
    row = read_practices(data).rows[0]
    assert (row.code, row.commissioner, row.opened) == ("P1", "9WA", date(2020, 1, 1))


def test_newer_files_write_status_and_setting_in_words():
    newer = PRACTICES.replace('"A"', '"ACTIVE"').replace('"C"', '"INACTIVE"').replace('"4"', '"RO76|RO321"')
    first, second, _ = read_practices(newer.encode()).rows
    assert first.active
    assert first.general
    assert second.status is Status.CLOSED
    inactive = newer.replace('"20171031"', '""')
    assert read_practices(inactive.encode()).rows[1].status is Status.DORMANT


def test_prescribers_that_are_no_practices_are_told_apart():
    walk_in = read_practices(PRACTICES.replace('"4"', '"1"').encode()).rows[0]
    assert not walk_in.general


def test_all_bad_rows_are_told_at_once_with_their_places():
    bad = PRACTICES + PRACTICES.splitlines()[0].replace('"A","B"', '"Z","B"').replace("P81001", "P81009") + "\n"
    bad += PRACTICES.splitlines()[1].replace("P81002", "P81008").replace('"20171031","C"', '"19000101","C"') + "\n"
    with pytest.raises(BadInput) as caught:
        read_practices(bad.encode(), name="epraccur.csv")
    told = [(p.file, p.row, p.column, p.what) for p in caught.value.problems]
    assert told == [
        ("epraccur.csv", 4, "Status Code", "the status is not known"),
        ("epraccur.csv", 5, "Close Date", "the practice closed before it opened"),
    ]


def test_bad_cells_of_a_file_without_header_have_their_own_row_numbers():
    bad = PRACTICES.replace('"19740401","20171031"', '"1974-13-45","20171031"') + PRACTICES.splitlines()[0] + "\n"
    with pytest.raises(BadInput) as caught:
        read_practices(bad.encode(), name="epraccur.csv")
    assert {(p.row, p.column) for p in caught.value.problems} == {(2, "Open Date"), (4, "Organisation Code")}


def test_bad_cells_of_a_file_with_header_name_its_own_column():
    with pytest.raises(BadInput) as caught:
        read_practices(WITH_HEADER.replace(",A,9WA", ",X,9WA").encode(), name="p.csv")
    (problem,) = caught.value.problems
    assert (problem.row, problem.column, problem.given) == (2, "status", "X")


@pytest.mark.parametrize("data", [b"", b"\n\n", b"nothing,of,this\n1,2,3\n", b"%PDF-1.7", b"\x00" * 100])
def test_files_that_are_no_list_are_refused(data):
    with pytest.raises(BadInput):
        read_practices(data, name="epraccur.csv")


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(BadInput):
            read_practices(path)


NETWORKS = (
    b"U99001,WEALD PCN,9WA,WEALDMARCH - 9WA,20191001,,,,,,,WM1\nU99002,GONE PCN,9WA,W,20191001,20210331,,,,,,WM1\n"
)
MEMBERS = (
    b"P81001,THE WEALD,9WA,W,U99001,WEALD PCN,9WA,W,20191001,,TRUE\n"
    b"P81001,THE WEALD,9WA,W,U99002,GONE PCN,9WA,W,20190701,20190930,TRUE\n"
)
NETWORK_HEADER = b"PCN Code,PCN Name,Current Sub ICB Loc Code,Sub ICB Location,Open Date,Close Date\n"
MEMBER_HEADER = (
    b"Partner Organisation Code,Partner Name,Practice Parent Sub ICB Loc Code,Practice Parent Sub ICB Loc Name,"
    b"PCN Code,PCN Name,PCN Parent Sub ICB Loc Code,PCN Parent Sub ICB Loc Name,"
    b"Practice to PCN Relationship Start Date,Practice to PCN Relationship End Date,Match\n"
)


def test_networks_and_members_are_read_with_and_without_header():
    assert [row.closed for row in read_networks(NETWORKS).rows] == [None, date(2021, 3, 31)]
    headed = NETWORK_HEADER + b"U99001,WEALD PCN,9WA,WEALDMARCH - 9WA,20191001,\n"
    assert read_networks(headed).rows[0] == read_networks(NETWORKS).rows[0]
    assert [row.last for row in read_network_members(MEMBERS).rows] == [None, date(2019, 9, 30)]
    assert read_network_members(MEMBER_HEADER + MEMBERS).rows == read_network_members(MEMBERS).rows


def test_workbook_of_networks_gives_both_lists_by_their_columns():
    book = openpyxl.Workbook()
    first = book.active
    first.title = "PCNDetails"
    first.append(NETWORK_HEADER.decode().strip().split(","))
    first.append(["U99001", "WEALD PCN", "9WA", "WEALDMARCH - 9WA", 20191001, None])
    second = book.create_sheet("PCN Core Partner Details")
    second.append(MEMBER_HEADER.decode().strip().split(","))
    second.append(["P81001", "THE WEALD", "9WA", "W", "U99001", "WEALD PCN", "9WA", "W", "20191001", None, "True"])
    stream = io.BytesIO()
    book.save(stream)
    assert read_networks(stream.getvalue(), name="ePCN.xlsx").rows[0].opened == date(2019, 10, 1)
    assert read_network_members(stream.getvalue(), name="ePCN.xlsx").rows[0].first == date(2019, 10, 1)


@pytest.mark.parametrize(
    ("reader", "data", "said"),
    [
        (
            read_networks,
            NETWORKS.replace(b"20210331", b"20180331"),
            'row 2, column "Close Date": the network closed before',
        ),
        (read_network_members, MEMBERS.replace(b"20190930", b"20180930"), "ends before it starts"),
        (
            read_network_members,
            MEMBERS + MEMBERS.splitlines()[0] + b"\n",
            'row 3, column "Partner Organisation Code": the same membership',
        ),
    ],
)
def test_bad_networks_and_members_are_refused(reader, data, said):
    with pytest.raises(BadInput) as caught:
        reader(data, name="f.csv")
    assert said in str(caught.value)


TRUSTS = (
    f'"RWM","WEALDMARCH HOSPITALS","Y61","QWM",{ADDRESS}"WM1","19910401","",,,,,,,,,,"0",,"G",,,\n'
    f'"RWA","VELINDRE","W00","Q99",{ADDRESS}"CF1","19910401","20200930",,,,,,,,,,"0",,"W",,,\n'
)


def test_trusts_are_read_without_a_header_and_wales_is_told_apart():
    english, welsh = read_trusts(TRUSTS.encode()).rows
    assert (english.code, english.geography, english.english, english.closed) == ("RWM", "QWM", True, None)
    assert (welsh.english, welsh.closed) == (False, date(2020, 9, 30))
    with pytest.raises(BadInput, match="closed before it opened"):
        read_trusts(TRUSTS.replace("20200930", "19800930").encode())
    assert read_trust_boards(b"trust_name,nhs_code,sector,icb_code\nW,rwm,Acute,qwm\n").rows[0].board == "QWM"


def test_successors_are_read_in_both_layouts():
    rows = read_successors(b"00C,16C,R,20200401,\n00K,16C,R,20200401,1\n").rows
    assert rows == read_successors(b"old_code,new_code,date\n00C,16C,2020-04-01\n00K,16C,2020-04-01\n").rows
    assert rows[0].succession("succ").source == "succ"
    listed = read_successors(b"old_code,new_code,date\nA,A,2020-04-01\nA,B,2020-04-01\n")
    assert (len(listed.rows), listed.notes) == (1, ("1 rows name a body as its own successor and were passed over.",))
    with pytest.raises(BadInput, match=r"row 3.*listed twice"):
        read_successors(b"old_code,new_code,date\nA,B,2020-04-01\nA,B,2020-04-01\n", name="succ.csv")


def test_practice_map_and_boards():
    header = (
        b"EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PCN_CODE,ONS_CCG_CODE,CCG_CODE,CCG_NAME,ONS_STP_CODE,STP_CODE,STP_NAME,"
        b"ONS_COMM_REGION_CODE,COMM_REGION_CODE,COMM_REGION_NAME\n"
    )
    listed = read_practice_map(header + b"01Jan2022,P1,A,U,E38,9WA,CCG,E54,QWM,STP,E40,Y61,East\n")
    (row,) = listed.rows
    assert (row.network, row.commissioner, row.system, row.region, row.day) == (
        "",
        "9WA",
        "QWM",
        "Y61",
        date(2022, 1, 1),
    )
    assert listed.notes == ("1 practices are in no network.",)
    wide = b"icb_code_2026,practice_code," + b",".join(b"m_%d" % n for n in range(90)) + b"\n"
    wide += b"QWM,P1," + b",".join([b"1"] * 90) + b"\nQWM,P2," + b",".join([b"1"] * 90) + b"\r\n"
    assert [(r.practice, r.board) for r in read_practice_boards(wide).rows] == [("P1", "QWM"), ("P2", "QWM")]
    quoted = wide.replace(b"QWM,P1", b'"QWM","P1"')
    assert read_practice_boards(quoted).rows == read_practice_boards(wide).rows


def test_area_lookup_reads_every_vintage_by_its_headers():
    ons = read_area_lookup(
        b"LSOA21CD,SICBL26CD,SICBL26CDH,ICB26CD,ICB26CDH,ICB26NM,LAD24CD\nE1,E38,9WA,E54,QWM,Weald,E06\n"
    )
    assert (ons.unit, [item.vintage for item in ons.maps]) == ("lsoa21", ["icb26", "sicbl26"])
    assert ons.map("icb26").names == {"QWM": "Weald"}
    assert ons.map("sicbl26").ons == {"9WA": "E38"}
    assert ons.map("icb99") is None
    kept = read_area_lookup(b"lsoa11_code,icb22_code_h\nE1,QA\nE1,QB\nE2,\n").maps[0]
    assert kept.pairs == (("E1", "QA"), ("E1", "QB"), ("E2", ""))
    only = read_area_lookup(b"lsoa21_code,icb24_code\nE1,E54000008\n").maps[0]
    assert (only.pairs, only.ons) == ((("E1", "E54000008"),), {})
    with pytest.raises(BadInput, match="integrated care boards"):
        read_area_lookup(b"lsoa21_code,ltla24_code\nE1,E06\n")


def test_code_list():
    assert read_code_list(b"icb_code,icb_name\nqwm,Weald\n").rows[0] == ("QWM", "Weald")
    with pytest.raises(BadInput, match="row 2 already"):
        read_code_list(b"icb_code,icb_name\nQWM,Weald\nQWM,March\n")
