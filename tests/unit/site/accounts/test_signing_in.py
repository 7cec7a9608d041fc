"""The sign-in page, what slows down a guesser, and one's own account."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from commonweal.site.accounts import throttle
from commonweal.site.accounts.models import SignInAttempt
from commonweal.site.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

PASSWORD = "grey heron over wet slate"
SIGN_IN = "/account/sign-in/"


def sign_in(client, username="anna", password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"username": username, "password": password, **extra})


def test_right_password_signs_in_and_is_recorded(client, account):
    anna = account("anna", "analyst")
    response = sign_in(client, "ANNA ")
    assert response.status_code == 302
    assert response["Location"] == "/"
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor) == ("accounts.signed_in", anna.reference)
    page = client.get("/")
    assert "Anna" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"


def test_sign_in_leads_on_within_the_site_only(client, account):
    account("anna")
    assert sign_in(client, next="/about/")["Location"] == "/about/"
    client.logout()
    assert sign_in(client, next="https://evil.example/")["Location"] == "/"


@pytest.mark.parametrize(("username", "password"), [("anna", "wrong"), ("nobody", "wrong")])
def test_wrong_name_and_wrong_password_read_the_same(client, account, username, password):
    account("anna")
    page = sign_in(client, username, password).content.decode()
    assert "The user name or the password is not right" in page
    assert 'href="#username"' in page
    assert "<title>Error: Sign in" in page
    assert "wrong" not in page.replace("is wrong", "")


def test_closed_account_reads_the_same_as_a_wrong_password(client, account):
    anna = account("anna")
    anna.is_active = False
    anna.save()
    assert "The user name or the password is not right" in sign_in(client).content.decode()


def test_empty_form_names_each_field_and_is_no_guess(client):
    page = sign_in(client, "", "").content.decode()
    assert "Enter your user name" in page
    assert "Enter your password" in page
    assert not SignInAttempt.objects.exists()


def test_sixth_guess_is_refused_even_when_right_until_the_window_passes(client, account):
    account("anna")
    for _ in range(throttle.MOST_FOR_ACCOUNT_AND_ADDRESS):
        assert sign_in(client, password="wrong").status_code == 200
    refused = sign_in(client)
    assert refused.status_code == 429
    assert "closed for 15 minutes" in refused.content.decode()
    SignInAttempt.objects.update(at=timezone.now() - throttle.WINDOW - datetime.timedelta(seconds=1))
    assert sign_in(client).status_code == 302


def test_right_password_forgets_the_mistakes_before_it(client, account):
    account("anna")
    sign_in(client, password="wrong")
    sign_in(client)
    assert not SignInAttempt.objects.exists()


def test_guesser_from_elsewhere_does_not_lock_the_owner_out(account):
    for _ in range(throttle.MOST_FOR_ACCOUNT_AND_ADDRESS):
        throttle.begin("anna", "203.0.113.9")
    with pytest.raises(throttle.TooManyAttempts):
        throttle.begin("ANNA", "203.0.113.9")
    assert throttle.begin("anna", "198.51.100.1")


def test_guesser_of_many_accounts_from_one_address_is_refused():
    for number in range(throttle.MOST_FOR_ADDRESS):
        throttle.begin(f"account{number}", "203.0.113.9")
    with pytest.raises(throttle.TooManyAttempts):
        throttle.begin("another", "203.0.113.9")


def test_addresses_of_one_ipv6_network_count_as_one():
    for number in range(throttle.MOST_FOR_ACCOUNT_AND_ADDRESS):
        throttle.begin("anna", f"2001:db8::{number + 1}")
    with pytest.raises(throttle.TooManyAttempts):
        throttle.begin("anna", "2001:db8::ffff")
    assert throttle.begin("anna", "2001:db8:0:1::1")


def test_attempts_hold_no_name_and_no_address_and_are_soon_removed():
    attempt = throttle.begin("anna", "203.0.113.9")
    assert "anna" not in str(vars(attempt))
    assert "203.0.113" not in str(vars(attempt))
    SignInAttempt.objects.update(at=timezone.now() - throttle.KEPT_FOR - datetime.timedelta(seconds=1))
    throttle.begin("bola", "no address")
    assert SignInAttempt.objects.count() == 1


def test_signing_out_asks_first(client, account):
    client.force_login(account("anna"))
    assert "Sign out" in client.get("/account/sign-out/").content.decode()
    assert "_auth_user_id" in client.session
    assert client.post("/account/sign-out/")["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_account_page_shows_roles_and_is_one_s_own(client, account):
    assert client.get("/account/")["Location"] == "/account/sign-in/?next=/account/"
    anna = account("anna", "analyst", "QNQ")
    client.force_login(anna)
    page = client.get("/account/").content.decode()
    assert "Finance or strategy analyst" in page
    assert "QNQ" in page
    assert anna.reference in page


def test_password_is_changed_and_the_session_goes_on(client, account):
    anna = account("anna")
    client.force_login(anna)
    address = "/account/password/"
    wrong = client.post(address, {"present": "wrong", "new": "three quiet weirs at dusk"})
    assert "not the password that you use now" in wrong.content.decode()
    weak = client.post(address, {"present": PASSWORD, "new": "weir"})
    assert "too short" in weak.content.decode()
    done = client.post(address, {"present": PASSWORD, "new": "three quiet weirs at dusk"}, follow=True)
    assert "Your password is changed." in done.content.decode()
    anna.refresh_from_db()
    assert anna.check_password("three quiet weirs at dusk")
