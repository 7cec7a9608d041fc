"""The commands over the site's records. Most run in this process; those about starting up in one of their own."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection

from commonweal.cli import main
from commonweal.site.audit import guards

PASSWORD = "grey heron over wet slate"


@pytest.fixture
def commonweal(transactional_db, capsys, monkeypatch):
    """Run a command on the test database; gives its exit status, output and errors."""

    def run(*arguments: str, given: str = "") -> SimpleNamespace:
        monkeypatch.setattr("sys.stdin", io.StringIO(given))
        status = main(arguments)
        printed = capsys.readouterr()
        return SimpleNamespace(returncode=status, stdout=printed.out, stderr=printed.err)

    return run


@pytest.fixture
def in_a_process(own_home: Path):
    """Run a command in a process of its own, on the SQLite file of a folder of its own."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "commonweal", *arguments],
            env={**os.environ, "COMMONWEAL_HOME": str(own_home), "DATABASE_URL": "", **environment},
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


def test_first_account_is_added_and_the_chain_proves_it(commonweal):
    added = commonweal(
        "accounts", "add", "anna", "--role", "administrator", "--password-file", "-", given=PASSWORD + "\n"
    )
    assert added.returncode == 0, added.stderr
    listed = json.loads(commonweal("accounts", "list", "--json").stdout)
    assert listed[0]["roles"] == [{"role": "administrator", "organisation": "", "person": ""}]
    assert commonweal("accounts", "grant", "anna", "--role", "auditor", "--organisation", "QNQ").returncode == 0
    assert commonweal("accounts", "end", "anna", "--role", "auditor", "--organisation", "QNQ").returncode == 0
    verified = commonweal("audit", "verify", "--json")
    assert verified.returncode == 0
    answer = json.loads(verified.stdout)
    assert (answer["verdict"], answer["details"]["events"]) == ("PASS", 3)
    printed = commonweal("audit", "verify")
    head = re.search(r"Head: (\S+)", printed.stdout)[1]
    assert commonweal("audit", "verify", "--head", head).returncode == 0
    assert commonweal("audit", "verify", "--head", "3:" + "0" * 64).returncode == 1
    assert json.loads(commonweal("audit", "list", "--json", "--most", "1").stdout)[0]["verb"] == "accounts.role_ended"


def test_password_is_set_and_the_account_closed(commonweal):
    commonweal("accounts", "add", "anna", "--role", "analyst", "--password-file", "-", given=PASSWORD)
    again = commonweal("accounts", "password", "anna", "--password-file", "-", given="three quiet weirs at dusk")
    assert again.stdout == "anna has a new password.\n"
    assert "its roles have ended" in commonweal("accounts", "close", "anna").stdout
    assert "closed" in commonweal("accounts", "list").stdout


def test_empty_installation_says_how_to_begin(commonweal):
    assert "commonweal accounts add NAME" in commonweal("accounts", "list").stdout


def test_backup_and_restore_say_what_they_did(commonweal, tmp_path):
    commonweal("accounts", "add", "anna", "--role", "analyst", "--password-file", "-", given=PASSWORD)
    file = tmp_path / "backup.zip"
    told = json.loads(commonweal("backup", str(file), "--json").stdout)
    assert told["audit_head"].startswith("1:")
    assert "exists already" in commonweal("backup", str(file)).stderr
    assert "can be restored" in commonweal("restore", str(file), "--check").stdout
    refused = commonweal("restore", str(file))
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    done = commonweal("restore", str(file), "--force")
    assert done.returncode == 0, done.stderr
    assert "What was here before is in" in done.stdout
    assert commonweal("audit", "verify").returncode == 0


def test_broken_chain_exits_with_one(commonweal):
    commonweal("accounts", "add", "anna", "--role", "analyst", "--password-file", "-", given=PASSWORD)
    guards.take_down()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditevent SET actor = 'operator:9'")
    guards.set_up()
    broken = commonweal("audit", "verify")
    assert broken.returncode == 1
    assert "FAIL  The audit chain is broken." in broken.stdout
    assert "Event 1 was changed" in broken.stdout


def test_head_of_a_registered_receipt_is_compared(commonweal, tmp_path, monkeypatch):
    from commonweal.answers import Answer, Dates, Quantity, Question, Receipt, SigningKey
    from commonweal.site.command_line import is_registered, register

    commonweal("accounts", "add", "anna", "--role", "analyst", "--password-file", "-", given=PASSWORD)
    dates = Dates.on(__import__("datetime").date(2026, 4, 1))
    question = Question("tests.none", {}, "How many?", dates)
    answer = Answer("Two.", value=Quantity(2, "count"))
    evidence = SimpleNamespace(
        to_json=lambda: {"rules": [], "facts": [], "rows": [], "datasets": []}, calculations={}, children=()
    )
    asked = SimpleNamespace(
        receipt=lambda audit_head: Receipt.issue(question, answer, evidence, SigningKey.new(), audit_head=audit_head)
    )
    receipt = register(asked)
    assert is_registered(receipt.digest)
    assert not is_registered("no digest at all")
    file = tmp_path / "receipt.json"
    file.write_text(receipt.to_text(), encoding="utf-8")
    verified = commonweal("audit", "verify", "--receipt", str(file))
    assert verified.returncode == 0, verified.stderr
    assert "The head in receipt.json lies on the chain, as event 1." in verified.stdout


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        (["accounts", "add", "anna", "--role", "kin", "--password-file", "-"], PASSWORD, "no such role"),
        (["accounts", "add", "anna", "--role", "analyst"], "", "no terminal"),
        (["accounts", "add", "anna", "--role", "analyst", "--password-file", "/no/such"], "", "cannot be read"),
        (["accounts", "close", "nobody"], "", "no account with this user name"),
        (["audit", "verify", "--head", "twelve"], "", "not a head"),
        (["audit", "verify", "--receipt", "/no/such"], "", "the file does not exist"),
        (["backup", "/no/such/folder/backup.zip"], "", "folder of the backup does not exist"),
        (["restore", "/no/such.zip"], "", "the file does not exist"),
        (["restore", "/no/such.zip", "--check", "--most-gigabytes", "0"], "", "size cannot be used"),
        (["serve", "--port", "99999"], "", "not a port"),
        (["serve", "--threads", "0"], "", "threads"),
        (["serve", "--host", "no such host", "--port", "0"], "", "nothing can be served"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else "",
)
def test_wrong_input_is_told_without_a_traceback(commonweal, arguments, given, said):
    refused = commonweal(*arguments, given=given)
    assert refused.returncode == 2, refused.stdout
    assert said in refused.stderr.lower()
    assert "Traceback" not in refused.stderr


def test_management_commands_pass_through(commonweal):
    assert "no issues" in commonweal("manage", "check").stdout
    assert commonweal("manage", "makemigrations", "--check", "--dry-run").returncode == 0
    assert commonweal("manage", "no-such").returncode != 0


def test_permissions_are_printed_as_a_page(commonweal):
    assert commonweal("accounts", "permissions").stdout.startswith("# Roles and permissions\n")


def test_wrong_setting_is_told_without_a_traceback(in_a_process):
    done = in_a_process("audit", "verify", DATABASE_URL="mysql://a:b@c/d")
    assert done.returncode == 2
    assert 'begins with "mysql"' in done.stderr


def test_database_file_that_is_none_is_told(in_a_process, own_home):
    own_home.mkdir(parents=True)
    (own_home / "commonweal.sqlite3").write_text("this is no database, whatever its name says" * 50)
    refused = in_a_process("audit", "verify")
    assert refused.returncode == 2
    assert "database cannot be used: file is not a database" in refused.stderr


def test_database_of_a_newer_version_is_refused(in_a_process, own_home):
    assert in_a_process("accounts", "list").returncode == 0
    with sqlite3.connect(own_home / "commonweal.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '0999_later', '2030-01-01')"
        )
    database.close()
    refused = in_a_process("accounts", "list")
    assert refused.returncode == 2
    assert "newer version of Commonweal has changed this database" in refused.stderr


def test_serve_prints_its_address_answers_and_stops_when_told(own_home):
    environment = {**os.environ, "COMMONWEAL_HOME": str(own_home), "PYTHONUNBUFFERED": "1"}
    environment.pop("DATABASE_URL", None)
    environment.pop("PYTEST_VERSION", None)
    environment.pop("COMMONWEAL_DATA", None)  # what it reads beforehand has tests of its own
    process = subprocess.Popen(
        [sys.executable, "-m", "commonweal", "serve", "--port", "0"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())[0]
        with urllib.request.urlopen(address, timeout=30) as response:
            page = response.read().decode()
            assert response.headers["Server"] is None
        assert "Five questions" in page
        style = re.search(r'href="/(static/[^"]+site\.css[^"]*)"', page)[1]
        with urllib.request.urlopen(address + style, timeout=30) as response:
            assert len(response.read()) > 100_000
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=30)
        assert process.returncode == 0, err
        assert "Stopped." in out
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
