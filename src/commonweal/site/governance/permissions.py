"""Who may read and who may write a row of a handbook, as predicates that can be read as a policy.

* The company secretary of the system writes every row of it; so does the operator of the installation.
* A partner organisation reads and writes the rows that it answers for itself, in any system, and no others.
* The chair of the system and the auditor read every row.
* Anyone reads what the law makes public, which ``public_rows`` lists.
* What has been superseded or withdrawn is written by nobody, and read by those who read every row.
"""

from __future__ import annotations

from typing import Any

import rules
from django.core.exceptions import PermissionDenied

from commonweal.site.accounts.authority import Reach, may, roles_of
from commonweal.site.accounts.roles import Permission
from commonweal.site.governance.public_rows import public_row
from commonweal.site.governance.row_asked import AskedRow

READ_ROW, WRITE_ROW = "governance.read_row", "governance.write_row"


def reads_the_handbook(actor: Any, asked: AskedRow) -> bool:
    """A role lets them read every row of this system's handbook."""
    return may(actor, Permission.READ_HANDBOOK, Reach(asked.system))


def edits_the_handbook(actor: Any, asked: AskedRow) -> bool:
    """A role lets them write every row of this system's handbook."""
    return may(actor, Permission.EDIT_HANDBOOK, Reach(asked.system))


def answers_for_it(actor: Any, asked: AskedRow) -> bool:
    """They act for the very organisation that answers for the row; a role for every organisation is not enough."""
    return bool(asked.owner_code) and asked.owner_code in own_organisations(actor)


def is_current(actor: Any, asked: AskedRow) -> bool:
    """Nothing has taken its place."""
    return asked.is_current


def is_public(actor: Any, asked: AskedRow) -> bool:
    """The law makes something of it public."""
    return public_row(asked.row, asked.on) is not None


_reads, _edits, _answers, _current, _public = (
    rules.predicate(each) for each in (reads_the_handbook, edits_the_handbook, answers_for_it, is_current, is_public)
)
rules.set_perm(READ_ROW, _reads | (_current & (_answers | _public)))
rules.set_perm(WRITE_ROW, _current & (_edits | _answers))


def own_organisations(actor: Any) -> frozenset[str]:
    """The codes of the organisations whose own rows somebody keeps."""
    return frozenset(code for role, code in roles_of(actor) if Permission.KEEP_OWN_ROWS in role.permissions and code)


def may_read_row(actor: Any, asked: AskedRow) -> bool:
    """Whether somebody may read something of a row."""
    return bool(rules.has_perm(READ_ROW, actor, asked))


def may_write_row(actor: Any, asked: AskedRow) -> bool:
    """Whether somebody may write a row."""
    return bool(rules.has_perm(WRITE_ROW, actor, asked))


def require_write(actor: Any, asked: AskedRow) -> None:
    """Let an action go on only when the actor may write the row.

    Raises:
        PermissionDenied: They may not; the message says who may.
    """
    if may_write_row(actor, asked):
        return
    own = f", or {asked.owner_code}, whose row it is" if asked.owner_code else ""
    raise PermissionDenied(
        f"You may not write this row of the sheet {asked.row.TABLE}. The company secretary of {asked.system} may{own}."
    )
