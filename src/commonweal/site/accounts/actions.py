"""The only writer of accounts and roles."""

from __future__ import annotations

import re

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from commonweal.problems import BadInput, Problem, Problems
from commonweal.site.accounts.authority import Reach, require
from commonweal.site.accounts.models import RoleGrant, User, canonical_username
from commonweal.site.accounts.roles import OF_A_PERSON, ROLES, Permission, UnknownName, role_named
from commonweal.site.accounts.sessions import end_sessions
from commonweal.site.audit.actions import record
from commonweal.site.audit.actors import Actor

_USERNAME = re.compile(r"^[a-z0-9][a-z0-9.@_+-]{1,149}$")
_ORGANISATION = re.compile(r"^(?:[A-Z0-9_.-]{1,40})?\Z")
"""The ids that a handbook may be kept under, in capitals; empty for every organisation."""


def check_new_account(username: str, role: str, organisation_code: str = "", person: str = "") -> None:
    """Refuse, before a password is asked for, what no account can be added with.

    Raises:
        BadInput: Something given cannot be used; every problem is told.
    """
    problems = Problems()
    _check_username(problems, canonical_username(username))
    _check_role(problems, role, organisation_code.strip().upper())
    _check_person(problems, role, organisation_code.strip().upper(), person.strip())
    problems.raise_if_any()


def check_role(role: str, organisation_code: str = "", person: str = "") -> None:
    """Refuse a role that nobody can be granted so.

    Raises:
        BadInput: There is no such role, or it is for no such organisation, or for no person; every problem is told.
    """
    problems = Problems()
    _check_role(problems, role, organisation_code.strip().upper())
    _check_person(problems, role, organisation_code.strip().upper(), person.strip())
    problems.raise_if_any()


def add_account(
    *,
    by: Actor,
    username: str,
    password: str | None,
    role: str,
    organisation_code: str = "",
    display_name: str = "",
    person: str = "",
) -> User:
    """Add an account with its first role.

    Args:
        by: Who adds it.
        username: The name to sign in with; stored in small letters.
        password: The password; it is held as a slow hash only. None where the account is for single sign-on alone.
        role: The name of a role that can be granted.
        organisation_code: The organisation that the role is for; empty for all.
        display_name: The name shown on pages.
        person: Who the holder is in that organisation's handbook, by the id there.

    Returns:
        The account.

    Raises:
        PermissionDenied: The actor may not add accounts, or not for this organisation.
        BadInput: Something given cannot be used; every problem is told, and nothing is kept.
    """
    username, organisation_code = canonical_username(username), organisation_code.strip().upper()
    person = person.strip()
    require(by, Permission.ADD_ACCOUNT, Reach(organisation_code))
    problems = Problems()
    _check_username(problems, username)
    _check_role(problems, role, organisation_code)
    _check_person(problems, role, organisation_code, person)
    account = User(username=username, display_name=display_name.strip(), organisation_code=organisation_code)
    if password is not None:
        try:
            validate_password(password, account)
        except ValidationError as error:
            for message in error.messages:
                problems.add(message.rstrip("."), do="choose another password")
    problems.raise_if_any()
    account.set_password(password)
    with transaction.atomic():
        account.save()
        _grant(by, account, role, organisation_code, person)
        record(
            by=by,
            verb="accounts.added",
            subject=account.reference,
            detail=_detail(role, organisation_code, person),
        )
    return account


def _grant(by: Actor, account: User, role: str, organisation_code: str, person: str) -> RoleGrant:
    made: RoleGrant = RoleGrant.objects.create(
        user=account, role=role, organisation_code=organisation_code, person=person, granted_by=by.reference
    )
    return made


def _detail(role: str, organisation_code: str, person: str) -> dict[str, object]:
    # That there is a link, not to whom: an id may be made of a name, and the chain is never purged.
    return {"role": role, "organisation": organisation_code} | ({"names_a_person": True} if person else {})


def grant_role(*, by: Actor, account: User, role: str, organisation_code: str = "", person: str = "") -> RoleGrant:
    """Grant a role to an account, for one organisation or (empty) for all.

    Where it holds the role already, naming another person ends that grant, and the sessions that rest on it, and makes
    a new one.

    Args:
        by: Who grants it.
        account: To whom.
        role: The name of the role.
        organisation_code: The organisation that it is for.
        person: Who the holder is in that organisation's handbook, by the id there: whose interests they declare, on
            whose bodies they sit, whose place they lead.

    Raises:
        PermissionDenied: The actor may not for this organisation, or would grant themselves a role.
        BadInput: There is no such role, the account holds it already, or the role is for no person.
    """
    organisation_code, person = organisation_code.strip().upper(), person.strip()
    require(by, Permission.CHANGE_ROLES, Reach(organisation_code))
    if account.reference == by.reference:
        raise PermissionDenied("Nobody grants themselves a role. Ask another administrator.")
    problems = Problems()
    _check_role(problems, role, organisation_code)
    _check_person(problems, role, organisation_code, person)
    problems.raise_if_any()
    with transaction.atomic():
        held = account.grants.current().filter(role=role, organisation_code=organisation_code)
        before = held.first()
        if before is not None:
            if person in ("", before.person):
                raise BadInput(_held_already(role, before.person))
            held.update(ended_at=timezone.now(), ended_by=by.reference)
            end_sessions(account)
            ended = _detail(role, organisation_code, before.person)
            record(by=by, verb="accounts.role_ended", subject=account.reference, detail=ended)
        grant = _grant(by, account, role, organisation_code, person)
        detail = _detail(role, organisation_code, person)
        record(by=by, verb="accounts.role_granted", subject=account.reference, detail=detail)
    return grant


def _held_already(role: str, person: str) -> Problem:
    do = "end the role first to take the person off it" if person else ""
    return Problem("the account holds this role already", given=role, do=do)


def end_role(*, by: Actor, account: User, role: str, organisation_code: str = "") -> None:
    """End a role that an account holds, and its sessions. The grant stays on record with the time of its end.

    Raises:
        PermissionDenied: The actor may not change roles for this organisation.
        BadInput: The account does not hold the role for this organisation.
    """
    organisation_code = organisation_code.strip().upper()
    require(by, Permission.CHANGE_ROLES, Reach(organisation_code))
    with transaction.atomic():
        held = account.grants.current().filter(role=role, organisation_code=organisation_code)
        if not held.update(ended_at=timezone.now(), ended_by=by.reference):
            raise BadInput(
                Problem(
                    "the account does not hold this role",
                    given=f"{role} for {organisation_code or 'every organisation'}",
                    do="see what it holds with `commonweal accounts list`",
                )
            )
        end_sessions(account)
        record(
            by=by,
            verb="accounts.role_ended",
            subject=account.reference,
            detail={"role": role, "organisation": organisation_code},
        )


def close_account(*, by: Actor, account: User) -> None:
    """Close an account: nobody can sign in with it, and its roles and its link to single sign-on end.

    Raises:
        PermissionDenied: The actor may not close accounts, or not one that reaches so far.
        BadInput: It is closed already.
    """
    require_over(account, by, Permission.CLOSE_ACCOUNT)
    with transaction.atomic():
        if not User.objects.filter(pk=account.pk, is_active=True).update(is_active=False):
            raise BadInput("the account is closed already")
        account.is_active = False
        account.grants.current().update(ended_at=timezone.now(), ended_by=by.reference)
        account.sign_on_links.current().end(by.reference)
        end_sessions(account)
        record(by=by, verb="accounts.closed", subject=account.reference)


def set_password(*, by: Actor, account: User, password: str) -> None:
    """Give an account a new password: one's own, or, with the permission for it, somebody's who forgot theirs.

    Raises:
        PermissionDenied: It is another's account, and the actor may not.
        BadInput: The password is too weak; every problem is told.
    """
    if account.reference != by.reference:
        require_over(account, by, Permission.SET_PASSWORD)
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise BadInput([Problem(message.rstrip("."), do="choose another") for message in error.messages]) from error
    with transaction.atomic():
        account.set_password(password)
        account.save(update_fields=["password"])
        record(by=by, verb="accounts.password_set", subject=account.reference)


def note_sign_in(*, by: User) -> None:
    """Record that somebody signed in."""
    with transaction.atomic():
        record(by=by, verb="accounts.signed_in", subject=by.reference)


def require_over(account: User, by: Actor, permission: Permission) -> None:
    """Require a permission over everything that the account may do: its password opens all of that."""
    reaches = {grant.organisation_code for grant in account.grants.current()} or {account.organisation_code}
    for organisation_code in sorted(reaches):
        require(by, permission, Reach(organisation_code))


def _check_username(problems: Problems, username: str) -> None:
    if not _USERNAME.match(username):
        problems.add(
            "the user name cannot be used",
            given=username,
            expected="2 to 150 letters, digits or . @ _ + -, beginning with a letter or digit",
        )
    elif User.objects.filter(username=username).exists():
        problems.add("there is already an account with this user name", given=username, do="choose another")


def _check_role(problems: Problems, role: str, organisation_code: str) -> None:
    try:
        if not role_named(role).can_be_granted:
            problems.add("this role cannot be granted", given=role)
    except UnknownName:
        able = ", ".join(known.name for known in ROLES.values() if known.can_be_granted)
        problems.add("there is no such role", given=role, expected=f"one of {able}")
    if not _ORGANISATION.match(organisation_code):
        problems.add(
            "the organisation's code cannot be used",
            given=organisation_code,
            expected="an ODS code such as QNQ, or the id of a handbook's board such as EXAMPLE-ICB",
        )


def _check_person(problems: Problems, role: str, organisation_code: str, person: str) -> None:
    if not person:
        return
    able = [held.name for held in ROLES.values() if held.can_be_granted and OF_A_PERSON & held.permissions]
    if role not in able:
        problems.add("this role is for no person of a handbook", given=role, expected=f"one of {', '.join(able)}")
    if not organisation_code:
        problems.add("a person stands in one handbook", do="name the organisation whose handbook it is")
    if len(person) > 100:
        problems.add("the person's id is too long", given=person, expected="the id in the sheet people")
