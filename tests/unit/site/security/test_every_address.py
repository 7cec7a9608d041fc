"""Every address, asked by nobody and by each role: who gets what, with which headers, and never a fault."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.unit.site.security.headers import check_headers

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
            *("projection", "projection_ages", "projection_need", "projection_segments"),
            *("inequality", "gradient", "core20plus5", "own_areas", "own_ages", "own_segments", "own_conditions"),
            *(
                "own_deprivation",
                "own_fifths",
                "own_changes",
                "own_inequality",
                "own_flows",
                "own_monthly",
                "own_activity_months",
                "own_need",
                "own_shares",
            ),
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
