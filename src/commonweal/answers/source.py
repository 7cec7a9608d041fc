"""Where a reason comes from: an Act and its section, a paragraph, a clause or a published figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

STALE_AFTER_DAYS = 365
"""A source that nobody has looked at for longer than this is said to be stale."""


@dataclass(frozen=True, slots=True)
class Source:
    """A citation.

    Args:
        title: The instrument, publication or document.
        at: The section, paragraph, sheet or column in it.
        address: Where it is published.
        publisher: Who published it.
        licence: The licence of the figures or text.
        status: in_force, enacted_not_commenced, expected, repealed, draft, or published for figures.
        last_checked: The day when somebody last held it against its publication.

    Example:
        >>> Source("National Health Service Act 2006", at="section 14Z25").cite()
        'National Health Service Act 2006, section 14Z25'
    """

    title: str
    at: str = ""
    address: str = ""
    publisher: str = ""
    licence: str = ""
    status: str = "in_force"
    last_checked: date | None = None

    def cite(self) -> str:
        """The citation in one line."""
        return ", ".join(part for part in (self.title, self.at) if part)

    def is_stale(self, today: date) -> bool:
        """Whether it was never checked, or not for longer than STALE_AFTER_DAYS."""
        return self.last_checked is None or (today - self.last_checked).days > STALE_AFTER_DAYS

    def to_json(self) -> dict[str, Any]:
        """The source as plain JSON."""
        return {
            "title": self.title,
            "at": self.at,
            "address": self.address,
            "publisher": self.publisher,
            "licence": self.licence,
            "status": self.status,
            "last_checked": self.last_checked.isoformat() if self.last_checked else None,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Source:
        """Read it back."""
        checked = stored.get("last_checked")
        return cls(**{**stored, "last_checked": date.fromisoformat(checked) if checked else None})
