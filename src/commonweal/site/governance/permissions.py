"""Who may read and who may write a row of a handbook, as predicates that can be read as a policy.

* The company secretary of the system writes every row of it; so does the operator of the installation.
* A partner organisation reads and writes the rows that it answers for itself, in any system, and no others; what it
  says in a ballot only while that is open and it may take part. It reads the ballots in which it may take part.
* The chair of the system and the auditor read every row. The chair writes one column: the approval of a nominee.
* A member whose role names a person of the handbook reads and writes that person's own statements of interests, but
  not what the keeper of the register decides: whether a statement is published, until when, and what is done about it.
* A member whose role names a person also reads what belongs to the meetings of the bodies on which that person sits
  now, in public and in private, but nothing of an item from which the person was excluded, or had the papers withheld.
* The lead of a place reads and writes what belongs to the meetings of the place's own committee, and no other's: who is
  named as its leader in the handbook, or whose role is for that very place.
* Anyone reads what the law makes public, which ``public_rows`` lists.
* What has been superseded or withdrawn is written by nobody, and read by those who read every row.
"""

from __future__ import annotations

from typing import Any

import rules
from django.core.exceptions import PermissionDenied

from commonweal.site.accounts.authority import Reach, may, persons_of, roles_of
from commonweal.site.accounts.roles import Permission
from commonweal.site.governance.public_rows import public_row
from commonweal.site.governance.row_asked import AskedRow

READ_ROW, WRITE_ROW = "governance.read_row", "governance.write_row"
APPROVAL = frozenset({"chair_approved_on"})
"""The column of the sheet ``ballots`` that is the chair's."""

DECLARED = frozenset(
    {
        *("statement", "person", "kind", "local_label", "description", "counterparty", "counterparty_code"),
        *("company_number", "held_by", "aware_on", "declared_on", "confirmed_on", "supersedes"),
        *("commissioning_related", "from_date", "to_date", "recorded_on"),
    }
)
"""The columns of a statement of interests that the person says; the keeper of the register decides the others."""


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


def may_still_write(actor: Any, asked: AskedRow) -> bool:
    """Whoever answers for it may write it still."""
    return asked.open_to_owner


def takes_part(actor: Any, asked: AskedRow) -> bool:
    """They act for an organisation that may take part in the ballot that it is of."""
    return bool(asked.taking_part & own_organisations(actor))


def only_approves(actor: Any, asked: AskedRow) -> bool:
    """They chair this system, and nothing but the chair's approval of a nominee would change."""
    mine = asked.row.TABLE == "ballots" and asked.changed == APPROVAL
    return mine and may(actor, Permission.APPROVE_NOMINEE, Reach(asked.system))


def is_about_them(actor: Any, asked: AskedRow) -> bool:
    """It is the own statement of the person that their role names."""
    return bool(asked.person) and asked.person in own_persons(actor, asked.system)


def only_declares(actor: Any, asked: AskedRow) -> bool:
    """Nothing would change but what the person says."""
    return asked.changed is not None and asked.changed <= DECLARED


def sits_there(actor: Any, asked: AskedRow) -> bool:
    """They sit on the body to whose meeting it belongs, and were not excluded from its item."""
    return bool(asked.sitting & persons_reading(actor, asked.system))


def clerks_it(actor: Any, asked: AskedRow) -> bool:
    """They lead the place to whose committee's meeting it belongs."""
    people, codes = places_clerked(actor, asked.system)
    return bool(asked.leading & (people | codes))


_reads, _edits, _answers, _current, _public = (
    rules.predicate(each) for each in (reads_the_handbook, edits_the_handbook, answers_for_it, is_current, is_public)
)
_still, _part, _approves, _about, _declares = (
    rules.predicate(each) for each in (may_still_write, takes_part, only_approves, is_about_them, only_declares)
)
_sits, _clerks = rules.predicate(sits_there), rules.predicate(clerks_it)
rules.set_perm(READ_ROW, _reads | (_current & (_answers | _public | _part | _about | _sits | _clerks)))
rules.set_perm(WRITE_ROW, _current & (_edits | (_answers & _still) | _approves | (_about & _declares) | _clerks))


def own_organisations(actor: Any) -> frozenset[str]:
    """The codes of the organisations whose own rows somebody keeps."""
    return frozenset(code for role, code in roles_of(actor) if Permission.KEEP_OWN_ROWS in role.permissions and code)


def own_persons(actor: Any, system: str) -> frozenset[str]:
    """Who somebody is in the handbook of a system, by id."""
    found = persons_of(actor, Permission.DECLARE_OWN_INTERESTS)
    return frozenset(person for code, person in found if code == system.upper())


def persons_reading(actor: Any, system: str) -> frozenset[str]:
    """Who somebody is in the handbook of a system, by id, by roles that read the papers of their own bodies."""
    found = persons_of(actor, Permission.READ_OWN_BODIES)
    return frozenset(person for code, person in found if code == system.upper())


def places_clerked(actor: Any, system: str) -> tuple[frozenset[str], frozenset[str]]:
    """Who somebody is in the handbook of a system as the lead of a place, by id; and the codes their role is for.

    A role for the system itself, or for every organisation, is for no place.
    """
    people = persons_of(actor, Permission.CLERK_PLACE)
    codes = {code for role, code in roles_of(actor) if Permission.CLERK_PLACE in role.permissions}
    return frozenset(person for code, person in people if code == system.upper()), frozenset(
        codes - {"", system.upper()}
    )


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
