"""What a page of a system's own people answers, and the rows of its tables as files."""

from __future__ import annotations

import csv
import io
import re

from django.test import Client


def page(client: Client, path: str = "", query: str = "", status: int = 200) -> str:
    response = client.get(f"/population/people/QXX/{path}?{query}")
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode())


def rows_of(client: Client, path: str, table: str, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"/population/people/QXX/{path}?{query}&format=csv&table={table}")
    assert response["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
