"""What is stored of accounts, roles and failed sign-ins."""

from __future__ import annotations

import unicodedata
import uuid
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils import timezone


def canonical_username(given: str) -> str:
    """A user name as accounts are stored and attempts are counted, however somebody wrote it.

    Example:
        >>> canonical_username(" ＡNNA")
        'anna'
    """
    return unicodedata.normalize("NFKC", given).strip().lower()


class User(AbstractUser):
    """A person's account. The audit chain knows it by its reference, never by its name."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    display_name = models.CharField("name shown on pages", max_length=150, blank=True)
    organisation_code = models.CharField("organisation", max_length=40, blank=True)

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager[Self]] = UserManager()

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def reference(self) -> str:
        """The lasting name that the audit chain holds."""
        return f"account:{self.uuid}"

    def get_full_name(self) -> str:
        """The name shown on pages."""
        return str(self)

    def get_short_name(self) -> str:
        """The name shown on pages."""
        return str(self)

    def current_grants(self) -> list[RoleGrant]:
        """The roles that have not ended, asked of the database once for each time the account is read."""
        if not hasattr(self, "_current_grants"):
            self._current_grants = list(self.grants.current())
        return self._current_grants


class RoleGrants(models.QuerySet["RoleGrant"]):
    """Grants of roles."""

    def current(self) -> RoleGrants:
        """Those that have not ended."""
        return self.filter(ended_at__isnull=True)


class RoleGrant(models.Model):
    """A role that an account holds for an organisation, from when to when. It is ended, never deleted.

    ``person`` says who the holder is in the records of that organisation, by the id that those use; mostly it is empty.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=50)
    organisation_code = models.CharField(max_length=40, blank=True)
    person = models.CharField(max_length=100, blank=True)
    granted_at = models.DateTimeField(default=timezone.now)
    granted_by = models.CharField(max_length=100)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=100, blank=True)

    objects: ClassVar[Any] = RoleGrants.as_manager()

    class Meta:
        """One current grant of a role for an organisation."""

        ordering = ("granted_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "role", "organisation_code"),
                condition=models.Q(ended_at__isnull=True),
                name="one_current_grant",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} for {self.organisation_code or 'every organisation'}"


class SignOnLinks(models.QuerySet["SignOnLink"]):
    """Links to single sign-on."""

    def current(self) -> SignOnLinks:
        """Those that have not ended."""
        return self.filter(ended_at__isnull=True)

    def end(self, by: str) -> int:
        """End them and erase whom they named; how many there were."""
        return self.update(ended_at=timezone.now(), ended_by=by, email="", subject="")


class SignOnLink(models.Model):
    """Who, by the word of a provider of single sign-on, may sign in to an account. It is ended, never deleted.

    Args:
        issuer: Whose word it is.
        subject: The provider's lasting name for the person; empty until they first come, when linked by e-mail.
        email: A verified address by which the person is known the first time; erased once the subject is known.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sign_on_links")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255, blank=True)
    email = models.CharField(max_length=255, blank=True)
    linked_at = models.DateTimeField(default=timezone.now)
    linked_by = models.CharField(max_length=100)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=100, blank=True)

    objects: ClassVar[Any] = SignOnLinks.as_manager()

    class Meta:
        """One account for a person, and one person for an account."""

        ordering = ("linked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("issuer", "subject"),
                condition=models.Q(ended_at__isnull=True) & ~models.Q(subject=""),
                name="one_account_for_a_subject",
            ),
            models.UniqueConstraint(
                fields=("issuer", "email"),
                condition=models.Q(ended_at__isnull=True) & ~models.Q(email=""),
                name="one_account_for_an_address",
            ),
            models.UniqueConstraint(
                fields=("user", "issuer"), condition=models.Q(ended_at__isnull=True), name="one_link_of_an_account"
            ),
        )

    def __str__(self) -> str:
        return f"link to {self.issuer}"


class SignInAttempt(models.Model):
    """An attempt to sign in that has not succeeded. Names and addresses are kept as keyed digests, for an hour."""

    account_digest = models.CharField(max_length=64)
    address_digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        """Counted by account and by address."""

        indexes = (
            models.Index(fields=("account_digest", "at"), name="attempt_account"),
            models.Index(fields=("address_digest", "at"), name="attempt_address"),
        )

    def __str__(self) -> str:
        return f"attempt at {self.at:%H:%M}"
