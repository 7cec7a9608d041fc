"""What a reform would change, what a merger has to re-home, and what binds the boards of a cluster."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date

import pytest

from commonweal.governance.handbook import Body, Decision, Handbook, Succession
from commonweal.site.governance import actions

pytestmark = pytest.mark.django_db
SYSTEM = "EXAMPLE-ICB"
DEMO = "/governance/wealdmarch"


def text_of(response) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def test_reform_says_what_falls_by_which_provision(client):
    text = text_of(client.get(f"{DEMO}/reform/"))
    assert "Seats that the Health Bill 2026 reaches" in text
    assert (
        "Partner Member, councils (BOARD-15); Partner Member, public health (BOARD-16) The seat would no longer" in text
    )
    assert "Plans and other documents that the Health Bill 2026 reaches: none." in text
    assert "The body would be abolished" in text
    assert "clause 21" in text
    assert "None of it is law" in text
    seats = client.get(f"{DEMO}/reform/", {"format": "csv", "table": "falls-seats"}).content.decode()
    assert seats.count("The seat would no longer be compulsory") == 2, "a download keeps a line for each"
    assert "BOARD-15" in seats
    assert "BOARD-01" not in seats


def test_map_under_a_reform_leaves_out_what_falls(client):
    plain = text_of(client.get(f"{DEMO}/functions/"))
    assert "Health Bill 2026 would change" not in plain
    text = text_of(client.get(f"{DEMO}/functions/", {"overlay": "health-bill-2026"}))
    assert "Who decides what on" in text
    assert "what the Health Bill 2026 would change" in text
    assert "nothing is put in their place" in text
    assert client.get(f"{DEMO}/functions/", {"overlay": "no-such-reform"}).status_code == 400


def test_reform_that_says_nothing_of_a_day_is_told(client):
    for given, status in (({"on": "soon"}, 400), ({"overlay": "nothing"}, 400), ({"on": "1 May 2026"}, 200)):
        assert client.get(f"{DEMO}/reform/", given).status_code == status, given


def test_merger_shows_every_line_and_marks_what_is_not_settled(client):
    response = client.get(f"{DEMO}/merger/")
    text = text_of(response)
    assert "lines have exactly one successor" in text
    assert "With exactly one successor" in text
    assert "One successor" in text
    opened = client.get(f"{DEMO}/merger/", {"lines": "open", "format": "csv"}).content.decode()
    whole = client.get(f"{DEMO}/merger/", {"format": "csv"}).content.decode()
    assert len(opened.splitlines()) < len(whole.splitlines())
    assert ",One successor," not in opened
    staff = client.get(f"{DEMO}/merger/", {"kind": "staff", "format": "csv"}).content.decode()
    assert 1 < len(staff.splitlines()) < len(whole.splitlines())


def test_merger_that_the_handbook_does_not_have_yet_is_tried(client):
    given = {"closing": "WEALDM", "new_body": "NEW-ICB", "takes_over_on": "1 April 2027"}
    text = text_of(client.get(f"{DEMO}/merger/", given))
    assert "from 1 April 2027" in text
    assert "NEW-ICB" in text
    partly = client.get(f"{DEMO}/merger/", {"closing": "WEALDM"})
    assert partly.status_code == 400
    for words in ("Enter the id of the body that takes over", "Enter the first day of the body that takes over"):
        assert words in text_of(partly)


@pytest.fixture
def two_systems(account, handbook):
    """Two systems whose boards merge into one of them, with one person who keeps both handbooks."""
    both = account("both", "company_secretary")
    day = date(2027, 4, 1)
    close = [
        replace(row, to_date=date(2027, 3, 31)) if row.body == SYSTEM else row for row in handbook.tables["bodies"]
    ]
    rest = [row for table, rows in handbook.tables.items() if table != "bodies" for row in rows]
    new = [Body(body="QNEW", name="New board", kind="icb", from_date=day)]
    meets = Succession(old_body=SYSTEM, new_body="QNEW", on_date=day, scheme="Order of 2027")
    actions.import_handbook(by=both, system=SYSTEM, handbook=Handbook.of([*close, *rest, *new, meets]))
    other = [
        Body(body="QEAST", name="East board", kind="icb", from_date=date(2022, 7, 1)),
        Decision(decision="D-EAST", on_date=date(2026, 5, 7), title="A joint plan", taken_by="QEAST"),
    ]
    actions.import_handbook(by=both, system="QEAST", handbook=Handbook.of(other))
    return both


def test_stored_handbooks_are_put_together(client, two_systems, account):
    client.force_login(two_systems)
    text = text_of(client.get(f"/governance/{SYSTEM}/merger/", {"together": "QEAST"}))
    assert "NHS Example Integrated Care Board closes; from 1 April 2027: New board." in text
    assert "East board (QEAST)" in text
    assert "this answer puts several together" in text
    page = client.get(f"/governance/{SYSTEM}/merger/cluster/", {"together": "QEAST", "decision": "D-EAST"})
    assert page.status_code == 200
    assert "QEAST" in text_of(page)
    alone = account("alone", "company_secretary", SYSTEM)
    client.force_login(alone)
    assert "QEAST" not in text_of(client.get(f"/governance/{SYSTEM}/merger/"))
    assert client.get(f"/governance/{SYSTEM}/merger/", {"together": "QEAST"}).status_code == 400
    assert client.get("/governance/QEAST/merger/").status_code == 403


def test_resolution_of_a_cluster_is_asked_board_by_board(client):
    assert client.get(f"{DEMO}/merger/cluster/").status_code == 200
    assert client.get(f"{DEMO}/merger/cluster/", {"decision": "no such"}).status_code == 400
    from commonweal.site.governance.handbooks import demonstration

    row = demonstration().handbook.rows(Decision)[0]
    text = text_of(client.get(f"{DEMO}/merger/cluster/", {"decision": row.decision}))
    assert "WEALDM" in text
    assert "Download the receipt" in text


def test_rules_that_a_reform_touches_stand_with_evidence_status_and_the_day_of_their_source():
    from commonweal.site.governance.asking import CHECK, FIRST_REFORM, ask_about
    from commonweal.site.governance.handbooks import demonstration
    from commonweal.site.governance.presenters.check import changes_table
    from commonweal.site.governance.presenters.reform import falling_tables

    shown = demonstration()
    inputs = {"systems": [shown.system], "rules": []}
    reformed = ask_about(shown, CHECK, inputs, shown.day, (FIRST_REFORM,)).answer
    plain = ask_about(shown, CHECK, inputs, shown.day).answer
    tables = (*falling_tables(reformed, FIRST_REFORM), changes_table(plain, reformed, FIRST_REFORM))
    rows = [row for table in tables for row in table.rows]
    assert rows
    for row in rows:
        assert row["evidence"] in "VSLM", row
        assert row["status"], row
        assert row["checked"], row
    for table in tables:
        assert {"evidence", "status", "checked"} <= {column.key for column in table.columns}
