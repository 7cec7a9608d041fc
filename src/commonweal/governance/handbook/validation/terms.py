"""Open terms and money limits: whether each is written so that it can be applied."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from commonweal.governance.handbook.authority import Grant
from commonweal.governance.handbook.bodies import Body
from commonweal.governance.handbook.handbook import Handbook
from commonweal.governance.handbook.instruments import Term
from commonweal.governance.handbook.validation.findings import Findings
from commonweal.problems import BadInput, Problem

_PERIOD = re.compile(
    r"(?:every |within |at least )*(?:(?:\d{1,3}|one|two|three|six|twelve) (?:clear |working |calendar )*"
    r"(?:day|week|month|year)s?|month|quarter|year|monthly|quarterly|yearly|annually|half-yearly|weekly)"
    r"(?: after.*| before.*)?",
    re.I,
)
_DEPUTIES = re.compile(
    r"do not count|no|none|(?:count|yes)(?:,? at most \d+)?(?:, anyone)?(?:, vacant seats too)?", re.I
)


@dataclass(frozen=True)
class TermReader:
    """How one open term is written.

    Args:
        written: In words, for the reference and for messages.
        examples: Values that are read.
        read: Raises BadInput for a value that cannot be read; None where any words will do.
        strict: Whether a value that cannot be read is refused, since an answer is worked out from it.
    """

    written: str
    examples: tuple[str, ...]
    read: Callable[[str], object] | None = None
    strict: bool = True


def check_term(term: str, value: str) -> Problem | None:
    """What is wrong with the value of an open term; None where it can be read.

    Example:
        >>> check_term("casting_vote", "chair") is None
        True
        >>> print(check_term("casting_vote", "the oldest member"))
        This is not how casting_vote is written ("the oldest member"); expected chair, or none.
    """
    reader = TERMS_READ.get(term)
    if reader is None or reader.read is None:
        return None
    try:
        reader.read(value)
    except BadInput as error:
        return error.problems[0]
    return None


def check_terms(handbook: Handbook, found: Findings) -> None:
    """Every open term is written so that it can be applied."""
    bodies = {body.body for body in handbook.rows(Body)}
    for row in handbook.rows(Term):
        if row.term == "quorum_fallback" and bodies and row.value not in bodies:
            what, do = "this names no row of bodies", "write the id of the body to which such an item goes"
            found.warn(row, "value", what, given=row.value, do=do)
        if problem := check_term(row.term, row.value):
            tell = found.error if TERMS_READ[row.term].strict else found.warn
            tell(row, "value", problem.what, given=row.value, expected=problem.expected, do=problem.do)


def check_limits(handbook: Handbook, found: Findings) -> None:
    """Every money limit of a grant can be applied; a blank one is none stated."""
    for row in handbook.rows(Grant):
        if row.limit and (problem := check_term("money_limit", row.limit)):
            found.error(row, "limit", problem.what, given=row.limit, expected=problem.expected, do=problem.do)


# The parsers are imported when they are first used: they read the vocabulary of the tables, which load before them.
def _quorum(text: str) -> object:
    from commonweal.governance.quorum_text import parse_quorum

    return parse_quorum(text)


def _limit(text: str) -> object:
    from commonweal.governance.money_limits import parse_limit

    return parse_limit(text)


def _lead_time(text: str) -> object:
    from commonweal.governance.lead_times import parse_lead_time

    return parse_lead_time(text)


def _voting(text: str) -> object:
    from commonweal.governance.voting_rule import parse_voting

    return parse_voting(text)


def _matching(term: str, pattern: re.Pattern[str], expected: str) -> Callable[[str], object]:
    def read(text: str) -> object:
        if not pattern.fullmatch(" ".join(text.split())):
            raise BadInput(Problem(f"this is not how {term} is written", given=text, expected=expected))
        return text

    return read


def _words(term: str, *words: str) -> Callable[[str], object]:
    return _matching(term, re.compile("|".join(map(re.escape, words)), re.I), ", or ".join(words))


def _period(term: str, written: str, *examples: str) -> TermReader:
    expected = f"a period such as {' or '.join(examples)}"
    return TermReader(written, examples, _matching(term, _PERIOD, expected), strict=False)


def _yes_no(term: str) -> TermReader:
    return TermReader("yes or no", ("yes", "no"), _words(term, "yes", "no"), strict=False)


def _any_words(what: str, example: str) -> TermReader:
    return TermReader(f"{what}, in your own words", (example,))


_QUORUMS = (
    "7",
    "at least 7",
    "1/2 of voting seats",
    "more than 1/2 of filled voting seats",
    "at least 2 non_executive",
    "at least 1 executive or chief_executive",
    "at least 1 profession nursing",
    "at least 1 nominated_by trusts",
    "at least 1 represents council",
    "at least 1 role deputy_chair",
    "seat BOARD-01",
    "at least 1 from each organisation",
    "all of (at least 7; at least 1 non_executive; any of (at least 1 role deputy_chair; seat BOARD-01))",
)
_LIMITS = (
    "£500,000",
    "£1.5m",
    "£50,000 per 100,000 population",
    "£1m a year",
    "£250,000 in all",
    "£50,000 per 100,000 population a year",
    "no limit",
)
_VOTING = (
    "a simple majority of the members present and voting",
    "two thirds of the votes cast",
    "a simple majority of those present",
    "a majority of all voting members",
    "unanimous",
)
_LEAD_TIMES = ("5 working days", "7 days", "3 clear days", "Thursday before")

TERMS_READ: dict[str, TermReader] = {
    "quorum": TermReader("who must be there for a decision to count", _QUORUMS, _quorum),
    "voting": TermReader("what carries a vote, and of whom the share is taken", _VOTING, _voting, strict=False),
    "deputies": TermReader(
        "whether a deputy counts towards the quorum",
        ("count", "count, at most 2", "count, anyone", "count, vacant seats too", "do not count"),
        _matching(
            "deputies", _DEPUTIES, "count; or count, at most 2; either with anyone or vacant seats too; or do not count"
        ),
    ),
    "casting_vote": TermReader("who has it", ("chair", "none"), _words("casting_vote", "chair", "none")),
    "quorum_without_chair": _any_words("what holds then", "the deputy chair presides, and the quorum is the same"),
    "paper_lead_time": TermReader("how long before a meeting its papers go out", _LEAD_TIMES, _lead_time),
    "notice_period": TermReader("how long before a meeting notice is given", _LEAD_TIMES, _lead_time),
    "money_limit": TermReader("how much may be decided", _LIMITS, _limit),
    "review_cycle": _period("review_cycle", "how often what it applies to is reviewed", "12 months", "yearly"),
    "nomination_process": _any_words("how they are nominated", "joint nomination by ballot, approved by the chair"),
    "interests_confirmation": _period(
        "interests_confirmation", "how often people confirm their interests", "6 months", "yearly", "quarterly"
    ),
    "quorum_fallback": TermReader(
        "the body, by its id, to which an item goes when so many must leave that it is not quorate", ("AUDIT",)
    ),
    "public_question_limit": _any_words("how many, and how long", "2 questions of at most 150 words"),
    "public_question_deadline": TermReader(
        "how long before a meeting a question must come", _LEAD_TIMES, _lead_time, strict=False
    ),
    "public_question_reply": _period(
        "public_question_reply", "how long after the meeting a reply may take", "1 month", "20 working days"
    ),
    "public_question_repeat_bar": _period(
        "public_question_repeat_bar", "for how long a question is not taken again", "6 months"
    ),
    "meets_in_public": _yes_no("meets_in_public"),
    "minutes_published_within": TermReader(
        "how long after a meeting its minutes are published", ("10 working days", "14 days"), _lead_time, strict=False
    ),
    "ratification": _any_words("how a decision without a quorum is ratified", "at the next quorate meeting"),
}
"""How each open term is written, by its name in the sheet ``terms``."""
