"""Run in a process of its own: every act on a handbook is done in a child that is killed in the middle.

The child is a fork of one process that has everything loaded, so that a case costs a moment. What is patched is patched
in the child alone. The parent then reads what the store holds, and prints a line of JSON for each case.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from dataclasses import replace
from datetime import date

from commonweal.site.command_line import ready

if __name__ == "__main__":  # pytest looks for examples here too, and has Django ready itself
    ready()

from django.db import connection, connections

from commonweal.governance.handbook import Handbook, Interest, Person, Seat
from commonweal.governance.handbook.exchange import example_handbook
from commonweal.site.audit import heads
from commonweal.site.audit.actors import Operator
from commonweal.site.audit.models import AuditEvent
from commonweal.site.audit.verification import verify
from commonweal.site.governance import actions, models, records
from commonweal.site.governance.change import Change

SYSTEM, BY = "EXAMPLE-ICB", Operator("operator:1")
EXAMPLE = example_handbook()
SEAT = next(row for row in EXAMPLE.rows(Seat))
SPARE = Person(person="SPARE", name="A made-up name")


def die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def then_die(real):
    def done(*given, **named):
        real(*given, **named)
        die()

    return done


# What of the code is cut short, and whether its work is done before the end comes.
POINTS = {
    "before rows are superseded": lambda: setattr(models.StoredRows, "close", die),
    "after rows are superseded": lambda: setattr(models.StoredRows, "close", then_die(models.StoredRows.close)),
    "after rows are added": lambda: setattr(models.StoredRows, "bulk_create", then_die(models.StoredRows.bulk_create)),
    "after the handbook is counted": lambda: setattr(
        models.StoredHandbook, "save", then_die(models.StoredHandbook.save)
    ),
    "before the event": lambda: setattr(actions, "record", die),
    "after the event": lambda: setattr(actions, "record", then_die(actions.record)),
    "after the commit": lambda: setattr(heads, "keep", die),
}


def meeting(held: Handbook) -> Change:
    """What a clerk writes at once: rows that are new, one that is changed, one that is taken out."""
    new = tuple(Interest(statement=f"NEW-{number}", person="SPARE", kind="nil") for number in range(3))
    return Change("a made-up change", put=(*new, replace(SPARE, name="Another name")), withdraw=_spares(held))


def _spares(held: Handbook) -> tuple[Person, ...]:
    return tuple(row for row in held.rows(Person) if row.person == "SPARE-2")


ACTS = {
    "import_handbook": lambda: actions.import_handbook(
        by=BY, system=SYSTEM, handbook=Handbook.of([*_all(), replace(SPARE, name="Yet another")]), whole=True
    ),
    "put_row": lambda: actions.put_row(by=BY, system=SYSTEM, row=replace(SPARE, name="New")),
    "end_row": lambda: actions.end_row(by=BY, system=SYSTEM, table="seats", key=SEAT.key, last_day=date(2030, 1, 1)),
    "withdraw_row": lambda: actions.withdraw_row(by=BY, system=SYSTEM, table="people", key=("SPARE-2",)),
    "change_rows": lambda: actions.change_rows(by=BY, system=SYSTEM, work=meeting),
}


def _all():
    return [row for rows in EXAMPLE.tables.values() for row in rows]


def held() -> list[object]:
    """Everything that the store says, without the numbers that it gave out itself."""
    rows = models.StoredRow.objects.order_by("pk").values_list("table", "fields_json", "version", "state")
    return [list(rows), list(models.StoredHandbook.objects.values_list("revision")), AuditEvent.objects.count()]


def in_a_child(act, point=None) -> int:
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            if point:
                point()
            act()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1]


def run() -> None:
    rows = [*_all(), SPARE, Person(person="SPARE-2", name="A second made-up name")]
    actions.import_handbook(by=BY, system=SYSTEM, handbook=Handbook.of(rows))
    for name, act in ACTS.items():
        for point, cut in POINTS.items():
            before = held()
            status = in_a_child(act, cut)
            killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
            after = held()
            whole = records.stored_handbook(SYSTEM)
            said = {
                "act": name,
                "point": point,
                "killed": killed,
                "changed": after != before,
                "events": after[2] - before[2],
                "verdict": verify().verdict.name,
                "current": len(whole) == models.StoredRow.objects.current().count(),
            }
            print(json.dumps(said), flush=True)
            if after != before:
                _put_back(rows)
    for name, act in ACTS.items():
        _put_back(rows)
        done = in_a_child(act) == 0
        print(json.dumps({"act": name, "done": done, "verdict": verify().verdict.name}), flush=True)


def _put_back(rows) -> None:
    actions.import_handbook(by=BY, system=SYSTEM, handbook=Handbook.of(rows), whole=True)


if __name__ == "__main__":
    print(json.dumps({"vendor": connection.vendor}))
    run()
    sys.stdout.flush()
