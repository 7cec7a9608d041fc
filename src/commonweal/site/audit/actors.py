"""Who acts: an account that is signed in, or the person at the machine who runs a command."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any, Protocol


class Actor(Protocol):
    """Anyone in whose name something may be recorded.

    ``reference`` is a lasting name that is not a personal detail, such as ``account:1f0c…``: the chain is never purged,
    and the account's own row holds the person's name for as long as it may be held.
    """

    @property
    def is_authenticated(self) -> Any:
        """Whether it is known who this is."""
        ...

    @property
    def reference(self) -> str:
        """The name that the chain holds."""
        ...


def _operator_reference() -> str:
    # The number of the machine's account, not its name, which is often a person's.
    return f"operator:{os.getuid()}" if hasattr(os, "getuid") else "operator"


@dataclass(frozen=True)
class Operator:
    """The person who runs ``commonweal`` on the machine that holds the installation.

    Whoever may read the keys there can do anything; the operator's role lists what the commands do in that name.

    Example:
        >>> Operator("operator:1000").is_authenticated
        True
    """

    reference: str = field(default_factory=_operator_reference)
    is_authenticated: bool = True
