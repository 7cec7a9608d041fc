"""Every governance address, made from the address patterns: who may open it, who may write there, and what is told.

Nothing here names a page: a page that is added is asked like all others. What a page may refuse or allow is judged by
what holds for all of them: nobody reads what is not public by any address, nobody writes without a role for it, and a
form without its mark is refused.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from commonweal.demo.handbook import wealdmarch_handbook
from commonweal.governance.handbook import TABLES, AgendaItem, Ballot, Handbook, Person, Records
from commonweal.governance.handbook.columns import columns_of
from commonweal.governance.registers import REGISTERS, register
from commonweal.site.accounts.roles import ROLES, Permission
from commonweal.site.audit.actors import Operator
from commonweal.site.audit.models import AuditEvent
from commonweal.site.governance.models import StoredRow
from commonweal.site.governance.public_rows import public_row
from commonweal.site.governance.records import key_of

pytestmark = pytest.mark.django_db
GRANTED = [role.name for role in ROLES.values() if role.can_be_granted]
READERS = ["nobody", "no role", *GRANTED]
WRITES_HERE = {"company_secretary", "chair", "member", "partner_organisation"}
"""Roles that may write something in a handbook: all of it, a ruling, their own interests, their own organisation's."""


def patterns(held, namespace: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in held:
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, ":".join(filter(None, (namespace, each.namespace or ""))))
        elif isinstance(each, URLPattern) and namespace.startswith("governance"):
            assert each.name, f"the address {each.pattern} has no name, so that nothing can ask for it"
            yield f"{namespace}:{each.name}", tuple(each.pattern.converters)


PAGES = sorted(set(patterns(get_resolver().url_patterns)))


@pytest.fixture(scope="module")
def site(for_the_module):
    """The complete fictional handbook, stored as any other, with what stands for each part of an address."""
    from commonweal.site.governance.actions import import_handbook

    handbook = wealdmarch_handbook()
    system = handbook.systems[0]
    import_handbook(by=Operator("operator:1000"), system=system, handbook=handbook)
    private = [row for row in handbook.rows(AgendaItem) if row.private][:1] or list(handbook.rows(AgendaItem))[:1]
    parts = {
        "system": [system],
        "rule": ["B02"],
        "meeting": [private[0].meeting],
        "item": [private[0].item],
        "ballot": [row.ballot for row in handbook.rows(Ballot)[:1]],
        "register": list(REGISTERS),
    }
    return SimpleNamespace(handbook=handbook, system=system, parts=parts)


def addresses(site, names=PAGES) -> dict[str, str]:
    """Every address that a pattern stands for, with its name; for a row, one that the public may not read."""
    found = {}
    for name, parts in names:
        unknown = set(parts) - set(site.parts) - {"table", "row"}
        assert not unknown, f"say in the fixture `site` what stands for {sorted(unknown)} in the address {name}"
        choices = [{}]
        for part in parts:
            if part == "table":
                choices = [{**chosen, "table": table} for chosen in choices for table in _tables(site, "row" in parts)]
            elif part == "row":
                choices = [{**chosen, "row": _row(site, chosen["table"])} for chosen in choices]
            else:
                choices = [{**chosen, part: value} for chosen in choices for value in site.parts[part]]
        for chosen in choices:
            found[reverse(name, kwargs=chosen)] = name
    return found


def _tables(site, with_rows: bool) -> list[str]:
    return [table for table in TABLES if not with_rows or site.handbook.tables.get(table)]


def _row(site, table: str) -> str:
    rows, today = site.handbook.tables[table], timezone.localdate()
    hidden = [row for row in rows if public_row(row, today) is None]
    return key_of((hidden or list(rows))[0])[1]


def person(account, role: str, organisation: str) -> Client:
    client = Client(raise_request_exception=False)
    if role != "nobody":
        client.force_login(account(f"reader.{role}".replace(" ", "."), "" if role == "no role" else role, organisation))
    return client


def content(response) -> str:
    return html.unescape((b"".join(response) if response.streaming else response.content).decode("utf-8", "replace"))


def hidden_words(handbook: Handbook) -> set[str]:
    """Every text in the handbook that no public row and no published register says."""
    today, hidden = timezone.localdate(), set()
    said = [str(row) for name in REGISTERS for row in register(Records(handbook), name, today).rows]
    for table, rows in handbook.tables.items():
        texts = [each.name for each in columns_of(TABLES[table]) if each.kind in ("text", "list")]
        free = [each.name for each in columns_of(TABLES[table]) if each.kind == "text" and not each.choices]
        for row in rows:
            public = public_row(row, today)
            said += [str(getattr(public, name)) for name in texts if public is not None]
            # What the public may not see of it; ids and single words stand in other rows too.
            hidden |= {
                text
                for name in free
                if (public is None or not getattr(public, name)) and " " in (text := getattr(row, name).strip())
            }
    public_text = "\n".join(said)
    return {text for text in hidden if len(text) > 12 and text not in public_text}


def of_a_system(site, with_sheets: bool) -> dict[str, str]:
    """The addresses that belong to a system, where its handbook might be told."""
    found = {address: name for address, name in addresses(site).items() if site.system in address}
    return {address: name for address, name in found.items() if with_sheets or "/sheets/" not in address}


def stored() -> tuple[int, int]:
    return StoredRow.objects.count(), AuditEvent.objects.count()


@pytest.mark.parametrize(
    ("role", "with_sheets"), [("nobody", True), ("partner_organisation", True), ("company_secretary", False)]
)
def test_nobody_reads_what_is_not_public_by_any_address(site, account, role, with_sheets):
    """A role for another organisation is told what the public is told."""
    client, hidden = person(account, role, "QZZ"), hidden_words(site.handbook)
    assert len(hidden) > 20
    before, told = stored(), []
    for address, name in of_a_system(site, with_sheets).items():
        response = client.get(address)
        assert response.status_code in (200, 302, 400, 403, 404, 405), (name, address, response.status_code)
        page = content(response)
        told += [f"{address}: {words}" for words in hidden if words in page]
        if 'format=csv"' in page:
            page = content(client.get(f"{address}?format=csv"))
            told += [f"{address}, CSV: {words}" for words in hidden if words in page]
    assert told == []
    assert stored() == before, "reading writes nothing"


def test_who_has_no_role_for_it_writes_at_no_address(site, account):
    """Refused before the form is looked at, so that its faults tell nothing; an auditor, who reads all, may be told."""
    before = stored()
    for role in READERS:
        if role in WRITES_HERE:
            continue
        client = person(account, role, site.system)
        reads = role in ROLES and Permission.READ_HANDBOOK in ROLES[role].permissions
        for address, name in _one_of_each(site).items():
            response = client.post(address, {"statement": "S"})
            allowed = (200, 400, 403, 404, 405) if reads else (302, 403, 404, 405)
            assert response.status_code in allowed, (role, name, response.status_code)
            if response.status_code == 302:
                assert "/account/sign-in/" in response["Location"], (role, name)
        assert stored() == before, role


def test_role_for_another_organisation_writes_at_no_address(site, account):
    """Whoever may write elsewhere writes nothing here."""
    before = stored()
    for role in ("chair", "company_secretary", "partner_organisation"):
        client = person(account, role, "QZZ")
        for address, name in _one_of_each(site).items():
            if site.system in address:
                response = client.post(address, {"statement": "S"})
                assert response.status_code in (400, 403, 404, 405), (role, name, response.status_code)
        assert stored() == before, role


def test_form_without_its_mark_is_refused_at_every_address(site, account):
    client, before = Client(enforce_csrf_checks=True, raise_request_exception=False), stored()
    client.force_login(account("secretary", "company_secretary", site.system))
    for address, name in _one_of_each(site).items():
        assert client.post(address, {"statement": "S"}).status_code in (403, 405), name
    assert stored() == before


def test_no_address_takes_another_method(site, account):
    client, before = person(account, "company_secretary", site.system), stored()
    for address, name in _one_of_each(site).items():
        for method in (client.put, client.patch, client.delete):
            assert method(address).status_code == 405, name
    assert stored() == before


def test_chain_tells_nothing_of_persons_in_a_handbook(site):
    """Names, and words that the public may not read, stand in no event."""
    events = "\n".join(map(str, AuditEvent.objects.values_list("subject", "detail_json", "actor")))
    names = {row.name for row in site.handbook.rows(Person)}
    assert [words for words in hidden_words(site.handbook) | names if words in events] == []


def _one_of_each(site) -> dict[str, str]:
    """One address of each name."""
    found = {name: address for address, name in addresses(site).items()}
    assert set(found) == {name for name, _ in PAGES}, "no page is left out"
    return {address: name for name, address in found.items()}
