"""The versions of a board's constitution: which is in force on a day, and what it says by the number of its clause."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commonweal.governance.board_members import party
from commonweal.governance.checks.finding import Finding, Subject, fails, lacks, missing, passes
from commonweal.governance.handbook import Clause, Document, Records
from commonweal.governance.open_board import board_name
from commonweal.organisations.periods import written

TOPIC_WORDS = {
    "name": "the name of the board",
    "area": "the area for which it is established",
    "independence_of_appointments": (
        "that nobody may be appointed who would undermine the health service's independence"
    ),
    "removal_of_chair": "that only NHS England may remove the chair, with the Secretary of State's approval",
    "nomination_process": "how partner members are nominated",
    "decision_procedure": "the procedure for making decisions",
    "transparency": "how decisions and the way they are made are kept open to view",
    "conflicts_arrangements": "the arrangements for registers and conflicts of interest",
    "conflicts_principles": "the principles to be followed in managing conflicts of interest",
    "involvement_arrangements": "the arrangements for involving the public",
    "involvement_principles": "the principles to be followed in involving the public",
    "variation_by_application": "a power to vary it, with NHS England's approval beforehand",
    "variation_by_nhs_england": "a power of NHS England to vary it on its own initiative",
}
"""What a constitution must say on each topic, in our words."""


def versions(records: Records, system: str) -> tuple[Document, ...]:
    """The versions of a board's constitution, by their first day; those whose first day is not known come last."""
    held = records.rows(Document, body=system, kind="constitution")
    return tuple(sorted(held, key=lambda row: row.from_date or date.max))


def is_variation(records: Records, document: Document) -> bool:
    """Whether a version varies an earlier one, rather than being the first."""
    if document.replaces:
        return True
    held = versions(records, document.body)
    return bool(document.from_date and held and held[0].from_date and held[0].from_date < document.from_date)


def in_force(records: Records, system: str, on: date) -> Document | None:
    """The version in force on a day: the latest that has begun and is not known to have been approved only later.

    A version that was to be replaced goes on where the one that replaces it has no effect yet.

    Example:
        >>> from commonweal.governance.handbook import Handbook
        >>> first = Document(document="C1", body="QWM", kind="constitution", from_date=date(2022, 7, 1),
        ...                  to_date=date(2026, 3, 31))
        >>> second = Document(document="C2", body="QWM", kind="constitution", replaces="C1",
        ...                   from_date=date(2026, 4, 1), approved_on=date(2026, 5, 9))
        >>> in_force(Records(Handbook.of([first, second])), "QWM", date(2026, 5, 1)).document
        'C1'
    """
    held = versions(records, system)
    begun = [row for row in held if row.from_date is None or row.from_date <= on]
    if len(begun) > 1 and any(row.from_date is None for row in begun):
        begun = [row for row in begun if row.from_date is not None]
    waiting = [row for row in begun if not _has_effect(records, row, on)]
    effective = [row for row in begun if row not in waiting]
    if not effective:
        return None
    last = effective[-1]
    return None if last.to_date and last.to_date < on and not waiting else last


def _has_effect(records: Records, document: Document, on: date) -> bool:
    late = document.approved_on is not None and document.approved_on > on
    own_initiative = party(records, document.proposed_by) == "nhs_england"
    return not (late and not own_initiative and is_variation(records, document))


def no_constitution(subject: Subject, why: str) -> Finding:
    """That no version in force on the day is recorded."""
    return lacks(
        subject.system,
        f"No constitution of {board_name(subject)} that is in force on {written(subject.on)} is recorded, so {why}.",
        missing("documents", "from_date", subject.system, f"Without the version in force, {why}."),
    )


def says(subject: Subject, *topics: str) -> Iterator[Finding]:
    """Whether the constitution in force says what it must on each topic."""
    document = in_force(subject.records, subject.system, subject.on)
    if document is None:
        yield no_constitution(subject, "it cannot be told whether it says what it must")
        return
    for topic in topics:
        yield _says(subject, document, topic)


def _says(subject: Subject, document: Document, topic: str) -> Finding:
    rows = subject.records.rows(Clause, document=document.document, topic=topic)
    what, where = TOPIC_WORDS[topic], [row.where for row in rows if row.where]
    said = [row for row in rows if row.stated]
    if said:
        clause = next((row.clause for row in said if row.clause), "")
        at = f" in clause {clause}" if clause else ""
        return passes(document.document, f"{document.document} sets out{at} {what}.", where=where)
    if rows and all(row.stated is False for row in rows):
        return fails(
            document.document,
            f"{document.document}, the constitution in force on {written(subject.on)}, does not set out {what}.",
            do=f"vary the constitution so that it sets out {what}, with NHS England's approval before it takes effect",
            where=where,
        )
    return lacks(
        document.document,
        f"It is not recorded whether {document.document} sets out {what}.",
        missing("clauses", "stated", f"{document.document}, {topic}", f"The constitution must set out {what}."),
        where=where,
    )
