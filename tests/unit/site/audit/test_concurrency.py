"""Eight writers at once, on a database file (or the PostgreSQL server that DATABASE_URL names)."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections, transaction

from commonweal.answers import Verdict
from commonweal.site.accounts.models import User
from commonweal.site.audit import heads
from commonweal.site.audit.actions import head, record
from commonweal.site.audit.actors import Operator
from commonweal.site.audit.models import AuditEvent
from commonweal.site.audit.verification import verify

THREADS, EVENTS = 8, 50


@pytest.mark.django_db(transaction=True)
def test_eight_threads_of_fifty_events_lose_none_and_fork_none():
    if connection.vendor == "sqlite":
        assert not connection.is_in_memory_db(), "threads must meet in a file, as they do in use"
    User.objects.create_user("reader")
    faults, start = [], threading.Barrier(THREADS)

    def write(number: int) -> None:
        try:
            start.wait()
            for event in range(EVENTS):
                with transaction.atomic():
                    # Reading first is what makes SQLite's default transactions fail.
                    assert User.objects.filter(username="reader").exists()
                    record(by=Operator(f"operator:{number}"), verb="tests.did", subject=f"thing:{event}")
        except Exception as fault:  # told below, in the test's own thread
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert AuditEvent.objects.count() == THREADS * EVENTS
    for number in range(THREADS):
        written = AuditEvent.objects.filter(actor=f"operator:{number}").values_list("subject", flat=True)
        assert list(written) == [f"thing:{event}" for event in range(EVENTS)]
    assert heads.kept() == head()
    assert verify().verdict is Verdict.PASS
