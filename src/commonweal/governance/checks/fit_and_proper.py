"""Who may sit: fit and proper person tests, grounds that bar a person, and posts held at a trust besides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commonweal.governance.board_members import (
    Sitting,
    appointments_recorded,
    is_ordinary,
    member_seats,
    named,
    sittings,
)
from commonweal.governance.checks.finding import (
    Finding,
    Subject,
    fails,
    lacks,
    missing,
    needs_judgement,
    none_found,
    not_applicable,
    passes,
)
from commonweal.governance.checks.scope import kind_of
from commonweal.governance.checks.skills import months_after
from commonweal.governance.handbook import Eligibility, Employment, FitAndProperTest
from commonweal.governance.membership import name_of
from commonweal.governance.open_board import board_check, no_seats
from commonweal.organisations.periods import written

_GROUNDS = {
    "member_of_parliament": "Member of Parliament",
    "sentence_of_three_months": "a sentence of three months or more",
    "bankruptcy_restriction": "a bankruptcy restriction",
    "dismissed_by_health_body": "dismissal by a health body",
}


def members(subject: Subject, why: str) -> Iterator[Sitting | Finding]:
    """Everybody who sits on the board, interim holders too; or what cannot be told."""
    seats = member_seats(subject.records, subject.system, subject.on)
    if not seats:
        yield from no_seats(subject, why)
        return
    held = sittings(subject.records, seats, subject.on)
    if not held and appointments_recorded(subject.records, seats):
        yield not_applicable(subject.system, f"Nobody sits on the board on {written(subject.on)}.")
    elif not held:
        gap = missing("appointments", "person", subject.system, why)
        yield lacks(subject.system, f"It is not recorded who sits on the board on {written(subject.on)}.", gap)
    yield from held


@board_check("governance.C07")
def regularly_tested(subject: Subject) -> Iterator[Finding]:
    """Each member was tested before taking the seat and, once the framework was full, within the year."""
    why = "Every board member, interim or not, is tested at appointment and each year."
    seen: set[str] = set()
    for each in members(subject, why):
        if isinstance(each, Finding):
            yield each
        elif each.person not in seen:
            seen.add(each.person)
            yield _tested(subject, each, why)


def _tested(subject: Subject, held: Sitting, why: str) -> Finding:
    seat, began = held.seat.seat, date.fromisoformat(subject.value["began"])
    rows = [row for row in subject.records.rows(FitAndProperTest, person=held.person) if row.on_date <= subject.on]
    of = f"the holder of {held.named()}"
    if not rows:
        gap = missing("fit_and_proper_tests", "passed", f"the holder of {seat}", why)
        return lacks(seat, f"No fit and proper person test of {of} is recorded by {written(subject.on)}.", gap)
    rows.sort(key=lambda row: row.on_date)
    last = rows[-1]
    if last.passed is None:
        gap = missing("fit_and_proper_tests", "passed", f"the holder of {seat}", why)
        return lacks(seat, f"What the test of {of} on {written(last.on_date)} found is not recorded.", gap)
    if not last.passed:
        sentence = f"{of[0].upper()}{of[1:]} did not pass the fit and proper person test of {written(last.on_date)}."
        return fails(seat, sentence, do="act as the framework says: a person who does not pass may not hold the seat")
    if held.start is None:
        gap = missing("appointments", "from_date", seat, why)
        return lacks(seat, f"It is not recorded from what day {held.named()} has been held.", gap)
    if held.start >= began and rows[0].on_date > held.start:
        sentence = (
            f"{of[0].upper()}{of[1:]} took the seat on {written(held.start)} and was first tested on "
            f"{written(rows[0].on_date)}."
        )
        return fails(seat, sentence, do="test before every appointment; record why it was late here")
    months: int = subject.value["months"]
    if months and months_after(last.on_date, months) < subject.on:
        sentence = f"{of[0].upper()}{of[1:]} was last tested on {written(last.on_date)}, more than {months} months ago."
        return fails(seat, sentence, do="hold the yearly test now")
    return passes(seat, f"{of[0].upper()}{of[1:]} passed the test of {written(last.on_date)}.")


@board_check("governance.C08")
def not_barred(subject: Subject) -> Iterator[Finding]:
    """For each member each ground was checked, and none applies."""
    why = "The constitution bars people on these grounds, and each has to be checked."
    seen: set[str] = set()
    for each in members(subject, why):
        if isinstance(each, Finding):
            yield each
        elif each.person not in seen:
            seen.add(each.person)
            yield _barred(subject, each, why)


def _barred(subject: Subject, held: Sitting, why: str) -> Finding:
    seat, of = held.seat.seat, f"the holder of {held.named()}"
    rows = {row.ground: row for row in subject.records.rows(Eligibility, person=held.person)}
    applying = [ground for ground in subject.value if ground in rows and rows[ground].applies]
    if applying:
        told = " and ".join(_GROUNDS.get(ground, ground) for ground in applying)
        sentence = f"A ground that bars membership is recorded as applying to {of}: {told}."
        return fails(seat, sentence, do="take advice at once on whether the person may stay in the seat")
    unchecked = [
        ground
        for ground in subject.value
        if ground not in rows or rows[ground].applies is None or not _checked(rows[ground], subject.on)
    ]
    if unchecked:
        gaps = [
            missing("eligibility", _blank(rows.get(ground)), f"the holder of {seat}, {ground}", why)
            for ground in unchecked
        ]
        told = ", ".join(_GROUNDS.get(ground, ground) for ground in unchecked)
        return lacks(
            seat, f"Of {of} these grounds are not recorded as checked by {written(subject.on)}: {told}.", *gaps
        )
    return passes(seat, f"Of {of} all {len(subject.value)} grounds were checked, and none applies.")


def _checked(row: Eligibility, on: date) -> bool:
    return row.checked_on is not None and row.checked_on <= on


def _blank(row: Eligibility | None) -> str:
    return "applies" if row is None or row.applies is None else "checked_on"


@board_check("governance.C09", every_body=True)
def trust_posts(subject: Subject) -> Iterator[Finding]:
    """Only the member whom trusts nominated may be chair or non-executive director of an NHS trust besides."""
    why = (
        "Sitting on the board disqualifies the chair or a non-executive director of an NHS trust, "
        "save the trusts' nominee."
    )
    found = 0
    for each in members(subject, why):
        if isinstance(each, Finding):
            yield each
            continue
        for finding in _posts(subject, each, why):
            found += 1
            yield finding
    if not found and sittings(subject.records, member_seats(subject.records, subject.system, subject.on), subject.on):
        told = "No member of the board is recorded as chair or non-executive director of an NHS trust."
        yield none_found(subject, told, why, employments="post")


def _posts(subject: Subject, held: Sitting, why: str) -> Iterator[Finding]:
    seat, value = held.seat.seat, subject.value
    rows = [row for row in subject.records.rows(Employment, person=held.person) if row.holds_on(subject.on)]
    trusts = [body for body in held.appointment.on_behalf_of if kind_of(subject, body) in value["trust_kinds"]]
    for body in trusts:
        if not any(row.employer == body for row in rows):
            name = name_of(subject.records, body, subject.on)
            gap = missing("employments", "post", f"the holder of {seat} at {body}", why)
            yield lacks(
                seat, f"{held.named()} is held for {name}; which post its holder has there is not recorded.", gap
            )
    for row in rows:
        if kind_of(subject, row.employer) in value["trust_kinds"]:
            yield from _post(subject, held, row, why)


def _post(subject: Subject, held: Sitting, row: Employment, why: str) -> Iterator[Finding]:
    seat, name = held.seat.seat, name_of(subject.records, row.employer, subject.on)
    if not row.post:
        gap = missing("employments", "post", f"the holder of {seat} at {row.employer}", why)
        yield lacks(seat, f"Which post the holder of {held.named()} has at {name} is not recorded.", gap)
        return
    if row.post not in subject.value["posts"]:
        return
    post = {"trust_chair": "chair", "trust_non_executive": "a non-executive director"}.get(row.post, row.post)
    told = f"The holder of {held.named()} is {post} of {name}"
    if subject.value["excepted"] == "nobody":
        sentence = (
            f"{told}. On {written(subject.on)} the regulations on trusts' membership did not "
            "speak of members of boards."
        )
        yield needs_judgement(
            seat, sentence, do="take advice on whether the two posts could be held together on that day"
        )
    elif held.seat.nominated_by == subject.value["excepted"]:
        yield passes(seat, f"{told}, which the nomination by trusts allows.")
    elif not held.seat.nominated_by and is_ordinary(held.seat):
        gap = missing("seats", "nominated_by", seat, why)
        yield lacks(seat, f"{told}; who nominates to {named(held.seat)} is not recorded.", gap)
    else:
        sentence = (
            f"{told}, but does not sit on the board by the trusts' nomination, and so is disqualified at the trust."
        )
        yield fails(
            seat, sentence, do="one of the two posts has to be given up, or the seat filled by the trusts' nomination"
        )
