"""What a member reads of the bodies on which they sit, and what the lead of a place clerks: by every address."""

from __future__ import annotations

import html
import json
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.demo.handbook import wealdmarch_handbook
from commonweal.governance.handbook import AgendaItem, Appointment, Decision, Handbook, Interest
from commonweal.site.audit.actors import Operator
from commonweal.site.governance import records
from commonweal.site.governance.own_bodies import bodies_of, places_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 1)
BOARD, EXCLUDED, PLACE = "BOARD-2026-01-2", "BOARD-2026-01-3", "WEALDP1-2025-11-3"
SEALED = {
    BOARD: "A sealed matter of the board",
    EXCLUDED: "A sealed matter from which one is excluded",
    PLACE: "A sealed matter of the first place",
    "FINANCE-2025-12-3": "A sealed matter of the finance committee",
    "PRIMARY-CARE-2026-03-2": "A sealed matter of primary care",
}
REDACTED = "A redacted interest of one who sits at the first place"


def sealed_handbook() -> Handbook:
    """The demonstration's, with some items taken in private and their decisions not published."""
    held = wealdmarch_handbook()
    rows = []
    for row in (each for rows_of in held.tables.values() for each in rows_of):
        if isinstance(row, AgendaItem) and row.item in SEALED:
            row = replace(row, private=True, exclusion_reason="sealed", title=SEALED[row.item])
        if isinstance(row, Decision) and row.item in SEALED:
            row = replace(row, published_on=None, title=f"{SEALED[row.item]}, decided")
        rows.append(row)
    rows.append(
        Interest(
            statement="SEALED-1", person="P105", kind="financial", public=False, description=REDACTED, declared_on=DAY
        )
    )
    return Handbook.of(rows)


@pytest.fixture(scope="module")
def handbook(for_the_module):
    from commonweal.site.governance.actions import import_handbook

    held = sealed_handbook()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "localdate", lambda *given, **more: DAY)
        import_handbook(by=Operator("operator:1000"), system=held.systems[0], handbook=held)
    return held


@pytest.fixture
def site(db, handbook, account, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *given, **more: DAY)
    system = handbook.systems[0]

    def reader(role: str, who: str) -> Client:
        client = Client(raise_request_exception=False)
        held = account(f"{role}.{who}".lower(), role, system)
        held.grants.update(person=who)
        client.force_login(held)
        return client

    return SimpleNamespace(system=system, handbook=handbook, reader=reader)


def told(client: Client, site, name: str, *parts: str, **query: str) -> tuple[int, str]:
    response = client.get(reverse(f"governance:{name}", args=[site.system, *parts]), query)
    return response.status_code, html.unescape(response.content.decode())


def sealed_seen(client: Client, site) -> set[str]:
    """Which sealed titles any page of any meeting, register or list tells."""
    held = sorted({row.meeting for row in site.handbook.rows(AgendaItem) if row.item in SEALED})
    pages = [told(client, site, "meeting", meeting)[1] for meeting in held]
    pages += [told(client, site, "interests")[1]]
    pages += [told(client, site, "register", "decisions")[1]]
    whole = "\n".join(pages)
    return {title for title in (*SEALED.values(), REDACTED) if title in whole}


SEEN = {
    "excluded from one item": ("member", "P002", {BOARD, "FINANCE-2025-12-3"}),
    "excluded from the finance item": ("member", "P012", {BOARD, EXCLUDED}),
    "another committee": ("member", "P005", {BOARD, EXCLUDED, "PRIMARY-CARE-2026-03-2"}),
    "excluded at the place": ("member", "P105", set()),
    "nobody of the handbook": ("member", "P999", set()),
    "lead of the place": ("place_lead", "P024", {PLACE}),
    "lead of another place": ("place_lead", "P025", set()),
    "member of the place as its lead": ("place_lead", "P105", set()),
    "no such role": ("analyst", "P002", set()),
}


def test_private_papers_are_shown_where_somebody_sits_or_leads(site):
    for why, (role, who, seen) in SEEN.items():
        assert sealed_seen(site.reader(role, who), site) == {SEALED[item] for item in seen}, why


def test_member_who_has_left_reads_what_the_public_reads(site, operator):
    from commonweal.site.governance.actions import end_row

    client = site.reader("member", "P002")
    assert told(client, site, "decide")[0] == 200
    for row in site.handbook.rows(Appointment, person="P002"):
        if row.holds_on(DAY):
            end_row(by=operator, system=site.system, table="appointments", key=row.key, last_day=date(2026, 4, 30))
    assert sealed_seen(client, site) == set()
    assert told(client, site, "decide")[0] == 403


def test_member_asks_about_items_of_own_bodies(site):
    asked = [
        ("P002", BOARD, 200),
        ("P002", EXCLUDED, 404),
        ("P002", "BOARD-2025-09-2", 200),
        ("P012", "BOARD-2025-09-2", 403),
        ("P002", PLACE, 404),
        ("P002", "WEALDP2-2025-11-2", 403),
    ]
    readers = {who: site.reader("member", who) for who in ("P002", "P012")}
    for who, item, status in asked:
        assert told(readers[who], site, "decide", item=item)[0] == status, (who, item)


def test_member_asks_in_the_form_about_own_bodies_alone_and_reads_no_detail_of_others(site):
    client = site.reader("member", "P002")
    asked = {"title": "A contract", "show": "answer", "counterparties": "RWX", "on": "1 May 2026"}
    status, page = told(client, site, "decide", who="body:WEALDM", **asked)
    assert status == 200
    assert "Who may decide it?" not in page
    assert "Download the receipt" not in page
    assert told(client, site, "decide", who="body:AUDIT", **asked)[0] == 400
    assert told(client, site, "decide", who="body:WEALDM", ask="who", **asked)[0] == 400
    status, page = told(client, site, "decide", item="BOARD-2025-09-2")
    assert "Somebody's interest touches this item" in page
    secretary = Client()
    secretary.force_login(_secretary(site))
    assert "Somebody's interest touches this item" not in told(secretary, site, "decide", item="BOARD-2025-09-2")[1]


def _secretary(site):
    from commonweal.site.accounts.models import RoleGrant, User

    held = User.objects.create(username="secretary")
    RoleGrant.objects.create(user=held, role="company_secretary", organisation_code=site.system, granted_by="test")
    return held


def acts(client: Client, site, name: str, *parts: str, **act: str) -> int:
    address = reverse(f"governance:{name}", args=[site.system, *parts])
    return client.post(address, {"act": json.dumps(act), "time": "09:30"}).status_code


def test_lead_of_a_place_clerks_its_meetings_and_no_others(site):
    client, other = site.reader("place_lead", "P024"), site.reader("place_lead", "P025")
    for page in ("meeting", "agenda", "agenda_new", "live", "outcomes", "questions", "meeting_settings", "minutes"):
        assert client.get(reverse(f"governance:{page}", args=[site.system, "WEALDP1-2025-11"])).status_code == 200, page
        refused = 200 if page == "meeting" else 403
        for reader, meeting in ((other, "WEALDP1-2025-11"), (client, "WEALDP2-2025-11"), (client, "BOARD-2026-01")):
            status = reader.get(reverse(f"governance:{page}", args=[site.system, meeting])).status_code
            assert status == refused, (page, meeting)
    assert acts(client, site, "live", "WEALDP1-2026-05", do="apologies", person="P105") == 302
    assert acts(other, site, "live", "WEALDP1-2026-05", do="apologies", person="P105") == 403
    assert acts(client, site, "live", "BOARD-2026-05", do="apologies", person="P002") == 403
    assert records.current_row(site.system, "attendance", ("WEALDP1-2026-05", "P105", "", None)) is not None


def test_lead_of_a_place_calls_its_meetings_and_no_others(site):
    client = site.reader("place_lead", "P024")
    said = {"on_date": "1 July 2026", "starts": "10:00", "open_to_public": "yes"}
    address = reverse("governance:meeting_new", args=[site.system])
    assert "Call a meeting" in told(client, site, "meetings")[1]
    assert client.post(address, {**said, "body": "WEALDM"}).status_code == 400
    assert client.post(address, {**said, "body": "WEALDP1"}).status_code == 302
    assert site.reader("member", "P002").post(address, {**said, "body": "WEALDM"}).status_code == 403


def test_lead_reads_the_register_of_who_sits_there_and_of_no_other_body(site):
    client = site.reader("place_lead", "P024")
    assert REDACTED in told(client, site, "interests", body="WEALDP1")[1]
    assert REDACTED not in told(client, site, "interests")[1]
    assert REDACTED not in told(site.reader("place_lead", "P025"), site, "interests", body="WEALDP1")[1]


def test_row_of_another_body_is_not_taken_over_by_moving_it(site):
    """An item of the board stays the board's, also where the row names a meeting of the place."""
    from django.core.exceptions import PermissionDenied

    from commonweal.site.accounts.models import User
    from commonweal.site.governance.actions import put_row

    site.reader("place_lead", "P024")
    lead = User.objects.get(username="place_lead.p024")
    row = site.handbook.rows(AgendaItem, item=BOARD)[0]
    for moved in (replace(row, meeting="WEALDP1-2026-05"), replace(row, title="Other")):
        with pytest.raises(PermissionDenied):
            put_row(by=lead, system=site.system, row=moved)
    vote = replace(site.handbook.rows(Decision, item=BOARD)[0], decision="NEW", meeting="WEALDP1-2026-05")
    with pytest.raises(PermissionDenied):
        put_row(by=lead, system=site.system, row=vote)


def test_participants_sit_on_no_body_and_places_are_those_of_their_leads(handbook):
    participants = [row.person for row in handbook.rows(Appointment, seat="BOARD-17") if row.holds_on(DAY)]
    assert participants
    assert "WEALDM" not in bodies_of(handbook, participants, DAY)
    assert places_of(handbook, frozenset({"P025"}), frozenset(), DAY) == {"WEALDP2"}
    assert places_of(handbook, frozenset(), frozenset({"WEALDM", "WEALDP1"}), DAY) == set(), "an id is no code"
