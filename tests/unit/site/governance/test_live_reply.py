"""What a script is sent of a running meeting: a part and never a page, so that no page stands in another."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.django_db
LIVE = "/governance/EXAMPLE-ICB/meetings/BOARD-2026-05/live/"


@pytest.fixture
def press(client, secretary, stored):
    """Press a button as the page's script does."""
    client.force_login(secretary)

    def pressed(**said):
        return client.post(LIVE, {"act": json.dumps(said), "time": ""}, headers={"HX-Request": "true"})

    return pressed


@pytest.mark.parametrize(
    "said", [{"do": "arrive", "person": "P02", "seat": "BOARD-02"}, {"do": "fly"}, {"do": "look"}],
    ids=["time is missing", "no such button", "nothing wrong"],
)  # fmt: skip
def test_reply_is_a_part_whatever_became_of_the_act(press, said):
    reply = press(**said)
    text = reply.content.decode()
    assert "<h1" not in text
    assert "<html" not in text
    assert "<header" not in text
    assert text.count('id="live-parts"') == 1
    assert 'id="faults" hx-swap-oob="true"' in text
    assert 'id="said" hx-swap-oob="true"' in text
    assert (reply["HX-Retarget"], reply["HX-Reselect"]) == ("#live", "#live-parts")


def test_whole_page_says_the_version_of_the_program_and_not_of_the_meeting(client, secretary, stored):
    from commonweal import __version__

    client.force_login(secretary)
    assert f"Commonweal {__version__} is open source" in client.get(LIVE).content.decode()


def test_buttons_are_not_sent_twice(client, secretary, stored):
    client.force_login(secretary)
    assert 'hx-sync="this:drop"' in client.get(LIVE).content.decode()


def test_part_of_an_item_is_a_part_too(client, secretary, stored):
    from commonweal.governance.handbook import AgendaItem
    from commonweal.site.governance.records import stored_handbook

    client.force_login(secretary)
    item = stored_handbook("EXAMPLE-ICB").rows(AgendaItem, meeting="BOARD-2026-05")[0].item
    said = json.dumps({"section": "times", "do": "start_item"})
    reply = client.post(f"{LIVE}{item}/", {"act": said, "time": "later"}, headers={"HX-Request": "true"})
    text = reply.content.decode()
    assert "<h1" not in text
    assert reply["HX-Reswap"] == "outerHTML"


@pytest.mark.parametrize("role", ["chair", "auditor"])
def test_form_that_nobody_could_send_is_not_shown(client, account, stored, role):
    client.force_login(account(role, role, "EXAMPLE-ICB"))
    reply = client.get("/governance/EXAMPLE-ICB/meetings/new/")
    assert reply.status_code == 403
    assert "Only the company secretary of EXAMPLE-ICB runs its meetings" in reply.content.decode()
