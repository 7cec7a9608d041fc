"""An invented board of five, a finance committee of three and one function, on which decisions are asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from commonweal.answers import Dates
from commonweal.governance.decide import can_decide
from commonweal.governance.decide_inputs import read_item
from commonweal.governance.handbook import Appointment, Body, Function, Grant, Handbook, Interest, Person, Seat, Term

DAY, START = date(2026, 5, 7), date(2022, 7, 1)
CLASSES = {"S1": "chair", "S2": "chief_executive", "S3": "non_executive", "S4": "partner", "S5": "executive"}


def rows():
    """A board of five, a finance committee of three, one function, and a limit of £50,000 per 100,000 people."""
    start = date(2022, 7, 1)
    built = [
        Body(body="QWM", name="Wold and Mere ICB", kind="icb", from_date=start),
        Body(body="FIN", name="Finance Committee", kind="committee", system="QWM", parent="QWM", from_date=start,
             population=1_000_000),
        Body(body="QSCAN", name="Wold Imaging Limited", kind="company", ods_code="8XW01", company_number="01234567"),
        Function(function="buy", title="Arrange scans", holder="QWM", provision="NHSA 2006 s.3", commissioning=True,
                 delegable=True, from_date=start),
        Grant(grant="G1", function="buy", from_body="QWM", to_body="FIN", route="schedule_1b_paragraph_11",
              onward_allowed=False, limit="£50,000 per 100,000 population", decides=True, from_date=start),
        Term(body="FIN", term="quorum", value="all of (2; at least 1 non_executive)", from_date=start,
             approved_on=start, clause="4.1"),
        Term(body="FIN", term="deputies", value="do not count", from_date=start, approved_on=start),
        Term(body="FIN", term="paper_lead_time", value="5 working days", from_date=start, approved_on=start),
    ]  # fmt: skip
    for number, (seat, kind) in enumerate(CLASSES.items(), 1):
        built.append(Person(person=f"P{number}", name=f"Person {number}"))
        built.append(Seat(seat=seat, body="QWM", title=kind, seat_class=kind, voting=True, from_date=start))
        built.append(Appointment(seat=seat, person=f"P{number}", from_date=start))
    for number, kind in ((2, "chief_executive"), (3, "non_executive"), (4, "partner")):
        built.append(Seat(seat=f"F{number}", body="FIN", title=kind, seat_class=kind, voting=True, from_date=start))
        built.append(Appointment(seat=f"F{number}", person=f"P{number}", from_date=start))
        built.append(Interest(statement=f"N{number}", person=f"P{number}", kind="nil", declared_on=start))
    return built


def ask(given=None, *, handbook=None, day=DAY, **more):
    item = {
        "title": "Scanner", "body": "FIN", "function": "buy", "amount": "£400,000", "counterparties": ["8XW01"],
        "present": ["P2", "P3", "P4"],
    }  # fmt: skip
    item |= (given or {}) | more
    return can_decide(read_item(item), handbook=Handbook.of(handbook or rows()), dates=Dates.on(day))


def told(answer):
    """Every sentence of an answer."""
    return [answer.sentence, *(each.sentence for reason in answer.reasons for each in reason.walk())]


def swap(kind, test, *, base=None, **changes):
    """The rows, with what is said of some of them."""
    return [replace(row, **changes) if isinstance(row, kind) and test(row) else row for row in base or rows()]


def quorum_is(text, base=None):
    return swap(Term, lambda row: row.term == "quorum", base=base, value=text)


def deputies_count(base=None, value="count"):
    return swap(Term, lambda row: row.term == "deputies", base=base, value=value)


def nil(person):
    return Interest(statement=f"NIL-{person}", person=person, kind="nil", declared_on=START)


def stake(person, **more):
    given = {"kind": "financial", "counterparty": "Wold Imaging Ltd", "from_date": date(2024, 1, 1)}
    return Interest(statement=f"S-{person}", person=person, declared_on=date(2024, 1, 1), **(given | more))
