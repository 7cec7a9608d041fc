"""The roles as data, and the truth table of permission by role."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import rules
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from commonweal.site.accounts.authority import holds, may, require, roles_of
from commonweal.site.accounts.permission_table import permission_page
from commonweal.site.accounts.roles import (
    MEANING,
    ROLES,
    Permission,
    UnknownName,
    holders,
    permission_named,
    role_named,
)
from commonweal.site.audit.actors import Operator

PAGE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "permissions.md"
GRANTED = [role for role in ROLES.values() if role.can_be_granted]


def test_page_of_the_documentation_is_what_the_code_says():
    assert PAGE.read_text(encoding="utf-8") == permission_page(), (
        "write it again: commonweal accounts permissions > docs/reference/permissions.md"
    )


def test_every_permission_has_a_meaning_a_rule_and_a_holder():
    assert set(MEANING) == set(Permission)
    for permission in Permission:
        assert rules.perm_exists(permission.value)
        assert holders(permission), f"nobody holds {permission}"


def test_every_role_says_what_it_is():
    for name, role in ROLES.items():
        assert role.name == name
        assert role.description.endswith(".")
        assert ROLES["public"].permissions <= role.permissions


@pytest.mark.parametrize("name", ["", "Analyst", "superuser", "analyst "])
def test_unknown_role_is_refused_and_the_known_are_listed(name):
    with pytest.raises(UnknownName, match="the roles are public, analyst"):
        role_named(name)


def test_unknown_permission_is_refused():
    with pytest.raises(UnknownName, match=r"accounts\.add_acount"):
        permission_named("accounts.add_acount")
    assert permission_named("accounts.add_account") is Permission.ADD_ACCOUNT


@pytest.mark.django_db
@pytest.mark.parametrize("role", GRANTED, ids=lambda role: role.name)
def test_truth_table_of_a_granted_role(account, role):
    holder = account("holder", role.name)
    for permission in Permission:
        assert may(holder, permission) is (permission in role.permissions), permission


@pytest.mark.parametrize("permission", Permission)
def test_truth_table_of_the_public_and_the_operator(permission):
    for nobody in (None, AnonymousUser()):
        assert may(nobody, permission) is (permission in ROLES["public"].permissions)
    assert may(Operator(), permission) is (permission in ROLES["operator"].permissions)


@pytest.mark.django_db
def test_superuser_gets_no_free_pass(account):
    chief = account("chief")
    chief.is_superuser = chief.is_staff = True
    chief.save()
    assert chief.has_perm(Permission.ADD_ACCOUNT), "Django itself lets a superuser pass"
    assert not may(chief, Permission.ADD_ACCOUNT)
    with pytest.raises(PermissionDenied):
        require(chief, Permission.ADD_ACCOUNT)


@pytest.mark.django_db
def test_role_reaches_only_the_things_of_its_organisation(account):
    anna = account("anna", "analyst", "QNQ")
    ours, theirs, nobodys = (SimpleNamespace(organisation_code=code) for code in ("QNQ", "QOP", None))
    assert may(anna, Permission.SAVE_PLACE, ours)
    assert not may(anna, Permission.SAVE_PLACE, theirs)
    assert may(anna, Permission.SAVE_PLACE, nobodys)
    assert not may(anna, Permission.LOAD_REGISTER), "the register is everybody's"
    with pytest.raises(PermissionDenied, match="roles for every organisation: finance or strategy analyst"):
        require(anna, Permission.LOAD_REGISTER)
    everywhere = account("bola", "analyst")
    assert may(everywhere, Permission.SAVE_PLACE, theirs)


@pytest.mark.django_db
def test_ended_role_and_closed_account_hold_nothing_but_what_the_public_may(account):
    anna = account("anna", "analyst")
    anna.grants.update(ended_at="2026-01-01T00:00Z")
    fresh = type(anna).objects.get(pk=anna.pk)
    assert [role.name for role, _ in roles_of(fresh)] == ["public"]
    bola = account("bola", "analyst")
    bola.is_active = False
    assert [role.name for role, _ in roles_of(bola)] == ["public"]


@pytest.mark.django_db
def test_refusal_names_the_roles_that_may(account):
    with pytest.raises(
        PermissionDenied, match=r"add an account\. It needs one of these roles: administrator, operator"
    ):
        require(account("anna", "analyst"), Permission.ADD_ACCOUNT)


def test_predicate_has_a_name_that_says_what_it_asks():
    assert holds(Permission.SAVE_PLACE).name == "holds:allocations.save_place"
