"""Writing one's own and nothing else: rows that would be taken over, ballots that are closed, another's statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from commonweal.governance.handbook import Ballot, BallotVote, Body, Interest, Nomination, Partner, Person, Seat
from commonweal.site.governance import actions
from commonweal.site.governance.change import Change
from commonweal.site.governance.records import stored_handbook

pytestmark = pytest.mark.django_db
SYSTEM, TRUST, COUNCIL = "EXAMPLE-ICB", "EXAMPLE-TRUST", "EXAMPLE-COUNCIL"


def put(by, *rows):
    actions.change_rows(by=by, system=SYSTEM, work=lambda held: Change("rows", put=rows))


@pytest.fixture
def trust(account, stored):
    """Whoever keeps the trust's rows."""
    return account("trust", "partner_organisation", TRUST)


@pytest.fixture
def ballot(secretary, stored) -> Ballot:
    """A ballot of the trusts that is open today."""
    today = timezone.localdate()
    made = Ballot(ballot="B1", seat="BOARD-04", nominators="trusts", opened_on=today - timedelta(days=3))
    put(secretary, made)
    return made


def test_row_is_not_taken_over_by_naming_oneself_in_it(trust, stored):
    seat = stored.rows(Seat, seat="BOARD-01")[0]
    with pytest.raises(PermissionDenied, match="company secretary of EXAMPLE-ICB"):
        put(trust, replace(seat, body=TRUST, title="Ours"))
    with pytest.raises(PermissionDenied):
        actions.put_row(by=trust, system=SYSTEM, row=replace(seat, body=TRUST, title="Ours"))


def test_vote_and_nomination_only_while_the_ballot_is_open(trust, secretary, ballot):
    today = timezone.localdate()
    put(trust, Nomination(ballot="B1", person="P04", nominated_by=TRUST))
    put(trust, BallotVote(ballot="B1", body=TRUST, for_person="P04", cast_on=today))
    put(trust, BallotVote(ballot="B1", body=TRUST, for_person="P03", cast_on=today))
    put(secretary, replace(ballot, closed_on=today - timedelta(days=1)))
    with pytest.raises(PermissionDenied):
        put(trust, BallotVote(ballot="B1", body=TRUST, for_person="P04", cast_on=today))
    with pytest.raises(PermissionDenied):
        actions.withdraw_row(by=trust, system=SYSTEM, table="ballot_votes", key=("B1", TRUST))
    assert stored_handbook(SYSTEM).rows(BallotVote)[0].for_person == "P03"


def test_organisation_of_another_group_says_nothing_in_a_ballot(account, ballot):
    council = account("council", "partner_organisation", COUNCIL)
    with pytest.raises(PermissionDenied):
        put(council, BallotVote(ballot="B1", body=COUNCIL, for_person="P04"))


def test_shut_out_partner_says_nothing_in_a_ballot(trust, secretary, ballot, stored):
    put(secretary, replace(stored.rows(Partner, body=TRUST)[0], may_nominate=False))
    with pytest.raises(PermissionDenied):
        put(trust, Nomination(ballot="B1", person="P04", nominated_by=TRUST))


def test_new_person_comes_in_with_the_nomination_and_not_otherwise(trust, ballot):
    new, nomination = (
        Person(person="P05", name="Made-up person 5"),
        Nomination(ballot="B1", person="P05", nominated_by=TRUST),
    )
    with pytest.raises(PermissionDenied):
        put(trust, new)
    with pytest.raises(PermissionDenied):
        put(trust, replace(new, other_names=("Somebody",)), nomination)
    put(trust, new, nomination)
    with pytest.raises(PermissionDenied):
        put(trust, replace(new, name="Another"), nomination)


def test_chair_enters_the_approval_and_nothing_else(account, secretary, ballot):
    chair = account("chair", "chair", SYSTEM)
    today = timezone.localdate()
    put(chair, replace(ballot, chair_approved_on=today))
    with pytest.raises(PermissionDenied):
        put(chair, replace(ballot, chair_approved_on=today, nominated="P04"))
    with pytest.raises(PermissionDenied):
        put(chair, Ballot(ballot="B2", seat="BOARD-04", nominators="trusts", chair_approved_on=today))
    other = account("other", "chair", "QOP")
    with pytest.raises(PermissionDenied):
        put(other, replace(ballot, chair_approved_on=None))


def test_member_declares_for_the_one_person_that_the_role_names(account, secretary, stored):
    member = account("member", "member", SYSTEM)
    mine = Interest(
        statement="INT-M1", person="P04", kind="financial", description="Shares", from_date=date(2026, 1, 1)
    )
    with pytest.raises(PermissionDenied):
        put(member, mine)
    member.grants.update(person="P04")
    del member._current_grants
    put(member, mine)
    put(member, replace(mine, statement="INT-M2", supersedes="INT-1"))
    for refused in (
        replace(mine, public=True),
        replace(mine, person="P03"),
        replace(mine, statement="INT-M3", mitigation="None needed"),
    ):
        with pytest.raises(PermissionDenied):
            put(member, refused)
    put(secretary, Interest(statement="INT-3", person="P03", kind="nil"))
    with pytest.raises(PermissionDenied):
        put(member, replace(mine, statement="INT-M4", supersedes="INT-3"))
    with pytest.raises(PermissionDenied):
        put(member, replace(mine, statement="INT-3"))
    with pytest.raises(PermissionDenied):
        actions.withdraw_row(by=member, system=SYSTEM, table="interests", key=("INT-M1",))


def test_own_body_is_still_kept_by_the_partner(trust, stored):
    own = next(row for row in stored.rows(Body) if row.body == TRUST)
    put(trust, replace(own, population=5))
