"""Wealdmarch's handbook: who governs, what they may decide, what they did in a year, and eight faults on purpose.

The handbook stands on 1 May 2026. Everything in it keeps the rules but what ``handbook_faults`` lists.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import TypeVar

from commonweal.demo import (
    handbook_ballots,
    handbook_board,
    handbook_bodies,
    handbook_clauses,
    handbook_committees,
    handbook_considered,
    handbook_delegations,
    handbook_diary_board,
    handbook_diary_committees,
    handbook_diary_partners,
    handbook_diary_places,
    handbook_documents,
    handbook_functions,
    handbook_gifts,
    handbook_grants,
    handbook_history,
    handbook_interests,
    handbook_minutes,
    handbook_national,
    handbook_partnerships,
    handbook_people,
    handbook_places,
    handbook_published,
    handbook_questions,
    handbook_roles,
    handbook_terms,
)
from commonweal.demo.people import Practice, practices
from commonweal.demo.wealdmarch import SEED
from commonweal.governance.handbook import AgendaItem, Appointment, Decision, Handbook, Interest, Row, Seat
from commonweal.governance.handbook.canonical import fingerprint

R = TypeVar("R", bound=Row)

NAME = "Wealdmarch (fictional)"


@lru_cache(maxsize=1)
def wealdmarch_handbook() -> Handbook:
    """The handbook of Wealdmarch, the same each time.

    Example:
        >>> book = wealdmarch_handbook()
        >>> book.systems
        ('WEALDM',)
        >>> len(book.rows(Seat, body="WEALDM", voting=True))
        16
    """
    made = Handbook.of(_rows(practices(SEED)), name=NAME)
    return replace(made, sha256=fingerprint(made))


def _rows(made: list[Practice]) -> list[Row]:
    seated = [
        *handbook_board.board(),
        *handbook_committees.committees(),
        *handbook_places.places(),
        *handbook_partnerships.partnerships(),
    ]
    appointments = _of(seated, Appointment)
    declared = handbook_interests.interests(appointments, made)
    met = _year(handbook_minutes.Chairs(_of(seated, Seat), appointments, _of(declared, Interest)))
    return [
        *handbook_bodies.registered(made),
        *handbook_bodies.governing(),
        *handbook_bodies.partners(made),
        *handbook_bodies.successions(made),
        *handbook_history.transfers(),
        *handbook_bodies.standing(made),
        *_instruments(),
        *handbook_people.people(),
        *seated,
        *handbook_roles.roles(),
        *handbook_roles.employments(),
        *handbook_roles.skills(),
        *handbook_roles.fit_and_proper(appointments),
        *handbook_roles.eligibility(),
        *handbook_ballots.ballots(made),
        *handbook_functions.functions(),
        *handbook_grants.grants(),
        *handbook_delegations.delegated_in(),
        *handbook_delegations.to_the_collaborative(),
        *handbook_history.to_places(),
        *handbook_history.of_the_groups(),
        *handbook_national.directions(),
        *handbook_delegations.pools(),
        *handbook_national.proposals(),
        *declared,
        *handbook_gifts.gifts(),
        *handbook_gifts.breaches(),
        *handbook_gifts.procurements(),
        *handbook_gifts.evaluators(),
        *met,
        *handbook_questions.questions(),
    ]


def _instruments() -> list[Row]:
    return [
        *handbook_documents.documents(),
        *handbook_clauses.clauses(),
        *handbook_terms.terms(),
        *handbook_documents.published(),
        *handbook_published.registers(),
        *handbook_clauses.citations(),
        *handbook_terms.reviews(),
    ]


def _year(chairs: handbook_minutes.Chairs) -> list[Row]:
    """Meetings and decisions of a year, what was considered, and what was published."""
    sittings = (
        *handbook_diary_board.board_meetings(),
        *handbook_diary_committees.finance_meetings(),
        *handbook_diary_committees.primary_care_meetings(),
        *handbook_diary_committees.other_committees(),
        *handbook_diary_places.place_meetings(),
        *handbook_diary_partners.partner_meetings(),
    )
    met = handbook_minutes.minutes(sittings, chairs) + _alone()
    decisions = _of(met, Decision)
    return [
        *met,
        *handbook_considered.considerations(decisions, _of(met, AgendaItem)),
        *handbook_published.of_meetings(sittings),
        *handbook_published.of_decisions(decisions),
    ]


def _alone() -> list[Row]:
    """What the director of the fourth place decided without a meeting."""
    place = handbook_bodies.PLACES[3]
    return [
        Decision(
            decision=f"D-{decision}",
            on_date=on,
            title=title,
            outcome="approved",
            taken_by_seat=f"{place}-01",
            function="local_enhanced_services",
            place=place,
            amount_pence=pounds * 100,
            acted_on=True,
            published_on=on + timedelta(days=7),
        )
        for decision, on, title, pounds, _ in handbook_diary_places.UPPER_DECISIONS
    ]


def _of(rows: list[Row], row_class: type[R]) -> list[R]:
    return [row for row in rows if isinstance(row, row_class)]
