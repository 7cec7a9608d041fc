"""Every address, asked by nobody and by each role: who gets what, with which headers, and never a fault."""

from __future__ import annotations

import pytest
from django.test import Client

from commonweal.site.accounts.authority import may
from commonweal.site.accounts.roles import ROLES, Permission

pytestmark = pytest.mark.django_db

GRANTED = [role.name for role in ROLES.values() if role.can_be_granted]

# What needs a permission or an account. Every other address is open to all, and answers all alike.
NEEDS = {
    "governance:import": Permission.EDIT_HANDBOOK,
    "audit:events": Permission.READ_AUDIT,
    "audit:verification": Permission.VERIFY_AUDIT,
    "api:events": Permission.READ_AUDIT,
    "api:verification": Permission.VERIFY_AUDIT,
}
ONES_OWN = {"accounts:account", "accounts:change_password"}
# What a plain look at an open address gives, where it is not the page itself.
OTHERWISE = {
    "accounts:sign_on": 405,  # only a form is sent there
    "accounts:sign_on_return": 404,
    "allocations:receipt": 400,  # it is asked with a question
    "allocations:place_results": 400,  # with data and an ICB
    "allocations:choose_places": 400,
    "allocations:places_from_file": 400,
    "allocations:save_places": 405,  # only a form is sent there
    "allocations:saved_places": 404,  # nothing is saved under this name
    "allocations:explain_saved": 404,
    "governance:receipt": 400,  # it is asked with a question
    "governance:ballot-open": 403,  # nobody writes the demonstration
    "governance:my-interests": 403,  # nobody is a member of the demonstration's board
    "governance:row-new": 403,
    "governance:row-edit": 403,
    "governance:row-end": 403,
    "governance:row-withdraw": 403,
    "population:area": 302,  # without published files it leads to the page that names them
    "population:own_people_system": 302,  # without aggregates they lead to the page that says what to run
    "population:own_people_area": 302,
    "api:funnel": 422,  # it is asked with an ICB
    **{
        f"api:{name}": 404  # neither published files nor aggregates are held
        for name in (
            *("expected", "conditions", "deprivation", "finder", "need_map", "control_charts", "control_chart"),
            *("inequality", "gradient", "core20plus5", "own_areas", "own_ages", "own_segments", "own_conditions"),
            *("own_deprivation", "own_inequality", "own_flows", "own_monthly", "own_need"),
        )
    },
    "api:check_handbook": 405,
    "api:decide": 405,
    "api:scenario": 405,
    "api:places": 405,
    "api:issue": 405,
    "api:verify": 405,
    "api:diff": 422,  # it is asked with two files
    "api:saved_places": 404,
    "api:api-root": 404,
}
SIGN_IN_WHEN_SIGNED_IN = 302
POLICY = (
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)


def expected(name: str, reader) -> int:
    if name in NEEDS:
        refused = 401 if name.startswith("api:") and reader is None else 403
        return 200 if may(reader, NEEDS[name]) else refused
    if name in ONES_OWN:
        return 302 if reader is None else 200
    if name == "accounts:sign_in" and reader is not None:
        return SIGN_IN_WHEN_SIGNED_IN
    return OTHERWISE.get(name, 200)


def answers(every_address, reader) -> dict[str, object]:
    client = Client(raise_request_exception=False)
    if reader is not None:
        client.force_login(reader)
    return {name: client.get(address) for name, address in every_address.items()}


def check_headers(name: str, response, signed_in: bool) -> None:
    policy = response["Content-Security-Policy"]
    assert all(part in policy for part in POLICY), name
    assert "unsafe" not in policy, name
    assert response["X-Content-Type-Options"] == "nosniff", name
    assert response["Referrer-Policy"] == "same-origin", name
    assert response["X-Frame-Options"] == "DENY", name
    assert response["Cross-Origin-Resource-Policy"] == "same-origin", name
    assert "Server" not in response, name
    if signed_in and name != "favicon":
        assert "no-store" in response["Cache-Control"], name


@pytest.mark.parametrize("role", [None, "", *GRANTED], ids=lambda role: "nobody" if role is None else role or "no role")
def test_who_gets_what(every_address, account, role):
    reader = None if role is None else account("reader", role)
    found = answers(every_address, reader)
    assert {name: response.status_code for name, response in found.items()} == {
        name: expected(name, reader) for name in every_address
    }
    for name, response in found.items():
        check_headers(name, response, signed_in=reader is not None)


def test_closed_account_and_ended_role_open_nothing(every_address, account):
    auditor = account("audrey", "auditor")
    client = Client()
    client.force_login(auditor)
    assert client.get(every_address["audit:events"]).status_code == 200
    auditor.grants.update(ended_at="2026-01-01T00:00Z")
    assert client.get(every_address["audit:events"]).status_code == 403
    auditor.is_active = False
    auditor.save()
    assert client.get(every_address["accounts:account"]).status_code == 302


ODD = [
    {"page": "99999999999999999999999999"},
    {"page": "-1", "format": "csv"},
    {"format": "../../etc/passwd"},
    {"format": "<script>alert(1)</script>"},
    {"table": "../secret_key", "format": "csv"},
    {"q": "\x00", "on": "0000-00-00", "kind": "\x00", "code": "\x00", "year": "\x00", "stream": "\x00"},
    {"on": "9999-12-31", "year": "9999/00", "icb": "' OR 1=1 --", "stream": "core' --", "map": "icb99"},
    {"q": "Ž" * 5000, "data": "../../etc/passwd", "icb": "../..", "by": "../.."},
    {"sort": "__class__", "order": "'", "growth": "nan", "years": "1e309", "next": "https://evil.example/"},
    {"inputs": '{"icb": "<script>alert(1)</script>"}', "calculation": "allocations.explain"},
    {"inputs": "[" * 5000, "calculation": "__import__"},
    {"verb": "\x00", "actor": "\ud83d", "head": "0:" + "0" * 64, "known_at": "1e9"},
]


@pytest.mark.parametrize("given", ODD, ids=range(len(ODD)))
def test_odd_parameters_are_no_fault_and_come_back_escaped(every_address, account, given):
    reader = account("audrey", "auditor")
    client = Client(raise_request_exception=False)
    client.force_login(reader)
    faults = []
    for name, address in every_address.items():
        response = client.get(address, {key: value.encode("utf-8", "surrogatepass") for key, value in given.items()})
        page = b"".join(response) if response.streaming else response.content
        if response.status_code >= 500:
            faults.append(name)
        is_page = response.get("Content-Type", "").startswith("text/html")
        assert not (is_page and b"<script>alert" in page), name
        assert b"root:" not in page, name
        assert "evil.example" not in response.get("Location", ""), name
    assert faults == []


SIGN = [
    "",
    "%00",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "%F0%9F%92%A9" * 300,
    "%ff%fe",
    "a" * 5000,
]


@pytest.mark.parametrize("part", SIGN, ids=range(len(SIGN)))
def test_odd_parts_of_an_address_are_not_found_and_no_fault(things, part, db):
    client = Client(raise_request_exception=False)
    for before, after in (
        ("/organisations/", "/"),
        ("/organisations/", "/tree/"),
        ("/allocations/", "/"),
        ("/allocations/places/saved/", "/"),
        ("/allocations/places/saved/", "/explain/"),
        ("/population/people/", "/"),
        ("/population/people/QXX/", "/QXX/"),
        ("/population/people/QXX/place/", "/"),
        ("/receipts/", "/"),
        ("/receipts/", "/receipt.json"),
        ("/api/organisations/", ""),
        ("/api/law/", ""),
        ("/api/receipts/", ""),
        ("/static/", ""),
        ("/static/commonweal/", ""),
        ("/", ""),
    ):
        response = client.get(f"{before}{part}{after}")
        page = b"".join(response) if response.streaming else response.content
        if response.streaming:  # a file; closing another would close the test's database, which the next page asks
            response.close()
        assert response.status_code < 500, before + part + after
        if part not in ("", "%00"):
            assert response.status_code in (301, 302, 400, 404, 405, 422), before + part + after
        assert b"<script>alert(1)" not in page or response["Content-Type"].startswith("application/json")
        assert b"root:" not in page
        check_headers(before, response, signed_in=False)
