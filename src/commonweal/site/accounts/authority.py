"""Asking whether somebody may do something. Actions ask here, and nowhere else.

Django lets a superuser pass every question unasked. Here nobody does: the rules are asked for everyone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import rules
from django.core.exceptions import PermissionDenied

from commonweal.site.accounts.roles import MEANING, OF_THE_INSTALLATION, ROLES, Permission, Role, holders, role_named
from commonweal.site.audit.actors import Operator


@dataclass(frozen=True)
class Reach:
    """How far an act reaches: to one organisation, or (empty) to every one.

    An act that touches nothing which names its organisation says with this whose business it is.
    """

    organisation_code: str = ""


def roles_of(actor: Any) -> tuple[tuple[Role, str], ...]:
    """The roles that somebody holds now, each with the code of its organisation (empty: of any organisation)."""
    public = ((ROLES["public"], ""),)
    if isinstance(actor, Operator):
        return (*public, (ROLES["operator"], ""))
    if actor is None or not getattr(actor, "is_authenticated", False) or not getattr(actor, "is_active", False):
        return public
    return (*public, *((role_named(grant.role), grant.organisation_code) for grant in actor.current_grants()))


def persons_of(actor: Any, permission: Permission) -> frozenset[tuple[str, str]]:
    """Who somebody is in the records of organisations, by the roles that carry a permission.

    Returns:
        Pairs of an organisation's code and the id that its records give the person.
    """
    if isinstance(actor, Operator) or not (
        getattr(actor, "is_authenticated", False) and getattr(actor, "is_active", False)
    ):
        return frozenset()
    return frozenset(
        (grant.organisation_code, grant.person)
        for grant in actor.current_grants()
        if getattr(grant, "person", "") and permission in role_named(grant.role).permissions
    )


def holds(permission: Permission) -> Any:
    """A predicate: one of the actor's roles carries the permission, for the organisation that the thing belongs to.

    A thing says whose it is by ``organisation_code``. Asked without a thing, the answer means "for some organisation":
    good enough to show a link, never to act. What concerns the whole installation is always asked for every one.
    """

    def held(actor: Any, thing: Any = None) -> bool:
        whose = "" if permission in OF_THE_INSTALLATION else getattr(thing, "organisation_code", None)
        # Codes of roles are kept in capitals, ids of handbooks as they stand there.
        return any(
            permission in role.permissions and (whose is None or organisation in ("", whose, whose.upper()))
            for role, organisation in roles_of(actor)
        )

    return rules.predicate(held, name=f"holds:{permission}")


def may(actor: Any, permission: Permission, thing: Any = None) -> bool:
    """Whether somebody may do something; asks the rules, superuser or not."""
    return bool(rules.has_perm(permission.value, actor, thing))


def require(actor: Any, permission: Permission, thing: Any = None) -> None:
    """Let an action go on only when the actor may.

    Raises:
        PermissionDenied: They may not; the message says which roles may.
    """
    if may(actor, permission, thing):
        return
    able = ", ".join(role.title.lower() for role in holders(permission))
    act, reach = MEANING[permission], _reach(actor, permission, thing)
    raise PermissionDenied(f"You may not {act[0].lower()}{act[1:]}. It needs one of these roles{reach}: {able}.")


def _reach(actor: Any, permission: Permission, thing: Any) -> str:
    """For whom the role would have to be, where the actor holds one that does not reach so far."""
    if not any(permission in role.permissions for role, _ in roles_of(actor)):
        return ""
    whose = "" if permission in OF_THE_INSTALLATION else getattr(thing, "organisation_code", "")
    return f" for {whose}" if whose else " for every organisation"
