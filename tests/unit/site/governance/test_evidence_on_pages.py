"""Wherever a page shows a rule's source, its evidence letter, its status and the day of its check stand beside it."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commonweal.law import book, overlay_names
from commonweal.site.governance.presenters.registers import SHOWN

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parents[3] / "golden" / "0.1.0" / "receipts"
DEMO = "/governance/wealdmarch"
_MEETING = f"{DEMO}/meetings/BOARD-2026-03"
PAGES = (
    f"{DEMO}/check/",
    f"{DEMO}/check/?overlay=health-bill-2026&on=2026-06-01",
    f"{DEMO}/decide/?item=BOARD-2026-03-2",
    f"{DEMO}/decide/?item=WEALDP1-2026-03-2&ask=who",
    f"{_MEETING}/",
    f"{_MEETING}/agenda/",
    f"{_MEETING}/live/",
    f"{_MEETING}/live/BOARD-2026-03-2/",
    f"{_MEETING}/outcomes/",
    f"{_MEETING}/questions/",
    f"{DEMO}/functions/",
    f"{DEMO}/merger/?closing=WEALDM&new_body=QNEW&takes_over_on=2027-04-01",
    f"{DEMO}/merger/cluster/?decision=D-WEALDP3-2026-01-2",
    f"{DEMO}/ballots/BALLOT-TRUSTS-2025/",
    f"{DEMO}/interests/",
    f"{DEMO}/registers/",
    *(f"{DEMO}/registers/{name}/" for name in SHOWN if name != "interests"),
    "/governance/rules/governance.B02/",
    "/organisations/?on=2026-05-01",
)
_NONE = {"/organisations/?on=2026-05-01", f"{_MEETING}/outcomes/", f"{_MEETING}/live/"}
"""Pages that cite clauses and published figures only, on the demonstration's day."""
_LINE = re.compile(r'<ul class="cw-sources">(.*?)</ul>', re.DOTALL)
_CITED = re.compile(r"<li>(.*?)</li>", re.DOTALL)


def _letters() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for names in ((), *((name,) for name in overlay_names())):
        held = book(names)
        for id in held.ids():
            for record in held.history(id):
                letter = record.attributes.get("evidence")
                if letter:
                    found.setdefault(record.source.cite(), set()).add(letter)
    return found


LETTERS = _letters()


def _cited(text: str) -> list[str]:
    """Every source of a page, as a reader sees it."""
    lines = [line for part in _LINE.findall(text) for line in _CITED.findall(part)]
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", "", line)).split()) for line in lines]


def _rules_cited(text: str) -> int:
    """How many sources of a page are of a rule; each says letter, status and day."""
    count = 0
    for line in _cited(text):
        of = max((cite for cite in LETTERS if line.startswith(cite)), key=len, default=None)
        if of is None or not re.match(r"[,;\[ ]", line[len(of) :] or " "):
            assert "evidence " not in line, line
            continue
        letter = re.search(r"; evidence ([VSLM]): ", line)
        assert letter, line
        assert letter[1] in LETTERS[of], line
        assert re.search(r"; in force|\[(draft|expected|enacted|repealed)", line), line
        assert re.search(r"last checked \d|never checked", line), line
        count += 1
    return count


@pytest.mark.parametrize("address", PAGES)
def test_page_says_how_well_each_rule_is_evidenced(client, address):
    reply = client.get(address)
    assert reply.status_code == 200, address
    count = _rules_cited(reply.content.decode())
    assert bool(count) is (address not in _NONE), (address, count)


def test_every_register_stands_with_the_rules_that_make_it_public(client):
    """Each entry of the index says its law, and below it each rule's letter, status and day."""
    text = client.get(f"{DEMO}/registers/").content.decode()
    for part in text.split('<li class="cw-question">')[1:]:
        assert _rules_cited(part), part[:300]
    assert text.count('<li class="cw-question">') == len(SHOWN)
    assert "SI 2023/1348), regulation 21 and the Schedules on notices" in " ".join(_cited(text))


def test_interests_page_cites_every_rule_that_it_rests_on(client):
    text = client.get(f"{DEMO}/interests/").content.decode()
    assert _rules_cited(text) == 3


def test_each_section_of_the_map_says_how_well_it_is_evidenced(client):
    reply = client.get(f"{DEMO}/functions/?format=csv")
    rows = list(csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig"))))
    told = {row["Section"]: row["Evidence for the section"] for row in rows}
    assert re.fullmatch(r"Evidence V; in force; last checked \d.*", told["NHSA 2006 s.14Z45"])
    assert told["Children Act 2004 s.11"] == "As the handbook cites it; not held against the Act"
    assert all(told.values())


def test_reform_and_rule_tables_have_a_column_for_each(client):
    for address in (f"{DEMO}/reform/", "/governance/rules/"):
        text = client.get(address).content.decode()
        for heading in ("Evidence", "Status", "Source last checked"):
            assert f">{heading}</th>" in re.sub(r"\s+", " ", text).replace("> ", ">").replace(" <", "<"), heading


def test_kept_receipt_says_the_letters_that_it_carries(client, secretary):
    client.force_login(secretary)
    inputs = {"handbook": "wealdmarch", "item": {"title": "A contract", "item": "BOARD-2026-03-2"}}
    asked = {"calculation": "governance.can_decide", "inputs": inputs}
    made = client.post("/api/receipts", json.dumps(asked), content_type="application/json")
    assert made.status_code in (200, 201), made.content[:400]
    digest = json.loads(made.content)["receipt"]["digest"]
    assert _rules_cited(client.get(f"/receipts/{digest}/").content.decode())


@pytest.mark.parametrize("name", sorted(path.name for path in GOLDEN.glob("*.json.gz")))
def test_receipt_of_an_earlier_release_says_the_letters_too(client, name):
    held = gzip.decompress((GOLDEN / name).read_bytes())
    body = json.loads(held)["body"]
    rules = [each["entry"]["source"] for each in body["evidence"]["rules"] if each["entry"]]
    cited = [source for source in _sources(body["answer"]) if source in rules]
    file = SimpleUploadedFile("receipt.json", held)
    text = client.post("/receipts/", {"file": file}).content.decode()
    assert bool(_rules_cited(text)) is bool(cited)


def _sources(part):
    if isinstance(part, dict):
        yield from part.get("sources", ())
        for each in part.values():
            yield from _sources(each)
    elif isinstance(part, list):
        for each in part:
            yield from _sources(each)


def test_answer_of_the_api_lists_the_rules_that_it_read_with_their_letters(client):
    body = {"handbook": "wealdmarch", "item": {"item": "BOARD-2026-03-2"}}
    reply = client.post("/api/governance/decide", json.dumps(body), content_type="application/json")
    assert reply.status_code == 200, reply.content[:400]
    rules = json.loads(reply.content)["rules"]
    assert rules
    for each in rules:
        assert each["evidence"] in "VSLM"
        assert each["evidence"], each["id"]
        assert each["status"]
        assert each["last_checked"]
    clock = json.loads(client.get("/api/governance/wealdmarch/meetings/BOARD-2026-03/outcomes").content)
    sources = [source for reason in clock["private"]["reasons"] for source in reason["sources"]]
    assert {source.get("evidence") for source in sources} == {"V"}
