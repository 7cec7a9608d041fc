"""What the command line asks of the stored handbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.site.command_line import ready

if TYPE_CHECKING:
    from commonweal.governance.handbook import Handbook
    from commonweal.site.governance.actions import Imported


def import_handbook(handbook: Handbook, *, system: str, whole: bool = False) -> Imported:
    """Put the rows of a handbook into the stored one of a system, in the name of the operator.

    Args:
        handbook: What was read from a file or folder.
        system: The id of the ICB whose handbook it is.
        whole: Whether stored rows that the file does not have are to be withdrawn.

    Raises:
        BadInput: The database cannot be used, or the rows do not hold together.
    """
    ready()
    from commonweal.site.audit.actors import Operator
    from commonweal.site.governance import actions

    return actions.import_handbook(by=Operator(), system=system, handbook=handbook, whole=whole)


def handbook_if_stored(system: str) -> Handbook | None:
    """The handbook of a system as it is stored now; None where none is kept here.

    Raises:
        BadInput: The database cannot be used.
    """
    ready()
    from commonweal.site.governance import records

    try:
        return records.stored_handbook(system)
    except records.NotStored:
        return None
