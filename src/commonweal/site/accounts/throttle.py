"""Slowing down those who guess passwords."""

from __future__ import annotations

import datetime
import ipaddress

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from commonweal.site.accounts.models import SignInAttempt, canonical_username

WINDOW = datetime.timedelta(minutes=15)
KEPT_FOR = datetime.timedelta(hours=1)

# Within the window. The first slows a guesser of one account; the second and third one who changes address or account,
# and are high enough that nobody can be locked out of an account, or an office off its network, by a few mistakes.
MOST_FOR_ACCOUNT_AND_ADDRESS = 5
MOST_FOR_ACCOUNT = 50
MOST_FOR_ADDRESS = 50


class TooManyAttempts(Exception):  # noqa: N818  (it is a state of things, not a fault)
    """Signing in is refused for a while."""


def begin(username: str, address: str) -> SignInAttempt:
    """Count an attempt before the password is looked at, so that many at once are all counted.

    Raises:
        TooManyAttempts: The limit is reached; the password is not looked at.
    """
    now = timezone.now()
    account, place = _digest("account", canonical_username(username)), _digest("address", _network(address))
    with transaction.atomic():
        SignInAttempt.objects.filter(at__lt=now - KEPT_FOR).delete()
        recent = SignInAttempt.objects.filter(at__gte=now - WINDOW)
        counts = (
            (recent.filter(account_digest=account, address_digest=place), MOST_FOR_ACCOUNT_AND_ADDRESS),
            (recent.filter(account_digest=account), MOST_FOR_ACCOUNT),
            (recent.filter(address_digest=place), MOST_FOR_ADDRESS),
        )
        if any(attempts.count() >= most for attempts, most in counts):
            raise TooManyAttempts
        return SignInAttempt.objects.create(account_digest=account, address_digest=place, at=now)


def begin_elsewhere(state: str, address: str) -> None:
    """Count a sign-in that is sent to the provider of single sign-on, by the address it comes from.

    Nobody's name is known yet. Those that come back are forgotten, so that an office may begin its day at once.

    Args:
        state: What tells this sign-in from others.
        address: Where the person is.

    Raises:
        TooManyAttempts: The limit is reached; the provider is not asked.
    """
    now, place = timezone.now(), _digest("address", _network(address))
    with transaction.atomic():
        SignInAttempt.objects.filter(at__lt=now - KEPT_FOR).delete()
        if SignInAttempt.objects.filter(at__gte=now - WINDOW, address_digest=place).count() >= MOST_FOR_ADDRESS:
            raise TooManyAttempts
        SignInAttempt.objects.create(account_digest=_digest("state", state), address_digest=place, at=now)


def came_back(state: str) -> None:
    """Forget a sign-in that the provider vouched for."""
    SignInAttempt.objects.filter(account_digest=_digest("state", state)).delete()


def succeeded(attempt: SignInAttempt) -> None:
    """Forget the attempts of this account from this address: the password was right."""
    SignInAttempt.objects.filter(account_digest=attempt.account_digest, address_digest=attempt.address_digest).delete()


def _digest(kind: str, text: str) -> str:
    return salted_hmac(f"commonweal.sign-in.{kind}", text, algorithm="sha256").hexdigest()


def _network(address: str) -> str:
    # One household or office is given a whole /64 of IPv6, so a guesser has all of its addresses.
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(read, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((read, 64), strict=False).network_address)
    return str(read)
