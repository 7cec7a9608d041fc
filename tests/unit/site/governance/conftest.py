"""What the tests of the governance room share."""

from __future__ import annotations

import pytest

from commonweal.governance.handbook import Handbook
from commonweal.governance.handbook.exchange import example_handbook

SYSTEM = "EXAMPLE-ICB"


@pytest.fixture
def handbook() -> Handbook:
    """A small handbook whose bodies and people are made up."""
    return example_handbook()


@pytest.fixture
def secretary(account):
    """The company secretary of the system."""
    return account("secretary", "company_secretary", SYSTEM)


@pytest.fixture
def stored(handbook, secretary):
    """The handbook as the secretary imported it."""
    from commonweal.site.governance.actions import import_handbook

    import_handbook(by=secretary, system=SYSTEM, handbook=handbook)
    return handbook


@pytest.fixture(scope="module")
def for_the_module(django_db_setup, django_db_blocker, tmp_path_factory):
    """What is stored under this stands for all tests of a file, each of which begins from it; then it is gone."""
    from django.db import transaction

    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("COMMONWEAL_HOME", str(tmp_path_factory.mktemp("home")))
        yield
        transaction.set_rollback(True)
