"""A suggested mapping finds the person, however the register heads the column, and in two columns too."""

from __future__ import annotations

import pytest

from commonweal.governance.handbook.mapping import suggest_mapping


@pytest.mark.parametrize(
    "heading",
    ["Name", "Declarant", "Name of declarant", "Employee name", "Committee member", "Name of individual", "Recipient"],
)
def test_column_of_people_is_found(heading):
    text = suggest_mapping(f"{heading},Type\nIda Example,Financial\n".encode(), "interests", name="register.csv")
    assert f'  person: {{from: "{heading}", find: people, make: "P-{{name}}"}}' in text
    assert 'made_of: ["person"' in text


@pytest.mark.parametrize("headers", ["First name,Surname", "Surname,First name", "Forename,Last name"])
def test_name_in_two_columns_is_joined(headers):
    data = f"{headers},Type\nIda,Example,Financial\n".encode()
    first, last = sorted(headers.split(","), key=lambda word: "urname" in word or "Last" in word)
    text = suggest_mapping(data, "interests", name="register.csv")
    assert f'  person: {{from: ["{first}", "{last}"], find: people, make: "P-{{name}}"}}' in text
    assert "Not used" not in text
    people = suggest_mapping(data, "people", name="register.csv")
    assert f'  name: {{from: ["{first}", "{last}"]}}' in people


def test_lead_of_a_body_and_the_nominee_of_a_vote_are_people():
    assert 'lead: {from: "Place lead", find: people' in suggest_mapping(
        b"Name,Place lead\nA,B\n", "bodies", name="a.csv"
    )
    votes = suggest_mapping(b"Practice,Voted for\nA,Ida Example\n", "ballot_votes", name="a.csv")
    assert 'for_person: {from: "Voted for", find: people' in votes
