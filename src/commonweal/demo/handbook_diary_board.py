"""The board's year: six meetings, every two months, the last still to come."""

from __future__ import annotations

from commonweal.demo.handbook_bodies import SYSTEM, TRUSTS
from commonweal.demo.handbook_business import Business, Sitting
from commonweal.demo.handbook_days import day

_CONFIDENTIAL = "publicity would prejudice the public interest because the terms of a contract are being settled"


def board_meetings() -> tuple[Sitting, ...]:
    """The meetings of the board, in their order."""
    return (
        Sitting(
            body=SYSTEM,
            on=day("2025-07-17"),
            business=(
                Business(title="Annual report for 2024/25", function="annual_report"),
                Business(title="Report of the audit committee"),
                Business(title="Measures to reduce inequalities in cancer waits", function="reduce_inequalities"),
            ),
            apologies={"BOARD-09": ""},
        ),
        Sitting(
            body=SYSTEM,
            on=day("2025-09-18"),
            business=(
                Business(
                    title="Hospital contract with Harrowmarch University Hospitals",
                    function="commission_hospital_services",
                    pounds=412_000_000,
                    years=3,
                    parties=(TRUSTS[0],),
                ),
                Business(title="Winter plan", function="commission_urgent_care"),
                Business(
                    title="Settlement of a dispute over an estate",
                    function="break_even",
                    pounds=1_900_000,
                    private=_CONFIDENTIAL,
                ),
            ),
            apologies={"BOARD-13": "P601"},
        ),
        Sitting(
            body=SYSTEM,
            on=day("2025-11-20"),
            business=(
                Business(title="Skills of the board: review and gaps", function="board_skills"),
                Business(title="Intentions for capital with partner trusts", function="joint_capital_plan"),
                Business(title="Care pathways at Wyndlesea Coast: report of the first weeks"),
            ),
            apologies={"BOARD-10": ""},
            # One working day fewer than the standing orders ask.
            papers_days=4,
        ),
        Sitting(
            body=SYSTEM,
            on=day("2026-01-15"),
            business=(
                Business(title="Scheme of reservation and delegation: yearly review", function="joint_working"),
                Business(
                    title="Community stroke beds move to Tarnwick Vale",
                    function="commission_community_services",
                    pounds=14_600_000,
                    years=4,
                    place="WEALDP3",
                    parties=(TRUSTS[3],),
                    changes=True,
                ),
                Business(title="Green plan: second report", function="climate"),
            ),
            apologies={"BOARD-03": "P021"},
        ),
        Sitting(
            body=SYSTEM,
            on=day("2026-03-19"),
            business=(
                Business(title="Budget for 2026/27", function="break_even", pounds=3_020_000_000),
                Business(title="Joint forward plan from 2026/27", function="joint_forward_plan"),
                Business(title="Joint capital plan for 2026/27", function="joint_capital_plan", pounds=96_000_000),
                Business(title="Effectiveness of the board"),
            ),
            apologies={"BOARD-16": ""},
        ),
        Sitting(
            body=SYSTEM,
            on=day("2026-05-21"),
            business=(
                Business(title="Aftercare under section 117: who decides", function="section_117_aftercare"),
                Business(
                    title="Community diagnostics for Wyndlesea Coast",
                    function="commission_hospital_services",
                    pounds=12_400_000,
                    years=5,
                    place="WEALDP2",
                    parties=("Gannetsea Diagnostics Limited", TRUSTS[1]),
                ),
            ),
        ),
    )
