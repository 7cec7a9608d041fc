"""The form of a seat offers the sectors as lists, keeps every one, and the page of the row says them in words."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db
SYSTEM = "EXAMPLE-ICB"
SEAT = {"seat": "BOARD-99", "body": SYSTEM, "title": "Officer", "seat_class": "member", "from_date": "1 May 2026"}


def test_seat_takes_several_sectors(client, secretary, stored):
    from commonweal.governance.handbook import Seat
    from commonweal.site.governance.records import stored_handbook

    client.force_login(secretary)
    new = f"/governance/{SYSTEM}/sheets/seats/new/"
    assert client.get(new).content.decode().count('name="represents"') > 1
    sent = client.post(new, {**SEAT, "represents": ["council", "", "public_health"]}, follow=True)
    assert sent.status_code == 200
    (made,) = stored_handbook(SYSTEM).rows(Seat, seat="BOARD-99")
    assert made.represents == ("council", "public_health")
    assert "Council; Public health" in sent.content.decode()
    wrong = client.post(new, {**SEAT, "seat": "BOARD-98", "represents": ["council", "nobody"]})
    assert wrong.status_code == 400
    assert "Represents:" in wrong.content.decode()
