"""The evidence letter of the rule behind a citation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from commonweal.answers import RuleRecord, Source
from commonweal.law import EVIDENCE, book, evidence_of, evidence_words, lettered, letters_of, overlay_names, rules_told

_RULES = [
    record
    for names in ((), *((name,) for name in overlay_names()))
    for id in book(names).ids()
    for record in book(names).history(id)
]


def test_every_rule_of_the_packs_and_the_reforms_has_its_letter_at_its_source():
    with_letter = [record for record in _RULES if record.attributes.get("evidence")]
    assert len(with_letter) > 150
    for record in with_letter:
        assert evidence_of(record.source) == record.attributes["evidence"], record.id


def test_rules_of_the_handbook_all_have_a_letter():
    found = [each for each in _RULES if each.id.startswith("governance.") or each.id.startswith("organisations.A")]
    assert found
    for record in found:
        assert evidence_of(record.source) in EVIDENCE, record.id


@pytest.mark.parametrize("source", [Source("The constitution", at="clause 3.2"), Source.own_file("a.csv", "0" * 64)])
def test_what_is_no_rule_has_no_letter(source):
    assert evidence_of(source) == ""
    assert evidence_words(evidence_of(source)) == ""


def test_a_change_of_place_or_status_is_another_source():
    source = book().history("governance.B02")[0].source
    assert evidence_of(source) == "V"
    assert evidence_of(replace(source, last_checked=date(2020, 1, 1))) == "V"
    assert evidence_of(replace(source, at="somewhere else")) == ""
    assert evidence_of(replace(source, status="expected")) == ""


def test_the_rules_that_an_answer_read_go_before_those_of_today():
    rule = book().history("governance.B02")[0]
    then = replace(rule, attributes={**rule.attributes, "evidence": "M"})
    assert evidence_of(rule.source, letters_of([then])) == "M"
    assert evidence_of(rule.source, letters_of([then, rule, None])) == "M and V"
    assert evidence_words("M and V").startswith("M: from memory")
    assert evidence_words("M and V").endswith("official page")


@pytest.mark.parametrize("attributes", [[], "V", {"evidence": ["V"]}, {"evidence": 7}, {}, None])
def test_a_receipt_that_somebody_wrote_breaks_nothing(attributes):
    rule = book().history("governance.B02")[0]
    forged = RuleRecord.from_json(rule.to_json() | {"attributes": attributes})
    assert letters_of([forged]) == {}


def test_json_says_the_letter_beside_each_source_and_once_for_each_rule():
    rule = book().history("governance.B02")[0]
    clause = Source("The constitution", at="clause 3.2")
    told = lettered({"reasons": [{"sources": [rule.source.to_json(), clause.to_json()]}]})
    first, second = told["reasons"][0]["sources"]
    assert first["evidence"] == "V"
    assert "evidence" not in second
    (one,) = rules_told([rule, rule, None])
    assert (one["id"], one["evidence"], one["status"]) == ("governance.B02", "V", "in_force")
    assert one["last_checked"] == rule.source.last_checked.isoformat()
