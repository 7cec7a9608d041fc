"""Two boards that merge into a third, each with something of every kind; and a cluster of the two."""

from __future__ import annotations

from datetime import date

from commonweal.governance.handbook import (
    Appointment,
    Body,
    Decision,
    Direction,
    Employment,
    Function,
    Grant,
    Handbook,
    Interest,
    Meeting,
    Person,
    PoolContribution,
    Row,
    Seat,
    Succession,
    Transfer,
)

BEGAN, EVE, DAY, ASKED = date(2022, 7, 1), date(2027, 3, 31), date(2027, 4, 1), date(2026, 12, 1)
NEW = "QCC"
RESIDUAL = ("staff", "contract", "asset", "declaration", "decision", "instrument")


def board(code: str, *, new: tuple[str, ...] = (NEW,)) -> list[Row]:
    """One of the boards, with a committee, a seat on each, and something of each kind."""
    return [
        Body(body=code, name=f"Board {code}", kind="icb", from_date=BEGAN, to_date=EVE),
        *(Body(body=each, name=f"Board {each}", kind="icb", from_date=DAY, area=f"area of {each}") for each in new),
        *(Succession(old_body=code, new_body=each, on_date=DAY, scheme="Order of 2027") for each in new),
        Body(body="FINANCE", name=f"Finance of {code}", kind="committee", parent=code, system=code, from_date=BEGAN),
        Body(body="NHSE", name="NHS England", kind="nhs_england", from_date=BEGAN),
        Person(person="P01", name=f"Chair of {code}"),
        Person(person="P02", name=f"Director of {code}"),
        Seat(seat="BOARD-01", body=code, title="Chair", seat_class="chair", from_date=BEGAN),
        Seat(seat="FIN-01", body="FINANCE", title="Finance chair", seat_class="chair", from_date=BEGAN),
        Appointment(seat="BOARD-01", person="P01", from_date=BEGAN),
        Employment(person="P02", employer=code, post="director", basis="employee", from_date=BEGAN),
        Employment(person="P01", employer=code, post="other", basis="office_holder", from_date=BEGAN),
        Interest(statement="S1", person="P01", kind="nil", from_date=BEGAN),
        Function(
            function="beds", title="Beds", holder=code, origin="icb", provision="NHSA 2006 s.3", delegable=True,
            jointly_exercisable=True, from_date=BEGAN,
        ),
        Grant(
            grant="G1", function="beds", from_body=code, to_body="FINANCE", route="schedule_1b_paragraph_11",
            decides=True, limit="no limit", from_date=BEGAN,
        ),
        Meeting(meeting="M1", body=code, on_date=date(2026, 5, 1)),
        Decision(
            decision="D1", meeting="M1", on_date=date(2026, 5, 1), title="Buy beds", outcome="approved", taken_by=code
        ),
        Direction(direction="DIR1", from_body="NHSE", to_body=code, from_date=BEGAN),
        PoolContribution(pool="BETTER-CARE", contributor=code, route="section_75", from_date=BEGAN),
        Transfer(
            line=f"{code}-L", old_body=code, new_body=new[0], kind="liability", what="claims", criminal=False,
            on_date=DAY,
        ),
        Transfer(line=f"{code}-P", old_body=code, new_body=new[0], kind="contract", what="BETTER-CARE", on_date=DAY),
        *(
            Transfer(line=f"{code}-{kind}", old_body=code, new_body=new[0], kind=kind, what=f"all {kind}", on_date=DAY)
            for kind in RESIDUAL
        ),
    ]  # fmt: skip


def settled(code: str) -> list[Row]:
    """A board with its committee followed by the new one's, whose seats are recorded."""
    return [
        *board(code),
        Body(body="QCC-FINANCE", name="Finance of QCC", kind="committee", parent=NEW, from_date=DAY),
        Succession(old_body="FINANCE", new_body="QCC-FINANCE", on_date=DAY, scheme="Order of 2027"),
        Seat(seat="QCC-01", body=NEW, title="Chair", seat_class="chair", from_date=DAY),
        Seat(seat="QCC-F1", body="QCC-FINANCE", title="Finance Chair", seat_class="chair", from_date=DAY),
    ]


def book(rows: list[Row], name: str = "handbook") -> Handbook:
    """The handbook of some rows."""
    return Handbook.of(rows, name=name)


def cluster(*, joint: bool = True, both: bool = True) -> list[Row]:
    """Two boards in a cluster, with a joint committee that both, or only the first, granted a function."""
    boards = ("QAA", "QBB")
    rows: list[Row] = [
        *(Body(body=code, name=f"Board {code}", kind="icb", from_date=BEGAN) for code in boards),
        Body(body="BOTH", name="The cluster", kind="cluster", from_date=BEGAN),
        Body(body="JOINT", name="Joint committee", kind="joint_committee", parent="QAA", from_date=BEGAN),
        *(
            Function(
                function="beds", title="Beds", holder=code, provision="NHSA 2006 s.3", commissioning=True,
                delegable=True, jointly_exercisable=joint, from_date=BEGAN,
            )
            for code in boards
        ),
        *(
            Grant(
                grant=f"G-{code}", function="beds", from_body=code, to_body="JOINT", route="section_65z6",
                limit="no limit", decides=True, from_date=BEGAN,
            )
            for code in (boards if both else boards[:1])
        ),
    ]  # fmt: skip
    return rows


def resolved(taken_by: str, **more: object) -> Decision:
    """A resolution of the cluster."""
    plain: dict[str, object] = {"function": "beds", "amount_pence": 1_000_00, "taken_by": taken_by}
    return Decision(decision="D9", on_date=date(2026, 5, 1), title="Buy beds", **(plain | more))  # type: ignore[arg-type]
