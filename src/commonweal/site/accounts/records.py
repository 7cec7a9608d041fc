"""Reading accounts for other rooms."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from commonweal.site.accounts.models import User


def names_of(references: Iterable[str]) -> dict[str, str]:
    """The names of accounts by their reference; an account that is not here is left out.

    Args:
        references: Such as ``account:1f0c…``.
    """
    wanted = []
    for reference in references:
        try:
            wanted.append(UUID(reference.removeprefix("account:")))
        except ValueError:
            continue
    return {account.reference: str(account) for account in User.objects.filter(uuid__in=wanted)}
