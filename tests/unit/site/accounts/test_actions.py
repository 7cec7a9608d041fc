"""Adding accounts, granting and ending roles: each with its permission, its event, and nothing half-done."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from commonweal.problems import BadInput
from commonweal.site.accounts import actions
from commonweal.site.accounts.authority import Reach, may
from commonweal.site.accounts.models import RoleGrant, User
from commonweal.site.accounts.roles import Permission
from commonweal.site.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

PASSWORD = "grey heron over wet slate"


@pytest.fixture
def anna(operator):
    return actions.add_account(
        by=operator,
        username=" Anna ",
        password=PASSWORD,
        role="analyst",
        organisation_code="qnq",
        display_name="Anna A",
    )


def last_event() -> AuditEvent:
    return AuditEvent.objects.last()


def test_added_account_has_its_role_and_its_event(anna):
    assert anna.username == "anna"
    assert anna.check_password(PASSWORD)
    assert [(grant.role, grant.organisation_code) for grant in anna.current_grants()] == [("analyst", "QNQ")]
    event = last_event()
    assert (event.verb, event.subject, event.actor) == ("accounts.added", anna.reference, "operator:1000")
    assert event.detail == {"organisation": "QNQ", "role": "analyst"}


@pytest.mark.parametrize("code", ["EXAMPLE-ICB", "Example_ICB.2", "Q" * 40])
def test_role_is_granted_for_every_id_that_a_handbook_may_have(anna, operator, code):
    grant = actions.grant_role(by=operator, account=anna, role="company_secretary", organisation_code=code, person="")
    assert grant.organisation_code == code.upper()
    anna = User.objects.get(pk=anna.pk)
    assert may(anna, Permission.EDIT_HANDBOOK, Reach(code))
    assert not may(anna, Permission.EDIT_HANDBOOK, Reach("OTHER-ICB"))


def test_chain_holds_no_name(anna):
    text = " ".join(str(vars(event)) for event in AuditEvent.objects.all())
    assert "anna" not in text.lower()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"username": "a"}, "user name cannot be used"),
        ({"username": "an na"}, "user name cannot be used"),
        ({"username": "ANNA"}, "already an account"),
        ({"role": "kin"}, "no such role"),
        ({"role": "operator"}, "cannot be granted"),
        ({"role": "public"}, "cannot be granted"),
        ({"organisation_code": "Q N"}, "code cannot be used"),
        ({"organisation_code": "Q" * 41}, "code cannot be used"),
        ({"password": "short"}, "too short"),
        ({"password": "bola-the-analyst", "username": "bola-the-analyst"}, "too similar"),
    ],
)
def test_account_that_cannot_be_added_is_told_why_and_leaves_nothing(anna, operator, change, said):
    before = (User.objects.count(), RoleGrant.objects.count(), AuditEvent.objects.count())
    given = {"username": "bola", "password": PASSWORD, "role": "analyst"} | change
    with pytest.raises(BadInput, match=said):
        actions.add_account(by=operator, **given)
    assert (User.objects.count(), RoleGrant.objects.count(), AuditEvent.objects.count()) == before


def test_every_problem_is_told_at_once(operator):
    with pytest.raises(BadInput) as refused:
        actions.add_account(by=operator, username="?", password="x", role="kin", organisation_code="!")
    assert len(refused.value.problems) >= 4


def test_role_is_granted_and_ended_and_both_stay_on_record(anna, operator):
    actions.grant_role(by=operator, account=anna, role="auditor", organisation_code="qop")
    assert last_event().verb == "accounts.role_granted"
    actions.end_role(by=operator, account=anna, role="auditor", organisation_code="QOP")
    assert last_event().detail == {"organisation": "QOP", "role": "auditor"}
    grant = anna.grants.get(role="auditor")
    assert grant.ended_at is not None
    assert grant.ended_by == "operator:1000"
    actions.grant_role(by=operator, account=anna, role="auditor", organisation_code="QOP")
    assert anna.grants.filter(role="auditor").count() == 2


def test_role_that_is_held_is_not_granted_twice(anna, operator):
    with pytest.raises(BadInput, match="holds this role already"):
        actions.grant_role(by=operator, account=anna, role="analyst", organisation_code="QNQ")


def test_role_that_is_not_held_cannot_be_ended(anna, operator):
    with pytest.raises(BadInput, match="does not hold this role"):
        actions.end_role(by=operator, account=anna, role="auditor")


def test_nobody_grants_themselves_a_role(account):
    keeper = account("keeper", "administrator")
    with pytest.raises(PermissionDenied, match="themselves"):
        actions.grant_role(by=keeper, account=keeper, role="auditor")


def test_closed_account_has_no_roles_and_stays_closed(anna, operator, client):
    actions.close_account(by=operator, account=anna)
    assert not User.objects.get(pk=anna.pk).is_active
    assert not anna.grants.current().exists()
    assert not client.login(username="anna", password=PASSWORD)
    with pytest.raises(BadInput, match="closed already"):
        actions.close_account(by=operator, account=anna)


def test_password_of_ones_own_account_needs_no_permission(anna):
    actions.set_password(by=anna, account=anna, password="three quiet weirs at dusk")
    assert User.objects.get(pk=anna.pk).check_password("three quiet weirs at dusk")
    assert last_event().verb == "accounts.password_set"
    with pytest.raises(BadInput, match="too short"):
        actions.set_password(by=anna, account=anna, password="weir")


@pytest.mark.parametrize(
    "act",
    [
        lambda by, other: actions.add_account(by=by, username="new", password=PASSWORD, role="analyst"),
        lambda by, other: actions.grant_role(by=by, account=other, role="auditor"),
        lambda by, other: actions.end_role(by=by, account=other, role="analyst"),
        lambda by, other: actions.close_account(by=by, account=other),
        lambda by, other: actions.set_password(by=by, account=other, password=PASSWORD),
    ],
    ids=["add", "grant", "end", "close", "password"],
)
def test_action_without_its_permission_is_refused(account, act):
    with pytest.raises(PermissionDenied, match="It needs one of these roles"):
        act(account("anna", "analyst"), account("bola", "analyst"))
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    "act",
    [
        lambda by, other: actions.add_account(
            by=by, username="new", password=PASSWORD, role="auditor", organisation_code="QOP"
        ),
        lambda by, other: actions.add_account(by=by, username="new", password=PASSWORD, role="auditor"),
        lambda by, other: actions.grant_role(by=by, account=other, role="auditor"),
        lambda by, other: actions.end_role(by=by, account=other, role="analyst", organisation_code="QOP"),
        lambda by, other: actions.close_account(by=by, account=other),
        lambda by, other: actions.set_password(by=by, account=other, password=PASSWORD),
    ],
    ids=["add elsewhere", "add for all", "grant for all", "end elsewhere", "close", "password"],
)
def test_administrator_of_one_organisation_reaches_no_further(account, act):
    keeper, other = account("keeper", "administrator", "QNQ"), account("bola", "analyst", "QNQ")
    RoleGrant.objects.create(user=other, role="analyst", organisation_code="QOP", granted_by="operator:1000")
    with pytest.raises(PermissionDenied, match=r"roles for (QOP|every organisation): administrator"):
        act(keeper, other)
    assert not AuditEvent.objects.exists()


def test_administrator_of_one_organisation_looks_after_its_accounts(account):
    keeper = account("keeper", "administrator", "QNQ")
    anna = actions.add_account(by=keeper, username="anna", password=PASSWORD, role="analyst", organisation_code="qnq")
    actions.grant_role(by=keeper, account=anna, role="place_lead", organisation_code="QNQ")
    actions.end_role(by=keeper, account=anna, role="analyst", organisation_code="QNQ")
    actions.set_password(by=keeper, account=anna, password="three quiet weirs at dusk")
    actions.close_account(by=keeper, account=anna)
    assert not User.objects.get(pk=anna.pk).is_active
