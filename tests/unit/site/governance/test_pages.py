"""The pages: what a visitor, a secretary and a partner read, and what is not shown to whom."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date

import pytest

from commonweal.governance.handbook import AgendaItem, Appointment, Decision, Handbook, Interest
from commonweal.site.governance.handbooks import demonstration
from commonweal.site.governance.views.finding import PAGES

pytestmark = pytest.mark.django_db
SYSTEM = "EXAMPLE-ICB"
DEMO = "/governance/wealdmarch"
OPEN = ["", "bodies/", "interests/", "functions/", "meetings/"]
NEED_ALL = ["check/", "decide/"]


def text_of(response) -> str:
    """What a page says, without its markup."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.mark.parametrize("page", ["", "rules/", "rules/B02/", *(f"wealdmarch/{page}" for page in OPEN + NEED_ALL)])
def test_demonstration_is_open_to_everyone(client, page):
    response = client.get(f"/governance/{page}")
    assert response.status_code == 200, text_of(response)[:500]
    assert response.content.decode().count("<h1") == 1
    if page.startswith("wealdmarch/"):
        assert "made up for demonstration" in text_of(response)


@pytest.mark.parametrize("page", ["", "check/", "bodies/"])
def test_handbook_that_is_not_kept_is_not_found(client, page):
    assert client.get(f"/governance/QOP/{page}").status_code == 404


@pytest.mark.parametrize("page", OPEN)
def test_stored_handbook_shows_the_public_what_is_public(client, stored, page):
    response = client.get(f"/governance/{SYSTEM}/{page}")
    assert response.status_code == 200
    assert "what the law makes public" in text_of(response)
    assert "/check/" not in response.content.decode()


@pytest.mark.parametrize("page", NEED_ALL)
def test_checks_and_decisions_are_for_those_who_read_all(client, account, stored, page):
    address = f"/governance/{SYSTEM}/{page}"
    refused = client.get(address)
    assert refused.status_code == 403
    assert "company secretary" in text_of(refused)
    for role, organisation, status in (
        ("company_secretary", SYSTEM, 200),
        ("chair", SYSTEM, 200),
        ("auditor", "", 200),
        ("company_secretary", "QOP", 403),
        ("partner_organisation", "EXAMPLE-TRUST", 403),
        ("member", SYSTEM, 403),
        ("administrator", "", 403),
    ):
        client.force_login(account(f"{role}-{organisation}".lower(), role, organisation))
        assert client.get(address).status_code == status, (role, organisation)


def test_capitals_of_a_system_do_not_matter(client, stored):
    assert client.get("/governance/example-icb/").headers["Location"] == f"/governance/{SYSTEM}/"


def imported(secretary, rows):
    from commonweal.site.governance.actions import import_handbook

    import_handbook(by=secretary, system=SYSTEM, handbook=Handbook.of(rows))


def test_private_items_redacted_interests_and_unpublished_decisions_are_not_shown(client, stored, secretary):
    item, interest = stored.rows(AgendaItem)[0], stored.rows(Interest)[0]
    imported(
        secretary,
        [
            replace(item, item="X-1", title="A secret matter", private=True),
            replace(item, item="X-2", title="A matter that nobody called public", private=None),
            Decision(
                decision="D-1", meeting=item.meeting, on_date=stored.tables["meetings"][0].on_date, title="Unpublished"
            ),
            replace(interest, statement="INT-2", description="A shown interest", public=True, held_by="spouse"),
            replace(interest, statement="INT-3", description="A hidden interest", public=False),
        ],
    )
    meeting = f"/governance/{SYSTEM}/meetings/{item.meeting}/"
    public, register = text_of(client.get(meeting)), text_of(client.get(f"/governance/{SYSTEM}/interests/"))
    assert item.title in public
    for hidden in ("A secret matter", "nobody called public", "Unpublished"):
        assert hidden not in public
    assert "A shown interest" in register
    assert "A hidden interest" not in register
    assert "spouse" not in register
    for format in ("csv", "xlsx"):
        assert b"hidden" not in client.get(f"/governance/{SYSTEM}/interests/", {"format": format}).content
    client.force_login(secretary)
    whole = text_of(client.get(meeting))
    for shown in ("A secret matter", "nobody called public", "Unpublished"):
        assert shown in whole
    assert "1 statement is redacted" in text_of(client.get(f"/governance/{SYSTEM}/interests/"))


def test_check_shows_rule_evidence_status_source_and_what_to_do(client):
    response = client.get(f"{DEMO}/check/")
    text = text_of(response)
    for words in (
        "Breach: what the law requires",
        "What to do:",
        "evidence V: read in the law or on an official page",
        "last checked",
        "in force",
    ):
        assert words in text, words
    assert "Fill these first" in text
    table = client.get(f"{DEMO}/check/", {"format": "csv"}).content.decode("utf-8-sig")
    heading, *lines = table.splitlines()
    assert heading.startswith("Rule,What it asks,Severity,Verdict")
    assert len(lines) >= 600
    assert client.get(f"{DEMO}/check/", {"format": "xlsx"}).content[:2] == b"PK"


def test_check_under_a_reform_says_what_would_change(client):
    text = text_of(client.get(f"{DEMO}/check/", {"overlay": "health-bill-2026", "on": "2026-06-01"}))
    assert "What the Health Bill 2026 would change" in text
    assert client.get(f"{DEMO}/check/", {"overlay": "none-such"}).status_code == 400


def test_day_that_does_not_exist_is_told_beside_its_field(client):
    for page in ("check/", "bodies/", "interests/", "functions/"):
        response = client.get(f"{DEMO}/{page}", {"on": "31 February 2026"})
        assert response.status_code == 400
        assert "Enter a day that exists" in text_of(response)


def test_bodies_mark_the_vacant_seats(handbook):
    from commonweal.site.governance.presenters.bodies import bodies_table, body_shown

    day = date(2026, 5, 1)
    filled = [row for rows in handbook.tables.values() for row in rows]
    less = Handbook.of([row for row in filled if not (isinstance(row, Appointment) and row.seat == "BOARD-03")])
    table = bodies_table(less, "example", day, "Bodies")
    assert [(row["seats"], row["vacant"]) for row in table.rows] == [(4, 1)]
    seats = body_shown(less, SYSTEM, day)["seats"].rows
    assert [row["holder"] for row in seats if row["seat"] == "BOARD-03"] == ["VACANT"]


def test_board_of_the_demonstration_is_shown_with_its_seats(client):
    text = text_of(client.get(f"{DEMO}/bodies/"))
    assert "NHS Wealdmarch Integrated Care Board" in text
    assert client.get(f"{DEMO}/bodies/", {"body": "NONE"}).status_code == 404
    assert client.get(f"{DEMO}/bodies/", {"format": "csv", "table": "seats"}).content.count(b"\n") >= 16


def test_every_meeting_of_the_demonstration_is_drawn(client):
    found = re.findall(
        r'href="(/governance/wealdmarch/meetings/[^"]+/)"', client.get(f"{DEMO}/meetings/").content.decode()
    )
    assert len(found) > 50
    for address in found[:6]:
        response = client.get(address)
        assert response.status_code == 200, address
        assert "Agenda" in text_of(response)
    minutes = client.get(f"{found[0]}draft-minutes.docx")
    assert minutes.content[:2] == b"PK"


def test_item_of_an_agenda_is_asked_with_what_the_handbook_records(client):
    item = next(row for row in demonstration().handbook.rows(AgendaItem) if row.for_decision and row.amount_pence)
    text = text_of(client.get(f"{DEMO}/decide/", {"item": item.item}))
    assert item.title in text
    assert "Reasons" in text
    assert "Who else may decide it?" in text
    who = text_of(client.get(f"{DEMO}/decide/", {"item": item.item, "ask": "who"}))
    assert "May they decide it?" in who
    assert client.get(f"{DEMO}/decide/", {"item": "NONE"}).status_code == 404


def test_each_verdict_on_an_agenda_has_its_law_and_clauses_beside_it(client):
    item = next(row for row in demonstration().handbook.rows(AgendaItem) if row.for_decision and row.amount_pence)
    text = text_of(client.get(f"{DEMO}/meetings/{item.meeting}/"))
    _, _, told = text.partition(item.title)
    told, _, _ = told.partition("Reasons and sources for item")
    assert f", for item {item.number or item.item}" in told
    assert "National Health Service Act 2006, section" in told
    assert "last checked" in told


def test_question_in_a_form_has_an_answer_and_a_receipt(client):
    asked = {
        "title": "A contract",
        "who": "body:FINANCE",
        "function": "commission_community_services",
        "amount": "£400,000",
        "nobody_gains": "on",
        "on": "1 May 2026",
    }
    response = client.get(f"{DEMO}/decide/", asked)
    text = text_of(response)
    assert response.status_code == 200
    assert "A contract" in text
    assert "Who is in the room?" in text
    receipt = html.unescape(re.search(r'href="([^"]+/receipt/\?[^"]+)"', response.content.decode())[1])
    made = client.get(receipt)
    assert made.headers["Content-Disposition"].startswith("attachment")
    assert b"governance.can_decide" in made.content
    who = text_of(client.get(f"{DEMO}/decide/", {**asked, "ask": "who"}))
    assert "may decide it" in who
    nobody = client.get(f"{DEMO}/decide/", {**asked, "who": "", "ask": "who"})
    assert "may decide it" in text_of(nobody)
    receipt = html.unescape(re.search(r'href="([^"]+/receipt/\?[^"]+)"', nobody.content.decode())[1])
    assert b"governance.who_may_decide" in client.get(receipt).content


def test_bare_form_has_no_faults_and_faults_stand_beside_their_fields(client):
    assert "There is a problem" not in text_of(client.get(f"{DEMO}/decide/"))
    response = client.get(f"{DEMO}/decide/", {"show": "answer", "amount": "plenty"})
    assert response.status_code == 400
    assert "Enter in a few words what is to be decided" in text_of(response)
    wrong = client.get(f"{DEMO}/decide/", {"title": "T", "who": "body:FINANCE", "amount": "plenty"})
    assert wrong.status_code == 400
    assert 'href="#amount"' in wrong.content.decode()


def test_receipt_of_a_stored_handbook_is_registered_for_its_secretary_and_refused_to_the_public(
    client, stored, secretary
):
    sent = {"calculation": "governance.check", "inputs": '{"rules":[],"systems":["EXAMPLE-ICB"]}', "on": "2026-05-01"}
    address = f"/governance/{SYSTEM}/receipt/"
    assert client.get(address, sent).status_code == 403
    client.force_login(secretary)
    assert client.post(address, sent).status_code == 200
    from commonweal.site.audit.models import AuditEvent

    assert AuditEvent.objects.filter(verb="receipts.issued").exists()
    assert client.get(address, {**sent, "calculation": "allocations.explain"}).status_code == 400


def test_map_is_a_table_a_drawing_and_a_comparison_with_another_day(client):
    text = text_of(client.get(f"{DEMO}/functions/", {"before": "2022-06-30", "tier": "place"}))
    assert "What differs between 30 June 2022 and 1 May 2026" in text
    assert "To be looked at" not in text  # on this day nobody lacks a decider, and a tier that is planned is no orphan
    drawn = client.get(f"{DEMO}/functions/drawing.svg")
    assert drawn.headers["Content-Type"].startswith("image/svg+xml")
    assert drawn.content.startswith(b"<svg")
    assert client.get(f"{DEMO}/functions/", {"tier": "galaxy"}).status_code == 404


def test_public_map_of_a_stored_handbook_is_made_from_all_of_it(client, stored, secretary):
    public = text_of(client.get(f"/governance/{SYSTEM}/functions/"))
    client.force_login(secretary)
    rows = client.get(f"/governance/{SYSTEM}/functions/", {"format": "csv"}).content
    client.logout()
    assert client.get(f"/governance/{SYSTEM}/functions/", {"format": "csv"}).content == rows
    assert "Finance Committee" in public


@pytest.fixture
def workbook(handbook, tmp_path):
    """The handbook as a file to send."""
    from commonweal.governance.handbook.exchange import write_handbook

    path = tmp_path / "handbook.xlsx"
    write_handbook(handbook, path)
    return path


def send(client, path, **more):
    with path.open("rb") as file:
        return client.post("/governance/import/", {"system": SYSTEM, "file": file, **more}, follow=True)


def test_secretary_imports_a_workbook_and_again_without_effect(client, secretary, workbook, handbook):
    client.force_login(secretary)
    assert "Import a handbook" in text_of(client.get("/governance/"))
    first = send(client, workbook)
    assert first.redirect_chain == [(f"/governance/{SYSTEM}/", 302)]
    assert f"{len(handbook)} rows added" in text_of(first)
    assert "Nothing was changed" in text_of(send(client, workbook))
    from commonweal.site.governance.records import stored_handbook

    assert len(stored_handbook(SYSTEM)) == len(handbook)


def test_workbook_with_faults_changes_nothing_and_each_is_told(client, secretary, workbook, tmp_path):
    client.force_login(secretary)
    for name, content, said in (
        ("notes.txt", b"hello", "kind of file"),
        ("handbook.xlsx", b"hello", "handbook.xlsx"),
        ("handbook.xlsx", b"", "empty"),
    ):
        path = tmp_path / "sent" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        response = send(client, path)
        assert response.status_code == 400
        assert said in text_of(response)
    assert client.get(f"/governance/{SYSTEM}/").status_code == 404


def test_secretary_of_another_system_and_the_public_import_nothing(client, account, workbook):
    assert send(client, workbook).status_code == 403
    client.force_login(account("other", "company_secretary", "QOP"))
    assert client.get("/governance/import/").status_code == 200
    assert send(client, workbook).status_code == 403
    client.force_login(account("trust", "partner_organisation", "EXAMPLE-TRUST"))
    assert client.get("/governance/import/").status_code == 403


@pytest.mark.parametrize("name", ["", "bodies/", "merger/", "check/"])
def test_few_pages_stand_in_sight_and_the_others_under_one_word_without_scripts(client, name):
    page = client.get(f"{DEMO}/{name}").content.decode()
    if not name:
        assert "More of this handbook" not in page, "the first page lists them all with what they are"
        return
    nav = page[page.index('aria-label="Pages of this handbook"') :].partition("</nav>")[0]
    sight, _, more = nav.partition("<details")
    assert 4 <= sight.count("<li>") <= 5
    assert 'aria-current="page"' in sight
    assert "<summary" in more
    assert sight.count("<li>") + more.count("<li>") == len(PAGES)
    assert len(set(re.findall(r'href="([^"]+)"', nav))) == len(PAGES) - 1
