"""Sending a receipt in: the four findings, each apart, and what cannot be used."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commonweal.answers import Receipt, SigningKey
from commonweal.site.receipts.actions import issue
from commonweal.site.receipts.reading import DEEPEST_REASONS, MOST_BYTES

pytestmark = pytest.mark.django_db

CHECK = "/receipts/"


def send(client, content, name="receipt.json"):
    text = content.to_text() if isinstance(content, Receipt) else content
    return client.post(CHECK, {"file": SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)})


def tags(page: str) -> list[str]:
    """The verdicts of the page's findings, in order; the first is of all of them."""
    drawn = page.split('<h2 class="cw-answer__sentence" id="proves">')
    box = drawn[0][-200:] + drawn[1].split("</section>")[0]
    return [" ".join(found.split()) for found in re.findall(r'class="nhsuk-tag[^>]*>\s*(.*?)\s*</', box, re.DOTALL)]


def test_page_needs_no_account(client):
    page = client.get(CHECK).content.decode()
    assert "Check a receipt" in page
    assert 'enctype="multipart/form-data"' in page
    assert "issued to you" not in page


def test_receipt_that_was_issued_here_passes(client, asked, account):
    receipt = issue(asked, by=account("anna", "analyst"))
    response = send(client, receipt)
    page = response.content.decode()
    assert response.status_code == 200
    assert tags(page) == ["Pass", "Pass", "Pass", "Pass", "Nothing differs"]
    assert "What is it given?" in page
    assert "£2,934,141,000" in page
    assert f"/receipts/{receipt.digest}/" in page


def test_receipt_that_was_not_entered_has_no_proved_origin(client, asked):
    page = send(client, asked.receipt()).content.decode()
    assert tags(page) == ["Insufficient data", "Pass", "Insufficient data", "Pass", "Nothing differs"]


def test_changed_byte_fails_and_is_not_run(client, asked, monkeypatch):
    changed = asked.receipt().to_text().replace("2934141", "2934142")
    monkeypatch.setattr("commonweal.site.receipts.checking.today", None)
    page = send(client, changed).content.decode()
    assert tags(page) == ["Fail", "Fail", "Fail", "Insufficient data", "Not compared"]
    assert "Nothing vouches for this" in page
    assert "something was changed" in page


def test_receipt_of_an_unknown_signer_is_not_run(client, asked, monkeypatch):
    monkeypatch.setattr("commonweal.site.receipts.checking.today", None)
    body = json.loads(asked.receipt().to_text())["body"]
    page = send(client, Receipt._signed(body, SigningKey.new())).content.decode()
    assert tags(page)[1] == "Insufficient data"
    assert "the signer is unproved" in page
    assert "commonweal receipt verify" in page


def test_changed_rule_and_engine_are_told_then_and_now(client, asked, sign):
    body = json.loads(asked.receipt().to_text())["body"]
    body["evidence"]["rules"][0]["entry"]["title"] = "A rule <b>of old</b>"
    body["commonweal"] = "0.0.1"
    page = send(client, sign(body)).content.decode()
    assert tags(page)[4] == "1 differs"
    assert "A rule &lt;b&gt;of old&lt;/b&gt;" in page
    assert re.search(r"<th[^>]*>\s*Then\s*</th>", page)


def test_evidence_that_gives_another_answer_fails(client, asked, sign):
    body = json.loads(asked.receipt().to_text())["body"]
    body["answer"]["sentence"] = "It is given nothing."
    page = send(client, sign(body)).content.decode()
    assert tags(page)[3] == "Fail"
    assert "gives another answer" in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"{}", "this is not a receipt"),
        (b"\x00\xff\xfe", "this is not a receipt"),
        (b"[" * 100_000, "this is not a receipt"),
        (b"PK\x03\x04", "this is not a receipt"),
        (b" " * (MOST_BYTES + 1), "too large to be a receipt"),
    ],
    ids=["empty", "no parts", "no text", "deep", "zip", "large"],
)
def test_what_is_no_receipt_is_told_beside_the_field(client, content, said):
    response = send(client, content)
    page = response.content.decode()
    assert response.status_code == 400
    assert said in page.lower().replace("receipt.json: ", "")
    assert 'href="#file"' in page
    assert "<title>Error: Check a receipt" in page


def test_no_file_is_told(client):
    page = client.post(CHECK).content.decode()
    assert "Choose the file of a receipt" in page


def nest(reason, depth):
    for _ in range(depth):
        reason = {**reason, "children": [reason]}
    return reason


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body["question"].update(text=["a", "list"]),
        lambda body: body["question"].update(text="half of a pair: \ud800"),
        lambda body: body["answer"].update(sentence={"a": 1}),
        lambda body: body["answer"].update(value={"amount": [1], "unit": "count"}),
        lambda body: body["answer"].update(value={"amount": 1, "unit": None}),
        lambda body: body["answer"].update(value={"amount": 10**4000, "unit": "fraction"}),
        lambda body: body["answer"].update(value={"amount": float("nan"), "unit": "count"}),
        lambda body: body["question"]["dates"].update(known_at="0001-01-01T00:00:00+00:00"),
        lambda body: body["answer"].update(notes=[1]),
        lambda body: body["answer"]["reasons"][0].update(sentence=7),
        lambda body: body["answer"]["reasons"].append(nest(body["answer"]["reasons"][0], DEEPEST_REASONS)),
    ],
    ids=["text", "surrogate", "sentence", "amount", "unit", "huge", "nan", "year one", "notes", "reason", "depth"],
)
def test_parts_of_another_kind_are_refused_and_no_fault(client, asked, spoil):
    whole = json.loads(asked.receipt().to_text())
    spoil(whole["body"])
    response = send(client, json.dumps(whole))
    assert response.status_code == 400
    assert "this is not a receipt" in response.content.decode()


def test_what_a_receipt_says_is_escaped_and_its_links_lead_to_the_web_only(client, asked):
    whole = json.loads(asked.receipt().to_text())
    whole["body"]["question"]["text"] = "<script>alert(1)</script>"
    whole["body"]["question"]["inputs"] = {"<i>": "<script>alert(2)</script>"}
    source = next(source for reason in _walk(whole["body"]["answer"]["reasons"]) for source in reason["sources"])
    source |= {"address": "javascript:alert(3)", "title": "<b>Act</b>"}
    page = send(client, json.dumps(whole)).content.decode()
    assert "<script>alert" not in page
    assert "javascript:" not in page
    assert "<b>Act" not in page


def _walk(reasons):
    for reason in reasons:
        yield reason
        yield from _walk(reason["children"])


def test_numbers_that_are_none_are_shown_and_fail(client, asked):
    whole = json.loads(asked.receipt().to_text())
    whole["body"]["evidence"]["rows"][0]["rows"][0]["values"]["odd"] = float("nan")
    page = send(client, json.dumps(whole)).content.decode()
    assert "cannot be signed" in page


def test_code_leads_to_the_kept_receipt(client, asked, account):
    receipt = issue(asked, by=account("anna", "analyst"))
    spaced = f" SHA256:{receipt.digest[:32].upper()} {receipt.digest[32:]} "
    assert client.get(CHECK, {"code": spaced})["Location"] == f"/receipts/{receipt.digest}/"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "Enter the code of a receipt"),
        ("abc", "Enter all 64 characters"),
        ("x" * 101, "The code is too long"),
        ("ab" * 32, "No receipt with this code is kept here"),
        ("a\x00b", "Null characters"),
    ],
)
def test_code_that_leads_nowhere_is_told(client, code, said):
    response = client.get(CHECK, {"code": code})
    page = response.content.decode()
    assert response.status_code == 400
    assert said in page
    assert 'href="#code"' in page
