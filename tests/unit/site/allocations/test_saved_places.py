"""Saved definitions: who may save, what is kept of each version, and coming back to an address."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.core.exceptions import PermissionDenied

from commonweal.allocations.place_definition import OWN, DefinedPlace, PlaceDefinition
from commonweal.problems import BadInput
from commonweal.site.accounts.roles import ROLES

pytestmark = pytest.mark.django_db

MADE = PlaceDefinition(
    title="Two halves",
    icb="WEALDM",
    by=OWN,
    places=(DefinedPlace("North", ("WEALD001", "WEALD002")),),
    remainder="South",
    data_title="Wealdmarch",
    data_sha256="0" * 64,
)


@pytest.fixture
def save():
    from commonweal.site.allocations.actions import save_places

    return save_places


@pytest.mark.parametrize("role", [role.name for role in ROLES.values() if role.can_be_granted])
def test_only_roles_that_carry_the_permission_may_save(account, save, role: str) -> None:
    somebody = account(f"who-{role.replace('_', '-')}", role)
    if "allocations.save_place" in ROLES[role].permissions:
        assert save(by=somebody, definition=MADE).version == 1
    else:
        with pytest.raises(PermissionDenied):
            save(by=somebody, definition=MADE)


def test_a_role_for_one_icb_saves_places_of_that_icb_only(account, save) -> None:
    lead = account("lead", "place_lead", "QHL")
    with pytest.raises(PermissionDenied):
        save(by=lead, definition=MADE)
    assert save(by=account("own", "place_lead", "WEALDM"), definition=MADE).organisation_code == "WEALDM"


def test_superuser_without_a_role_may_not_save(account, save) -> None:
    somebody = account("root")
    somebody.is_superuser = True
    with pytest.raises(PermissionDenied):
        save(by=somebody, definition=MADE)


def test_row_gives_back_the_definition_with_every_field(account, save) -> None:
    from commonweal.site.allocations import records

    row = save(by=account("ana", "analyst"), definition=MADE)
    row.refresh_from_db()
    assert records.definition_of(row) == MADE
    assert set(MADE.to_json()) - {"places"} <= {field.name for field in row._meta.get_fields()}


def test_next_version_supersedes_the_one_before_and_leaves_it_as_it_was(account, save) -> None:
    from commonweal.site.allocations import records
    from commonweal.site.audit.models import AuditEvent

    ana = account("ana", "analyst")
    first = save(by=ana, definition=MADE)
    changed = PlaceDefinition(**{**_fields(MADE), "title": "Two unequal halves"})
    second = save(by=ana, definition=changed, replacing=first)
    assert (second.place_id, second.version) == (first.place_id, 2)
    first.refresh_from_db()
    assert first.superseded_at is not None
    assert first.superseded_by == ana.reference
    assert records.definition_of(first) == MADE
    assert records.current(first.place_id) == second
    events = list(AuditEvent.objects.filter(verb="allocations.places_saved"))
    assert [event.detail["version"] for event in events] == [1, 2]
    assert {event.subject for event in events} == {f"place:{first.place_id}"}
    assert events[1].detail["definition_sha256"] == changed.digest


def test_two_people_cannot_both_follow_the_same_version(account, save) -> None:
    ana = account("ana", "analyst")
    first = save(by=ana, definition=MADE)
    save(by=ana, definition=MADE, replacing=first)
    with pytest.raises(BadInput, match="another version"):
        save(by=account("ben", "analyst"), definition=MADE, replacing=first)


def test_nothing_is_deleted(account, save) -> None:
    from commonweal.site.allocations.models import SavedDefinition

    row = save(by=account("ana", "analyst"), definition=MADE)
    with pytest.raises(TypeError, match="never deleted"):
        row.delete()
    with pytest.raises(TypeError, match="never deleted"):
        SavedDefinition.objects.all().delete()


def test_a_definition_stays_with_its_icb(account, save) -> None:
    ana = account("ana", "analyst")
    first = save(by=ana, definition=MADE)
    with pytest.raises(BadInput, match="stays with its ICB"):
        save(by=ana, definition=PlaceDefinition(**{**_fields(MADE), "icb": "QHL"}), replacing=first)


def test_saved_places_come_back_at_their_address(client, account) -> None:
    client.force_login(account("ana", "analyst"))
    carried = {"data": "wealdmarch", "icb": "WEALDM", "by": "own", "remainder": "South", "title": "Two halves"}
    places = json.dumps({"North": ["WEALD001", "WEALD002"]})
    response = client.post("/allocations/places/save/", {**carried, "places": places})
    address = response.headers["Location"]
    client.logout()
    text = client.get(address).content.decode()
    assert "Two halves" in text
    assert "Version 1, saved on" in text
    assert "North" in text
    assert "South" in text
    assert "Two halves" in client.get("/allocations/places/").content.decode()


def test_later_version_is_shown_and_the_earlier_one_keeps_its_address(client, account) -> None:
    client.force_login(account("ana", "analyst"))
    carried = {"data": "wealdmarch", "icb": "WEALDM", "by": "place", "title": "Places"}
    address = client.post("/allocations/places/save/", carried).headers["Location"]
    place_id = address.rstrip("/").rsplit("/", 1)[1]
    client.post("/allocations/places/save/", {**carried, "title": "Places again", "replaces": place_id})
    assert "Places again" in client.get(address).content.decode()
    earlier = client.get(address, {"version": "1"}).content.decode()
    assert "A later version has taken its place" in earlier
    assert client.get(address, {"version": "3"}).status_code == 404


def test_visitor_may_not_save(client) -> None:
    carried = {"data": "wealdmarch", "icb": "WEALDM", "by": "place", "title": "Mine"}
    response = client.post("/allocations/places/save/", carried)
    assert response.status_code == 403
    assert "finance or strategy analyst" in response.content.decode()


def test_saving_needs_a_title(client, account) -> None:
    client.force_login(account("ana", "analyst"))
    response = client.post("/allocations/places/save/", {"data": "wealdmarch", "icb": "WEALDM", "by": "place"})
    assert response.status_code == 400
    assert "Enter a title" in response.content.decode()


def test_unknown_address_is_not_found(client) -> None:
    assert client.get("/allocations/places/saved/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_places_made_with_data_that_is_gone_are_worked_with_what_is_held_and_say_so(client, account, save) -> None:
    row = save(by=account("ana", "analyst"), definition=MADE)
    text = client.get(f"/allocations/places/saved/{row.place_id}/").content.decode()
    assert "which is not held here now" in text


def test_place_of_ones_own_has_an_explain_page_with_a_receipt(client, account, save) -> None:
    row = save(by=account("ana", "analyst"), definition=MADE)
    results = client.get(f"/allocations/places/saved/{row.place_id}/").content.decode()
    address = f"/allocations/places/saved/{row.place_id}/explain/"
    assert f'href="{address}?version=1&amp;place=North"' in results
    text = client.get(address, {"version": "1", "place": "North"}).content.decode()
    assert "The fair share of North is £" in text
    pounds = re.search(r"The fair share of North is (£[\d,.]+)", text)[1]
    found = re.search(r'href="(/allocations/receipt/\?[^"]+)"', text)[1]
    receipt = json.loads(client.get(html.unescape(found)).content)
    assert pounds in json.dumps(receipt, ensure_ascii=False)
    assert '"remainder": "South"' in json.dumps(receipt)


def test_remaining_place_and_its_neighbours_make_up_the_whole(client, account, save) -> None:
    from commonweal.site.allocations.place_reports import ask_of_saved_place, data_for

    data = data_for(MADE)
    shares = [ask_of_saved_place(data, MADE, place, "core").answer.value.amount for place in ("North", "South")]
    assert sum(shares) == ask_of_saved_place(data, MADE, "North", "core").answer.reasons[0].value.amount


def test_receipt_of_a_place_of_ones_own_can_be_run_again(account, save) -> None:
    from commonweal.site.allocations.place_reports import ask_of_saved_place, data_for, kept_members, members_file

    asked = ask_of_saved_place(data_for(MADE), MADE, "North", "core", keep=True)
    named = asked.question.inputs["members"]
    path, sha256 = kept_members(MADE)
    assert (named["name"], named["sha256"]) == ("places.csv", sha256)
    assert path.read_bytes() == members_file(MADE)


@pytest.mark.parametrize("asked", [{"place": "East"}, {"place": "North", "stream": "none"}])
def test_place_that_is_not_in_the_definition_is_told(client, account, save, asked: dict[str, str]) -> None:
    row = save(by=account("ana", "analyst"), definition=MADE)
    response = client.get(f"/allocations/places/saved/{row.place_id}/explain/", asked)
    assert response.status_code == 400
    assert "There is a problem" in response.content.decode()


def test_members_of_places_of_ones_own_can_be_downloaded(client, account, save) -> None:
    row = save(by=account("ana", "analyst"), definition=MADE)
    response = client.get(f"/allocations/places/saved/{row.place_id}/explain/", {"version": "1", "format": "csv"})
    assert response.content.decode("utf-8-sig").splitlines()[:2] == ["Practice code,Place", "WEALD001,North"]


def test_results_say_once_that_wealdmarch_is_fictional(client, account, save) -> None:
    row = save(by=account("ana", "analyst"), definition=MADE)
    text = client.get(f"/allocations/places/saved/{row.place_id}/").content.decode()
    assert "are made up for demonstration" in text
    assert "is fictional: its people" not in text


def _fields(made: PlaceDefinition) -> dict:
    return {
        name: getattr(made, name) for name in ("title", "icb", "by", "places", "remainder", "data_title", "data_sha256")
    }
