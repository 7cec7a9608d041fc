"""The pages of the audit chain: who may, what they show, and that a broken chain is told."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection, transaction

from commonweal.site.accounts import actions as accounts
from commonweal.site.audit import guards
from commonweal.site.audit.actions import head, record, register_receipt
from commonweal.site.audit.models import AuditEvent
from commonweal.site.audit_pages import views

pytestmark = pytest.mark.django_db(transaction=True)

EVENTS, VERIFY = "/audit/", "/audit/verify/"
PASSWORD = "grey heron over wet slate"


@pytest.fixture
def acts(operator):
    """Some things that were done."""
    anna = accounts.add_account(
        by=operator,
        username="anna",
        password=PASSWORD,
        role="analyst",
        organisation_code="QNQ",
        display_name="Anna <A>",
    )
    register_receipt("ab" * 32, by=anna)
    return anna


@pytest.fixture
def auditor(account):
    return account("audrey", "auditor")


def page_of(client, address=EVENTS, **given):
    return client.get(address, given).content.decode()


@pytest.mark.parametrize(
    ("role", "organisation", "reads", "verifies"),
    [
        ("", "", 403, 403),
        ("analyst", "", 403, 403),
        ("place_lead", "", 403, 403),
        ("administrator", "", 403, 200),
        ("auditor", "", 200, 200),
        ("auditor", "QNQ", 403, 403),
        ("system_finance_director", "", 200, 200),
    ],
)
def test_who_reads_and_who_verifies(client, account, role, organisation, reads, verifies):
    client.force_login(account("somebody", role, organisation))
    for address in (EVENTS, EVENTS + "?format=csv", EVENTS + "?format=xlsx"):
        assert client.get(address).status_code == reads
    assert client.get(VERIFY).status_code == verifies
    assert client.post(VERIFY).status_code == verifies


def test_visitor_is_told_which_roles_may_and_where_to_sign_in(client):
    response = client.get(EVENTS)
    page = response.content.decode()
    assert response.status_code == 403
    assert "read the events of the audit chain. It needs one of these roles: system finance director, auditor" in page
    assert "/account/sign-in/?next=/audit/" in page
    assert client.post(VERIFY).status_code == 403


def test_role_for_one_organisation_is_told_that_it_does_not_reach(client, account):
    client.force_login(account("audrey", "auditor", "QNQ"))
    assert "one of these roles for every organisation: " in page_of(client)


def test_events_are_told_newest_first_with_names_and_links(client, acts, auditor):
    client.force_login(auditor)
    page = page_of(client)
    assert page.index("Receipt issued") < page.index("as analyst for QNQ")
    assert "Anna &lt;A&gt; had" in page
    assert f'<a href="/receipts/{"ab" * 32}/">the receipt abababababab…</a>' in page
    assert "The operator (account 1000 of the machine) added Anna &lt;A&gt;" in page.replace("</span>", "")
    assert "2 events" in page


def test_names_of_people_are_for_those_who_may_see_accounts(client, acts, account):
    director = account("dora", "system_finance_director")
    with transaction.atomic():
        record(by=director, verb="accounts.signed_in", subject=director.reference)
    client.force_login(director)
    for page in (page_of(client), b"".join(client.get(EVENTS, {"format": "csv"}).streaming_content).decode()):
        assert "Anna" not in page
        assert f"ccount {acts.reference.removeprefix('account:')[:8]}…" in page
        assert "(you) signed in" in page


def test_events_are_chosen_by_act_and_by_actor(client, acts, auditor):
    client.force_login(auditor)
    assert "as analyst" not in page_of(client, verb="receipts.issued").split('id="events"')[1]
    page = page_of(client, actor="operator:1000", verb="accounts.added")
    assert "1 event." in page
    assert '<option value="operator:1000" selected' in page
    assert "No event fits this choice." in page_of(client, actor="operator:1000", verb="receipts.issued")


@pytest.mark.parametrize("given", [{"verb": "no.such"}, {"actor": "account:\x00"}])
def test_choice_that_is_not_offered_is_told(client, auditor, given):
    client.force_login(auditor)
    response = client.get(EVENTS, given)
    assert response.status_code == 400
    assert "from the list" in response.content.decode()
    assert client.get(EVENTS, {**given, "format": "csv"}).status_code == 400


def test_list_has_pages_that_keep_the_choice(client, operator, auditor):
    with transaction.atomic():
        for number in range(views.PER_PAGE + 1):
            record(by=operator, verb="accounts.closed", subject=f"account:{number}")
    client.force_login(auditor)
    page = page_of(client, verb="accounts.closed")
    assert "page 1 of 2" in page
    assert 'href="?verb=accounts.closed&amp;page=2"' in page
    assert page_of(client, page="2").count("access and roles") == 1
    assert "page 2 of 2" in page_of(client, page="99999999999999999999")


def test_files_hold_every_event_as_it_was_recorded(client, acts, auditor):
    client.force_login(auditor)
    response = client.get(EVENTS, {"format": "csv"})
    assert response["Content-Disposition"] == 'attachment; filename="audit-events.csv"'
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert [row["Event"] for row in rows] == ["2", "1"]
    assert rows[1]["Detail"] == '{"organisation": "QNQ", "role": "analyst"}'
    assert rows[1]["Hash"] == AuditEvent.objects.get(sequence=1).hash
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(client.get(EVENTS, {"format": "xlsx", "verb": "accounts.added"}).content))
    assert [cell.value for cell in book["Events"]["E"]] == ["Act", "accounts.added"]


def test_workbook_of_too_many_events_is_refused_with_a_way_out(client, acts, auditor, monkeypatch):
    monkeypatch.setattr(views, "MOST_IN_A_WORKBOOK", 1)
    client.force_login(auditor)
    response = client.get(EVENTS, {"format": "xlsx"})
    assert response.status_code == 400
    assert "download them as CSV" in response.content.decode()


def test_whole_chain_is_proved_and_its_head_told(client, acts, auditor):
    client.force_login(auditor)
    page = client.post(VERIFY).content.decode()
    assert "The audit chain is whole: 2 events." in page
    assert str(head()) in page
    noted = client.post(VERIFY, {"head": f" {head()} "}).content.decode()
    assert "The head that you noted lies on the chain, as event 2." in noted


def test_looking_at_the_page_verifies_nothing(client, acts, auditor, monkeypatch):
    monkeypatch.setattr(views, "verify", None)
    client.force_login(auditor)
    assert client.get(VERIFY).status_code == 200


@pytest.mark.parametrize("given", ["12", "x" * 101, "2:" + "z" * 64, "\x00"])
def test_head_that_cannot_be_read_is_told_beside_the_field(client, auditor, given):
    client.force_login(auditor)
    response = client.post(VERIFY, {"head": given})
    assert response.status_code == 400
    assert 'href="#head"' in response.content.decode()


def test_broken_chain_fails(client, acts, auditor):
    guards.take_down()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditevent SET actor = 'operator:9' WHERE sequence = 1")
    guards.set_up()
    client.force_login(auditor)
    page = client.post(VERIFY).content.decode()
    assert "The audit chain is broken." in page
    assert "Event 1 was changed" in page


def test_audit_stands_in_the_navigation_of_those_who_may(client, account, auditor):
    assert 'href="/audit/"' not in page_of(client, "/")
    client.force_login(account("anna", "analyst"))
    assert 'href="/audit/"' not in page_of(client, "/")
    client.force_login(auditor)
    assert 'href="/audit/"' in page_of(client, "/")
