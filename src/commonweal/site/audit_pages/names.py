"""Who and what the chain names by reference, in words for the person who reads it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import NoReverseMatch, reverse

from commonweal.site.accounts.authority import may
from commonweal.site.accounts.records import names_of
from commonweal.site.accounts.roles import Permission
from commonweal.site.audit.wording import kind_of

_SHOWN = 12


class Names:
    """Names references. The names of people are told only to those who may see the accounts.

    Args:
        reader: Who reads.
    """

    def __init__(self, reader: Any) -> None:
        self._own = getattr(reader, "reference", "")
        self._may_see_people = may(reader, Permission.READ_ACCOUNTS)
        self._people: dict[str, str] = {}
        self._asked: set[str] = set()

    def learn(self, references: Iterable[str]) -> None:
        """Look up the accounts among these references at once."""
        wanted = {text for text in references if text.startswith("account:")} - self._asked
        if wanted and self._may_see_people:
            self._people |= names_of(wanted)
            self._asked |= wanted

    def of(self, reference: str) -> str:
        """A reference in words.

        Example:
            >>> Names(None).of("operator:1000"), Names(None).of("receipt:" + "ab" * 32)
            ('the operator (account 1000 of the machine)', 'the receipt abababababab…')
        """
        kind, _, what = reference.partition(":")
        if kind == "account":
            name = self._people.get(reference) or f"the account {what[:8]}…"
            return f"{name} (you)" if reference == self._own else name
        if kind == "operator":
            return f"the operator (account {what} of the machine)" if what else "the operator"
        known = kind_of(reference)
        if known is None:
            return reference
        return f"{known.words} {what if len(what) <= _SHOWN else what[:_SHOWN] + '…'}"

    def page_of(self, reference: str) -> str:
        """The address of the page about what a reference names; empty where there is none."""
        known = kind_of(reference)
        if known is None or not known.page:
            return ""
        try:
            return reverse(known.page, args=[reference.partition(":")[2]])
        except NoReverseMatch:
            return ""
