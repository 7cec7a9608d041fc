"""Which missing fact would settle the most open verdicts."""

from __future__ import annotations

from commonweal.answers import Source, Verdict
from commonweal.governance.checking import RuleFinding
from commonweal.governance.checks.finding import Finding, missing
from commonweal.governance.handbook import Handbook, Seat
from commonweal.governance.missing_facts import fill_first
from commonweal.governance.standing import Standing

WITH_SEATS = Handbook.of([Seat(seat="B1", body="QWM", title="Chair", seat_class="chair")])


def open_verdict(number, *unknowns, severity="BREACH", subject="QWM"):
    rule = Standing(f"governance.{number}", "A rule", severity, "V", "in_force", Source("An Act"), None)
    finding = Finding(Verdict.INSUFFICIENT_DATA, subject, "Not known.", unknowns)
    return RuleFinding(rule, "QWM", finding)


def fact(table, column, key=""):
    return missing(table, column, key, "it matters")


def test_the_fact_that_settles_the_most_stands_first():
    found = [
        open_verdict("B01", fact("seats", "voting", "B1")),
        open_verdict("B02", fact("seats", "voting", "B2")),
        open_verdict("B03", fact("seats", "title", "B1")),
    ]
    first, second = fill_first(found, WITH_SEATS)
    assert (first.name, first.settles, first.helps, first.rules) == ("seats.voting", 2, 0, ("B01", "B02"))
    assert first.keys == ("B1", "B2")
    assert second.name == "seats.title"
    assert first.sentence == (
        'The column "Voting" of the sheet seats, for B1, B2: settles 2 verdicts (rules B01, B02).'
    )


def test_a_verdict_that_waits_for_several_facts_counts_in_part():
    both = (fact("seats", "voting"), fact("seats", "title"))
    found = [open_verdict("B01", *both), open_verdict("B02", *both), open_verdict("B03", fact("seats", "profession"))]
    ranked = fill_first(found, WITH_SEATS)
    assert [(each.name, each.settles, each.helps) for each in ranked] == [
        ("seats.profession", 1, 0),
        ("seats.title", 0, 2),
        ("seats.voting", 0, 2),
    ]


def test_an_empty_sheet_is_one_fact():
    found = [
        open_verdict("B01", fact("appointments", "person", "B1"), fact("appointments", "from_date", "B1")),
        open_verdict("B02", fact("appointments", "appointed_by", "B2")),
    ]
    (only,) = fill_first(found, WITH_SEATS)
    assert (only.name, only.column, only.settles, only.keys) == ("appointments", "", 2, ())


def test_among_equals_the_gravest_rule_comes_first():
    found = [
        open_verdict("B01", fact("seats", "approved_by"), severity="LOW"),
        open_verdict("B02", fact("seats", "voting"), severity="BREACH"),
    ]
    assert [each.name for each in fill_first(found, WITH_SEATS)] == ["seats.voting", "seats.approved_by"]


def test_one_fact_for_two_rows_of_one_finding_settles_one_verdict():
    (only,) = fill_first(
        [open_verdict("B01", fact("seats", "voting", "B1"), fact("seats", "voting", "B2"))], WITH_SEATS
    )
    assert (only.settles, only.helps) == (1, 0)


def test_what_no_sheet_holds_is_left_out():
    assert fill_first([open_verdict("B01", fact("weather", "rain"))], WITH_SEATS) == ()
