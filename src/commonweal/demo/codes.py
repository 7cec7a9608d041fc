"""Codes of Wealdmarch, which cannot be mistaken for real ones.

The Organisation Data Service gives no code that begins with five letters other than sites of trusts, whose codes begin
with the trust's own, with R or T. Every code here begins with ``WEALD``. Codes of areas look like those of the Office
for National Statistics but begin with ``X``, which it uses for no country. Postcodes lie in an area ``WX`` that Royal
Mail does not have, and coordinates at sea, on the Dogger Bank.
"""

from __future__ import annotations

PREFIX = "WEALD"

REGION = f"{PREFIX}R"
SYSTEM = f"{PREFIX}M"
PARTNERSHIP = f"{PREFIX}MP"
SUB_ICB = f"{PREFIX}S1"
FORMER_GROUPS = (f"{PREFIX}G1", f"{PREFIX}G2")


def practice(number: int) -> str:
    """Code of a practice, counted from 1.

    Example:
        >>> practice(7)
        'WEALD007'
    """
    return f"{PREFIX}{number:03d}"


def network(number: int) -> str:
    """Code of a primary care network, counted from 1."""
    return f"{PREFIX}N{number:02d}"


def place(number: int) -> str:
    """Code of a place, counted from 1."""
    return f"{PREFIX}P{number}"


def trust(number: int) -> str:
    """Code of a trust, counted from 1."""
    return f"{PREFIX}T{number}"


def council(number: int) -> str:
    """Code of a council, counted from 1."""
    return f"{PREFIX}C{number}"


def area(number: int) -> str:
    """Code of a council's area, counted from 1.

    Example:
        >>> area(2)
        'X06000002'
    """
    return f"X06{number:06d}"


def postcode(network_number: int, practice_number: int) -> str:
    """A postcode that is none."""
    return f"WX{network_number} {practice_number % 9 + 1}{'ABDEFGHJLNPQRSTUWXYZ'[practice_number % 20]}Z"
