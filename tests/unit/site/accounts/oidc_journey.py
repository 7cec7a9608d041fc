"""Going to the provider and coming back, as a browser does."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

BEGIN, RETURN = "/account/single-sign-on/", "/account/single-sign-on/return/"


def go(client, there, wanted: str = "") -> str:
    """Begin here, sign in there; the address that the provider sends one back to."""
    page = client.post(BEGIN, {"next": wanted})
    assert page.status_code == 200, page.content.decode()
    address = page["Refresh"].removeprefix("0; url=")
    assert address.startswith(f"{there.issuer}/authorize?")
    return there.authorize({key: values[0] for key, values in parse_qs(urlsplit(address).query).items()})


def come_back(client, address: str):
    return client.get(address.removeprefix("http://testserver"))


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def words(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))
