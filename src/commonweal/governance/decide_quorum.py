"""Whether an item is quorate once those who must leave have left, and what would mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commonweal.answers import Reason, Source, Unknown, Verdict, all_of
from commonweal.governance.decide_conflicts import Leaving
from commonweal.governance.handbook import Document, Records, Term
from commonweal.governance.membership import name_of, seats_on
from commonweal.governance.presence import Moment
from commonweal.governance.quorum import Quorum, QuorumResult, SeatAt, evaluate, parse_quorum
from commonweal.problems import BadInput


@dataclass(frozen=True, slots=True)
class QuorumTerms:
    """What a body has settled about its quorum.

    Args:
        quorum: What is asked for; None where no term settles it.
        deputies_count: None where it is not settled.
        sources: The clauses.
    """

    quorum: Quorum | None
    deputies_count: bool | None
    most_deputies: int | None
    sources: tuple[Source, ...]
    problem: str = ""


def term_on(records: Records, body: str, term: str, on: date) -> Term | None:
    """The open term of a body on a day; one that is approved on a day has no effect before it."""
    held = [
        row
        for row in records.rows(Term, body=body, term=term)
        if row.holds_on(on) and (row.approved_on is None or row.approved_on <= on)
    ]
    return max(held, key=lambda row: row.from_date or date.min) if held else None


def clause_source(records: Records, term: Term) -> Source:
    """The clause of the local instrument that settles a term."""
    document = records.first(Document, document=term.document) if term.document else None
    title = f"{document.kind.replace('_', ' ').capitalize()} {document.version}".strip() if document else "The handbook"
    at = f"clause {term.clause}" if term.clause else term.where or "terms"
    return Source(title, at=at, publisher=term.body, status="own_file")


def quorum_terms(records: Records, body: str, on: date) -> QuorumTerms:
    """The quorum of a body on a day, and whether deputies count."""
    asked, deputies = term_on(records, body, "quorum", on), term_on(records, body, "deputies", on)
    sources = tuple(clause_source(records, term) for term in (asked, deputies) if term)
    count, most = _deputies(deputies.value) if deputies else (None, None)
    if asked is None:
        return QuorumTerms(None, count, most, sources)
    try:
        return QuorumTerms(parse_quorum(asked.value), count, most, sources)
    except BadInput as error:
        return QuorumTerms(None, count, most, sources, str(error))


def _deputies(text: str) -> tuple[bool | None, int | None]:
    plain = " ".join(text.casefold().split())
    if plain.startswith(("do not count", "no", "none")):
        return False, None
    found = re.fullmatch(r"(?:count|yes)(?:,? at most (\d+))?", plain)
    return (True, int(found[1]) if found[1] else None) if found else (None, None)


@dataclass(frozen=True, slots=True)
class ItemQuorum:
    """The quorum of one item.

    Args:
        reason: The section of the answer.
        cures: What would make it quorate.
        clock: For each moment, the time, the count and the verdict.
    """

    reason: Reason
    unknowns: tuple[Unknown, ...] = ()
    cures: tuple[str, ...] = ()
    clock: tuple[Mapping[str, int | str], ...] = ()


def item_quorum(
    records: Records, body: str, on: date, moments: Sequence[Moment] | None, leaving: Leaving
) -> ItemQuorum:
    """Whether the item is quorate from its beginning to its end.

    Where the chair has yet to rule, it is tried with and without those people: the verdict is settled only where
    both agree.
    """
    name, terms = name_of(records, body, on), quorum_terms(records, body, on)
    if terms.quorum is None:
        why = terms.problem or f"No quorum of {name} stands in the handbook"
        unknown = Unknown(
            f"terms.value of quorum for {body}",
            "whether enough members are there cannot be told without the quorum",
            f"fill in the quorum of {body} in the sheet terms, with the clause that sets it",
        )
        reason = Reason(
            f"{why.rstrip('.')}: whether enough members are there cannot be told.", Verdict.INSUFFICIENT_DATA
        )
        return ItemQuorum(reason, (unknown,))
    seats = seats_on(records, body, on)
    if not seats:
        unknown = Unknown(f"seats of {body}", "a quorum counts seats", f"list the seats of {body} in the sheet seats")
        return ItemQuorum(Reason(f"No seats of {name} stand in the handbook.", Verdict.INSUFFICIENT_DATA), (unknown,))
    if moments is None:
        unknown = Unknown(
            "who is present", "a quorum counts who is in the room", "list who is present, or who is expected to be"
        )
        return ItemQuorum(
            Reason(
                f"The quorum of {name} asks for {terms.quorum.words()}; nobody has said who is present.",
                Verdict.INSUFFICIENT_DATA,
                sources=terms.sources,
            ),
            (unknown,),
        )
    judged = [_at(moment, terms, seats, leaving) for moment in moments]
    verdict = all_of([result.verdict for result, _ in judged])
    worst = next(pair for pair in judged if pair[0].verdict is verdict)
    clock = tuple(
        {"time": moment.clock, "count": result.count, "verdict": result.verdict.value}
        for moment, (result, _) in zip(moments, judged, strict=True)
    )
    children = list(worst[0].reasons)
    if terms.deputies_count is None and any(who.deputy_for for moment in moments for who in moment.present):
        children.append(Reason(f"Whether deputies count is not settled in the terms of {name}.", None))
    cures = tuple(f"{cure} it would be quorate" for cure in worst[0].cures)
    return ItemQuorum(
        Reason(_sentence(name, verdict, moments, judged), verdict, sources=terms.sources, children=tuple(children)),
        _unknowns(body, verdict, terms, moments),
        cures,
        clock,
    )


def _at(
    moment: Moment, terms: QuorumTerms, seats: tuple[SeatAt, ...], leaving: Leaving
) -> tuple[QuorumResult, QuorumResult]:
    assert terms.quorum is not None
    settled = {"deputies_count": terms.deputies_count, "most_deputies": terms.most_deputies}
    staying = evaluate(terms.quorum, seats=seats, present=moment.present, excluded=leaving.out, **settled)  # type: ignore[arg-type]
    if not leaving.perhaps:
        return staying, staying
    gone = evaluate(
        terms.quorum,
        seats=seats,
        present=moment.present,
        excluded=leaving.out | leaving.perhaps,
        **settled,  # type: ignore[arg-type]
    )
    if gone.verdict is staying.verdict:
        return gone, staying
    open_until_ruled = QuorumResult(Verdict.NEEDS_JUDGEMENT, gone.reasons, gone.counted, gone.cures)
    return open_until_ruled, staying


def _sentence(
    name: str, verdict: Verdict, moments: Sequence[Moment], judged: Sequence[tuple[QuorumResult, QuorumResult]]
) -> str:
    counts = [result.count for result, _ in judged]
    if verdict is Verdict.PASS:
        return f"The item is quorate: {min(counts)} voting members of {name} count."
    if verdict is Verdict.FAIL:
        lost = next(moment for moment, (result, _) in zip(moments, judged, strict=True) if result.verdict is verdict)
        since = f" from {lost.clock}" if lost.clock and len(moments) > 1 else ""
        return f"The item is not quorate{since}: {min(counts)} voting members of {name} count then."
    if verdict is Verdict.NEEDS_JUDGEMENT:
        left = f"{min(counts)} voting members of {name} count if all leave"
        return f"Whether it is quorate hangs on the chair's ruling: {left}."
    return f"Whether the item is quorate cannot be told: {min(counts)} voting members of {name} certainly count."


def _unknowns(body: str, verdict: Verdict, terms: QuorumTerms, moments: Sequence[Moment]) -> tuple[Unknown, ...]:
    if verdict is not Verdict.INSUFFICIENT_DATA:
        return ()
    told = []
    if terms.deputies_count is None:
        told.append(
            Unknown(f"terms.value of deputies for {body}", "a deputy is in the room", "say whether deputies count")
        )
    if any(not who.certain for moment in moments for who in moment.present):
        told.append(
            Unknown(
                "agenda_items.starts and ends",
                "somebody was there for part of the meeting only",
                "fill in when the item began and ended",
            )
        )
    return tuple(told) or (
        Unknown(f"seats.voting of {body}", "a seat counts only if it votes", "say for each seat whether it votes"),
    )
