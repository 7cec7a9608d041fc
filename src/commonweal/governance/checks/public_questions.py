"""Questions from the public (E08): length, deadline, repeats, and a reply in time, as the local terms settle them."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.governance.checks.days import months_after
from commonweal.governance.checks.finding import (
    Finding,
    Subject,
    fails,
    lacks,
    missing,
    not_applicable,
    not_yet_due,
    passes,
)
from commonweal.governance.checks.registry import check
from commonweal.governance.checks.scope import bodies_of, meetings, shown
from commonweal.governance.handbook import Meeting, PublicQuestion
from commonweal.governance.question_rules import NotSettledError, QuestionRules
from commonweal.governance.question_text import length_of


@check("governance.E08", every_body=True)
def questions_follow_their_rules(subject: Subject) -> Iterator[Finding]:
    """A question that is taken keeps the limits, and is answered in time."""
    found = [
        (meeting, question)
        for meeting in meetings(subject, bodies_of(subject), ahead=True)
        for question in subject.records.rows(PublicQuestion, meeting=meeting.meeting)
    ]
    if not found:
        yield lacks(
            subject.system,
            "The handbook holds no log of questions from the public.",
            missing("public_questions", "received_on", "", "the log shows what was asked and answered"),
        )
    for meeting, question in found:
        yield _question(subject, meeting, question)


def _question(subject: Subject, meeting: Meeting, question: PublicQuestion) -> Finding:
    what = f"Question {question.question}"
    if question.accepted is False:
        return not_applicable(question.question, f"{what} was not taken.")
    if question.accepted is None:
        return _blank(question, "accepted", f"{what}: whether it was taken is not known.")
    try:
        for look in (_length, _deadline, _repeat, _reply):
            found = look(subject, meeting, question)
            if found:
                return found
    except NotSettledError as term:
        told = f"{what}: {term.words} is not settled in words that can be read."
        unfilled = missing("terms", "value", f"{term.name} of {meeting.body}", "the rule is settled locally")
        return lacks(question.question, told, unfilled)
    return passes(question.question, f"{what} kept the limits and was answered in time.")


def _length(subject: Subject, meeting: Meeting, question: PublicQuestion) -> Finding | None:
    most = _rules(subject, meeting).most_words()
    if most is None:
        return None  # a limit on the number of questions, which the log cannot show
    length = length_of(question.words, question.text)
    if length is None:
        return _blank(question, "words", f"Question {question.question}: its length is not known.")
    if length <= most:
        return None
    return fails(
        question.question,
        f"Question {question.question} has {length} words and was taken; the limit is {most}.",
        do="ask for a shorter question, or answer it in writing outside the meeting",
    )


def _deadline(subject: Subject, meeting: Meeting, question: PublicQuestion) -> Finding | None:
    last = _rules(subject, meeting).latest()
    if question.received_on is None:
        return _blank(question, "received_on", f"Question {question.question}: the day it came is not known.")
    if question.received_on <= last:
        return None
    return fails(
        question.question,
        f"Question {question.question} came on {shown(question.received_on)} and was taken; the deadline for the "
        f"meeting on {shown(meeting.on_date)} was {shown(last)}.",
        do="take it at the next meeting, or answer it in writing",
    )


def _repeat(subject: Subject, meeting: Meeting, question: PublicQuestion) -> Finding | None:
    if not question.repeats:
        return None
    months = _rules(subject, meeting).repeat_months()
    earlier = next(iter(subject.records.rows(PublicQuestion, question=question.repeats)), None)
    before = next(iter(subject.records.rows(Meeting, meeting=earlier.meeting)), None) if earlier else None
    if before is None:
        return _blank(question, "repeats", f"The question that {question.question} repeats is not in the log.")
    if months_after(before.on_date, months) <= meeting.on_date:
        return None
    return fails(
        question.question,
        f"Question {question.question} repeats {question.repeats} of {shown(before.on_date)}, within {months} months.",
        do="point to the earlier reply",
    )


def _reply(subject: Subject, meeting: Meeting, question: PublicQuestion) -> Finding | None:
    due = _rules(subject, meeting).reply_by()
    if question.replied_on is None:
        if subject.on <= due:
            return not_yet_due(question.question, f"Question {question.question} is to be answered by {shown(due)}.")
        told = f"Question {question.question}: the day of the reply is not known; it was due by {shown(due)}."
        return _blank(question, "replied_on", told)
    if question.replied_on <= due:
        return None
    return fails(
        question.question,
        f"Question {question.question} was answered on {shown(question.replied_on)}; it was due by {shown(due)}.",
        do="answer questions within the time that the terms name",
    )


def _rules(subject: Subject, meeting: Meeting) -> QuestionRules:
    return QuestionRules(subject.records, meeting, subject.system)


def _blank(question: PublicQuestion, column: str, sentence: str) -> Finding:
    why = "the rules on questions turn on it"
    return lacks(question.question, sentence, missing("public_questions", column, question.question, why))
