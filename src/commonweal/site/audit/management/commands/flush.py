"""`flush` empties every table. Here it would erase the audit chain, so it works on test databases only."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections

from commonweal.site.audit import guards


class Command(flush.Command):
    """Django's command, refused for a database that is in use."""

    def handle(self, **options: Any) -> None:
        """Empty a test database, whose guards are set up again afterwards by the signal that flush sends."""
        using = options["database"]
        if not is_for_tests(using):
            raise CommandError(
                "flush would erase the audit chain and is refused. To begin anew, name an empty folder in "
                "COMMONWEAL_HOME (or an empty database in DATABASE_URL); to go back, use `commonweal restore`."
            )
        guards.take_down(using)
        super().handle(**options)
        guards.set_up(using)


def is_for_tests(using: str) -> bool:
    """Whether the connection's database has the name that the settings keep for tests."""
    settings = connections[using].settings_dict
    name, for_tests = (PurePath(str(text)).name for text in (settings["NAME"], settings["TEST"]["NAME"]))
    return name.startswith(PurePath(for_tests).stem)
