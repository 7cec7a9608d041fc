"""Triggers by which the database itself refuses to change or delete an audit event."""

from __future__ import annotations

from django.db import connections

_TABLE = "audit_auditevent"
_SAID = "audit events are never changed or deleted"
_ACTS = ("UPDATE", "DELETE")

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS audit_no_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{said}'); END
"""
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{said}'; END $$
"""
# A statement trigger fires even when no row is met, and is the only kind that sees TRUNCATE.
_POSTGRESQL = """
CREATE OR REPLACE TRIGGER audit_no_{act} BEFORE {act} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
"""


def set_up(using: str = "default") -> None:
    """Create the triggers where the table exists and they do not."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if _TABLE not in connection.introspection.table_names(cursor):
            return
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION.format(said=_SAID))
        template = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
        for act in acts(connection.vendor):
            cursor.execute(template.format(act=act, table=_TABLE, said=_SAID))


def take_down(using: str = "default") -> None:
    """Remove the triggers: for `commonweal restore`, which replaces all rows and sets them up again, and for tests."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if _TABLE not in connection.introspection.table_names(cursor):
            return
        for act in acts(connection.vendor):
            on_table = f" ON {_TABLE}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS audit_no_{act}{on_table}")


def missing(using: str = "default") -> list[str]:
    """The acts that the database does not refuse at present; empty when all guards stand."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled <> 'D' AND NOT tgisinternal",
                [_TABLE],
            )
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [_TABLE])
        standing = {name.lower() for (name,) in cursor.fetchall()}
    return [act for act in acts(connection.vendor) if f"audit_no_{act}".lower() not in standing]


def acts(vendor: str) -> tuple[str, ...]:
    """What is refused: SQLite has no TRUNCATE."""
    return (*_ACTS, "TRUNCATE") if vendor == "postgresql" else _ACTS
