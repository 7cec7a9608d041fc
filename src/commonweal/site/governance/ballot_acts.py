"""What is done in a nomination ballot: open it, put somebody forward, vote, close it, approve whom it put forward.

Each says which rows it writes, given the handbook as it stands; ``actions.change_rows`` writes them, if the actor may.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from commonweal.governance.handbook import Ballot, BallotVote, Handbook, Nomination, Person, Seat
from commonweal.governance.nomination_eligibility import KINDS
from commonweal.organisations.periods import written
from commonweal.problems import BadInput, Problem, Problems
from commonweal.site.governance.ballot_rights import is_open, is_settled, may_take_part
from commonweal.site.governance.change import Change


def open_ballot(handbook: Handbook, *, seat: str, opened_on: date, closed_on: date | None, today: date) -> Change:
    """Open a ballot for a seat to which a group of partners nominates.

    Raises:
        BadInput: The seat is none of these, or the ballot would close before it opens.
    """
    rows = [row for row in handbook.rows(Seat, seat=seat) if row.to_date is None or row.to_date >= opened_on]
    problems = Problems()
    if not rows or rows[-1].nominated_by not in KINDS:
        do = "choose a seat to which a group of partners nominates; the sheet seats says which do"
        problems.add("no group of partners nominates to this seat", given=seat, column="seat", do=do)
    if closed_on is not None and closed_on < opened_on:
        problems.add(
            "the vote would close before nominations open",
            given=closed_on.isoformat(),
            expected=f"{written(opened_on)} or later",
            column="closed_on",
        )
    problems.raise_if_any()
    id = _free(f"BALLOT-{seat}-{opened_on.year}", {row.ballot for row in handbook.rows(Ballot)})
    made = Ballot(
        ballot=id,
        seat=seat,
        nominators=rows[-1].nominated_by,
        opened_on=opened_on,
        closed_on=closed_on,
        recorded_on=today,
    )
    return Change("a ballot", put=(made,))


def put_forward(handbook: Handbook, *, ballot: str, body: str, person: str = "", name: str = "", today: date) -> Change:
    """Put a person forward in the name of a body: somebody whom the handbook has, or a new one by name.

    Raises:
        BadInput: The ballot is not open, the body may not nominate, or not one person is named.
    """
    held = _open(handbook, ballot, body, today)
    name = " ".join(name.split())
    if bool(person) == bool(name):
        do = "choose the person from the list, or type the name of somebody who is not on it"
        raise BadInput(Problem("one person has to be named", column="person", do=do))
    new: tuple[Person, ...] = ()
    if name:
        known = [row.person for row in handbook.rows(Person) if row.name.casefold() == name.casefold()]
        if known:
            do = "choose that person from the list, or add what tells the two apart to the name"
            raise BadInput(Problem("the handbook has somebody of this name", given=name, column="name", do=do))
        person = _free(f"{held.ballot}-N1", {row.person for row in handbook.rows(Person)})
        new = (Person(person=person, name=name, recorded_on=today),)
    made = Nomination(ballot=held.ballot, person=person, nominated_by=body, recorded_on=today)
    if any(each.key == made.key for each in handbook.rows(Nomination, ballot=held.ballot)):
        raise BadInput(Problem("your organisation put this person forward already", given=person, column="person"))
    return Change("a nomination", put=(*new, made))


def cast_vote(handbook: Handbook, *, ballot: str, body: str, person: str, today: date) -> Change:
    """Cast the one vote of a body, or change it while the ballot is open.

    Raises:
        BadInput: The ballot is not open, the body may not vote, or the person was not put forward.
    """
    held = _open(handbook, ballot, body, today)
    forward = {row.person for row in handbook.rows(Nomination, ballot=held.ballot)}
    if person not in forward:
        do = "choose one of those who were put forward"
        raise BadInput(Problem("nobody put this person forward", given=person, column="vote_for", do=do))
    before = [row for row in handbook.rows(BallotVote, ballot=held.ballot) if row.body == body]
    if before and before[0].for_person == person and before[0].cast_on:
        return Change("a vote", put=(before[0],))
    return Change("a vote", put=(BallotVote(ballot=held.ballot, body=body, for_person=person, cast_on=today),))


def close_ballot(
    handbook: Handbook, *, ballot: str, closed_on: date, nominated: str, process_followed: bool | None, today: date
) -> Change:
    """Close the vote at once, and record its last day, whom it put forward, and whether the process was followed.

    Raises:
        BadInput: The day lies before the opening or ahead, or the person was not put forward.
    """
    held = _found(handbook, ballot)
    problems = Problems()
    if held.opened_on is None or closed_on < held.opened_on or closed_on > today:
        expected = f"a day from {written(held.opened_on)} to today" if held.opened_on else "a day after the opening"
        problems.add("the vote cannot have closed on this day", expected=expected, column="closed_on")
    if nominated and nominated not in {row.person for row in handbook.rows(Nomination, ballot=held.ballot)}:
        problems.add("nobody put this person forward", given=nominated, column="nominated")
    if held.chair_approved_on:
        problems.add("the chair has approved the outcome, so the ballot stays as it is", column="closed_on")
    problems.raise_if_any()
    made = replace(held, closed_on=closed_on, closed=True, nominated=nominated, process_followed=process_followed)
    return Change("the close of a ballot", put=(made,), rests_on=(held,))


def approve(handbook: Handbook, *, ballot: str, approved_on: date, today: date, minute: str = "") -> Change:
    """Record the chair's approval of the person whom a ballot put forward.

    Args:
        handbook: The handbook.
        ballot: The ballot's id.
        approved_on: The day of the approval.
        today: The day on which it is recorded.
        minute: Where the approval is written down; given by whoever records it for the chair.

    Raises:
        BadInput: The vote has not closed, nobody was put forward, the day is not after it, or it is approved already.
    """
    held = _found(handbook, ballot)
    problems = Problems()
    if held.chair_approved_on:
        problems.add("it is approved already", given=held.chair_approved_on.isoformat(), column="approved_on")
    elif held.closed_on is None or held.closed_on > today:
        problems.add("the vote has not closed yet", column="approved_on", do="approve once the secretary has closed it")
    elif not held.nominated:
        do = "ask the secretary to record whom it put forward"
        problems.add("it is not recorded whom the ballot put forward", column="approved_on", do=do)
    elif not held.closed_on <= approved_on <= today:
        expected = f"a day from {written(held.closed_on)} to today"
        problems.add("the approval cannot have been on this day", expected=expected, column="approved_on")
    problems.raise_if_any()
    made = replace(held, chair_approved_on=approved_on, chair_approval_minute=minute or held.chair_approval_minute)
    return Change("the chair's approval", put=(made,), rests_on=(held,))


def _found(handbook: Handbook, ballot: str) -> Ballot:
    rows = handbook.rows(Ballot, ballot=ballot)
    if not rows:
        raise BadInput(Problem("the handbook has no such ballot", given=ballot))
    return rows[0]


def _open(handbook: Handbook, ballot: str, body: str, today: date) -> Ballot:
    held = _found(handbook, ballot)
    if is_settled(held):
        do = "ask the company secretary, if that is wrong"
        raise BadInput(Problem("the vote is closed, so nothing can be added", given=ballot, do=do))
    if not is_open(held, today):
        raise BadInput(Problem("the ballot is not open", given=ballot, do="ask the company secretary for its days"))
    able = may_take_part(handbook, held, body, today)
    if able.holds is False:
        raise BadInput(Problem(f"{body} {able.because}", do="ask the company secretary, if that is wrong"))
    return held


def _free(id: str, taken: set[str]) -> str:
    """The id, or the first of a row of them that nothing has yet."""
    stem, number = (id[:-1], 1) if id.endswith("N1") else (f"{id}-", 1)
    found = id
    while found in taken:
        number += 1
        found = f"{stem}{number}"
    return found
