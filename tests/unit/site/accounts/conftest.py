"""What the tests of accounts share: a provider of single sign-on, and a site that is set up for it."""

from __future__ import annotations

import pytest


@pytest.fixture
def there(settings, monkeypatch):
    """The provider, and a site that is set up for it."""
    from tests.unit.site.accounts.oidc_provider import CLIENT, SECRET, serve

    from commonweal.site.accounts import discovery
    from commonweal.site.accounts.provider import Provider

    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    provider, server = serve()
    settings.SINGLE_SIGN_ON = Provider(provider.issuer, CLIENT, SECRET, name="Care Identity")
    discovery.forget()
    yield provider
    server.shutdown()
    server.server_close()
    discovery.forget()


@pytest.fixture
def linked(there, account, operator):
    """An account of a secretary, linked by subject."""
    from commonweal.site.accounts import linking

    user = account("secretary", "company_secretary", "QWM")
    linking.link(by=operator, account=user, issuer=there.issuer, subject=there.subject)
    return user
