"""Eight writers at once, on a database file (or the PostgreSQL server that DATABASE_URL names)."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from django.db import connection, connections

from commonweal.answers import Verdict
from commonweal.governance.handbook import Handbook, Person
from commonweal.site.audit.actors import Operator
from commonweal.site.audit.records import Events
from commonweal.site.audit.verification import verify
from commonweal.site.governance import actions, records
from commonweal.site.governance.change import Change, Stale, stamp
from commonweal.site.governance.models import StoredHandbook, StoredRow

SYSTEM, THREADS, EACH = "EXAMPLE-ICB", 8, 6


def at_once(act) -> list[Exception]:
    """Do something in eight threads that start together; what went wrong."""
    faults: list[Exception] = []
    start = threading.Barrier(THREADS)

    def run(number: int) -> None:
        try:
            start.wait()
            act(number)
        except Exception as fault:  # told in the test's own thread
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


@pytest.mark.django_db(transaction=True)
def test_eight_imports_of_one_handbook_store_it_once(handbook):
    def act(number: int) -> None:
        actions.import_handbook(by=Operator(f"operator:{number}"), system=SYSTEM, handbook=handbook)

    assert at_once(act) == []
    assert StoredRow.objects.count() == len(handbook)
    assert StoredHandbook.objects.get().revision == 1


@pytest.mark.django_db(transaction=True)
def test_eight_writers_lose_no_row_and_fork_no_chain(handbook):
    if connection.vendor == "sqlite":
        assert not connection.is_in_memory_db(), "threads must meet in a file, as they do in use"
    actions.import_handbook(by=Operator("operator:0"), system=SYSTEM, handbook=handbook)
    shared = handbook.rows(Person)[0]

    def act(number: int) -> None:
        by = Operator(f"operator:{number}")
        for turn in range(EACH):
            actions.put_row(by=by, system=SYSTEM, row=Person(person=f"N{number}-{turn}", name="A made-up name"))
            # Everybody writes the same row too: each version supersedes the one before, and none is lost.
            actions.put_row(by=by, system=SYSTEM, row=replace(shared, name=f"Name {number}-{turn}"))

    assert at_once(act) == []
    people = records.stored_handbook(SYSTEM).rows(Person)
    assert len(people) == len(handbook.rows(Person)) + THREADS * EACH
    held = records.versions(SYSTEM, "people", shared.key)
    assert [row.version for row in held] == list(range(THREADS * EACH + 1, 0, -1))
    assert [row.state for row in held] == ["current"] + ["superseded"] * THREADS * EACH
    names = {records.row_of(row).name for row in held}
    assert len(names) == THREADS * EACH + 1
    assert len({row.position for row in StoredRow.objects.current()}) == len(handbook) + THREADS * EACH
    assert StoredHandbook.objects.get().revision == 1 + 2 * THREADS * EACH
    assert verify().verdict is Verdict.PASS


@pytest.mark.django_db(transaction=True)
def test_a_whole_import_and_single_rows_at_once_end_in_one_order_or_the_other(handbook):
    actions.import_handbook(by=Operator("operator:0"), system=SYSTEM, handbook=handbook)
    later = Handbook.of([row for rows in handbook.tables.values() for row in rows])

    def act(number: int) -> None:
        by = Operator(f"operator:{number}")
        if number % 2:
            actions.import_handbook(by=by, system=SYSTEM, handbook=later, whole=True)
        else:
            actions.put_row(by=by, system=SYSTEM, row=Person(person=f"N{number}", name="A made-up name"))

    assert at_once(act) == []
    current = StoredRow.objects.of(SYSTEM).current()
    assert current.count() == len({(row.table, row.key_digest) for row in current}) >= len(handbook)
    assert not StoredRow.objects.exclude(state="current").filter(superseded_at__isnull=True).exists()
    assert verify().verdict is Verdict.PASS


@pytest.mark.django_db(transaction=True)
def test_imports_single_rows_and_rows_written_together_at_once_lose_nothing(handbook):
    """Whatever comes first, each act counts once, has its event, and finds what the others wrote."""
    actions.import_handbook(by=Operator("operator:0"), system=SYSTEM, handbook=handbook)

    def person(number: int, turn: int, part: int = 0) -> Person:
        return Person(person=f"N{number}-{turn}-{part}", name="A made-up name")

    def act(number: int) -> None:
        by = Operator(f"operator:{number}")
        for turn in range(EACH):
            if number < 2:
                some = Handbook.of([person(number, turn, part) for part in range(3)])
                actions.import_handbook(by=by, system=SYSTEM, handbook=some)
            elif number < 5:
                actions.put_row(by=by, system=SYSTEM, row=person(number, turn))
            else:
                both = (person(number, turn), person(number, turn, 1))
                actions.change_rows(by=by, system=SYSTEM, work=lambda _, both=both: Change("two people", put=both))

    assert at_once(act) == []
    people = {row.person for row in records.stored_handbook(SYSTEM).rows(Person)}
    added = EACH * (2 * 3 + 3 * 1 + 3 * 2)
    assert len(people) == len(handbook.rows(Person)) + added
    acts = 1 + EACH * THREADS
    assert StoredHandbook.objects.get().revision == acts
    revisions = [event.detail["revision"] for event in Events() if event.verb.startswith("governance.")]
    assert sorted(revisions) == list(range(1, acts + 1)), "each act has its own place"
    assert len({row.position for row in StoredRow.objects.current()}) == len(handbook) + added
    assert verify().verdict is Verdict.PASS


@pytest.mark.django_db(transaction=True)
def test_two_who_rest_on_the_same_rows_do_not_both_write(handbook):
    """Eight clerks saw the same page; the first writes, and the others are told to look again."""
    actions.import_handbook(by=Operator("operator:0"), system=SYSTEM, handbook=handbook)
    shared = handbook.rows(Person)[0]

    def act(number: int) -> None:
        def work(held: Handbook) -> Change:
            now = held.rows(Person, person=shared.person)[0]
            return Change("a name", put=(replace(now, name=f"Name {number}"),), rests_on=(now,))

        actions.change_rows(by=Operator(f"operator:{number}"), system=SYSTEM, work=work, seen=stamp([shared]))

    told = at_once(act)
    assert [type(fault) for fault in told] == [Stale] * (THREADS - 1)
    assert len(records.versions(SYSTEM, "people", shared.key)) == 2
    assert verify().verdict is Verdict.PASS
