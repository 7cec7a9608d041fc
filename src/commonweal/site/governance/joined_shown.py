"""Several handbooks that a visitor may read whole, put together as one, as for a merger or a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from commonweal.governance.handbook import Handbook
from commonweal.governance.joined_handbooks import joined
from commonweal.site.accounts.authority import Reach, may
from commonweal.site.accounts.roles import Permission
from commonweal.site.governance.handbooks import HandbookShown, choices, find_handbook


def others_readable(shown: HandbookShown, reader: Any) -> list[tuple[str, str]]:
    """The other handbooks kept here of which the visitor may read every row; none beside the demonstration's."""
    if shown.fictional:
        return []
    return [
        (system, title)
        for system, title in choices()
        if system != shown.system and may(reader, Permission.READ_HANDBOOK, Reach(system))
    ]


def together(shown: HandbookShown, systems: Sequence[str], reader: Any) -> HandbookShown:
    """A handbook with others joined to it; the same where there are none.

    Raises:
        BadInput: Two handbooks say different things of one row.
    """
    found = [other for system in systems if (other := find_handbook(system, reader)) is not None and other.whole]
    if not found:
        return shown
    held = (shown, *found)
    return HandbookShown(
        name=shown.name,
        system=shown.system,
        title=" and ".join(each.title for each in held),
        handbook=_joined(held),
        day=shown.day,
        fictional=False,
        whole=True,
        stamp="; ".join(f"{each.name} {each.stamp}" for each in held),
    )


@lru_cache(maxsize=8)
def _joined(held: tuple[HandbookShown, ...]) -> Handbook:
    return joined([each.handbook for each in held])
