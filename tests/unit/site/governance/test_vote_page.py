"""The vote on the page of an item: what it came to bears no verdict, and a fault in it does."""

from __future__ import annotations

import re

import pytest

from commonweal.governance.handbook import AgendaItem, Handbook, Term, Vote
from commonweal.governance.handbook.exchange import merge
from commonweal.site.governance.actions import import_handbook
from commonweal.site.governance.records import stored_handbook

pytestmark = pytest.mark.django_db
SYSTEM, MEETING = "EXAMPLE-ICB", "BOARD-2026-05"


def test_a_carried_vote_is_not_marked_red_and_the_fault_in_it_is(client, secretary, stored):
    held: Handbook = stored_handbook(SYSTEM)
    item = held.rows(AgendaItem, meeting=MEETING)[0].item
    voted = [Vote(item=item, person=person, vote="for", at="10:00") for person in ("P01", "P03", "P99")]
    people = [row for row in held.tables["people"] if row.person == "P01"]
    rows = [
        Term(body=SYSTEM, term="voting", value="simple majority", clause="4.9", from_date=held.rows(Term)[0].from_date)
    ]
    rows += [type(people[0])(person="P99", name="Made-up person 99")]
    import_handbook(by=secretary, system=SYSTEM, handbook=merge(held, [*rows, *voted]).handbook)
    client.force_login(secretary)
    text = client.get(f"/governance/{SYSTEM}/meetings/{MEETING}/live/{item}/").content.decode()
    vote = text[text.index('id="vote-title"') : text.index('id="decision-title"')]
    told = re.search(r"<p>(.*?)</p>", vote, re.DOTALL)
    assert told is not None
    assert "Carried: 2 for" in told[1]
    assert "nhsuk-tag" not in told[1]
    faults = re.findall(r"<li>(.*?)</li>", vote, re.DOTALL)
    assert any("Fail" in each and "nhsuk-tag" in each and "person 99" in each for each in faults)
