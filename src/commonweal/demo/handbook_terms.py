"""The open terms that Wealdmarch settled: quorum, voting, deputies, lead times, limits, review cycles, questions."""

from __future__ import annotations

from datetime import date

from commonweal.demo.handbook_bodies import BEGAN, PARTNERSHIP, PLACES, SYSTEM
from commonweal.demo.handbook_days import day
from commonweal.demo.handbook_documents import SHARED, VARIED, terms_of_reference
from commonweal.governance.handbook import Review, Row, Term

BOARD_QUORUM = (
    "all of (1/2 of voting seats; any of (chief_executive; profession finance); "
    "any of (profession nursing; profession medical); at least 1 non_executive; at least 1 partner)"
)

QUORUMS = {
    SYSTEM: BOARD_QUORUM,
    "AUDIT": "at least 2 non_executive",
    "REMUNERATION": "at least 2 non_executive",
    "FINANCE": "all of (at least 4; at least 1 non_executive; any of (chief_executive; profession finance))",
    "QUALITY": "all of (at least 4; at least 1 non_executive; any of (profession nursing; profession medical))",
    "PRIMARY-CARE": "all of (1/2 of voting seats; at least 1 non_executive; at least 1 profession finance)",
    "IFR-PANEL": "2",
    "CONFLICTS-PANEL": "2",
    PLACES[0]: "all of (1/2 of voting seats; at least 1 represents icb; at least 1 represents council)",
    PLACES[1]: "all of (at least 5; at least 1 represents icb; at least 1 represents primary_care_leadership)",
    PLACES[2]: "at least 5",
    "CHILDREN": "at least 1 from each organisation",
    "SPECIALISED": "all of (at least 3; at least 1 represents icb)",
    "MIND-COLLABORATIVE": "all of (1/2 of voting seats; at least 1 represents mental_health)",
    "GP-BOARD": "more than 1/2 of filled voting seats",
    "LMC": "3",
    PARTNERSHIP: "all of (at least 4; at least 1 represents icb; at least 2 represents council)",
    **{f"HWB-{place}": "at least 3" for place in range(1, 5)},
}
"""How many, and who, make each body able to decide."""

IN_PUBLIC = {SYSTEM, "PRIMARY-CARE", PLACES[0], PLACES[1], PARTNERSHIP, *(f"HWB-{place}" for place in range(1, 5))}
FALLBACK = {SYSTEM: "CONFLICTS-PANEL", "PRIMARY-CARE": SYSTEM, "FINANCE": SYSTEM, PLACES[1]: "PRIMARY-CARE"}
"""Where an item goes whose quorum exclusions broke."""


def settled_by(body: str) -> tuple[str, date]:
    """The document that settles a body's terms, and since when."""
    if body == SYSTEM:
        return "STANDING-ORDERS-2", VARIED
    if body == "MIND-COLLABORATIVE":
        return "AGREEMENT-MIND", day("2024-04-01")
    since = BEGAN[PLACES.index(body)] if body in PLACES else day("2024-04-01") if body in SHARED else VARIED
    return terms_of_reference(body), since


def _term(body: str, term: str, value: str, clause: str, *, applies_to: str = "") -> Term:
    document, since = settled_by(body)
    approved = day("2025-03-20") if since == VARIED else date.fromordinal(since.toordinal() - 12)
    return Term(
        body=body,
        term=term,
        value=value,
        applies_to=applies_to,
        document=document,
        clause=clause,
        approved_on=approved,
        from_date=since,
    )


def _usual(body: str) -> list[Row]:
    """What every body that meets has settled."""
    found = [
        _term(body, "quorum", QUORUMS[body], "5.1"),
        _term(body, "voting", "a simple majority of the members present and voting", "5.4"),
        _term(body, "deputies", "count, at most 2" if body == SYSTEM else "count", "5.2"),
        _term(body, "casting_vote", "chair", "5.5"),
        _term(body, "paper_lead_time", "7 days" if body == PLACES[2] else "5 working days", "5.7"),
        _term(body, "notice_period", "3 clear days", "5.6"),
        _term(body, "meets_in_public", "yes" if body in IN_PUBLIC else "no", "5.8"),
        _term(body, "minutes_published_within", "10 working days", "5.9"),
        _term(body, "ratification", "at the next quorate meeting", "5.3"),
    ]
    if body in FALLBACK:
        found.append(_term(body, "quorum_fallback", FALLBACK[body], "6.3"))
    return [*found]


_LIMITS = (
    ("FINANCE", "£10m", "8.1"),
    ("PRIMARY-CARE", "£5m", "8.2"),
    ("BOARD-02", "£1.5m", "8.3"),
    ("BOARD-03", "£1m", "8.4"),
    (PLACES[0], "£150,000 per 100,000 population a year", "8.5"),
    (PLACES[1], "£150,000 per 100,000 population a year", "8.5"),
    ("WEALDP4-01", "£100,000 per 100,000 population a year", "8.6"),
)


def terms() -> list[Row]:
    """Every term of every body that meets, and the board's own for limits, reviews and questions."""
    found = [row for body in QUORUMS for row in _usual(body)]
    found.append(
        _term(SYSTEM, "quorum_without_chair", "the deputy chair presides, and the quorum is the same", "5.1.3")
    )
    found.append(_term(SYSTEM, "nomination_process", "joint nomination by ballot, approved by the chair", "3.5.2"))
    found += [_term(SYSTEM, "money_limit", value, clause, applies_to=who) for who, value, clause in _LIMITS]
    found += [
        _term(SYSTEM, "interests_confirmation", "yearly", "6.1.4"),
        _term(SYSTEM, "review_cycle", "yearly", "3.14.1", applies_to="board_skills"),
        _term(SYSTEM, "review_cycle", "yearly", "4.3.5", applies_to="terms_of_reference"),
        _term(SYSTEM, "review_cycle", "yearly", "4.3.6", applies_to="scheme_of_delegation"),
        _term(SYSTEM, "public_question_limit", "2 questions of at most 150 words", "7.4.1"),
        _term(SYSTEM, "public_question_deadline", "3 working days", "7.4.2"),
        _term(SYSTEM, "public_question_reply", "1 month", "7.4.3"),
        _term(SYSTEM, "public_question_repeat_bar", "6 months", "7.4.4"),
    ]
    return found


def reviews() -> list[Row]:
    """Reviews held within the last year."""
    return [
        Review(
            body=SYSTEM,
            subject="board_skills",
            on_date=day("2025-11-20"),
            gap="knowledge of digital services",
            mitigation="a digital adviser attends the finance committee until a member is appointed in 2026",
        ),
        Review(body=SYSTEM, subject="scheme_of_delegation", on_date=day("2026-01-15")),
        Review(body=SYSTEM, subject="terms_of_reference", on_date=day("2026-01-15")),
        Review(body=SYSTEM, subject="effectiveness", on_date=day("2026-03-19")),
        Review(body=SYSTEM, subject="constitution", on_date=day("2026-03-19")),
    ]
