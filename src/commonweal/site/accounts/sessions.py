"""Ending the sessions of an account, so that what was taken from it is gone at once, on every device."""

from __future__ import annotations

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from commonweal.site.accounts.models import User


def end_sessions(account: User) -> int:
    """Sign an account out everywhere.

    Args:
        account: Whose sessions end.

    Returns:
        How many there were.
    """
    held = Session.objects.filter(expire_date__gt=timezone.now())
    ended = [each.pk for each in held.iterator() if each.get_decoded().get(SESSION_KEY) == str(account.pk)]
    Session.objects.filter(pk__in=ended).delete()
    return len(ended)
