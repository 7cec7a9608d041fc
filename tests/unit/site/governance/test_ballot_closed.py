"""A ballot that was closed, or whose outcome is recorded, takes nothing more, though its last day is today."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from commonweal.governance.handbook import Ballot, BallotVote, Nomination
from commonweal.governance.handbook.exchange import merge
from commonweal.problems import BadInput
from commonweal.site.governance import actions
from commonweal.site.governance.ballot_acts import approve, cast_vote, close_ballot, put_forward
from commonweal.site.governance.ballot_rights import is_open, open_to_owner
from commonweal.site.governance.change import Change
from commonweal.site.governance.records import stored_handbook

SYSTEM, TRUST, DAY = "EXAMPLE-ICB", "EXAMPLE-TRUST", date(2026, 5, 4)
OPEN = Ballot(ballot="B1", seat="BOARD-04", nominators="trusts", opened_on=date(2026, 5, 1), closed_on=DAY)
FORWARD = Nomination(ballot="B1", person="P04", nominated_by=TRUST)


def closed(held, nominated=""):
    change = close_ballot(held, ballot="B1", closed_on=DAY, nominated=nominated, process_followed=None, today=DAY)
    return merge(held, change.put).handbook


@pytest.mark.parametrize("nominated", ["", "P04"], ids=["no outcome yet", "with its outcome"])
def test_closed_by_a_press_it_is_closed_at_once(handbook, nominated):
    held = merge(handbook, [OPEN, FORWARD]).handbook
    vote = BallotVote(ballot="B1", body=TRUST, for_person="P04", cast_on=DAY)
    assert is_open(OPEN, DAY)
    assert open_to_owner(held, vote, DAY)
    after = closed(held, nominated)
    assert not is_open(after.rows(Ballot)[0], DAY)
    assert not open_to_owner(after, vote, DAY), "nor by the sheet of votes"
    with pytest.raises(BadInput, match="The vote is closed"):
        cast_vote(after, ballot="B1", body=TRUST, person="P04", today=DAY)
    with pytest.raises(BadInput, match="The vote is closed"):
        put_forward(after, ballot="B1", body=TRUST, person="P02", today=DAY)


@pytest.mark.parametrize("more", [{"nominated": "P04"}, {"chair_approved_on": DAY}], ids=["outcome", "approval"])
def test_outcome_or_approval_by_the_sheet_closes_it_too(more):
    assert not is_open(replace(OPEN, **more), DAY)


def test_approval_keeps_where_it_is_written_down(handbook):
    held = closed(merge(handbook, [OPEN, FORWARD]).handbook, "P04")
    made = approve(held, ballot="B1", approved_on=DAY, minute="Minute 7", today=DAY).put[0]
    assert isinstance(made, Ballot)
    assert (made.chair_approved_on, made.chair_approval_minute) == (DAY, "Minute 7")


@pytest.fixture
def page(client, account, secretary, stored):
    """Open the ballot, or do something in it, in the name of the secretary, the chair or the trust."""
    today = timezone.localdate()
    rows = (replace(OPEN, opened_on=today - timedelta(days=3), closed_on=today), FORWARD)
    actions.change_rows(by=secretary, system=SYSTEM, work=lambda held: Change("rows", put=rows))
    people = {"secretary": secretary}

    def done(who: str, act: str = "", **fields: str):
        if who not in people:
            role = "chair" if who == "chair" else "partner_organisation"
            people[who] = account(who, role, SYSTEM if who == "chair" else TRUST)
        client.force_login(people[who])
        address = f"/governance/{SYSTEM}/ballots/B1/"
        found = client.post(address, {"act": act, **fields}, follow=True) if act else client.get(address)
        text = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", found.content.decode())))
        return found.status_code, text

    return done


@pytest.mark.django_db
def test_pages_of_a_closing_day(page):
    assert "Cast the vote" in page("trust")[1]
    before = page("secretary")[1]
    assert "Votes not cast: Example NHS Foundation Trust" in before
    code, text = page("secretary", "close", closed_on="", nominated="P04", process_followed="yes")
    assert code == 200
    assert "closed with votes not cast: Example NHS Foundation Trust" in text
    trust = page("trust")[1]
    assert "Cast the vote" not in trust
    assert "Put this person forward" not in trust
    assert page("trust", "vote", vote_for="P04", vote_of=TRUST)[0] == 403
    assert not stored_handbook(SYSTEM).rows(BallotVote)
    assert "Approve this nominee" in page("chair")[1]
    assert "Record that the chair approved" in page("secretary")[1]
    code, text = page("secretary", "approve", approved_on="")
    assert code == 400
    assert "Say where the chair's approval is written down" in text
    assert page("secretary", "approve", approved_on="", minute="Minute 7 of the board")[0] == 200
    assert "(Minute 7 of the board)" in page("chair")[1]


@pytest.mark.django_db
def test_opening_for_a_filled_seat_warns(client, secretary, stored):
    client.force_login(secretary)
    address = f"/governance/{SYSTEM}/ballots/open/"
    assert "filled by Made-up person 4" in client.get(address).content.decode()
    sent = client.post(address, {"seat": "BOARD-04", "opened_on": ""}, follow=True)
    assert "The seat is filled: Made-up person 4 holds it today" in sent.content.decode()
