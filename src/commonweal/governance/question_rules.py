"""What a body has settled about questions from the public: how long, how many, by when, how soon again, the reply."""

from __future__ import annotations

import re
from datetime import date

from commonweal.governance.days_after import last_day, months_in
from commonweal.governance.decide_quorum import term_on
from commonweal.governance.handbook import Meeting, Records, Term
from commonweal.governance.lead_times import parse_lead_time
from commonweal.problems import BadInput

_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


class NotSettledError(Exception):
    """A term that is missing, or that stands in words that cannot be read; ``name`` is the term's."""

    def __init__(self, name: str) -> None:
        """Keep its name."""
        super().__init__(name)
        self.name = name

    @property
    def words(self) -> str:
        """The term as a person says it."""
        return self.name.replace("_", " ")


class QuestionRules:
    """The rules on questions for one meeting: of its body or, where that has none, of the board.

    Args:
        records: The handbook.
        meeting: The meeting.
        system: Id of the ICB whose standing orders hold where the body has no rules of its own.
    """

    def __init__(self, records: Records, meeting: Meeting, system: str) -> None:
        """Read nothing yet: only the rules that a question meets have to be settled."""
        self._records, self._meeting, self._system = records, meeting, system

    def term(self, name: str) -> Term:
        """The term that settles a rule.

        Raises:
            NotSettledError: There is none.
        """
        on = self._meeting.on_date
        found = term_on(self._records, self._meeting.body, name, on) or term_on(self._records, self._system, name, on)
        if found is None:
            raise NotSettledError(name)
        return found

    def most_words(self) -> int | None:
        """How many words a question may have; None where the limit is not on words."""
        found = re.search(r"(\d+) words", self._text("public_question_limit"))
        return int(found[1]) if found else None

    def most_questions(self) -> int | None:
        """How many questions one person may put; None where the limit is not on their number."""
        found = re.search(r"(\d+|one|two|three|four|five) questions?", self._text("public_question_limit"))
        return (_NUMBERS.get(found[1]) or int(found[1])) if found else None

    def latest(self) -> date:
        """The last day on which a question may come."""
        name = "public_question_deadline"
        try:
            return parse_lead_time(self._text(name)).latest(self._meeting.on_date)
        except BadInput as bad:
            raise NotSettledError(name) from bad

    def repeat_months(self) -> int:
        """For how many months a question is not taken again."""
        name = "public_question_repeat_bar"
        try:
            return months_in(self._text(name))
        except BadInput as bad:
            raise NotSettledError(name) from bad

    def reply_by(self) -> date:
        """The last day for a reply."""
        name = "public_question_reply"
        try:
            return last_day(self._meeting.on_date, self._text(name))
        except BadInput as bad:
            raise NotSettledError(name) from bad

    def _text(self, name: str) -> str:
        return self.term(name).value.casefold()
