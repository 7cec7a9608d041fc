"""What the tests of the API share."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def no_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bundled tables alone, whatever this machine has."""
    monkeypatch.delenv("COMMONWEAL_DATA", raising=False)


@pytest.fixture
def api() -> Client:
    """A program that asks the API, and is told of faults as any other would be."""
    return Client(raise_request_exception=False)


@pytest.fixture
def problems():
    """The sentences of an error, after checks that every error passes."""

    def read(response, status: int) -> list[str]:
        assert response.status_code == status, response.content[:500]
        assert response["Content-Type"].startswith("application/json")
        assert "Traceback" not in response.content.decode()
        found = response.json()["problems"]
        assert found
        assert all(problem["what"] and problem["sentence"].endswith((".", "?")) for problem in found)
        return [problem["sentence"] for problem in found]

    return read


@pytest.fixture
def send(api: Client):
    """POST some JSON."""

    def post(address: str, body, client: Client = api, **headers):
        return client.post(address, body, content_type="application/json", headers=headers)

    return post
