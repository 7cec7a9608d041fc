"""A question from the public as it comes in: is it in time, is it short enough, was it asked before, when to reply."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.answers import Reason, Source, Unknown, Verdict, all_of
from commonweal.governance.checks.days import months_after
from commonweal.governance.decide_quorum import clause_source
from commonweal.governance.handbook import Meeting, PublicQuestion, Records
from commonweal.governance.membership import body_on
from commonweal.governance.question_rules import NotSettledError, QuestionRules
from commonweal.governance.question_text import length_of
from commonweal.organisations.periods import written
from commonweal.problems import BadInput, Problem


@dataclass(frozen=True, slots=True)
class QuestionLimits:
    """Whether a question keeps the rules, and by when it is answered.

    Args:
        question: Its id, or empty for one that is not in the log yet.
        verdict: PASS where it keeps every limit; FAIL where it breaks one; INSUFFICIENT_DATA where a rule is not
            settled or a fact is missing.
        sentence: The same in words.
        latest: The last day on which it may come; None where that is not settled.
        reply_by: The last day for the reply; None where that is not settled.
        reasons: One for each limit: time, length, number, repeats; and the reply.
        unknowns: What is missing.
        reply: Whether the reply came in time: NOT_YET_DUE until its day.
    """

    question: str
    verdict: Verdict
    sentence: str
    latest: date | None
    reply_by: date | None
    reasons: tuple[Reason, ...]
    unknowns: tuple[Unknown, ...]
    reply: Verdict

    def to_json(self) -> dict[str, Any]:
        """The answer as plain JSON."""
        return {
            "question": self.question,
            "verdict": self.verdict.value,
            "sentence": self.sentence,
            "latest": self.latest.isoformat() if self.latest else None,
            "reply_by": self.reply_by.isoformat() if self.reply_by else None,
            "reply": self.reply.value,
            "reasons": [reason.to_json() for reason in self.reasons],
            "unknowns": [unknown.to_json() for unknown in self.unknowns],
        }


def question_limits(
    records: Records, question: PublicQuestion, *, on: date, asked_already: int | None = None
) -> QuestionLimits:
    """Whether a question keeps the limits of its meeting, and by when it has to be answered.

    Args:
        records: The handbook, with the meeting and the terms on questions of its body or of the board.
        question: The question, in the log or as it is being entered.
        on: The day on which this is asked.
        asked_already: How many questions the same person put to this meeting before; None where nobody counted. The
            log does not hold who asks.

    Raises:
        BadInput: The handbook has no such meeting.

    Example:
        >>> from commonweal.governance.handbook import Handbook, Term
        >>> held = Meeting(meeting="M1", body="ICB", on_date=date(2026, 5, 21))
        >>> terms = {"deadline": "3 working days", "limit": "150 words", "reply": "1 month"}
        >>> settled = [Term(body="ICB", term=f"public_question_{name}", value=value) for name, value in terms.items()]
        >>> late = PublicQuestion(question="Q1", meeting="M1", received_on=date(2026, 5, 20), words=90)
        >>> answer = question_limits(Records(Handbook.of([held, *settled])), late, on=date(2026, 5, 20))
        >>> answer.verdict, answer.latest.isoformat(), answer.reply_by.isoformat()
        (<Verdict.FAIL: 'FAIL'>, '2026-05-18', '2026-06-21')
    """
    held = next(iter(records.rows(Meeting, meeting=question.meeting)), None)
    if held is None:
        given = question.meeting
        raise BadInput(Problem("the handbook has no such meeting", given=given, do="see the sheet meetings"))
    body = body_on(records, held.body, held.on_date)
    rules = QuestionRules(records, held, (body.system or body.parent) if body else "")
    found = _Found(records, held, question, rules)
    for look in (found.deadline, found.length, found.repeat):
        found.settled(look)
    found.settled(lambda: found.number(asked_already))
    limits = tuple(found.reasons)
    verdict = all_of([reason.verdict for reason in limits if reason.verdict])
    reply = found.settled(lambda: found.reply(on)) or Verdict.INSUFFICIENT_DATA
    name = f"Question {question.question}" if question.question else "The question"
    return QuestionLimits(
        question.question,
        verdict,
        _sentence(name, verdict, limits),
        found.settled_or_none(rules.latest),
        found.settled_or_none(rules.reply_by),
        tuple(found.reasons),
        tuple(dict.fromkeys(found.unknowns)),
        reply,
    )


class _Found:
    """Limit by limit what was found."""

    def __init__(self, records: Records, held: Meeting, question: PublicQuestion, rules: QuestionRules) -> None:
        self.records, self.held, self.question, self.rules = records, held, question, rules
        self.reasons: list[Reason] = []
        self.unknowns: list[Unknown] = []

    def settled(self, look: Callable[[], Verdict | None]) -> Verdict | None:
        """Look at one limit; one that is not settled is told."""
        try:
            return look()
        except NotSettledError as term:
            why = "the rules on questions are settled locally"
            gap = Unknown(
                f"terms.value of {term.name} of {self.held.body}", why, f"fill in {term.name} in the sheet terms"
            )
            self.unknowns.append(gap)
            told = f"{term.words.capitalize()} is not settled in words that can be read."
            self.reasons.append(Reason(told, Verdict.INSUFFICIENT_DATA))
            return Verdict.INSUFFICIENT_DATA

    def settled_or_none(self, day: Callable[[], date]) -> date | None:
        """A day, or None where it is not settled."""
        try:
            return day()
        except NotSettledError:
            return None

    def deadline(self) -> Verdict:
        last, came = self.rules.latest(), self.question.received_on
        if came is None:
            return self._blank("received_on", "The day on which it came is not known.")
        told = f"It came on {written(came)}; the last day for the meeting on {written(self.held.on_date)} is"
        return self._tell("public_question_deadline", came <= last, f"{told} {written(last)}.")

    def length(self) -> Verdict | None:
        most = self.rules.most_words()
        if most is None:
            return None
        length = length_of(self.question.words, self.question.text)
        if length is None:
            return self._blank("words", "Its length is not known.")
        told = f"It has {length} words; {most} are allowed."
        return self._tell("public_question_limit", length <= most, told)

    def number(self, asked: int | None) -> Verdict | None:
        most = self.rules.most_questions()
        if most is None or asked is None:
            return None
        told = f"The same person put {asked} before it; {most} are allowed."
        return self._tell("public_question_limit", asked < most, told)

    def repeat(self) -> Verdict | None:
        if not self.question.repeats:
            return None
        months = self.rules.repeat_months()
        earlier = next(iter(self.records.rows(PublicQuestion, question=self.question.repeats)), None)
        before = next(iter(self.records.rows(Meeting, meeting=earlier.meeting)), None) if earlier else None
        if before is None:
            return self._blank("repeats", f"The question {self.question.repeats} that it repeats is not in the log.")
        free = months_after(before.on_date, months)
        told = f"It repeats {self.question.repeats} of {written(before.on_date)}, which may be asked again from"
        return self._tell("public_question_repeat_bar", free <= self.held.on_date, f"{told} {written(free)}.")

    def reply(self, on: date) -> Verdict:
        if self.question.accepted is False:
            self.reasons.append(Reason("It was not taken, so no reply at the meeting is due.", Verdict.NOT_APPLICABLE))
            return Verdict.NOT_APPLICABLE
        due, came = self.rules.reply_by(), self.question.replied_on
        if came is None and on <= due:
            verdict, told = Verdict.NOT_YET_DUE, f"The reply is due by {written(due)}."
        elif came is None:
            gap = self._gap("replied_on")
            self.unknowns.append(gap)
            verdict, told = Verdict.INSUFFICIENT_DATA, f"The reply was due by {written(due)}; none is recorded."
        else:
            verdict = Verdict.PASS if came <= due else Verdict.FAIL
            told = f"It was answered on {written(came)}; the reply was due by {written(due)}."
        self.reasons.append(Reason(told, verdict, sources=(self._source("public_question_reply"),)))
        return verdict

    def _tell(self, term: str, kept: bool, told: str) -> Verdict:
        verdict = Verdict.PASS if kept else Verdict.FAIL
        self.reasons.append(Reason(told, verdict, sources=(self._source(term),)))
        return verdict

    def _source(self, term: str) -> Source:
        return clause_source(self.records, self.rules.term(term))

    def _blank(self, column: str, told: str) -> Verdict:
        self.unknowns.append(self._gap(column))
        self.reasons.append(Reason(told, Verdict.INSUFFICIENT_DATA))
        return Verdict.INSUFFICIENT_DATA

    def _gap(self, column: str) -> Unknown:
        of = self.question.question or "the question"
        do = f"fill in {column.replace('_', ' ')} in the sheet public_questions of {of}"
        return Unknown(f"public_questions.{column} of {of}", "the rules on questions turn on it", do)


def _sentence(name: str, verdict: Verdict, reasons: Sequence[Reason]) -> str:
    broken = " ".join(reason.sentence for reason in reasons if reason.verdict is verdict)
    if verdict is Verdict.FAIL:
        return f"{name} breaks the rules of the meeting: {broken}"
    if verdict is Verdict.INSUFFICIENT_DATA:
        return f"Whether {name[:1].lower()}{name[1:]} keeps the rules cannot be told: {broken}"
    return f"{name} keeps the rules of the meeting."
