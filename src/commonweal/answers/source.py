"""Where a reason comes from: an Act and its section, a paragraph, a clause or a published figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

STALE_AFTER_DAYS = 365
"""A source that nobody has looked at for longer than this is said to be stale."""

OWN_FILE = "own_file"
"""The status of a file that the reader supplied: nobody publishes it, so there is nothing to check it against."""


@dataclass(frozen=True, slots=True)
class Source:
    """A citation.

    Args:
        title: The instrument, publication or document.
        at: The section, paragraph, sheet or column in it.
        address: Where it is published.
        publisher: Who published it.
        licence: The licence of the figures or text.
        status: in_force, enacted_not_commenced, expected, repealed, draft, published for figures, or own_file for a
            file of the reader's own.
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

    @classmethod
    def own_file(cls, name: str, sha256: str) -> Source:
        """A file of the reader's own, cited by the hash of its bytes.

        Args:
            name: Its name, or what it is.
            sha256: Hash of its bytes, which tells it from every other file.

        Example:
            >>> Source.own_file("spend.csv", "0123456789abcdef" * 4).cite()
            'spend.csv, your own file, SHA-256 0123456789abcdef'
        """
        return cls(name, at=f"your own file, SHA-256 {sha256[:16]}", status=OWN_FILE)

    @property
    def is_own_file(self) -> bool:
        """Whether it is a file of the reader's own."""
        return self.status == OWN_FILE

    def checked(self) -> str:
        """When it was last held against its publication, in words.

        Example:
            >>> Source("An Act").checked(), Source.own_file("spend.csv", "0" * 64).checked()
            ('never checked', 'only you can check it')
        """
        if self.is_own_file:
            return "only you can check it"
        return f"last checked {self.last_checked.isoformat()}" if self.last_checked else "never checked"

    def cite(self) -> str:
        """The citation in one line."""
        return ", ".join(part for part in (self.title, self.at) if part)

    def is_stale(self, today: date) -> bool:
        """Whether it was never checked, or not for longer than STALE_AFTER_DAYS; a file of one's own never is."""
        if self.is_own_file:
            return False
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
