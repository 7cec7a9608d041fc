"""What the site's tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonweal.site.audit.actors import Operator

PASSWORD = "grey heron over wet slate"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation's folder of its own for each test, so that no kept head of one chain is met by another."""
    folder = tmp_path / "home"
    monkeypatch.setenv("COMMONWEAL_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Passwords are hashed slowly on purpose; not in tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def operator() -> Operator:
    """The person at the machine."""
    return Operator("operator:1000")


@pytest.fixture
def account(db: None):
    """Make an account with a role, without the audit events of doing it properly."""
    # Models can be imported only once Django is ready, which it is not yet when this file is read.
    from commonweal.site.accounts.models import RoleGrant, User

    def make(username: str, role: str = "", organisation_code: str = "") -> User:
        user = User.objects.create_user(username, password=PASSWORD, display_name=username.title())
        if role:
            RoleGrant.objects.create(
                user=user, role=role, organisation_code=organisation_code, granted_by="operator:1000"
            )
        return user

    return make
