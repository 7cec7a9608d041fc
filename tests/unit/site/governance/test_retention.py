"""Statements past their time are erased: nothing of them stays in the store, and everything else holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from commonweal.answers import Verdict
from commonweal.governance.handbook import AgendaItem, Declaration, Interest
from commonweal.problems import BadInput
from commonweal.site.accounts.roles import ROLES, Permission
from commonweal.site.audit.models import AuditEvent
from commonweal.site.audit.verification import check_stored, verify
from commonweal.site.governance import actions, purging, records
from commonweal.site.governance.models import State, StoredHandbook, StoredRow

SYSTEM, TODAY = "EXAMPLE-ICB", date(2026, 5, 1)
WORDS = "a quarter of the shares of a made-up firm"
ENDED = date(2019, 3, 31)


@pytest.fixture
def register(stored, secretary, handbook):
    """A register with statements past their time, one that a declaration names, and others that stay."""
    person = handbook.rows(Interest)[0].person
    item = handbook.rows(AgendaItem)[0].item

    def put(**said):
        row = Interest(person=person, kind="financial", description=WORDS, counterparty="A firm", **said)
        actions.put_row(by=secretary, system=SYSTEM, row=row)
        return row

    old = put(statement="OLD", from_date=date(2017, 1, 1))
    put(statement="NEXT", from_date=date(2019, 4, 1), supersedes="OLD")
    actions.put_row(by=secretary, system=SYSTEM, row=replace(old, to_date=ENDED, held_by="spouse"))
    put(statement="NAMED", to_date=ENDED)
    put(statement="LATELY", to_date=date(2024, 3, 31))
    put(statement="GAP", to_date=None)
    put(statement="AFTER", supersedes="GAP")
    put(statement="MISTAKE", to_date=ENDED)
    actions.withdraw_row(by=secretary, system=SYSTEM, table="interests", key=("MISTAKE",))
    actions.put_row(by=secretary, system=SYSTEM, row=Declaration(item=item, person=person, statement="NAMED"))
    return SimpleNamespace(person=person, item=item)


def purge(by, on=TODAY):
    return purging.purge(by=by, system=SYSTEM, on=on)


def interests():
    return {row.statement: row for row in records.stored_handbook(SYSTEM).rows(Interest)}


@pytest.mark.django_db
def test_plan_says_what_is_due_and_touches_nothing(register):
    before = list(StoredRow.objects.values())
    found = purging.plan(SYSTEM, TODAY)
    assert {each.statement for each in found.erased} == {"OLD", "MISTAKE"}
    assert [each.statement for each in found.emptied] == ["NAMED"]
    assert [each.statement for each in found.not_known] == ["GAP"]
    assert found.stored == 4, "two versions of one, one of each of the others"
    assert list(StoredRow.objects.values()) == before
    assert purging.plan(SYSTEM, ENDED + timedelta(days=3)).statements == ()


@pytest.mark.django_db
def test_what_is_due_is_gone_from_every_version(register, secretary):
    revision = StoredHandbook.objects.get().revision
    done = purge(secretary)
    assert set(done.statements) == {"OLD", "NAMED", "MISTAKE"}
    erased = list(StoredRow.objects.filter(state=State.PURGED))
    assert len(erased) == 4
    assert {(row.key_json, row.fields_json, row.from_date, row.to_date) for row in erased} == {("", "", None, None)}
    assert len({row.key_digest for row in erased} | {row.salt for row in erased}) == 8
    for name in ("OLD", "MISTAKE", "NAMED"):
        said = [row.fields_json for row in StoredRow.objects.all() if f'"{name}"' in row.key_json]
        assert not any(WORDS in text or "firm" in text for text in said), name
    held = interests()
    assert "OLD" not in held
    assert held["NEXT"].supersedes == ""
    assert held["NEXT"].description == held["LATELY"].description == held["GAP"].description == WORDS
    bare = Interest(statement="NAMED", person=register.person, kind="financial", to_date=ENDED, public=False)
    assert held["NAMED"] == bare
    assert StoredHandbook.objects.get().revision == revision + 1
    assert records.stored_handbook(SYSTEM).rows(Declaration, statement="NAMED")
    assert purge(secretary).statements == (), "twice over is the same as once"
    assert check_stored().verdict is Verdict.PASS


@pytest.mark.django_db
def test_chain_holds_the_act_and_no_word_of_a_statement(register, secretary):
    purge(secretary)
    event = AuditEvent.objects.order_by("-sequence")[0]
    assert event.verb == "governance.statements_purged"
    assert '"statements":3' in event.detail_json
    everything = str(list(AuditEvent.objects.values()))
    for word in (WORDS, "spouse", "firm", "OLD", "MISTAKE", register.person):
        assert word not in everything


@pytest.mark.django_db
def test_who_holds_the_words_can_show_that_they_stood_here(register, secretary):
    before = {row.pk: (row.key_json, row.fields_json) for row in StoredRow.objects.filter(table="interests")}
    purge(secretary)
    for row in StoredRow.objects.filter(state=State.PURGED):
        assert row.key_digest == purging.purged_digest(row.salt, *before[row.pk])
        assert row.key_digest != purging.purged_digest("", *before[row.pk])


@pytest.mark.django_db
def test_question_about_an_earlier_moment_is_refused_where_its_facts_are_gone(register, secretary):
    then = timezone.now()
    assert records.stored_handbook(SYSTEM, then).rows(Interest, statement="OLD")
    purge(secretary)
    with pytest.raises(BadInput, match="erased since"):
        records.stored_handbook(SYSTEM, then)
    assert len(records.stored_handbook(SYSTEM, timezone.now())) == len(records.stored_handbook(SYSTEM))
    assert records.versions(SYSTEM, "interests", ("OLD",)) == []
    assert len(records.versions(SYSTEM, "interests", ("NAMED",))) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role.name for role in ROLES.values() if role.can_be_granted])
def test_only_who_holds_the_permission_for_this_system_may(stored, account, role):
    if Permission.PURGE_REGISTER in ROLES[role].permissions:
        assert purge(account("here", role, SYSTEM)).statements == ()
    else:
        with pytest.raises(PermissionDenied):
            purge(account("here", role, SYSTEM))
    with pytest.raises(PermissionDenied):
        purge(account("elsewhere", role, "QOP"))


@pytest.mark.django_db
def test_day_that_has_not_come_is_refused(register, secretary):
    with pytest.raises(BadInput, match="has not come"):
        purge(secretary, on=timezone.localdate() + timedelta(days=1))
    assert not StoredRow.objects.filter(state=State.PURGED).exists()


@pytest.mark.django_db
def test_fault_at_the_end_leaves_every_word(register, secretary, monkeypatch):
    before = list(StoredRow.objects.values())

    def broken(**_):
        raise RuntimeError("the chain cannot be written")

    monkeypatch.setattr(purging, "record", broken)
    with pytest.raises(RuntimeError):
        purge(secretary)
    assert list(StoredRow.objects.values()) == before


@pytest.mark.django_db
def test_row_that_holds_is_never_erased():
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    StoredRow.objects.create(
        system=SYSTEM, table="interests", key_json='["S"]', key_digest="d", position=1, fields_json="{}",
        recorded_at=moment, recorded_by="operator:1",
    )  # fmt: skip
    assert StoredRow.objects.all().erase(salt="s", digest="x") == 0
    assert StoredRow.objects.get().fields_json == "{}"


@pytest.mark.django_db(transaction=True)
def test_backup_of_a_purged_register_is_proved_and_restored_and_the_files_hold_no_word(
    register, secretary, operator, tmp_path
):
    from commonweal.site.backups import restore, write

    purge(secretary)
    if connection.vendor == "sqlite":
        file = Path(str(connection.settings_dict["NAME"]))
        left = file.read_bytes() + file.with_name(f"{file.name}-wal").read_bytes()
        assert b'"held_by": "spouse"' not in left
        assert b'"statement": "MISTAKE"' not in left
    rows = list(StoredRow.objects.order_by("pk").values())
    written = write(tmp_path / "backup.zip", by=operator)
    restore(written.file, by=operator, force=True)
    assert list(StoredRow.objects.order_by("pk").values()) == rows
    assert "OLD" not in interests()
    assert verify().verdict is Verdict.PASS


@pytest.mark.django_db
def test_command_is_a_dry_run_unless_told(register, capsys, monkeypatch):
    from commonweal.cli.main import command_parser

    monkeypatch.setattr("commonweal.site.command_line.ready", lambda: None)
    parser, command = command_parser("purge")
    given = ["--system", SYSTEM, "--on", "2026-05-01"]
    assert command.run(parser.parse_args(given)) == 0
    assert "Nothing was touched" in capsys.readouterr().out
    assert not StoredRow.objects.filter(state=State.PURGED).exists()
    assert command.run(parser.parse_args([*given, "--do"])) == 0
    assert "Emptied, since the record of a meeting names them: 1" in capsys.readouterr().out
    assert StoredRow.objects.filter(state=State.PURGED).count() == 4
    assert command.run(parser.parse_args(given)) == 0
    assert "Nothing need be erased on 1 May 2026" in capsys.readouterr().out
