"""What a visitor may do with the rows of a handbook: read all, keep one's own, or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from commonweal.governance.handbook import TABLES, Row
from commonweal.site.accounts.authority import Reach, may
from commonweal.site.accounts.roles import Permission
from commonweal.site.governance.handbooks import HandbookShown
from commonweal.site.governance.ownership import OWNED_BY, codes_of_bodies, owner_of
from commonweal.site.governance.permissions import may_write_row, own_organisations
from commonweal.site.governance.row_changes import asked_writes


@dataclass(frozen=True)
class RowAccess:
    """A visitor before a handbook.

    Args:
        shown: The handbook as this visitor may read it.
        visitor: Who asks.
    """

    shown: HandbookShown
    visitor: Any

    @cached_property
    def edits_all(self) -> bool:
        """Whether they may write every row; nobody writes the demonstration."""
        return not self.shown.fictional and may(self.visitor, Permission.EDIT_HANDBOOK, Reach(self.shown.system))

    @cached_property
    def codes(self) -> dict[str, str]:
        """The code of each body."""
        return codes_of_bodies(self.shown.handbook)

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The bodies of this handbook whose own rows they keep; none where they read all rows anyway."""
        if self.shown.fictional:
            return ()
        codes = own_organisations(self.visitor)
        return tuple(body for body, code in self.codes.items() if code in codes)

    def require(self) -> None:
        """Let only those in who read every row, or keep rows of their own.

        Raises:
            PermissionDenied: They do neither; the message says who does.
        """
        if not self.shown.whole and not self.own:
            raise PermissionDenied(
                f"The sheets of the handbook of {self.shown.title} are for its company secretary, its chair, auditors, "
                "and partner organisations, which see and keep their own rows. Sign in as one of them. The public "
                "pages of the handbook stay open to you."
            )

    def tables(self) -> list[str]:
        """The sheets that they may open, in the order of the workbook."""
        return [table for table in TABLES if self.shown.whole or table in OWNED_BY]

    def rows(self, table: str) -> list[Row]:
        """The rows of a sheet that they may open: all of them, or those that their organisation answers for."""
        rows = self.shown.handbook.tables.get(table, ())
        if self.shown.whole:
            return list(rows)
        mine = own_organisations(self.visitor)
        return [row for row in rows if owner_of(row, self.codes, self.shown.system) in mine]

    def may_add(self, table: str) -> bool:
        """Whether they may enter a row in a sheet."""
        return self.edits_all or (bool(self.own) and table in OWNED_BY)

    def may_write(self, row: Row, *, on: date | None = None) -> bool:
        """Whether they may write a row as it stands."""
        if self.shown.fictional:
            return False
        day = on or timezone.localdate()
        asked: Iterable[Any] = asked_writes(self.shown.handbook, self.shown.system, row, day)
        return all(may_write_row(self.visitor, each) for each in asked)

    def owned(self, table: str) -> tuple[str, tuple[str, ...]]:
        """The column that says whose a row is, with the ids that they may enter there; blank where they may any."""
        return ("", ()) if self.edits_all else (OWNED_BY.get(table, ""), self.own)
