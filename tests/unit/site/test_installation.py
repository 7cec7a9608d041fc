"""What the environment may say, and what happens when it says nothing or something wrong."""

from __future__ import annotations

import os
import stat
import sys
import threading

import pytest

from commonweal.home import yes_or_no
from commonweal.problems import BadInput
from commonweal.site.databases import database
from commonweal.site.installation import hosts, secret_key


def test_hosts_with_no_environment_are_loopback_only():
    assert hosts({}).allowed == ("localhost", "127.0.0.1", "[::1]")
    assert hosts({}).origins == ()


def test_hosts_named_with_and_without_port():
    read = hosts({"COMMONWEAL_HOSTS": "plan.example.nhs.uk, Other.example.uk:8443 ,.example.org,[2001:db8::1]"})
    assert read.allowed[3:] == ("plan.example.nhs.uk", "other.example.uk", ".example.org", "[2001:db8::1]")
    assert "https://other.example.uk:8443" in read.origins
    assert "https://*.example.org" in read.origins


@pytest.mark.parametrize("given", ["*", "https://plan.example.uk", "a/b", "two words"])
def test_hosts_that_are_none_are_refused_by_name(given):
    with pytest.raises(BadInput, match="not a host") as refused:
        hosts({"COMMONWEAL_HOSTS": f"good.example.uk,{given}"})
    assert refused.value.problems[0].given == given


@pytest.mark.parametrize(("given", "meant"), [("yes", True), ("1", True), ("ON", True), ("no", False), ("", False)])
def test_yes_or_no(given, meant):
    assert yes_or_no("COMMONWEAL_HTTPS", {"COMMONWEAL_HTTPS": given}) is meant


def test_yes_or_no_teaches_when_it_is_neither():
    with pytest.raises(BadInput, match="COMMONWEAL_HTTPS is neither on nor off"):
        yes_or_no("COMMONWEAL_HTTPS", {"COMMONWEAL_HTTPS": "maybe"})


def test_secret_key_is_made_once_and_private(tmp_path):
    first = secret_key(tmp_path, {})
    assert secret_key(tmp_path, {}) == first
    assert len(first) >= 50
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_secret_key_made_by_many_at_once_is_one_key(tmp_path):
    keys, start = [], threading.Barrier(8)

    def make():
        start.wait()
        keys.append(secret_key(tmp_path, {}))

    threads = [threading.Thread(target=make) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(set(keys)) == 1


@pytest.mark.skipif(os.name != "posix", reason="file modes are those of POSIX systems")
def test_secret_key_that_others_can_read_is_refused(tmp_path):
    secret_key(tmp_path, {})
    (tmp_path / "secret_key").chmod(0o644)
    with pytest.raises(BadInput, match=r"can read the secret key.*Chmod 600"):
        secret_key(tmp_path, {})


def test_secret_key_file_that_is_damaged_is_told(tmp_path):
    (tmp_path / "secret_key").write_text("short")
    (tmp_path / "secret_key").chmod(0o600)
    with pytest.raises(BadInput, match="damaged"):
        secret_key(tmp_path, {})


def test_secret_key_from_the_environment_must_be_long():
    with pytest.raises(BadInput, match="too short"):
        secret_key(None, {"COMMONWEAL_SECRET_KEY": "abc"})
    assert secret_key(None, {"COMMONWEAL_SECRET_KEY": "k" * 40}) == "k" * 40


def test_database_is_sqlite_in_the_folder_when_nothing_is_said(tmp_path):
    made = database("", tmp_path)
    assert made["NAME"] == str(tmp_path / "commonweal.sqlite3")
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in made["OPTIONS"]["init_command"]


def test_database_named_as_an_sqlite_file(tmp_path):
    assert database("sqlite:////srv/plan/records.sqlite3", tmp_path)["NAME"] == "/srv/plan/records.sqlite3"
    assert database("sqlite:///records.sqlite3", tmp_path)["NAME"] == "records.sqlite3"


def test_database_named_as_postgresql(tmp_path):
    made = database("postgres://plan:s%40fe%2F@[::1]:6432/common%20weal?sslmode=require", tmp_path)
    assert made["ENGINE"] == "django.db.backends.postgresql"
    assert (made["USER"], made["PASSWORD"], made["HOST"], made["PORT"]) == ("plan", "s@fe/", "::1", "6432")
    assert made["NAME"] == "common weal"
    assert made["OPTIONS"] == {"sslmode": "require"}


def test_database_on_a_unix_socket(tmp_path):
    made = database("postgresql:///commonweal?host=/run/postgresql", tmp_path)
    assert (made["HOST"], made["NAME"], made["OPTIONS"]) == ("/run/postgresql", "commonweal", {})


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://u:secret-word@h/d", 'begins with "mysql"'),
        ("commonweal", "has no beginning"),
        ("postgresql://u:secret-word@h:none/d", "port is not a number"),
        ("postgresql://u:secret-word@h", "does not name the database"),
        ("postgresql://u:secret-word@h/d?sslmod=require", "option that is not known: sslmod"),
        ("sqlite://host/file", "names one file"),
    ],
)
def test_database_address_that_cannot_be_understood_is_told_without_its_password(tmp_path, address, said):
    with pytest.raises(BadInput, match=said) as refused:
        database(address, tmp_path)
    assert "secret-word" not in str(refused.value)


def test_hint_for_the_driver_of_postgresql_keeps_its_command_as_it_is_typed(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(BadInput) as refused:
        database("postgresql://u:p@h/d", tmp_path)
    assert "`pip install 'commonweal[postgres]'`" in str(refused.value)
    assert "Pip" not in str(refused.value)
