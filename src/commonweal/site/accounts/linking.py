"""The only writer of links to single sign-on. A link lets somebody in to an account; what they may do, roles say."""

from __future__ import annotations

from django.core.validators import validate_email
from django.db import transaction

from commonweal.problems import BadInput, Problem, Problems
from commonweal.site.accounts.actions import require_over
from commonweal.site.accounts.models import SignOnLink, User
from commonweal.site.accounts.roles import Permission
from commonweal.site.accounts.sessions import end_sessions
from commonweal.site.accounts.sign_on import Identity
from commonweal.site.audit.actions import record
from commonweal.site.audit.actors import Actor


class NotLinked(Exception):  # noqa: N818  (it is a state of things, not a fault)
    """The provider vouches for somebody whom no account here is linked to."""


class AccountClosed(Exception):  # noqa: N818
    """The account that somebody is linked to is closed."""


def link(*, by: Actor, account: User, issuer: str, subject: str = "", email: str = "") -> SignOnLink:
    """Say who may sign in to an account by single sign-on.

    Args:
        by: Who says so.
        account: The account; its roles stay as they are.
        issuer: The provider whose word is taken.
        subject: The provider's lasting name for the person.
        email: Where the subject is not known, an address that the provider has verified. The first who comes with it
            is noted by subject, and from then on the address counts no more: addresses are given to others in time.

    Raises:
        PermissionDenied: The actor may not, or not for an account that reaches so far.
        BadInput: Not exactly one of the two is given, or it or the account is linked already.
    """
    require_over(account, by, Permission.LINK_ACCOUNT)
    subject, email = subject.strip(), email.strip().casefold()
    problems = Problems()
    if bool(subject) == bool(email):
        problems.add(
            "an account is linked by a subject or by an e-mail address",
            given="both" if subject else "neither",
            expected="one of the two",
            do="the page that refuses somebody at their first try shows their subject: ask them for it",
        )
    if len(subject) > 255 or not subject.isprintable():
        problems.add("this subject cannot be one", expected="at most 255 characters, as the provider writes it")
    if email and not _is_address(email):
        problems.add("this is not an e-mail address", given=email, expected="such as secretary@icb.example")
    if not account.is_active:
        problems.add("the account is closed", given=account.username, do="link one that is open")
    problems.raise_if_any()
    with transaction.atomic():
        _refuse_second(account, issuer, subject, email)
        made: SignOnLink = SignOnLink.objects.create(
            user=account, issuer=issuer, subject=subject, email=email, linked_by=by.reference
        )
        # Neither subject nor address: the chain is never purged.
        detail = {"issuer": issuer, "known_by": "subject" if subject else "e-mail address"}
        record(by=by, verb="accounts.linked", subject=account.reference, detail=detail)
    return made


def unlink(*, by: Actor, account: User, issuer: str) -> None:
    """End single sign-on to an account, and its sessions. What it was linked to is erased.

    Raises:
        PermissionDenied: The actor may not, or not for an account that reaches so far.
        BadInput: The account is not linked.
    """
    require_over(account, by, Permission.LINK_ACCOUNT)
    with transaction.atomic():
        if not account.sign_on_links.current().filter(issuer=issuer).end(by.reference):
            raise BadInput(
                Problem("the account is not linked to single sign-on", given=account.username, do="nothing to end")
            )
        end_sessions(account)
        record(by=by, verb="accounts.unlinked", subject=account.reference, detail={"issuer": issuer})


def sign_on(identity: Identity) -> User:
    """The account of somebody whom the provider vouches for, recorded as signed in.

    Raises:
        NotLinked: There is none; none is ever made here.
        AccountClosed: It is closed.
    """
    with transaction.atomic():
        held = SignOnLink.objects.current().select_related("user").filter(issuer=identity.issuer)
        found = held.filter(subject=identity.subject).first()
        if found is None and identity.email:
            found = held.filter(subject="", email=identity.email).first()
        if found is None:
            raise NotLinked
        user = found.user
        if not user.is_active:
            raise AccountClosed
        if not found.subject:
            SignOnLink.objects.filter(pk=found.pk).update(subject=identity.subject, email="")
            record(by=user, verb="accounts.link_known", subject=user.reference, detail={"issuer": identity.issuer})
        detail = {"issuer": identity.issuer}
        record(by=user, verb="accounts.signed_in_by_provider", subject=user.reference, detail=detail)
    return user


def _refuse_second(account: User, issuer: str, subject: str, email: str) -> None:
    held = SignOnLink.objects.current().filter(issuer=issuer)
    if held.filter(user=account).exists():
        raise BadInput(
            Problem("the account is linked already", given=account.username, do="end that first: accounts unlink")
        )
    taken = held.filter(subject=subject) if subject else held.filter(email=email)
    if taken.exists():
        raise BadInput(Problem("another account is linked to the same person", do="one account is enough: unlink it"))


def _is_address(text: str) -> bool:
    from django.core.exceptions import ValidationError

    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
