"""Who may link an account to single sign-on, and to whom."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from tests.unit.site.accounts.oidc_journey import signed_in

from commonweal.problems import BadInput
from commonweal.site.accounts import actions, linking
from commonweal.site.accounts.models import SignOnLink
from commonweal.site.accounts.roles import ROLES

pytestmark = pytest.mark.django_db


class TestLinking:
    def test_only_who_looks_after_accounts_may_and_not_beyond_their_reach(self, there, account):
        from django.core.exceptions import PermissionDenied

        anna = account("anna", "analyst", "QNQ")
        for role in [role for role in ROLES.values() if role.can_be_granted and role.name != "administrator"]:
            with pytest.raises(PermissionDenied):
                linking.link(by=account(role.name, role.name), account=anna, issuer=there.issuer, subject="S")
        with pytest.raises(PermissionDenied):
            linking.link(by=account("near", "administrator", "QOP"), account=anna, issuer=there.issuer, subject="S")
        linking.link(by=account("here", "administrator", "QNQ"), account=anna, issuer=there.issuer, subject="S")

    @pytest.mark.parametrize(
        "given",
        [
            {},
            {"subject": "S", "email": "a@b.example"},
            {"email": "no address"},
            {"subject": "x" * 256},
            {"subject": "\x00"},
        ],
        ids=range(5),
    )
    def test_what_cannot_be_a_link_is_told(self, there, account, operator, given):
        with pytest.raises(BadInput):
            linking.link(by=operator, account=account("anna"), issuer=there.issuer, **given)
        assert not SignOnLink.objects.exists()

    def test_one_person_one_account(self, there, linked, account, operator):
        bola = account("bola")
        with pytest.raises(BadInput, match="Another account"):
            linking.link(by=operator, account=bola, issuer=there.issuer, subject=there.subject)
        with pytest.raises(BadInput, match="linked already"):
            linking.link(by=operator, account=linked, issuer=there.issuer, subject="S-9")
        linking.unlink(by=operator, account=linked, issuer=there.issuer)
        linking.link(by=operator, account=bola, issuer=there.issuer, subject=there.subject)
        with pytest.raises(BadInput, match="not linked"):
            linking.unlink(by=operator, account=linked, issuer=there.issuer)

    def test_account_without_a_password_is_opened_by_none(self, client, there, operator):
        actions.add_account(by=operator, username="cato", password=None, role="analyst")
        for password in ("", "None", "!"):
            client.post("/account/sign-in/", {"username": "cato", "password": password})
            assert not signed_in(client)

    def test_command(self, there, account, capsys, monkeypatch):
        from commonweal.cli import accounts

        monkeypatch.setattr("commonweal.site.command_line.ready", lambda: None)
        account("anna")
        told = SimpleNamespace(name="anna", subject="S-7", email="")
        for action, says in (("link", "is linked to Care Identity"), ("unlink", "no longer linked")):
            told.action = action
            assert accounts.run(told) == 0
            assert says in capsys.readouterr().out
