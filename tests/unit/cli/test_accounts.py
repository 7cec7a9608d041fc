"""`commonweal accounts`: the person of a role is in the handbook, arguments come first, sessions end with a role."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from commonweal.cli import main
from commonweal.governance.handbook import Body, Handbook, Person

pytestmark = pytest.mark.django_db
PASSWORD = "grey heron over wet slate"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch, settings, capsys):
    """An installation with the handbook of one system, in which two people stand."""
    from commonweal.site.audit.actors import Operator
    from commonweal.site.governance.actions import import_handbook

    monkeypatch.setenv("COMMONWEAL_HOME", str(tmp_path / "home"))
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    rows = [
        Body(body="QWM", name="Wold and Mere ICB", kind="icb"),
        Person(person="P12", name="Ida Example"),
        Person(person="P13", name="Otto Example"),
    ]
    import_handbook(by=Operator("operator"), system="QWM", handbook=Handbook.of(rows))
    password = tmp_path / "password.txt"
    password.write_text(PASSWORD + "\n")
    assert main(["accounts", "add", "anna", "--role", "analyst", "--password-file", str(password)]) == 0
    capsys.readouterr()


def grant(*words: str, name: str = "anna", role: str = "member") -> int:
    return main(["accounts", "grant", name, "--role", role, "--organisation", "QWM", *words])


def held(role: str = "member") -> list[str]:
    from commonweal.site.accounts.models import User

    return [each.person for each in User.objects.get(username="anna").grants.current() if each.role == role]


@pytest.mark.parametrize(
    ("given", "told"),
    [("P99", "nobody of this id"), ("Ida", "did you mean p12 (ida example)?"), ("p12", "did you mean p12")],
)
def test_person_whom_the_handbook_does_not_have_is_refused_with_near_names(given, told, capsys):
    assert grant("--person", given) == 2
    assert told in capsys.readouterr().err.casefold()
    assert held() == []


def test_person_of_an_organisation_without_a_handbook_is_refused(capsys):
    assert main(["accounts", "grant", "anna", "--role", "member", "--organisation", "QZZ", "--person", "P12"]) == 2
    assert "no handbook of this organisation is kept here" in capsys.readouterr().err.casefold()


def test_granting_again_with_another_person_replaces_the_person(capsys):
    from commonweal.site.accounts.models import User
    from commonweal.site.audit.models import AuditEvent

    assert [grant(), held()] == [0, [""]]
    assert [grant("--person", "P12"), held()] == [0, ["P12"]]
    assert [grant("--person", "P13"), held()] == [0, ["P13"]]
    assert "and P13 in its handbook" in capsys.readouterr().out
    assert [grant("--person", "P13"), grant(), held()] == [2, 2, ["P13"]]
    assert User.objects.get(username="anna").grants.filter(role="member").count() == 3, "each stays on record"
    verbs = [each.verb for each in AuditEvent.objects.all()][-2:]
    assert verbs == ["accounts.role_ended", "accounts.role_granted"]
    assert not any("P13" in str(vars(each)) for each in AuditEvent.objects.all())


def test_account_is_added_with_its_person(tmp_path, capsys):
    asked = ["accounts", "add", "ida", "--role", "member", "--organisation", "QWM"]
    file = ["--password-file", str(tmp_path / "password.txt")]
    assert main([*asked, "--person", "P99", *file]) == 2
    assert main([*asked, "--person", "P12", *file]) == 0
    assert "as member for QWM, and P12 in its handbook" in capsys.readouterr().out
    assert main(["accounts", "list", "--json"]) == 0
    roles = {row["user_name"]: row["roles"] for row in json.loads(capsys.readouterr().out)}
    assert roles["ida"] == [{"role": "member", "organisation": "QWM", "person": "P12"}]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--role", "nope"], "there is no such role"),
        (["--role", "analyst", "--organisation", "a b"], "the organisation's code cannot be used"),
        (["--role", "analyst", "--organisation", "QWM", "--person", "P12"], "this role is for no person"),
    ],
    ids=["role", "organisation", "person"],
)
def test_arguments_are_checked_before_a_password_is_asked_for(words, told, capsys):
    assert main(["accounts", "add", "otto", *words]) == 2
    err = capsys.readouterr().err.casefold()
    assert told in err
    assert "terminal" not in err


@pytest.mark.parametrize("how", ["end", "replace", "close"])
def test_sessions_end_with_what_they_rested_on(how):
    from commonweal.site.accounts.models import User

    assert grant("--person", "P12") == 0
    user = User.objects.get(username="anna")
    client, other = Client(), Client()
    client.force_login(user)
    other.force_login(User.objects.create_user("otto"))
    assert client.get("/account/").status_code == 200
    if how == "end":
        assert main(["accounts", "end", "anna", "--role", "member", "--organisation", "QWM"]) == 0
    elif how == "replace":
        assert grant("--person", "P13") == 0
    else:
        assert main(["accounts", "close", "anna"]) == 0
    assert client.get("/account/").status_code == 302
    assert other.get("/account/").status_code == 200
