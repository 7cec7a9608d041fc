"""What the command line asks of the records behind the site: to enter a receipt in the audit chain, and to find one."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from commonweal.problems import BadInput, Problem
from commonweal.site import set_up
from commonweal.site.alone import alone

if TYPE_CHECKING:
    from commonweal.answers import Receipt
    from commonweal.wiring import Asked

_Returned = TypeVar("_Returned")


def register(asked: Asked) -> Receipt:
    """Issue the receipt of an answer, enter it in the audit chain and keep it, in the name of the operator.

    Raises:
        BadInput: The database cannot be used.
    """
    ready()
    from commonweal.site.audit.actors import Operator
    from commonweal.site.receipts.actions import issue

    return issue(asked, by=Operator())


def is_registered(receipt_digest: str) -> bool:
    """Whether the audit chain holds a receipt's digest; a digest that is none is not registered."""
    ready()
    from commonweal.site.audit import actions

    try:
        return actions.is_registered(receipt_digest)
    except ValueError:
        return False


@lru_cache(maxsize=1)
def ready() -> None:
    """Make Django ready and bring the database up to this version, as every command that reads or writes records must.

    Raises:
        BadInput: The settings or the database cannot be used, or the database was written by a newer version.
    """
    set_up()
    migrate()


def migrate() -> list[str]:
    """Bring the database up to this version.

    Returns:
        The names of the migrations that were applied; empty when there was nothing to do.

    Raises:
        BadInput: The database cannot be reached, or a newer version of Commonweal has changed it.
    """
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    def bring_up() -> list[str]:
        with alone("migrate"):
            return apply_plan()

    def apply_plan() -> list[str]:
        executor = MigrationExecutor(connection)
        newer = sorted(key for key in executor.loader.applied_migrations if key not in executor.loader.disk_migrations)
        if newer:
            raise BadInput(
                Problem(
                    "a newer version of Commonweal has changed this database",
                    given=", ".join(f"{room} {name}" for room, name in newer),
                    do="install that version or a later one, or restore a backup that this version wrote",
                )
            )
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            call_command("migrate", interactive=False, verbosity=0)
        return [f"{migration.app_label} {migration.name}" for migration, _ in plan]

    return _teaching(bring_up, DatabaseError)


def _teaching(act: Callable[[], _Returned], fault: type[Exception]) -> _Returned:
    try:
        return act()
    except fault as error:
        from django.db import connection

        where = "DATABASE_URL" if connection.vendor == "postgresql" else str(connection.settings_dict["NAME"])
        raise BadInput(
            Problem(
                f"the database cannot be used: {str(error).strip().splitlines()[0]}",
                file=where,
                do="check that the server runs and that its name and password are right"
                if connection.vendor == "postgresql"
                else "check that the file is a database and that you may write to it",
            )
        ) from error
