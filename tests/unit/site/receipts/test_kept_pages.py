"""The page of a receipt that is kept here: who sees what of it."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from commonweal.answers import Receipt
from commonweal.site.receipts.actions import issue
from commonweal.site.receipts.models import KeptReceipt
from commonweal.site.receipts.personal import holds_personal

pytestmark = pytest.mark.django_db


def test_anyone_sees_a_receipt_without_personal_facts(client, asked, account):
    receipt = issue(asked, by=account("anna", "analyst"))
    page = client.get(f"/receipts/{receipt.digest}/").content.decode()
    assert "The receipt is intact, registered, and gives the same answer again." in page
    assert "What is it given?" in page
    assert (
        "public"
        not in page.split("<footer")[0]
        .replace("publication", "")
        .replace("published", "")
        .lower()
        .split("download the receipt")[1]
    )
    file = client.get(f"/receipts/{receipt.digest}/receipt.json")
    assert file["Content-Disposition"] == f'attachment; filename="receipt-{receipt.digest[:12]}.json"'
    assert Receipt.from_text(file.content) == receipt


@pytest.mark.parametrize("code", ["ab" * 32])
@pytest.mark.parametrize("part", ["", "receipt.json", "public.json"])
def test_code_that_is_not_kept_teaches(client, code, part):
    response = client.get(f"/receipts/{code}/{part}")
    assert response.status_code == 404
    assert "send the file in" in response.content.decode()


@pytest.mark.parametrize("code", ["AB" * 32, "ab" * 31, "..", "ab" * 32 + "/../.."])
def test_what_is_no_code_is_no_page(client, code):
    assert client.get(f"/receipts/{code}/").status_code == 404


def test_public_sees_the_copy_without_the_person(client, personal, account):
    receipt = issue(personal, by=account("anna", "analyst"))
    assert holds_personal(receipt)
    page = client.get(f"/receipts/{receipt.digest}/").content.decode()
    assert "Ada Lovelace" not in page
    assert "QHL" not in page.split("The answer that it holds")[0]
    assert "the copy for the public" in page
    assert "The audit chain holds the digest of the receipt it was made from." in page
    assert "receipt.json" not in page
    refused = client.get(f"/receipts/{receipt.digest}/receipt.json")
    assert refused.status_code == 403
    assert "tells something about a person" in refused.content.decode()
    copy = Receipt.from_text(client.get(f"/receipts/{receipt.digest}/public.json").content)
    assert "Ada" not in copy.to_text()
    assert copy.body["made_from"] == receipt.digest


@pytest.mark.parametrize(
    ("role", "organisation", "whole"),
    [
        ("auditor", "", True),
        ("auditor", "QNQ", False),
        ("analyst", "", False),
        ("administrator", "", False),
        ("", "", False),
    ],
)
def test_personal_receipt_is_whole_for_the_auditor_of_all_only(client, personal, account, role, organisation, whole):
    receipt = issue(personal, by=account("anna", "analyst"))
    client.force_login(account("bola", role, organisation))
    assert ("Ada Lovelace" in client.get(f"/receipts/{receipt.digest}/").content.decode()) is whole
    assert client.get(f"/receipts/{receipt.digest}/receipt.json").status_code == (200 if whole else 403)


def test_personal_receipt_is_whole_for_whom_it_was_issued_to(client, personal, account):
    anna = account("anna", "analyst")
    receipt = issue(personal, by=anna)
    client.force_login(anna)
    page = client.get(f"/receipts/{receipt.digest}/").content.decode()
    assert "Ada Lovelace" in page
    assert "Download the copy for the public" in page
    assert client.get(f"/receipts/{receipt.digest}/receipt.json").status_code == 200


def test_own_receipts_are_listed_and_nobody_else_s(client, asked, account):
    anna, bola = account("anna", "analyst"), account("bola", "analyst")
    first, second = issue(asked, by=anna), issue(asked, by=anna)
    issue(asked, by=bola)
    client.force_login(anna)
    page = client.get("/receipts/").content.decode()
    assert page.index(second.digest) < page.index(first.digest)
    assert page.count("What is it given?") == 2
    client.force_login(account("cato"))
    assert "None yet." in client.get("/receipts/").content.decode()


def test_list_has_pages(client, asked, account):
    anna = account("anna", "analyst")
    for _ in range(11):
        issue(asked, by=anna)
    client.force_login(anna)
    assert client.get("/receipts/").content.decode().count("What is it given?") == 10
    assert client.get("/receipts/?page=2").content.decode().count("What is it given?") == 1
    assert client.get("/receipts/?page=zzz").status_code == 200


@pytest.mark.parametrize("damage", ["text", "swap"])
def test_kept_receipt_that_was_changed_in_the_database_fails(client, asked, account, damage):
    receipt = issue(asked, by=account("anna", "analyst"))
    text = "{}" if damage == "text" else asked.receipt().to_text()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE receipts_keptreceipt SET text = %s", [text])
    for part in ("", "receipt.json", "public.json"):
        assert "is not the receipt that was issued" in client.get(f"/receipts/{receipt.digest}/{part}").content.decode()


def test_kept_receipt_whose_body_was_changed_fails(client, asked, account):
    receipt = issue(asked, by=account("anna", "analyst"))
    whole = json.loads(KeptReceipt.objects.get().text)
    whole["body"]["answer"]["sentence"] = "It is given the moon."
    with connection.cursor() as cursor:
        cursor.execute("UPDATE receipts_keptreceipt SET text = %s", [json.dumps(whole)])
    page = client.get(f"/receipts/{receipt.digest}/").content.decode()
    assert "The receipt does not hold." in page
