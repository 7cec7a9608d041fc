"""Saved places through the API: the same definition and results as on their page."""

from __future__ import annotations

import pytest

from commonweal.allocations.place_definition import OWN, DefinedPlace, PlaceDefinition

pytestmark = pytest.mark.django_db
NOWHERE = "/api/allocations/places/00000000-0000-4000-8000-000000000000"


@pytest.fixture
def row(account):
    from commonweal.site.allocations.actions import save_places
    from commonweal.site.allocations.data_sets import data_set, practices

    data = data_set("wealdmarch")
    codes = practices(data).practices
    made = PlaceDefinition(
        title="Two halves",
        icb="WEALDM",
        by=OWN,
        places=(DefinedPlace("North", tuple(codes[:75])),),
        remainder="South",
        data_title=data.title,
        data_sha256=data.sha256,
    )
    return save_places(by=account("ana", "analyst"), definition=made)


def test_saved_places_are_read_by_anyone_with_their_results(client, row) -> None:
    found = client.get(f"/api/allocations/places/{row.place_id}").json()
    assert found["definition"]["title"] == "Two halves"
    assert (found["version"], found["versions"], found["is_current"], found["other_data"]) == (1, 1, True, False)
    assert "fictional" in found["results"]["notice"]
    assert [place["place"] for place in found["results"]["places"]] == ["North", "South"]
    core = [line for line in found["results"]["budgets"] if line["stream"] == "core"]
    assert sum(line["recurrent_pence"] for line in core) == 264804000000


def test_earlier_version_is_read_by_its_number(client, row, account) -> None:
    from commonweal.site.allocations.actions import save_places
    from commonweal.site.allocations.records import definition_of

    save_places(by=account("ben", "analyst"), definition=definition_of(row), replacing=row)
    address = f"/api/allocations/places/{row.place_id}"
    assert client.get(address).json()["version"] == 2
    earlier = client.get(address, {"version": 1}).json()
    assert (earlier["version"], earlier["is_current"]) == (1, False)
    assert client.get(address, {"version": 3}).status_code == 404


def test_what_is_not_there_is_said_with_its_status(client) -> None:
    assert client.get(NOWHERE).status_code == 404
    assert client.get(NOWHERE).json()["problems"][0]["what"] == "no places are saved under this address"
    assert client.get("/api/allocations/places/north").status_code == 404
    assert client.get(NOWHERE, {"version": "first"}).status_code == 422
