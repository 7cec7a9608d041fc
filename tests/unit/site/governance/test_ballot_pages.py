"""Nomination ballots on the site: who sees which, one vote for each, and what a ballot as it stands lets one do."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from commonweal.governance.handbook import Ballot, BallotVote, Body, Nomination, Partner, Person
from commonweal.site.governance import actions
from commonweal.site.governance.change import Change
from commonweal.site.governance.records import stored_handbook, versions

pytestmark = pytest.mark.django_db
SYSTEM, TRUST, SECOND, COUNCIL = "EXAMPLE-ICB", "EXAMPLE-TRUST", "SECOND-TRUST", "EXAMPLE-COUNCIL"
BALLOTS = f"/governance/{SYSTEM}/ballots/"


def text_of(response) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def put(by, *rows):
    actions.change_rows(by=by, system=SYSTEM, work=lambda held: Change("rows", put=rows))


def ballot_now() -> Ballot:
    return stored_handbook(SYSTEM).rows(Ballot)[0]


@pytest.fixture
def ballot(secretary, stored) -> Ballot:
    """A ballot of two trusts that is open today."""
    today = timezone.localdate()
    made = Ballot(ballot="B1", seat="BOARD-04", nominators="trusts", opened_on=today - timedelta(days=3))
    put(
        secretary,
        made,
        Body(body=SECOND, name="Second NHS Trust", kind="trust", system=SYSTEM),
        Partner(icb=SYSTEM, body=SECOND, serves_area=True, may_nominate=True, listed=True),
    )
    return made


@pytest.fixture
def act(client, account, secretary):
    """Do something in the ballot in the name of an organisation, of the secretary or of the chair."""
    people = {"secretary": secretary}

    def done(who: str, act: str, **fields: str):
        if who not in people:
            role = "chair" if who == "chair" else "partner_organisation"
            people[who] = account(who.lower(), role, SYSTEM if who == "chair" else who)
        client.force_login(people[who])
        return client.post(f"{BALLOTS}B1/", {"act": act, **fields}) if act else client.get(f"{BALLOTS}B1/")

    return done


def test_ballot_from_the_vote_to_the_approval(ballot, act):
    today = timezone.localdate()
    assert act(TRUST, "forward", person="P04", forward_by=TRUST).status_code == 302
    assert act(SECOND, "forward", name="Made-up  person 7", forward_by=SECOND).status_code == 302
    new = next(row for row in stored_handbook(SYSTEM).rows(Person) if row.name == "Made-up person 7")
    for body, person in ((TRUST, "P04"), (SECOND, new.person), (SECOND, "P04")):
        assert act(body, "vote", vote_for=person, vote_of=body).status_code == 302
    assert [(row.body, row.for_person, row.cast_on) for row in stored_handbook(SYSTEM).rows(BallotVote)] == [
        (TRUST, "P04", today),
        (SECOND, "P04", today),
    ]
    assert [row.state for row in versions(SYSTEM, "ballot_votes", ("B1", SECOND))] == ["current", "superseded"]
    assert act("chair", "approve", approved_on="").status_code == 403
    closed = act("secretary", "close", closed_on="", nominated="P04", process_followed="yes")
    assert closed.status_code == 302
    assert (ballot_now().closed_on, ballot_now().nominated, ballot_now().process_followed) == (today, "P04", True)
    assert act("chair", "approve", approved_on="").status_code == 302
    assert ballot_now().chair_approved_on == today
    assert act("chair", "approve", approved_on="").status_code == 403
    page = text_of(act("secretary", ""))
    assert "Approved by the chair" in page
    assert "Enter the appointment" in page


def test_vote_is_of_the_own_organisation_and_for_one_who_stands(ballot, act):
    act(TRUST, "forward", person="P04", forward_by=TRUST)
    for fields in ({"vote_for": "P04", "vote_of": SECOND}, {"vote_for": "P01", "vote_of": TRUST}, {}):
        assert act(TRUST, "vote", **fields).status_code == 400
    assert act(COUNCIL, "vote", vote_for="P04", vote_of=COUNCIL).status_code == 404
    assert not stored_handbook(SYSTEM).rows(BallotVote)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "One person has to be named"),
        ({"person": "P04", "name": "Somebody"}, "One person has to be named"),
        ({"name": "made-up person 2"}, "The handbook has somebody of this name"),
        ({"person": "P01"}, "put this person forward already"),
    ],
)
def test_faults_of_a_nomination_are_told_on_the_page(ballot, act, fields, told):
    act(TRUST, "forward", person="P01", forward_by=TRUST)
    response = act(TRUST, "forward", forward_by=TRUST, **fields)
    assert response.status_code == 400
    assert told in text_of(response)


def test_how_each_voted_is_for_those_who_read_all(ballot, act, secretary):
    put(secretary, Nomination(ballot="B1", person="P03", nominated_by=TRUST))
    put(secretary, BallotVote(ballot="B1", body=TRUST, for_person="P03", cast_on=timezone.localdate()))
    page = act(SECOND, "")
    text = text_of(page)
    assert "Example NHS Foundation Trust Yes serves the area and may take part in nominating Voted Not shown" in text
    assert "1 organisation has voted so far" in text
    whole = text_of(act("chair", ""))
    assert "Voted Made-up person 3" in whole
    assert "Votes so far" in whole


def test_who_sees_which_ballot(client, ballot, account):
    assert client.get(BALLOTS).status_code == 403
    client.force_login(account("council", "partner_organisation", COUNCIL))
    assert "There is nothing to show" in text_of(client.get(BALLOTS))
    assert client.get(f"{BALLOTS}B1/").status_code == 404
    client.force_login(account("trust", "partner_organisation", TRUST))
    assert "Partner Member, NHS Trusts (B1)" in text_of(client.get(BALLOTS))


def test_secretary_opens_a_ballot_and_nobody_else(client, secretary, stored, account):
    client.force_login(secretary)
    faulty = client.post(f"{BALLOTS}open/", {"seat": "", "opened_on": "1 May 2026", "closed_on": "soon"})
    assert faulty.status_code == 400
    assert "Choose the seat to be filled" in text_of(faulty)
    late = {"seat": "BOARD-04", "opened_on": "1 May 2026", "closed_on": "1 April 2026"}
    assert "would close before nominations open" in text_of(client.post(f"{BALLOTS}open/", late))
    for _ in range(2):
        client.post(f"{BALLOTS}open/", {"seat": "BOARD-04", "opened_on": "1 May 2026"})
    found = [(row.ballot, row.nominators) for row in stored_handbook(SYSTEM).rows(Ballot)]
    assert found == [("BALLOT-BOARD-04-2026", "trusts"), ("BALLOT-BOARD-04-2026-2", "trusts")]
    client.force_login(account("trust", "partner_organisation", TRUST))
    assert client.get(f"{BALLOTS}open/").status_code == 403


def test_closed_ballot_takes_no_vote_and_an_approved_one_no_change(ballot, act, secretary):
    put(secretary, Nomination(ballot="B1", person="P04", nominated_by=TRUST))
    today = timezone.localdate()
    for closed in ("1 January 2020", f"{today + timedelta(days=2):%d %B %Y}"):
        response = act("secretary", "close", closed_on=closed, nominated="P04")
        assert response.status_code == 400
        assert "cannot have closed on this day" in text_of(response)
    put(secretary, replace(ballot, closed_on=today - timedelta(days=1), nominated="P04"))
    assert act(TRUST, "vote", vote_for="P04", vote_of=TRUST).status_code == 403
    early = act("chair", "approve", approved_on="1 January 2020")
    assert "cannot have been on this day" in text_of(early)
    put(secretary, replace(ballot_now(), chair_approved_on=today))
    assert act("secretary", "close", closed_on="", nominated="").status_code == 403


def test_page_of_the_demonstration_has_findings_and_no_forms(client):
    page = client.get("/governance/wealdmarch/ballots/BALLOT-TRUSTS-2025/")
    text = text_of(page)
    assert "Was it done as the rules ask?" in text
    assert 'name="act"' not in page.content.decode()
    assert client.get("/governance/wealdmarch/ballots/", {"format": "csv"}).status_code == 200
