"""An installation with something in it."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

PASSWORD = "grey heron over wet slate"


def asked(number: int) -> SimpleNamespace:
    """A question that was asked, as `commonweal.wiring.ask` gives it, without a calculation behind it."""
    from commonweal.answers import Answer, Dates, Quantity, Question, Receipt, SigningKey
    from commonweal.home import home

    question = Question("tests.none", {"number": number}, "How many?", Dates.on(date(2026, 4, 1)))
    answer = Answer("So many.", value=Quantity(number, "count"))
    evidence = SimpleNamespace(
        to_json=lambda: {"rules": [], "facts": [], "rows": [], "datasets": []}, calculations={}, children=()
    )
    return SimpleNamespace(
        receipt=lambda audit_head: Receipt.issue(
            question, answer, evidence, SigningKey.of_installation(home()), audit_head=audit_head
        )
    )


@pytest.fixture
def installation(transactional_db, own_home, operator):
    """Two accounts, three receipts, a data set in the archive, and a file that nobody thought of."""
    from commonweal.answers import Archive
    from commonweal.site.accounts import actions
    from commonweal.site.receipts.actions import issue

    anna = actions.add_account(by=operator, username="anna", password=PASSWORD, role="analyst", organisation_code="QNQ")
    bola = actions.add_account(by=operator, username="bola", password=PASSWORD, role="auditor")
    actions.end_role(by=operator, account=bola, role="auditor")
    receipts = [issue(asked(number), by=anna) for number in range(3)]
    data = own_home / "practices.csv"
    data.write_text("practice,patients\nA81001,4000\n" * 50)
    Archive(own_home / "archive").keep(data)
    data.unlink()
    (own_home / "notes").mkdir()
    (own_home / "notes" / "read me.txt").write_text("Kept, though nobody thought of it.")
    return SimpleNamespace(home=own_home, anna=anna, receipts=receipts)
