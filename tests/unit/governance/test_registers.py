"""The published registers: which rows the public sees on a day, what is withheld, and how a blank is told."""

from __future__ import annotations

import io
from datetime import date

import pytest

from commonweal.governance.handbook import (
    AgendaItem,
    Appointment,
    Body,
    Breach,
    Decision,
    Evaluator,
    Gift,
    Handbook,
    Interest,
    Person,
    Procurement,
    Records,
    Seat,
)
from commonweal.governance.registers import REGISTERS, register
from commonweal.problems import BadInput
from commonweal.tables import write_csv

ON = date(2026, 5, 1)
BOARD = [
    Body(body="ICB", name="Wealdmarch", kind="icb"),
    Seat(seat="B1", body="ICB", title="Chief nurse", seat_class="executive"),
    Person(person="P1", name="Member 1"),
    Appointment(seat="B1", person="P1", from_date=date(2024, 4, 1)),
]


def shown(name, *rows, on=ON):
    return register(Records(Handbook.of([*BOARD, *rows])), name, on)


def interest(**more):
    plain = {"statement": "S1", "person": "P1", "kind": "financial", "public": True, "description": "Director",
             "counterparty": "Elmbrook Software Ltd", "from_date": date(2025, 1, 1)}  # fmt: skip
    return Interest(**(plain | more))


def test_an_interest_is_shown_with_the_role_and_what_nobody_recorded_says_so():
    row = shown("interests", interest(local_label="Shares"), on=ON).rows[0]
    assert (row["name"], row["role"], row["bodies"]) == ("Member 1", "Chief nurse", "Wealdmarch")
    assert (row["kind"], row["direct"], row["declared"]) == ("Financial (Shares)", "Direct", "Not recorded")


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ({}, 1),
        ({"to_date": date(2025, 11, 1)}, 1),
        ({"to_date": date(2025, 10, 31)}, 0),
        ({"to_date": date(2025, 10, 31), "published_until": date(2026, 6, 1)}, 1),
        ({"from_date": date(2026, 5, 2)}, 0),
        ({"registered_on": date(2026, 5, 2)}, 0),
        ({"public": False}, 0),
        ({"public": None}, 0),
        ({"kind": "nil"}, 1),
        ({"kind": "nil", "to_date": date(2026, 4, 1)}, 0),
    ],
)
def test_which_interests_the_public_sees_on_a_day(change, count):
    assert len(shown("interests", interest(**change)).rows) == count


def test_what_is_withheld_is_counted_and_not_told():
    found = shown("interests", interest(public=False), interest(statement="S2", public=None))
    assert found.notes == (
        "1 entry is withheld from publication.",
        "1 entry is not shown: nobody has recorded that it may be published.",
    )
    close = shown("interests", interest(kind="indirect", held_by="sister")).rows[0]
    assert close["direct"] == "Indirect"
    assert "sister" not in " ".join(close.values())


def test_a_statement_that_was_replaced_gives_way_to_the_new_one():
    rows = [interest(), interest(statement="S2", supersedes="S1", description="Owner")]
    assert [row["description"] for row in shown("interests", *rows).rows] == ["Owner"]


def test_gifts_and_hospitality_are_shown_declined_ones_too():
    rows = [
        Gift(gift="G1", person="P1", kind="hospitality", accepted=False, on_date=date(2026, 3, 1), value_pence=2200),
        Gift(gift="G2", person="P9", kind="gift"),
        Gift(gift="G3", person="P1", kind="gift", declared_on=date(2026, 5, 2)),
    ]
    second, first = shown("gifts", *rows).rows
    assert (first["kind"], first["outcome"], first["value"], first["role"]) == (
        "Hospitality", "Declined", "£22", "Chief nurse",
    )  # fmt: skip
    assert {second[name] for name in ("outcome", "value", "from_whom", "on")} == {"Not recorded"}


def test_breaches_come_out_once_they_are_published():
    rows = [Breach(breach="X1", body="ICB", on_date=ON, published_on=ON), Breach(breach="X2", body="ICB")]
    found = shown("breaches", *rows)
    assert (len(found.rows), found.notes) == (1, ("1 breach is not published yet.",))


def test_a_decision_about_one_person_tells_nothing_of_that_person():
    item = AgendaItem(item="I1", meeting="M1", title="A request", individual_patient=True)
    plain = {"on_date": ON, "outcome": "approved", "taken_by": "ICB", "published_on": ON, "amount_pence": 100_00}
    rows = [
        Decision(decision="D1", item="I1", title="Treatment for a named person", **plain),
        Decision(decision="D2", title="Winter plan", **plain),
        Decision(decision="D3", title="Not out yet", on_date=ON),
    ]
    found = shown("decisions", item, *rows)
    assert [(row["title"], row["amount"]) for row in found.rows] == [
        ("A decision about one person", "Withheld"), ("Winter plan", "£100"),
    ]  # fmt: skip
    assert found.notes == ("1 decision is not published.",)


def test_procurements_tell_how_conflicts_were_managed_and_name_nobody():
    team = [
        Evaluator(procurement="Scanners", person="P1", conflicted=True, measure="Stood aside.", measure_on=ON),
        Evaluator(procurement="Scanners", person="P2", conflicted=True, measure="none"),
        Evaluator(procurement="Scanners", person="P3", conflicted=None),
    ]
    decision = Decision(decision="D1", title="Scanners for the coast", on_date=ON, published_on=ON, outcome="approved",
                        taken_by_seat="B1")  # fmt: skip
    row = shown("procurement_decisions", decision, *team).rows[0]
    assert (row["evaluators"], row["conflicts"]) == ("3", "2; of 1 not recorded")
    assert row["managed"] == "Stood aside (1 May 2026); Nothing was done"
    assert (row["taken_by"], row["outcome"]) == ("Chief nurse", "Approved")
    assert "Member 1" not in " ".join(row.values())


def test_procurement_decisions_tell_provider_value_route_and_the_conflicts_of_those_who_decided():
    rows = [
        Procurement(
            procurement="SCAN", title="Scanners", body="ICB", decided_on=ON, decided_by="the board",
            provider="Wold Imaging Limited", value_pence=400_000_00, route="competitive", notice="2026/S 000-000001",
            conflicts="One member, with shares in a bidder", managed="The member stood aside", published_on=ON,
        ),
        Procurement(procurement="LATER", title="Later", published_on=date(2026, 5, 2)),
        Procurement(procurement="NEVER", title="Never", provider="Secret Limited"),
        Evaluator(procurement="SCAN", person="P1", conflicted=False),
        Evaluator(procurement="NEVER", person="P1", conflicted=True),
    ]  # fmt: skip
    found = shown("procurement_decisions", *rows)
    (row,) = found.rows
    assert (row["procurement"], row["provider"], row["route"]) == ("Scanners", "Wold Imaging Limited", "Competitive")
    assert (row["amount"], row["on"], row["published"]) == ("£400,000", "2026-05-01", "2026-05-01")
    assert (row["deciders"], row["managed"]) == ("One member, with shares in a bidder", "The member stood aside")
    assert (row["evaluators"], row["conflicts"], row["notice"]) == ("1", "0", "2026/S 000-000001")
    assert found.notes == ("2 procurements are left out: no publication of their notices is recorded.",)


def test_procurement_says_none_only_where_the_handbook_does():
    none = Procurement(procurement="A", conflicts="none", managed="none", published_on=ON)
    blank = Procurement(procurement="B", published_on=ON)
    rows = shown("procurement_decisions", none, blank).rows
    assert [(row["deciders"], row["managed"]) for row in rows] == [("None", ""), ("Not recorded", "")]
    assert rows[1]["provider"] == "Not recorded"


def test_every_register_fills_its_columns_and_can_be_written_as_csv():
    rows = [
        interest(),
        Gift(gift="G1", person="P1", kind="gift", from_whom="=cmd"),
        Breach(breach="X", body="ICB", published_on=ON),
        Decision(decision="D", title="T", on_date=ON, published_on=ON),
        Evaluator(procurement="Q", person="P1"),
    ]
    for name in REGISTERS:
        found = shown(name, *rows)
        assert {tuple(row) for row in found.rows} == {tuple(found.columns)}
        out = io.StringIO()
        write_csv(out, found.rows, found.columns, bom=False)
        assert out.getvalue().splitlines()[0].split(",")[0] == next(iter(found.columns.values()))
        assert len(out.getvalue().splitlines()) == 2
    assert found.to_json()["register"] == "procurement_decisions"


def test_a_register_that_there_is_not_is_told_with_those_there_are():
    with pytest.raises(BadInput, match="interests, gifts, breaches"):
        shown("presents")
